"""The check of a body against the closed vocabulary."""

from __future__ import annotations

import pytest

from formatter.clean.vocabulary import CLASSES, DEPTH, ELEMENTS, faults

GOOD = [
    "",
    "<p>chữ</p>",
    '<p class="lead"><span class="dateline">Huế</span> – a</p>',
    '<figure class="wide"><img src="image:a-1" alt=""/><figcaption>x</figcaption></figure>',
    (
        '<p><a href="https://x.example/">x</a><a href="#n1">y</a><a href="mailto:a@b.example">z'
        "</a></p>"
    ),
    '<ol start="-3"><li value="7" id="n1">x</li></ol>',
    '<table><tbody><tr><td colspan="2" rowspan="100" class="number">1</td></tr></tbody></table>',
    '<p lang="vi-VN" dir="rtl"><bdo dir="ltr">x</bdo></p>',
    "\n<p>a</p>\n<hr/>\n",
]
BAD = {
    "<p>a": "not well-formed",
    "<p>a & b</p>": "not well-formed",
    "<p>&nbsp;</p>": "not well-formed",
    "chữ": "text outside any block",
    "<p>a</p>chữ": "text outside any block",
    "<b>a</b>": "inline <b> outside any block",
    '<img src="image:a" alt=""/>': "inline <img> outside any block",
    "<script>1</script>": "<script> is not of the vocabulary",
    "<p><font>a</font></p>": "<font> is not of the vocabulary",
    "<h1>a</h1>": "<h1> is not of the vocabulary",
    '<p style="x">a</p>': "<p style> is not of the vocabulary",
    '<p onclick="x">a</p>': "<p onclick> is not of the vocabulary",
    '<p class="sapo">a</p>': "<p class='sapo'> is not of the vocabulary",
    '<p class="lead verse">a</p>': "<p class='lead verse'> is not of the vocabulary",
    '<h2 class="lead">a</h2>': "<h2 class='lead'> is not of the vocabulary",
    '<p><a href="javascript:x">a</a></p>': "<a href='javascript:x'>",
    '<p><a href="/x">a</a></p>': "<a href='/x'>",
    '<p><a href="https://x.example/a b">a</a></p>': "<a href='https://x.example/a b'>",
    '<p><img src="a.jpg" alt=""/></p>': "<img src='a.jpg'>",
    '<p><img src="image:A" alt=""/></p>': "<img src='image:A'>",
    '<p><img src="image:a"/></p>': "<img> without alt",
    '<p lang="tiếng">a</p>': "<p lang='tiếng'>",
    '<p dir="auto">a</p>': "<p dir='auto'>",
    '<table><tr><td colspan="1">a</td></tr></table>': "<td colspan='1'>",
    '<table><tr><td colspan="101">a</td></tr></table>': "<td colspan='101'>",
    '<ol start="x"><li>a</li></ol>': "<ol start='x'>",
    "<div>" * (DEPTH + 1) + "</div>" * (DEPTH + 1): "nested deeper",
}


@pytest.mark.parametrize("body", GOOD)
def test_good(body: str) -> None:
    assert list(faults(body)) == []


@pytest.mark.parametrize("body", BAD)
def test_bad(body: str) -> None:
    (fault,) = faults(body)
    assert fault.startswith(BAD[body])


def test_the_deepest_body_that_is_allowed() -> None:
    assert list(faults("<div>" * DEPTH + "</div>" * DEPTH)) == []


def test_each_class_has_its_meaning_and_its_element() -> None:
    assert set(CLASSES) <= ELEMENTS
    assert all(meaning for kinds in CLASSES.values() for meaning in kinds.values())

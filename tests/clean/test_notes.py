"""Notes and their calls, and links to headings."""

from __future__ import annotations

import re

import pytest

from tests.tools.account import differences
from tests.tools.story import URL, article, page, within

CALLED = "<p>Ghe bầu{} lại ra khơi.</p>"

SHAPES = {
    "wordpress": (
        '<sup><a href="#fn1" id="fnref1">1</a></sup>',
        (
            '<div class="footnotes"><hr><ol><li id="fn1"><p>Ghe lớn. <a href="#fnref1">↩</a>'
            "</p></li></ol></div>"
        ),
    ),
    "wikipedia": (
        '<sup id="cite_ref-a_1-0"><a href="#cite_note-a-1">[1]</a></sup>',
        (
            '<ol class="references"><li id="cite_note-a-1"><span class="mw-cite-backlink">^ <a '
            'href="#cite_ref-a_1-0"><sup><i><b>a</b></i></sup></a></span> Ghe lớn.</li></ol>'
        ),
    ),
    "word": (
        '<a href="#_ftn1" name="_ftnref1">[1]</a>',
        (
            '<div><hr><div id="ftn1"><p class="MsoFootnoteText"><a href="#_ftnref1" name="_ftn1">'
            "[1]</a> Ghe lớn.</p></div></div>"
        ),
    ),
    "a number in the note's words": (
        '<sup><a href="#note1">1</a></sup>',
        '<div class="footnotes"><p id="note1">[1] Ghe lớn.</p></div>',
    ),
    "links that a browser made whole": (
        f'<a id="footnote-anchor-1" href="{URL}#footnote-1">1</a>',
        (
            f'<div class="footnote"><a id="footnote-1" href="{URL}#footnote-anchor-1">1</a>'
            "<div><p>Ghe lớn.</p></div></div>"
        ),
    ),
}


@pytest.mark.parametrize("case", SHAPES)
def test_a_note_is_an_item_that_the_text_calls(case: str) -> None:
    call, note = SHAPES[case]
    head = f'<link rel="canonical" href="{URL}">'
    body = article(CALLED.format(call), head=head, after="").body
    assert "<section" not in body
    made = article(CALLED.format(call) + note, head=head)
    found = re.fullmatch(
        r'<p>Ghe bầu(?:<sup>)?<a class="call" href="#(n[0-9a-f]{6}-1)">\[?1\]?</a>(?:</sup>)? lại '
        r'ra khơi\.</p><section class="notes"><ol><li id="(.*?)">Ghe lớn\.</li></ol></section>',
        within(made),
    )
    assert found is not None, within(made)
    assert found.group(1) == found.group(2)
    whole = page(CALLED.format(call) + note, head=head)
    assert differences(whole, made) == {}


def test_notes_that_go_on_counting_keep_their_numbers() -> None:
    calls = CALLED.format('<sup><a href="#n22">22</a></sup>')
    made = within(article(f'{calls}<div class="footnotes"><p id="n22">22. Ghe lớn.</p></div>'))
    assert '<ol start="22"><li id="' in made


def test_a_note_by_a_sign_keeps_it() -> None:
    call = CALLED.format('<a href="#sao">*</a>')
    made = within(article(f'{call}<p class="footnote" id="sao">* Ghe lớn.</p>'))
    assert re.search(r'<section class="notes"><ul><li id="[^"]+">\* Ghe lớn\.</li></ul>', made)


def test_a_short_link_to_a_heading_is_no_note() -> None:
    made = within(
        article('<p>Xem mục <a href="#hai">2</a>.</p><h2 id="hai">Hai bến</h2><p>Đò.</p>')
    )
    assert "<section" not in made
    assert re.search(r'href="#(s[^"]+)">2</a>.*<h2 id="\1">Hai bến</h2>', made)


def test_a_link_to_nowhere_keeps_its_words() -> None:
    assert within(article('<p>Xem <a href="#dau">đầu trang</a> nhé.</p>')) == (
        "<p>Xem đầu trang nhé.</p>"
    )


def test_a_heading_that_no_link_leads_to_has_no_place() -> None:
    contents = '<ul class="toc"><li><a href="#nuoc-ron">Con nước rong</a></li></ul>'
    body = within(
        article(f'{contents}<h2 id="nuoc-ron">Con nước rong</h2><p>Nước rong ngày rằm.</p>')
    )
    assert "<h2>Con nước rong</h2>" in body
    asked = within(
        article(
            '<p>Xem <a href="#nuoc-ron">phần sau</a>.</p><h2 id="nuoc-ron">Con nước rong</h2>'
            "<p>Nước rong ngày rằm.</p>"
        )
    )
    assert '<h2 id="' in asked

"""What cleaning keeps to on pages that nobody wrote."""

from __future__ import annotations

import unicodedata
import xml.etree.ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings

from formatter.article import Article, Page
from formatter.clean.clean import clean
from formatter.clean.vocabulary import faults
from formatter.errors import NothingFoundError
from tests.tools.account import as_page, differences
from tests.tools.nesting import astray
from tests.tools.soup import SENTENCES, STORY, pages, stories

SLOW = settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])


def cleaned(page: Page) -> Article | None:
    try:
        return clean(page)
    except NothingFoundError:
        return None


@SLOW
@given(pages)
def test_a_body_is_of_the_vocabulary_and_composed(markup: str) -> None:
    article = cleaned(Page(html=markup, url="https://bao.example/bai.html"))
    if article is not None:
        assert list(faults(article.body)) == []
        assert astray(article.body) == []
        assert unicodedata.is_normalized("NFC", article.body + article.title)
        named = {img.get("src") for img in ET.fromstring(f"<b>{article.body}</b>").iter("img")}
        assert named == {f"image:{ref.id}" for ref in article.images}


@SLOW
@given(pages)
def test_nothing_is_lost_in_silence(markup: str) -> None:
    page = Page(html=markup, url="https://bao.example/bai.html")
    article = cleaned(page)
    if article is not None:
        assert differences(page, article) == {}


@SLOW
@given(stories)
def test_clean_twice_is_clean_once(markup: str) -> None:
    once = cleaned(Page(html=markup, url="https://bao.example/bai.html"))
    if once is not None:
        again = clean(as_page(once))
        assert again.body == once.body
        assert again.title == once.title


LONG = SENTENCES[0] + " " + SENTENCES[1]
# What a search found, each a page by itself.
FOUND = {
    "a number behind a no-break space in a link": f"{STORY}{LONG}<a href='/x'>&nbsp;85.000 đ</a>",
    "signs of a link beside signs": f"{STORY}&gt;&gt;<a href='https://vidu.example/x'>&gt;&gt;</a>",
    "lines of code behind a break": f"{STORY}<br><code>{SENTENCES[0]}<br>{SENTENCES[1]}</code>",
    "a quotation and its source": f"<blockquote>{LONG}</blockquote>(Dân Làng) - ",
    "a quotation alone": '<div class="quote">Lê Bưởi</div>',
    "a heading alone": "<h1 id=date>2026</h1>",
    "a summary alone": f"<summary>{LONG} 85.000 đ</summary>",
    "a summary in bold letters": f"<summary><strong>{LONG}</strong></summary>",
    "a quotation in an aside": f"<aside><blockquote>{LONG}</blockquote></aside>Lê Bưởi",
    "a picture between short lines": 'Một mùa nước nữa<img src="/c.webp">Theo Báo Bãi Vàng',
    "spaces that met": f"{STORY}{LONG}<hr hidden>&nbsp;1/6",
    "words over code": "2026Theo Báo Bãi Vàng<pre> 2</pre>Ảnh: Lê Bưởi",
    "a figure that was never closed": f'<figure><img src="/a.jpg" alt="Bến đò">{LONG}',
}


@pytest.mark.parametrize("case", FOUND)
def test_what_a_search_found_is_clean_at_once(case: str) -> None:
    page = Page(html=FOUND[case], url="https://bao.example/bai.html")
    once = clean(page)
    assert differences(page, once) == {}
    again = clean(as_page(once))
    assert again.body == once.body
    assert again.title == once.title

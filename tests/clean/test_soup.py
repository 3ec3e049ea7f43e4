"""What cleaning keeps to on pages that nobody wrote."""

from __future__ import annotations

import unicodedata
import xml.etree.ElementTree as ET

from hypothesis import HealthCheck, given, settings

from formatter.article import Article, Page
from formatter.clean.clean import clean
from formatter.clean.vocabulary import faults
from formatter.errors import NothingFoundError
from tests.tools.account import as_page, differences
from tests.tools.nesting import astray
from tests.tools.soup import pages, stories

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

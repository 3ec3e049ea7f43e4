"""A page typed with its marks apart makes the article and the books of its composed twin."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Literal

import pytest

from formatter import theme
from formatter.article import Article
from formatter.book import bind
from formatter.clean.clean import clean
from formatter.images import gather
from formatter.render.epub import to_epub
from formatter.render.pdf import to_pdf
from formatter.source import read

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "tests" / "corpus"
PAGES = {
    place.stem: place
    for place in [
        *sorted(CORPUS.glob("*.html")),
        *sorted(CORPUS.glob("*.txt")),
        *sorted((ROOT / "examples").glob("*.html")),
    ]
}
# A page of each kind of system, and those that try most.
LAID_OUT = (
    "vnexpress dantri mastercms onecms bnews diem-tin embeds wordpress-vi thu-vien-chu seed-like"
).split()
# How the letters were typed is what the repairs tell, and the bytes are others.
_OTHER = {"repairs", "source"}


@cache
def twins(name: str) -> tuple[Article, Article]:
    """Return the articles of a page with its letters composed, and with their marks apart."""
    page = read(PAGES[name])

    def typed(form: Literal["NFC", "NFD"]) -> Article:
        sequels = tuple(
            replace(each, html=unicodedata.normalize(form, each.html)) for each in page.sequels
        )
        return clean(replace(page, html=unicodedata.normalize(form, page.html), sequels=sequels))

    return typed("NFC"), typed("NFD")


@pytest.mark.parametrize("name", PAGES)
def test_the_article_is_the_same_in_every_field(name: str) -> None:
    composed, apart = twins(name)
    for each in fields(Article):
        if each.name not in _OTHER:
            assert getattr(composed, each.name) == getattr(apart, each.name), each.name


@pytest.mark.parametrize("name", LAID_OUT)
def test_the_books_are_the_same_to_the_byte(name: str) -> None:
    """But for the hash of what each was made from, which both books tell: it is made the same."""
    composed, apart = twins(name)
    apart = replace(apart, source=composed.source)
    assert {repair.kind for repair in apart.repairs} >= {"composed"}
    style = theme.load("book")
    first, second = (
        (to_epub(book, style).data, to_pdf(book, style).data)
        for book in (bind([each], images=gather([each])) for each in (composed, apart))
    )
    assert first == second

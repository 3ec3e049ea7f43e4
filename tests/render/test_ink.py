"""No accent touches the line above, in any theme: in the PDF, and in the EPUB in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest

from formatter import theme
from formatter.article import Book
from formatter.render import pdf
from formatter.render.epub import to_epub
from formatter.theme import Theme
from tests.render import type_book
from tests.tools import chromium, ink

# Three lines and more in every place, two in every head.
TEXT = " ".join([type_book.STACKED] * 4)
HEAD = " ".join([type_book.STACKED] * 2)
BOOK = type_book.book(TEXT, head=HEAD)
# A head and a lead that shout, as newspapers' do.
LOUD = type_book.book(TEXT.upper(), head=HEAD.upper(), several=False)
# What the closest setting that our themes know would have if nobody had measured.
SOLID = "p, li, td, th, h1, h2, h3, figcaption { line-height: 1.1 !important }"


@pytest.fixture
def solid(tmp_path: Path) -> Theme:
    (tmp_path / "theme.toml").write_text('inherit = "book"')
    for name in ("print.css", "epub.css"):
        (tmp_path / name).write_text(SOLID)
    return theme.load(str(tmp_path))


def closer(book: Book, style: Theme) -> bytes:
    """Return the PDF of a book whose only article is drawn in, as where its last page is thin."""
    markup = pdf.page_html(book, style, frozenset({"bai-1"}))
    with pdf._fonts() as fonts:
        document = pdf._laid_out(markup, pdf._Sealed(book, style), fonts)
        return bytes(document.write_pdf())


@pytest.mark.parametrize("name", theme.names())
def test_no_two_lines_of_a_pdf_share_a_pixel(name: str) -> None:
    told = ink.collisions(pdf.to_pdf(BOOK, theme.load(name)).data)
    assert told.pairs > 150
    assert told.collisions == ()


@pytest.mark.parametrize("name", theme.names())
def test_nor_do_capitals_that_are_set_closer(name: str) -> None:
    told = ink.collisions(closer(LOUD, theme.load(name)))
    assert told.pairs > 100
    assert told.collisions == ()


@pytest.mark.parametrize("name", theme.names())
def test_no_two_lines_of_an_epub_share_a_pixel(name: str, browser: chromium.Browser) -> None:
    prints = browser.prints(to_epub(BOOK, theme.load(name)).data)
    # The line under a link is the browser's, and runs through tails.
    told = [ink.collisions(data, rules=False) for data in prints]
    assert sum(one.pairs for one in told) > 150
    assert [one.collisions for one in told if one.collisions] == []


def test_lines_that_meet_are_seen_in_a_pdf(solid: Theme) -> None:
    told = ink.collisions(pdf.to_pdf(LOUD, solid).data)
    assert sum(one.shared for one in told.collisions) > 500


def test_lines_that_meet_are_seen_in_an_epub(solid: Theme, browser: chromium.Browser) -> None:
    told = [ink.collisions(data) for data in browser.prints(to_epub(LOUD, solid).data)]
    assert sum(one.shared for page in told for one in page.collisions) > 500

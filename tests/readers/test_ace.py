"""Ace, the accessibility checker of the DAISY Consortium, asserts nothing against our books."""

from __future__ import annotations

import pytest

from formatter import theme
from formatter.book import bind
from formatter.render.epub import to_epub
from tests.readers import everything
from tests.readers.engines import Engines
from tests.render import epub_books


@pytest.mark.parametrize("style", theme.names())
def test_a_book_with_everything_passes(style: str, engines: Engines) -> None:
    found = engines.ask("ace", everything.made(style))
    assert found["assertions"] == []
    assert found["outcome"] == "pass"
    # Each document was looked at, and the package: "nothing found" doesn't mean "nothing seen".
    read = {name.split("/")[-1] for name in found["documents"]}
    assert read >= {"content.opf", "cover.xhtml", "title.xhtml", "nav.xhtml", "section-02.xhtml"}
    assert read >= {f"article-{number:03}.xhtml" for number in range(1, 5)}


def test_a_book_of_one_article_passes(engines: Engines) -> None:
    found = engines.ask("ace", to_epub(epub_books.single(), theme.load("book")).data)
    assert (found["assertions"], found["outcome"]) == ([], "pass")


def test_what_is_wrong_is_found_out(engines: Engines) -> None:
    whole = to_epub(bind([epub_books.short(1)], images={}), theme.load("book")).data
    changes = {
        r"article-001\.xhtml": lambda data: data.replace(b"<p>", b'<p><img src="images/x"/>'),
        r"cover\.xhtml": lambda data: data.replace(b' lang="vi" xml:lang="vi"', b""),
    }
    found = engines.ask("ace", everything.changed(whole, changes))
    assert found["outcome"] == "fail"
    rules = {(one["document"].split("/")[-1], one["rule"]) for one in found["assertions"]}
    assert rules == {("article-001.xhtml", "image-alt"), ("cover.xhtml", "html-has-lang")}

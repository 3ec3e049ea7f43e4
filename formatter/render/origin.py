"""Where an article comes from: the lines of its colophon, so that a copy can be checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from formatter.article import Article
from formatter.original import Capture
from formatter.render.words import Words

# No label for a capture whose time we know nothing of: its line is left out.
_BASIS = {
    "observed": "captured_observed",
    "WARC-Date": "captured_warc_date",
    "file time": "captured_file_time",
}


class Line(NamedTuple):
    """One line of a colophon; `address` says that the text is one."""

    label: str
    text: str
    address: bool = False


def colophon(article: Article, words: Words) -> tuple[Line, ...]:
    """Return the lines that say where an article comes from; `words` are the book's."""
    return tuple(_lines(article, words))


def _lines(article: Article, words: Words) -> Iterator[Line]:
    if article.site:
        yield Line(words["source"], article.site)
    if article.modified and article.modified != article.published:
        yield Line(words["modified"], words.moment(article.modified))
    if article.url:
        yield Line(words["address"], article.url, address=True)
    if when := captured(article.source.captured, words):
        yield Line(words["captured"], when)


def captured(capture: Capture, words: Words) -> str:
    """Return when a page was captured and how that is known; empty where it isn't."""
    if not capture.time or capture.basis not in _BASIS:
        return ""
    return f"{words.moment(capture.time)}, {words[_BASIS[capture.basis]]}"

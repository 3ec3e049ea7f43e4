"""One Chromium for all tests of the outputs, and what it made of a book in each theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from formatter import theme
from formatter.render.epub import to_epub
from tests.render import epub_books
from tests.tools import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[chromium.Browser]:
    with chromium.browser() as running:
        yield running


@pytest.fixture(scope="session")
def texts_of(browser: chromium.Browser) -> Callable[[str], tuple[chromium.Text, ...]]:
    """Return what gives the texts of the book with everything in it, set in the named theme."""

    @cache
    def texts(name: str) -> tuple[chromium.Text, ...]:
        return browser.texts(to_epub(epub_books.several(), theme.load(name)).data)

    return texts

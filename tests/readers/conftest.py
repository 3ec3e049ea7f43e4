"""The engines, started once for all tests of this folder, and EPUBCheck at work beside them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from formatter import theme
from formatter.book import bind
from formatter.render.epub import to_epub
from tests.readers import everything
from tests.readers.engines import Engines
from tests.readers.engines import engines as started
from tests.tools import epubcheck

Said = dict[str, tuple[epubcheck.Complaint, ...]]


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    with started() as running:
        yield running


@pytest.fixture(scope="session", autouse=True)
def checking(request: pytest.FixtureRequest) -> Iterator[Future[Said] | None]:
    """Start EPUBCheck before the first test, where its own tests are among those to come."""
    if not any(item.path.name == "test_epubcheck.py" for item in request.session.items):
        yield None
        return
    with ThreadPoolExecutor(1) as beside:
        yield beside.submit(_checked)


@pytest.fixture
def said(checking: Future[Said]) -> Said:
    """Return what EPUBCheck says of the book of each page, and of all of them in each theme."""
    return checking.result()


def _checked() -> Said:
    books = {style: everything.bound(style) for style in theme.names()}
    for name, article in everything.pages().items():
        book = bind([article], images=everything.pictures())
        books[name] = to_epub(book, theme.load(everything.ALONE[name])).data
    books |= {f"for {name}": everything.bound(at, name) for name, at in everything.READERS.items()}
    books["spoiled"] = everything.spoiled(everything.made("book"))
    return epubcheck.complaints(books)

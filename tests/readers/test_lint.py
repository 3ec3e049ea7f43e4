"""The lint finds nothing in any book of ours, in every profile and theme."""

from __future__ import annotations

import pytest

from formatter import profile, theme
from formatter.book import bind
from formatter.check import check
from formatter.render.epub import to_epub
from tests.readers import everything
from tests.test_corpus import NAMES


@pytest.mark.parametrize("style", theme.names())
@pytest.mark.parametrize("reader", profile.names())
def test_all_that_a_book_may_hold(style: str, reader: str) -> None:
    assert check(everything.made(style, reader), profile.load(reader).systems) == ()


@pytest.mark.parametrize("style", theme.names())
def test_all_pages_together(style: str) -> None:
    assert check(everything.bound(style)) == ()


@pytest.mark.parametrize(("reader", "style"), everything.READERS.items())
def test_all_pages_for_a_profile(reader: str, style: str) -> None:
    assert check(everything.bound(style, reader), profile.load(reader).systems) == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_alone(name: str) -> None:
    book = bind([everything.pages()[name]], images=everything.pictures())
    assert check(to_epub(book, theme.load(everything.ALONE[name])).data) == ()


def test_every_reading_system_takes_the_book_of_any_profile_but_for_kobo_s_own() -> None:
    found = {name: check(everything.made("book", name)) for name in profile.names()}
    assert {name: {one.code for one in each} for name, each in found.items()} == {
        "archive": set(),
        "generic": set(),
        "kindle": set(),
        # A span in a note's link, as in every link of Kobo's form, keeps Apple Books from it.
        "kobo": {"note-link-tag"},
        "print": set(),
    }

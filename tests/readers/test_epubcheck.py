"""EPUBCheck says nothing at all on a book of any of our pages, in every theme."""

from __future__ import annotations

import pytest

from formatter import theme
from tests.readers import everything
from tests.readers.conftest import Said
from tests.test_corpus import NAMES
from tests.tools import epubcheck


@pytest.mark.parametrize("style", theme.names())
def test_all_pages_together(style: str, said: Said) -> None:
    assert [str(one) for one in said[style]] == []


@pytest.mark.parametrize("name", everything.READERS)
def test_all_pages_for_a_profile(name: str, said: Said) -> None:
    assert [str(one) for one in said[f"for {name}"]] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_alone(name: str, said: Said) -> None:
    assert [str(one) for one in said[name]] == []


def test_what_is_wrong_is_found_out(said: Said) -> None:
    assert {one.severity for one in said["spoiled"]} & epubcheck.GRAVE

"""The page of themes and faces: each is on it, and its figures are what the fonts measure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from formatter import fonts, theme
from tests.tools import specimens

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "type.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [*(f"theme-{name}" for name in theme.names()), *(f"face-{key}" for key in fonts.keys())],
)
def test_each_theme_and_face_has_its_specimen(name: str) -> None:
    picture = specimens.SPECIMENS / f"{name}.png"
    assert f"(specimens/{name}.png)" in PAGE
    assert picture.stat().st_size <= specimens.LARGEST
    with Image.open(picture) as shown:
        assert shown.mode == "P"
        assert len(shown.getcolors() or ()) > 8


def test_no_specimen_is_of_what_is_gone() -> None:
    named = set(re.findall(r"\(specimens/([\w-]+\.png)\)", PAGE))
    assert named == {file.name for file in specimens.SPECIMENS.iterdir()}


@pytest.mark.parametrize("key", [key for key in fonts.keys() if key != "noto-sans-symbols-2"])
def test_measures_are_those_of_the_fonts(key: str) -> None:
    assert specimens.measures(key) in PAGE.splitlines()


def test_each_vietnamese_letter_is_shown() -> None:
    small, capitals = specimens.letters().split()
    assert len({c for c in small + capitals if not c.isascii()}) == 134
    assert capitals == small.upper()

"""Themes: inheritance, font roles, and style sheets that print and reading systems can share."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from formatter import theme
from formatter.clean.vocabulary import BLOCK, CLASSES
from formatter.errors import UsageError

ABSOLUTE = re.compile(r"\d(pt|mm|cm|in|pc)\b|(?<!\d)([2-9]|\d\d+)px")
COLOUR = re.compile(r"(?<![-\w])(color|background[-a-z]*)\s*:|#[0-9a-fA-F]{3,6}\b|rgba?\(")


def write(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def test_themes_a_user_may_ask_for() -> None:
    assert theme.names() == ("book", "e-ink", "large-print", "magazine", "newspaper")


def test_unknown_theme_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="book, e-ink, large-print, magazine, newspaper"):
        theme.load("comic")


def test_heir_wins_over_what_it_inherits(tmp_path: Path) -> None:
    heir = write(
        tmp_path / "nha",
        theme_toml='inherit = "book"\n[options]\nmeasure = 100\n[fonts]\ntext = "andika"\n',
        book_css="/* the heir's */",
    )
    loaded = theme.load(str(heir))
    assert loaded.name == loaded.title == "nha"
    assert [folder.name for folder in loaded.folders] == ["nha", "book", "base"]
    assert loaded.options["measure"] == 100
    assert loaded.options["picture_dpi"] == theme.load("book").options["picture_dpi"]
    assert loaded.css("book.css").endswith("/* the heir's */")
    assert 'body { font-family: "Formatter Andika", ' in loaded.css("book.css")


def test_theme_beside_another_inherits_from_it(tmp_path: Path) -> None:
    write(tmp_path / "cha", theme_toml='inherit = "base"\n[options]\nmeasure = 90\n')
    child = write(tmp_path / "con", theme_toml='inherit = "cha"\n')
    assert theme.load(f"{child}").options["measure"] == 90


def test_circle_is_named(tmp_path: Path) -> None:
    write(tmp_path / "a", theme_toml='inherit = "b"\n')
    write(tmp_path / "b", theme_toml='inherit = "a"\n')
    with pytest.raises(UsageError, match="a → b → a"):
        theme.load(str(tmp_path / "a"))


def test_broken_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"theme\.toml can't be read"):
        theme.load(str(write(tmp_path / "hong", theme_toml="inherit = \n")))


def test_role_without_a_family_is_named(tmp_path: Path) -> None:
    loaded = theme.load(
        str(write(tmp_path / "le", theme_toml="", book_css='p { font-family: "@head" }'))
    )
    with pytest.raises(UsageError, match="no font for the role head"):
        loaded.css("book.css")


@pytest.mark.parametrize("name", theme.names())
def test_style_sheets_name_no_font_but_ours(name: str) -> None:
    css = theme.load(name).css("book.css", "print.css")
    assert '"@' not in css
    named = re.findall(r'font(?:-family)?:[^;]*?("[^;]*);', css)
    assert named
    assert all(stack.startswith('"Formatter ') for stack in named)


@pytest.mark.parametrize("name", theme.names())
def test_every_class_of_the_vocabulary_is_styled(name: str) -> None:
    css = theme.load(name).css("book.css", "print.css")
    # Which way a picture lies matters to the newspaper, whose wide ones cross both columns.
    spared = {"wide", "tall"}
    classes = {c for table in CLASSES.values() for c in table} - spared
    assert sorted(c for c in classes if f".{c}" not in css) == []


@pytest.mark.parametrize("name", theme.names())
def test_every_block_of_the_vocabulary_is_styled(name: str) -> None:
    css = theme.load(name).css("book.css")
    spared = {"div", "section", "tbody", "tfoot"}
    selectors = " ".join(re.findall(r"([^{}]+)\{", css))
    assert sorted(t for t in BLOCK - spared if not re.search(rf"\b{t}\b", selectors)) == []


@pytest.mark.parametrize("name", theme.names())
def test_shared_sheet_leaves_size_colour_and_columns_to_the_reader(name: str) -> None:
    css = re.sub(r"/\*.*?\*/", "", theme.load(name).css("book.css"), flags=re.DOTALL)
    assert ABSOLUTE.findall(css) == []
    assert COLOUR.findall(css) == []
    assert "column" not in css
    assert "overflow: hidden" not in css
    assert "var(" not in css


def test_find_gives_the_nearest_file() -> None:
    book = theme.load("book")
    assert book.find("print.css") == book.folders[0] / "print.css"
    assert book.find("templates/print.html.j2") == book.folders[1] / "templates/print.html.j2"
    assert book.find("nothing") is None

"""A theme of the user's own: it works at once, and says what may be changed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from formatter import pattern, theme
from formatter.cli import main
from formatter.errors import UsageError
from formatter.render import pdf
from formatter.render.run import Run
from tests.render import issue_book
from tests.render import sample_book as sample


@pytest.mark.parametrize("origin", theme.names())
def test_it_prints_as_its_origin_until_it_is_changed(tmp_path: Path, origin: str) -> None:
    own = theme.load(str(pattern.begin("nha", origin, tmp_path)))
    parent = theme.load(origin)
    assert (own.name, own.folders[1:]) == ("nha", parent.folders)
    assert (own.options, own.fonts) == (parent.options, parent.fonts)
    held = issue_book.book(origin)
    for made in (sample.book(sample.plain(1)), held):
        ours, theirs = (pdf.page_html(made, each, run=Run(front=True)) for each in (own, parent))
        # Comments alone are added: no sign of them is drawn, and no rule.
        ours, theirs = (re.sub(r"/\*.*?\*/", "", each, flags=re.DOTALL) for each in (ours, theirs))
        assert ours.split() == theirs.split()


def test_all_that_it_shows_can_be_taken_as_it_stands(tmp_path: Path) -> None:
    folder = pattern.begin("nha", "magazine", tmp_path)
    written = (folder / "theme.toml").read_text(encoding="utf-8")
    bare = "\n".join(
        line.removeprefix("# ") if " = " in line and "extra" not in line else line
        for line in written.splitlines()
    )
    told = tomllib.loads(bare)
    parent = theme.load("magazine")
    assert told["options"].items() <= parent.options.items()
    assert len(told["options"]) >= 12
    assert told["fonts"] == dict(parent.fonts)


def test_a_change_is_seen(tmp_path: Path) -> None:
    folder = pattern.begin("nha", "newspaper", tmp_path)
    sheet = folder / "issue-print.css"
    sheet.write_text(".masthead h1 { color: #8a1c1c; }", encoding="utf-8")
    markup = pdf.page_html(issue_book.book(), theme.load(f"{folder}"), run=Run(front=True))
    assert ".masthead h1 { color: #8a1c1c; }" in markup


@pytest.mark.parametrize("name", ["", "a b", "../nha", ".an", "a/b", "newspaper"])
def test_a_name_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        pattern.begin(name, "book", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    pattern.begin("nha", "book", tmp_path)
    with pytest.raises(UsageError, match="there already"):
        pattern.begin("nha", "book", tmp_path)


def test_an_origin_may_be_a_folder(tmp_path: Path) -> None:
    first = pattern.begin("cha", "book", tmp_path)
    second = theme.load(str(pattern.begin("con", f"{first}", tmp_path / "xa")))
    assert [folder.name for folder in second.folders] == ["con", "cha", "book", "base"]


def test_the_command_says_where_it_is(tmp_path: Path) -> None:
    made = CliRunner().invoke(main, ["themes", "new", "nha", "--from", "book", "-o", f"{tmp_path}"])
    assert (made.exit_code, made.stdout.strip()) == (0, f"{tmp_path / 'nha'}/")
    again = CliRunner().invoke(main, ["themes", "new", "nha", "-o", f"{tmp_path}"])
    assert again.exit_code == 2
    assert "there already" in again.stderr

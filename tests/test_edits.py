"""The editor's file: what it may say, and what the errors say about one that's wrong."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from formatter.edits import beside, read_edits
from formatter.errors import UsageError

HASH = "0123456789abcdef" * 4


def written(folder: Path, text: str) -> Path:
    path = folder / "bai.edit.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read_with_its_lines(tmp_path: Path) -> None:
    text = f'# sửa\npage = "{HASH}"\nkeep = [12, "một câu"]\ndrop = [\n  7,\n  "Ảnh bìa cũ",\n]\n'
    edits = read_edits(written(tmp_path, text))
    assert edits.keep == (12, "một câu")
    assert edits.drop == (7, "Ảnh bìa cũ")
    assert edits.lines == (3, 3, 5, 6)
    assert edits.page == HASH
    assert edits.name == "bai.edit.toml"
    assert edits.sha256 == sha256(text.encode()).hexdigest()


def test_a_number_is_looked_for_as_a_number(tmp_path: Path) -> None:
    text = 'keep = [\n  "7 người",\n  17,\n  7,\n]\n'
    assert read_edits(written(tmp_path, text)).lines == (2, 3, 4)


def test_an_empty_file_asks_for_nothing(tmp_path: Path) -> None:
    edits = read_edits(written(tmp_path, ""))
    assert (edits.keep, edits.drop, edits.lines) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"),
    [
        ("keep = [1]\nkep = [2]\n", 2, "there is no key kep", "keep, drop, page"),
        ("keep = [1]\n[drop]\nx = 1\n", 2, "drop is no list", "Write drop = "),
        ("\nkeep = 12\n", 2, "keep is no list", "Write keep = [12]"),
        ('keep = "một câu"\n', 1, "keep is no list", 'Write keep = ["một câu"]'),
        ("keep = [\n 1,\n 2.5,\n]\n", 3, "keep holds 2.5", "whole number"),
        ("drop = [1,\n true]\n", 2, "drop holds true", "whole number"),
        ("drop = [0]\n", 1, "drop holds 0", "from 1"),
        ("drop = [-3]\n", 1, "drop holds -3", "from 1"),
        ('drop = ["  "]\n', 1, "neither a block's number nor a phrase", "quotation marks"),
        ("keep = [1]\ndrop = [1, \n", 2, "isn't TOML", "Write keep = "),
        ("keep = [câu]\n", 1, "isn't TOML", "Write keep = "),
        ("keep = [1]\npage = 12\n", 2, "page isn't the SHA-256", "--explain"),
        ('page = "abc"\n', 1, "page isn't the SHA-256", "--explain"),
    ],
)
def test_a_wrong_file_is_told_by_line(
    text: str, line: int, what: str, remedy: str, tmp_path: Path
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError) as why:
        read_edits(path)
    assert why.value.problem.startswith(f"{path}, line {line}")
    assert what in why.value.problem
    assert why.value.problem.endswith(".")
    assert remedy in why.value.remedy
    assert why.value.remedy.endswith(".")


def test_a_file_that_is_no_text_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "bai.edit.toml"
    with pytest.raises(UsageError, match="can't be read"):
        read_edits(path)
    path.write_bytes(b"keep = [1]\ndrop = ['\xff']\n")
    with pytest.raises(UsageError, match="line 2, isn't UTF-8"):
        read_edits(path)


def test_the_file_beside_a_page(tmp_path: Path) -> None:
    page = tmp_path / "bai.so.2.html"
    assert beside(page) is None
    path = tmp_path / "bai.so.2.edit.toml"
    path.touch()
    assert beside(page) == path
    assert beside(Path()) is None

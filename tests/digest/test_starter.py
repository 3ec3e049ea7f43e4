"""The starter: an issue file that can be used as it is, in the language of its articles."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from formatter.digest import Found, read, starter
from formatter.digest.keys import KEYS


@pytest.mark.parametrize(("language", "word"), [("vi", "Tệp số báo"), ("en", "An issue"),
                                                ("de", "An issue")])  # fmt: skip
def test_a_starter_is_an_issue_file(tmp_path: Path, language: str, word: str) -> None:
    (tmp_path / 'b"c.html').write_bytes(b"")
    found = (
        Found("https://bao.example/a", "Mùa\nnước", 420, "vi", ("a.jpg", "b.jpg")),
        Found('b"c.html'),
    )
    text = starter(found, language, "so.toml")
    assert word in text
    assert "formatter digest so.toml" in text
    path = tmp_path / "so.toml"
    path.write_text(text, encoding="utf-8")
    made = read(path)
    assert [piece.source for piece in made.pieces] == ["https://bao.example/a", 'b"c.html']
    assert made.language == language
    assert "Mùa nước · 420" in text
    assert "a.jpg, b.jpg" in text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_commented_out_may_be_used(tmp_path: Path, language: str) -> None:
    text = starter((Found("https://bao.example/a"),), language)
    used = re.sub(r"^# (?=(\[|[a-z_]+ = ))", "", text, flags=re.MULTILINE)
    assert used != text
    table = tomllib.loads(used)
    assert table.keys() <= KEYS[""].keys()
    for name in ("issue", "cover", "masthead", "contents", "notes", "index", "colophon"):
        assert table[name].keys() <= KEYS[name].keys(), name
    assert table["section"][0].keys() <= KEYS["section"].keys()
    assert table["section"][0]["article"][0].keys() <= KEYS["section.article"].keys()
    for picture in ("bia.jpg", "cover.jpg"):
        (tmp_path / picture).write_bytes(b"")
    path = tmp_path / "so.toml"
    path.write_text(used, encoding="utf-8")
    assert read(path).target_pages == 48

"""`formatter check` for a person and for a program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from formatter.cli import main
from tests.tools.small_epub import files, instead, packed, spoiled

STRAY = "picture-without-source: error (kindle)."
HEIGHT = "line-height-unit: warning (thorium). A line height is a number without a unit."
CROWD = "Thorium makes headings larger, and a height with a unit stays: their lines crowd."


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "gieng.epub"
    path.write_bytes(packed(files()))
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "hong.epub"
    strays = instead("bai.xhtml", "<aside", "<p><img/></p>\n" * 8 + "<aside")
    path.write_bytes(spoiled(strays, instead("sach.css", "1.5", "150%")))
    return path


def run(*words: str | Path) -> Result:
    made = CliRunner().invoke(main, ["check", *map(str, words)])
    assert made.exception is None or isinstance(made.exception, SystemExit), made.exc_info
    return made


def test_a_sound_book(sound: Path) -> None:
    made = run(sound)
    assert (made.exit_code, made.stdout) == (0, f"{sound}: no findings\n")


def test_what_is_found_is_told_with_place_and_remedy(faulty: Path) -> None:
    made = run(faulty)
    assert made.exit_code == 1
    assert made.stdout.splitlines() == [
        f"{faulty}: 9 findings",
        "",
        f"{STRAY} Each img has a src. Send to Kindle refuses the whole book over one without.",
        *(f"  EPUB/bai.xhtml:{line}: an img has no src" for line in range(7, 12)),
        "  and 3 more",
        "  Take the img away, or name its picture.",
        "",
        f"{HEIGHT} {CROWD}",
        "  EPUB/sach.css:1: h2, p has line-height: 150%",
        "  Write line-height: 1.4.",
    ]


def test_the_same_for_a_program(sound: Path, faulty: Path) -> None:
    made = run("--json", sound, faulty, "--for", "thorium", "--for", "kobo")
    assert made.exit_code == 1
    first, second = map(json.loads, made.stdout.splitlines())
    assert first == {"book": str(sound), "findings": []}
    assert second["findings"] == [
        {
            "code": "line-height-unit",
            "severity": "warning",
            "systems": ["thorium"],
            "file": "EPUB/sach.css",
            "line": 1,
            "what": "h2, p has line-height: 150%",
            "remedy": "Write line-height: 1.4.",
        }
    ]


def test_what_can_t_be_checked(tmp_path: Path, sound: Path) -> None:
    text = tmp_path / "bai.txt"
    text.write_text("không phải sách", encoding="utf-8")
    made = run(text)
    assert made.exit_code == 2
    assert "bai.txt is no EPUB" in made.stderr
    assert run(tmp_path / "khong-co.epub").exit_code == 2
    made = run(sound, "--for", "sony")
    assert (made.exit_code, "Choose one of kindle, kobo" in made.stderr) == (2, True)


def test_what_can_t_be_checked_stops_none_of_the_others(tmp_path: Path, sound: Path) -> None:
    text = tmp_path / "bai.txt"
    text.write_text("không phải sách", encoding="utf-8")
    made = run("--json", text, sound)
    assert made.exit_code == 1
    assert "bai.txt is no EPUB" in made.stderr
    assert json.loads(made.stdout) == {"book": str(sound), "findings": []}

"""Flags with settings behind them, and fonts of the user's, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner, Result

from formatter.cli import main
from tests.tools import typefaces
from tests.tools.story import page


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder where the command stands, in which lies a page with two odd signs."""
    markup = page("<p>Chữ lạ trên vách: 漢漢 và 한.</p>").html
    (tmp_path / "bai.html").write_text(markup, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nha"))
    return tmp_path


def run(*words: str, **environment: str) -> Result:
    made = CliRunner().invoke(main, list(words), env=environment)
    assert made.exception is None or isinstance(made.exception, SystemExit), made.exc_info
    return made


def record(made: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(made.stdout)
    return found


def test_settings_stand_behind_flags(place: Path) -> None:
    font = typefaces.font("漢한")
    typefaces.put(place, "chu.ttf", font)
    text = (
        'to = ["epub"]\noutput = "ra"\njson = true\nstrict = true\n[fonts]\nextra = ["chu.ttf"]\n'
    )
    (place / "formatter.toml").write_text(text, encoding="utf-8")
    made = run("convert", "bai.html")
    assert made.exit_code == 0
    assert [output["format"] for output in record(made)["outputs"]] == ["epub"]
    assert (place / "ra").is_dir()
    assert record(made)["uncovered"] == []
    over = run("convert", "bai.html", "--to", "pdf", "-o", "kia")
    assert [output["format"] for output in record(over)["outputs"]] == ["pdf"]
    assert (place / "kia").is_dir()
    plain = run("convert", "bai.html", "--no-json", FORMATTER_OUTPUT="moi-truong")
    assert plain.stdout.startswith("moi-truong/")


def test_a_flag_turns_off_what_a_file_turns_on(place: Path) -> None:
    (place / "formatter.toml").write_text('to = ["epub"]\nstrict = true\n', encoding="utf-8")
    assert run("convert", "bai.html").exit_code == 1
    assert run("convert", "bai.html", "--no-strict").exit_code == 0
    assert run("convert", "bai.html", FORMATTER_STRICT="no").exit_code == 0


@pytest.mark.parametrize(
    ("text", "said", "remedy"),
    [
        ('\ntheme = "khong"', "line 2: there is no theme named khong.", "book, "),
        ('profile = "khong"', "line 1: there is no profile named khong.", "kobo"),
        ('to = ["mobi"]', "line 1: there is no output named mobi.", "epub, pdf"),
        ('jobs = "hai"', "line 1: jobs is “hai”.", "a whole number"),
    ],
)
def test_a_wrong_setting_is_told_before_any_work(
    text: str, said: str, remedy: str, place: Path
) -> None:
    (place / "formatter.toml").write_text(text, encoding="utf-8")
    made = run("convert", "khong-co.html")
    assert (made.exit_code, made.stdout) == (2, "")
    assert f"formatter.toml, {said}" in made.stderr
    assert remedy in made.stderr
    assert "khong-co" not in made.stderr
    assert run("convert", "--help").exit_code == 0
    assert run("themes").exit_code == 0


def test_cleaning_takes_the_settings_that_are_its(place: Path) -> None:
    text = 'output = "ra"\njson = true\nlegacy-encoding = "khong"\n'
    (place / "formatter.toml").write_text(text, encoding="utf-8")
    made = run("clean", "bai.html")
    assert made.exit_code == 2
    assert "no encoding called 'khong'" in made.stderr
    again = run("clean", "bai.html", "--legacy-encoding", "auto")
    assert again.exit_code == 0
    assert again.stdout.startswith("<!DOCTYPE html>")


def test_the_record_tells_of_each_sign(place: Path) -> None:
    typefaces.put(place, "chu.ttf", typefaces.font("漢", name="Chữ Hán"))
    made = run("convert", "bai.html", "--json", "--font", "chu.ttf")
    assert record(made)["uncovered"] == ["한"]
    han, hangul = record(made)["signs"]
    assert han == {
        "sign": "漢",
        "codes": ["U+6F22"],
        "name": "CJK UNIFIED IDEOGRAPH-6F22",
        "script": "Han",
        "count": 2,
        "first": "Chuyến đò cuối cùng của bến Cây Dương",
        "fonts": {"epub": "Chữ Hán", "pdf": "Chữ Hán"},
    }
    assert hangul["fonts"] == {
        "epub": "the reading system's own fonts",
        "pdf": "no font, prints a box",
    }


@pytest.mark.usefixtures("place")
def test_a_person_is_told_once_what_both_files_lack() -> None:
    made = run("convert", "bai.html")
    assert made.exit_code == 0
    assert made.stderr.count("No font has 2 signs of Han and Hangul") == 1
    assert "In the EPUB the reading system draws" in made.stderr
    assert "The PDF prints a box" in made.stderr


@pytest.mark.parametrize("form", ["epub", "pdf"])
@pytest.mark.usefixtures("place")
def test_strict_names_the_signs_and_what_to_install(form: str) -> None:
    made = run("convert", "bai.html", "--to", form, "--json", "--strict")
    assert made.exit_code == 1
    told = record(made)
    assert told["status"] == "failed"
    assert told["problem"] == "No font has 漢 (U+6F22), 한 (U+D55C)."
    assert told["remedy"] == (
        "Install fonts that have them (apt install fonts-noto-cjk for Han, Hangul). Name the files "
        "with --font, as `formatter fonts` shows. Or leave --strict out."
    )
    assert len(told["outputs"]) == 1


def test_strict_is_content_with_a_user_s_fonts(place: Path) -> None:
    for name, letters in (("a", "漢"), ("b", "한")):
        typefaces.put(place, f"{name}.ttf", typefaces.font(letters, name=name))
    made = run("convert", "bai.html", "--strict", "--font", "a.ttf", "--font", "b.ttf", "--json")
    assert made.exit_code == 0
    assert (record(made)["uncovered"], record(made)["notes"]) == ([], [])


@pytest.mark.parametrize(
    ("font", "code", "said"),
    [
        (b"", 2, "is no font"),
        (typefaces.font("漢", embedding=2), 4, "may not be embedded"),
        (typefaces.with_table(typefaces.font("漢"), "fvar"), 2, "variable"),
    ],
    ids=["no font", "restricted", "variable"],
)
def test_a_font_that_can_t_be_used_is_told_before_any_work(
    font: bytes, code: int, said: str, place: Path
) -> None:
    file = typefaces.put(place, "chu.ttf", font)
    for made in (
        run("convert", "khong-co.html", "--font", file),
        run("fonts", "--font", file),
        run("convert", "khong-co.html", FORMATTER_FONT=file),
    ):
        assert (made.exit_code, made.stdout) == (code, "")
        assert said in made.stderr
        assert "khong-co" not in made.stderr


def test_fonts_for_a_person_and_for_a_program(place: Path) -> None:
    file = typefaces.put(place, "chu.ttf", typefaces.font("漢", name="Chữ Hán"))
    plain = run("fonts", "--font", file)
    assert "Chữ Hán (extra-1)" in plain.stdout
    assert "apt install fonts-noto-cjk" in plain.stdout or "NotoSansCJK" in plain.stdout
    told = json.loads(run("fonts", "--font", file, "--json").stdout)
    assert [family["name"] for family in told["families"] if family["yours"]] == ["Chữ Hán"]
    assert set(told) == {"families", "missing"}
    (place / "theme.toml").write_text('inherit = "book"\n[fonts]\nextra = ["chu.ttf"]\n', "utf-8")
    assert "Chữ Hán (extra-1)" in run("fonts", "--theme", f"{place}/").stdout


def test_an_archive_is_asked_for_by_profile_or_by_standard(place: Path) -> None:
    names = {"archive": "A", "standard": "F", "plain": ""}
    asked = {
        "archive": ("--profile", "archive"),
        "standard": ("--standard", "a-4f"),
        "plain": (),
    }
    for name, words in asked.items():
        made = run("convert", "bai.html", "--to", "pdf", "--json", "-o", name, *words)
        assert made.exit_code == 0
        (output,) = record(made)["outputs"]
        with pikepdf.open(place / output["path"]) as pdf, pdf.open_metadata() as told:
            assert told.get("pdfaid:conformance", "") == names[name]
            assert bool(pdf.attachments) == bool(names[name])


def test_a_standard_there_is_not_is_told_before_any_work(place: Path) -> None:
    made = run("convert", "bai.html", "--standard", "a-1b", "-o", "ra")
    assert made.exit_code == 2
    assert made.stderr == (
        "There is no standard named a-1b for a PDF.\nChoose one of a-3a, a-3u, a-2a, a-4f.\n"
    )
    assert not (place / "ra").exists()

"""The command that lists articles for catalogues."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rispy
from click.testing import CliRunner, Result

from formatter.cli import main

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
PAGE = EXAMPLES / "mua-nuoc-noi.html"
NOTHING = next((ROOT / "tests/corpus/none").iterdir())


def run(*words: str | Path, given: bytes | None = None) -> Result:
    made = CliRunner().invoke(main, ["records", *map(str, words)], input=given)
    assert made.exception is None or isinstance(made.exception, SystemExit), made.exc_info
    return made


def test_all_articles_are_one_list() -> None:
    made = run(EXAMPLES)
    assert made.exit_code == 0
    names = [item["author"][0] for item in json.loads(made.stdout)]
    assert len(names) == len([*EXAMPLES.glob("*.html"), *EXAMPLES.glob("issue/*.html")])
    assert names[0] == {"literal": "Vừ Thị Súa"}
    assert {"family": "Lê", "given": "Thanh Hà", "static-ordering": True} in names


def test_another_form_into_a_file(tmp_path: Path) -> None:
    made = run(PAGE, "--form", "ris", "-o", tmp_path / "bai.ris")
    assert (made.exit_code, made.stdout) == (0, "")
    (entry,) = rispy.loads((tmp_path / "bai.ris").read_text(encoding="utf-8"))
    assert entry["authors"] == ["Lê, Thanh Hà"]
    assert [path.name for path in tmp_path.iterdir()] == ["bai.ris"]


def test_from_standard_input() -> None:
    given = PAGE.read_bytes()
    (item,) = json.loads(run("-", given=given).stdout)
    assert item["title"] == "Mùa nước nổi, cánh đồng mượn áo dòng sông"


def test_what_holds_no_article_stops_none_of_the_others() -> None:
    made = run(NOTHING, PAGE)
    assert made.exit_code == 1
    assert len(json.loads(made.stdout)) == 1
    assert NOTHING.name in made.stderr


def test_without_any_article_nothing_is_written(tmp_path: Path) -> None:
    made = run(NOTHING, "-o", tmp_path / "bai.json")
    assert made.exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cant_be_written_is_told(tmp_path: Path) -> None:
    made = run(PAGE, "-o", tmp_path / "none" / "bai.json")
    assert (made.exit_code, made.stdout) == (2, "")
    assert "bai.json can't be written" in made.stderr
    assert "Choose another one with -o" in made.stderr


def test_dublin_core_is_of_one_article() -> None:
    assert "<dc:title" in run(PAGE, "--form", "dc").stdout
    made = run(EXAMPLES, "--form", "dc")
    assert made.exit_code == 2
    assert "is of one article" in made.output


@pytest.mark.parametrize("form", ["csl", "ris", "bibtex"])
def test_every_form_lists_both(form: str) -> None:
    told = run(EXAMPLES, "--form", form).stdout
    assert "Mùa nước nổi" in told
    assert "Chợ phiên Pả Sín" in told

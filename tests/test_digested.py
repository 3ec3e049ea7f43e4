"""The commands for an issue: what they print, what they write, and the codes they end with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from formatter import issued, press
from formatter.batch import Order
from formatter.cli import main
from formatter.digest import read, schema
from formatter.issued import Issued, Pressing
from formatter.layout import Layout
from formatter.press import difference
from formatter.records import Record
from tests.test_issued import ISSUE, issue, printer, saved

__all__ = ["issue", "printer"]  # fixtures


def run(*words: str | Path) -> Result:
    made = CliRunner().invoke(main, [str(word) for word in ("digest", *words)])
    assert made.exception is None or isinstance(made.exception, SystemExit), made.exc_info
    assert "Traceback" not in made.output
    return made


def test_an_issue_is_made_whether_or_not_make_is_said(issue: Path, tmp_path: Path) -> None:
    made = run(issue, "--to", "epub", "-o", tmp_path / "a")
    assert made.exit_code == 0, made.output
    (first,) = (tmp_path / "a").iterdir()
    assert made.stdout == f"{first}\n"
    assert run("--to", "epub", "make", issue).exit_code == 2
    made = run("make", issue, "--to", "epub", "-o", tmp_path / "b", "--json")
    record = json.loads(made.stdout)
    assert (record["source"], record["status"], record["title"]) == (str(issue), "done", "Cửa Sông")
    assert [one["format"] for one in record["outputs"]] == ["epub"]
    (second,) = (tmp_path / "b").iterdir()
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.usefixtures("printer")
def test_the_layout_is_told_in_words(issue: Path, tmp_path: Path) -> None:
    made = run(issue, "-o", tmp_path / "out", "--no-cache", "--jobs", "2")
    assert made.exit_code == 0, made.output
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [
        ".epub",
        ".json",
        ".pdf",
    ]
    assert "8 pages, 0 pieces." in made.stderr
    assert "Page 2, “Bến đò”: " in made.stderr


def asked(monkeypatch: pytest.MonkeyPatch, *words: str | Path) -> tuple[Order, Pressing, int]:
    """Return what a command asks the line of."""
    seen: list[tuple[Order, Pressing, int]] = []

    def line(path: Path, order: Order, pressing: Pressing, *, jobs: int) -> Issued:
        seen.append((order, pressing, jobs))
        return Issued(Record(source=str(path), status="done"), Layout(pages=4))

    monkeypatch.setattr(issued, "run", line)
    made = run(*words)
    assert made.exit_code == 0, made.output
    ((order, pressing, jobs),) = seen
    return order, pressing, jobs


def test_flags_say_what_is_asked_of_the_press(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kho"))
    order, pressing, jobs = asked(monkeypatch, "so.toml")
    assert (order.theme, order.profile, order.formats, jobs) == ("", "", ("pdf", "epub"), 1)
    assert pressing == Pressing(cache=tmp_path / "kho" / "formatter")
    order, pressing, jobs = asked(
        monkeypatch, "so.toml", "--theme", "book", "--profile", "archive", "--to", "pdf",
        "--booklet", "--signature", "4", "--creep", "0.1", "--marks", "--bleed", "5", "--ink",
        "grey", "--proof", "--line-numbers", "piece", "--locked", "--jobs", "3", "--cache", "x",
    )  # fmt: skip
    assert (order.theme, order.formats, jobs) == ("book", ("pdf",), 3)
    assert not isinstance(order.profile, str)
    assert order.profile.name == "archive"
    assert pressing.locked
    assert pressing.cache == Path("x")
    assert pressing.press == press.Order(
        marks=True, bleed=5, ink="grey", booklet=True, signature=4, creep=0.1, proof=True,
        numbering="piece",
    )  # fmt: skip
    assert asked(monkeypatch, "so.toml", "--no-cache")[1].cache is None
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert asked(monkeypatch, "so.toml")[1].cache == tmp_path / ".cache" / "formatter"


def test_a_standard_alone_has_the_pictures_of_its_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    order, _, _ = asked(monkeypatch, "so.toml", "--standard", "a-3u")
    assert not isinstance(order.profile, str)
    assert order.profile.pdf.standard == "a-3u"


def test_a_mistake_is_a_sentence_and_a_remedy(issue: Path) -> None:
    issue.write_text(ISSUE.replace("kicker", "kiker"), encoding="utf-8")
    made = run(issue)
    assert made.exit_code == 2
    assert made.stderr == (
        f"{issue}, line 23: [[section.article]] has no key kiker.\n"
        "Is it kicker? There are source, title, kicker, standfirst, byline, cut, pull_quotes, "
        "images, columns, span, note, credit, licence, priority, keep, drop.\n"
    )
    assert run("khong.toml").exit_code == 2


def test_an_issue_begins_with_a_list_of_its_pages(tmp_path: Path) -> None:
    for name in ("mot", "hai"):
        saved(tmp_path, name, f"Bài {name}")
    path = tmp_path / "so" / "moi.toml"
    path.parent.mkdir()
    made = run("init", tmp_path / "mot.html", tmp_path / "hai.html", "-o", path)
    assert (made.exit_code, made.stdout) == (0, f"{path}\n")
    pieces = read(path).pieces
    assert [piece.source for piece in pieces] == ["../mot.html", "../hai.html"]
    text = path.read_text(encoding="utf-8")
    assert "# Bài mot · " in text
    assert "formatter digest moi.toml" in text
    again = run("init", tmp_path / "mot.html", "-o", path)
    assert again.exit_code == 2
    assert "--force" in again.stderr
    assert run("init", tmp_path / "mot.html", "-o", path, "--force").exit_code == 0
    assert len(read(path).pieces) == 1


def test_what_is_no_page_is_told_and_left_out_of_the_list(tmp_path: Path) -> None:
    saved(tmp_path, "mot", "Bài một")
    (tmp_path / "khong.html").write_bytes(b"")
    made = run("init", tmp_path / "khong.html", tmp_path / "mot.html")
    assert made.exit_code == 1
    assert made.stdout.count("[[section.article]]") == 1
    assert "khong.html is empty" in made.stderr
    assert run("init", tmp_path / "khong.html").exit_code == 3


def test_an_issue_is_approved_and_held_to_it(issue: Path) -> None:
    made = run(issue, "--to", "epub", "--locked")
    assert (made.exit_code, "never approved" in made.stderr) == (4, True)
    made = run("lock", issue)
    assert (made.exit_code, made.stdout) == (0, f"{issue.with_suffix('.lock')}\n")
    saved(issue.parent, "mot", "Bến khác")
    made = run("lock", issue)
    assert "mot.html (line 21) changed since approval" in made.stderr


def test_the_schema_is_printed() -> None:
    made = run("schema")
    assert json.loads(made.stdout) == schema()
    assert made.stdout.endswith("}\n")


def test_help_tells_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    del monkeypatch
    made = run("--help")
    for word in ("diff", "init", "lock", "make", "schema", "ISSUE.toml"):
        assert word in made.stdout
    assert run().exit_code in {0, 2}


def test_two_pdfs_are_compared(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[tuple[Path, Path, Path]] = []

    def written(old: Path, new: Path, folder: Path) -> difference.Told:
        seen.append((old, new, folder))
        return difference.Told(
            folder / "difference.html", (2,), ("Of 4 pages: 1 looks otherwise.",)
        )

    monkeypatch.setattr(difference, "written", written)
    made = run("diff", "cu.pdf", "so/moi.pdf")
    assert (made.exit_code, made.stdout) == (0, "moi-diff/difference.html\n")
    assert made.stderr == "Of 4 pages: 1 looks otherwise.\n"
    run("diff", "cu.pdf", "moi.pdf", "-o", tmp_path)
    assert seen == [
        (Path("cu.pdf"), Path("so/moi.pdf"), Path("moi-diff")),
        (Path("cu.pdf"), Path("moi.pdf"), tmp_path),
    ]

"""Work in a process of its own: the same books, and a fault there costs what it does alone."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from formatter import Page, bind, theme
from formatter.article import Article, Book
from formatter.beside import BesideEngine, BesideIntake, begun, helpers
from formatter.convert import convert
from formatter.errors import FormatterError, NothingFoundError, RenderError, UsageError
from formatter.intake import article_of
from formatter.render.pdf import to_pdf

PAGE = Path(__file__).parents[1] / "examples/cho-phien.html"


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command's process be looked at: threads of other tests wait in this one."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@pytest.fixture
def book() -> Book:
    return bind([Article(title="Bến Đò", body="<p>Chuyến đò cuối cập bến Ngã Bảy.</p>")], images={})


def test_book_has_the_same_bytes_as_in_one_process(book: Book) -> None:
    beside, loaded = BesideEngine("pdf"), theme.load("newspaper")
    try:
        first, second = (beside.render(book, loaded) for _ in range(2))
    finally:
        beside.close()
    assert first == second == to_pdf(book, loaded)


def test_error_of_the_engine_comes_back_whole(book: Book) -> None:
    beside, loaded = BesideEngine("pdf"), theme.load("book")
    bare = theme.Theme(name="trần", folders=(), options=loaded.options, fonts=loaded.fonts)
    try:
        with pytest.raises(UsageError, match="The theme trần has no template") as told:
            beside.render(book, bare)
        assert "inherit from base" in told.value.remedy
        assert beside.render(book, loaded).pages == 1
    finally:
        beside.close()


def test_fault_of_the_engine_is_told_and_the_next_book_made(book: Book) -> None:
    beside, loaded = BesideEngine("pdf"), theme.load("book")
    optionless = theme.Theme(name="trơ", folders=loaded.folders, options={}, fonts=loaded.fonts)
    try:
        with pytest.raises(RuntimeError, match=r"UndefinedError|KeyError"):
            beside.render(book, optionless)
        assert beside.render(book, loaded).pages == 1
    finally:
        beside.close()


def test_process_that_was_ended_costs_its_format_alone() -> None:
    beside = BesideEngine("pdf")
    os.kill(beside._process, signal.SIGKILL)
    try:
        done = convert(PAGE, engines={"pdf": beside.render})
        assert set(done.renderings) == {"epub"}
        assert "The process that makes the PDF was ended" in done.failed["pdf"].problem
        with pytest.raises(RenderError, match="want of memory"):
            convert(PAGE, formats=["pdf"], engines={"pdf": beside.render})
    finally:
        beside.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(beside._process, 0)


def test_formats_come_in_the_order_asked() -> None:
    with helpers(("pdf", "epub")) as (engines, intake):
        done = convert(PAGE, formats=("pdf", "epub"), engines=engines, intake=intake)
    assert list(done.renderings) == ["pdf", "epub"]


@pytest.mark.parametrize(
    ("processors", "formats", "engines", "taken"),
    [
        (1, ("epub", "pdf"), set(), False),
        (2, ("epub",), set(), True),
        (2, ("pdf",), {"pdf"}, False),
        (2, ("epub", "pdf"), {"pdf"}, False),
        (4, ("pdf",), {"pdf"}, False),
        (4, ("epub", "pdf"), {"pdf"}, True),
        (4, (), set(), False),
    ],
)
def test_what_is_worth_a_processor_of_its_own_is_started(
    monkeypatch: pytest.MonkeyPatch,
    processors: int,
    formats: tuple[str, ...],
    engines: set[str],
    taken: bool,
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processors)))
    with helpers(formats) as started:
        assert started.engines.keys() == engines
        assert (started.intake is not None) is taken


def test_none_is_started_in_a_program_of_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    with helpers(("epub", "pdf")) as started:
        assert not started.engines
        assert started.intake is None


@pytest.mark.parametrize(
    ("line", "taken"),
    [
        ("convert page.html --to epub", True),
        ("convert --to=epub -o books page.html", True),
        ("convert page.html", False),
        ("convert page.html --to epub --to pdf", False),
        ("convert week/ --to epub --bind Tuần", False),
        ("convert --to epub --help", False),
        ("check --to epub", False),
    ],
)
def test_intake_begins_before_the_command_where_an_epub_alone_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, line: str, taken: bool
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    first = begun(line.split())
    assert (first is not None) is taken
    if first:
        with helpers(("epub",), first) as started:
            assert started.intake == first.article_of
        with pytest.raises(ChildProcessError):
            os.waitpid(first._process, 0)


def test_intake_that_is_of_no_use_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    first = begun(["convert", "page.html", "--to", "epub"])
    assert first is not None
    with helpers((), first) as started:
        assert started.intake is None
    with pytest.raises(ChildProcessError):
        os.waitpid(first._process, 0)


def test_article_and_its_book_are_those_of_one_process() -> None:
    beside = BesideIntake()
    try:
        assert beside.article_of(PAGE, smart=True) == article_of(PAGE, smart=True)
        there, here = (
            convert(PAGE, formats=["epub"], intake=beside.article_of),
            convert(PAGE, formats=["epub"]),
        )
    finally:
        beside.close()
    assert there.renderings == here.renderings


def test_rules_and_edits_go_along_to_the_intake(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    held = Path(__file__).parents[1] / "formatter/sites/rules"
    for path in held.glob("*.toml"):
        (rules / path.name).write_bytes(path.read_bytes())
    edits = tmp_path / "bai.edit.toml"
    edits.write_text('drop = ["Ngã Bảy"]\n', encoding="utf-8")
    beside = BesideIntake()
    try:
        there = beside.article_of(PAGE, rules=rules, edits=edits)
    finally:
        beside.close()
    assert there == article_of(PAGE, rules=rules, edits=edits)


def test_page_without_an_article_says_so_and_the_next_is_taken_in() -> None:
    beside = BesideIntake()
    try:
        with pytest.raises(NothingFoundError) as told:
            convert(Page(html=""), formats=["epub"], intake=beside.article_of)
        assert told.value.remedy
        assert beside.article_of(PAGE).title
    finally:
        beside.close()


def test_intake_that_was_ended_is_told() -> None:
    beside = BesideIntake()
    os.kill(beside._process, signal.SIGKILL)
    try:
        with pytest.raises(FormatterError, match="cleans the page was ended"):
            convert(PAGE, formats=["epub"], intake=beside.article_of)
    finally:
        beside.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(beside._process, 0)

"""Engines in a process of their own: the same books, and a fault there costs its format alone."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from formatter import bind, theme
from formatter.article import Article, Book
from formatter.beside import Beside, engines
from formatter.convert import convert
from formatter.errors import RenderError, UsageError
from formatter.render.pdf import to_pdf

PAGE = Path(__file__).parents[1] / "examples/cho-phien.html"


@pytest.fixture
def book() -> Book:
    return bind([Article(title="Bến Đò", body="<p>Chuyến đò cuối cập bến Ngã Bảy.</p>")], images={})


def test_book_has_the_same_bytes_as_in_one_process(book: Book) -> None:
    beside, loaded = Beside("pdf"), theme.load("newspaper")
    try:
        first, second = (beside.render(book, loaded) for _ in range(2))
    finally:
        beside.close()
    assert first == second == to_pdf(book, loaded)


def test_error_of_the_engine_comes_back_whole(book: Book) -> None:
    beside, loaded = Beside("pdf"), theme.load("book")
    bare = theme.Theme(name="trần", folders=(), options=loaded.options, fonts=loaded.fonts)
    try:
        with pytest.raises(UsageError, match="The theme trần has no template") as told:
            beside.render(book, bare)
        assert "inherit from base" in told.value.remedy
        assert beside.render(book, loaded).pages == 1
    finally:
        beside.close()


def test_fault_of_the_engine_is_told_and_the_next_book_made(book: Book) -> None:
    beside, loaded = Beside("pdf"), theme.load("book")
    optionless = theme.Theme(name="trơ", folders=loaded.folders, options={}, fonts=loaded.fonts)
    try:
        with pytest.raises(RuntimeError, match=r"UndefinedError|KeyError"):
            beside.render(book, optionless)
        assert beside.render(book, loaded).pages == 1
    finally:
        beside.close()


def test_process_that_was_ended_costs_its_format_alone() -> None:
    beside = Beside("pdf")
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
    with engines(("pdf", "epub")) as started:
        done = convert(PAGE, formats=("pdf", "epub"), engines=started)
    assert list(done.renderings) == ["pdf", "epub"]


def test_none_is_started_for_a_light_format_or_in_a_program_of_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with engines(("epub",)) as started:
        assert not started
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    with engines(("pdf",)) as started:
        assert not started

"""Work done ahead in a copy: what it makes is there in time, and nothing of it stays."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from formatter import beside, bind, clean, gather, meanwhile, read, theme
from formatter.article import Article, Book
from formatter.beside import helpers
from formatter.render import pdf

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process work ahead, whatever threads other tests have left in it."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(meanwhile, "_allowed", True)


def gone(process: int) -> bool:
    try:
        os.waitpid(process, 0)
    except ChildProcessError:
        return True
    return False


def test_what_is_made_is_what_the_work_returns() -> None:
    with meanwhile.ahead(lambda: ("Ngã Bảy", os.getpid())) as copy:
        word, process = copy.made()
    assert word == "Ngã Bảy"
    assert process == copy._process != os.getpid()
    assert gone(process)


def test_work_that_nobody_wants_is_ended_at_once() -> None:
    before = time.monotonic()
    with meanwhile.ahead(lambda: time.sleep(60)) as copy:
        pass
    assert time.monotonic() - before < 10
    assert gone(copy._process)


def test_a_copy_that_fails_or_is_killed_has_made_nothing() -> None:
    with meanwhile.ahead(lambda: 1 // 0) as copy, pytest.raises(meanwhile.LostError):
        copy.made()
    with meanwhile.ahead(lambda: time.sleep(60)) as copy:
        os.kill(copy._process, signal.SIGKILL)
        with pytest.raises(meanwhile.LostError):
            copy.made()


def test_nothing_is_done_ahead_unless_it_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert not meanwhile.allowed()
    monkeypatch.setattr(meanwhile, "_allowed", True)
    assert meanwhile.allowed()
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert not meanwhile.allowed()


@pytest.mark.parametrize(
    ("processors", "formats", "told"),
    [(2, ("pdf",), True), (2, ("epub", "pdf"), False), (4, ("epub", "pdf"), True)],
)
def test_an_engine_is_told_of_a_processor_that_nobody_has(
    monkeypatch: pytest.MonkeyPatch, processors: int, formats: tuple[str, ...], told: bool
) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processors)))
    heard: list[bool] = []

    def engine(_: str, *, spare: bool) -> _Idle:
        heard.append(spare)
        return _Idle()

    monkeypatch.setattr(beside, "BesideEngine", engine)
    with helpers(formats):
        assert heard == [told]


class _Idle:
    render = None

    def close(self) -> None:
        """Close nothing."""


@cache
def ragged() -> Book:
    """Return a story that the book theme draws in."""
    article = clean(read(EXAMPLES / "mua-nuoc-noi.html"))
    return bind([article], images=gather([article]))


def plain() -> Book:
    body = "<p>Chuyến đò cuối cập bến Ngã Bảy.</p>"
    return bind([Article(title="Bến Đò", body=body)], images={})


@pytest.mark.usefixtures("free")
@pytest.mark.parametrize("name", ["book", "newspaper"])
@pytest.mark.parametrize("book", [plain, ragged])
def test_a_pdf_is_the_same_whether_its_closer_setting_was_made_ahead(
    monkeypatch: pytest.MonkeyPatch, name: str, book: Callable[[], Book]
) -> None:
    style = theme.load(name)
    made = pdf.to_pdf(book(), style)
    monkeypatch.setattr(meanwhile, "_allowed", False)
    assert pdf.to_pdf(book(), style) == made


@pytest.mark.usefixtures("free")
def test_what_was_made_ahead_is_taken_and_a_lost_copy_costs_nothing_but_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    style, taken = theme.load("book"), []
    real = meanwhile.Ahead.made

    def watched(copy: meanwhile.Ahead[object]) -> object:
        taken.append(copy)
        return real(copy)

    def lost(_: object) -> None:
        raise meanwhile.LostError

    monkeypatch.setattr(meanwhile.Ahead, "made", watched)
    whole = pdf.to_pdf(ragged(), style)
    assert len(taken) == 1
    monkeypatch.setattr(meanwhile.Ahead, "made", lost)
    assert pdf.to_pdf(ragged(), style) == whole

"""What was laid out before is found again, and nothing that isn't as it was written."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from formatter import press
from formatter.article import Article, Book
from formatter.press import job
from formatter.press.cache import Store
from formatter.press.keys import Task
from formatter.render.typecase import Cases
from tests.press.test_press import dress, issue


def test_a_thing_that_is_put_is_got_back(tmp_path: Path) -> None:
    store = Store(folder=tmp_path / "kept")
    store.put("a", {"pages": 3})
    assert store.has("a")
    assert store.get("a") == {"pages": 3}
    assert store.get("b") is None
    assert not store.has("b")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],
        lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
        lambda data: data + b"more",
        lambda _: b"",
        lambda _: b"no galley at all",
    ],
    ids=["cut", "changed", "longer", "empty", "another"],
)
def test_a_corrupt_entry_is_dropped(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    store = Store(folder=tmp_path)
    store.put("a", "as it was")
    place = tmp_path / "a"
    place.write_bytes(spoil(place.read_bytes()))
    assert store.get("a") is None
    assert not place.exists()


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    store = Store(folder=tmp_path, largest=2500)
    for age, name in enumerate("abc"):
        store.put(name, bytes(1000))
        os.utime(tmp_path / name, ns=(age, age))
    assert store.has("a")
    store.sweep()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c"]


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the titles of the runs that are laid out while a test goes on."""
    seen: list[str] = []
    made = job._made

    def counted(task: Task, *rest: Any) -> job.Made:
        seen.append(job.named(task))
        return made(task, *rest)

    monkeypatch.setattr(job, "_made", counted)
    return seen


def test_an_issue_printed_again_lays_out_nothing(tmp_path: Path, laid_out: list[str]) -> None:
    first = press.printed(issue(4, 1), dress(), cache=tmp_path)
    assert len(laid_out) >= 6
    laid_out.clear()
    again = press.printed(issue(4, 1), dress(), cache=tmp_path)
    assert laid_out == []
    assert again == first


def test_one_changed_piece_is_laid_out_alone(tmp_path: Path, laid_out: list[str]) -> None:
    press.printed(issue(4, 1), dress(), cache=tmp_path)
    laid_out.clear()
    changed = _changed(issue(4, 1), 2, body=lambda body: body.replace("sông", "kênh", 1))
    kept = press.printed(changed, dress(), cache=tmp_path)
    assert laid_out == [f"“{issue(4, 1).articles[1].title}”"]
    assert kept.rendering.data == press.printed(changed, dress()).rendering.data


def test_a_piece_that_gets_longer_moves_the_others_and_lays_none_of_them_out(
    tmp_path: Path, laid_out: list[str]
) -> None:
    before = press.printed(issue(4, 1), dress(), cache=tmp_path)
    laid_out.clear()
    longer = _changed(issue(4, 1), 1, body=lambda body: body * 2)
    after = press.printed(longer, dress(), cache=tmp_path)
    assert after.layout.pieces[2].first > before.layout.pieces[2].first
    titles = {f"“{issue(4, 1).articles[number].title}”" for number in (1, 2, 3)}
    assert not titles.intersection(laid_out)
    assert after.rendering.data == press.printed(longer, dress()).rendering.data


def test_another_picture_of_the_same_name_is_laid_out(tmp_path: Path, laid_out: list[str]) -> None:
    book = issue(4, 1)
    press.printed(book, dress(), cache=tmp_path)
    laid_out.clear()
    images = dict(book.images)
    images["anh-3"] = replace(images["anh-3"], data=images["anh-4"].data)
    press.printed(replace(book, images=images), dress(), cache=tmp_path)
    assert laid_out == [f"“{book.articles[2].title}”"]


def test_a_bleed_lays_all_out_anew(tmp_path: Path, laid_out: list[str]) -> None:
    press.printed(issue(4, 1), dress(), cache=tmp_path)
    count = len(laid_out)
    laid_out.clear()
    press.printed(issue(4, 1), dress(), cache=tmp_path, order=press.Order(bleed=3.0))
    assert len(laid_out) == count


def test_a_spoilt_folder_costs_no_more_than_the_time(tmp_path: Path) -> None:
    first = press.printed(issue(4, 1), dress(), cache=tmp_path)
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:100])
    assert press.printed(issue(4, 1), dress(), cache=tmp_path) == first


def test_nothing_is_left_of_the_engine_s_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    folders: list[Path] = []
    close = Cases.close

    def told(cases: Cases) -> None:
        folders.extend(case._folder for case in cases._held.values() if case._folder)
        close(cases)

    monkeypatch.setattr(Cases, "close", told)
    press.printed(issue(4, 1), dress())
    assert folders
    assert not any(folder.exists() for folder in folders)


def _changed(book: Book, number: int, *, body: Callable[[str], str]) -> Book:
    numbers = iter(range(1, len(book.articles) + 1))

    def of(article: Article) -> Article:
        return replace(article, body=body(article.body)) if next(numbers) == number else article

    sections = [
        replace(part, articles=tuple(of(article) for article in part.articles))
        for part in book.sections
    ]
    return replace(book, sections=tuple(sections))

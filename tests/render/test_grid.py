"""Blocks rounded up to whole lines, and the lines of an issue on their common grid."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from formatter.render import grid
from formatter.render.run import Run
from tests.render import issue_book

PITCHED = ("newspaper", "magazine", "book", "large-print")


class Box(SimpleNamespace):
    def border_height(self) -> float:
        return float(self.height)

    def border_box_y(self) -> float:
        return 0.0


def box(height: float, *lengths: float, **more: Any) -> Box:
    tokens = [SimpleNamespace(type="dimension", value=value, unit="px") for value in lengths]
    held = {
        "element": "p",
        "is_column": False,
        "style": {"__snap": tokens},
        "height": height,
        "margin_top": 0,
        "margin_bottom": 0,
    }
    return Box(**held | more)


def snapped(of: Box, room: float = 1000, resume: object = None, inner: Box | None = None) -> float:
    def lay_out(context: Any, given: Box, space: float) -> tuple[Any, ...]:
        if inner is not None and given is of:
            lay(context, inner, space)
        return given, resume, None, [4.0], False, None

    lay = grid.snapping(lay_out)
    context = SimpleNamespace(page_bottom=room)
    lay(context, of, 0.0)
    return float(of.height)


@pytest.mark.parametrize(("height", "made"), [(18, 18), (18.05, 18.05), (19, 36), (35, 36), (0, 0)])
def test_a_height_is_rounded_up_to_whole_lines(height: float, made: float) -> None:
    assert snapped(box(height, 18)) == pytest.approx(made)


def test_air_is_kept_below_what_ends_on_a_line() -> None:
    assert snapped(box(36, 18, 6)) == 54
    assert snapped(box(30, 18, 6)) == 36


def test_what_goes_on_needs_no_air() -> None:
    assert snapped(box(36, 18, 6), resume={0: None}) == 36


def test_nothing_is_pushed_out_of_its_column() -> None:
    assert snapped(box(31, 18, 6), room=33) == 33


def test_a_block_in_a_block_is_as_high_as_it_was() -> None:
    inner = box(11, 18)
    assert snapped(box(40, 18), inner=inner) == 54
    assert inner.height == 11


@pytest.mark.parametrize(
    ("margin", "made"), [(2, 0), (9, 18), (18, 18), (-40, -36), ("auto", "auto")]
)
def test_a_margin_is_rounded_to_the_nearest_line(margin: object, made: object) -> None:
    of = box(18, 18, margin_bottom=margin)
    assert snapped(of) == 18
    assert of.margin_bottom == made


def test_nothing_else_is_touched() -> None:
    assert snapped(box(31)) == 31
    assert snapped(box(31, 18, is_column=True)) == 31


def lines(of: Any, parent: str = "") -> Iterator[Any]:
    """Yield the lines of a story's own paragraphs, in all its columns."""
    for child in getattr(of, "children", ()):
        element = getattr(child, "element", None)
        kind = "" if element is None else element.get("class") or element.tag
        if parent == "story" and kind == "p":
            yield from child.children
        else:
            yield from lines(child, parent if column(child) else kind)


def column(of: Any) -> bool:
    return bool(getattr(of, "is_column", False))


@pytest.mark.parametrize("name", PITCHED)
def test_lines_of_all_columns_stand_on_one_grid(name: str) -> None:
    pitch = issue_book.style(name).options["pitch"] * 4 / 3
    off, seen = [], 0
    for number in (1, 2, 3):
        for page in issue_book.boxes(Run(stories=(number,)), name):
            tops = [line.position_y for line in lines(page) if line.height == pytest.approx(pitch)]
            seen += len(tops)
            first = page.content_box_y()
            off += [t for t in tops if min((t - first) % pitch, -(t - first) % pitch) > 0.7]
    assert off == []
    assert seen > 80


@pytest.mark.parametrize("name", PITCHED)
def test_a_page_is_whole_lines_high(name: str) -> None:
    style = issue_book.style(name).options
    (page, *_) = issue_book.boxes(Run(stories=(2,)), name)
    assert page.height == pytest.approx(style["page_lines"] * style["pitch"] * 4 / 3, abs=0.1)

"""Outlines written into a page at once: the strokes that were asked for, and short."""

from __future__ import annotations

import re
import zlib
from types import SimpleNamespace
from typing import Any

import pytest

from formatter import fonts
from formatter.render import drawn
from formatter.render.outline import pen


class _Node(dict[str, str]):
    """A node of the engine's: its attributes."""

    @property
    def attrib(self) -> dict[str, str]:
        return self


def _written(told: str, **named: str) -> tuple[list[bytes], int]:
    """Return what is written for a path, and how often the engine was asked instead."""
    asked: list[Any] = []
    svg = SimpleNamespace(stream=SimpleNamespace(stream=[]))
    drawn.path(lambda *given: asked.append(given))(svg, _Node(d=told, **named), 16.0)
    return svg.stream.stream, len(asked)


def test_lines_and_steps_are_absolute_lines() -> None:
    written, asked = _written("M0 0.5h7m2 0h4m-13 1v2H3V9L1 2Z")
    assert written == [
        b"0 .5 m\n7 .5 l\n9 .5 m\n13 .5 l\n0 1.5 m\n0 3.5 l\n3 3.5 l\n3 9 l\n1 2 l\nh".replace(
            b" .5", b" 0.5"
        )
    ]
    assert not asked


def test_a_curve_of_one_handle_is_one_of_two() -> None:
    (written,), _ = _written("M0 0Q300 600 900 0Z")
    assert written == b"0 0 m\n200 400 500 400 900 0 c\nh"


def test_after_its_end_a_path_goes_on_from_where_it_began() -> None:
    (written,), _ = _written("M5 5L9 9Zm1 0h2")
    assert written.endswith(b"h\n6 5 m\n8 5 l")


@pytest.mark.parametrize(
    "told",
    [
        "M0 0 10 10 20 0",
        "M0 0l5 5",
        "M0 0A5 5 0 0 1 9 9",
        "M0 0C1 1 2 2",
        "M0 0 L x y",
        "L5 5",
        "M1e5 0L0 0",
        "M.00001 0L0 .00002",
        "",
    ],
)
def test_what_is_none_of_ours_is_the_engines(told: str) -> None:
    assert _written(told) == ([], 1)


def test_a_path_with_marks_at_its_corners_is_the_engines() -> None:
    assert _written("M0 0L5 5", **{"marker-end": "url(#a)"}) == ([], 1)


def test_letters_are_filled_one_by_one_and_the_last_is_the_engines() -> None:
    written, _ = _written("M10 0L19 0Z  M30 5L39 5Z", **{drawn.LETTERS: ""})
    assert written == [
        b"1 0 0 1 10 0 cm", b"0 0 m\n9 0 l\nh", b"f", b"1 0 0 1 20 5 cm", b"0 0 m\n9 0 l\nh",
    ]  # fmt: skip


def test_a_letter_is_where_its_line_has_it() -> None:
    path = fonts.family("source-sans-3").faces[0].path
    told = pen(path).path("Thiếu ảnh của chợ nổi", drawn.APART)
    written, _ = _written(told, **{drawn.LETTERS: ""})
    x = y = 0.0
    starts = []
    for line in written:
        if line.endswith(b" cm"):
            dx, dy = map(float, line.split()[4:6])
            x, y = x + dx, y + dy
            starts.append((round(x), round(y)))
    asked = [tuple(map(float, re.findall(r"-?[\d.]+", one)[:2])) for one in told.split("  ")]
    assert starts == [(round(a), round(b)) for a, b in asked]


def test_the_same_letter_again_costs_next_to_nothing() -> None:
    path = fonts.family("source-sans-3").faces[0].path
    few, many = (
        b"\n".join(_written(pen(path).path(text, drawn.APART), **{drawn.LETTERS: ""})[0])
        for text in ("chợ nổi", "chợ nổi " * 20)
    )
    assert len(zlib.compress(many, 9)) < 2 * len(zlib.compress(few, 9))

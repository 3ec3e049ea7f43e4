"""Outlines and codes as a PDF's page holds them: written at once, and each letter's as short.

The engine reads a path command by command and writes each number to six places: a tenth of the time
of a short article, and 20 KB for the notice of one missing picture.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from math import ceil, log10
from typing import Any, NamedTuple

# What our pens and makers of codes write (SVG 1.1, 8.3): absolute lines and curves, steps along and
# across, each with its own letter. A path with anything else is the engine's.
_STEP = re.compile(r"([MLHVQCZmhv])([-\d\s.,]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "C": 6, "Z": 0, "m": 2, "h": 1, "v": 1}
# Of the farthest point of a drawing: finer than any printer's dot.
_FINE = 4_000
# The attribute of a path that is a line of letters, and what parts them in it.
LETTERS, APART = "data-letters", "  "


class _Piece(NamedTuple):
    """A piece of a path: where it begins, and its strokes from there on, as a page has them."""

    at: tuple[float, float]
    strokes: bytes


def path(draw: Callable[..., Any]) -> Callable[..., Any]:
    """Return the engine's drawing of a path; `draw` is its own (`weasyprint.svg.path.path`).

    A line of letters is filled letter by letter, each from its own origin: the same letter is the
    same bytes again, and those pack to next to nothing.
    """

    def drawn(svg: Any, node: Any, font_size: float) -> Any:  # noqa: ANN401
        pieces = _pieces(node.get("d", ""), node.get(LETTERS) is not None)
        if not pieces or any(name.startswith("marker") for name in node.attrib):
            return draw(svg, node, font_size)
        x = y = 0.0
        operators = svg.stream.stream
        for number, piece in enumerate(pieces):
            if number:
                operators.append(b"f")
            if piece.at != (x, y):
                operators.append(
                    f"1 0 0 1 {_written((piece.at[0] - x, piece.at[1] - y), 6)} cm".encode()
                )
                x, y = piece.at
            operators.append(piece.strokes)
        # The engine fills the last, as it does any path.
        return None

    return drawn


# A book is laid out twice where that helps, and an archive's has each code in two places.
@lru_cache(maxsize=256)
def _pieces(told: str, letters: bool) -> tuple[_Piece, ...]:  # noqa: FBT001
    """Return the pieces of a path; none where it isn't one of ours."""
    drawn = [list(_steps(one)) for one in (told.split(APART) if letters else [told]) if one]
    if not all(drawn):
        return ()
    farthest = max((abs(n) for steps in drawn for _, points in steps for n in points), default=0)
    # The same places for all, so that equal letters stay equal.
    places = max(0, ceil(log10(_FINE / farthest))) if farthest else 0
    if places > 6:
        return ()
    starts = [_start(steps) if letters else (0.0, 0.0) for steps in drawn]
    return tuple(
        _Piece(start, _drawn(steps, start, places))
        for steps, start in zip(drawn, starts, strict=True)
    )


def _start(letter: Sequence[tuple[str, tuple[float, ...]]]) -> tuple[float, float]:
    x, y = letter[0][1][:2]
    return x, y


def _steps(told: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield what is drawn, as a page's operators with absolute numbers; nothing if not ours."""
    found = [
        (letter, tuple(map(float, _NUMBER.findall(rest)))) for letter, rest in _STEP.findall(told)
    ]
    if (
        _STEP.sub("", told).strip()
        or not told.startswith("M")
        or any(len(given) != _NUMBERS[letter] for letter, given in found)
    ):
        return
    x = y = from_x = from_y = 0.0
    for letter, given in found:
        match letter:
            case "Z":
                x, y = from_x, from_y
                yield "h", ()
            case "M" | "m":
                own = (x, y) if letter == "m" else (0.0, 0.0)
                x, y = from_x, from_y = own[0] + given[0], own[1] + given[1]
                yield "m", (x, y)
            case "Q":
                a, b, *end = given
                # A curve of one handle as one of two (ISO 32000-1 has no other).
                third = 2 / 3
                yield (
                    "c",
                    (
                        x + (a - x) * third,
                        y + (b - y) * third,
                        end[0] + (a - end[0]) * third,
                        end[1] + (b - end[1]) * third,
                        *end,
                    ),
                )
                x, y = end
            case "C":
                x, y = given[-2:]
                yield "c", given
            case _:
                x, y = _moved(letter, given, x, y)
                yield "l", (x, y)


def _moved(letter: str, given: Sequence[float], x: float, y: float) -> tuple[float, float]:
    match letter:
        case "H":
            return given[0], y
        case "V":
            return x, given[0]
        case "h":
            return x + given[0], y
        case "v":
            return x, y + given[0]
        case _:
            return given[0], given[1]


def _drawn(
    letter: Sequence[tuple[str, tuple[float, ...]]], start: tuple[float, float], places: int
) -> bytes:
    lines = []
    for operator, points in letter:
        own = tuple(n - start[i % 2] for i, n in enumerate(points))
        lines.append(f"{_written(own, places)} {operator}" if own else operator)
    return "\n".join(lines).encode()


def _written(numbers: Sequence[float], places: int) -> str:
    """Return numbers as short as they are to so many places: `12`, `-.5`."""
    return " ".join(_short(f"{n:.{places}f}") for n in numbers)


def _short(number: str) -> str:
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return "0" if number in {"-0", ""} else number

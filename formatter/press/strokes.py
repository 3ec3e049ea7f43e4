"""Drawing on finished pages: lines, and letters as outlines, which need no font in the PDF.

What is drawn here belongs to no text: nobody searches for it, hears it or copies it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from formatter import fonts
from formatter.render.outline import Pen, pen

# The face of what the press itself says: a sans that has all of Vietnamese.
_FACE = "source-sans-3"
_STEP = re.compile(r"([MLQCZ])([^MLQCZ]*)")
MM = 72 / 25.4


def letters(text: str, size: float, at: tuple[float, float], *, turned: bool = False) -> bytes:
    """Return the operators that fill a line of text, its baseline starting `at`, in points.

    `turned` text goes upward.
    """
    x, y = at
    scale = _pen().scale(size)
    matrix = (0, scale, -scale, 0, x, y) if turned else (scale, 0, 0, scale, x, y)
    return b"q %b cm %b f Q\n" % (numbers(matrix), _outline(text))


def width(text: str, size: float) -> float:
    """Return how long a line of text is, in points."""
    return _pen().width(text, size)


def line(x1: float, y1: float, x2: float, y2: float) -> bytes:
    """Return the operators that stroke a line."""
    return b"%b m %b l S\n" % (numbers((x1, y1)), numbers((x2, y2)))


def circle(x: float, y: float, radius: float) -> bytes:
    """Return the operators of a circle's path, of four curves, neither stroked nor filled."""
    r, k = radius, radius * 0.5523
    curves = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    path = b"".join(numbers(curve) + b" c\n" for curve in curves)
    return numbers((x + r, y)) + b" m\n" + path


def numbers(values: Iterable[float]) -> bytes:
    """Return numbers as a PDF has them, to a thousandth."""
    return b" ".join(_number(each) for each in values)


def _number(value: float) -> bytes:
    # The scale of an outline is a small number, and must stay one.
    text = f"{value:.6f}" if abs(value) < 1 else f"{value:.3f}"
    text = text.rstrip("0").rstrip(".")
    return (text if text not in {"", "-0"} else "0").encode()


@cache
def _pen() -> Pen:
    faces = fonts.family(_FACE).faces
    upright = (face for face in faces if face.style == "normal")
    return pen(min(upright, key=lambda face: abs(face.weight - 400)).path)


@cache
def _outline(text: str) -> bytes:
    return b"\n".join(_operators(_pen().path(text)))


def _operators(path: str) -> Iterator[bytes]:
    """Yield a path's steps as PDF has them: it knows no curve of one handle."""
    x = y = 0.0
    for kind, told in _STEP.findall(path):
        points = [float(each) for each in told.split()]
        if kind == "Z":
            yield b"h"
            continue
        if kind == "Q":
            hx, hy, ex, ey = points
            thirds = (x + 2 * (hx - x) / 3, y + 2 * (hy - y) / 3)
            points = [*thirds, ex + 2 * (hx - ex) / 3, ey + 2 * (hy - ey) / 3, ex, ey]
        yield numbers(points) + {"M": b" m", "L": b" l", "Q": b" c", "C": b" c"}[kind]
        x, y = points[-2:]

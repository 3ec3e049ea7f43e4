"""The ink of a PDF's lines: where two lines of text share a pixel, or come next to each other.

Each line is printed alone, without shades of grey, so that a pixel has ink of it or hasn't.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
import pypdfium2  # type: ignore[import-untyped]
from numpy.typing import NDArray
from pypdfium2 import raw

# A line's ink stays within so much of its size above and below its baseline.
_REACH_UP, _REACH_DOWN = 1.5, 0.6
# A text that starts right of the last one goes on in its line, on a raised baseline too.
_SAME_LINE = 0.75
# A path up to so many points thick is a rule; a thicker one of few corners is a ground.
_RULE, _CORNERS = 3.0, 8
_WHITE = 255


class Line(NamedTuple):
    """What is printed as one: the text of a line, or a rule or drawing, which has none.

    The box holds all its ink, in points from the lower left of its page.
    """

    text: str
    objects: frozenset[int]
    left: float
    bottom: float
    right: float
    top: float


class Collision(NamedTuple):
    """Two lines that come too close: how many pixels they share, how many touch (or are shared)."""

    page: int
    one: str
    other: str
    shared: int
    touching: int


class Told(NamedTuple):
    """How many drawings and pairs of neighbouring lines were looked at, and those that collide."""

    drawings: int
    pairs: int
    collisions: tuple[Collision, ...]


def collisions(data: bytes, *, rules: bool = True, dpi: int = 300) -> Told:
    """Return where the ink of two lines of a PDF meets, looked at with `dpi` dots to the inch.

    With `rules`, lines of text mustn't meet rules and drawings either.
    """
    drawings = pairs = 0
    found: list[Collision] = []
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document, start=1):
            held = [line for line in lines(page) if rules or line.text]
            drawings += sum(not line.text for line in held)
            near = [
                (i, j)
                for i, j in itertools.combinations(range(len(held)), 2)
                if (held[i].text or held[j].text) and _near(held[i], held[j])
            ]
            pairs += len(near)
            masks = _printed(page, held, near, dpi)
            for i, j in near:
                shared, touching = _meeting(masks, held[i], held[j], (i, j), dpi)
                if shared or touching:
                    found.append(Collision(number, held[i].text, held[j].text, shared, touching))
            page.close()
    return Told(drawings, pairs, tuple(found))


def lines(page: Any) -> list[Line]:
    """Return the lines of text on a page and the rules and drawings beside them, as drawn."""
    text_page = page.get_textpage()
    rows: list[list[tuple[Any, str, float, float, float, float]]] = []
    drawings: list[Line] = []
    for thing in page.get_objects():
        left, bottom, right, top = thing.get_bounds()
        if thing.type == raw.FPDF_PAGEOBJ_TEXT:
            text = _text(thing, text_page)
            matrix = thing.get_matrix()
            size = _size(thing) * abs(matrix.d)
            piece = (thing, text, left, right, matrix.f, size)
            if rows and _goes_on(rows[-1][-1], piece):
                rows[-1].append(piece)
            else:
                rows.append([piece])
        elif thing.type == raw.FPDF_PAGEOBJ_PATH:
            thin = min(right - left, top - bottom) <= _RULE
            if thin or raw.FPDFPath_CountSegments(thing.raw) > _CORNERS:
                drawings.append(Line("", frozenset({_address(thing)}), left, bottom, right, top))
    text_page.close()
    texts = [
        Line(
            "".join(text for _, text, *_ in row),
            frozenset(_address(thing) for thing, *_ in row),
            min(left for _, _, left, *_ in row),
            min(base - size * _REACH_DOWN for *_, base, size in row),
            max(right for _, _, _, right, *_ in row),
            max(base + size * _REACH_UP for *_, base, size in row),
        )
        for row in rows
    ]
    return texts + drawings


def _goes_on(last: Sequence[Any], piece: Sequence[Any]) -> bool:
    _, _, _, right, base, size = last
    _, _, left, _, new_base, new_size = piece
    return bool(
        left >= right - size / 4 and abs(base - new_base) < _SAME_LINE * max(size, new_size)
    )


def _near(one: Line, other: Line) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.bottom < other.top
        and other.bottom < one.top
    )


def _printed(
    page: Any, held: Sequence[Line], near: Sequence[tuple[int, int]], dpi: int
) -> dict[int, NDArray[np.bool_]]:
    """Return for each line that has neighbours a print of the page with no neighbour on it."""
    ways: dict[int, int] = {}
    for i in sorted({i for pair in near for i in pair}):
        taken = {ways[a + b - i] for a, b in near if i in {a, b} and a + b - i in ways}
        ways[i] = next(way for way in itertools.count() if way not in taken)
    masks: dict[int, NDArray[np.bool_]] = {}
    for way in sorted(set(ways.values())):
        shown = {thing for i, its in ways.items() if its == way for thing in held[i].objects}
        with _only(page, shown):
            bitmap = page.render(
                scale=dpi / 72, grayscale=True, no_smoothtext=True, no_smoothpath=True
            )
        mask = np.asarray(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width) != _WHITE
        masks |= {i: mask for i, its in ways.items() if its == way}
    return masks


@contextmanager
def _only(page: Any, shown: set[int]) -> Iterator[None]:
    hidden = [thing for thing in page.get_objects() if _address(thing) not in shown]
    for thing in hidden:
        raw.FPDFPageObj_SetIsActive(thing.raw, 0)
    yield
    for thing in hidden:
        raw.FPDFPageObj_SetIsActive(thing.raw, 1)


def _address(thing: Any) -> int:
    return ctypes.addressof(thing.raw.contents)


def _meeting(
    masks: dict[int, NDArray[np.bool_]], one: Line, other: Line, pair: tuple[int, int], dpi: int
) -> tuple[int, int]:
    # Where their boxes overlap and a little around: a print shows lines beyond that are no
    # neighbours of these.
    scale, edge = dpi / 72, 2
    height = masks[pair[0]].shape[0]
    top = max(0, int(height - min(one.top, other.top) * scale) - edge)
    bottom = int(height - max(one.bottom, other.bottom) * scale) + edge
    left = max(0, int(max(one.left, other.left) * scale) - edge)
    right = int(min(one.right, other.right) * scale) + edge
    first, second = (masks[i][top:bottom, left:right] for i in pair)
    return int((first & second).sum()), int((_grown(first) & second).sum())


def _grown(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the mask a pixel wider on all sides."""
    wide = mask.copy()
    wide[:, 1:] |= mask[:, :-1]
    wide[:, :-1] |= mask[:, 1:]
    grown = wide.copy()
    grown[1:] |= wide[:-1]
    grown[:-1] |= wide[1:]
    return grown


def _text(thing: Any, text_page: Any) -> str:
    length = raw.FPDFTextObj_GetText(thing.raw, text_page.raw, None, 0)
    buffer = (ctypes.c_ushort * (length // 2))()
    raw.FPDFTextObj_GetText(thing.raw, text_page.raw, buffer, length)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def _size(thing: Any) -> float:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(thing.raw, size)
    return size.value

"""Text that isn't where it should be: never placed on a page, or run out of its column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from formatter.press import leaf
from formatter.press.places import Sheet

# A line may hang by its last space, and a column's width is a division.
_SLACK = 2.0
_LETTER = re.compile(r"\w")
# Drawn, not set; or read where the engine has no ruby.
_UNSET = {"svg", "rp", "style", "script", "title", "math"}


def lost(sheets: Sequence[Sheet]) -> Iterator[tuple[int, str, str]]:
    """Yield the page, the piece and the words of each element whose text was placed only in part.

    The page is the last on which anything of the piece stands.
    """
    placed: Counter[int] = Counter()
    last: dict[str, int] = {}
    roots: dict[str, Any] = {}
    for sheet in sheets:
        for item in (*sheet.items, *sheet.feet):
            if item.piece:
                last[item.piece] = sheet.number
            if item.is_line:
                for box in leaf.texts(item.box):
                    placed[id(box.element)] += _count(box.text)
        roots |= {leaf.anchor(box): box.element for box in sheet.articles}
    for piece, article in roots.items():
        for element in _set(article):
            text = (element.text or "") + "".join(child.tail or "" for child in element)
            if placed[id(element)] < _count(text):
                yield last.get(piece, 1), piece, "".join(element.itertext())


def outside(sheets: Sequence[Sheet]) -> Iterator[tuple[int, str, str]]:
    """Yield the page, the piece and the words of each line that runs out of its column or page."""
    for sheet in sheets:
        for band in sheet.bands:
            for column in band.columns:
                for item in column.items:
                    if not (item.is_line and item.piece):
                        continue
                    right = max(
                        (box.position_x + box.width for box in leaf.texts(item.box)), default=0.0
                    )
                    below = item.box.position_y + item.box.height / 2
                    if right > column.right + _SLACK or below > sheet.bottom:
                        yield sheet.number, item.piece, leaf.words(item.box)


def _set(element: Any) -> Iterator[Any]:  # noqa: ANN401
    if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] in _UNSET:
        return
    yield element
    for child in element:
        yield from _set(child)


def _count(text: str) -> int:
    return len(_LETTER.findall(text))

"""Columns made to end level: whole lines put above heads and around figures where one ends short.

A head takes two lines of its text along, a figure goes whole to the next column, and what they
leave makes the columns of a page end apart. A compositor opens the white above heads and around
figures by whole lines, so that lines go on standing beside lines; so is it done here, in a theme
that says

    .story { --level: 2 }

The number is the most lines that one place is opened by. Other style sheets see no change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

_HEADS = {"h2", "h3", "h4", "h5", "h6"}
_TEXT = {"p"}
# Rounding in the layout must not add a line.
_SLACK = 0.5


def levelling(lay_out: Callable[..., Any]) -> Callable[..., Any]:
    """Return the engine's layout of columns, those that end short opened.

    `lay_out` is WeasyPrint's `columns_layout`, or what stands in its place.
    """

    def levelled(context: Any, box: Any, *rest: Any) -> Any:  # noqa: ANN401
        result = lay_out(context, box, *rest)
        most = _most(box)
        if most and result[0] is not None:
            for columns in _rows(result[0]):
                _level(columns, _line(box), most)
        return result

    return levelled


def _level(columns: Sequence[Any], line: float, most: int) -> None:
    """Open the columns that end more than a line above the lowest."""
    ends = [_end(column) for column in columns]
    for column, end in zip(columns, ends, strict=True):
        lines = int((max(ends) - end + _SLACK) / line)
        given = _opened(_places(column), lines, most)
        for child, down in given:
            _lower(column, child, down * line)


def _opened(places: Sequence[tuple[int, int]], lines: int, most: int) -> Iterator[tuple[int, int]]:
    """Yield which child of a column is set how many lines lower, those of the first rank first.

    `places` are a child's number and the rank of the place above it.
    """
    given = dict.fromkeys((child for child, _ in places), 0)
    for _ in range(most):
        for rank in (0, 1):
            for child, own in places:
                if own == rank and lines:
                    given[child] += 1
                    lines -= 1
    yield from ((child, down) for child, down in given.items() if down)


def _places(column: Any) -> list[tuple[int, int]]:  # noqa: ANN401
    """Return the children above which white may be opened: heads first, then what is set off."""
    flowing = [(i, c) for i, c in enumerate(column.children) if c.is_in_normal_flow()]
    found: list[tuple[int, int]] = []
    for (_, before), (i, child) in pairwise(flowing):
        if before.element_tag in _HEADS or _joined(child):
            continue
        if child.element_tag in _HEADS:
            found.append((i, 0))
        elif child.element_tag not in _TEXT or before.element_tag not in _TEXT:
            found.append((i, 1))
    return found


def _joined(child: Any) -> bool:  # noqa: ANN401
    """Say whether a block belongs to the one before it: a list to its sentence, a source."""
    if child.element_tag in {"ul", "ol", "dl"}:
        return True
    kinds = str(child.element.get("class", "")).split() if child.element is not None else ()
    return bool({"source", "signature", "verse"} & set(kinds))


def _lower(column: Any, first: int, down: float) -> None:  # noqa: ANN401
    for child in column.children[first:]:
        child.translate(0, down)


def _rows(box: Any) -> Iterator[list[Any]]:  # noqa: ANN401
    """Yield the columns of a box that stand side by side."""
    waiting: list[Any] = []
    for child in box.children:
        if waiting and (not child.is_column or child.position_y != waiting[0].position_y):
            yield waiting
            waiting = []
        if child.is_column:
            waiting.append(child)
    if waiting:
        yield waiting


def _end(column: Any) -> float:  # noqa: ANN401
    flowing = [child for child in column.children if child.is_in_normal_flow()]
    if not flowing:
        return float(column.position_y)
    return float(max(child.border_box_y() + child.border_height() for child in flowing))


def _line(box: Any) -> float:  # noqa: ANN401
    height = box.style["line_height"]
    return float(getattr(height, "value", 0) or box.style["font_size"] * 1.4)


def _most(box: Any) -> int:  # noqa: ANN401
    tokens = [token for token in box.style["__level"] or () if token.type == "number"]
    return int(tokens[0].value) if tokens else 0

"""Two texts word by word: what both say, what one of them alone says.

Long texts are held together where five words in a row stand once in each (Cohen's patience diff),
so that two issues of a thousand pages are compared in the time that reading them takes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_ROW = 5
# Above so many pairs of words the slow way is left: what lies between anchors counts as changed.
_PAIRS = 4_000_000
_FEW = 40_000


class Block(NamedTuple):
    """Words that both texts say: where they begin in each, how many they are."""

    old: int
    new: int
    size: int


def shared(old: Sequence[str], new: Sequence[str]) -> tuple[Block, ...]:
    """Return what both texts say, in order, each block as long as can be."""
    joined: list[Block] = []
    for block in _found(old, new, 0, 0):
        last = joined[-1] if joined else None
        if last and (last.old + last.size, last.new + last.size) == block[:2]:
            joined[-1] = last._replace(size=last.size + block.size)
        elif block.size:
            joined.append(block)
    return tuple(joined)


def _found(old: Sequence[str], new: Sequence[str], at: int, on: int) -> Iterator[Block]:
    start = 0
    for mine, other in zip(old, new, strict=False):
        if mine != other:
            break
        start += 1
    yield Block(at, on, start)
    end = 0
    room = min(len(old), len(new)) - start
    while end < room and old[-1 - end] == new[-1 - end]:
        end += 1
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if old and new:
        yield from _between(old, new, at + start, on + start)
    yield Block(at + start + len(old), on + start + len(new), end)


def _between(old: Sequence[str], new: Sequence[str], at: int, on: int) -> Iterator[Block]:
    pairs = len(old) * len(new)
    anchors = _anchors(old, new) if pairs > _FEW else []
    if not anchors:
        if pairs <= _PAIRS:
            for i, j, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
                yield Block(at + i, on + j, size)
        return
    x = y = 0
    for i, j in [*anchors, (len(old), len(new))]:
        # Rows that lie over one another are one block, which the rows before have told.
        if i > x and j > y:
            yield from _found(old[x:i], new[y:j], at + x, on + y)
        if i >= x and j >= y and i < len(old):
            yield Block(at + i, on + j, _ROW)
            x, y = i + _ROW, j + _ROW


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return where rows of words begin that stand once in each text, in the order of both."""
    mine, others = _once(old), _once(new)
    places = sorted((i, others[row]) for row, i in mine.items() if row in others)
    # The longest run in which both go on (patience sorting).
    piles: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(places):
        pile = bisect_left(piles, j)
        before.append(tops[pile - 1] if pile else -1)
        if pile == len(piles):
            piles.append(j)
            tops.append(number)
        else:
            piles[pile], tops[pile] = j, number
    run: list[tuple[int, int]] = []
    number = tops[-1] if tops else -1
    while number >= 0:
        run.append(places[number])
        number = before[number]
    return run[::-1]


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for i in range(len(words) - _ROW + 1):
        row = tuple(words[i : i + _ROW])
        found[row] = -1 if row in found else i
    return {row: i for row, i in found.items() if i >= 0}

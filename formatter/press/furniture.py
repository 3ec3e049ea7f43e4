"""The running heads and folios of pages, told from what the pages say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from formatter.sight import Word, lines

# Words whose baselines are less far apart, in points, stand in one line.
_LEVEL = 2.0
# Heads stand at a height on so many of the pages at least, and so many of the lines there are
# heads: a text's last line stands at one height too, and two of them may say the same.
_PAGES, _LINES = 0.3, 0.6


class _Part(NamedTuple):
    """Words that stand together in the highest or the lowest line of a page."""

    page: int
    level: tuple[bool, int]
    text: str

    @property
    def offset(self) -> int | None:
        """By how much it counts its page otherwise, where it is a number that may be a folio's."""
        return int(self.text) - self.page if self.text.isdecimal() and len(self.text) < 6 else None


def furniture(pages: Sequence[Sequence[Word]]) -> tuple[frozenset[Word], ...]:
    """Return for each page those of its words that are its running head and its folio.

    They are in the highest or the lowest line, at a height where most pages have the same words as
    another, or a number that counts them.
    """
    parts = tuple(part for number, words in enumerate(pages) for part in _parts(number, words))
    often = Counter((part.level, part.text) for part in parts)
    counted = Counter((part.level, part.offset) for part in parts)
    all_lines: Counter[tuple[bool, int]] = Counter()
    heads: Counter[tuple[bool, int]] = Counter()
    for _, level in {(part.page, part.level) for part in parts}:
        all_lines[level] += 1
    for _, level in {
        (part.page, part.level)
        for part in parts
        if often[part.level, part.text] > 1
        or (part.offset is not None and counted[part.level, part.offset] > 1)
    }:
        heads[level] += 1
    levels = {
        level
        for level, count in heads.items()
        if count >= max(2, _PAGES * len(pages)) and count >= _LINES * all_lines[level]
    }
    return tuple(frozenset(_standing(words, levels)) for words in pages)


def _parts(page: int, words: Sequence[Word]) -> Iterator[_Part]:
    for on_top, base in _extremes(words):
        own = tuple(word for word in words if abs(word.base - base) < _LEVEL)
        for part in lines(own):
            text = " ".join(word.text for word in part.words)
            yield _Part(page, (on_top, round(base)), text)


def _extremes(words: Sequence[Word]) -> Iterator[tuple[bool, float]]:
    if words:
        yield True, max(word.base for word in words)
        yield False, min(word.base for word in words)


def _standing(words: Sequence[Word], levels: set[tuple[bool, int]]) -> Iterator[Word]:
    for on_top, base in _extremes(words):
        if (on_top, round(base)) in levels:
            yield from (word for word in words if abs(word.base - base) < _LEVEL)

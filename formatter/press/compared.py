"""Two PDFs of an issue compared page for page, in words and in looks.

Pages are matched by their words, so that one that is put in leaves those behind it as they were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Literal, NamedTuple

from formatter.press import looks
from formatter.press.running import Text, common, text
from formatter.press.wording import Block
from formatter.sight import Sight, Word

# Nothing; words; places of the same words; what isn't words; a page that only one of them has.
Kind = Literal["same", "words", "moved", "look", "put in", "taken out"]
# Less, in points, is no movement: two writers round differently.
_STILL = 1.0
_HARDLY = 0.1
_CONTEXT = 6

Rect = tuple[float, float, float, float]


class Change(NamedTuple):
    """Words that are otherwise: what went, what came, and a few words before and behind them."""

    before: str
    old: str
    new: str
    behind: str


class Pair(NamedTuple):
    """A page of the old PDF and its page in the new one, from 0, None where there is none.

    `gone` and `come` are the boxes of words that only one has, `touched` those of other changes on
    the new page, in points from the lower left corner.
    """

    old: int | None
    new: int | None
    kind: Kind
    changes: tuple[Change, ...] = ()
    gone: tuple[Rect, ...] = ()
    come: tuple[Rect, ...] = ()
    touched: tuple[Rect, ...] = ()


class _Links(NamedTuple):
    """The words that both PDFs have, by number: of the old one to the new one, and back."""

    to_new: Mapping[int, int]
    to_old: Mapping[int, int]


def compared(old: Path, new: Path | bytes, *, looking: bool = True) -> tuple[Pair, ...]:
    """Return all pages of both PDFs, in the order of the new one, with what is different.

    A page number that is only another because pages stand before it is no difference. Unless
    `looking`, pages of the same words in the same places are taken for the same. Raises UsageError
    and RefusedError as `formatter.sight` does.
    """
    with Sight(old) as before, Sight(new) as after:
        one, other = text(before), text(after)
        blocks = common(one, other)
        matched = _matched(blocks, one, other, len(before), len(after))
        links = _Links(
            {b.old + i: b.new + i for b in blocks for i in range(b.size)},
            {b.new + i: b.old + i for b in blocks for i in range(b.size)},
        )
        pages = _Pages((before, after), (one, other), links)
        return tuple(_pairs(pages, matched, looking=looking))


def _matched(
    blocks: Sequence[Block], one: Text, other: Text, olds: int, news: int
) -> dict[int, int]:
    """Return for each page of the new PDF its page in the old one, as far as it has one."""
    together: Counter[tuple[int, int]] = Counter()
    for block in blocks:
        for i in range(block.size):
            together[one.pages[block.old + i], other.pages[block.new + i]] += 1
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for (page, at), _ in sorted(together.items(), key=lambda each: (-each[1], each[0])):
        # Those that have more in common stand already: no pair may cross them.
        crosses = any((page < p) != (at < a) for a, p in matched.items())
        if at not in matched and page not in taken and not crosses:
            matched[at] = page
            taken.add(page)
    return matched | dict(_between(matched, olds, news))


def _between(matched: dict[int, int], olds: int, news: int) -> Iterator[tuple[int, int]]:
    """Yield pages that nothing matches, in pairs where as many stand between two that match."""
    fixed = [(-1, -1), *sorted(matched.items()), (news, olds)]
    for (at, page), (next_at, next_page) in pairwise(fixed):
        if next_at - at == next_page - page:
            yield from zip(range(at + 1, next_at), range(page + 1, next_page), strict=True)


class _Pages(NamedTuple):
    """Both PDFs as they are seen, as they are read, and which words are the same."""

    sights: tuple[Sight, Sight]
    texts: tuple[Text, Text]
    links: _Links


def _pairs(pages: _Pages, matched: Mapping[int, int], *, looking: bool) -> Iterator[Pair]:
    one, other = pages.texts
    told = 0
    for at in range(len(pages.sights[1])):
        page = matched.get(at)
        if page is None:
            yield Pair(None, at, "put in", come=_boxes(other, other.on(at)))
            continue
        yield from (Pair(gone, None, "taken out") for gone in range(told, page))
        told = page + 1
        gone = [i for i in one.on(page) if i not in pages.links.to_new]
        come = [i for i in other.on(at) if i not in pages.links.to_old]
        if gone or come:
            found = tuple(_changes(one, other, pages.links, (page, at)))
            # Where words only went, the one behind them shows it.
            behind = [end for end, change in found if not change.new and end in other.on(at)]
            changes = tuple(change for _, change in found)
            boxes = (_boxes(one, gone), _boxes(other, come), _boxes(other, behind))
            yield Pair(page, at, "words", changes, *boxes)
        else:
            yield _seen(pages, (page, at), looking=looking)
    yield from (Pair(gone, None, "taken out") for gone in range(told, len(pages.sights[0])))


def _seen(pages: _Pages, place: tuple[int, int], *, looking: bool) -> Pair:
    """Return two pages of the same words, as they look beside each other."""
    one, other = pages.texts
    page, at = place
    own = [(pages.links.to_old[j], j) for j in other.on(at)]
    # Where words stand is told from the corner of the paper, which needn't be the origin.
    before, after = pages.sights[0].box(page), pages.sights[1].box(at)
    corner = (after[0] - before[0], after[1] - before[1])
    stay = [(_by(one.words[i], corner), other.words[j], j) for i, j in own if one.pages[i] == page]
    shift = _shift([words[:2] for words in stay])
    strayed = [j for old, new, j in stay if _strays(old, new, shift)]
    newcome = [j for i, j in own if one.pages[i] != page]
    if newcome or len(own) < len(one.on(page)) or strayed:
        return Pair(page, at, "moved", touched=_boxes(other, sorted({*newcome, *strayed})))
    if not looking:
        return Pair(page, at, "same")
    hidden: list[tuple[Word | None, Word | None]] = [
        *((_by(word, corner), None) for word in one.aside[page]),
        *((None, word) for word in other.aside[at]),
    ]
    if shift != (0.0, 0.0):
        # Words that all stand a part of a dot further on are drawn of other dots.
        hidden += [words[:2] for words in stay]
    touched = looks.unlike(pages.sights, place, shift, hidden)
    return Pair(page, at, "look" if touched else "same", touched=touched)


def _by(word: Word, way: tuple[float, float]) -> Word:
    x, y = way
    return Word(
        word.text, word.left + x, word.bottom + y, word.right + x, word.top + y, word.base + y
    )


def _shift(words: Sequence[tuple[Word, Word]]) -> tuple[float, float]:
    """Return how far most of a page's words stand from where they stood."""
    ways = [(new.left - old.left, new.base - old.base) for old, new in words]
    common = Counter((round(x), round(y)) for x, y in ways)
    if not common:
        return 0.0, 0.0
    usual = max(common, key=lambda way: (common[way], -abs(way[0]) - abs(way[1])))
    own = [way for way in ways if (round(way[0]), round(way[1])) == usual]
    x, y = (median(each) for each in zip(*own, strict=True))
    return (0.0, 0.0) if abs(x) + abs(y) < _HARDLY else (x, y)


def _strays(old: Word, new: Word, shift: tuple[float, float]) -> bool:
    return (
        abs(new.left - old.left - shift[0]) > _STILL
        or abs(new.right - old.right - shift[0]) > _STILL
        or abs(new.base - old.base - shift[1]) > _STILL
    )


def _boxes(text: Text, which: Sequence[int]) -> tuple[Rect, ...]:
    """Return the boxes of words, those that follow each other in a line as one."""
    boxes: list[Rect] = []
    last = -2
    for i in which:
        word = text.words[i]
        left, bottom, right, top = word[1:5]
        follows = i == last + 1 and boxes and abs(text.words[last].base - word.base) < _STILL
        if follows and -2 < left - boxes[-1][2] < 2 * (top - bottom):
            held = boxes[-1]
            boxes[-1] = (held[0], min(held[1], bottom), right, max(held[3], top))
        else:
            boxes.append((left, bottom, right, top))
        last = i
    return tuple(boxes)


def _changes(
    one: Text, other: Text, links: _Links, place: tuple[int, int]
) -> Iterator[tuple[int, Change]]:
    """Yield what was changed on two pages, in the order of the new one, and the word behind it.

    What went and what came in the same place, before the same word, is one change.
    """
    page, at = place
    olds, news = one.on(page), other.on(at)
    places: dict[int, tuple[list[int], list[int]]] = {}
    end = news.stop
    for i in reversed(olds):
        if i in links.to_new:
            end = links.to_new[i]
        else:
            places.setdefault(end, ([], []))[0].insert(0, i)
    end = news.stop
    for j in reversed(news):
        if j in links.to_old:
            end = j
        else:
            places.setdefault(end, ([], []))[1].insert(0, j)
    for end, (gone, come) in sorted(places.items()):
        # Words that went to another page are looked for where this page ends.
        behind = min(max(end, news.start), news.stop)
        start = come[0] if come else behind
        yield (
            behind,
            Change(
                _joined(other, range(max(news.start, start - _CONTEXT), start)),
                _joined(one, gone),
                _joined(other, come),
                _joined(other, range(behind, min(news.stop, behind + _CONTEXT))),
            ),
        )


def _joined(text: Text, which: Sequence[int]) -> str:
    return " ".join(text.words[i].text for i in which)

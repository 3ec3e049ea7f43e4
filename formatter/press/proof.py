"""A proof: lines numbered in the margin, what each piece has, the lock's state, bars of changes.

All of it is drawn around the text, or below it, and is none: a proof is searched, read aloud and
compared as the issue itself.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pikepdf

from formatter.issue import Issue
from formatter.layout import Layout
from formatter.press import boxes
from formatter.press.compared import Rect, compared
from formatter.press.furniture import furniture
from formatter.press.order import Order
from formatter.press.strokes import MM, letters, numbers, width
from formatter.render.words import Words
from formatter.sight import Line, Sight, Word, lines

# Every fifth line has its number, as proofs have had it since lead.
_STEP = 5
_SMALL, _NUMBER = 7.0, 5.0
_BESIDE = 2.5
# Fewer lines that begin at one place are no column, but the cells of a table.
_LEAST = 4
_LEVEL = 2.0
_BAR = 1.2
_MARK = 0.92


class _Column(NamedTuple):
    """A column of a page: where it begins and ends, and its lines from the top."""

    left: float
    right: float
    lines: tuple[float, ...]


def proofed(
    pdf: pikepdf.Pdf, order: Order, said: Words, *, issue: Issue | None, layout: Layout | None
) -> None:
    """Draw on each page what a proof has, in the margins and below the text.

    The date is the issue's own. Raises UsageError where the last proof can't be read.
    """
    held = io.BytesIO()
    pdf.save(held)
    with Sight(held.getvalue()) as sight:
        read = [sight.words(number) for number in range(len(sight))]
    changed = _changed(Path(order.against), held.getvalue()) if order.against else {}
    begun = _begun(layout, said)
    head = _head(issue, order, said)
    heads = furniture(read)
    counted = 0
    for number, page in enumerate(pdf.pages):
        columns = _columns([word for word in read[number] if word not in heads[number]])
        if order.numbering == "page" or begun.get(number + 1):
            counted = 0
        cut = boxes.trim(page)
        drawn = [
            b"/Artifact BMC\nq 0 g\n",
            *_numbers(columns, counted),
            *_bars(columns, changed.get(number, ())),
            _told(head, cut.left + 5 * MM, cut.top - 5 * MM),
            *(
                _told(text, cut.left + 5 * MM, cut.bottom + 3 * MM + i * 1.3 * _SMALL)
                for i, text in enumerate(reversed(begun.get(number + 1, ())))
            ),
            b"Q\nEMC\n",
        ]
        counted += sum(len(column.lines) for column in columns)
        below = b"/Artifact BMC\n%bEMC\nq\n" % _across(said["proof"], cut)
        page.contents_add(pdf.make_stream(below), prepend=True)
        page.contents_add(pdf.make_stream(b"Q\n" + b"".join(drawn)))


def _head(issue: Issue | None, order: Order, said: Words) -> str:
    lock = said[f"lock_{order.lock}"]
    if issue is None:
        return f"{said['proof']} · {lock}"
    number = said["issue_number"].format(issue.number) if issue.number else ""
    day = said.moment(issue.date) if issue.date else ""
    return " · ".join(filter(None, (said["proof"], issue.title, number, day, lock)))


def _begun(layout: Layout | None, said: Words) -> Mapping[int, tuple[str, ...]]:
    """Return what is told of the pieces that begin on each page, from 1."""
    found: dict[int, tuple[str, ...]] = {}
    for piece in layout.pieces if layout is not None else ():
        pages = str(piece.first) if piece.first == piece.last else f"{piece.first}–{piece.last}"
        told = (piece.title, said.count("words", piece.words), said["page_at"].format(pages))
        found[piece.first] = (*found.get(piece.first, ()), " · ".join(told))
    return found


def _columns(words: Sequence[Word]) -> tuple[_Column, ...]:
    """Return a page's columns, each with the baselines of its lines."""
    found = list(lines(tuple(words)))
    starts = Counter(round(line.left) for line in found)
    lefts: list[int] = []
    for left, _ in sorted(starts.items()):
        near = sum(starts[left + by] for by in (-1, 0, 1))
        if near >= _LEAST and all(left - other > 20 * MM for other in lefts):
            lefts.append(left)
    lefts = lefts or [round(min((line.left for line in found), default=0))]
    parts: list[list[Line]] = [[] for _ in lefts]
    for line in found:
        own = sum(left <= line.left + _LEVEL for left in lefts)
        parts[max(0, own - 1)].append(line)
    ends = [*lefts[1:], None]
    return tuple(
        _Column(
            left,
            max((each.right for each in part if end is None or each.right <= end), default=left),
            tuple(_bases(part)),
        )
        for left, end, part in zip(lefts, ends, parts, strict=True)
    )


def _bases(part: Iterable[Line]) -> Iterator[float]:
    """Yield the baselines from the top; what stands at one height is one line."""
    last = None
    for base in sorted((line.base for line in part), reverse=True):
        if last is None or last - base > _LEVEL:
            yield base
            last = base


def _numbers(columns: Iterable[_Column], counted: int) -> Iterator[bytes]:
    for column in columns:
        for base in column.lines:
            counted += 1
            if counted % _STEP == 0:
                text = str(counted)
                place = (column.left - _BESIDE - width(text, _NUMBER), base)
                yield letters(text, _NUMBER, place)


def _bars(columns: Sequence[_Column], changed: Sequence[Rect]) -> Iterator[bytes]:
    for left, bottom, _, top in changed:
        own = [column for column in columns if column.left <= left + _LEVEL] or columns[:1]
        for column in own[-1:]:
            x = column.right + _BESIDE
            yield b"%b re f\n" % numbers((x, bottom, _BAR, top - bottom))


def _changed(against: Path, data: bytes) -> Mapping[int, Sequence[Rect]]:
    """Return what has a bar on each page: words that came, and those behind which some went."""
    pairs = compared(against, data, looking=False)
    return {
        pair.new: (*pair.come, *pair.touched)
        for pair in pairs
        if pair.new is not None and pair.kind in {"words", "put in"}
    }


def _told(text: str, x: float, y: float) -> bytes:
    """Return a line of small letters on a white ground, so that it is read on a picture too."""
    ground = numbers((x - 2, y - 0.3 * _SMALL, width(text, _SMALL) + 4, 1.3 * _SMALL))
    return b"1 g %b re f 0 g\n%b" % (ground, letters(text, _SMALL, (x, y)))


def _across(text: str, cut: boxes.Box) -> bytes:
    """Return large pale letters across the page, from the lower left to the upper right."""
    text = text.upper()
    slope = cut.height / cut.width
    run = (1 + slope * slope) ** 0.5
    cosine, sine = 1 / run, slope / run
    long = 0.62 * (cut.width**2 + cut.height**2) ** 0.5
    size = long / width(text, 1.0)
    high = 0.33 * size
    x = (cut.left + cut.right) / 2 - long / 2 * cosine + high * sine
    y = (cut.bottom + cut.top) / 2 - long / 2 * sine - high * cosine
    turned = numbers((cosine, sine, -sine, cosine, x, y))
    return b"q %b g %b cm\n%bQ\n" % (numbers((_MARK,)), turned, letters(text, size, (0, 0)))

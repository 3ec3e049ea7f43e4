"""A proof: lines numbered in the margin, what each piece has, the lock's state, bars of changes.

All of it is drawn around the text, or below it, and is none: a proof is searched, read aloud and
compared as the issue itself. What is drawn is marked `Proof`.
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
from formatter.sight import Sight, Word, lines

# Every fifth line has its number, as proofs have had it since lead.
_STEP = 5
_SMALL, _NUMBER = 7.0, 5.5
_BESIDE = 2.5
_LEVEL = 2.0
# Lines that begin further in, in points, aren't of the same column.
_INDENT = 30 * MM
_BAR = 1.2
_MARK = 0.92


class _Row(NamedTuple):
    """A line of a page with all its parts: where its column begins and ends, its own place."""

    left: float
    right: float
    base: float
    bottom: float
    top: float


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
        rows = _rows([word for word in read[number] if word not in heads[number]])
        if order.numbering == "page" or begun.get(number + 1):
            counted = 0
        cut = boxes.trim(page)
        drawn = [
            b"/Artifact BMC\n/Proof BMC\nq 0 g\n",
            *_numbers(rows, counted),
            *_bars(rows, changed.get(number, ())),
            _told(head, cut.left + 5 * MM, cut.top - 5 * MM),
            *(
                _told(text, cut.left + 5 * MM, cut.bottom + 3 * MM + i * 1.3 * _SMALL)
                for i, text in enumerate(reversed(begun.get(number + 1, ())))
            ),
            b"Q\nEMC\nEMC\n",
        ]
        counted += len(rows)
        below = b"/Artifact BMC\n/Proof BMC\n%bEMC\nEMC\nq\n" % _across(said["proof"], cut)
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


def _rows(words: Sequence[Word]) -> tuple[_Row, ...]:
    """Return a page's lines in the order in which they are read, each in its column."""
    found: list[_Row] = []
    for line in lines(tuple(words)):
        own = _Row(line.left, line.right, line.base, line.bottom, line.top)
        last = found[-1] if found else None
        # Cells of a table, and what a leader points at, are of one line.
        if last and abs(last.base - own.base) < _LEVEL and own.left > last.right:
            found[-1] = last._replace(right=own.right)
        else:
            found.append(own)
    return tuple(row for block in _blocks(found) for row in _aligned(block))


def _blocks(rows: Iterable[_Row]) -> Iterator[Sequence[_Row]]:
    """Yield the lines that follow one another down the page."""
    held: list[_Row] = []
    for row in rows:
        if held and row.base > held[-1].base:
            yield held
            held = []
        held.append(row)
    if held:
        yield held


def _aligned(block: Sequence[_Row]) -> Iterator[_Row]:
    """Yield lines with the sides of their column in place of their own."""
    lefts = Counter(round(row.left) for row in block)
    for row in block:
        near = [left for left in lefts if -_INDENT < left - row.left <= _LEVEL]
        left = max(near, key=lambda left: (lefts[left], -left))
        right = max(other.right for other in block if abs(other.left - left) < _INDENT)
        own = min(left, row.left) if lefts[left] > 1 else row.left
        yield row._replace(left=own, right=max(right, row.right))


def _numbers(rows: Sequence[_Row], counted: int) -> Iterator[bytes]:
    for number, row in enumerate(rows, start=counted + 1):
        if number % _STEP == 0:
            text = str(number)
            place = (row.left - _BESIDE - width(text, _NUMBER), row.base)
            yield letters(text, _NUMBER, place)


def _bars(rows: Sequence[_Row], changed: Sequence[Rect]) -> Iterator[bytes]:
    """Yield a bar for each line with changes, right of its column."""
    for row in rows:
        if any(_holds(row, rect) for rect in changed):
            box = (row.right + _BESIDE, row.bottom, _BAR, row.top - row.bottom)
            yield b"%b re f\n" % numbers(box)


def _holds(row: _Row, rect: Rect) -> bool:
    left, bottom, _, top = rect
    return row.left - _LEVEL <= left <= row.right + _LEVEL and bottom <= row.base <= top


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

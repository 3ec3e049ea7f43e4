"""Faults of pages and columns: what stands apart, alone, or leaves white."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from formatter.layout import Fault
from formatter.press import leaf
from formatter.press.pages import Pages, source, start
from formatter.press.places import HEADS, Band, Item, Place, Sheet

# Rounding in the layout: a unit of it is 1/1024 of a pixel, and a picture's height is a division.
_SLACK = 0.75


def notes_astray(pages: Pages) -> Iterator[Fault]:
    """Yield notes that don't begin on the page of their call; the amount is the pages between."""
    stands: dict[int, int] = {}
    for sheet in pages.sheets:
        for note in sheet.notes:
            stands.setdefault(id(note), sheet.number)
    whose = {id(f.within[0].element): f for s in pages.sheets for f in s.feet if f.within}
    for sheet in pages.sheets:
        for call in sheet.calls:
            page = stands.get(id(call), 0)
            if page == sheet.number:
                continue
            note = whose.get(id(call))
            yield Fault(
                kind="notes_astray" if page else "overset",
                page=sheet.number,
                piece=note.piece if note else _near(sheet),
                amount=page - sheet.number if page else len("".join(call.itertext()).split()),
                what=start("".join(call.itertext())),
            )


def _near(sheet: Sheet) -> str:
    return next((item.piece for item in sheet.items if item.piece), "")


def captions_parted(pages: Pages) -> Iterator[Fault]:
    """Yield captions not in the column of their picture; the amount is the pages between."""
    shown: dict[int, set[Place]] = {}
    told: dict[int, list[Item]] = {}
    for item in pages.items:
        for i, box in enumerate(item.within):
            if box.element_tag != "figure" or box.element is None:
                continue
            if not item.is_line:
                shown.setdefault(id(box.element), set()).add(item.place)
            elif any(inner.element_tag == "figcaption" for inner in item.within[i:]):
                told.setdefault(id(box.element), []).append(item)
            break
    for figure, lines in told.items():
        apart = [item for item in lines if shown.get(figure) and item.place not in shown[figure]]
        if apart:
            pages_of = {place.page for place in shown[figure]}
            yield Fault(
                kind="captions_parted",
                page=apart[0].place.page,
                piece=apart[0].piece,
                amount=min(abs(apart[0].place.page - page) for page in pages_of),
                what=start(" ".join(leaf.words(item.box) for item in lines)),
            )


def _head(item: Item) -> Any:  # noqa: ANN401
    return next((box for box in item.within if box.element_tag in HEADS), None)


def heads_stranded(pages: Pages) -> Iterator[Fault]:
    """Yield heads with fewer lines below them than they need; the amount is how many they have."""
    after: Item | None = None
    found: list[Fault] = []
    for sheet in reversed(pages.sheets):
        for b, band in reversed(list(enumerate(sheet.bands))):
            # What stands across the page goes on in the columns below it, a column doesn't.
            goes_on = sheet.bands[b + 1 : b + 2] if band.room == 1 else ()
            below = [item for each in goes_on for item in each.columns[0].items]
            for column in reversed(band.columns):
                rest = [*column.items, *below]
                stranded = _stranded(rest, after, band.pitch, pages.limits.below)
                found += [fault for i, fault in stranded if i < len(column.items)]
                after = column.items[0] if column.items else after
    yield from reversed(found)


def _stranded(
    items: Sequence[Item], after: Item | None, pitch: float, least: int
) -> Iterator[tuple[int, Fault]]:
    """Yield the heads in a column that have too little below, `after` what its text goes on with.

    One whose text is all there, though it be a line, isn't stranded.
    """
    for i, item in enumerate(items):
        head = _head(item)
        if head is None or (i + 1 < len(items) and _head(items[i + 1]) is head):
            continue
        lines = 0.0
        whole = after is None or after.piece != item.piece or _head(after) is not None
        for following in items[i + 1 :]:
            if _head(following) is None:
                lines += 1 if following.is_line else following.box.height / pitch
            elif lines:
                whole = True
                break
        # A page of ruled lines has a head and no text: of no piece, nothing is missing there.
        if lines < ((1 if item.piece else 0) if whole else least):
            yield (
                i,
                Fault(
                    kind="heads_stranded",
                    page=item.place.page,
                    piece=item.piece,
                    amount=int(lines),
                    what=start(leaf.words(head)),
                ),
            )


def pages_thin(pages: Pages) -> Iterator[Fault]:
    """Yield last pages of pieces that are next to empty; the amount is the part that is used."""
    for piece, (_, last) in pages.spans.items():
        sheet = pages.sheets[last - 1]
        pieces = [item.piece for item in sheet.items if item.piece]
        if piece != pieces[-1] or piece in pages.closing:
            continue
        if sheet.used < pages.limits.thin:
            yield Fault(kind="pages_thin", page=last, piece=piece, amount=sheet.used)


def holes(pages: Pages) -> Iterator[Fault]:
    """Yield white at the end of a page or column in a piece; the amount is its part of a page."""
    spans = pages.spans
    for sheet in pages.sheets:
        goes_on = [p for p, (first, last) in spans.items() if first <= sheet.number < last]
        if _before_first(pages.sheets, sheet):
            goes_on = [""]
        if not goes_on or not sheet.bands:
            continue
        band = sheet.bands[-1]
        for i, end in enumerate(band.ends):
            white = (sheet.bottom - end) / sheet.height
            if white > pages.limits.hole:
                yield Fault(
                    kind="holes",
                    page=sheet.number,
                    piece=goes_on[-1],
                    amount=white,
                    what=_next(pages.sheets, sheet, band, i),
                )


def _before_first(sheets: Sequence[Sheet], sheet: Sheet) -> bool:
    """Say whether a page of contents is left white by a story that should begin on it."""
    after = [item.piece for each in sheets[sheet.number : sheet.number + 1] for item in each.items]
    bare = not any(item.piece for item in sheet.items)
    listed = any(
        box.element_tag == "nav" and box.element.get("class") == "contents"
        for item in sheet.items
        for box in item.within
    )
    return bare and listed and bool(after and after[0])


def _next(sheets: Sequence[Sheet], sheet: Sheet, band: Band, column: int) -> str:
    """Return what stands first after a column: what didn't fit into it."""
    following = [c.items for c in band.columns[column + 1 :]]
    following += [each.items for each in sheets[sheet.number : sheet.number + 1]]
    return _named(next((items for items in following if items), ()))


def _after(band: Band, short: int) -> str:
    """Return what stands after a short column, or what a last one is short of."""
    if short + 1 < len(band.columns):
        return _named(band.columns[short + 1].items[:1])
    before = band.columns[min(short, len(band.columns)) - 1].items
    pictures = [item for item in before if not item.is_line]
    return _named(pictures[-1:] or before[-1:])


def _named(items: Sequence[Item]) -> str:
    for item in items:
        return start(leaf.words(item.box)) if item.is_line else source(item.box)
    return ""


def columns_uneven(pages: Pages) -> Iterator[Fault]:
    """Yield columns side by side that end apart; the amount is how far, in lines."""
    for sheet in pages.sheets:
        for band in sheet.bands:
            # An index or a list of contents ends where it ends.
            if band.room < 2 or not any(it.piece for col in band.columns for it in col.items):
                continue
            apart = max(band.ends) - min(band.ends)
            if apart > pages.limits.lines * band.pitch + _SLACK:
                last = band.columns[-1].items or band.columns[0].items
                short = band.ends.index(min(band.ends))
                yield Fault(
                    kind="columns_uneven",
                    page=sheet.number,
                    piece=last[0].piece if last else "",
                    amount=apart / band.pitch,
                    what=_after(band, short),
                )

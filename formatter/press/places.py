"""Where things stand on laid out pages: bands of columns, blocks in them, lines and pictures.

What is read are the page boxes of the engine, as it leaves them: nothing here asks it for anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from formatter.press.leaf import anchor, bottom, every, pitch

_WRAPPERS = {"html", "body", "main", "section", "article", "header"}
HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Place(NamedTuple):
    """A place for text: its page from 1, its band down the page, its column in that, from 0."""

    page: int
    band: int
    column: int


class Item(NamedTuple):
    """A line or a picture: its box, its piece's anchor, and the boxes around it, outermost first.

    The column's block that it is in is one of those.
    """

    box: Any
    piece: str
    within: tuple[Any, ...]
    place: Place

    @property
    def is_line(self) -> bool:
        """Say whether this is a line of text."""
        return type(self.box).__name__ == "LineBox"

    @property
    def end(self) -> float:
        """Return how far down it goes, in CSS pixels."""
        if self.is_line:
            return float(self.box.position_y + self.box.height)
        return bottom(self.box)


class Column(NamedTuple):
    """A column: its items in order, how far down what is in it goes, and its right side."""

    items: tuple[Item, ...]
    end: float
    right: float


class Band(NamedTuple):
    """What stands side by side: its columns, how many have room, their top and line pitch."""

    columns: tuple[Column, ...]
    room: int
    top: float
    pitch: float

    @property
    def ends(self) -> tuple[float, ...]:
        """Return how far down each column goes, one without anything nowhere."""
        empty = self.room - len(self.columns)
        return (*(column.end for column in self.columns), *([self.top] * empty))


class Sheet(NamedTuple):
    """A page: its number from 1, its text block's top and bottom, its bands, its notes.

    `bottom` is where notes begin. `calls` are the elements of the notes called here, `notes` those
    that stand here, `feet` their lines. `articles` are the boxes of the pieces.
    """

    number: int
    top: float
    bottom: float
    height: float
    width: float
    bands: tuple[Band, ...]
    calls: tuple[Any, ...]
    notes: tuple[Any, ...]
    feet: tuple[Item, ...]
    articles: tuple[Any, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Return all lines and pictures of the text block in order, without the notes."""
        return tuple(item for band in self.bands for c in band.columns for item in c.items)

    @property
    def used(self) -> float:
        """Return the part of the page's height that is used, notes among it."""
        return (self.end - self.bottom + self.height) / self.height

    @property
    def end(self) -> float:
        """Return how far down anything goes that is no note."""
        return max((c.end for band in self.bands for c in band.columns), default=self.top)


def sheets(pages: Iterable[Any]) -> tuple[Sheet, ...]:
    """Return the pages in order, of the engine's page boxes."""
    owners: dict[int, str] = {}
    return tuple(_sheet(page, number, owners) for number, page in enumerate(pages, start=1))


def _sheet(page: Any, number: int, owners: dict[int, str]) -> Sheet:  # noqa: ANN401
    top = float(page.content_box_y())
    end = top + float(page.height)
    root: Any = None
    notes: list[Any] = []
    feet: list[Item] = []
    for child in page.children:
        kind = type(child).__name__
        if kind == "FootnoteAreaBox" and child.children:
            end = min(end, float(child.border_box_y()))
            notes += [note.element for note in child.children]
            for note in child.children:
                owner = owners.get(id(note.element), "")
                feet += _items(note, owner, (), Place(number, -1, 0))
        elif kind not in {"MarginBox", "FootnoteAreaBox"} and root is None:
            root = child
            _own(root, "", owners)
    # Notes stand first among a page's children or last: whose they are is known only now.
    feet = [item._replace(piece=owners.get(id(_element(item)), item.piece)) for item in feet]
    right = float(page.content_box_x()) + float(page.width)
    boxes = tuple(every(root)) if root is not None else ()
    return Sheet(
        number=number,
        top=top,
        bottom=end,
        height=float(page.height),
        width=float(page.width),
        bands=tuple(_bands(root, number, right)) if root is not None else (),
        calls=tuple(box.element for box in boxes if _calls(box)),
        notes=tuple(notes),
        feet=tuple(feet),
        articles=tuple(box for box in boxes if anchor(box)),
    )


def _element(item: Item) -> Any:  # noqa: ANN401
    return item.within[0].element if item.within else item.box.element


def _calls(box: Any) -> bool:  # noqa: ANN401
    return box.footnote is not None and str(box.element_tag).endswith("::footnote-call")


def _own(box: Any, piece: str, owners: dict[int, str]) -> None:  # noqa: ANN401
    """Note which piece each element below an article belongs to, notes among them."""
    piece = anchor(box) or piece
    if piece and anchor(box):
        for element in box.element.iter():
            owners[id(element)] = piece
        return
    for child in getattr(box, "children", ()):
        _own(child, piece, owners)


class _Block(NamedTuple):
    box: Any
    piece: str
    within: tuple[Any, ...]


def _bands(root: Any, number: int, right: float) -> Iterator[Band]:  # noqa: ANN401
    """Yield a page's bands: what follows in one measure is one, columns side by side another."""
    plain: list[_Block] = []
    place = Place(number, 0, 0)
    for each in _rows(root, "", ()):
        if isinstance(each, _Block):
            plain.append(each)
            continue
        if plain:
            yield _band([plain], [right], 1, place)
            place = place._replace(band=place.band + 1)
            plain = []
        parent, piece, columns = each
        rows = [[_Block(child, piece, ()) for child in column.children] for column in columns]
        sides = [float(column.position_x + column.width) for column in columns]
        yield _band(rows, sides, _count(parent, columns), place, columns[0])
        place = place._replace(band=place.band + 1)
    if plain:
        yield _band([plain], [right], 1, place)


def _count(box: Any, columns: list[Any]) -> int:  # noqa: ANN401
    """Return how many columns stand side by side in a box, by its style or by its measure."""
    asked = box.style["column_count"]
    if asked != "auto":
        return int(asked)
    apart = columns[1].position_x - columns[0].position_x if len(columns) > 1 else box.width
    return max(len(columns), int((box.width + apart - columns[0].width) / apart + 0.01))


def _rows(
    box: Any,  # noqa: ANN401
    piece: str,
    within: tuple[Any, ...],
) -> Iterator[_Block | tuple[Any, str, list[Any]]]:
    piece = anchor(box) or piece
    children = [c for c in getattr(box, "children", ()) if c is not None]
    if any(child.is_column for child in children):
        waiting: list[Any] = []
        for child in children:
            if waiting and (not child.is_column or child.position_y != waiting[0].position_y):
                yield box, piece, waiting
                waiting = []
            if child.is_column:
                waiting.append(child)
            else:
                yield _Block(child, piece, within)
        if waiting:
            yield box, piece, waiting
    elif _wraps(box, children):
        for child in children:
            yield from _rows(child, piece, (*within, box))
    else:
        yield _Block(box, piece, within)


def _wraps(box: Any, children: list[Any]) -> bool:  # noqa: ANN401
    story = box.element is not None and box.element.get("class") == "story"
    bare = box.element_tag in _WRAPPERS or story
    return bare and not any(type(child).__name__ == "LineBox" for child in children)


def _band(
    rows: list[list[_Block]],
    sides: list[float],
    count: int,
    place: Place,
    first: Any = None,  # noqa: ANN401
) -> Band:
    lead = first if first is not None else rows[0][0].box
    top = float(lead.position_y)
    columns = []
    for i, (blocks, right) in enumerate(zip(rows, sides, strict=True)):
        there = place._replace(column=i)
        flowing = [b for b in blocks if not _placed(b.box)]
        items = [it for b in flowing for it in _items(b.box, b.piece, b.within, there)]
        ends = [bottom(b.box) for b in flowing if _seen(b.box)] + [item.end for item in items]
        columns.append(Column(tuple(items), max(ends, default=top), right))
    return Band(tuple(columns), count, top, pitch(lead))


def _placed(box: Any) -> bool:  # noqa: ANN401
    return bool(box.style["position"] in {"absolute", "fixed"}) if box.style is not None else False


def _seen(box: Any) -> bool:  # noqa: ANN401
    """Say whether a block is seen by itself: its border or ground goes further than its text."""
    ground = box.style["background_color"]
    return box.border_bottom_width > 0 or (getattr(ground, "alpha", 0) or 0) > 0


def _items(box: Any, piece: str, within: tuple[Any, ...], place: Place) -> Iterator[Item]:  # noqa: ANN401
    kind = type(box).__name__
    if kind == "LineBox":
        yield Item(box, piece, within, place)
        # A picture or a block set in the line is a thing of its own.
        yield from _in_line(box, piece, within, place)
    elif hasattr(box, "replacement"):
        yield Item(box, piece, within, place)
    elif not _placed(box):
        for child in getattr(box, "children", ()):
            if child is not None:
                yield from _items(child, piece, (*within, box), place)


def _in_line(box: Any, piece: str, within: tuple[Any, ...], place: Place) -> Iterator[Item]:  # noqa: ANN401
    for child in getattr(box, "children", ()):
        if hasattr(child, "replacement"):
            yield Item(child, piece, within, place)
        elif type(child).__name__ in {"InlineBox", "LineBox"}:
            yield from _in_line(child, piece, (*within, child), place)
        elif getattr(child, "children", ()):
            yield from (item for item in _items(child, piece, within, place) if not item.is_line)

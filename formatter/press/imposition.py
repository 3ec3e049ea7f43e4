"""Imposition: an issue's pages two to a side of a sheet, so that folded sheets read in order.

Signatures of sheets are folded once down the middle, one inside the other, and stitched; one
signature of all sheets is a saddle-stitched booklet.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import NamedTuple

import pikepdf

from formatter.errors import UsageError
from formatter.press.boxes import Box, trim
from formatter.press.order import Order
from formatter.press.strokes import MM, line, numbers

_SIDES = 4
# The width of a mark's line in points, and of the room for marks in mm.
_HAIR = 0.25
_SLUG = 7.0
# Nobody stitches more, and the pages of a wrong file are not all drawn twice.
_MOST = 4000
_PLAIN = Order()


class Side(NamedTuple):
    """A side of a sheet: the pages on its left and right, from 0, None where it is blank.

    `depth` is how many sheets of the signature lie around this one when it is folded.
    """

    left: int | None
    right: int | None
    depth: int = 0


def imposed(pages: int, signature: int = 0) -> tuple[Side, ...]:
    """Return the sides of all sheets in order, each front before its back.

    Blank pages at the end fill up to a multiple of four. `signature` is how many sheets are folded
    together, 0 for all; sheets are shared out so that no signature has two more than another. A
    printer that turns sheets on the short edge gives both sides the right way up.
    """
    sheets = -(-pages // _SIDES)
    if not sheets:
        return ()
    parts = -(-sheets // signature) if signature else 1
    least, more = divmod(sheets, parts)
    sides: list[Side] = []
    first = 0
    for part in range(parts):
        own = least + (part < more)
        sides += _signature(first, own, pages)
        first += own * _SIDES
    return tuple(sides)


def _signature(first: int, sheets: int, pages: int) -> Iterator[Side]:
    last = first + sheets * _SIDES - 1

    def page(number: int) -> int | None:
        return number if number < pages else None

    for depth in range(sheets):
        outer, inner = last - 2 * depth, first + 2 * depth
        yield Side(page(outer), page(inner), depth)
        yield Side(page(inner + 1), page(outer - 1), depth)


def booklet(data: bytes, order: Order = _PLAIN) -> bytes:
    """Return the PDF's pages imposed, two to each side of a sheet twice as wide as its trim.

    Each sheet moves the pages of the one inside it by `order.creep` mm toward the fold, so that
    all margins are alike when the edge is cut. Where pages are printed beyond their trim, the sheet
    is larger by that on its outer sides, with marks to cut and to fold. The same pages give the
    same bytes. Raises UsageError where there is no page, or pages are of several sizes.
    """
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as source, pikepdf.new() as made:
        _impose(source, made, order)
        if "/Lang" in source.Root:
            made.Root.Lang = pikepdf.String(str(source.Root.Lang))
        if "/OutputIntents" in source.Root:
            intents = source.make_indirect(source.Root.OutputIntents)
            made.Root.OutputIntents = made.copy_foreign(intents)
        title = source.trailer.get("/Info", pikepdf.Dictionary()).get("/Title")
        if title is not None:
            made.docinfo[pikepdf.Name.Title] = pikepdf.String(str(title))
        out = io.BytesIO()
        made.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _impose(source: pikepdf.Pdf, made: pikepdf.Pdf, order: Order) -> None:
    count = len(source.pages)
    if not count:
        raise UsageError("There is no page to make a booklet of.", "Give a PDF with pages.")
    if count > _MOST:
        raise UsageError(
            f"{count:,} pages are too many for a booklet.", "Print them as volumes of their own."
        )
    cuts = [trim(page) for page in source.pages]
    width, height = cuts[0].width, cuts[0].height
    for i, cut in enumerate(cuts, start=1):
        if abs(cut.width - width) > 1 or abs(cut.height - height) > 1:
            raise UsageError(
                f"Page {i} is of another size than page 1.",
                "Make a booklet of pages that are all of one size.",
            )
    paper = _Paper(width, height, order.bleed * MM, marks=order.marks)
    forms = [
        _form(made, page, cut.grown(paper.bleed))
        for page, cut in zip(source.pages, cuts, strict=True)
    ]
    for side in imposed(count, order.signature):
        made.add_blank_page(page_size=(2 * width, height))
        page = made.pages[-1]
        drawn = []
        inward = order.creep * MM * side.depth
        for number, on_right in ((side.left, False), (side.right, True)):
            if number is not None:
                name = pikepdf.Name(f"/Page{number + 1}")
                page.add_resource(forms[number], pikepdf.Name.XObject, name)
                place = paper.place(cuts[number], inward, on_right=on_right)
                drawn.append(b"q %b re W n %b cm %b Do Q\n" % (*place, str(name).encode()))
        page.Contents = made.make_stream(b"".join((*drawn, *paper.marked())))
        for key, box in paper.boxes():
            page.obj[key] = pikepdf.Array([round(each, 4) for each in box])


class _Paper(NamedTuple):
    """A sheet in points: a page's width and height, and how far it is printed beyond its trim.

    The left page's corner is the origin, the fold is at `width`.
    """

    width: float
    height: float
    bleed: float
    marks: bool

    def place(self, cut: Box, inward: float, *, on_right: bool) -> tuple[bytes, bytes]:
        """Return the half that a page may draw in, and the matrix that puts its trim there.

        It is drawn `inward` of its place, and nothing of it beyond the fold.
        """
        start = self.width if on_right else -self.bleed
        half = (start, -self.bleed, self.width + self.bleed, self.height + 2 * self.bleed)
        x = self.width - inward if on_right else inward
        return numbers(half), numbers((1, 0, 0, 1, x - cut.left, -cut.bottom))

    def boxes(self) -> Iterator[tuple[str, Box]]:
        """Yield the boxes of a sheet by name."""
        trimmed = Box(0, 0, 2 * self.width, self.height)
        yield "/TrimBox", trimmed
        yield "/BleedBox", trimmed.grown(self.bleed)
        yield "/MediaBox", trimmed.grown(self.bleed + (_SLUG * MM if self.marks else 0))

    def marked(self) -> Iterator[bytes]:
        """Yield the marks at which a sheet is cut, and in dashes the one at which it is folded."""
        if not self.marks:
            return
        near, far = self.bleed + MM, self.bleed + _SLUG * MM - MM
        yield b"q 0 G %b w\n" % numbers((_HAIR,))
        right, top = 2 * self.width, self.height
        for x in (0.0, right):
            yield line(x, -near, x, -far) + line(x, top + near, x, top + far)
        for y in (0.0, top):
            yield line(-near, y, -far, y) + line(right + near, y, right + far, y)
        yield b"[1.5 1.5] 0 d\n"
        fold = self.width
        yield line(fold, -near, fold, -far) + line(fold, top + near, fold, top + far) + b"Q\n"


def _form(made: pikepdf.Pdf, page: pikepdf.Page, reach: Box) -> pikepdf.Object:
    """Return a page as a drawing that can be placed, as far as it is printed."""
    form = page.as_form_xobject()
    form.BBox = pikepdf.Array([round(each, 4) for each in reach])
    for key in ("/StructParents", "/StructParent"):
        if key in form:
            del form[key]
    return made.copy_foreign(form)

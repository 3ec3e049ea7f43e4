"""The boxes of printed pages, and the marks around them: where to cut, where plates must meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf

from formatter.press.inks import Inks
from formatter.press.strokes import MM, circle, letters, line, numbers, width

# From the bleed outward: a gap, a crop mark's length, and the edge of the sheet, in mm.
_GAP, _LENGTH, _EDGE = 1.0, 5.0, 8.0
# A quarter of a point is the finest line that every press holds.
_HAIR = 0.25
_TARGET = 1.8
_PATCH = 4.0
_SMALL = 6.0
# What is drawn with all inks at once (ISO 32000-2, 8.6.6.4), and what a screen shows for it.
_ALL = {
    "DeviceRGB": b"{1 exch sub dup dup}",
    "DeviceGray": b"{1 exch sub}",
    "DeviceCMYK": b"{dup dup dup}",
}


class Box(NamedTuple):
    """A rectangle in points: left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.top - self.bottom

    def grown(self, by: float) -> Box:
        """Return it so much larger on each side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)


def trim(page: Any) -> Box:  # noqa: ANN401  pikepdf's page
    """Return what is left of a page when it is cut: its TrimBox, else all of it."""
    box = page.obj.get("/TrimBox", page.mediabox)
    x1, y1, x2, y2 = (float(each) for each in box)
    return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def boxed(
    pdf: pikepdf.Pdf, bleed: float, *, marks: bool = False, inks: Inks | None = None, told: str = ""
) -> None:
    """Give each page its boxes (ISO 32000-2, 14.11.2), and the marks that are asked for.

    `bleed` is in mm beyond the trim; what a page draws further out is cut off. Marks stand outside
    the bleed, on a sheet that much larger, with `told` (the issue's name) and the page's number
    beside them. There is no CropBox, so that a screen shows all of the sheet.
    """
    drawn: dict[tuple[float, ...], pikepdf.Object] = {}
    count = len(pdf.pages)
    for number, page in enumerate(pdf.pages, start=1):
        cut = trim(page)
        reach = cut.grown(bleed * MM)
        sheet = reach.grown((_EDGE + _GAP) * MM) if marks else reach
        before = b"q %b re W n\n" % numbers((reach.left, reach.bottom, reach.width, reach.height))
        after = b"Q\n"
        if marks:
            key = (*cut, bleed)
            if key not in drawn:
                drawn[key] = _form(pdf, sheet, _marks(cut, reach, inks), inks)
            form = pikepdf.Name(f"/PressMarks{[*drawn].index(key) + 1}")
            page.add_resource(drawn[key], pikepdf.Name.XObject, form)
            place = (cut.left + 20 * MM, sheet.top - 4.5 * MM)
            said = letters(f"{told} · {number}/{count}".lstrip(" ·"), _SMALL, place)
            colour = _space(inks)[1]
            after += b"/Artifact BMC\nq\n%b Do\n%b\n%bQ\nEMC\n" % (str(form).encode(), colour, said)
        page.contents_add(pdf.make_stream(before), prepend=True)
        page.contents_add(pdf.make_stream(after))
        for name, box in (("/MediaBox", sheet), ("/BleedBox", reach), ("/TrimBox", cut)):
            page.obj[name] = pikepdf.Array([round(side, 4) for side in box])
        for name in ("/CropBox", "/ArtBox"):
            if name in page.obj:
                del page.obj[name]


def _space(inks: Inks | None) -> tuple[str, bytes]:
    """Return the colour space of what isn't told in `All`, and black in it."""
    if inks is None:
        return "DeviceRGB", b"0 0 0 rg"
    return inks.space, b"0 g" if inks.channels == 1 else b"0 0 0 1 k"


def _form(pdf: pikepdf.Pdf, sheet: Box, content: bytes, inks: Inks | None) -> pikepdf.Object:
    space = _space(inks)[0]
    tint = pdf.make_stream(
        _ALL[space],
        FunctionType=4,
        Domain=[0, 1],
        Range=[0, 1] * {"DeviceRGB": 3, "DeviceGray": 1, "DeviceCMYK": 4}[space],
    )
    every = pikepdf.Array(
        [pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name(f"/{space}"), tint]
    )
    return pdf.make_stream(
        content,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=pikepdf.Array([round(side, 4) for side in sheet]),
        Resources=pikepdf.Dictionary(ColorSpace=pikepdf.Dictionary(All=every)),
    )


def _marks(cut: Box, reach: Box, inks: Inks | None) -> bytes:
    drawn = [b"/All CS /All cs 1 SCN 1 scn %b w\n" % numbers((_HAIR,)), *_crops(cut, reach)]
    middle = ((_GAP + _LENGTH / 2 + 1) * MM, (cut.left + cut.right) / 2, (cut.bottom + cut.top) / 2)
    for x, y in (
        (middle[1], reach.top + middle[0]),
        (middle[1], reach.bottom - middle[0]),
        (reach.left - middle[0], middle[2]),
        (reach.right + middle[0], middle[2]),
    ):
        drawn += _target(x, y)
    if inks is not None:
        drawn += _patches(cut, reach, inks)
    return b"".join(drawn)


def _crops(cut: Box, reach: Box) -> Iterator[bytes]:
    near, far = _GAP * MM, (_GAP + _LENGTH) * MM
    for x in (cut.left, cut.right):
        yield line(x, reach.top + near, x, reach.top + far)
        yield line(x, reach.bottom - near, x, reach.bottom - far)
    for y in (cut.bottom, cut.top):
        yield line(reach.left - near, y, reach.left - far, y)
        yield line(reach.right + near, y, reach.right + far, y)


def _target(x: float, y: float) -> Iterator[bytes]:
    arm, ring = 1.5 * _TARGET * MM, _TARGET * MM
    yield circle(x, y, ring) + b"S\n"
    yield line(x - arm, y, x + arm, y)
    yield line(x, y - arm, x, y + arm)


def _patches(cut: Box, reach: Box, inks: Inks) -> Iterator[bytes]:
    """Yield a square of each ink, solid, and one of black at half, for who measures the sheet."""
    solid = [b"0 g", b".5 g"]
    if inks.channels == 4:
        solid = [b"1 0 0 0 k", b"0 1 0 0 k", b"0 0 1 0 k", b"0 0 0 1 k", b"0 0 0 .5 k"]
    side = _PATCH * MM
    for i, colour in enumerate(solid):
        x = cut.left + 8 * MM + i * side
        y = reach.bottom - _GAP * MM - side - 1
        yield b"%b %b re f\n" % (colour, numbers((x, y, side, side)))
    told = width(inks.name, _SMALL)
    place = (cut.right - 8 * MM - told, reach.bottom - 4.5 * MM)
    yield solid[-2] + b"\n" + letters(inks.name, _SMALL, place)

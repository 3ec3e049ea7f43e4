"""What a piece gains on its pages where its first wide picture goes across all columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from formatter.article import Image
from formatter.press.pages import source
from formatter.press.places import HEADS, Item, Sheet

_INCH = 96.0
# No picture is set so large that it has fewer dots an inch.
_COARSEST = 110.0


def gain(sheets: Sequence[Sheet], piece: str, images: Mapping[str, Image], tallest: float) -> float:
    """Return the part of a page that a piece's first wide picture takes more across its columns.

    0 where none stands in a column before the first head of the text. `tallest` is the greatest
    height of a picture in CSS pixels.
    """
    for sheet in sheets:
        for item in sheet.items:
            if item.piece != piece or _in(item, "header"):
                continue
            if any(_in(item, head) for head in HEADS):
                return 0.0
            if not item.is_line and _in(item, "figure"):
                return _more(sheet, item, images, tallest)
    return 0.0


def _more(sheet: Sheet, item: Item, images: Mapping[str, Image], tallest: float) -> float:
    room = sheet.bands[item.place.band].room
    image = images.get(source(item.box).removeprefix("image:"))
    tall = any(
        box.element is not None and box.element.get("class") == "tall" for box in item.within
    )
    if room < 2 or tall or image is None or not image.width * image.height:
        return 0.0
    width = min(sheet.width, tallest * image.width / image.height, image.width / _COARSEST * _INCH)
    more = width * image.height / image.width - item.box.height / room
    return max(0.0, float(more / sheet.height))


def _in(item: Item, tag: str) -> bool:
    return any(box.element_tag == tag for box in item.within)

"""Where two pages look otherwise, words aside: pictures, lines, tints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from formatter.sight import Sight, Word

if TYPE_CHECKING:
    from PIL.Image import Image

Rect = tuple[float, float, float, float]
# Enough to see a picture's change by, and half the time of what a screen shows.
_DOTS = 50.0
# Of 255: an edge that falls between two dots is as far off.
_UNLIKE = 48
_BLUR = 2.0
# A cell of so many dots is looked at as one, and a change is a cell with this part of it unlike.
_CELL = 8
_PART = 0.08


def unlike(
    sights: tuple[Sight, Sight],
    places: tuple[int, int],
    shift: tuple[float, float],
    hidden: Sequence[tuple[Word | None, Word | None]],
) -> tuple[Rect, ...]:
    """Return where a page of the new PDF looks otherwise than one of the old, in its points.

    The old page is moved by `shift` first, and the `hidden` words aren't looked at, neither where
    they stood nor where they stand; one that only one page has is None on the other side.
    """
    (before, after), (page, at) = sights, places
    box = after.box(at)
    old, new = before.picture(page, _DOTS), after.picture(at, _DOTS)
    if abs(old.width - new.width) > 2 or abs(old.height - new.height) > 2:
        return (box,)
    scale = new.width / max(box[2] - box[0], 1.0)
    x, y = round(shift[0] * scale), round(-shift[1] * scale)
    for mine, other in hidden:
        # Each is hidden on both, where it lies once the old page is moved.
        if mine is not None:
            _hide(old, mine, box, scale, (0, 0))
            _hide(new, mine, box, scale, (x, y))
        if other is not None:
            _hide(old, other, box, scale, (-x, -y))
            _hide(new, other, box, scale, (0, 0))
    moved = _moved(old, new.size, (x, y))
    if shift != (0.0, 0.0):
        # Lines that stand a part of a dot further on are drawn of other dots.
        moved, new = _blurred(moved), _blurred(new)
    return tuple(_rects(_cells(moved, new), box, scale))


def _hide(image: Image, word: Word, box: Rect, scale: float, move: tuple[int, int]) -> None:
    left = (word.left - box[0]) * scale + move[0] - 2
    top = (box[3] - word.top) * scale + move[1] - 2
    right = (word.right - box[0]) * scale + move[0] + 2
    bottom = (box[3] - word.bottom) * scale + move[1] + 2
    image.paste("white", (int(left), int(top), int(right) + 1, int(bottom) + 1))


def _blurred(image: Image) -> Image:
    from PIL import ImageFilter

    return image.filter(ImageFilter.GaussianBlur(_BLUR))


def _moved(image: Image, size: tuple[int, int], by: tuple[int, int]) -> Image:
    from PIL import Image as Raster

    made = Raster.new("RGB", size, "white")
    made.paste(image, by)
    return made


def _cells(old: Image, new: Image) -> Image:
    """Return a picture of cells, white where the pages are unlike."""
    from PIL import ImageChops

    red, green, blue = ImageChops.difference(old, new).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    marked = most.point([255 if level > _UNLIKE else 0 for level in range(256)])
    return marked.reduce(_CELL).point([255 if level > 255 * _PART else 0 for level in range(256)])


def _rects(cells: Image, box: Rect, scale: float) -> Iterator[Rect]:
    """Yield the boxes of cells that touch each other."""
    width, height = cells.size
    data = cells.tobytes()
    left = {i for i in range(width * height) if data[i]}
    while left:
        reach = [left.pop()]
        own: list[int] = []
        while reach:
            cell = reach.pop()
            own.append(cell)
            x, y = cell % width, cell // width
            near = {
                j * width + i
                for j in range(max(0, y - 1), min(height, y + 2))
                for i in range(max(0, x - 1), min(width, x + 2))
            }
            reach += near & left
            left -= near
        xs, ys = [cell % width for cell in own], [cell // width for cell in own]
        side = _CELL / scale
        yield (
            box[0] + min(xs) * side,
            box[3] - (max(ys) + 1) * side,
            box[0] + (max(xs) + 1) * side,
            box[3] - min(ys) * side,
        )

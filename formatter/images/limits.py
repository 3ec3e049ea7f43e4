"""What a picture may be: the profile of a book's pictures, and the walls against hostile ones."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """The profile of a book's pictures.

    `width` and `height` (pixels) are the largest a picture may be in the book; a larger one is
    shrunk, none is enlarged. 1600 is 200 dots an inch across A4's text; more height is left to
    charts that are read by scrolling. `quality` is that of JPEG, 1 to 95. `baseline` turns
    progressive JPEG into baseline, which some readers need; `grey` takes the colours out. A GIF
    that moves is kept where `moving` says so, and shows its first frame otherwise.

    `pixels` and `size` (bytes) are the largest that is opened at all.
    """

    width: int = 1600
    height: int = 2400
    quality: int = 85
    baseline: bool = False
    grey: bool = False
    moving: bool = False
    pixels: int = 50_000_000
    size: int = 32 * 1024 * 1024


class UnusableError(Exception):
    """A picture's bytes are there and can't be used; `reason` says why in one phrase."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Raster(NamedTuple):
    """A picture ready for the book: JPEG or PNG without metadata, sRGB, upright, opaque.

    Or a GIF that moves, where that is asked for; or a drawing in SVG, with nothing but lines in it.
    """

    media_type: str
    data: bytes
    width: int
    height: int


def check(width: int, height: int, limits: Limits) -> None:
    """Raise UnusableError for a picture of a size that isn't opened or has nothing to show."""
    if width * height > limits.pixels:
        millions = width * height / 1e6
        raise UnusableError(
            f"{millions:,.0f} megapixels, more than the {limits.pixels / 1e6:,.0f} allowed"
        )
    # Counters of visits are one pixel or two; so is what holds a place for a lazy picture.
    if min(width, height) <= 2:
        raise UnusableError(f"a tracking pixel of {width} × {height}")

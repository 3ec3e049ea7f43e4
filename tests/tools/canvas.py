"""A picture in the making: flat shapes, gradients, soft light."""

# ruff: noqa: PLR0913  a picture is drawn stroke by stroke
from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = Path(__file__).resolve().parents[2] / "fonts" / "source-sans-3"


# Shapes are drawn twice as large and shrunk, which gives the smooth edges Pillow doesn't draw.
OVERSAMPLING = 2


Point = tuple[float, float]


class Canvas:
    """A picture in the making; all measures are pixels of the finished picture."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        size = (width * OVERSAMPLING, height * OVERSAMPLING)
        self.image = Image.new("RGB", size, "white")
        self.pen = ImageDraw.Draw(self.image)

    def finished(self) -> Image.Image:
        """Return the picture at its true size."""
        return self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)

    def shade(self, top: float, bottom: float, colours: Sequence[str]) -> None:
        """Fill the band from `top` to `bottom` with a vertical run through `colours`."""
        first, last = (round(y * OVERSAMPLING) for y in (top, bottom))
        stops = np.array([_rgb(colour) for colour in colours], dtype=float)
        where = np.linspace(0, len(colours) - 1, max(last - first, 1))
        column = np.stack(
            [np.interp(where, range(len(colours)), stops[:, i]) for i in range(3)], axis=1
        )
        band = np.repeat(column[:, None, :], self.image.width, axis=1)
        self.image.paste(Image.fromarray(band.round().astype("uint8")), (0, first))

    def glow(self, centre: Point, radius: float, colour: str, strength: float = 1.0) -> None:
        """Lay a soft round light over what is there."""
        x, y, r = (v * OVERSAMPLING for v in (*centre, radius))
        rows, columns = np.mgrid[0 : self.image.height, 0 : self.image.width]
        away = np.hypot(columns - x, rows - y) / r
        mask = (np.clip(1 - away, 0, 1) ** 2 * 255 * strength).astype("uint8")
        self.image.paste(Image.new("RGB", self.image.size, colour), mask=Image.fromarray(mask))

    def shape(self, points: Iterable[Point], colour: str) -> None:
        """Fill a polygon."""
        self.pen.polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points], fill=colour)

    def line(self, points: Iterable[Point], colour: str, width: float = 2) -> None:
        """Draw an open line."""
        path = [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]
        self.pen.line(path, fill=colour, width=round(width * OVERSAMPLING), joint="curve")

    def disc(self, centre: Point, across: float, down: float | None, colour: str) -> None:
        """Fill an ellipse of half axes `across` and `down` (a circle without `down`)."""
        x, y = centre
        down = across if down is None else down
        box = [v * OVERSAMPLING for v in (x - across, y - down, x + across, y + down)]
        self.pen.ellipse(box, fill=colour)

    def arc(self, centre: Point, radius: Point, span: Point, colour: str, width: float) -> None:
        """Draw part of an ellipse, `span` in degrees clockwise from the right."""
        (x, y), (across, down) = centre, radius
        box = [v * OVERSAMPLING for v in (x - across, y - down, x + across, y + down)]
        self.pen.arc(box, *span, fill=colour, width=round(width * OVERSAMPLING))

    def box(self, corner: Point, size: Point, colour: str, radius: float = 0) -> None:
        """Fill a rectangle with round corners of `radius`."""
        (x, y), (w, h) = corner, size
        edges = [v * OVERSAMPLING for v in (x, y, x + w, y + h)]
        self.pen.rounded_rectangle(edges, radius * OVERSAMPLING, fill=colour)

    def text(
        self,
        at: Point,
        words: str,
        size: float,
        colour: str,
        *,
        weight: str = "Regular",
        anchor: str = "mm",
    ) -> None:
        """Write a label in our own sans; `anchor` as Pillow names it."""
        face = ImageFont.truetype(_face(weight), round(size * OVERSAMPLING))
        place = (at[0] * OVERSAMPLING, at[1] * OVERSAMPLING)
        self.pen.text(place, words, font=face, fill=colour, anchor=anchor)

    def mirror(self, line: float, tint: str, amount: float) -> None:
        """Reflect what stands above `line` below it, dimmed towards `tint`."""
        edge = round(line * OVERSAMPLING)
        depth = self.image.height - edge
        above = self.image.crop((0, edge - depth, self.image.width, edge))
        flipped = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        flipped = flipped.filter(ImageFilter.BoxBlur(3 * OVERSAMPLING))
        self.image.paste(
            Image.blend(flipped, Image.new("RGB", flipped.size, tint), amount), (0, edge)
        )


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _face(weight: str) -> Path:
    return next(iter(sorted(FONTS.glob(f"*{weight}*.ttf"))))


def scatter(seed: int, count: int) -> list[tuple[float, float, float]]:
    random = np.random.Generator(np.random.PCG64(seed))
    return [(float(a), float(b), float(c)) for a, b, c in random.random((count, 3))]


def curve(start: Point, bend: Point, end: Point) -> list[Point]:
    steps = [i / 14 for i in range(15)]
    return [
        (
            (1 - t) ** 2 * start[0]
            + 2 * t * (1 - t) * (2 * bend[0] - (start[0] + end[0]) / 2)
            + t * t * end[0],
            (1 - t) ** 2 * start[1]
            + 2 * t * (1 - t) * (2 * bend[1] - (start[1] + end[1]) / 2)
            + t * t * end[1],
        )
        for t in steps
    ]

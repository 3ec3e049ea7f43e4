"""Draws the pictures of the example pages: flat shapes, gradients, the same pixels each time.

Run `python tests/tools/draw.py` from the root of the project to draw them all anew.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "fonts" / "source-sans-3"
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

    def text(  # noqa: PLR0913  a label is its place, words and four looks
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


def _scatter(seed: int, count: int) -> list[tuple[float, float, float]]:
    random = np.random.Generator(np.random.PCG64(seed))
    return [(float(a), float(b), float(c)) for a, b, c in random.random((count, 3))]


def hills(c: Canvas, base: float, rise: float, colour: str, seed: int) -> None:
    """Lay a ridge of hills over the whole width, its foot at `base`."""
    waves = [
        (1 + i * 0.9 + a, b * 6.3, 1 / (i + 1)) for i, (a, b, _) in enumerate(_scatter(seed, 4))
    ]
    total = sum(weight for *_, weight in waves)
    points = [(0.0, base)]
    for x in range(0, c.width + 1, 4):
        u = x / c.width
        height = sum(w * (0.5 + 0.5 * math.sin(2 * math.pi * f * u + p)) for f, p, w in waves)
        points.append((x, base - rise * height / total))
    c.shape([*points, (c.width, base)], colour)


def palm(c: Canvas, x: float, foot: float, height: float, colour: str) -> None:
    """Stand a sugar palm, the tree of the upper delta: a straight trunk and a round head."""
    top = foot - height
    c.shape([(x - 4, foot), (x - 2.5, top), (x + 2.5, top), (x + 4, foot)], colour)
    crown = height * 0.24
    for turn in range(0, 360, 20):
        for spread in (-7, 0, 7):
            angle = math.radians(turn + spread)
            tip = (x + crown * math.cos(angle), top + crown * 0.92 * math.sin(angle))
            c.line([(x, top), tip], colour, 2.2)
    c.disc((x, top), crown * 0.5, None, colour)


def glints(c: Canvas, top: float, colours: Sequence[str], count: int, seed: int) -> None:
    """Strew short flat lights over water that begins at `top`, wider as they come nearer."""
    for i, (a, b, s) in enumerate(_scatter(seed, count)):
        near = b**1.4
        y = top + 6 + near * (c.height - top - 12)
        half = (10 + 46 * s) * (0.35 + near)
        c.disc((a * c.width, y), half, 1 + 1.8 * near, colours[i % len(colours)])


def sampan(c: Canvas, x: float, y: float, length: float, hull: str, inside: str) -> None:
    """Float a three-plank boat, its waterline at `y` and its middle at `x`."""
    half, rise = length / 2, length * 0.085

    def edge(u: float, lift: float) -> Point:
        return (x + half * u, y - lift - rise * abs(u) ** 2.6 * 1.5)

    run = [i / 30 for i in range(-30, 31)]
    keel = [(x + half * 0.93 * u, y + rise * 0.55 * (1 - u * u) ** 0.5) for u in reversed(run)]
    c.shape([edge(u, rise * 0.72) for u in run] + keel, hull)
    lip = [edge(u, rise * 0.72) for u in run] + [edge(u, rise * 0.3) for u in reversed(run)]
    c.shape(lip, inside)


def person(c: Canvas, x: float, y: float, size: float, shirt: str, hat: str = "#f3ddb0") -> None:
    """Seat a person in a conical hat, hip at `(x, y)`."""
    c.shape(
        [
            (x - size * 0.3, y),
            (x - size * 0.26, y - size * 0.5),
            (x - size * 0.1, y - size * 0.64),
            (x + size * 0.1, y - size * 0.64),
            (x + size * 0.26, y - size * 0.5),
            (x + size * 0.3, y),
        ],
        shirt,
    )
    c.disc((x, y - size * 0.76), size * 0.14, size * 0.16, "#c98d62")
    brim = y - size * 0.8
    c.shape([(x - size * 0.42, brim), (x, brim - size * 0.32), (x + size * 0.42, brim)], hat)
    c.disc((x, brim), size * 0.42, size * 0.045, "#dcbf87")


def dawn() -> Canvas:
    """Paint the flooded fields at dawn, with a rower."""
    c = Canvas(1600, 900)
    horizon = 520
    c.shade(0, horizon, ["#24305e", "#5a4a86", "#c8667a", "#f59a5b", "#ffd58a"])
    c.glow((1060, 505), 520, "#fff0c0", 0.9)
    c.disc((1060, 500), 74, None, "#fff3cf")
    for x, y, w, colour in (
        (300, 170, 260, "#6a5590"), (420, 196, 190, "#7d5f94"), (1240, 236, 240, "#b96a80"),
        (1120, 258, 170, "#c97880"), (760, 318, 220, "#de8577"),
    ):  # fmt: skip
        c.disc((x, y), w, 11, colour)
    hills(c, horizon + 2, 130, "#8c5a7c", 5)
    hills(c, horizon + 2, 70, "#6b4770", 9)
    hills(c, horizon + 2, 24, "#4a3560", 21)
    for x, height in ((150, 190), (205, 150), (330, 215), (1330, 170), (1405, 225), (1478, 160)):
        palm(c, x, horizon + 4, height, "#33264c")
    c.shape([(560, horizon), (560, 486), (545, 486), (600, 452), (655, 486), (640, 486),
             (640, horizon)], "#33264c")  # fmt: skip
    c.box((590, 494), (20, 26), "#ffd27a")
    c.mirror(horizon, "#3a2f5c", 0.36)
    glints(c, horizon, ["#ffcf90", "#f3a271", "#7a5c8c", "#ffe3ad"], 120, 3)
    for i in range(26):
        y = horizon + 8 + i * i * 0.5
        c.disc((1060 + 14 * math.sin(i * 1.9), y), 60 - i * 1.2, 1.6 + i * 0.07, "#ffeab8")
    sampan(c, 560, 742, 520, "#1f1a33", "#4b3a55")
    person(c, 470, 716, 150, "#2b2745", "#d9a066")
    c.line([(515, 640), (420, 800)], "#1f1a33", 7)
    c.shape([(431, 778), (409, 820), (398, 812), (416, 772)], "#1f1a33")
    for width in (190, 300, 420):
        c.arc((540, 772), (width, width * 0.09), (15, 165), "#f0b98a", 2)
    return c


def stilt_house() -> Canvas:
    """Paint the house on stilts with its gauge."""
    c = Canvas(1440, 900)
    water = 600
    c.shade(0, water, ["#7cc3de", "#bfe4e6", "#f4f1d8"])
    for x, y, r in ((210, 150, 60), (280, 130, 80), (370, 156, 58), (1090, 110, 50), (1160, 92, 66),
                    (1235, 114, 46)):  # fmt: skip
        c.disc((x, y), r * 1.5, r * 0.62, "#ffffff")
    hills(c, water, 120, "#a9cfc0", 14)
    hills(c, water, 64, "#7fb79a", 33)
    for a, b, s in _scatter(8, 46):
        c.disc(
            (a * 1440, water - 6 - b * 26),
            26 + 26 * s,
            20 + 18 * s,
            ("#4f8f63", "#5da06e", "#437f58")[int(s * 3)],
        )
    for x, height in ((116, 300), (1304, 330), (1370, 250)):
        palm(c, x, water + 4, height, "#3d6b4b")
    c.shade(water, 900, ["#9fc9b4", "#7fb0a0", "#5d9390"])
    for x in (470, 590, 720, 850, 970):
        c.box((x - 9, 470), (18, 190), "#6b4a33")
        c.disc((x, 662), 26, 4, "#4f8380")
    c.box((430, 462), (590, 22), "#7d5639")
    c.box((470, 300), (510, 164), "#c98f56")
    for x in range(482, 980, 24):
        c.line([(x, 300), (x, 462)], "#b57c46", 2)
    c.box((680, 350), (86, 112), "#5b3d2a")
    c.box((694, 362), (58, 100), "#3f2a1e")
    for x in (530, 846):
        c.box((x, 346), (84, 66), "#5b3d2a", 3)
        c.box((x + 6, 352), (34, 54), "#ffe2a0")
        c.box((x + 44, 352), (34, 54), "#ffd27f")
    c.shape([(400, 316), (520, 176), (930, 176), (1050, 316)], "#8a5f3c")
    for i in range(9):
        y = 190 + i * 14
        reach = 12 * (i + 1)
        c.line([(520 - reach + 3, y), (930 + reach - 3, y)], "#774f31", 3)
    c.shape([(400, 316), (1050, 316), (1040, 330), (410, 330)], "#6b452b")
    c.line([(1020, 474), (1100, 640)], "#7d5639", 9)
    c.line([(985, 484), (1062, 656)], "#7d5639", 9)
    for i in range(6):
        c.line([(990 + i * 14.5, 500 + i * 27), (1028 + i * 14, 494 + i * 27)], "#7d5639", 6)
    c.box((350, 430), (34, 270), "#f7efd6", 3)
    for i in range(14):
        long = i % 5 == 0
        c.line(
            [(350, 446 + i * 16), (374 if long else 364, 446 + i * 16)],
            "#b4532a" if long else "#7b6a50",
            3,
        )
    for x, y, colour in ((500, 440, "#d94f4f"), (536, 444, "#f2b134"), (930, 442, "#4f7fd9")):
        c.box((x, y - 4), (30, 24), "#9a6238", 4)
        c.disc((x + 15, y - 10), 20, 13, "#4f8f4f")
        c.disc((x + 8, y - 14), 5, None, colour)
        c.disc((x + 22, y - 12), 5, None, colour)
    glints(c, water, ["#b6dac6", "#8dbcae", "#d4ecd6"], 110, 12)
    c.box((350, 636), (34, 66), "#c7d6bd", 3)
    sampan(c, 1130, 742, 400, "#59402f", "#8b684b")
    person(c, 1210, 720, 118, "#3a6ea5")
    for x in (1010, 1052, 1092):
        c.disc((x, 704), 28, 16, "#c79a4c")
        c.disc((x, 696), 22, 12, "#f2c230")
    for x, y in ((120, 760), (190, 800), (300, 838), (640, 820), (760, 850)):
        c.disc((x, y), 46, 13, "#4d9160")
        c.disc((x + 34, y + 6), 34, 10, "#5fa570")
        c.disc((x + 8, y - 12), 10, None, "#b48ad9")
        c.disc((x + 20, y - 8), 8, None, "#c9a6e6")
    return c


PEAKS = (("2011", 412), ("2015", 236), ("2018", 367), ("2020", 251), ("2024", 318), ("2025", 349))


def chart() -> Canvas:
    """Draw the chart of the peaks, the same figures as the table of the page."""
    c = Canvas(1400, 840)
    c.box((0, 0), (1400, 840), "#fdf9ee")
    c.text((80, 72), "Đỉnh nước từng mùa", 46, "#12444c", weight="Bold", anchor="lm")
    c.text((80, 122), "Vạch cao nhất trên cây thước, tính bằng cm", 27, "#6d6a5c", anchor="lm")
    floor, unit = 730, 1.25
    for level in range(0, 500, 100):
        y = floor - level * unit
        c.line([(130, y), (1330, y)], "#ddd5c0", 2)
        c.text((112, y), str(level), 24, "#8a8474", anchor="rm")
    y = floor - 300 * unit
    for x in range(130, 1330, 26):
        c.line([(x, y), (x + 14, y)], "#b4532a", 3)
    for i, (year, peak) in enumerate(PEAKS):
        x = 180 + i * 196
        top = floor - peak * unit
        colour, crest = ("#1b7f86", "#5fb8b2") if peak >= 300 else ("#c9a46a", "#e4c898")
        c.box((x, top), (116, floor - top), colour, 6)
        c.box((x, floor - 12), (116, 12), colour)
        for k in range(4):
            c.arc((x + 14.5 + 29 * k, top + 22), (14.5, 8), (180, 360), crest, 4)
        c.text((x + 58, top - 26), str(peak), 34, "#1d2730", weight="Bold")
        c.text((x + 58, floor + 38), year, 30, "#1d2730")
    c.text((434, y - 20), "mức tràn đồng: 300", 23, "#b4532a")
    c.line([(130, floor), (1330, floor)], "#12444c", 4)
    return c


def market() -> Canvas:
    """Paint boats meeting bow to bow at a fork of the canal."""
    c = Canvas(1200, 900)
    c.shade(0, 340, ["#ffe1a6", "#fdf0cf"])
    c.glow((880, 150), 420, "#ffffff", 0.8)
    hills(c, 342, 120, "#b9cf95", 41)
    for a, b, s in _scatter(17, 60):
        c.disc(
            (a * 1200, 322 - b * 34),
            30 + 26 * s,
            24 + 20 * s,
            ("#6d9e57", "#5b8c4c", "#84b066")[int(s * 3)],
        )
    for x, height in ((90, 240), (160, 190), (1080, 250)):
        palm(c, x, 340, height, "#48703d")
    c.shade(340, 900, ["#d7b679", "#b98f57", "#8d6c48"])
    glints(c, 340, ["#e8cc95", "#c69f69", "#a07c50"], 120, 25)
    fleet = (
        (330, 440, 320, "#5a3d2b", "#a5774f", "#c2557a"), (860, 450, 330, "#4d3a44", "#94727e", "#3f7f8c"),
        (260, 600, 430, "#6a4630", "#b08054", "#3d6fb0"), (930, 620, 450, "#503522", "#9a6c45", "#d0703c"),
        (560, 780, 620, "#5b3b27", "#ab7b50", "#5b8f4a"),
    )  # fmt: skip
    goods = ("#f4c430", "#e2733d", "#79a83f", "#f7e9c8", "#c8493f", "#f4c430", "#a8c95a")
    for n, (x, y, length, hull, inside, shirt) in enumerate(fleet):
        size = length * 0.25
        c.disc((x, y + length * 0.05), length * 0.5, length * 0.03, "#7b5d3c")
        sampan(c, x, y, length, hull, inside)
        side = 1 if x < 560 else -1
        person(c, x - side * length * 0.3, y - length * 0.035, size, shirt)
        person(
            c,
            x + side * length * 0.34,
            y - length * 0.04,
            size * 0.86,
            goods[(n + 2) % 7],
            "#ecd09a",
        )
        for i in range(5):
            bx = x + (i - 2) * length * 0.105
            by = y - length * 0.075
            colour = goods[(i + n * 2) % len(goods)]
            c.disc((bx, by - 6), length * 0.05, length * 0.034, colour)
            c.disc((bx - 6, by - 10), length * 0.02, length * 0.014, "#fff6d8")
            c.shape([(bx - length * 0.052, by - 4), (bx + length * 0.052, by - 4),
                     (bx + length * 0.04, by + length * 0.05), (bx - length * 0.04, by + length * 0.05)], "#b88746")  # fmt: skip
        sampan_front(c, x, y, length, hull)
    return c


def sampan_front(c: Canvas, x: float, y: float, length: float, hull: str) -> None:
    """Lay the near side of a boat over what it carries."""
    half, rise = length / 2, length * 0.085
    run = [i / 30 for i in range(-30, 31)]
    rim = [(x + half * u, y - rise * 0.1 - rise * abs(u) ** 2.6 * 1.5) for u in run]
    keel = [(x + half * 0.93 * u, y + rise * 0.55 * (1 - u * u) ** 0.5) for u in reversed(run)]
    c.shape(rim + keel, hull)


def flower_boat() -> Canvas:
    """Paint a boat seen from above, laden with flowers of the season."""
    c = Canvas(1200, 900)
    c.shade(0, 900, ["#2f7f86", "#256a74", "#1d5763"])
    for a, b, s in _scatter(51, 150):
        c.arc((a * 1200, b * 900), (30 + 60 * s, 8 + 12 * s), (200, 340), "#4a9a9c", 2)
    for a, b, s in _scatter(52, 22):
        x, y, r = a * 1200, (b * 190 if s < 0.5 else 710 + b * 190), 34 + 34 * s
        c.disc((x, y), r, r * 0.92, "#3f9a63")
        c.shape([(x, y), (x + r * 1.1, y - r * 0.3), (x + r * 1.1, y + r * 0.2)], "#2a747c")
        c.arc((x, y), (r * 0.7, r * 0.64), (40, 330), "#58b179", 2)
    run = [i / 40 for i in range(-40, 41)]

    def hull(width: float, length: float) -> list[Point]:
        upper = [(600 + length * u, 450 - width * (1 - abs(u) ** 2.2)) for u in run]
        return upper + [
            (600 + length * u, 450 + width * (1 - abs(u) ** 2.2)) for u in reversed(run)
        ]

    c.shape([(x + 14, y + 26) for x, y in hull(196, 566)], "#164650")
    c.shape(hull(190, 560), "#6f4a2f")
    c.shape(hull(168, 528), "#a8764a")
    for u in (-0.62, -0.2, 0.22, 0.64):
        reach = 168 * (1 - abs(u) ** 2.2)
        c.box((600 + 528 * u - 9, 450 - reach), (18, reach * 2), "#7d5434")
    for x, y, r in ((370, 420, 92), (500, 492, 84)):
        c.disc((x + 6, y + 8), r, None, "#8a5c36")
        c.disc((x, y), r, None, "#c99a58")
        c.disc((x, y), r * 0.86, None, "#8d7a1f")
        for a, b, s in _scatter(int(x), 230):
            angle, out = a * 6.283, b**0.5 * r * 0.84
            colour = ("#f8cf2c", "#ffdf57", "#eab515", "#fff0a0")[int(s * 4)]
            c.disc((x + out * math.cos(angle), y + out * math.sin(angle)), 8, 6.5, colour)
    for cx, cy, turns in ((690, 430, 5), (800, 486, 4)):
        for t in range(turns):
            r = 26 + t * 15
            c.arc((cx, cy), (r, r * 0.94), (0, 360), "#6b2f4a", 14)
            c.arc((cx, cy), (r - 1, r * 0.94 - 1), (0, 360), "#a8557a", 8)
        for i in range(6):
            angle = i * 1.05 + cx
            r = 26 + turns * 15 - 6
            x, y = cx + r * math.cos(angle), cy + r * 0.94 * math.sin(angle)
            for k in range(8):
                tip = (x + 20 * math.cos(k * 0.785), y + 20 * math.sin(k * 0.785))
                c.line([(x, y), tip], "#f6d7e8", 9)
            c.disc((x, y), 8, None, "#f7c948")
    c.disc((960, 446), 96, 90, "#d9bd85")
    for r in range(90, 0, -15):
        c.arc((960, 446), (r, r * 0.94), (0, 360), "#b99557", 2)
    for k in range(24):
        angle = k * math.pi / 12
        c.line(
            [(960, 446), (960 + 94 * math.cos(angle), 446 + 88 * math.sin(angle))], "#c7a566", 1.5
        )
    c.disc((960, 446), 12, None, "#b99557")
    c.line([(880, 300), (1120, 640)], "#5d3d27", 12)
    c.shape([(1096, 604), (1150, 660), (1126, 690), (1082, 622)], "#5d3d27")
    return c


def fish(c: Canvas, x: float, y: float, size: float, colour: str, way: int = 1) -> None:
    """Let a fish swim, to the right when `way` is 1."""
    c.shape([(x - way * size * 0.42, y), (x - way * size * 0.78, y - size * 0.22),
             (x - way * size * 0.68, y), (x - way * size * 0.78, y + size * 0.22)], colour)  # fmt: skip
    c.disc((x, y), size * 0.5, size * 0.19, colour)
    c.disc((x, y + size * 0.06), size * 0.4, size * 0.1, "#eef3ea")
    c.shape([(x - way * size * 0.1, y - size * 0.16), (x + way * size * 0.08, y - size * 0.3),
             (x + way * size * 0.16, y - size * 0.15)], colour)  # fmt: skip
    c.disc((x + way * size * 0.34, y - size * 0.04), size * 0.05, None, "#ffffff")
    c.disc((x + way * size * 0.35, y - size * 0.04), size * 0.025, None, "#17323a")


def trap() -> Canvas:
    """Paint the bamboo trap under water, with what goes in and what goes by."""
    c = Canvas(1440, 900)
    c.shade(0, 170, ["#fbe3b3", "#f8f0d4"])
    c.shade(170, 900, ["#7fc4b6", "#3f938f", "#22646e", "#123f4b"])
    for x, lean in ((180, 160), (420, 200), (820, 260), (1130, 320)):
        c.image.paste(
            Image.new("RGB", c.image.size, "#bfe8d4"),
            mask=_ray(c, [(x, 170), (x + 120, 170), (x + 120 + lean, 820), (x - 60 + lean, 820)]),
        )
    wave = [(x, 170 + 7 * math.sin(x / 46)) for x in range(0, 1441, 6)]
    c.line(wave, "#eafaf0", 5)
    hills(c, 905, 120, "#3a4a3a", 61)
    hills(c, 905, 62, "#2a362e", 67)
    for a, b, s in _scatter(71, 34):
        x, height = a * 1440, 90 + 230 * b
        for k in range(10):
            y = 880 - height * k / 10
            sway = 16 * math.sin(k * 0.8 + s * 6)
            c.disc((x + sway, y), 6, 16, ("#4f8f58", "#3b7a50", "#6aa864")[int(s * 3)])
    left, right, mid, half = 420, 1080, 560, 130
    c.line([(470, mid - half), (430, 40)], "#7d5b34", 10)
    c.line([(1030, mid - half + 20), (1060, 40)], "#7d5b34", 10)
    for i in range(11):
        v = math.cos(math.pi * i / 10)
        bulge = [(left + (right - left) * t / 30, mid + v * half * (1 - 0.55 * max(0, t / 30 - 0.72) / 0.28))
                 for t in range(31)]  # fmt: skip
        c.line(bulge, "#d9b26a" if i % 2 else "#c2954d", 8)
    for x, share in ((440, 1), (600, 1), (760, 1), (900, 0.98), (1010, 0.72), (1076, 0.46)):
        c.arc((x, mid), (30 * share, half * share), (0, 360), "#8f6a35", 9)
    for i in range(7):
        v = math.cos(math.pi * i / 6)
        c.line([(left + 10, mid + v * half * 0.96), (640, mid + v * 22)], "#efd08d", 6)
    for x, y, size, way in (
        (780, 520, 92, 1),
        (850, 590, 84, -1),
        (930, 540, 76, 1),
        (720, 610, 70, 1),
    ):
        fish(c, x, y, size, "#8fb1b5", way)
    for i in (2, 5, 8):
        v = math.cos(math.pi * i / 10)
        c.line([(660, mid + v * half), (1000, mid + v * half * 0.98)], "#d9b26a", 7)
    for x, y, size, way in ((150, 470, 150, 1), (250, 640, 96, 1), (120, 720, 80, 1), (1240, 430, 210, 1),
                            (1290, 660, 110, 1), (330, 380, 74, 1), (1180, 770, 70, -1)):  # fmt: skip
        fish(c, x, y, size, "#b9c7bd", way)
    for x, y, r in (
        (660, 380, 9),
        (676, 330, 12),
        (655, 270, 8),
        (1300, 350, 10),
        (1318, 300, 7),
        (170, 400, 8),
    ):
        c.arc((x, y), (r, r), (0, 360), "#d8f3ea", 3)
    return c


def _ray(c: Canvas, points: Sequence[Point]) -> Image.Image:
    mask = Image.new("L", c.image.size, 0)
    ImageDraw.Draw(mask).polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points], fill=26)
    return mask.filter(ImageFilter.BoxBlur(12 * OVERSAMPLING))


def petals(c: Canvas, x: float, y: float, size: float) -> None:
    """Open a lotus: petals in three rows, the back ones first."""
    for row, (reach, colours) in enumerate(
        (
            (1.0, ("#e58fb0", "#d97aa0")),
            (0.86, ("#f3b3cb", "#ea9dbd")),
            (0.66, ("#fbd7e3", "#f6c4d7")),
        )
    ):
        for i in range(-3, 4):
            angle = math.radians(-90 + i * (27 + row * 4))
            tip = (x + size * reach * math.cos(angle), y + size * reach * math.sin(angle))
            side = size * 0.26
            px, py = -math.sin(angle) * side, math.cos(angle) * side
            middle = ((x * 1.1 + tip[0] * 0.9) / 2, (y * 1.1 + tip[1] * 0.9) / 2)
            a, b = (middle[0] + px, middle[1] + py), (middle[0] - px, middle[1] - py)
            c.shape(_curve((x, y), a, tip) + _curve(tip, b, (x, y)), colours[i % 2])
    c.disc((x, y - size * 0.1), size * 0.17, size * 0.12, "#f2c94c")


def _curve(start: Point, bend: Point, end: Point) -> list[Point]:
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


def lotus() -> Canvas:
    """Paint the lotus field that took the place of the third crop."""
    c = Canvas(1440, 900)
    c.shade(0, 300, ["#f6d6a8", "#fbe9c9", "#fdf4df"])
    c.glow((330, 190), 330, "#ffffff", 0.9)
    c.disc((330, 190), 56, None, "#fff7df")
    hills(c, 302, 96, "#cfd9b0", 81)
    hills(c, 302, 44, "#a7c08a", 84)
    for x, height in ((980, 170), (1040, 130), (1120, 190), (1260, 150)):
        palm(c, x, 304, height, "#6f9160")
    c.shade(300, 900, ["#bfd5b4", "#6ea58f", "#2f6f68"])
    leaves = sorted(_scatter(90, 150), key=lambda each: each[1])
    for a, b, s in leaves:
        near = b**1.2
        y, r = 318 + near * 580, 14 + 92 * near * (0.7 + 0.3 * s)
        colour = ("#4f9a68", "#3f875d", "#63ab74")[int(s * 3)]
        c.disc((a * 1500 - 30, y + r * 0.1), r, r * 0.36, "#2b665c")
        c.disc((a * 1500 - 30, y), r, r * 0.34, colour)
        for k in range(6):
            angle = k * 1.05 + s
            tip = (a * 1500 - 30 + r * 0.8 * math.cos(angle), y + r * 0.27 * math.sin(angle))
            c.line([(a * 1500 - 30, y), tip], "#7dbd87", 0.8 + near)
    for x, y, size in ((250, 452, 40), (520, 410, 30), (760, 440, 36), (1010, 420, 30), (1290, 470, 46),
                       (640, 560, 66), (1080, 600, 90), (330, 660, 118)):  # fmt: skip
        c.line([(x, y), (x + size * 0.1, y + size * 2.2)], "#4d8a58", size * 0.08 + 1)
        petals(c, x, y, size)
    for x, y, size in ((860, 690, 60), (150, 540, 30), (1390, 640, 50)):
        c.line([(x, y), (x - 6, y + size * 2.6)], "#4d8a58", size * 0.1)
        c.shape(_curve((x, y + size * 0.5), (x + size * 0.4, y), (x, y - size * 0.8))
                + _curve((x, y - size * 0.8), (x - size * 0.4, y), (x, y + size * 0.5)), "#e58fb0")  # fmt: skip
    return c


def chart_map() -> Canvas:
    """Draw the map of the canals, sluices and the flooded ground."""
    c = Canvas(1400, 1000)
    c.box((0, 0), (1400, 1000), "#f3ecd2")
    for a, b, s in _scatter(101, 80):
        x, y = a * 1400, b * 1000
        c.box((x, y), (80 + 90 * s, 50 + 50 * s), ("#ece2bd", "#e5e3b4", "#efe6cb")[int(s * 3)], 4)
    river = [(x, 150 + 60 * math.sin(x / 230) + x * 0.03) for x in range(-20, 1440, 10)]
    for half, colour in ((54, "#8cc7d4"), (44, "#5eb0c4")):
        banks = [(x, y - half) for x, y in river] + [(x, y + half) for x, y in reversed(river)]
        c.shape(banks, colour)
    ground = [
        (300, 430),
        (610, 396),
        (1010, 420),
        (1130, 560),
        (1060, 800),
        (700, 860),
        (380, 800),
        (260, 620),
    ]
    c.shape(ground, "#a8d8d8")
    inner = [(700 + (x - 700) * 0.86, 620 + (y - 620) * 0.86) for x, y in ground]
    c.shape(inner, "#7cc4c8")
    for a, b, s in _scatter(104, 70):
        x, y = 360 + a * 680, 460 + b * 330
        c.arc((x, y), (16 + 8 * s, 6), (200, 340), "#b9e4e0", 3)
    for path in ([(420, 190), (400, 460), (470, 1010)], [(1010, 170), (960, 500), (900, 1010)]):
        c.line(path, "#3f97b0", 22)
    c.line([(-10, 900), (470, 915), (900, 900), (1410, 940)], "#3f97b0", 16)
    for i, (x, y) in enumerate(((404, 410), (978, 404), (432, 760), (930, 760))):
        c.disc((x, y), 25, None, "#ffffff")
        c.disc((x, y), 20, None, "#b4532a")
        c.text((x, y), str(i + 1), 25, "#ffffff", weight="Bold")
    for x, y in ((560, 500), (640, 690), (820, 520), (790, 740), (540, 730)):
        for dx, dy in ((0, 0), (26, 10), (-22, 14)):
            c.shape(
                [(x + dx - 14, y + dy), (x + dx, y + dy - 15), (x + dx + 14, y + dy)], "#8a4b32"
            )
            c.box((x + dx - 10, y + dy), (20, 14), "#fff6e0")
    for x, y in ((402, 330), (986, 310)):
        c.line([(x, y - 40), (x, y + 24)], "#ffffff", 6)
        c.shape([(x - 14, y + 18), (x, y + 44), (x + 14, y + 18)], "#ffffff")
    c.text((720, 164), "Sông Tiền", 40, "#ffffff", weight="Bold")
    c.text((700, 608), "Đồng Gò Tràm", 44, "#0f4f5a", weight="Bold")
    c.text((700, 652), "340 ha trữ nước", 28, "#0f4f5a")
    c.text((286, 300), "Kênh Xáng Cũ", 27, "#2b6f84")
    c.text((1126, 320), "Kênh Chữ Nhật", 27, "#2b6f84")
    c.text((1180, 890), "Kênh Ranh", 27, "#2b6f84")
    c.box((1090, 640), (262, 176), "#fffaf0", 8)
    for y, colour, words in ((680, "#b4532a", "Cửa cống"), (728, "#7cc4c8", "Vùng trữ nước")):
        c.disc((1126, y), 14, None, colour)
        c.text((1154, y), words, 24, "#33424a", anchor="lm")
    c.line([(1112, 776), (1140, 776)], "#3f97b0", 10)
    c.text((1154, 776), "Kênh đào", 24, "#33424a", anchor="lm")
    c.disc((110, 820), 52, None, "#fffaf0")
    c.shape([(110, 776), (124, 822), (110, 812), (96, 822)], "#b4532a")
    c.text((110, 846), "B", 24, "#33424a", weight="Bold")
    return c


def highland() -> Canvas:
    """Paint the market in the mist, under its umbrellas."""
    c = Canvas(1600, 900)
    c.shade(0, 640, ["#9fb8cf", "#d9dfe3", "#f6ead7"])
    for base, rise, colour, seed in (
        (420, 300, "#a9b9c6", 2),
        (480, 250, "#8aa3ad", 7),
        (540, 210, "#6d9188", 11),
        (600, 150, "#5a8268", 16),
    ):
        hills(c, base + 60, rise, colour, seed)
        c.glow((400 + seed * 60, base + 50), 520, "#f4f1e8", 0.5)
    for row in range(9):
        y = 520 + row * 20
        c.line(
            [(x, y + 12 * math.sin(x / 120 + row * 0.5)) for x in range(0, 1601, 8)],
            ("#79a65b", "#d3c267")[row % 2],
            8,
        )
    c.shade(690, 900, ["#b08e63", "#8e6d49"])
    c.shape([(0, 690), (0, 672), (520, 664), (1100, 676), (1600, 662), (1600, 700)], "#b08e63")
    for x, y, r, one, two in (
        (190, 560, 150, "#c8373f", "#f0d9a8"), (520, 530, 160, "#2f5fa3", "#f3e6c4"), (880, 556, 156, "#d98a23", "#f7ecd2"),
        (1220, 532, 160, "#7a3b8f", "#efd9ea"), (1500, 566, 140, "#2f8a63", "#f0ecce"),
    ):  # fmt: skip
        c.box((x - 4, y), (8, 190), "#5d4431")
        for k in range(8):
            a, b = -1 + k / 4, -1 + (k + 1) / 4
            c.shape(
                [(x, y - r * 0.55), (x + r * a, y + 6 * abs(a)), (x + r * b, y + 6 * abs(b))],
                one if k % 2 else two,
            )
        c.box((x - r * 0.8, 676), (r * 1.6, 60), "#7b583a", 4)
        for k in range(7):
            bx = x - r * 0.7 + k * r * 0.23
            c.disc(
                (bx, 672),
                19,
                15,
                ("#e8b23a", "#b53b3b", "#7fa64a", "#d9763b", "#5a3f8f")[(k + int(x)) % 5],
            )
    for i, (x, y) in enumerate(
        (
            (90, 800),
            (340, 770),
            (420, 812),
            (690, 790),
            (760, 826),
            (1040, 780),
            (1110, 818),
            (1370, 800),
            (1460, 830),
        )
    ):
        skirt = ("#1f2a52", "#7a2340", "#22503f", "#3b2a63")[i % 4]
        trim = ("#e2554d", "#f0b43a", "#4fb3a5", "#ea6fa0")[i % 4]
        c.disc((x, y + 46), 58, 9, "#76593b")
        c.shape([(x - 20, y - 40), (x + 20, y - 40), (x + 52, y + 44), (x - 52, y + 44)], skirt)
        c.shape([(x - 45, y + 24), (x + 45, y + 24), (x + 50, y + 38), (x - 50, y + 38)], trim)
        c.shape([(x - 38, y + 8), (x + 38, y + 8), (x + 40, y + 14), (x - 40, y + 14)], "#f3e3b5")
        c.shape([(x - 26, y - 96), (x + 26, y - 96), (x + 22, y - 36), (x - 22, y - 36)], "#23263d")
        c.line([(x - 24, y - 92), (x, y - 60), (x + 24, y - 92)], trim, 6)
        c.disc((x, y - 114), 19, 21, "#cf9468")
        c.shape([(x - 28, y - 118), (x - 20, y - 146), (x + 20, y - 146), (x + 28, y - 118)], trim)
        c.box((x - 28, y - 124), (56, 9), "#f3e3b5")
        if i % 3 == 0:
            c.shape(
                [(x + 16, y - 100), (x + 58, y - 104), (x + 50, y - 30), (x + 22, y - 30)],
                "#b58849",
            )
            c.disc((x + 37, y - 104), 24, 13, "#6f9c46")
    return c


def brocade() -> Canvas:
    """Weave a cloth: bands of indigo and red, lozenges, stars and zigzags."""
    c = Canvas(1440, 960)
    c.box((0, 0), (1440, 960), "#1e2748")
    bands = ((0, 90, "#a52a3a"), (90, 18, "#f0c04a"), (262, 16, "#3fa796"), (278, 150, "#7d1f3c"), (428, 16, "#3fa796"),
             (600, 18, "#f0c04a"), (618, 110, "#a52a3a"), (728, 18, "#f0c04a"), (880, 80, "#7d1f3c"))  # fmt: skip
    for y, height, colour in bands:
        c.box((0, y), (1440, height), colour)

    def lozenge(x: float, y: float, across: float, down: float, colour: str) -> None:
        c.shape([(x - across, y), (x, y - down), (x + across, y), (x, y + down)], colour)

    for k in range(13):
        x = k * 120
        for across, colour in ((56, "#f0c04a"), (44, "#1e2748"), (32, "#e8e0c8"), (18, "#c8373f")):
            lozenge(x, 184, across, across * 1.2, colour)
        lozenge(x + 60, 184, 16, 20, "#3fa796")
        for across, colour in ((56, "#ea6fa0"), (42, "#1e2748"), (28, "#4fb3a5"), (14, "#f6e7b4")):
            lozenge(x + 60, 522, across, across * 1.2, colour)
        lozenge(x, 522, 16, 20, "#f0c04a")
        for across, colour in ((50, "#4fb3a5"), (36, "#1e2748"), (22, "#f0c04a")):
            lozenge(x, 814, across, across * 1.1, colour)
        lozenge(x + 60, 814, 18, 18, "#ea6fa0")
    for k in range(19):
        x = k * 80
        for arm in range(8):
            angle = arm * math.pi / 4
            c.line(
                [(x, 353), (x + 34 * math.cos(angle), 353 + 44 * math.sin(angle))],
                ("#f6e7b4", "#f0c04a")[arm % 2],
                8,
            )
        lozenge(x + 40, 353, 12, 16, "#4fb3a5")
    for y, colour in (
        (30, "#f6e7b4"),
        (56, "#f0c04a"),
        (656, "#f6e7b4"),
        (690, "#4fb3a5"),
        (912, "#f0c04a"),
    ):
        c.line([(x, y + (14 if (x // 24) % 2 else -8)) for x in range(0, 1465, 24)], colour, 7)
    threads = Image.new("L", c.image.size, 0)
    pen = ImageDraw.Draw(threads)
    for x in range(0, c.image.width, 8):
        pen.line([(x, 0), (x, c.image.height)], fill=34, width=3)
    c.image.paste(Image.new("RGB", c.image.size, "#000000"), mask=threads)
    fold = np.sin(np.linspace(0, 5 * np.pi, c.image.width)) * 34 + 34
    shadow = np.repeat(fold[None, :], c.image.height, axis=0).astype("uint8")
    c.image.paste(Image.new("RGB", c.image.size, "#0a0d1c"), mask=Image.fromarray(shadow))
    return c


def hearth() -> Canvas:
    """Paint the pot over its fire in a smoky kitchen."""
    c = Canvas(1440, 900)
    c.shade(0, 900, ["#2a211f", "#3d2b24", "#5a3a28"])
    for x in range(0, 1440, 120):
        c.box((x, 0), (112, 620), ("#4a3529", "#443026", "#513a2c")[x // 120 % 3])
    c.glow((720, 640), 640, "#ff9d3c", 0.75)
    c.box((0, 620), (1440, 280), "#3a2820")
    c.glow((720, 740), 520, "#d9722e", 0.6)
    for x in (430, 1010):
        c.disc((x, 745), 130, 74, "#54473f")
        c.disc((x, 732), 122, 64, "#6b5c50")
    for angle, length in ((-28, 300), (24, 320), (-8, 360), (12, 340), (160, 300)):
        a = math.radians(angle)
        c.line(
            [
                (720 - length * math.cos(a), 800 - length * math.sin(a) * 0.3),
                (720 + length * math.cos(a) * 0.7, 800 + length * math.sin(a) * 0.3),
            ],
            "#2c1c15",
            30,
        )
        c.line(
            [(720 - length * 0.5 * math.cos(a), 796 - length * 0.15 * math.sin(a)), (720, 796)],
            "#ff7a2b",
            8,
        )
    for x, height, half in (
        (560, 130, 40),
        (640, 200, 58),
        (720, 240, 70),
        (800, 190, 56),
        (884, 130, 42),
    ):
        for share, colour in (
            (1, "#e4572e"),
            (0.74, "#ff9a3d"),
            (0.48, "#ffd166"),
            (0.26, "#fff3c4"),
        ):
            w, h = half * share, height * share
            c.shape(
                _curve((x, 806 - h), (x + w, 806 - h * 0.35), (x, 810))
                + _curve((x, 810), (x - w, 806 - h * 0.35), (x, 806 - h)),
                colour,
            )
    c.shape(
        _curve((430, 430), (520, 660), (720, 668)) + _curve((720, 668), (920, 660), (1010, 430)),
        "#1b1a1f",
    )
    c.disc((720, 430), 292, 74, "#26252c")
    c.disc((720, 428), 272, 60, "#6e3f22")
    c.disc((720, 432), 258, 50, "#9a5a2a")
    for a, b, s in _scatter(131, 60):
        angle, out = a * 6.283, b**0.5
        x, y = 720 + 236 * out * math.cos(angle), 432 + 42 * out * math.sin(angle)
        c.disc(
            (x, y), 9 + 14 * s, 4 + 5 * s, ("#c98a4a", "#7c4420", "#e0b070", "#5f8f3f")[int(s * 4)]
        )
    c.arc((720, 430), (282, 67), (180, 360), "#4a4852", 5)
    for x in (418, 1022):
        c.arc((x, 430), (28, 22), (0, 360), "#1b1a1f", 12)
    steam = Image.new("L", c.image.size, 0)
    pen = ImageDraw.Draw(steam)
    for start, sway in ((560, 1.0), (700, 2.4), (850, 4.1)):
        for i in range(70):
            y = 400 - i * 5.6
            x = start + 46 * math.sin(i * 0.11 + sway) * (i / 50)
            r = 14 + i * 0.75
            box = [v * OVERSAMPLING for v in (x - r, y - r, x + r, y + r)]
            pen.ellipse(box, fill=max(4, 74 - i))
    steam = steam.filter(ImageFilter.BoxBlur(16 * OVERSAMPLING))
    c.image.paste(Image.new("RGB", c.image.size, "#f6eadb"), mask=steam)
    for x in (180, 1230):
        c.line([(x, 0), (x, 150)], "#2a1d16", 5)
        for k in range(6):
            c.shape(
                [
                    (x - 18 + (k % 2) * 16, 150 + k * 24),
                    (x + 6 + (k % 2) * 16, 150 + k * 24),
                    (x - 4 + (k % 2) * 16, 206 + k * 24),
                ],
                ("#e9c35c", "#d9a63e")[k % 2],
            )
    return c


FLOOD, FAIR = "mua-nuoc-noi_files", "cho-phien_files"
# Where each picture goes, and how large: a page has the same picture in several sizes and forms.
PICTURES: tuple[tuple[Callable[[], Canvas], tuple[tuple[str, int], ...]], ...] = (
    (dawn, ((f"{FLOOD}/song-binh-minh.jpg", 1000), (f"{FLOOD}/song-binh-minh.webp", 1600))),
    (stilt_house, ((f"{FLOOD}/nha-san.jpg", 1440),)),
    (chart, ((f"{FLOOD}/bieu-do-dinh-nuoc.png", 1400),)),
    (market, ((f"{FLOOD}/cho-noi.jpg", 1200),)),
    (flower_boat, ((f"{FLOOD}/xuong-bong.jpg", 1200),)),
    (trap, ((f"{FLOOD}/lop-tre.jpg", 800), (f"{FLOOD}/lop-tre.webp", 1440))),
    (lotus, ((f"{FLOOD}/dong-sen.jpg", 800), (f"{FLOOD}/dong-sen.avif", 1440))),
    (chart_map, ((f"{FLOOD}/ban-do-duong-nuoc.png", 1400),)),
    (highland, ((f"{FAIR}/phien-cho.jpg", 1600), (f"{FAIR}/thumb-phien-cho.jpg", 730))),
    (brocade, ((f"{FAIR}/tho-cam.jpg", 1440), (f"{FAIR}/thumb-tho-cam.jpg", 730))),
    (hearth, ((f"{FAIR}/bep-lua.jpg", 730),)),
)


def save(picture: Image.Image, path: Path, width: int) -> None:
    """Write `picture` at `width` in the form its name asks for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    size = (width, round(picture.height * width / picture.width))
    picture = picture.resize(size, Image.Resampling.LANCZOS)
    match path.suffix:
        case ".png":
            picture.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
        case ".jpg":
            picture.save(path, quality=78, optimize=True, progressive=True)
        case ".webp":
            picture.save(path, quality=80, method=6)
        case _:
            picture.save(path, quality=68, speed=4, max_threads=1)


def draw(folder: Path) -> list[Path]:
    """Draw every picture below `folder` and return their paths."""
    made = []
    for scene, files in PICTURES:
        picture = scene().finished()
        for name, width in files:
            save(picture, folder / name, width)
            made.append(folder / name)
    return made


if __name__ == "__main__":
    for each in draw(ROOT / "examples"):
        sys.stdout.write(f"{each.relative_to(ROOT)} {each.stat().st_size // 1024} KB\n")

"""The pictures of the market in the mountains."""

# ruff: noqa: C901  a picture is drawn stroke by stroke
from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tests.tools.canvas import OVERSAMPLING, Canvas, curve, scatter
from tests.tools.figures import hills


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
        (190, 560, 150, "#c8373f", "#f0d9a8"),
        (520, 530, 160, "#2f5fa3", "#f3e6c4"),
        (880, 556, 156, "#d98a23", "#f7ecd2"),
        (1220, 532, 160, "#7a3b8f", "#efd9ea"),
        (1500, 566, 140, "#2f8a63", "#f0ecce"),
    ):
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
    bands = (
        (0, 90, "#a52a3a"),
        (90, 18, "#f0c04a"),
        (262, 16, "#3fa796"),
        (278, 150, "#7d1f3c"),
        (428, 16, "#3fa796"),
        (600, 18, "#f0c04a"),
        (618, 110, "#a52a3a"),
        (728, 18, "#f0c04a"),
        (880, 80, "#7d1f3c"),
    )
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
                curve((x, 806 - h), (x + w, 806 - h * 0.35), (x, 810))
                + curve((x, 810), (x - w, 806 - h * 0.35), (x, 806 - h)),
                colour,
            )
    c.shape(
        curve((430, 430), (520, 660), (720, 668)) + curve((720, 668), (920, 660), (1010, 430)),
        "#1b1a1f",
    )
    c.disc((720, 430), 292, 74, "#26252c")
    c.disc((720, 428), 272, 60, "#6e3f22")
    c.disc((720, 432), 258, 50, "#9a5a2a")
    for a, b, s in scatter(131, 60):
        turn, out = a * 6.283, b**0.5
        crumb = (720 + 236 * out * math.cos(turn), 432 + 42 * out * math.sin(turn))
        c.disc(
            crumb, 9 + 14 * s, 4 + 5 * s, ("#c98a4a", "#7c4420", "#e0b070", "#5f8f3f")[int(s * 4)]
        )
    c.arc((720, 430), (282, 67), (180, 360), "#4a4852", 5)
    for x in (418, 1022):
        c.arc((x, 430), (28, 22), (0, 360), "#1b1a1f", 12)
    steam = Image.new("L", c.image.size, 0)
    pen = ImageDraw.Draw(steam)
    for start, swing in ((560, 1.0), (700, 2.4), (850, 4.1)):
        for i in range(70):
            up = 400 - i * 5.6
            across = start + 46 * math.sin(i * 0.11 + swing) * (i / 50)
            r = 14 + i * 0.75
            box = [v * OVERSAMPLING for v in (across - r, up - r, across + r, up + r)]
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

"""The pictures of the flood season."""

# ruff: noqa: C901  a picture is drawn stroke by stroke
from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter

from tests.tools.canvas import OVERSAMPLING, Canvas, Point, curve, scatter
from tests.tools.figures import fish, glints, hills, palm, person, petals, sampan, sampan_front


def dawn() -> Canvas:
    """Paint the flooded fields at dawn, with a rower."""
    c = Canvas(1600, 900)
    horizon = 520
    c.shade(0, horizon, ["#24305e", "#5a4a86", "#c8667a", "#f59a5b", "#ffd58a"])
    c.glow((1060, 505), 520, "#fff0c0", 0.9)
    c.disc((1060, 500), 74, None, "#fff3cf")
    for x, y, w, colour in (
        (300, 170, 260, "#6a5590"),
        (420, 196, 190, "#7d5f94"),
        (1240, 236, 240, "#b96a80"),
        (1120, 258, 170, "#c97880"),
        (760, 318, 220, "#de8577"),
    ):
        c.disc((x, y), w, 11, colour)
    hills(c, horizon + 2, 130, "#8c5a7c", 5)
    hills(c, horizon + 2, 70, "#6b4770", 9)
    hills(c, horizon + 2, 24, "#4a3560", 21)
    for x, height in ((150, 190), (205, 150), (330, 215), (1330, 170), (1405, 225), (1478, 160)):
        palm(c, x, horizon + 4, height, "#33264c")
    c.shape(
        [
            (560, horizon),
            (560, 486),
            (545, 486),
            (600, 452),
            (655, 486),
            (640, 486),
            (640, horizon),
        ],
        "#33264c",
    )
    c.box((590, 494), (20, 26), "#ffd27a")
    c.mirror(horizon, "#3a2f5c", 0.36)
    glints(c, horizon, ["#ffcf90", "#f3a271", "#7a5c8c", "#ffe3ad"], 120, 3)
    for i in range(26):
        down = horizon + 8 + i * i * 0.5
        c.disc((1060 + 14 * math.sin(i * 1.9), down), 60 - i * 1.2, 1.6 + i * 0.07, "#ffeab8")
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
    for x, y, r in (
        (210, 150, 60),
        (280, 130, 80),
        (370, 156, 58),
        (1090, 110, 50),
        (1160, 92, 66),
        (1235, 114, 46),
    ):
        c.disc((x, y), r * 1.5, r * 0.62, "#ffffff")
    hills(c, water, 120, "#a9cfc0", 14)
    hills(c, water, 64, "#7fb79a", 33)
    for a, b, s in scatter(8, 46):
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


def market() -> Canvas:
    """Paint boats meeting bow to bow at a fork of the canal."""
    c = Canvas(1200, 900)
    c.shade(0, 340, ["#ffe1a6", "#fdf0cf"])
    c.glow((880, 150), 420, "#ffffff", 0.8)
    hills(c, 342, 120, "#b9cf95", 41)
    for a, b, s in scatter(17, 60):
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
        (330, 440, 320, "#5a3d2b", "#a5774f", "#c2557a"),
        (860, 450, 330, "#4d3a44", "#94727e", "#3f7f8c"),
        (260, 600, 430, "#6a4630", "#b08054", "#3d6fb0"),
        (930, 620, 450, "#503522", "#9a6c45", "#d0703c"),
        (560, 780, 620, "#5b3b27", "#ab7b50", "#5b8f4a"),
    )
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
            c.shape(
                [
                    (bx - length * 0.052, by - 4),
                    (bx + length * 0.052, by - 4),
                    (bx + length * 0.04, by + length * 0.05),
                    (bx - length * 0.04, by + length * 0.05),
                ],
                "#b88746",
            )
        sampan_front(c, x, y, length, hull)
    return c


def flower_boat() -> Canvas:
    """Paint a boat seen from above, laden with flowers of the season."""
    c = Canvas(1200, 900)
    c.shade(0, 900, ["#2f7f86", "#256a74", "#1d5763"])
    for a, b, s in scatter(51, 150):
        c.arc((a * 1200, b * 900), (30 + 60 * s, 8 + 12 * s), (200, 340), "#4a9a9c", 2)
    for a, b, s in scatter(52, 22):
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
        for a, b, s in scatter(int(x), 230):
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


def trap() -> Canvas:
    """Paint the bamboo trap under water, with what goes in and what goes by."""
    c = Canvas(1440, 900)
    c.shade(0, 170, ["#fbe3b3", "#f8f0d4"])
    c.shade(170, 900, ["#7fc4b6", "#3f938f", "#22646e", "#123f4b"])
    for x, lean in ((180, 160), (420, 200), (820, 260), (1130, 320)):
        c.image.paste(
            Image.new("RGB", c.image.size, "#bfe8d4"),
            mask=ray(c, [(x, 170), (x + 120, 170), (x + 120 + lean, 820), (x - 60 + lean, 820)]),
        )
    wave = [(x, 170 + 7 * math.sin(x / 46)) for x in range(0, 1441, 6)]
    c.line(wave, "#eafaf0", 5)
    hills(c, 905, 120, "#3a4a3a", 61)
    hills(c, 905, 62, "#2a362e", 67)
    for a, b, s in scatter(71, 34):
        foot, height = a * 1440, 90 + 230 * b
        for k in range(10):
            up = 880 - height * k / 10
            sway = 16 * math.sin(k * 0.8 + s * 6)
            c.disc((foot + sway, up), 6, 16, ("#4f8f58", "#3b7a50", "#6aa864")[int(s * 3)])
    left, right, mid, half = 420, 1080, 560, 130
    c.line([(470, mid - half), (430, 40)], "#7d5b34", 10)
    c.line([(1030, mid - half + 20), (1060, 40)], "#7d5b34", 10)
    for i in range(11):
        v = math.cos(math.pi * i / 10)
        bulge = [
            (
                left + (right - left) * t / 30,
                mid + v * half * (1 - 0.55 * max(0, t / 30 - 0.72) / 0.28),
            )
            for t in range(31)
        ]
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
    for x, y, size, way in (
        (150, 470, 150, 1),
        (250, 640, 96, 1),
        (120, 720, 80, 1),
        (1240, 430, 210, 1),
        (1290, 660, 110, 1),
        (330, 380, 74, 1),
        (1180, 770, 70, -1),
    ):
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


def ray(c: Canvas, points: Sequence[Point]) -> Image.Image:
    mask = Image.new("L", c.image.size, 0)
    ImageDraw.Draw(mask).polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points], fill=26)
    return mask.filter(ImageFilter.BoxBlur(12 * OVERSAMPLING))


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
    leaves = sorted(scatter(90, 150), key=lambda each: each[1])
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
    for x, y, size in (
        (250, 452, 40),
        (520, 410, 30),
        (760, 440, 36),
        (1010, 420, 30),
        (1290, 470, 46),
        (640, 560, 66),
        (1080, 600, 90),
        (330, 660, 118),
    ):
        c.line([(x, y), (x + size * 0.1, y + size * 2.2)], "#4d8a58", size * 0.08 + 1)
        petals(c, x, y, size)
    for x, y, size in ((860, 690, 60), (150, 540, 30), (1390, 640, 50)):
        c.line([(x, y), (x - 6, y + size * 2.6)], "#4d8a58", size * 0.1)
        c.shape(
            curve((x, y + size * 0.5), (x + size * 0.4, y), (x, y - size * 0.8))
            + curve((x, y - size * 0.8), (x - size * 0.4, y), (x, y + size * 0.5)),
            "#e58fb0",
        )
    return c

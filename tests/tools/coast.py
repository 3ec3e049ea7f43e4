"""The pictures of salt fields, a ferry, a lighthouse and the vats of fish sauce."""

from __future__ import annotations

import math

from tests.tools.canvas import Canvas, scatter
from tests.tools.figures import glints, hills, palm, person, petals, sampan, sampan_front


def salt() -> Canvas:
    """Paint the salt fields before sunrise, two people at their rakes."""
    c = Canvas(1600, 960)
    c.shade(0, 430, ["#1d2a4d", "#4a4a7d", "#a9698a", "#f0a07c"])
    c.glow((1180, 430), 560, "#ffe0b0", 0.85)
    hills(c, 432, 70, "#4b456f", 6)
    c.shade(430, 960, ["#8f8396", "#5f6b86"])
    rows = [(436, 486), (494, 560), (570, 662), (676, 800), (818, 980)]
    for n, (top, foot) in enumerate(rows):
        left, right, next_left, next_right = (
            800 + (edge - 800) * (0.5 + 0.22 * n + step)
            for step in (0.0, 0.2)
            for edge in (-60, 1660)
        )
        for k in range(4):
            a, b = k / 4 + 0.008, (k + 1) / 4 - 0.008
            c.shape(
                [
                    (left + (right - left) * a, top),
                    (left + (right - left) * b, top),
                    (next_left + (next_right - next_left) * b, foot),
                    (next_left + (next_right - next_left) * a, foot),
                ],
                (("#d99b93", "#e8b49c", "#f3cfa6", "#d08f98"), ("#7f86a8", "#9d92ac", "#c9a4a8"))[
                    (n + k) % 2
                ][(n * 3 + k) % 3],
            )
    for x, y, size in ((420, 700, 150), (1090, 610, 104)):
        person(c, x, y, size, "#2a2f4c", "#d9c39a")
        c.box((x - size * 0.2, y - 6), (size * 0.13, size * 0.42), "#1c2038")
        c.box((x + size * 0.06, y - 6), (size * 0.13, size * 0.42), "#1c2038")
        c.line(
            [(x + size * 0.2, y - size * 0.35), (x + size * 1.25, y + size * 0.42)], "#33293a", 6
        )
        c.line(
            [(x + size * 1.02, y + size * 0.47), (x + size * 1.48, y + size * 0.37)], "#33293a", 9
        )
        c.glow((x + size * 0.05, y - size * 0.84), size * 0.5, "#fff3c4", 0.9)
    for x, y, size in ((1300, 760, 90), (1420, 790, 120), (1240, 812, 70), (210, 860, 110)):
        c.shape(
            [(x - size, y + size * 0.5), (x, y - size * 0.34), (x + size, y + size * 0.5)],
            "#f7efe6",
        )
        c.shape(
            [(x, y - size * 0.34), (x + size, y + size * 0.5), (x + size * 0.2, y + size * 0.5)],
            "#cdbfc6",
        )
    return c


def ferry() -> Canvas:
    """Paint the ferry in the evening, schoolchildren and bicycles on it."""
    c = Canvas(1600, 1000)
    water = 470
    c.shade(0, water, ["#6fa8c4", "#c9dcc9", "#f8dfa4"])
    c.glow((360, 430), 460, "#fff2c6", 0.9)
    for a, b, s in scatter(61, 60):
        c.disc(
            (a * 1600, water - 4 - 30 * b),
            30 + 34 * s,
            20 + 20 * s,
            ("#4c7f5f", "#5f9468", "#3c6a54")[int(s * 3)],
        )
    for x, height in ((90, 210), (1380, 240), (1480, 190), (1240, 170)):
        palm(c, x, water + 2, height, "#35604c")
    c.mirror(water, "#3f7c80", 0.45)
    glints(c, water, ["#f6dfa5", "#a9cbb9", "#5f9a95", "#fff0c8"], 150, 17)
    sampan(c, 830, 800, 1060, "#4d3325", "#8a6445")
    c.line([(1262, 640), (1262, 790)], "#5b3d2a", 9)
    c.glow((1262, 634), 70, "#ffe7a0", 0.9)
    c.box((1250, 618), (24, 30), "#d9902f", 5)
    for x, colour in (
        (520, "#ffffff"),
        (610, "#f4f7fb"),
        (700, "#ffffff"),
        (800, "#f7f7f2"),
        (890, "#ffffff"),
        (980, "#f2f6fa"),
    ):
        c.box((x - 30, 690), (60, 92), colour, 16)
        c.disc((x, 664), 27, 30, "#d8a47c")
        c.shape(
            [(x - 30, 660), (x - 26, 636), (x, 624), (x + 26, 636), (x + 30, 660), (x, 646)],
            "#241d22",
        )
        c.shape([(x - 3, 700), (x + 3, 700), (x + 9, 742), (x, 754), (x - 9, 742)], "#c33b3b")
    for x in (440, 1080):
        for wheel in (0, 112):
            c.arc((x + wheel, 752), (46, 46), (0, 360), "#2a2c33", 6)
            c.disc((x + wheel, 752), 6, None, "#2a2c33")
        c.line([(x, 752), (x + 42, 690), (x + 96, 690), (x + 54, 752), (x, 752)], "#b0453a", 7)
        c.line([(x + 112, 752), (x + 92, 668), (x + 122, 660)], "#2a2c33", 6)
    person(c, 1180, 762, 150, "#3a5570")
    c.line([(1226, 690), (1410, 892)], "#3b271c", 9)
    sampan_front(c, 830, 800, 1060, "#4d3325")
    for width in (240, 420, 620):
        c.arc((830, 852), (width, width * 0.08), (10, 170), "#d9e6c8", 3)
    return c


def lighthouse() -> Canvas:
    """Paint the lighthouse at dusk, its beam over the sea."""
    c = Canvas(1440, 1080)
    c.shade(0, 700, ["#10203f", "#2c4470", "#8d7596", "#e79f7e"])
    for a, b, s in scatter(71, 60):
        c.disc((a * 1440, b * 330), 1 + 1.4 * s, None, "#d9e2f2")
    c.shade(700, 1080, ["#3d4f78", "#1a2a4c"])
    glints(c, 700, ["#e2a587", "#5d6f9a", "#8f86a5"], 120, 27)
    c.shape([(930, 236), (0, 90), (0, 330)], "#f4e6b4")
    c.glow((930, 236), 420, "#fff5cf", 0.95)
    c.shape(
        [
            (620, 900),
            (700, 760),
            (800, 690),
            (960, 664),
            (1120, 700),
            (1260, 800),
            (1440, 860),
            (1440, 1080),
            (560, 1080),
        ],
        "#22253a",
    )
    c.shape([(800, 690), (960, 664), (1120, 700), (1010, 740), (860, 742)], "#3a3c55")
    c.shape([(872, 690), (892, 300), (968, 300), (990, 690)], "#eee7dc")
    c.shape([(934, 300), (968, 300), (990, 690), (940, 690)], "#bdb3b3")
    for y in (400, 540):
        c.shape(
            [
                (889 - (y - 300) * 0.05, y),
                (971 + (y - 300) * 0.055, y),
                (974 + (y - 300) * 0.06, y + 60),
                (886 - (y - 300) * 0.055, y + 60),
            ],
            "#b5413a",
        )
    c.box((876, 284), (110, 18), "#2b2f45", 4)
    c.box((900, 206), (62, 80), "#ffedb0", 4)
    for x in (900, 930, 958):
        c.box((x, 206), (5, 80), "#2b2f45")
    c.shape([(888, 208), (931, 160), (974, 208)], "#b5413a")
    c.box((1040, 640), (120, 70), "#cfc3b4", 4)
    c.shape([(1028, 644), (1100, 596), (1172, 644)], "#7a3f3a")
    c.box((1080, 662), (28, 30), "#ffe09a")
    sampan(c, 300, 880, 200, "#0f1830", "#35405f")
    c.glow((330, 850), 60, "#fff0b8", 0.9)
    return c


def barrels() -> Canvas:
    """Paint the rows of vats, light falling from the roof."""
    c = Canvas(1600, 900)
    c.shade(0, 900, ["#2c2320", "#4b382c", "#2f241e"])
    for x in (330, 800, 1270):
        c.shape([(x - 40, 0), (x + 40, 0), (x + 190, 900), (x - 190, 900)], "#6b5340")
        c.glow((x, 40), 420, "#f6dca8", 0.6)
    for y in (60, 130):
        c.box((0, y), (1600, 22), "#1e1713")
    for row, (y, wide, tall, gap) in enumerate(((330, 150, 210, 178), (470, 230, 330, 268))):
        for k in range(-1, 10):
            x = k * gap + (90 if row else 0)
            c.shape(
                [(x, y), (x + wide, y), (x + wide * 1.06, y + tall), (x - wide * 0.06, y + tall)],
                ("#8a5f3c", "#9a6c45")[row],
            )
            c.shape(
                [
                    (x + wide * 0.72, y),
                    (x + wide, y),
                    (x + wide * 1.06, y + tall),
                    (x + wide * 0.76, y + tall),
                ],
                ("#6d4a2e", "#784f30")[row],
            )
            for step in range(1, 7):
                edge = x + wide * step / 7
                c.line(
                    [(edge, y), (edge + (edge - x - wide / 2) * 0.12, y + tall)],
                    ("#704c30", "#7d5535")[row],
                    3,
                )
            for part in (0.16, 0.22, 0.74, 0.8):
                c.line(
                    [
                        (x - wide * 0.06 * part, y + tall * part),
                        (x + wide * (1 + 0.06 * part), y + tall * part),
                    ],
                    "#d0a566",
                    7,
                )
            c.disc((x + wide / 2, y), wide / 2, wide * 0.11, "#5a3d27")
            c.disc((x + wide / 2, y), wide / 2 - 12, wide * 0.11 - 6, "#c9b59a")
            if row:
                c.box((x + wide / 2 - 9, y + tall * 0.86), (18, 26), "#3a281b", 3)
                c.disc((x + wide / 2, y + tall + 12), 34, 12, "#7f7a76")
                c.disc((x + wide / 2, y + tall + 9), 27, 8, "#b5651d")
    c.shade(812, 900, ["#3a2d25", "#221a15"])
    return c


def river() -> Canvas:
    """Paint the cover: a wide river at daybreak, one boat, lotus at its near bank."""
    c = Canvas(1240, 1754)
    line = 800
    c.shade(0, line, ["#1c3a5e", "#3f6c86", "#8fb0a4", "#f2d09a", "#f6b878"])
    c.glow((760, 770), 620, "#fff0c4", 0.9)
    c.disc((760, 772), 88, None, "#fff4d8")
    for x, y, w, colour in (
        (260, 470, 240, "#6f93a0"),
        (420, 506, 180, "#86a7a6"),
        (1000, 560, 210, "#d9b98e"),
        (900, 600, 150, "#e8c391"),
    ):
        c.disc((x, y), w, 12, colour)
    hills(c, line + 2, 120, "#6d8a86", 5)
    hills(c, line + 2, 60, "#4b6f6c", 12)
    for x, height in ((96, 250), (170, 200), (250, 280), (1010, 220), (1090, 290), (1170, 240)):
        palm(c, x, line + 4, height, "#274c4c")
    c.mirror(line, "#1f4a56", 0.4)
    # There is more water than sky to be seen in it.
    c.shade(2 * line - 6, 1754, ["#1d405b", "#16324a"])
    glints(c, line, ["#f6cf95", "#8fb8a8", "#3f7680", "#ffe6b4"], 240, 31)
    for i in range(34):
        c.disc(
            (760 + 16 * math.sin(i * 1.7), line + 10 + i * i * 0.62),
            74 - i * 1.4,
            2 + i * 0.1,
            "#ffe7b8",
        )
    sampan(c, 480, 1190, 520, "#14292f", "#3f4f48")
    person(c, 400, 1164, 158, "#223a44", "#e2b878")
    c.line([(446, 1088), (336, 1262)], "#14292f", 8)
    for width in (200, 330, 470):
        c.arc((470, 1222), (width, width * 0.085), (12, 168), "#e9c692", 3)
    for a, b, s in scatter(41, 34):
        leaf, wide = (a * 1240, 1420 + b * 330), 70 + 90 * s * (0.5 + b)
        c.disc(leaf, wide, wide * 0.3, ("#2f6b58", "#24584c", "#3d7d62")[int(s * 3)])
        c.line([leaf, (leaf[0] + wide * 0.8, leaf[1] - wide * 0.1)], "#1c463d", 3)
    for x, y, size in ((180, 1470, 92), (520, 1580, 120), (900, 1490, 100), (1110, 1600, 84)):
        c.line([(x, y + 10), (x + 8, y + size * 1.5)], "#24584c", 9)
        petals(c, x, y, size)
    return c

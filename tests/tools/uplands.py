"""The pictures of a school in the mist, a loom and old tea."""

from __future__ import annotations

import math

from tests.tools.canvas import Canvas, curve, scatter
from tests.tools.figures import hills


def school() -> Canvas:
    """Paint the school in the clearing mist, its flag above."""
    c = Canvas(1600, 960)
    c.shade(0, 620, ["#bcd0dc", "#e6ebe6", "#f7efdc"])
    for base, rise, colour, seed in (
        (480, 330, "#b3c2c8", 3),
        (560, 260, "#8fa9a6", 8),
        (640, 190, "#6f957f", 15),
    ):
        hills(c, base, rise, colour, seed)
        c.glow((300 + seed * 70, base), 560, "#f5f3ea", 0.6)
    c.shade(640, 960, ["#7da36a", "#5d8552"])
    c.shape([(0, 960), (420, 760), (760, 724), (900, 760), (520, 960)], "#c9ab7e")
    c.box((640, 520), (620, 210), "#b98a5a")
    for x in range(650, 1260, 26):
        c.line([(x, 520), (x, 730)], "#a57849", 2)
    c.shape([(580, 540), (720, 400), (1180, 400), (1320, 540)], "#7c8f9c")
    for i in range(11):
        c.line([(720 - 14 * i + 4, 400 + 14 * i), (1180 + 14 * i - 4, 400 + 14 * i)], "#6b7e8b", 2)
    for x in (690, 830, 1090):
        c.box((x, 570), (96, 84), "#5c4028", 3)
        c.box((x + 8, 578), (80, 68), "#ffe6a8")
        c.line([(x + 48, 578), (x + 48, 646)], "#5c4028", 5)
    c.box((970, 570), (84, 160), "#4b3421", 3)
    c.line([(430, 250), (430, 790)], "#8f8a80", 8)
    c.box((434, 262), (150, 96), "#cf2e2e")
    c.shape(
        [
            (509 + 30 * math.sin(k * math.pi * 0.8), 310 - 30 * math.cos(k * math.pi * 0.8))
            for k in range(5)
        ],
        "#f5d547",
    )
    c.disc((509, 310), 13, None, "#f5d547")
    for x, y, colour in (
        (560, 800, "#c8373f"),
        (640, 782, "#2f5fa3"),
        (712, 800, "#d98a23"),
        (800, 788, "#7a3b8f"),
    ):
        c.box((x - 20, y - 52), (40, 60), colour, 12)
        c.disc((x, y - 70), 19, None, "#d9a679")
        c.disc((x, y - 78), 19, 12, "#2a2024")
        c.box((x - 14, y + 6), (10, 32), "#2b2b33")
        c.box((x + 4, y + 6), (10, 32), "#2b2b33")
    for i in range(9):
        c.disc((1270 + 22 * math.sin(i * 0.9), 410 - i * 34), 20 + i * 5, 14 + i * 3, "#e8e6df")
    return c


def loom() -> Canvas:
    """Paint the loom by the window, indigo cloth on it."""
    c = Canvas(1440, 960)
    c.shade(0, 960, ["#5b4230", "#3e2c20"])
    for y in range(0, 700, 88):
        c.line([(0, y), (1440, y)], "#4b3526", 4)
    c.box((860, 90), (430, 360), "#2c1f16", 6)
    c.box((880, 110), (390, 320), "#e9f0e2", 4)
    c.glow((1075, 270), 620, "#fff6d8", 0.6)
    c.line([(1075, 110), (1075, 430)], "#2c1f16", 12)
    c.line([(880, 270), (1270, 270)], "#2c1f16", 12)
    for x in (250, 1010):
        c.box((x, 250), (40, 610), "#8a5f38", 4)
        c.box((x - 30, 820), (100, 44), "#79512e", 4)
    c.box((220, 236), (870, 42), "#9a6d42", 6)
    c.box((220, 560), (870, 36), "#9a6d42", 6)
    for i in range(61):
        x = 312 + i * 11
        c.line([(x, 278), (x + (x - 650) * 0.06, 560)], "#efe6cf" if i % 2 else "#d9cdb0", 3)
    for level, colour in enumerate(
        ("#1d2a57", "#27376d", "#1d2a57", "#31447f", "#1d2a57", "#243264")
    ):
        c.box((292, 596 + level * 30), (716, 30), colour)
    for k in range(12):
        x = 330 + k * 56
        c.shape(
            [(x, 652), (x + 20, 632), (x + 40, 652), (x + 20, 672)],
            "#d8503f" if k % 2 else "#f0c752",
        )
        c.shape([(x + 10, 652), (x + 20, 642), (x + 30, 652), (x + 20, 662)], "#f7ecd2")
    c.box((284, 500), (732, 26), "#6b4626", 5)
    c.shape([(1090, 640), (1250, 620), (1262, 644), (1100, 668)], "#c79a5f")
    for x, r, colour in ((1180, 60, "#efe6cf"), (1290, 46, "#27376d"), (1100, 40, "#c8373f")):
        c.disc((x, 860), r, r * 0.8, colour)
        for k in range(5):
            c.arc((x, 860), (r * (0.3 + k * 0.14), r * (0.24 + k * 0.11)), (190, 350), "#5c4a36", 2)
    return c


def tea() -> Canvas:
    """Paint a branch of old tea, its buds white with down."""
    c = Canvas(1200, 1200)
    c.shade(0, 1200, ["#dfe9dc", "#b7cfb0", "#7fa37c"])
    for a, b, s in scatter(83, 44):
        c.glow((a * 1200, b * 1200), 60 + 140 * s, "#f4f8ea", 0.35)
    c.line(curve((-20, 1080), (420, 900), (640, 540)), "#5a4a3a", 34)
    c.line(curve((640, 540), (720, 380), (900, 250)), "#5f5040", 22)
    c.line(curve((520, 760), (760, 760), (980, 640)), "#5f5040", 18)

    def leaf(at: tuple[float, float], long: float, turn: float, tints: tuple[str, str]) -> None:
        (x, y), (colour, rib) = at, tints
        way = math.radians(turn)
        tip = (x + long * math.cos(way), y + long * math.sin(way))
        side = (math.cos(way + math.pi / 2), math.sin(way + math.pi / 2))
        for hand in (-1, 1):
            bend = (
                x + long * 0.45 * math.cos(way) + hand * side[0] * long * 0.26,
                y + long * 0.45 * math.sin(way) + hand * side[1] * long * 0.26,
            )
            c.shape([*curve((x, y), bend, tip), (x, y)], colour)
        c.line([(x, y), tip], rib, 4)

    for x, y, lean in ((900, 250, 0), (980, 640, 24), (640, 540, -14)):
        for turn, long, colour, rib in (
            (-160, 250, "#3f7a4a", "#6fa36c"),
            (-20, 260, "#4c8a55", "#82b57c"),
            (-130, 200, "#69a862", "#a4cf93"),
            (-52, 200, "#78b56c", "#b3da9f"),
        ):
            leaf((x, y), long, turn + lean, (colour, rib))
        leaf((x, y - 6), 170, -91 + lean, ("#e8efdd", "#ffffff"))
        for k in range(9):
            way = math.radians(-91 + lean)
            c.disc(
                (x + (20 + k * 15) * math.cos(way), y - 6 + (20 + k * 15) * math.sin(way)),
                9 - k * 0.5,
                None,
                "#fbfdf5",
            )
    return c

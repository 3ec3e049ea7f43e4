"""The pictures of a cart of books and of a shop of instruments."""

from __future__ import annotations

from tests.tools.canvas import Canvas, curve, scatter


def book_cart() -> Canvas:
    """Paint the cart of books in the alley, two children choosing."""
    c = Canvas(1600, 1000)
    c.shade(0, 780, ["#f2d7a6", "#e8b98a"])
    c.shape([(0, 0), (420, 0), (470, 780), (0, 820)], "#c98f6a")
    c.shape([(1600, 0), (1210, 0), (1150, 780), (1600, 820)], "#b77c63")
    for x, y in (
        (90, 140),
        (90, 420),
        (250, 150),
        (260, 430),
        (1330, 150),
        (1340, 430),
        (1470, 140),
    ):
        c.box((x, y), (96, 170), "#7a4e3e", 4)
        c.box((x + 10, y + 10), (76, 150), "#8fb3b0", 2)
    c.line(curve((380, 150), (800, 300), (1240, 120)), "#5d4a45", 4)
    for x, y, colour in (
        (520, 210, "#d9534a"),
        (640, 238, "#f3efe6"),
        (770, 250, "#4f86b5"),
        (900, 244, "#efc34f"),
        (1030, 222, "#6aa06f"),
    ):
        c.shape([(x, y), (x + 76, y), (x + 84, y + 110), (x - 8, y + 110)], colour)
    c.shade(780, 1000, ["#b79a80", "#94785f"])
    for x, y, r in ((520, 820, 92), (1060, 820, 92)):
        c.disc((x, y), r, None, "#2d2a2c")
        c.disc((x, y), r * 0.66, None, "#8d8a86")
        c.disc((x, y), r * 0.2, None, "#2d2a2c")
    c.box((400, 730), (800, 40), "#3f6f86", 8)
    c.box((440, 380), (700, 356), "#6e4a30", 8)
    colours = (
        "#b8433d",
        "#2f6f8f",
        "#e0b24a",
        "#5f8d5a",
        "#7d4a83",
        "#d9d3c3",
        "#c9713c",
        "#33506f",
    )
    for shelf in range(3):
        y = 392 + shelf * 114
        c.box((452, y), (676, 100), "#4e331f", 3)
        edge = 460.0
        for k, (_, b, s) in enumerate(scatter(90 + shelf, 40)):
            wide, high = 14 + 15 * s, 64 + 30 * b
            if edge + wide > 1120:
                break
            c.box((edge, y + 100 - high), (wide - 2, high), colours[(k * 3 + shelf) % 8], 2)
            c.box((edge + 3, y + 100 - high * 0.8), (max(2.0, wide - 9), 6), "#f4ecd8")
            edge += wide
    c.line([(1200, 750), (1330, 700), (1330, 600)], "#3f6f86", 14)
    c.line([(1290, 600), (1372, 590)], "#2d2a2c", 12)
    for x, y, shirt, hair in ((690, 900, "#e7e3da", "#241c20"), (880, 920, "#e9b44c", "#2c2022")):
        c.box((x - 46, y - 150), (92, 130), shirt, 30)
        c.disc((x, y - 190), 44, 48, "#d6a07a")
        c.disc((x, y - 206), 48, 40, hair)
        c.box((x - 32, y - 30), (26, 80), "#3b4a63", 8)
        c.box((x + 6, y - 30), (26, 80), "#3b4a63", 8)
        c.line([(x + 36, y - 120), (x + 74, y - 190)], shirt, 24)
    return c


def luthier() -> Canvas:
    """Paint the narrow shop where instruments hang, and its lamp."""
    c = Canvas(1100, 1300)
    c.shade(0, 1300, ["#3a2618", "#5a3b24", "#3b2718"])
    for x in range(0, 1100, 92):
        c.line([(x, 0), (x, 1300)], "#34220f", 4)
    c.glow((550, 900), 760, "#ffcf7d", 0.75)

    def violin(x: float, y: float, size: float, wood: str, edge: str) -> None:
        c.line([(x, y - size * 1.5), (x, y)], "#1d130c", size * 0.12)
        c.disc((x, y - size * 1.52), size * 0.13, None, edge)
        for dx, dy, a, b in ((0, 0, 0.42, 0.36), (0, 0.62, 0.52, 0.44), (0, 0.3, 0.33, 0.4)):
            c.disc((x + dx, y + dy * size), a * size + 5, b * size + 5, edge)
        for dx, dy, a, b in ((0, 0, 0.42, 0.36), (0, 0.62, 0.52, 0.44), (0, 0.3, 0.33, 0.4)):
            c.disc((x + dx, y + dy * size), a * size, b * size, wood)
        c.line([(x, y - size * 0.3), (x, y + size * 0.75)], "#20150d", size * 0.1)
        c.box((x - size * 0.14, y + size * 0.42), (size * 0.28, size * 0.06), "#20150d", 2)
        for hand in (-1, 1):
            c.arc(
                (x + hand * size * 0.24, y + size * 0.4),
                (size * 0.06, size * 0.2),
                (80, 290) if hand < 0 else (-110, 100),
                "#20150d",
                4,
            )

    def moon(x: float, y: float, size: float) -> None:
        c.line([(x, y - size * 1.7), (x, y)], "#2a1a10", size * 0.14)
        c.disc((x, y), size * 0.66 + 6, None, "#6d4322")
        c.disc((x, y), size * 0.66, None, "#d9b27a")
        c.disc((x, y), size * 0.12, None, "#8a5f38")
        for k in range(4):
            c.line(
                [
                    (x - size * 0.12, y - size * (0.3 + k * 0.16)),
                    (x + size * 0.12, y - size * (0.3 + k * 0.16)),
                ],
                "#6d4322",
                4,
            )

    for x, y, size, wood, edge in (
        (140, 300, 128, "#a4562a", "#5d2c14"),
        (400, 270, 120, "#c27836", "#6d3c17"),
        (690, 300, 130, "#8d3f20", "#4b1f0f"),
        (970, 270, 118, "#b86a30", "#63330f"),
        (250, 690, 136, "#b5652c", "#63330f"),
        (860, 690, 140, "#9b4b24", "#531f10"),
    ):
        violin(x, y, size, wood, edge)
    moon(555, 690, 150)
    c.box((0, 1040), (1100, 260), "#2c1c12")
    c.box((0, 1030), (1100, 26), "#7a5230", 4)
    c.shape([(430, 860), (670, 860), (720, 960), (380, 960)], "#3f6a55")
    c.line([(550, 960), (550, 1036)], "#b8924a", 12)
    c.box((486, 1020), (128, 18), "#b8924a", 6)
    c.glow((550, 1000), 300, "#ffe6a6", 0.9)
    for x, tall in ((150, 110), (196, 90), (236, 120), (820, 96), (866, 122)):
        c.line([(x, 1034), (x + 14, 1034 - tall)], "#c9a06a", 8)
        c.line([(x + 12, 1034 - tall * 0.9), (x + 18, 1034 - tall * 1.2)], "#d9d9d4", 7)
    c.disc((330, 1030), 60, 20, "#c27836")
    return c

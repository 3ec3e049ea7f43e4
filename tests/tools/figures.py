"""What stands in more than one picture: hills, palms, boats, people, fish."""

# ruff: noqa: PLR0913, PLR0917  a picture is drawn stroke by stroke
from __future__ import annotations

import math
from collections.abc import Sequence

from tests.tools.canvas import Canvas, Point, curve, scatter


def hills(c: Canvas, base: float, rise: float, colour: str, seed: int) -> None:
    """Lay a ridge of hills over the whole width, its foot at `base`."""
    waves = [
        (1 + i * 0.9 + a, b * 6.3, 1 / (i + 1)) for i, (a, b, _) in enumerate(scatter(seed, 4))
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
    for i, (a, b, s) in enumerate(scatter(seed, count)):
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


def sampan_front(c: Canvas, x: float, y: float, length: float, hull: str) -> None:
    """Lay the near side of a boat over what it carries."""
    half, rise = length / 2, length * 0.085
    run = [i / 30 for i in range(-30, 31)]
    rim = [(x + half * u, y - rise * 0.1 - rise * abs(u) ** 2.6 * 1.5) for u in run]
    keel = [(x + half * 0.93 * u, y + rise * 0.55 * (1 - u * u) ** 0.5) for u in reversed(run)]
    c.shape(rim + keel, hull)


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


def fish(c: Canvas, x: float, y: float, size: float, colour: str, way: int = 1) -> None:
    """Let a fish swim, to the right when `way` is 1."""
    c.shape(
        [
            (x - way * size * 0.42, y),
            (x - way * size * 0.78, y - size * 0.22),
            (x - way * size * 0.68, y),
            (x - way * size * 0.78, y + size * 0.22),
        ],
        colour,
    )
    c.disc((x, y), size * 0.5, size * 0.19, colour)
    c.disc((x, y + size * 0.06), size * 0.4, size * 0.1, "#eef3ea")
    c.shape(
        [
            (x - way * size * 0.1, y - size * 0.16),
            (x + way * size * 0.08, y - size * 0.3),
            (x + way * size * 0.16, y - size * 0.15),
        ],
        colour,
    )
    c.disc((x + way * size * 0.34, y - size * 0.04), size * 0.05, None, "#ffffff")
    c.disc((x + way * size * 0.35, y - size * 0.04), size * 0.025, None, "#17323a")


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
            c.shape(curve((x, y), a, tip) + curve(tip, b, (x, y)), colours[i % 2])
    c.disc((x, y - size * 0.1), size * 0.17, size * 0.12, "#f2c94c")

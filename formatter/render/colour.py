"""The colour of a section's heads, and the ink that is read on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

WHITE, BLACK = "#ffffff", "#16140f"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
# Black and white are read equally well on a ground of this luminance (WCAG 2.2, 1.4.3).
_MIDDLE = 0.179
_LIMIT, _SLOPE, _OFFSET, _POWER = 0.04045, 12.92, 0.055, 2.4


def rules(anchor: str, section: str, colour: str) -> Iterator[str]:
    """Yield the rule that gives a piece and its section's opening their colour, none without one.

    A theme's sheets say what is drawn in `--section`, and in `--on-section` upon it.
    """
    if _COLOUR.match(colour):
        yield f"#{anchor}, #{section} {{ --section: {colour}; --on-section: {upon(colour)}; }}"


def upon(colour: str) -> str:
    """Return the ink, white or black, that is read best on a colour `#rrggbb`."""
    return WHITE if luminance(colour) < _MIDDLE else BLACK


def luminance(colour: str) -> float:
    """Return a colour's relative luminance, from 0 for black to 1 for white (WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / _SLOPE if part <= _LIMIT else float(((part + _OFFSET) / (1 + _OFFSET)) ** _POWER)

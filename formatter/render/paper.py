"""The paper of an issue: its size where the theme's isn't wanted, and lengths measured by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from formatter.issue import Issue
from formatter.theme import Theme

# Width and height in mm (ISO 216, ANSI/ASME Y14.1).
SIZES: Mapping[str, tuple[float, float]] = {
    "A3": (297, 420),
    "A4": (210, 297),
    "A5": (148, 210),
    "A6": (105, 148),
    "B4": (250, 353),
    "B5": (176, 250),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "ledger": (279.4, 431.8),
}
# Options that are measures across the page, which a wider or narrower paper changes.
_ACROSS = ("measure", "page_measure", "title_measure", "issue_measure", "section_measure",
           "cover_measure", "cover_line_measure")  # fmt: skip
_SIDES = ("left", "right")
_POINTS_A_MM = 72 / 25.4


def cut_to(theme: Theme, issue: Issue) -> Theme:
    """Return the theme on the paper that the issue asks for, its margins the theme's own.

    Columns and measures get wider or narrower by as much as the paper does.
    """
    asked = SIZES.get(issue.page)
    options = theme.options
    if asked is None or asked == (options["page_width"], options["page_height"]):
        return theme
    wider = asked[0] - options["page_width"]
    made: dict[str, Any] = dict(options) | {"page_width": asked[0], "page_height": asked[1]}
    count = options["columns"] if "page_measure" in options else 1
    for name in _ACROSS:
        if name in options:
            grows = wider / count if name == "measure" else wider
            made[name] = max(20.0, options[name] + grows)
    made["taller"] = asked[1] - options["page_height"]
    if options["pitch"]:
        lines = int(made["taller"] * _POINTS_A_MM // options["pitch"])
        made["page_lines"] = max(4, options["page_lines"] + lines)
    return replace(theme, options=made)


def rules(theme: Theme) -> Iterator[str]:
    """Yield the rules of a theme's paper: its lengths for other rules, another size if asked for.

    On another size the margin at the foot takes what is no whole line.
    """
    options = theme.options
    width, height = options["page_width"], options["page_height"]
    yield (
        f":root {{ --page-width: {width}mm; --page-height: {height}mm; "
        f"--cover-size: {options['cover_size']}pt; --cover-line: {options['cover_line_size']}pt }}"
    )
    if "taller" in options:
        pitch = float(options["pitch"])
        rest = options["taller"] * _POINTS_A_MM % pitch if pitch else 0.0
        yield f"@page {{ size: {width}mm {height}mm }}"
        yield "\n".join(f"@page :{side} {{ padding-bottom: {rest:.3f}pt }}" for side in _SIDES)
        yield "@page cover { padding: 0 } @page divider { padding: 0 }"

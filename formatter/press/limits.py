"""What a theme allows: when a page is at fault, and by how much a piece may be set otherwise."""

from __future__ import annotations

from dataclasses import fields, replace

from formatter.theme import Theme
from formatter.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of the report and of the fitting, each an option of theme.toml.

    At fault is a page or column of which more than `hole` is white, a page of which less than
    `thin` is used, a line whose word space is over `loose` times the normal one, a picture of fewer
    than `dpi` dots an inch, a head with fewer than `below` lines under it, columns that end more
    than `lines` apart.

    Allowed is to set a figure up to `moved` paragraphs later, pictures down to `picture` of their
    size, letters and words up to `spacing` closer or wider, a piece in the theme's closer measures
    (`tight`), its footnotes at its end (`endnotes`), and its first wide picture across the page
    (`across`), which is tried where from `filled` to `full` of its last page is used. `trials` is
    how often a run is laid out, `even` how often once more for one loose line that is its only
    fault.
    """

    hole: float = 0.25
    thin: float = 0.25
    loose: float = 2.5
    dpi: int = 220
    below: int = 2
    lines: float = 1.0
    moved: int = 2
    picture: float = 0.8
    spacing: float = 0.03
    tight: bool = True
    endnotes: bool = True
    across: bool = False
    filled: float = 0.45
    full: float = 0.92
    trials: int = 7
    even: int = 0


def of(theme: Theme) -> Limits:
    """Return the limits of a theme: `fit_NAME` in `[options]`, `hole` as for any book."""
    asked = theme.options
    own = replace(Limits(), hole=float(asked.get("hole", Limits().hole)))
    named = {
        each.name: type(getattr(own, each.name))(asked[f"fit_{each.name}"])
        for each in fields(own)
        if f"fit_{each.name}" in asked
    }
    return replace(own, **named)

"""Copyfitting: by how little a piece is set otherwise, so that it fits its pages."""

from __future__ import annotations

from formatter.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Copyfit:
    """How one piece is set, beside its theme.

    `spacing` is what is added to the space between letters and words, as a part (-0.03 to 0.03);
    `pictures` is the part of their height that pictures have; `tight` sets the piece in the theme's
    closer measures. `moved` are ids of pictures, and `pull-1` for the first pull quote, each with
    the number of paragraphs that it stands later, or earlier if that is less than 0. `endnotes`
    puts the piece's footnotes under its end. `across` has its first wide picture open it, across
    all columns.
    """

    spacing: float = 0.0
    pictures: float = 1.0
    tight: bool = False
    moved: tuple[tuple[str, int], ...] = ()
    endnotes: bool = False
    across: bool = False


AS_SET = Copyfit()

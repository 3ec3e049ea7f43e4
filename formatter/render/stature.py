"""How tall a face stands: what its letters need of a line, measured from the font file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

from formatter.render.subset import ALPHABET

_LETTERS = tuple(sorted(c for c in map(chr, ALPHABET) if c.isalpha()))
_CAPITALS = tuple(c for c in _LETTERS if c.isupper())
_SMALL = tuple(c for c in _LETTERS if c.islower())
_SMALL_CAPITALS = {"smcp": True}


class Stature(NamedTuple):
    """The measures of a face, in parts of its em.

    `ascent` and `descent` are the font's own (OpenType, hhea), the rest is that of the ink:
    `capital` the height of H, `top` of the tallest Vietnamese capital (mostly Ẳ) and `low` of the
    tallest small letter, `depth` and `low_depth` how far the deepest of all and of the small ones
    reach below the baseline. `small_capitals` counts the Vietnamese letters, of 67, that have one.
    """

    ascent: float
    descent: float
    capital: float
    top: float
    low: float
    depth: float
    low_depth: float
    small_capitals: int

    @property
    def least(self) -> float:
        """The least line height at which no letter touches one of the line above."""
        return self.top + self.depth

    @property
    def least_low(self) -> float:
        """The same for small letters alone."""
        return self.low + self.low_depth


class Ink(NamedTuple):
    """Where a letter's ink ends, in parts of the em from its origin; `depth` counts downward."""

    left: float
    right: float
    top: float
    depth: float


@cache
def stature(path: Path, language: str = "vi") -> Stature:
    """Return the measures of the font file at `path`, as it shapes letters of `language`.

    Some fonts (Andika) set a tone beside the circumflex in Vietnamese text, above it elsewhere.
    """
    font = _font(path)
    lines = font.get_font_extents("ltr")
    reach = {c: ink(path, c, language) for c in _LETTERS}
    em = font.face.upem
    return Stature(
        ascent=lines.ascender / em,
        descent=-lines.descender / em,
        capital=ink(path, "H", language).top,
        top=max(reach[c].top for c in _CAPITALS),
        low=max(reach[c].top for c in _SMALL),
        depth=max(reach[c].depth for c in _LETTERS),
        low_depth=max(reach[c].depth for c in _SMALL),
        small_capitals=sum(
            1
            for c in _SMALL
            if not c.isascii()
            and _glyphs(font, c, language, _SMALL_CAPITALS) != _glyphs(font, c, language)
        ),
    )


@cache
def ink(path: Path, letter: str, language: str = "vi") -> Ink:
    """Return where the ink of a letter of the font file at `path` ends."""
    font = _font(path)
    (glyph,) = _glyphs(font, letter, language)
    box, em = font.get_glyph_extents(glyph), font.face.upem
    return Ink(
        left=box.x_bearing / em,
        right=(box.x_bearing + box.width) / em,
        top=box.y_bearing / em,
        depth=-(box.y_bearing + box.height) / em,
    )


@cache
def _font(path: Path) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))


def _glyphs(
    font: hb.Font, text: str, language: str, features: dict[str, bool] | None = None
) -> list[int]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = language
    hb.shape(font, buffer, features)
    return [info.codepoint for info in buffer.glyph_infos or ()]

"""A font that draws signs no other font has: each as its code in a box, by which it is found.

PDF/A forbids the box that stands for any sign a font lacks (ISO 19005-2, 6.2.11.8). A box with
the sign's code in it tells which one the page had, and what is copied out is the sign itself.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from typing import Any, Literal
from unicodedata import normalize

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables import otTables

from formatter import fonts

# What draws a sign in a record of it, and what a book says of such signs.
OTHERWISE = "no font, prints its code"
NOTE = "The PDF prints the code of what no font has; `formatter fonts` says which font to add."
FAMILY = "Formatter Codes"
ADDRESS = "font:codes/"
# Thai's sara am has parts by the second alone.
_FORMS: tuple[Literal["NFD", "NFKD"], ...] = ("NFD", "NFKD")
# A shaper draws the spaces between two letters with the font of the first.
_SPACES = " \u00a0\u2002\u2003\u2009\u200a\u202f\u3000"
_SPACE = 250
_EM, _ASCENT, _DESCENT = 1000, 820, 180
# Of the box: air beside it, its stroke, air within, the height of a figure and the air between.
_AIR, _STROKE, _WITHIN, _FIGURE, _BETWEEN = 40, 36, 66, 330, 84
_FOOT = -90


def rule(letters: Iterable[str]) -> str:
    """Return the `@font-face` rule for letters that no font has; empty where there are none."""
    # A shaper may ask for the parts of a letter.
    built = {part for one in letters for form in _FORMS for part in (one, *normalize(form, one))}
    named = "-".join(f"{ord(letter):X}" for letter in sorted(built))
    return f'@font-face {{ font-family: "{FAMILY}"; src: url({ADDRESS}{named}); }}' if named else ""


def asked(address: str) -> bytes:
    """Return the font that a rule of ours asks for by that address."""
    return face(chr(int(code, 16)) for code in address.removeprefix(ADDRESS).split("-"))


def face(letters: Iterable[str]) -> bytes:
    """Return a TrueType font that draws each of `letters` as its code in a box.

    The same letters give the same bytes.
    """
    names = {ord(letter): f"u{ord(letter):04X}" for letter in sorted({*_SPACES, *letters})}
    drawn = {".notdef": TTGlyphPen(None).glyph()}
    widths = {".notdef": (_EM // 2, 0)}
    for code, name in names.items():
        if chr(code) in _SPACES:
            drawn[name], widths[name] = TTGlyphPen(None).glyph(), (_SPACE, 0)
        else:
            drawn[name], width = _boxed(f"{code:04X}")
            widths[name] = (width, _AIR)
    font = FontBuilder(_EM, isTTF=True)
    font.setupGlyphOrder(list(drawn))
    font.setupCharacterMap(names)
    font.setupGlyf(drawn)
    font.setupHorizontalMetrics(widths)
    font.setupHorizontalHeader(ascent=_ASCENT, descent=-_DESCENT)
    font.setupNameTable({"familyName": FAMILY, "styleName": "Regular"})
    font.setupOS2(sTypoAscender=_ASCENT, sTypoDescender=-_DESCENT, sTypoLineGap=0)
    font.setupPost()
    _upright(font.font, list(names.values()))
    # A font bears the hour at which it was made, unless it is told another.
    font.font["head"].created = font.font["head"].modified = 0
    font.font.recalcTimestamp = False
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _upright(font: TTFont, names: Iterable[str]) -> None:
    """Say that no glyph is a mark: a shaper sets those upon the letter before, box upon box."""
    classes = otTables.GlyphClassDef()
    classes.classDefs = dict.fromkeys(names, 1)
    defined = otTables.GDEF()
    defined.Version, defined.GlyphClassDef = 0x00010000, classes
    defined.AttachList = defined.LigCaretList = defined.MarkAttachClassDef = None
    placed = otTables.GPOS()
    placed.Version, placed.ScriptList = 0x00010000, otTables.ScriptList()
    placed.FeatureList, placed.LookupList = otTables.FeatureList(), otTables.LookupList()
    placed.ScriptList.ScriptRecord, placed.FeatureList.FeatureRecord = [], []
    placed.LookupList.Lookup = []
    for tag, table in (("GDEF", defined), ("GPOS", placed)):
        font[tag] = newTable(tag)
        font[tag].table = table


def _boxed(code: str) -> tuple[Any, int]:
    """Return the glyph of a code in two rows, and its width."""
    figures, advance = _figures()
    columns = (len(code) + 1) // 2
    inner = columns * advance + 2 * _WITHIN
    width = inner + 2 * (_STROKE + _AIR)
    height = 2 * _FIGURE + _BETWEEN + 2 * (_WITHIN + _STROKE)
    pen = TTGlyphPen(None)
    _rectangle(pen, _AIR, _FOOT, width - _AIR, _FOOT + height)
    inside = _AIR + _STROKE, _FOOT + _STROKE
    _rectangle(pen, inside[0] + inner, inside[1], inside[0], inside[1] + height - 2 * _STROKE)
    rows = code[: len(code) - columns], code[len(code) - columns :]
    for number, row in enumerate(reversed(rows)):
        y = inside[1] + _WITHIN + number * (_FIGURE + _BETWEEN)
        x = inside[0] + _WITHIN + (columns - len(row)) * advance / 2
        for figure in row:
            drawing, scale = figures[figure]
            middle = x + (advance - drawing.width * scale) / 2
            drawing.draw(TransformPen(pen, (scale, 0, 0, scale, middle, y)))
            x += advance
    return pen.glyph(), round(width)


def _rectangle(pen: TTGlyphPen, left: float, foot: float, right: float, top: float) -> None:
    pen.moveTo((left, foot))
    pen.lineTo((left, top))
    pen.lineTo((right, top))
    pen.lineTo((right, foot))
    pen.closePath()


@cache
def _figures() -> tuple[dict[str, tuple[Any, float]], float]:
    """Return the sixteen figures with the scale they are drawn at, and how far one takes."""
    path = next(
        face.path
        for face in fonts.family("source-sans-3").faces
        if (face.weight, face.style) == (600, "normal")
    )
    font = TTFont(path)
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    scale = _FIGURE / font["OS/2"].sCapHeight
    found = {figure: (glyphs[names[ord(figure)]], scale) for figure in "0123456789ABCDEF"}
    return found, max(drawing.width for drawing, _ in found.values()) * scale

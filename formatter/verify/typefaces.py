"""The fonts of a PDF held against those it was made with: whole, and letter by letter ours."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from fontTools.ttLib import TTFont

from formatter import fonts
from formatter.opened import Font
from formatter.verify.account import Account
from formatter.verify.finding import Finding, right, undecided, wrong

_WEIGHTS = {400: "", 600: "Semi-Bold", 700: "Bold"}
_SLANTS = {"normal": "", "italic": "Italic"}


def look(found: Sequence[Font], accounts: Sequence[Account]) -> Iterator[Finding]:
    """Yield whether each font is in the file, and draws its letters as ours of that name does."""
    recorded = {
        str(name): str(digest)
        for account in accounts
        for name, digest in dict(account.said["fonts"]).items()
    }
    faults = 0
    alien = set()
    for font in found:
        name = font.name.partition("+")[2] or font.name
        if font.data is None:
            faults += 1
            yield wrong("fonts", f"The font {name} isn't in the file.")
            continue
        ours = _ours().get(name)
        if ours is None or (recorded and recorded.get(ours.name) != _hash(ours)):
            alien.add(name)
        elif not _same_letters(font.data, ours):
            faults += 1
            yield wrong("fonts", f"The font {name} draws other letters than {ours.name}.")
    if alien:
        listed = ", ".join(sorted(alien))
        said = f"The fonts {listed} aren't here as they were, so their letters weren't compared."
        yield undecided("fonts", said)
    if found and not faults:
        said = f"All {len(found)} fonts are in the file"
        yield right("fonts", f"{said}." if alien else f"{said}, and draw the letters of ours.")


@cache
def _ours() -> Mapping[str, Path]:
    """Return the files of our fonts by the names they bear in a PDF."""
    return {
        "-".join(filter(None, (family.css_name, _WEIGHTS[face.weight], _SLANTS[face.style])))
        .replace(" ", "-"): face.path
        for family in map(fonts.family, fonts.keys())
        for face in family.faces
    }  # fmt: skip


@cache
def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _same_letters(data: bytes, ours: Path) -> bool:
    """Say whether each glyph that a cut font draws is drawn as the whole one draws it.

    A glyph that no page needs is empty in the cut one. All keep their numbers, but for those that
    are only parts of others: so it is their lines that are compared.
    """
    try:
        with TTFont(io.BytesIO(data)) as cut, TTFont(ours) as whole:
            places, old = cut["loca"].locations, whole["loca"].locations
            packed, parts = (cut.reader["glyf"], whole.reader["glyf"]), _parts(cut)
            return all(
                _stretch(packed[0], places, i) == _stretch(packed[1], old, i)
                or _lines(cut, i) == _lines(whole, i)
                for i in range(cut["maxp"].numGlyphs)
                if places[i] < places[i + 1] and i not in parts
            )
    except Exception:  # noqa: BLE001  a font that can't be read is none of ours, however it fails
        return False


def _stretch(packed: bytes, places: Sequence[int], i: int) -> bytes:
    return packed[places[i] : places[i + 1]].rstrip(b"\0")


def _parts(font: TTFont) -> set[int]:
    glyphs = (font["glyf"][name] for name in font.getGlyphOrder())
    return {
        font.getGlyphID(part.glyphName)
        for glyph in glyphs
        if glyph.isComposite()
        for part in glyph.components
    }


def _lines(font: TTFont, i: int) -> tuple[list[tuple[int, int]], list[int], bytes]:
    glyphs = font["glyf"]
    points, ends, flags = glyphs[font.getGlyphName(i)].getCoordinates(glyphs)[:3]
    return list(points), list(ends), bytes(flag & 1 for flag in flags)

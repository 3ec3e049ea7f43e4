"""Small fonts made for tests, the boxes in a PDF, and fonts broken on purpose."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
from fontTools.colorLib.builder import buildCOLR, buildCPAL
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable
from PIL import Image as Raster

# Seconds since 1904, as fonts count: a day in 2026.
_DAY = 3_850_000_000


def font(  # noqa: PLR0913  what a font may say of itself
    letters: Iterable[str],
    *,
    name: str = "Thử Nghiệm",
    weight: int = 400,
    italic: bool = False,
    embedding: int = 0,
    outlines: str = "glyf",
    licence: str = "",
) -> bytes:
    """Return a static font with a space, whose letters are one black diamond."""
    cmap = {ord(letter): f"g{ord(letter):x}" for letter in sorted({*letters, " "})}
    order = [".notdef", *cmap.values()]
    builder = FontBuilder(1000, isTTF=outlines == "glyf")
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(cmap)
    if outlines == "glyf":
        pen = TTGlyphPen(None)
        _diamond(pen)
        drawn = pen.glyph()
        builder.setupGlyf(dict.fromkeys(order, drawn) | {"g20": TTGlyphPen(None).glyph()})
    else:
        cff = T2CharStringPen(1000, None)
        _diamond(cff)
        empty = T2CharStringPen(1000, None).getCharString()
        strings = dict.fromkeys(order, cff.getCharString()) | {"g20": empty}
        builder.setupCFF("Thu", {}, strings, {})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 100)))
    builder.setupHorizontalHeader(ascent=900, descent=-200)
    names = {"familyName": name, "styleName": "Regular", "psName": "Thu-Nghiem"}
    builder.setupNameTable(names | ({"licenseDescription": licence} if licence else {}))
    selection = 0x41 if italic else 0x40
    builder.setupOS2(
        sTypoAscender=900, usWeightClass=weight, fsType=embedding, fsSelection=selection
    )
    builder.setupPost(keepGlyphNames=False)
    return saved(builder.font)


def spaceless(letters: Iterable[str]) -> bytes:
    """Return such a font without its space."""
    made = TTFont(io.BytesIO(font(letters)))
    for table in made["cmap"].tables:
        table.cmap.pop(ord(" "), None)
    return saved(made)


def collection(*fonts: bytes) -> bytes:
    """Return a file of several fonts."""
    made = TTCollection()
    made.fonts = [TTFont(io.BytesIO(data)) for data in fonts]
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def without(data: bytes, *tables: str) -> bytes:
    """Return a font without some of its tables."""
    kept = TTFont(io.BytesIO(data))
    for table in tables:
        del kept[table]
    return saved(kept)


def with_table(data: bytes, tag: str) -> bytes:
    """Return a font that has one more table, of four zero bytes."""
    count = struct.unpack_from(">H", data, 4)[0]
    entries = data[12 : 12 + 16 * count]
    # Everything moves by the length of an entry.
    moved = b"".join(
        entries[at : at + 8]
        + struct.pack(">L", struct.unpack_from(">L", entries, at + 8)[0] + 16)
        + entries[at + 12 : at + 16]
        for at in range(0, len(entries), 16)
    )
    more = tag.encode() + struct.pack(">3L", 0, len(data) + 16, 4)
    head = data[:4] + struct.pack(">H", count + 1) + data[6:12]
    return head + moved + more + data[12 + 16 * count :] + bytes(4)


def saved(made: TTFont) -> bytes:
    """Return a font as bytes, without a clock."""
    made.recalcTimestamp = False
    made["head"].created = made["head"].modified = _DAY
    out = io.BytesIO()
    made.save(out, reorderTables=None)
    return out.getvalue()


def put(folder: Path, name: str, data: bytes) -> str:
    """Write a font file and return its path as text."""
    (folder / name).write_bytes(data)
    return str(folder / name)


def boxes(data: bytes) -> list[str]:
    """Return the text of each glyph in a PDF that its font doesn't have, in order.

    It is told by its number: 0, or one past the embedded font's last glyph.
    """
    found: list[str] = []
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            fonts = {str(name): _Font(one) for name, one in page.Resources.get("/Font", {}).items()}
            current = None
            for said in pikepdf.parse_content_stream(page):
                operator = str(said.operator)
                if operator == "Tf":
                    current = fonts[str(said.operands[0])]
                elif operator in {"TJ", "Tj"}:
                    assert current is not None
                    found += current.boxes(said.operands)
    return found


class _Font:
    """A font of a PDF: how many glyphs it has, and the text of each number."""

    def __init__(self, of: pikepdf.Object) -> None:
        (inner,) = of.DescendantFonts
        descriptor = inner.FontDescriptor
        kind = "/FontFile2" if "/FontFile2" in descriptor else "/FontFile3"
        program = descriptor[kind]
        self.glyphs = TTFont(io.BytesIO(program.read_bytes()))["maxp"].numGlyphs
        said = of.ToUnicode.read_bytes().decode("ascii")
        self.texts = {
            int(code, 16): bytes.fromhex(text).decode("utf-16-be")
            for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>", said)
        }

    def boxes(self, operands: Iterable[object]) -> Iterator[str]:
        for shown in operands:
            for piece in shown if isinstance(shown, pikepdf.Array) else [shown]:
                if isinstance(piece, pikepdf.String):
                    numbers = bytes(piece)
                    for (number,) in struct.iter_unpack(">H", numbers):
                        if not number or number >= self.glyphs:
                            yield self.texts[number]


def _diamond(pen: TTGlyphPen | T2CharStringPen) -> None:
    pen.moveTo((500, 0))
    for point in ((900, 400), (500, 800), (100, 400)):
        pen.lineTo(point)
    pen.closePath()


def layered(letters: str, name: str = "Nhiều Màu") -> bytes:
    """Return a font whose letters have colours in layers (OpenType, COLR and CPAL)."""
    made = TTFont(io.BytesIO(font(letters, name=name)))
    glyph = made.getBestCmap()[ord(letters[0])]
    made["COLR"] = buildCOLR({glyph: [(glyph, 0)]}, version=0)
    made["CPAL"] = buildCPAL([[(1.0, 0.0, 0.0, 1.0)]])
    return saved(made)


def pictured(letter: str, size: int, name: str = "Tranh") -> bytes:
    """Return a font whose letter is a black square of so many pixels, and no outline (CBDT)."""
    made = TTFont(io.BytesIO(font(letter, name=name)))
    glyph = made.getBestCmap()[ord(letter)]
    number = made.getGlyphID(glyph)
    picture = io.BytesIO()
    Raster.new("RGBA", (size, size), (0, 0, 0, 255)).save(picture, "PNG")
    # Format 17: five small metrics, the picture's length, the picture.
    metrics = struct.pack(">BBbbB", size, size, 0, size, size)
    bitmap = metrics + struct.pack(">L", len(picture.getvalue())) + picture.getvalue()
    line = struct.pack(">bbBbbbbbbbbb", size, 0, size, 1, 0, 0, 0, 0, size, 0, 0, 0)
    # One strike, of one index table of format 1, of one glyph.
    table = struct.pack(">HHL", 1, 17, 4) + struct.pack(">2L", 0, len(bitmap))
    array = struct.pack(">HHL", number, number, 8)
    strike = struct.pack(">4L", 8 + 48, len(array) + len(table), 1, 0) + line + line
    strike += struct.pack(">HHBBBb", number, number, size, size, 32, 1)
    made["CBLC"] = _raw("CBLC", struct.pack(">HHL", 3, 0, 1) + strike + array + table)
    made["CBDT"] = _raw("CBDT", struct.pack(">HH", 3, 0) + bitmap)
    del made["glyf"], made["loca"]
    return saved(made)


def _raw(tag: str, data: bytes) -> DefaultTable:
    made = DefaultTable(tag)
    made.data = data
    return made

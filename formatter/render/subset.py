"""Font files cut to the letters of a book, each under a name its licence allows."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

import uharfbuzz as hb

from formatter.errors import RenderError

# The whole alphabet stands in each cut, so that a reading system's search field, dictionary and
# notes find the letters a book happens not to use. The arrow leads back from a note.
_LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậđeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬĐEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴ"
)
ALPHABET = frozenset(map(ord, f"{_LETTERS}\u00a0–—…“”‘’«»₫°×·•↑")) | frozenset(range(0x20, 0x7F))
# What shapes letters rightly, and figures that line up. Small capitals and fractions would make a
# cut a quarter larger, the ligatures of code (calt) that of JetBrains Mono twice as large.
_FEATURES = "ccmp clig kern liga lnum locl mark mkmk rclt rlig rvrn tnum".split()
# Style choice and vertical setting: a cut has one style and runs across.
_DROPPED = "BASE DSIG STAT VORG gasp vhea vmtx".split()
_FAMILY, _STYLE, _UNIQUE, _FULL, _POSTSCRIPT = 1, 2, 3, 4, 6
# What joins letters and emoji, a dotted ring under a lone mark, and what calls for pictures.
_JOINERS = frozenset({0x200C, 0x200D, 0x25CC, 0xFE0E, 0xFE0F, *range(0xE0020, 0xE0080)})
_COLLECTION = b"ttcf"
# What shapes letters, which in a PDF are shaped, and pictures of other ways to draw them.
_UNDRAWN = "BASE DSIG EBDT EBLC EBSC GPOS GSUB GDEF JSTF LTSH PCLT cmap".split()
_KEPT = (0, 5, 13, 14)  # copyright, version, licence and its address
_CHECKSUM_WHOLE = 0xB1B0AFBA


@cache
def covered(path: Path, index: int = 0) -> frozenset[int]:
    """Return the code points the font at `path` has glyphs for, that number of a collection."""
    return frozenset(_face(path, index).unicodes)


@cache
def single(path: Path, index: int = 0) -> bytes:
    """Return the font file at `path`, or that number of a collection as a file of its own."""
    data = path.read_bytes()
    if not data.startswith(_COLLECTION):
        return data
    face = _face(path, index)
    tables = {
        tag.encode("latin-1"): bytes(face.reference_table(tag).data) for tag in face.table_tags
    }
    kind = b"OTTO" if b"CFF " in tables else b"\0\1\0\0"
    power = len(tables).bit_length() - 1
    span = 16 << power
    header = struct.pack(">4s4H", kind, len(tables), span, power, 16 * len(tables) - span)
    return _sfnt(header, tables)


@cache
def digest(path: Path, index: int = 0) -> str:
    """Return the SHA-256 of what `single` gives."""
    return sha256(single(path, index)).hexdigest()


@lru_cache(maxsize=64)
def cut(  # noqa: PLR0913  what is cut, and how
    path: Path,
    characters: frozenset[int],
    *,
    name: str = "",
    small_caps: bool = False,
    index: int = 0,
    guest: bool = False,
) -> bytes:
    """Return the font file at `path` with the glyphs for `characters` and `ALPHABET` alone.

    `name`, a family and a style (`Formatter Head Bold Italic` is family `Formatter Head`), takes
    the place of the font's own where that is reserved: a changed font must not bear it (SIL Open
    Font License 1.1, clause 3). Copyright and licence stay in the file. Hints go: no reading
    system of today needs them, and they are half of the bytes. A `guest` of another script keeps
    what shapes it, and has no alphabet: nothing of that is set in it. Raises RenderError where the
    font is damaged.
    """
    plan = hb.SubsetInput()
    # Where no font of a device has a letter, a box says that one is missing, and a blank doesn't.
    plan.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    if guest:
        # Shapers take letters apart that the font has whole: Thai and Lao am, vowels of Bengali.
        parts = "".join(unicodedata.normalize("NFKD", chr(c)) for c in sorted(characters))
        plan.unicode_set.update(characters | _JOINERS | set(map(ord, parts)))
    else:
        plan.unicode_set.update(characters | ALPHABET)
        features = [*_FEATURES, *(["smcp"] if small_caps else [])]
        plan.layout_feature_tag_set.clear()
        plan.layout_feature_tag_set.update(map(_tag, features))
    plan.drop_table_tag_set.update(map(_tag, _DROPPED))
    plan.name_id_set.update(_KEPT)
    try:
        data = bytes(plan.subset(_face(path, index)).blob.data)
        return _renamed(data, name) if name else data
    except (RuntimeError, KeyError, struct.error) as why:
        raise RenderError(
            f"The font {path} is damaged: it can't be cut to a book's letters.",
            "Leave it out, or fetch it anew from where it came from.",
        ) from why


def drawn(data: bytes, index: int, glyphs: Collection[int], *, missing: bool = False) -> bytes:
    """Return a font with those glyphs alone, under the numbers they have, for a PDF.

    `missing` says that it draws its box for what it hasn't.
    """
    plan = hb.SubsetInput()
    plan.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.PASSTHROUGH_UNRECOGNIZED
        | hb.SubsetFlags.DESUBROUTINIZE
        | hb.SubsetFlags.NO_HINTING
        | (hb.SubsetFlags.NOTDEF_OUTLINE if missing else hb.SubsetFlags.DESUBROUTINIZE)
    )
    plan.unicode_set.clear()
    plan.glyph_set.update(glyphs)
    plan.drop_table_tag_set.update(map(_tag, _UNDRAWN))
    return bytes(plan.subset(hb.Face(hb.Blob(data), index)).blob.data)


@cache
def _face(path: Path, index: int) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(path)), index)


def _tag(text: str) -> int:
    return int.from_bytes(text.encode("ascii"), "big")


def _renamed(font: bytes, name: str) -> bytes:
    """Return an OpenType file whose names are made from `name`, its legal lines kept."""
    face = hb.Face(hb.Blob(font))
    family, style = _family_and_style(name)
    full = f"{family} {style}"
    names = {i: face.get_name(i) or "" for i in _KEPT} | {
        _FAMILY: family,
        _STYLE: style,
        _UNIQUE: full,
        _FULL: full,
        _POSTSCRIPT: f"{family.replace(' ', '')}-{style.replace(' ', '')}",
    }
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {}
    for i in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", font, 12 + 16 * i)
        tables[tag] = font[offset : offset + length]
    tables[b"name"] = _name_table(names)
    return _sfnt(font[:12], tables)


def _family_and_style(name: str) -> tuple[str, str]:
    words = name.split()
    style = [word for word in words if word in {"Bold", "Italic", "Semibold"}]
    return " ".join(words[: len(words) - len(style)]), " ".join(style) or "Regular"


def _name_table(names: dict[int, str]) -> bytes:
    """Return a `name` table of Windows records in US English (OpenType 1.9.1, name)."""
    records, store = b"", b""
    for number, text in sorted(names.items()):
        if text:
            data = text.encode("utf-16-be")
            records += struct.pack(">6H", 3, 1, 0x409, number, len(data), len(store))
            store += data
    count = len(records) // 12
    return struct.pack(">3H", 0, count, 6 + len(records)) + records + store


def _sfnt(header: bytes, tables: dict[bytes, bytes]) -> bytes:
    """Return an OpenType file of `tables`, its checksums right (OpenType 1.9.1, otff)."""
    head = bytearray(tables[b"head"])
    head[8:12] = bytes(4)
    tables = tables | {b"head": bytes(head)}
    directory, body = b"", b""
    start = 12 + 16 * len(tables)
    for tag, data in sorted(tables.items()):
        directory += struct.pack(">4sLLL", tag, _checksum([data]), start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    whole = header + directory + body
    at = whole.index(bytes(head), start) + 8
    adjustment = (_CHECKSUM_WHOLE - _checksum([whole])) & 0xFFFFFFFF
    return whole[:at] + struct.pack(">L", adjustment) + whole[at + 4 :]


def _checksum(parts: Iterable[bytes]) -> int:
    total = 0
    for data in parts:
        padded = data + bytes(-len(data) % 4)
        total += sum(struct.unpack(f">{len(padded) // 4}L", padded))
    return total & 0xFFFFFFFF

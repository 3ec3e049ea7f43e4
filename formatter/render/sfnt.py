"""TrueType fonts of a PDF with those tables alone that their letters are drawn by."""

from __future__ import annotations

import struct
from typing import Any

# ISO 32000-1, 9.9, table 126; what tells letters from each other is in the PDF itself.
_DRAWN = (b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep")
_VERSIONS = (b"\x00\x01\x00\x00", b"true")
_HEAD, _ENTRY = struct.Struct(">4s4H"), struct.Struct(">4s3L")


def drawn(data: bytes) -> bytes:
    """Return a TrueType font without its names, its character map and whatever else draws nothing.

    Any other font is given back as it is.
    """
    version, count, *_ = _HEAD.unpack_from(data)
    if version not in _VERSIONS:
        return data
    entries = [_ENTRY.unpack_from(data, _HEAD.size + i * _ENTRY.size) for i in range(count)]
    kept = [entry for entry in sorted(entries) if entry[0] in _DRAWN]
    power = len(kept).bit_length() - 1
    search = 16 << power
    head = _HEAD.pack(version, len(kept), search, power, len(kept) * 16 - search)
    at = len(head) + len(kept) * _ENTRY.size
    places, tables = [], []
    for tag, checksum, offset, length in kept:
        places.append(_ENTRY.pack(tag, checksum, at, length))
        table = data[offset : offset + length]
        tables.append(table + b"\0" * (-length % 4))
        at += len(tables[-1])
    return b"".join([head, *places, *tables])


def bare(pdf: Any) -> None:  # noqa: ANN401  the engine's
    """Let the fonts in a PDF that is about to be written hold nothing but what is drawn with."""
    for each in pdf.objects:
        extra = getattr(each, "extra", None)
        if extra and "Length1" in extra:
            each.stream = [drawn(*each.stream)]
            extra["Length1"] = len(each.stream[0])

"""How large a picture is, read from its head without decoding it.

Sources: RFC 9649 (WebP), ISO/IEC 23008-12 (`ispe`, AVIF), ITU-T T.81 B.2.2 (JPEG), PNG 11.2.1.
"""

from __future__ import annotations

import struct


def converted(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a WebP or AVIF, which must be converted; None for other bytes."""
    try:
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp(data)
        if data[4:8] == b"ftyp" and (at := data.find(b"ispe", 0, 4096)) > 0:
            width, height = struct.unpack_from(">II", data, at + 8)
            return width, height
    except struct.error:
        return None
    return None


def kept(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a JPEG or PNG, which may keep its pixels; None for other bytes."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            width, height = struct.unpack_from(">II", data, 16)
            return width, height
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
    except struct.error:
        return None
    return None


def _webp(data: bytes) -> tuple[int, int] | None:
    match data[12:16]:
        case b"VP8X":
            width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        case b"VP8L":
            bits = struct.unpack_from("<I", data, 21)[0]
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", data, 26))
        case _:
            return None
    return width, height


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        size = struct.unpack_from(">H", data, at + 2)[0]
        if 0xC0 <= data[at + 1] <= 0xC2:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + size
    return None

"""JPEG and PNG walked piece by piece, so that one that fits passes without a second encoding.

What passes keeps the pieces a decoder needs and loses all others: camera, place, thumbnails,
comments, and whatever stands after the picture's end. Everything unusual is left to the decoder.

Sources: ITU-T T.81 annex B (JPEG), JFIF 1.02, Exif 2.32 section 4.6, PNG (W3C, third edition).
"""

from __future__ import annotations

import re
import struct
import zlib

from formatter.images.limits import Limits, Raster, UnusableError, check

_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]", re.DOTALL)
_SOF = (0xC0, 0xC1, 0xC2)
_TABLES = (0xC4, 0xDB, 0xDD)  # Huffman, quantization, restart interval
# Decoding time is pixels times scans: real progressive files have ten or so.
_SCANS = 64
_PNG = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1}  # without alpha: grey, RGB, palette
_INFLATED = 32 * 1024 * 1024
_BROKEN = (struct.error, IndexError, ValueError, zlib.error)


def jpeg(data: bytes, limits: Limits) -> Raster | None:
    """Return a JPEG that fits with its metadata taken out, None where it must be decoded.

    Raises UnusableError for one that decoding would take too long or too much.
    """
    try:
        return _Jpeg(data).passed(limits)
    except _BROKEN:
        return None


class _Jpeg:
    """The pieces of a JPEG in the order of the file."""

    def __init__(self, data: bytes) -> None:
        self.kept = [b"\xff\xd8"]
        self.frame = b""
        self.progressive = False
        self.profile = b""
        self.exif = b""
        self.odd = False
        self.scans = 0
        self.whole = False
        at = 2
        while not self.whole:
            found = _MARKER.match(data, at)
            if not found:
                raise ValueError("no marker where one must be")
            at = self._piece(data, found.end(), data[found.end() - 1])

    def _piece(self, data: bytes, at: int, marker: int) -> int:
        if marker == 0xD9:
            self.kept.append(b"\xff\xd9")
            self.whole = True
            return at
        size: int = struct.unpack_from(">H", data, at)[0]
        end = at + size
        if size < 2 or end > len(data):
            raise ValueError("cut short")
        body = data[at + 2 : end]
        keep = True
        if marker == 0xDA:
            end = self._scan(data, end)
        elif 0xE0 <= marker <= 0xEF:
            keep = self._application(marker, body)
        elif marker in _SOF:
            self.odd = self.odd or bool(self.frame)
            self.frame, self.progressive = body, marker == 0xC2
        elif marker == 0xFE:
            keep = False
        elif marker not in _TABLES:
            self.odd = True  # lossless, arithmetic and hierarchical frames among others
        if keep:
            self.kept.append(b"\xff" + bytes([marker]) + data[at:end])
        return end

    def _scan(self, data: bytes, start: int) -> int:
        self.scans += 1
        if self.scans > _SCANS:
            raise UnusableError(f"more than {_SCANS} scans, as no camera writes")
        found = _MARKER.search(data, start)
        if not found:
            raise ValueError("cut short")
        return found.start()

    def _application(self, marker: int, body: bytes) -> bool:
        if marker == 0xE0 and body.startswith(b"JFIF\0"):
            self.odd = self.odd or len(body) != 14  # a thumbnail follows
            return True
        if marker == 0xE1 and body.startswith(b"Exif\0\0") and not self.exif:
            self.exif = body
        if marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"):
            self.profile += body[14:]
        if marker == 0xEE and body.startswith(b"Adobe"):
            self.odd = self.odd or body[11:12] == b"\0"  # not YCbCr
            return True
        return False

    def passed(self, limits: Limits) -> Raster | None:
        depth, height, width, components = struct.unpack_from(">BHHB", self.frame)
        check(width, height, limits)
        ids = self.frame[6::3][:components]
        if (
            self.odd
            or not self.scans
            or depth != 8
            or components not in (1, 3)
            or ids == b"RGB"
            or orientation(self.exif) != 1
            or not is_srgb(self.profile)
            or (limits.baseline and self.progressive)
            or (limits.grey and components != 1)
            or width > limits.width
            or height > limits.height
        ):
            return None
        return Raster(media_type="image/jpeg", data=b"".join(self.kept), width=width, height=height)


def orientation(exif: bytes) -> int:
    """Return how a camera was held, 1 to 8, from an Exif block; 1 where it doesn't say."""
    exif = exif.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return 1
    try:
        (at,) = struct.unpack_from(order + "I", exif, 4)
        (count,) = struct.unpack_from(order + "H", exif, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", exif, entry)
            if tag == 0x0112:
                return value if kind == 3 and 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def is_srgb(profile: bytes) -> bool:
    """Say whether colours may be shown as sRGB: no profile, or one that names itself sRGB.

    Source: ICC.1:2022, 7.3 (the tag table) and 10 (its texts).
    """
    if not profile:
        return True
    try:
        (count,) = struct.unpack_from(">I", profile, 128)
        for entry in range(132, 132 + 12 * min(count, 100), 12):
            tag, at, size = struct.unpack_from(">4sII", profile, entry)
            if tag == b"desc":
                name = profile[at : at + min(size, 400)].replace(b"\0", b"")
                return re.search(rb"(?<![A-Za-z-])sRGB", name[4:].removeprefix(b"enUS")) is not None
    except struct.error:
        pass
    return False


def png(data: bytes, limits: Limits) -> Raster | None:
    """Return a PNG that fits with its metadata taken out, None where it must be decoded.

    Raises UnusableError for one that is too large to decode.
    """
    try:
        return _png(data, limits)
    except _BROKEN:
        return None


def _png(data: bytes, limits: Limits) -> Raster | None:
    pieces = list(_chunks(data))
    kinds = [kind for kind, _ in pieces]
    header = pieces[0][1]
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    check(width, height, limits)
    if (
        kinds[0] != b"IHDR"
        or kinds.count(b"IHDR") != 1
        or b"tRNS" in kinds
        or colour not in _CHANNELS
        or (colour == 3 and b"PLTE" not in kinds)
        or depth > 8
        or (limits.grey and colour != 0)
        or interlaced
        or width > limits.width
        or height > limits.height
        or not all(is_srgb(_profile(body)) for kind, body in pieces if kind == b"iCCP")
        or any(orientation(body) != 1 for kind, body in pieces if kind == b"eXIf")
        or not _rows_good(b"".join(body for kind, body in pieces if kind == b"IDAT"), header)
    ):
        return None
    kept = [one for one in pieces if one[0] in (b"IHDR", b"PLTE", b"IDAT", b"IEND")]
    out = _PNG + b"".join(_chunk(kind, body) for kind, body in kept)
    return Raster(media_type="image/png", data=out, width=width, height=height)


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    out = []
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        size, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        (sum_,) = struct.unpack_from(">I", data, at + 8 + size)
        if sum_ != zlib.crc32(kind + body):
            raise ValueError("damaged")
        out.append((kind, body))
        at += 12 + size
    return out


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _profile(body: bytes) -> bytes:
    _, _, rest = body.partition(b"\0")
    return zlib.decompressobj().decompress(rest[1:], 4 * 1024 * 1024) or b"\0"


def _rows_good(packed: bytes, header: bytes) -> bool:
    """Say whether the rows unpack to just the size they must have, each with a known filter."""
    width, height, depth, colour = struct.unpack_from(">IIBB", header)
    row = 1 + (width * _CHANNELS[colour] * depth + 7) // 8
    if row * height > _INFLATED:
        return False
    unpack = zlib.decompressobj()
    rows = unpack.decompress(packed, row * height + 1)
    return len(rows) == row * height and max(rows[::row]) <= 4

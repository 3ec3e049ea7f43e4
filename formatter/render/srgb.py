"""The colours of a screen as a profile: sRGB (IEC 61966-2-1), in the half KB that it takes."""

from __future__ import annotations

import struct
from functools import cache

# Illuminant of profiles (D50), and the matrix that takes colours there from a screen's white (D65)
# as ICC.1:2022, annex E, has it; the primaries of sRGB taken there by it.
_D50 = (0.96420288, 1.0, 0.82490540)
_TO_D50 = (
    (1.04788208, 0.02291870, -0.05021667),
    (0.02958679, 0.99047852, -0.01707458),
    (-0.00924683, 0.01507568, 0.75167847),
)
_PRIMARIES = {
    b"rXYZ": (0.43606567, 0.22248840, 0.01391602),
    b"gXYZ": (0.38514709, 0.71687317, 0.09707642),
    b"bXYZ": (0.14306641, 0.06060791, 0.71409607),
}
# Exponent and line of the curve: ((x + 0.055) / 1.055) ** 2.4 above 0.04045, else x / 12.92.
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
# The day of the standard: no clock is read.
_DATE = (1999, 10, 18, 0, 0, 0)
_VERSION = 0x04200000
_HEAD, _ENTRY = 128, 12


@cache
def profile() -> bytes:
    """Return a profile of sRGB (ICC.1:2004-10, which ISO 32000-1, 8.6.5.5 lets be embedded)."""
    curve = b"para" + struct.pack(">LHH", 0, 3, 0) + _numbers(_CURVE)
    parts = {
        b"desc": _text("sRGB"),
        b"cprt": _text("CC0"),
        b"wtpt": _point(_D50),
        b"chad": b"sf32" + bytes(4) + b"".join(map(_numbers, _TO_D50)),
        **{name: _point(place) for name, place in _PRIMARIES.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    start = _HEAD + 4 + _ENTRY * len(parts)
    places: dict[bytes, int] = {}
    body = b""
    for data in parts.values():
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
    table = b"".join(
        name + struct.pack(">LL", places[data], len(data)) for name, data in parts.items()
    )
    whole = struct.pack(">L", len(parts)) + table + body
    return _head(_HEAD + len(whole)) + whole


def _head(size: int) -> bytes:
    kinds = b"mntr" + b"RGB " + b"XYZ "
    head = struct.pack(">L4xL", size, _VERSION) + kinds + struct.pack(">6H", *_DATE)
    # Neither platform nor device nor maker; colours are kept in their relation to each other.
    head += b"acsp" + bytes(24) + struct.pack(">L", 1) + _numbers(_D50)
    return head.ljust(_HEAD, b"\0")


def _numbers(values: tuple[float, ...]) -> bytes:
    return struct.pack(f">{len(values)}l", *(round(value * 65536) for value in values))


def _point(values: tuple[float, ...]) -> bytes:
    return b"XYZ " + bytes(4) + _numbers(values)


def _text(said: str) -> bytes:
    data = said.encode("utf-16-be")
    return b"mluc" + struct.pack(">LLL2s2sLL", 0, 1, 12, b"en", b"US", len(data), 28) + data

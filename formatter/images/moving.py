"""A moving GIF walked piece by piece, so that it can be kept as it is.

Source: GIF89a (CompuServe, 1990); the loop is Netscape's application block.
"""

from __future__ import annotations

from formatter.images.limits import Limits, Raster, check

_MAGIC = (b"GIF87a", b"GIF89a")
_IMAGE, _EXTENSION, _END = 0x2C, 0x21, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_FRAMES = 1000


def moving(data: bytes, limits: Limits) -> Raster | None:
    """Return a GIF of several frames that fits `limits`, with what doesn't show taken out.

    None for one that stands still, is larger, or is damaged. Raises UnusableError as `check` does.
    """
    if not data.startswith(_MAGIC):
        return None
    try:
        width, height = (int.from_bytes(data[at : at + 2], "little") for at in (6, 8))
        check(width, height, limits)
        if width > limits.width or height > limits.height:
            return None
        kept, frames = _walked(data)
    except IndexError:
        return None
    if not 1 < frames <= _FRAMES or frames * width * height > limits.pixels * 10:
        return None
    return Raster(media_type="image/gif", data=kept, width=width, height=height)


def _walked(data: bytes) -> tuple[bytes, int]:
    """Return the pieces that show something, and the number of frames; IndexError where cut."""
    at = 13 + _table(data[10])
    kept, frames = [data[:at]], 0
    while data[at] != _END:
        start = at
        if data[at] == _IMAGE:
            at = _blocks(data, at + 11 + _table(data[at + 9]))
            frames += 1
        elif data[at] == _EXTENSION:
            label, name = data[at + 1], data[at + 3 : at + 14]
            at = _blocks(data, at + 2)
            if label != _CONTROL and not (label == _APPLICATION and name in _LOOPS):
                continue
        else:
            raise IndexError(at)
        kept.append(data[start:at])
    return b"".join([*kept, bytes([_END])]), frames


def _table(flags: int) -> int:
    """Return how long the table of colours is that a byte of flags announces."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _blocks(data: bytes, at: int) -> int:
    """Return where a chain of blocks ends."""
    while size := data[at]:
        at += size + 1
    return at + 1

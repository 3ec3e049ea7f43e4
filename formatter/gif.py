"""The pieces of a GIF, so that its frames can be counted, and what shows nothing left out.

Source: GIF89a (CompuServe, 1990); the loop is Netscape's application block.
"""

from __future__ import annotations

MAGIC = (b"GIF87a", b"GIF89a")
_IMAGE, _EXTENSION, _END = 0x2C, 0x21, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def frames(data: bytes) -> int:
    """Return how many frames a GIF has, 0 for one that is cut short or none at all."""
    try:
        return walked(data)[1] if data.startswith(MAGIC) else 0
    except IndexError:
        return 0


def walked(data: bytes) -> tuple[bytes, int]:
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

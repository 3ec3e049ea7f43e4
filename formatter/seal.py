"""The seal of a PDF: a digest of all its bytes, and of each of its places, inside the file itself.

The digest of the whole leaves out nothing but its own 64 digits, as the byte range of a signature
does (ISO 32000-2, 12.8.1). The list of places says what lies where, so that a change is not only
found but named. A seal is no signature: whoever changes a file on purpose can seal it anew. It
proves as much as the copy of its digest that is kept elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

HEAD = b"article-formatter seal 1\n"
# A place's digest only names what was changed; that anything was is told by the whole one. Half a
# SHA-256 is enough for it (NIST SP 800-107, 5.1), and half the bytes of a seal.
# `NONE` stands for a digest that isn't one: of the seal's own place, and of what is no stream.
_SHORT = 32
NONE = "-" * _SHORT
_BLANK = "0" * 64
_WHOLE, _LIST, _BYTES = b"whole ", b"list ", b"bytes "
_DIGITS = 12
_SHAPE = re.compile(
    re.escape(HEAD)
    + rb"whole (?P<whole>[0-9a-f]{64})\nlist (?P<list>[0-9a-f]{64})\n"
    + rb"bytes (?P<bytes>\d{12})\n"
    + rb"(?P<places>(?:\d{12} [0-9a-f-]{32} [0-9a-f-]{32} [^\n]{1,300}\n)*)end\n"
)


class Place(NamedTuple):
    """A stretch of a sealed file, from `offset` to the next place's.

    `role` says what lies there (`page 3`, `font Literata`). `digest` is that of the bytes
    (`short`), `content` that of the stream's content before it was packed; both may be `NONE`.
    """

    offset: int
    digest: str
    content: str
    role: str


class Seal(NamedTuple):
    """A seal as it stands in a file: the digest of the whole, the bytes sealed, the places.

    `at` is where its first byte lies, `sound` says that its list is the one that was written.
    """

    digest: str
    length: int
    places: tuple[Place, ...]
    at: int
    sound: bool


def short(data: bytes) -> str:
    """Return the digest by which a place is known: the first half of its SHA-256, in digits."""
    return sha256(data).hexdigest()[:_SHORT]


def blank(roles: Sequence[tuple[str, str]]) -> bytes:
    """Return a seal to be filled in, of places with these roles and digests of contents."""
    lines = "".join(f"{0:0{_DIGITS}} {NONE} {content} {role}\n" for role, content in roles)
    return HEAD + (f"whole {_BLANK}\nlist {_BLANK}\nbytes {0:0{_DIGITS}}\n{lines}end\n".encode())


def closed(data: bytes, offsets: Sequence[int], own: int) -> bytes:
    """Return a file with its blank seal filled in.

    `offsets` are where its places begin, in the order in which the blank names them; `own` is the
    number of the place that holds the seal. Raises ValueError for a file without its blank seal.
    """
    at = data.rfind(HEAD)
    found = _SHAPE.match(data, at) if at >= 0 else None
    if found is None:
        raise ValueError(at)
    ends = [*offsets[1:], len(data)]
    lines = found["places"].splitlines(keepends=True)
    places = b"".join(
        b"%012d %b%b"
        % (
            start,
            (NONE if i == own else short(data[start:end])).encode(),
            line[_DIGITS + 1 + _SHORT :],
        )
        for i, (line, start, end) in enumerate(zip(lines, offsets, ends, strict=True))
    )
    filled = bytearray(data)
    filled[found.start("places") : found.end("places")] = places
    filled[found.start("bytes") : found.end("bytes")] = b"%012d" % len(data)
    filled[found.start("list") : found.end("list")] = sha256(places).hexdigest().encode()
    whole = whole_of(bytes(filled), found.start("whole"))
    filled[found.start("whole") : found.end("whole")] = whole.encode()
    return bytes(filled)


def read(data: bytes) -> Seal | None:
    """Return the last seal in `data`, None where there is none that is one."""
    at = data.rfind(HEAD)
    found = _SHAPE.match(data, at) if at >= 0 else None
    if found is None:
        return None
    places = tuple(_places(found["places"].decode("utf-8", "replace")))
    return Seal(
        digest=found["whole"].decode(),
        length=int(found["bytes"]),
        places=places,
        at=at,
        sound=sha256(found["places"]).hexdigest() == found["list"].decode(),
    )


def is_whole(data: bytes, seal: Seal) -> bool:
    """Say whether a file is, byte for byte, the one that was sealed."""
    return len(data) == seal.length and whole_of(data, _hole(seal)) == seal.digest


def changed(data: bytes, seal: Seal) -> tuple[str, ...]:
    """Return the roles of the places whose bytes aren't those sealed, in their order."""
    ends = [*(place.offset for place in seal.places[1:]), seal.length]
    return tuple(
        place.role
        for place, end in zip(seal.places, ends, strict=True)
        if place.digest != NONE and short(data[place.offset : end]) != place.digest
    )


def whole_of(data: bytes, hole: int) -> str:
    """Return the SHA-256 of all but the 64 bytes from `hole` on."""
    digest = sha256(memoryview(data)[:hole])
    digest.update(memoryview(data)[hole + 64 :])
    return digest.hexdigest()


def _hole(seal: Seal) -> int:
    return seal.at + len(HEAD) + len(_WHOLE)


def _places(lines: str) -> Iterator[Place]:
    for line in lines.splitlines():
        offset, digest, content, role = line.split(" ", 3)
        yield Place(int(offset), digest, content, role)

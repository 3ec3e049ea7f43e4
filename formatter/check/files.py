"""What is looked at in the files of a book: names, sizes, pictures, the cover, fonts."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from formatter.check.box import UnreadableError
from formatter.check.held import Held, Item
from formatter.check.rule import Found

_MIMETYPE = b"application/epub+zip"
_HUGE = 2_000_000_000
_OPTIONS = "META-INF/com.apple.ibooks.display-options.xml"
_FONT_MAGIC = (b"\0\1\0\0", b"OTTO", b"true", b"wOFF")
_SHOWN = ("image/jpeg", "image/png", "image/gif", "image/svg+xml")
# The sides that Google Play Books takes of a cover, in pixels.
_LEAST, _MOST = 640, 7_200
# 3:4 as Kobo asks, and from 5:8, which is Amazon's, to 4:5.
_NARROW, _WIDE = 0.62, 0.81
_LONG = 200
_OUTSIDE = re.compile(r"\A[/\\]|(?:\A|[/\\])\.\.(?:[/\\]|\Z)|:")
_ILLEGAL = re.compile(r"[\\\x00-\x1f]")
_SPACE = re.compile(r"\s")


def mimetype(held: Held) -> Iterator[Found]:
    """Find a book whose first file doesn't say, unpacked, that it is an EPUB."""
    first = held.box.entries[0] if held.box.entries else None
    if first is None or first.filename != "mimetype":
        yield Found("mimetype", 0, "the first file of the zip is another one")
    elif first.compress_type or held.box.head("mimetype", 60) != _MIMETYPE:
        yield Found("mimetype", 0, "it is packed, or says something else")


def unsafe(held: Held) -> Iterator[Found]:
    """Find names that lead out of the book, name one file twice, or that no disk takes."""
    seen: set[str] = set()
    for entry in held.box.entries:
        name = entry.filename
        if name in seen:
            yield Found(name, 0, "two files have this name")
        elif _OUTSIDE.search(name):
            yield Found(name, 0, "the name leads out of the book")
        elif _ILLEGAL.search(name) or len(name) > _LONG:
            yield Found(name[:_LONG], 0, "the name can't be a file's on every system")
        seen.add(name)


def plain(held: Held) -> Iterator[Found]:
    """Find names with spaces or with letters that aren't ASCII."""
    for name in held.box.names:
        if not name.isascii() or _SPACE.search(name):
            yield Found(name, 0, "the name has a space or a letter beyond a to z")


def large(held: Held) -> Iterator[Found]:
    """Find a file larger than Send to Kindle takes."""
    if held.box.size > held.bounds.file:
        yield Found("", 0, f"the book has {_size(held.box.size)}; {_size(held.bounds.file)} pass")


def huge(held: Held) -> Iterator[Found]:
    """Find a file larger than Google Play Books takes."""
    if held.box.size >= _HUGE:
        yield Found("", 0, f"the book has {_size(held.box.size)}")


def long(held: Held) -> Iterator[Found]:
    """Find documents larger than Kobo opens."""
    for item in held.of_kind("application/xhtml+xml"):
        size = held.box.length(item.name)
        if size > held.bounds.document:
            yield Found(item.name, 0, f"it has {_size(size)}; {_size(held.bounds.document)} pass")


def unreadable(held: Held) -> Iterator[Found]:
    """Find what can't be read."""
    # What is read when it is asked for, is asked for here.
    _ = held.styles, held.ncx
    for name, why in held.broken:
        yield Found(name, 0, why)


def missing(held: Held) -> Iterator[Found]:
    """Find files that the manifest or a document names and the zip doesn't hold."""
    absent = [item.name for item in held.items if item.name not in held.box.names]
    for name in dict.fromkeys(absent):
        yield Found(held.root, 0, f"{name} isn't in the book")
    for name, told in held.told.items():
        for line, picture in told.pictures:
            if picture not in held.box.names:
                yield Found(name, line, f"the picture {picture} isn't in the book")


def pictures(held: Held) -> Iterator[Found]:
    """Find pictures of other kinds than JPEG, PNG, GIF and SVG, whatever they are called."""
    for item in held.of_kind("image/"):
        told = _kind(held.box.head(item.name, 16))
        kind = told or item.media_type
        if kind not in _SHOWN:
            yield Found(item.name, 0, f"it is {kind.removeprefix('image/').upper()}")


def cover(held: Held) -> Iterator[Found]:
    """Find a book without a cover, or one that old readers don't find."""
    if held.cover is None:
        yield Found(held.root, 0, "no picture is marked as the cover")
    elif not held.named_of_old:
        yield Found(held.root, 0, 'no <meta name="cover"> names the picture')


def cover_alone(held: Held) -> Iterator[Found]:
    """Find a cover that stands in a document with other things."""
    if held.cover is None:
        return
    for item in held.spine:
        told = held.told.get(item.name)
        shown = [name for _, name in told.pictures] if told else []
        if told and held.cover.name in shown:
            if len(shown) > 1 or held.worded(item.name):
                yield Found(item.name, 0, "the cover isn't alone in its document")
            return


def cover_shape(held: Held) -> Iterator[Found]:
    """Find a cover that is far from 3:4."""
    for item, width, height in _measured(held):
        if not _NARROW <= width / height <= _WIDE:
            yield Found(item.name, 0, f"it is {width} by {height} pixels")


def cover_size(held: Held) -> Iterator[Found]:
    """Find a cover that is too small or too large."""
    for item, width, height in _measured(held):
        if min(width, height) < _LEAST or max(width, height) > _MOST:
            yield Found(item.name, 0, f"it is {width} by {height} pixels")


def fonts(held: Held) -> Iterator[Found]:
    """Find fonts of other kinds than TTF, OTF and WOFF."""
    for name, head in held.font_heads:
        if head and head[:4] not in _FONT_MAGIC:
            kind = "WOFF2" if head[:4] == b"wOF2" else "no TTF, OTF or WOFF"
            yield Found(name, 0, f"it is {kind}")


def variable(held: Held) -> Iterator[Found]:
    """Find fonts with axes of variation (OpenType 1.9, table `fvar`)."""
    for name, head in held.font_heads:
        tables = {head[at : at + 4] for at in range(12, len(head) - 15, 16)}
        if head[:4] in _FONT_MAGIC and b"fvar" in tables:
            yield Found(name, 0, "it is a variable font")


def apple_fonts(held: Held) -> Iterator[Found]:
    """Find fonts that Apple Books isn't told of, and the telling where there are none."""
    try:
        told = b"specified-fonts" in held.box.read(_OPTIONS)
    except UnreadableError:
        told = False
    if held.font_heads and not told:
        yield Found(_OPTIONS, 0, "the book has fonts, and this file doesn't ask for them")
    elif told and not held.font_heads:
        yield Found(_OPTIONS, 0, "it asks for fonts, and the book has none")


def _measured(held: Held) -> Iterator[tuple[Item, int, int]]:
    item = held.cover
    size = _pixels(held.box.head(item.name, 256 * 1024)) if item else None
    if item and size and min(size):
        yield item, *size


def _kind(head: bytes) -> str:
    """Return the media type that the first bytes of a picture tell, empty where they don't."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return "image/avif" if head[8:12] in {b"avif", b"avis"} else "image/heic"
    magic = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"GIF8": "image/gif"}
    return next((kind for begin, kind in magic.items() if head.startswith(begin)), "")


def _pixels(head: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, GIF or JPEG, None where its first bytes don't tell."""
    try:
        match _kind(head):
            case "image/png":
                width, height = struct.unpack_from(">2I", head, 16)
            case "image/gif":
                width, height = struct.unpack_from("<2H", head, 6)
            case "image/jpeg":
                return _frame(head)
            case _:
                return None
    except struct.error:
        return None
    return width, height


def _frame(head: bytes) -> tuple[int, int] | None:
    """Return the size in the frame's header of a JPEG (ITU-T T.81, B.2.2)."""
    at = 2
    while at + 9 < len(head):
        mark, size = head[at + 1], struct.unpack_from(">H", head, at + 2)[0]
        if 0xC0 <= mark <= 0xCF and mark not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack_from(">2H", head, at + 5)
            return width, height
        at += 2 + size
    return None


def _size(count: int) -> str:
    if count >= 1_000_000:
        return f"{count / 1e6:.0f} MB"
    return f"{count / 1e3:.0f} KB" if count >= 1_000 else f"{count} bytes"

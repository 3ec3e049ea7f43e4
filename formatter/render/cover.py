"""A book's cover, drawn from its words: a picture every reading system and bookshelf shows."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

from formatter.fonts import Family
from formatter.render import photograph
from formatter.render.outline import Pen, pen
from formatter.render.photograph import Frame
from formatter.render.stack import nearest
from formatter.render.stature import stature
from formatter.theme import ROLES, Theme

# 3:4 as Kobo asks, and well above the 640 pixels a side that Google Play Books asks.
WIDTH, HEIGHT = 1200, 1600
_MARGIN = 110
_BAND = 40
_SHADES = 85  # three ramps of grey steps fill a palette of 255
_PAPER, _INK, _ACCENT = (0xFA, 0xF7, 0xF0), (0x1C, 0x1A, 0x17), (0x9A, 0x1F, 0x24)
_RAMPS = ((_PAPER, _INK), (_PAPER, _ACCENT), (_ACCENT, _PAPER))
_DARK, _COLOURED = 0, 1
# The least that lines are apart, in parts of their size.
_LEADING, _AIR = 1.32, 0.03


class Words(NamedTuple):
    """What a cover says: the newspapers it is from, the title, who or what below it, and when."""

    origin: tuple[str, ...]
    title: str
    below: tuple[str, ...]
    date: str


class _Line(NamedTuple):
    """A line of text: its baseline in pixels from the top, its size and its ramp of colours."""

    text: str
    face: Pen
    size: float
    baseline: float
    ramp: int = _DARK


class _Set(NamedTuple):
    """What sets a text of several lines, and how far apart they are, in parts of their size."""

    face: Pen
    leading: float


class _Hand(NamedTuple):
    """What a title, the words below it and the newspapers' names are set in."""

    head: _Set
    plain: _Set
    strong: Pen


class _Bar(NamedTuple):
    """A filled bar: rows from `top` on, from margin to margin or from edge to edge."""

    top: int
    height: int
    ramp: int
    bleeds: bool = False


def png(words: Words, theme: Theme) -> bytes:
    """Return the cover as PNG, 1200 by 1600 pixels, in the theme's faces.

    Letters are drawn from the fonts' outlines. The same words give the same bytes.
    """
    lines, bars, _ = _composed(words, _hand(words, theme))
    return _encoded(_rows(_inked(lines), lines, bars))


def jpeg(words: Words, theme: Theme, picture: bytes) -> bytes:
    """Return the cover as JPEG, 1200 by 1600 pixels, with the photograph `picture` on it.

    A picture that is wider than high goes from edge to edge, another one stands at the right of who
    wrote the book; what doesn't fit its frame is cut off. Raises OSError for one that is damaged.
    """
    with photograph.opened(picture) as photo:
        lines, bars, frame = _composed(words, _hand(words, theme), photo.size)
        rows = _rows(_inked(lines), lines, bars)
        return photograph.mounted(b"".join(rows), (WIDTH, HEIGHT), _palette(), photo, frame)


def _inked(lines: Sequence[_Line]) -> bytes:
    """Return how much of each pixel the letters cover, a byte each, the bottom row first."""
    raster = hb.RasterDraw()
    for line in lines:
        line.face.draw(raster, line.text, line.size, (_MARGIN, HEIGHT - line.baseline))
    raster.extents = hb.RasterExtents(0, 0, WIDTH, HEIGHT)
    return bytes(raster.render().buffer)


def _hand(words: Words, theme: Theme) -> _Hand:
    """Return what the words are set in."""
    head = _Set(_pen(theme, "head", 700, words.title), leading(_face(theme.family("head"), 700)))
    below = _pen(theme, "sans", 400, "".join((*words.below, words.date)))
    plain = _Set(below, leading(_face(theme.family("sans"), 400)))
    return _Hand(head, plain, _pen(theme, "sans", 600, "".join(words.origin)))


def _composed(
    words: Words, hand: _Hand, picture: tuple[int, int] | None = None
) -> tuple[list[_Line], list[_Bar], Frame]:
    """Return what stands where, and the frame for a picture of that size."""
    head, plain, strong = hand
    room = WIDTH - 2 * _MARGIN
    bars = [_Bar(top=0, height=_BAND, ramp=_COLOURED, bleeds=True)]
    lines: list[_Line] = []
    if words.origin:
        origin = _joined(words.origin, strong, 46, room)
        lines.append(_Line(text=origin, face=strong, size=46, baseline=178, ramp=_COLOURED))
        bars.append(_Bar(top=218, height=4, ramp=_DARK))
    foot = HEIGHT - _MARGIN
    if words.date:
        foot = HEIGHT - 190
        date = plain.face.shorten(words.date, 42, room)
        # A picture's own edge parts the date from what is above it.
        bars += [] if picture else [_Bar(top=foot, height=4, ramp=_DARK)]
        lines.append(_Line(text=date, face=plain.face, size=42, baseline=foot + 76))
    most = 440 if picture else 620 if len(words.below) > 1 else 900
    size, title = _title(words.title, head, room, most)
    at = 290.0
    for text in title:
        lines.append(_Line(text=text, face=head.face, size=size, baseline=at + size))
        at += size * head.leading
    if picture is None:
        lines += _listed(words.below, plain, room, (at + 56, foot - 40))
        return lines, bars, Frame(0, 0, 0, 0)
    if picture[0] >= picture[1]:
        named = list(_listed(words.below[:1], plain, room, (at + 44, at + 220)))
        top = named[-1].baseline + 64 if named else at + 40
        return [*lines, *named], bars, Frame(0, round(top), WIDTH, foot)
    top = at + 56
    broad = min((foot - top) * picture[0] / picture[1], WIDTH * 0.58)
    left = round(WIDTH - broad)
    lines += _listed(words.below, plain, left - _MARGIN - 50, (top - 8, foot - 40))
    return lines, bars, Frame(left, round(top), WIDTH, foot)


def leading(face: Path) -> float:
    """Return how far apart lines are set in a face, in parts of their size.

    A tail and the accent below it keep a little air between them.
    """
    return max(_LEADING, stature(face).least + _AIR)


def _title(text: str, head: _Set, width: float, height: float) -> tuple[float, Sequence[str]]:
    """Return the largest size the title fits in, and its lines."""
    face = head.face
    for size in range(150, 54, -6):
        lines = face.wrap(text, size, width)
        longest = max((face.width(line, size) for line in lines), default=0)
        if len(lines) * size * head.leading <= height and longest <= width:
            return size, lines
    lines = face.wrap(text, 56, width)[: int(height / 56 / head.leading)]
    return 56, [*lines[:-1], face.shorten(f"{lines[-1]}…", 56, width)]


def _joined(names: tuple[str, ...], face: Pen, size: float, width: float) -> str:
    """Return as many of the names as a line has room for; a name is cut only where it is alone."""
    for kept in range(len(names), 1, -1):
        line = " · ".join((*names[:kept], *(["…"] if kept < len(names) else [])))
        if face.width(line, size) <= width:
            return line
    return face.shorten(names[0], size, width)


def _listed(
    items: Sequence[str], setting: _Set, width: float, room: tuple[float, float]
) -> Iterator[_Line]:
    """Set as many of the items as there is room for, one below the other."""
    at, end = room
    face, step = setting.face, 44 * setting.leading
    for item in items:
        lines = face.wrap(item, 44, width)
        if len(lines) > 2:
            lines = (lines[0], f"{lines[1]}…")
        if at + len(lines) * step > end:
            return
        for text in lines:
            shown = face.shorten(text, 44, width)
            yield _Line(text=shown, face=face, size=44, baseline=at + 40)
            at += step
        at += 24


def _rows(coverage: bytes, lines: Sequence[_Line], bars: Sequence[_Bar]) -> list[bytes]:
    """Return the picture's rows from the top, a palette index a pixel.

    `coverage` has a byte a pixel, the bottom row first.
    """
    steps = [value * (_SHADES - 1) // 255 for value in range(256)]
    tables = [bytes(ramp * _SHADES + step for step in steps) for ramp in range(len(_RAMPS))]
    dark = coverage.translate(tables[_DARK])
    rows = [dark[at : at + WIDTH] for at in range(len(dark) - WIDTH, -1, -WIDTH)]
    for line in lines:
        if line.ramp != _DARK:
            top, foot = int(line.baseline - line.size * 1.2), int(line.baseline + line.size * 0.4)
            for y in range(top, foot):
                at = (HEIGHT - 1 - y) * WIDTH
                rows[y] = coverage[at : at + WIDTH].translate(tables[line.ramp])
    for bar in bars:
        side = 0 if bar.bleeds else _MARGIN
        edge = bytes([bar.ramp * _SHADES]) * side
        filled = bytes([bar.ramp * _SHADES + _SHADES - 1]) * (WIDTH - 2 * side)
        rows[bar.top : bar.top + bar.height] = [edge + filled + edge] * bar.height
    return rows


def _palette() -> bytes:
    return bytes(
        ground + (ink - ground) * step // (_SHADES - 1)
        for paper, pen_colour in _RAMPS
        for step in range(_SHADES)
        for ground, ink in zip(paper, pen_colour, strict=True)
    )


def _encoded(rows: Sequence[bytes]) -> bytes:
    """Return a PNG of those rows (ISO/IEC 15948): 8 bits, a palette, not interlaced."""
    size = struct.pack(">2L5B", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    # Runs of one shade are all there is to find: looking for no more than them (Z_RLE) makes 51
    # KB in 7 ms, where level 6 makes 52 KB in 19 ms.
    deflate = zlib.compressobj(6, zlib.DEFLATED, 15, 9, zlib.Z_RLE)
    packed = deflate.compress(b"\0" + b"\0".join(rows)) + deflate.flush()
    chunks = [
        (b"IHDR", size),
        (b"PLTE", _palette()),
        (b"IDAT", packed),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _pen(theme: Theme, role: str, weight: int, text: str) -> Pen:
    """Return the pen of a role, those of the others behind it where the text needs them."""
    path = _face(theme.family(role), weight)
    if pen(path).has(text):
        return pen(path)
    others = (theme.family(other) for other in ROLES if other in theme.fonts and other != role)
    families = (*others, *theme.guests())
    return pen(path, *(nearest(family.faces, weight, italic=False) for family in families))


def _face(family: Family, weight: int) -> Path:
    upright = [face for face in family.faces if face.style == "normal"]
    return min(upright, key=lambda face: abs(face.weight - weight)).path

"""Text as glyph outlines, so that a drawing needs no font where it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

from formatter.fonts import Face
from formatter.text.signs import seen


class _Type(NamedTuple):
    """A font that a pen sets in: what it has, and its units in those of the pen's first font."""

    font: hb.Font
    has: frozenset[int]
    share: float


class Pen:
    """Sets single lines of text in one font file, and what that lacks in those behind it.

    Lengths are in the caller's unit: `size` is the em. A character that no font has is left out:
    the book's report names it, a box in a drawing would only hide that.
    """

    def __init__(self, path: Path, *behind: Face) -> None:
        faces = [hb.Face(hb.Blob.from_file_path(str(path)))]
        faces += [hb.Face(hb.Blob.from_file_path(str(b.path)), b.number) for b in behind]
        self._em = int(faces[0].upem)
        self._types = [
            _Type(hb.Font(face), frozenset(face.unicodes), self._em / face.upem) for face in faces
        ]
        self._advances: dict[str, float] = {}

    def width(self, text: str, size: float) -> float:
        """Return how long `text` is in one line."""
        if text not in self._advances:
            self._advances[text] = sum(advance for *_, advance in self._glyphs(text))
        return self._advances[text] * size / self._em

    def has(self, text: str) -> bool:
        """Say whether the fonts have all of a text that is seen."""
        return all(any(ord(c) in kind.has for kind in self._types) for c in seen(text))

    def path(self, text: str, apart: str = "") -> str:
        """Return `text` as SVG path data in font units, y upward, from the origin on.

        `apart` stands between the letters.
        """
        letters: list[str] = []
        at = 0.0
        for kind, glyph, dx, dy, advance in self._glyphs(text):
            strokes = self._strokes(kind.font, glyph)
            if strokes:
                letters.append("".join(_moved(strokes, at + dx, dy, kind.share)))
            at += advance
        return apart.join(letters)

    def scale(self, size: float) -> float:
        """Return what font units are multiplied by for an em of `size`."""
        return size / self._em

    def draw(self, raster: hb.RasterDraw, text: str, size: float, at: tuple[float, float]) -> None:
        """Add `text` to a raster, its baseline starting `at` (x, y), y upward."""
        scale = self.scale(size)
        x, y = at
        for kind, glyph, dx, dy, advance in self._glyphs(text):
            own = scale * kind.share
            raster.transform = (own, 0, 0, own, x + dx * scale, y + dy * scale)
            raster.draw_glyph(kind.font, glyph)
            x += advance * scale

    def wrap(self, text: str | Sequence[str], size: float, width: float) -> tuple[str, ...]:
        """Break `text` between words into as few lines as `width` allows, evenly filled.

        Instead of a text its words may be given, some of them several that stay on one line.
        """
        parts = text.split() if isinstance(text, str) else text
        words = [(word, self.width(word, size)) for word in parts]
        space = self.width(" ", size)
        lines = _greedy(words, space, width)
        narrow, wide = max((length for _, length in words), default=0.0), width
        # A title whose last line is one word looks like an accident: the narrowest measure that
        # needs no more lines fills them all alike.
        while wide - narrow > size / 8:
            middle = (narrow + wide) / 2
            closer = _greedy(words, space, middle)
            if len(closer) > len(lines):
                narrow = middle
            else:
                lines, wide = closer, middle
        return tuple(" ".join(line) for line in lines)

    def shorten(self, text: str, size: float, width: float) -> str:
        """Return `text`, its middle left out until it fits: an address shows host and file."""
        if self.width(text, size) <= width:
            return text
        low, high = 0, len(text) - 1
        while low < high:
            kept = (low + high + 1) // 2
            if self.width(_without_middle(text, kept), size) <= width:
                low = kept
            else:
                high = kept - 1
        return _without_middle(text, low)

    def _glyphs(self, text: str) -> Iterator[tuple[_Type, int, float, float, float]]:
        for kind, run in self._runs(text):
            buffer = hb.Buffer()
            buffer.add_str(run)
            buffer.guess_segment_properties()
            hb.shape(kind.font, buffer)
            share = kind.share
            for info, place in zip(
                buffer.glyph_infos or (), buffer.glyph_positions or (), strict=True
            ):
                dx, dy, advance = place.x_offset, place.y_offset, place.x_advance
                yield kind, info.codepoint, dx * share, dy * share, advance * share

    def _runs(self, text: str) -> Iterator[tuple[_Type, str]]:
        """Yield the pieces of a text that are set in one font; a space stays in that before it."""
        kind, run = self._types[0], ""
        for c in text:
            likely = (kind, *self._types) if c.isspace() else self._types
            own = next((one for one in likely if ord(c) in one.has), None)
            if own is not None and own is not kind:
                if run:
                    yield kind, run
                kind, run = own, ""
            run += c if own is not None else ""
        if run:
            yield kind, run

    def _strokes(self, font: hb.Font, glyph: int) -> list[tuple[str, tuple[float, ...]]]:
        strokes: list[tuple[str, tuple[float, ...]]] = []
        font.draw_glyph(glyph, _recorder(), strokes)
        return strokes


@cache
def pen(path: Path, *behind: Face) -> Pen:
    """Return the pen of a font file and those behind it, the same one each time."""
    return Pen(path, *behind)


@cache
def _recorder() -> hb.DrawFuncs:
    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, to: to.append(("M", (x, y))))
    funcs.set_line_to_func(lambda x, y, to: to.append(("L", (x, y))))
    funcs.set_quadratic_to_func(lambda x1, y1, x, y, to: to.append(("Q", (x1, y1, x, y))))
    funcs.set_cubic_to_func(
        lambda x1, y1, x2, y2, x, y, to: to.append(("C", (x1, y1, x2, y2, x, y)))
    )
    funcs.set_close_path_func(lambda to: to.append(("Z", ())))
    return funcs


def _moved(
    strokes: list[tuple[str, tuple[float, ...]]], dx: float, dy: float, share: float
) -> Iterator[str]:
    for letter, numbers in strokes:
        moved = (n * share + (dy if i % 2 else dx) for i, n in enumerate(numbers))
        yield letter + " ".join(f"{n:g}" for n in moved)


def _greedy(words: list[tuple[str, float]], space: float, width: float) -> list[list[str]]:
    lines: list[list[str]] = []
    used = 0.0
    for word, length in words:
        if lines and used + space + length <= width:
            lines[-1].append(word)
            used += space + length
        else:
            lines.append([word])
            used = length
    return lines


def _without_middle(text: str, kept: int) -> str:
    head = (kept + 1) // 2
    return f"{text[:head]}…{text[len(text) - (kept - head) :]}"

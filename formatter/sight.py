"""A PDF as it is seen: the words of its pages, each with its place, and pictures of its pages.

It may be anybody's PDF. Its pages are drawn no larger than a screen shows.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

import pypdfium2  # type: ignore[import-untyped]

from formatter.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from PIL.Image import Image

_FILE = 2 * 1024 * 1024 * 1024
_PAGES = 10_000
# No page of a book has more; the words of one that has are none that anybody reads.
_SIGNS = 60_000
_SIDE = 4000
# What is drawn for a hyphen at a line's end, and for a sign without a letter.
_HYPHEN, _NONE = "\ufffe\x02", "\x00\ufeff"


class Word(NamedTuple):
    """A word on a page, its box in points from the page's lower left corner, and its baseline."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    base: float


class Line(NamedTuple):
    """The words of a line, as far as they stand together: those of a column, of a cell."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        """Where it begins."""
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)

    @property
    def base(self) -> float:
        """Its baseline: that of its largest word."""
        return max(self.words, key=lambda word: word.top - word.bottom).base

    @property
    def top(self) -> float:
        """How high its words reach."""
        return max(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """How low its words reach."""
        return min(word.bottom for word in self.words)


class Sight:
    """An opened PDF; close it, or use it in a `with`. Pages are counted from 0."""

    def __init__(self, source: Path | bytes) -> None:
        """Open a PDF by its path, or its bytes.

        Raises UsageError for what can't be read, is none, or is locked, RefusedError for one that
        is too large.
        """
        self.name = "The PDF" if isinstance(source, bytes) else str(source)
        try:
            if isinstance(source, Path):
                if source.stat().st_size > _FILE:
                    raise RefusedError(
                        f"{source} is larger than {_FILE // 1024**3} GB.",
                        "Give a PDF of this program.",
                    )
                source = source.read_bytes()
        except OSError as why:
            raise UsageError(
                f"{self.name} can't be read: {why.strerror or why}.", "Check the name."
            ) from why
        try:
            self._document = pypdfium2.PdfDocument(source)
        except pypdfium2.PdfiumError as why:
            raise UsageError(
                f"{self.name} is no PDF that can be read, or is locked with a password.",
                "Give the file as it was made.",
            ) from why
        if len(self._document) > _PAGES:
            raise RefusedError(
                f"{self.name} has more than {_PAGES:,} pages.", "Give one of its volumes."
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def box(self, number: int) -> tuple[float, float, float, float]:
        """Return what is left of a page when it is cut, in points: left, bottom, right, top."""
        page = self._document[number]
        try:
            return _trim(page)
        finally:
            page.close()

    def words(self, number: int) -> tuple[Word, ...]:
        """Return the words of a page in the order in which they are drawn."""
        page = self._document[number]
        text = page.get_textpage()
        try:
            return tuple(_words(text))
        finally:
            text.close()
            page.close()

    def picture(self, number: int, dots: float) -> Image:
        """Return a page as a picture in colours, so many dots an inch, or fewer for a large page.

        It shows the page's box from its upper left corner on, without the marks around it, and
        without what a proof has drawn on it (`formatter.press.proof`).
        """
        page = self._document[number]
        try:
            trim = _trim(page)
            if trim != page.get_cropbox():
                # A page is drawn by the box that it had when it was loaded.
                page.set_cropbox(*trim)
                page.close()
                page = self._document[number]
            _as_printed(page)
            largest = max(*page.get_size(), 1.0)
            made = page.render(scale=min(dots / 72, _SIDE / largest))
            picture: Image = made.to_pil().convert("RGB")
            return picture
        finally:
            page.close()


def _as_printed(page: pypdfium2.PdfPage) -> None:
    """Take away what a proof has drawn, if this is one: the first thing it draws is the proof's."""
    objects = page.get_objects(max_depth=1)
    first = next(objects, None)
    if first is None or not _is_of_a_proof(first):
        return
    for each in [first, *filter(_is_of_a_proof, objects)]:
        page.remove_obj(each)


def _is_of_a_proof(drawn: pypdfium2.PdfObject) -> bool:
    raw = pypdfium2.raw
    for number in range(raw.FPDFPageObj_CountMarks(drawn)):
        name = (ctypes.c_ushort * 8)()
        length = ctypes.c_ulong()
        mark = raw.FPDFPageObj_GetMark(drawn, number)
        raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
        if bytes(name)[: max(0, length.value - 2)].decode("utf-16-le", "replace") == "Proof":
            return True
    return False


def _trim(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    left, bottom, right, top = page.get_trimbox()
    edge = page.get_cropbox()
    inside = edge[0] - 1 <= left < right <= edge[2] + 1 and edge[1] - 1 <= bottom < top
    if inside and top <= edge[3] + 1:
        return left, bottom, right, top
    # A trim that isn't on the sheet is none.
    left, bottom, right, top = edge
    return left, bottom, right, top


def lines(words: tuple[Word, ...]) -> Iterator[Line]:
    """Yield the lines that words make, in their order.

    What is set higher or lower by less than half its size, as the call of a note, belongs to the
    line that it stands in; a gap of two sizes ends it.
    """
    held: list[Word] = []
    for word in words:
        if held:
            last = held[-1]
            size = max(last.top - last.bottom, word.top - word.bottom)
            apart = word.left - last.right
            if abs(word.base - last.base) > size / 2 or not -size < apart < 2 * size:
                yield Line(tuple(held))
                held = []
        held.append(word)
    if held:
        yield Line(tuple(held))


def _words(text: pypdfium2.PdfTextPage) -> Iterator[Word]:
    count = min(text.count_chars(), _SIGNS)
    held: list[tuple[str, tuple[float, ...]]] = []
    for i, sign in enumerate(_signs(text, count)):
        if sign.isspace() or sign in _NONE:
            if held:
                yield _word(held)
            held = []
            continue
        held.append(("-" if sign in _HYPHEN else sign, _place(text, i)))
    if held:
        yield _word(held)


def _signs(text: pypdfium2.PdfTextPage, count: int) -> Iterator[str]:
    for i in range(count):
        code = pypdfium2.raw.FPDFText_GetUnicode(text, i)
        yield chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\x00"


def _place(text: pypdfium2.PdfTextPage, i: int) -> tuple[float, ...]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pypdfium2.raw.FPDFText_GetCharOrigin(text, i, x, y)
    return (*text.get_charbox(i, loose=True), y.value)


def _word(held: list[tuple[str, tuple[float, ...]]]) -> Word:
    lefts, bottoms, rights, tops, bases = zip(*(place for _, place in held), strict=True)
    return Word(
        "".join(sign for sign, _ in held),
        min(lefts),
        min(bottoms),
        max(rights),
        max(tops),
        bases[0],
    )

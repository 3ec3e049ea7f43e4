"""The lines of a book as its PDF prints them, and what is wrong with each.

The boxes of the layout say where a line is, what it belongs to and whether it is justified; what
stands on it, and how far apart, is read out of the PDF by poppler.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from formatter.article import Book
from formatter.render import pdf
from formatter.render.outline import pen
from formatter.theme import Theme
from tests.tools.setting import _face, _place

# A word space so many times the face's own is a hole in a line.
LOOSE = 2.5
_POINTS = 0.75
_XHTML = "{http://www.w3.org/1999/xhtml}"
# Words nearer than this, in parts of the size, are pieces of one: poppler parts them by font.
_JOINED = 0.09
_HEADS = re.compile(r"h[1-6]\b|aside\.pull|p\.entry|p\.kicker|p\.section")
# Where lines are the author's, stacked or drawn, no rule of ours holds.
_AS_WRITTEN = re.compile(r"pre|span\.math|p\.formula|rt|svg")
_CLOSING = re.compile(r"[,.;:!?)\]}”»%‰]|[…’](?!\w)|\.\.\.(?!\w)|['\"](?!\w)")
_ELLIPSIS = re.compile(r"\.\.\.\w|[.,]\d")
_DASH = re.compile(r"[–—]|-$")
_NUMBER = re.compile(r"[\d½¼¾][\d.,]*\Z")
_UNIT = re.compile(
    r"(?:₫|đồng|nghìn|ngàn|triệu|tỉ|tỷ|%|‰|°C|℃|km|cm|mm|m|mét|km²|km2|m²|m2|m³|m3|ha|héc-ta|kg|g|"
    r"gam|mg|tấn|tạ|yến|lít|ml|km/h|giờ|phút|giây|tuổi|người|độ|USD|đô|euro|kW|MW|V|Hz|GB|MB|"
    r"GHz|kWh|kcal|inch|lần|năm|tháng|ngày|tuần)(?:[,.;:!?)”…]+|\Z)"
)
_BEFORE_NUMBER = re.compile(
    r"\b(?:ngày|tháng|năm|quận|phường|khoá|khóa|điều|khoản|trang|số)\Z", re.IGNORECASE
)
_BEFORE_NAME = re.compile(r"\b(?:(?:PGS|GS|TS|ThS|BS|LS|TP|Q|P)\.|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị)\Z")


class Line(NamedTuple):
    """One printed line: `opens` and `ends` its block or what a line break closes.

    `gap` is its word space in parts of the normal one, 0 where it has none.
    """

    page: int
    places: tuple[str, ...]
    words: tuple[str, ...]
    opens: bool
    ends: bool
    justified: bool
    gap: float
    before: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page} {' '.join(self.places[-2:])}: {' '.join(self.words)}"

    @property
    def fault(self) -> str:
        """What is wrong with the word it starts with, or nothing."""
        if self.opens or not self.told or not self.before:
            return ""
        word, last = self.words[0], self.before[-1]
        if _CLOSING.match(word) and not _ELLIPSIS.match(word):
            return "closing mark"
        if _DASH.match(word):
            return "dash"
        if _NUMBER.search(last) and _UNIT.match(word):
            return "unit"
        if _BEFORE_NUMBER.search(last) and word[0].isdigit():
            return "number"
        if _BEFORE_NAME.search(last) and word[0].isupper():
            return "name"
        return ""

    @property
    def alone(self) -> bool:
        """Whether it is one word that ends a head of several lines."""
        head = any(_HEADS.match(place) for place in self.places)
        return head and self.ends and bool(self.before) and not self.opens and len(self.told) == 1

    @property
    def told(self) -> tuple[str, ...]:
        """Its words without the dots and the number of a page in a contents list."""
        kept = " ".join(self.words)
        if any(place.startswith("p.entry") for place in self.places):
            kept = re.sub(r"[\s.]*\.[\s.]*\d*\Z", "", kept)
        return tuple(kept.split())

    @property
    def loose(self) -> bool:
        return self.justified and self.gap > LOOSE


class Figures(NamedTuple):
    """What is counted over lines: `starts` are the kinds of bad starts and how often each is."""

    pages: int
    lines: int
    starts: Counter[str]
    justified: int
    loose: int
    alone: int

    @property
    def share(self) -> float:
        """The part of justified lines that is loose, in percent."""
        return 100 * self.loose / max(1, self.justified)


def figures(made: Iterable[tuple[Line, ...]]) -> Figures:
    """Return the figures of several books' lines."""
    every = list(made)
    lines = [line for book in every for line in book]
    return Figures(
        pages=sum(max((line.page for line in book), default=0) for book in every),
        lines=len(lines),
        starts=Counter(line.fault for line in lines if line.fault),
        justified=sum(line.justified for line in lines),
        loose=sum(line.loose for line in lines),
        alone=sum(line.alone for line in lines),
    )


def lines(book: Book, theme: Theme) -> tuple[Line, ...]:
    """Return the lines of a book's text, page by page; what the page repeats isn't among them."""
    with pdf._fonts() as type_case:
        best = pdf._best(book, theme, pdf._Sealed(book, theme), type_case)
        assert not isinstance(best, pdf._Printed)
        _, document = best
        data = document.write_pdf()
        pages = [page._page_box for page in document.pages]
        printed = _words(data)
        found: list[Line] = []
        last: dict[tuple[int, str], Line | None] = {}
        for number, (page, words) in enumerate(zip(pages, printed, strict=True), start=1):
            for block, places, own in _blocks(page, ()):
                key = (id(block.element), _kind(own[0]))
                going_on = last.get(key)
                for box in own:
                    line = _line(number, box, places, words, theme, going_on)
                    if line.words:
                        found.append(line)
                        going_on = line
                last[key] = going_on
        return tuple(_ended(found))


def _kind(line: Any) -> str:
    return str(line.element_tag)


class _Word(NamedTuple):
    left: float
    right: float
    middle: float
    text: str


def _words(data: bytes) -> list[list[_Word]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "book.pdf")
        file.write_bytes(data)
        told = subprocess.run(
            ["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True, timeout=120
        ).stdout
    root = ET.fromstring(re.sub(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b"", told))
    return [
        [
            _Word(
                float(word.attrib["xMin"]),
                float(word.attrib["xMax"]),
                (float(word.attrib["yMin"]) + float(word.attrib["yMax"])) / 2,
                word.text or "",
            )
            for word in page.iter(f"{_XHTML}word")
        ]
        for page in root.iter(f"{_XHTML}page")
    ]


def _blocks(box: Any, places: tuple[str, ...]) -> Iterator[tuple[Any, tuple[str, ...], list[Any]]]:
    """Yield each block that holds lines, with them; margin boxes and drawings hold none."""
    if type(box).__name__ == "MarginBox" or box.element_tag == "svg":
        return
    place = _place(box)
    if place and places[-1:] != (place,):
        places = (*places, place)
    children = [child for child in getattr(box, "children", ()) if child is not None]
    if own := [child for child in children if type(child).__name__ == "LineBox"]:
        if not any(_AS_WRITTEN.match(place) for place in places):
            yield box, places, own
        for line in own:
            yield from _within(line, places)
    else:
        for child in children:
            yield from _blocks(child, places)


def _within(box: Any, places: tuple[str, ...]) -> Iterator[tuple[Any, tuple[str, ...], list[Any]]]:
    """Yield the blocks inside a line whose own lines are several: one is part of the line."""
    for child in getattr(box, "children", ()):
        if type(child).__name__ in {"InlineBox", "LineBox"}:
            yield from _within(child, places)
        elif getattr(child, "children", ()):
            yield from (each for each in _blocks(child, places) if len(each[2]) > 1)


def _line(  # noqa: PLR0913, PLR0917  a page, a box on it, and what is around both
    page: int,
    box: Any,
    places: tuple[str, ...],
    words: list[_Word],
    theme: Theme,
    going_on: Line | None,
) -> Line:
    left, top = box.position_x * _POINTS, box.position_y * _POINTS
    right, bottom = left + box.width * _POINTS, top + box.height * _POINTS
    inner = [each for _, _, own in _within(box, places) for each in own]
    there = [
        word
        for word in words
        if left - 0.5 <= (word.left + word.right) / 2 <= right + 0.5
        and top <= word.middle < bottom
        and not any(_holds(each, word) for each in inner)
    ]
    size = box.style["font_size"] * _POINTS
    told: list[str] = []
    gaps: list[float] = []
    edge = 0.0
    for word in sorted(there):
        if told and word.left - edge < _JOINED * size:
            told[-1] += word.text
        else:
            if told:
                gaps.append(word.left - edge)
            told.append(word.text)
        edge = word.right
    _, face = _face(theme, box.style["font_family"][0], box.style["font_weight"], box.style)
    normal = pen(face.path).width(" ", size)
    texts = [each for each in box.descendants() if type(each).__name__ == "TextBox"]
    return Line(
        page=page,
        places=places,
        words=tuple(told),
        opens=going_on is None or going_on.ends,
        ends=bool(texts) and str(texts[-1].element_tag).startswith("br"),
        justified=any(text.justification_spacing for text in texts),
        gap=median(gaps) / normal if gaps else 0.0,
        before=going_on.words if going_on and not going_on.ends else (),
    )


def _holds(box: Any, word: _Word) -> bool:
    left, top = box.position_x * _POINTS, box.position_y * _POINTS
    return bool(
        left - 0.5 <= (word.left + word.right) / 2 <= left + box.width * _POINTS + 0.5
        and top <= word.middle < top + box.height * _POINTS
    )


def _ended(found: list[Line]) -> Iterator[Line]:
    """Yield the lines, the last of each block marked: no later line goes on with its words."""
    gone_on = {id(line.before) for line in found if line.before}
    for line in found:
        yield line if id(line.words) in gone_on else line._replace(ends=True)

"""Lines stand as far apart as their faces need, and nothing cuts an accent: in every theme."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from formatter import fonts, theme
from formatter.clean import vocabulary
from formatter.fonts import Face
from formatter.render import cover
from formatter.render.epub import to_epub
from formatter.render.outline import pen
from formatter.render.stature import Stature, stature
from tests.render import epub_books, type_book
from tests.tools import chromium, setting
from tests.tools.setting import Text

# As measured when the families were chosen, of the regular and the bold: the font's ascent and
# descent, the tallest capital, and the least line height with capitals and without.
KNOWN = {
    ("literata", 400): (1.177, 0.308, 1.139, 1.37, 1.21),
    ("literata", 700): (1.177, 0.308, 1.193, 1.43, 1.26),
    ("source-serif-4", 400): (1.036, 0.335, 0.995, 1.24, 1.10),
    ("source-serif-4", 700): (1.036, 0.335, 1.022, 1.26, 1.13),
    ("source-sans-3", 400): (1.024, 0.400, 0.958, 1.18, 1.09),
    ("source-sans-3", 700): (1.024, 0.400, 0.987, 1.21, 1.13),
    ("andika", 400): (1.221, 0.391, 1.167, 1.41, 1.20),
    ("jetbrains-mono", 400): (1.020, 0.300, 1.020, 1.25, 1.18),
}
# The measures are of a cut at 11 points, the files of the families' own size.
ROUNDED, ROUNDED_HEIGHT = 0.004, 0.045
# What reads well: of text in each family, and of heads of more than a line.
TEXT = {"literata": 1.4, "source-serif-4": 1.35, "andika": 1.45}
HEAD = 1.25
# Room between the deepest tail and the highest accent of a head, and of small letters in text.
AIR_OF_HEADS, AIR_OF_TEXT = 0.03, 0.1
WIDEST = 0.08
HEADS = {f"h{level}" for level in range(1, 7)}
# What is raised, lowered or stacked in a line has the line's height, not its own.
SMALL = {"sup", "sub", "rt", "a.call"}
BOOKS = (epub_books.several(), type_book.book(type_book.STACKED))
# Where print sets type beside the body's vocabulary.
FRAME = {
    "p.kicker", "p.byline", "section.titlepage", "nav.contents", "p.entry", "span.by", "p.section",
    "footer.colophon", "section.part", "p.intro",
}  # fmt: skip
SILENT = {"br", "hr", "img", "rp", "div", "figure", "ul", "ol", "dl", "thead", "tbody", "tfoot"}


# Rules that no theme may have, and what is said of them.
CLOSE = {
    "figcaption { line-height: 1.1 }": "lines 1.10 apart",
    "h2 { line-height: 1.2 !important }": "lines 1.20 apart",
    ".byline { letter-spacing: .1em }": "letters spaced by 0.10",
    "p.lead { overflow: hidden }": "cut by its box",
    "strong { font-variant: small-caps }": "66 small capitals",
}


@cache
def printed(name: str) -> tuple[Text, ...]:
    style = theme.load(name)
    return tuple(text for book in BOOKS for text in setting.printed(book, style))


# The faces.


@pytest.mark.parametrize(("family", "weight"), KNOWN)
def test_a_face_is_as_tall_as_was_measured(family: str, weight: int) -> None:
    told = stature(upright(family, weight).path)
    ascent, descent, top, least, least_low = KNOWN[family, weight]
    assert (told.ascent, told.descent) == pytest.approx((ascent, descent), abs=0.001)
    assert told.top == pytest.approx(top, abs=ROUNDED)
    assert told.least == pytest.approx(least, abs=ROUNDED_HEIGHT)
    assert told.least_low == pytest.approx(least_low, abs=ROUNDED_HEIGHT)


@pytest.mark.parametrize("key", ["literata", "source-serif-4", "source-sans-3", "jetbrains-mono"])
def test_measures_are_those_of_the_outlines(key: str) -> None:
    for face in fonts.family(key).faces:
        font = TTFont(face.path)
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        tall, deep = [], []
        for letter in "ẲẰẪỀỔỖẴHgjpqyỵợẠỌỤJQ":
            pen = BoundsPen(glyphs)
            glyphs[names[ord(letter)]].draw(pen)
            tall.append(pen.bounds[3] / font["head"].unitsPerEm)
            deep.append(-pen.bounds[1] / font["head"].unitsPerEm)
        assert stature(face.path).top == pytest.approx(max(tall), abs=0.002)
        assert stature(face.path).depth >= max(deep) - 0.002


def test_andika_sets_a_tone_beside_the_circumflex_in_vietnamese_alone() -> None:
    path = upright("andika", 400).path
    assert stature(path, "en").top - stature(path, "vi").top > 0.1


def test_small_capitals_are_counted_letter_by_letter() -> None:
    told = {
        (key, face.weight, face.style): stature(face.path).small_capitals
        for key in fonts.keys()
        if key != "noto-sans-symbols-2"
        for face in fonts.family(key).faces
    }
    assert told["literata", 400, "normal"] == told["source-serif-4", 700, "normal"] == 67
    # Its bold has another đ than the one its small capitals are made for.
    assert told["literata", 700, "normal"] == 66
    assert told["source-serif-4", 400, "italic"] == told["jetbrains-mono", 400, "normal"] == 0


# What the themes make of them.


@pytest.mark.parametrize("name", theme.names())
def test_print_keeps_lines_apart(name: str) -> None:
    assert list(faults(printed(name))) == []


@pytest.mark.parametrize("name", theme.names())
def test_a_story_that_is_drawn_in_keeps_lines_apart(name: str) -> None:
    book = type_book.book(type_book.STACKED, several=False)
    assert list(faults(setting.printed(book, theme.load(name), closer=True))) == []


@pytest.mark.parametrize("name", theme.names())
def test_an_e_book_keeps_lines_apart(
    name: str, texts_of: Callable[[str], tuple[chromium.Text, ...]]
) -> None:
    assert list(faults(setting.shown(texts_of(name), theme.load(name)))) == []


@pytest.mark.parametrize("name", theme.names())
def test_every_place_that_sets_type_was_measured(name: str) -> None:
    met = {place for text in printed(name) for place in text.places}
    tags = {place.partition(".")[0] for place in met}
    assert vocabulary.ELEMENTS - SILENT - tags == set()
    classes = {f"{tag}.{kind}" for tag, kinds in vocabulary.CLASSES.items() for kind in kinds}
    silent = {"img.math", "figure.wide", "figure.tall"}
    assert classes - silent - met == set()
    assert FRAME - met == set()
    margins = {place for place in met if place.startswith("@")}
    assert len(margins) >= 1


@pytest.mark.parametrize("name", theme.names())
def test_every_place_of_an_e_book_was_measured(
    name: str, texts_of: Callable[[str], tuple[chromium.Text, ...]]
) -> None:
    shown = setting.shown(texts_of(name), theme.load(name))
    met = {place for text in shown for place in text.places}
    for place in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "p.lead", "p.kicker", "p.byline", "li",
                  "figcaption", "span.credit", "td", "th", "caption", "code", "p.signature",
                  "p.verse", "dt", "dd", "title.xhtml", "nav.xhtml", "li.group"):  # fmt: skip
        assert place in met


def test_a_theme_that_sets_too_close_is_told(tmp_path: Path, browser: chromium.Browser) -> None:
    (tmp_path / "theme.toml").write_text('inherit = "book"')
    for sheet in ("print.css", "epub.css"):
        (tmp_path / sheet).write_text("".join(CLOSE))
    style = theme.load(str(tmp_path))
    book = epub_books.single()
    for told in (
        list(faults(setting.printed(book, style))),
        list(faults(setting.shown(browser.texts(to_epub(book, style).data), style))),
    ):
        assert {fault for one in told for fault in CLOSE.values() if fault in one} == {
            *CLOSE.values()
        }
        assert all(any(fault in one for fault in CLOSE.values()) for one in told)


@pytest.mark.parametrize("name", theme.names())
def test_lines_of_a_cover_stand_apart(name: str) -> None:
    style = theme.load(name)
    words = cover.Words(origin=("Báo",), title="Ẳ g " * 20, below=("Ẵ g " * 40,), date="2026")
    head, plain = cover._face(style.family("head"), 700), cover._face(style.family("sans"), 400)
    first, second = (cover._Set(pen(face), cover.leading(face)) for face in (head, plain))
    lines, *_ = cover._composed(words, cover._Hand(first, second, pen(plain)))
    title, below = ([line for line in lines if sign in line.text] for sign in "ẲẴ")
    assert len(title) > 1
    assert len(below) == 2
    for face, held in ((head, title), (plain, below)):
        for one, other in itertools.pairwise(held):
            apart = (other.baseline - one.baseline) / one.size
            assert apart >= stature(face).least + AIR_OF_HEADS - 1e-9


def faults(texts: Sequence[Text]) -> Iterator[str]:
    """Yield what is set too close, too wide or cut, each once."""
    seen = set()
    for text in texts:
        told = stature(text.face.path, text.language)
        for fault in _faults(text, told):
            if (where := (text.places, fault)) not in seen:
                seen.add(where)
                yield f"{text}: {fault}"


def _faults(text: Text, told: Stature) -> Iterator[str]:
    head = bool(HEADS & {place.partition(".")[0] for place in text.places})
    least = [told.least, told.least_low + AIR_OF_TEXT]
    if head:
        least += [HEAD, told.least + AIR_OF_HEADS]
    elif text.family in TEXT and not text.places[0].startswith("@"):
        least.append(TEXT[text.family])
    if not SMALL & set(text.places) and round(text.pitch, 3) < round(max(least), 3):
        yield f"lines {text.pitch:.2f} apart in {text.face.path.stem}, not {max(least):.3f}"
    if text.spacing > WIDEST:
        yield f"letters spaced by {text.spacing:.2f}"
    if text.cuts:
        yield "cut by its box"
    if text.caps != "normal" and told.small_capitals < 67:
        yield f"{told.small_capitals} small capitals in {text.face.path.stem}"


def upright(key: str, weight: int) -> Face:
    return next(
        face for face in fonts.family(key).faces if (face.weight, face.style) == (weight, "normal")
    )

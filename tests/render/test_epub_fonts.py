"""An EPUB's fonts: each letter in a face that has it, cut small, under a name it may bear."""

from __future__ import annotations

import dataclasses
import io
import re
import time
import xml.etree.ElementTree as ET
import zipfile
import zlib
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from formatter import fonts, theme
from formatter.article import Book, Section
from formatter.imprint import Imprint
from formatter.render import subset
from formatter.render.epub import to_epub
from tests.render import epub_books

XHTML = "{http://www.w3.org/1999/xhtml}"
FACES = [face.path for key in fonts.keys() for face in fonts.family(key).faces]
FOUR = ((400, "normal"), (400, "italic"), (700, "normal"), (700, "italic"))
RULE = re.compile(
    r'@font-face\{font-family:"([^"]+)";font-weight:(\d+);font-style:(\w+);src:url\("../([^"]+)"\)\}'
)


def made(book: Book, style: str = "book") -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(to_epub(book, theme.load(style)).data))


def of(body: str, **fields: object) -> Book:
    article = epub_books.rich(body, **fields)
    return dataclasses.replace(epub_books.single(), sections=(Section(articles=(article,)),))


def has(file: zipfile.ZipFile, name: str) -> set[str]:
    return set(map(chr, hb.Face(hb.Blob(file.read(f"EPUB/fonts/{name}"))).unicodes))


def files(file: zipfile.ZipFile) -> set[str]:
    return {n.removeprefix("EPUB/fonts/") for n in file.namelist() if n.endswith(".ttf")}


# Which letters go where.


@pytest.mark.parametrize("style", theme.names())
@pytest.mark.parametrize("book", [epub_books.single(), epub_books.several()])
def test_every_letter_shown_is_in_a_font_of_the_book(book: Book, style: str) -> None:
    file = made(book, style)
    there = set().union(*(has(file, name) for name in files(file)))
    for name in file.namelist():
        if name.endswith(".xhtml"):
            body = ET.fromstring(file.read(name)).find(f"{XHTML}body")
            assert body is not None
            assert set("".join(body.itertext())) - there - set("\n ") == set()


def test_each_face_has_the_letters_that_are_set_in_it() -> None:
    body = (
        "<p>Øre <b>Þing</b> <i>Æ</i> <b><i>Ð</i></b> <code>ß</code></p><h2>Œ</h2>"
        "<figure><img src='image:ghe' alt=''/><figcaption>Ł <span class='credit'>Ħ</span>"
        "</figcaption></figure>"
    )
    file = made(of(body))
    expected = {
        "text-400.ttf": "Ø",
        "text-700.ttf": "Þ",
        "text-400-italic.ttf": "Æ",
        "text-700-italic.ttf": "Ð",
        "mono-400.ttf": "ß",
        "head-700.ttf": "Œ",
        "sans-400.ttf": "Ł",
        "sans-400-italic.ttf": "Ħ",
    }
    strangers = set("".join(expected.values()))
    for name, letters in expected.items():
        assert has(file, name) & strangers == set(letters), name


def test_faces_nothing_is_set_in_stay_out() -> None:
    file = made(of("<p>Chỉ có chữ thường.</p>", section=""), "newspaper")
    assert files(file) == {"text-400.ttf", "head-700.ttf", "sans-400.ttf", "sans-700.ttf"}


def test_signs_come_from_the_symbols() -> None:
    file = made(of("<p>★ ➜</p>"))
    assert {"★", "➜"} <= has(file, "symbols-400.ttf")
    assert to_epub(of("<p>★ ➜</p>"), theme.load("book")).uncovered == ()


def test_letters_no_font_has_are_named() -> None:
    rendering = to_epub(of("<p>漢字 và 😀 và 漢, \u200b\ufe0f\u00ad</p>"), theme.load("book"))
    assert rendering.uncovered == ("字", "漢", "😀")


def test_the_sheet_names_the_fonts_that_are_there() -> None:
    file = made(epub_books.several())
    css = file.read("EPUB/css/book.css").decode()
    rules = RULE.findall(css)
    assert {name for *_, name in rules} == {f"fonts/{name}" for name in files(file)}
    for family, weight, style, name in rules:
        assert css.count(f'"{family}"') > 1
        font = TTFont(io.BytesIO(file.read(f"EPUB/{name}")))
        assert font["OS/2"].usWeightClass == int(weight)
        assert bool(font["post"].italicAngle) == (style == "italic")


def test_each_stack_ends_in_a_generic_family() -> None:
    css = made(epub_books.single()).read("EPUB/css/book.css").decode()
    for stack in re.findall(r"[;{]\s*font-family:\s*([^;}]+)[;}]", RULE.sub("", css)):
        assert stack.split(", ")[-1] in {"serif", "sans-serif", "monospace"}


def test_licences_travel_with_the_fonts() -> None:
    file = made(epub_books.single())
    for key in ("literata", "source-serif-4", "source-sans-3", "jetbrains-mono"):
        assert file.read(f"EPUB/fonts/OFL-{key}.txt") == fonts.family(key).licence.read_bytes()
    # Andika is in no stack of this theme.
    assert "EPUB/fonts/OFL-andika.txt" not in file.namelist()


def test_apple_books_is_asked_to_take_the_fonts() -> None:
    options = ET.fromstring(
        made(epub_books.single()).read("META-INF/com.apple.ibooks.display-options.xml")
    )
    found = options.find("platform/option[@name='specified-fonts']")
    assert found is not None
    assert found.text == "true"


# The cuts.


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.stem)
def test_a_cut_is_a_whole_font_of_the_letters_asked_for(path: Path) -> None:
    asked = frozenset(map(ord, "Ø★"))
    data = subset.cut(path, asked)
    font = TTFont(io.BytesIO(data), checkChecksums=2)
    for table in font.keys():
        font[table]
    assert set(font.getBestCmap()) == subset.covered(path) & (asked | subset.ALPHABET)


@pytest.mark.parametrize("key", ["literata", "source-serif-4", "source-sans-3", "andika"])
def test_a_cut_keeps_every_letter_of_vietnamese_as_it_was_drawn(key: str) -> None:
    for face in fonts.family(key).faces:
        whole = hb.Font(hb.Face(hb.Blob.from_file_path(str(face.path))))
        cut = hb.Font(hb.Face(hb.Blob(subset.cut(face.path, frozenset(), name="Formatter Head"))))
        for letter in map(chr, sorted(subset.ALPHABET)):
            assert _outline(whole, letter) == _outline(cut, letter), letter


def _outline(font: hb.Font, letter: str) -> list[object]:
    buffer = hb.Buffer()
    buffer.add_str(letter)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    drawn: list[object] = []
    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda *a: drawn.append(("M", a[:-1])))
    funcs.set_line_to_func(lambda *a: drawn.append(("L", a[:-1])))
    funcs.set_quadratic_to_func(lambda *a: drawn.append(("Q", a[:-1])))
    funcs.set_cubic_to_func(lambda *a: drawn.append(("C", a[:-1])))
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        drawn.append((place.x_advance, place.x_offset, place.y_offset))
        font.draw_glyph(info.codepoint, funcs, None)
    return drawn


def test_the_alphabet_is_whole() -> None:
    letters = {c for c in map(chr, subset.ALPHABET) if c.isalpha() and not c.isascii()}
    assert len(letters) == 2 * 67


@pytest.mark.parametrize("key", fonts.keys())
def test_a_reserved_name_is_on_no_cut(key: str) -> None:
    family = fonts.family(key)
    face = family.faces[0]
    data = subset.cut(face.path, frozenset(), name="Formatter Head Bold Italic")
    names = TTFont(io.BytesIO(data))["name"]
    called = {number: str(names.getName(number, 3, 1, 0x409)) for number in (1, 2, 3, 4, 6)}
    assert called == {
        1: "Formatter Head",
        2: "Bold Italic",
        3: "Formatter Head Bold Italic",
        4: "Formatter Head Bold Italic",
        6: "FormatterHead-BoldItalic",
    }
    whole = TTFont(face.path)["name"]
    for number in (0, 13):  # copyright and licence stay
        kept = whole.getName(number, 3, 1, 0x409)
        assert (str(names.getName(number, 3, 1, 0x409)) if kept else "") == str(kept or "")


@pytest.mark.parametrize("style", theme.names())
def test_reserved_families_are_called_by_their_part_alone(style: str) -> None:
    file = made(epub_books.single(), style)
    used = theme.load(style)
    for name in files(file):
        role = name.partition("-")[0]
        family = used.family(role)
        called = TTFont(io.BytesIO(file.read(f"EPUB/fonts/{name}")))["name"].getDebugName(1)
        if family.reserved:
            assert called == f"Formatter {role.title()}"
            for part in ("css/book.css", "css/newer.css"):
                assert family.css_name not in file.read(f"EPUB/{part}").decode()


def test_four_styles_take_less_than_90_kb_of_the_zip() -> None:
    body = "<p>Chữ <b>đậm</b> <i>nghiêng</i> <b><i>cả hai</i></b></p>"
    file = made(of(body))
    sizes = [e.compress_size for e in file.infolist() if e.filename.startswith("EPUB/fonts/text-")]
    assert len(sizes) == 4
    assert sum(sizes) < 90_000


def test_a_cut_is_the_same_each_time() -> None:
    first = subset.cut(FACES[0], frozenset({ord("Ø")}), name="Formatter Head")
    subset.cut.cache_clear()
    assert subset.cut(FACES[0], frozenset({ord("Ø")}), name="Formatter Head") == first


def test_small_capitals_are_kept_where_a_sheet_asks_for_them() -> None:
    path = fonts.family("literata").faces[0].path
    plain, with_them = (
        TTFont(io.BytesIO(subset.cut(path, frozenset(), small_caps=asked)))
        for asked in (False, True)
    )
    assert len(with_them.getGlyphOrder()) > len(plain.getGlyphOrder())


# All four styles, and none.


def test_four_styles_with_the_whole_alphabet_are_small_and_quick() -> None:
    faces = fonts.family("literata").faces
    styles = [next(f for f in faces if (f.weight, f.style) == one) for one in FOUR]
    letters = frozenset(map(ord, "Nước ròng, ghe đậu bãi bồi."))
    turns = []
    for _ in range(5):
        start = time.process_time()
        cuts = [subset.cut.__wrapped__(face.path, letters) for face in styles]
        turns.append(time.process_time() - start)
    assert sum(len(zlib.compress(cut, 4)) for cut in cuts) <= 90_000
    for cut in cuts:
        assert set(hb.Face(hb.Blob(cut)).unicodes) >= subset.ALPHABET
    # 5 ms alone on a machine; the least of five turns is nearly that on a busy one.
    assert min(turns) <= 0.020


def test_fonts_left_to_the_reading_system_are_neither_there_nor_named() -> None:
    book = dataclasses.replace(epub_books.several(), imprint=Imprint(fonts="system"))
    file = made(book)
    assert not [name for name in file.namelist() if "fonts/" in name or "apple" in name]
    css = "".join(file.read(n).decode() for n in file.namelist() if n.endswith(".css"))
    assert "@font-face" not in css
    named = {said.strip() for said in re.findall(r"font-family:([^;}]+)", css)}
    assert named == {"serif", "sans-serif", "monospace"}
    # What its fonts have nobody knows, so nothing is said to be without one.
    assert to_epub(book, theme.load("book")).uncovered == ()

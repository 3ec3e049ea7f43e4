"""The large first letter of a story: its place, its room, and the word it belongs to."""

from __future__ import annotations

import ctypes
import re
import subprocess
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest

from formatter import theme
from formatter.article import Article, Rendering
from formatter.render import pdf
from formatter.render.dropcap import opening
from formatter.render.epub import to_epub
from formatter.render.stature import ink as ink_of
from formatter.render.stature import stature
from formatter.theme import Theme
from tests.render import sample_book as sample
from tests.render import type_book
from tests.tools import ink

VOWELS, TONES = "AĂÂEÊIOÔƠUƯY", ("", *"\u0300\u0301\u0303\u0309\u0323")
CAPITALS = [unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES] + ["Đ", "Q", "J"]
LEAD = f'<p class="lead">{" ".join([type_book.STACKED] * 2)}</p>'
# Fills the lines beside and below a letter with the worst that can stand there.
REST = f"y {' '.join([type_book.STACKED] * 9)}"
TEXT = "y là mùa nước nổi, " * 20
# The capitals with a flat foot and a flat head, accents aside.
FLAT = "EẾẸ"


@pytest.fixture
def heir(tmp_path: Path) -> Callable[..., Theme]:
    def made(options: str, css: str = "") -> Theme:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        (folder / "theme.toml").write_text(f'inherit = "book"\n[options]\n{options}\n')
        (folder / "print.css").write_text(css)
        return theme.load(str(folder))

    return made


def printed(letters: str, style: Theme, rest: str = REST) -> Rendering:
    """Return a book with a story for each letter, the next below the last."""
    pieces = [Article(title="-", body=f"{LEAD}<p>{letter}{rest}</p>") for letter in letters]
    return pdf.to_pdf(sample.book(*pieces, title="-"), style)


@cache
def plain() -> Theme:
    return theme.load("book")


# What gets one.


def test_the_letter_is_drawn_and_stands_unseen_before_its_word() -> None:
    body = f"{LEAD}<p>Ấ{TEXT}</p><p>Ấ{TEXT}</p>"
    set_large = opening(plain(), body)
    assert set_large.count('<span class="dropcap"') == 1
    assert set_large.count("<svg") == 1
    assert re.search(r'<span class="unseen" style="margin-left:-\d\.\d+em">Ấ</span>y là', set_large)
    assert re.sub(r"<(?!p class=.lead)[^>]*>", "", set_large) == re.sub(
        r"<(?!p class=.lead)[^>]*>", "", body
    )


@pytest.mark.parametrize("quote", '“‘«"')
def test_an_opening_quote_goes_with_its_letter(quote: str) -> None:
    set_large = opening(plain(), f"{LEAD}<p>{quote}Ẵ{TEXT}</p>")
    assert f">{quote}Ẵ</span>y là" in set_large
    assert set_large.count("<path") == 2


def test_a_letter_of_parts_is_drawn_whole() -> None:
    body = unicodedata.normalize("NFD", f"{LEAD}<p>Ấ{TEXT}</p>")
    assert opening(plain(), body) == opening(plain(), unicodedata.normalize("NFC", body))


@pytest.mark.parametrize(
    "body",
    [
        f"<p>8{TEXT}</p>",
        f"<p>– Ấ{TEXT}</p>",
        f"<p>(Ấ{TEXT}</p>",
        f"<p>ấ{TEXT}</p>",
        f"<p><b>Ấ</b>{TEXT}</p>",
        f"<p>한{TEXT}</p>",
        f"<p>“8{TEXT}</p>",
        "<p>Ấy là mùa nước nổi.</p>",
        f"<h2>Mùa</h2><p>Ấ{TEXT}</p>",
        f'<p class="verse">Ấ{TEXT}</p>',
        f"<blockquote><p>Ấ{TEXT}</p></blockquote>",
        f"<ul><li>Ấ{TEXT}</li></ul><p>Ấ{TEXT}</p>",
        f"<aside class='note'><p>Ấ{TEXT}</p></aside>",
        "",
    ],
)
def test_what_has_no_letter_to_set_large_stays_as_it_is(body: str) -> None:
    assert opening(plain(), LEAD + body) == LEAD + body
    assert opening(plain(), body) == body


def test_pictures_may_stand_before_it() -> None:
    figure = '<figure class="wide"><img src="image:x" alt=""/><figcaption>x</figcaption></figure>'
    assert "dropcap" in opening(plain(), f"{LEAD}{figure}{figure}<p>Ấ{TEXT}</p>")
    assert "dropcap" in opening(plain(), f"<p>Ấ{TEXT}</p>")


def test_a_theme_says_whether(heir: Callable[..., Theme]) -> None:
    body = f"<p>Ấ{TEXT}</p>"
    assert opening(heir("drop_cap = false"), body) == body
    assert "dropcap" in opening(heir("drop_cap = true"), body)
    # In columns the room over an accent would set one of them lower than the next.
    assert theme.load("newspaper").options["drop_cap"] is False


def test_an_e_book_has_the_plain_word() -> None:
    piece = Article(title="-", body=f"<p>Ấ{TEXT}</p>")
    made = to_epub(sample.book(piece), plain()).data
    assert b"dropcap" not in made
    assert piece.body == f"<p>Ấ{TEXT}</p>"


# Where it stands.


@pytest.mark.parametrize("letters", [CAPITALS[:35], CAPITALS[35:]], ids=["A-I", "O-Y"])
def test_no_letter_touches_a_line(letters: list[str], heir: Callable[..., Theme]) -> None:
    flowing = heir("", "article { break-before: auto } .contents { display: none }")
    told = ink.collisions(printed("".join(letters), flowing).data)
    # Each letter has the lead above it and four lines beside and below.
    assert told.pairs > 4 * len(letters)
    assert told.drawings >= len(letters)
    assert told.collisions == ()


def test_a_letter_that_touches_is_seen(heir: Callable[..., Theme]) -> None:
    tight = heir("", ".opening { padding-top: 0 !important; margin-top: -15pt }")
    told = ink.collisions(printed("Ẵ", tight).data)
    assert any(not one.one or not one.other for one in told.collisions)


@pytest.mark.parametrize("lines", [2, 3, 4])
@pytest.mark.parametrize("css", ["", ".story { font-size: 9.8pt; line-height: 14.5pt }"])
def test_its_foot_stands_on_a_line_and_its_head_at_that_of_the_first(
    lines: int, css: str, heir: Callable[..., Theme]
) -> None:
    style = heir(f"drop_cap_lines = {lines}", css)
    path = style.family("text").faces[0].path
    capital = stature(path).capital
    with pypdfium2.PdfDocument(printed(FLAT, style, f"{REST} {REST}").data) as document:
        # The first page names the book, the second its stories.
        pages = list(document)[2:]
        for letter, page in zip(FLAT, pages, strict=True):
            things = list(page.get_objects())
            (drawn,) = (o for o in things if o.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH)
            _, bottom, right, top = drawn.get_bounds()
            beside = [
                o.get_matrix().f
                for o in things
                if o.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT and o.get_bounds()[0] > right
            ]
            feet = sorted({round(foot, 2) for foot in beside}, reverse=True)
            own, size = ink_of(path, letter), 9.8 if css else 10
            height = feet[0] - feet[lines - 1] + capital * size
            foot = feet[lines - 1] - own.depth / capital * height
            head = feet[0] + capital * size + (own.top / capital - 1) * height
            assert bottom == pytest.approx(foot, abs=0.5)
            assert top == pytest.approx(head, abs=0.5)


def test_it_has_the_colour_of_its_text() -> None:
    with pypdfium2.PdfDocument(printed("E", plain()).data) as document:
        things = list(document[0].get_objects())
        inks = {
            kind: {colour(o) for o in things if o.type == kind}
            for kind in (pypdfium2.raw.FPDF_PAGEOBJ_PATH, pypdfium2.raw.FPDF_PAGEOBJ_TEXT)
        }
    (drawn,) = inks[pypdfium2.raw.FPDF_PAGEOBJ_PATH]
    assert drawn in inks[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]


def colour(thing: Any) -> tuple[int, ...]:
    parts = [ctypes.c_uint() for _ in range(4)]
    pypdfium2.raw.FPDFPageObj_GetFillColor(thing.raw, *parts)
    return tuple(part.value for part in parts)


# Who reads it.


def test_words_are_read_whole(tmp_path: Path) -> None:
    starts = ["Ấ", "“Ổ", "Đ", "Q", "«Ữ"]
    pieces = [Article(title="-", body=f"{LEAD}<p>{start}{TEXT}</p>") for start in starts]
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf.to_pdf(sample.book(*pieces, title="-"), plain()).data)
    with pypdfium2.PdfDocument(path) as document:
        ways = [" ".join(page.get_textpage().get_text_range() for page in document)]
    ways += [
        subprocess.check_output(["pdftotext", *mode, str(path), "-"], text=True)
        for mode in ([], ["-layout"], ["-raw"])
    ]
    for start in starts:
        expected = f"{start}{TEXT.strip()}".split()
        for told in map(str.split, ways):
            assert told[told.index(expected[0]) :][: len(expected)] == expected


# Where a page ends.


def caps(box: Any) -> list[bool]:
    """Return, for each large letter of a page, whether its words are there too."""
    element = getattr(box, "element", None)
    if box.element_tag == "p" and element is not None and element.get("class") == "opening":
        held = [child.is_in_normal_flow() for child in box.children]
        return [] if all(held) else [any(held)]
    return [said for child in getattr(box, "children", ()) for said in caps(child)]


def test_a_letter_never_ends_a_page_without_its_words() -> None:
    dress, ends = theme.load("book"), set()
    for words in range(150, 300, 6):
        lead = f'<p class="lead">{"nước " * words}</p>'
        book = sample.book(Article(title="Bến", body=f"{lead}<p>M{TEXT * 3}</p>"))
        with pdf._fonts() as fonts:
            document = pdf._laid_out(pdf.page_html(book, dress), pdf._Sealed(book, dress), fonts)
            first = [caps(page._page_box) for page in document.pages]
        assert all(map(all, first))
        ends.add([bool(page) for page in first].index(True))
    assert len(ends) > 1, "no page ended near the letter"

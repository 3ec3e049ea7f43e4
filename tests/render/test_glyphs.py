"""Each letter of a book is the one its font file draws: in the PDF, in the EPUB, in Chromium."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pikepdf
import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont
from weasyprint import HTML

import formatter
from formatter import fonts, theme
from formatter.article import Article, Book
from formatter.render import pdf
from formatter.render.epub import to_epub
from tests.house.checkout import ROOT
from tests.render import epub_books
from tests.render import sample_book as sample
from tests.tools import chromium, outlines

EXAMPLES = sorted(page.name for page in (ROOT / "examples").glob("*.html"))
LITERATA = fonts.family("literata").faces[0].path
_LETTERS = " ".join(outlines.LETTERS)
# The letters in every face that a theme sets type with: text, head, sans, code, and their styles.
ALPHABET = sample.book(
    Article(
        title=_LETTERS[:67],
        body=f"<p>{_LETTERS} <i>{_LETTERS}</i> <b>{_LETTERS} <i>{_LETTERS}</i></b> "
        f"<code>{_LETTERS} <b>{_LETTERS}</b></code></p><h2>{_LETTERS}</h2><h4>{_LETTERS}</h4>"
        f'<aside class="info"><p>{_LETTERS} <i>{_LETTERS}</i></p></aside>'
        f'<aside class="pull"><p>{_LETTERS}</p></aside>',
    )
)


@cache
def example(name: str) -> Book:
    article = formatter.clean(formatter.read(ROOT / "examples" / name))
    return formatter.bind([article], images=formatter.gather([article]))


# In print.


@pytest.mark.parametrize("name", theme.names())
@pytest.mark.parametrize("page", EXAMPLES)
def test_every_glyph_of_an_example_is_its_letter(page: str, name: str) -> None:
    told = outlines.printed(pdf.to_pdf(example(page), theme.load(name)).data)
    assert told.wrong == ()
    assert told.compared > 200


@pytest.mark.parametrize("name", theme.names())
def test_every_letter_in_every_face_is_its_own(name: str) -> None:
    told = outlines.printed(pdf.to_pdf(ALPHABET, theme.load(name)).data)
    assert told.wrong == ()
    whole = [font for font, letters in told.letters.items() if set(outlines.LETTERS) <= letters]
    for role in ("text", "head", "sans", "mono"):
        called = theme.load(name).family(role).css_name.replace(" ", "-")
        assert any(called in font for font in whole), role


def test_a_glyph_in_the_place_of_another_is_seen() -> None:
    made = pdf.to_pdf(ALPHABET, theme.load("book")).data
    with pikepdf.open(io.BytesIO(made)) as document:
        files = [
            font.DescendantFonts[0].FontDescriptor.FontFile2
            for font in document.objects
            if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font
        ]
        file = max(files, key=lambda file: len(file.read_bytes()))
        embedded = TTFont(io.BytesIO(file.read_bytes()))
        drawn = [n for n in embedded.getGlyphOrder() if embedded["glyf"][n].numberOfContours > 0]
        one, other = drawn[20], drawn[-1]
        glyphs = embedded["glyf"].glyphs
        glyphs[one], glyphs[other] = glyphs[other], glyphs[one]
        out = io.BytesIO()
        embedded.save(out)
        file.write(out.getvalue())
        spoiled = io.BytesIO()
        document.save(spoiled)
    wrong = outlines.printed(spoiled.getvalue()).wrong
    assert len(wrong) >= 2
    assert all("another outline" in one for one in wrong)


def test_two_cuts_under_one_name_are_seen(tmp_path: Path) -> None:
    # As the web serves a font: the engine embeds one file and draws the letters of both by it.
    rules = ""
    for name, block in (("latin", range(0x180)), ("vietnamese", range(0x180, 0x10000))):
        face = hb.Face(hb.Blob.from_file_path(str(LITERATA)))
        plan = hb.SubsetInput()
        plan.unicode_set.update(set(face.unicodes) & set(block))
        path = tmp_path / f"{name}.ttf"
        path.write_bytes(bytes(plan.subset(face).blob.data))
        rules += f'@font-face {{ font-family: "Formatter Literata"; src: url({path.as_uri()}) }}'
    html = f'<style>{rules} p {{ font-family: "Formatter Literata" }}</style><p>{outlines.LETTERS}'
    with pdf._fonts() as type_case:
        made = HTML(string=html).write_pdf(font_config=type_case)
    assert len(outlines.printed(made).wrong) > 20


def test_a_box_is_seen() -> None:
    html = '<style>@font-face { font-family: "Formatter Literata"; src: url(%s) } p { font-family: '
    html += '"Formatter Literata" }</style><p>Chữ 한'
    with pdf._fonts() as type_case:
        made = HTML(string=html % LITERATA.as_uri()).write_pdf(font_config=type_case)
    (wrong,) = outlines.printed(made).wrong
    assert wrong.endswith("'한': a box")


# In an e-book.


@pytest.mark.parametrize("name", theme.names())
def test_every_letter_of_every_cut_is_as_in_its_whole(name: str) -> None:
    style = theme.load(name)
    told = outlines.cut(to_epub(ALPHABET, style).data, style)
    assert told.wrong == ()
    assert all(set(outlines.LETTERS) <= letters for letters in told.letters.values())
    assert len(told.letters) >= len(set(style.fonts.values())) - 1


def test_a_cut_with_another_glyph_is_seen() -> None:
    style = theme.load("book")
    made = to_epub(ALPHABET, style).data
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as file, zipfile.ZipFile(out, "w") as spoiled:
        for name in file.namelist():
            data = file.read(name)
            if name.endswith("text-400.ttf"):
                font = TTFont(io.BytesIO(data))
                glyphs = font.getBestCmap()
                swapped = {ord("ế"): glyphs[ord("ề")], ord("ề"): glyphs[ord("ế")]}
                for table in font["cmap"].tables:
                    table.cmap = table.cmap | swapped
                held = io.BytesIO()
                font.save(held)
                data = held.getvalue()
            spoiled.writestr(name, data)
    wrong = outlines.cut(out.getvalue(), style).wrong
    assert sorted(one.split("/")[-1] for one in wrong) == [
        "text-400.ttf 'ế'",
        "text-400.ttf 'ề'",
    ]


@pytest.mark.parametrize("name", theme.names())
def test_chromium_sets_each_text_with_the_font_it_asks_for(
    name: str, texts_of: Callable[[str], tuple[chromium.Text, ...]]
) -> None:
    texts = texts_of(name)
    assert len(texts) > 150
    assert [one for text in texts for one in strange(text, theme.load(name))] == []


@pytest.mark.parametrize("name", theme.names())
@pytest.mark.parametrize("page", EXAMPLES)
def test_chromium_sets_an_example_with_the_fonts_it_asks_for(
    page: str, name: str, browser: chromium.Browser
) -> None:
    style = theme.load(name)
    texts = browser.texts(to_epub(example(page), style).data)
    assert [one for text in texts for one in strange(text, style)] == []


@pytest.mark.parametrize(
    ("lost", "seen"), [("text-400.ttf", "Formatter Head"), (".ttf", "of the machine")]
)
def test_a_font_that_is_lost_is_seen(lost: str, seen: str, browser: chromium.Browser) -> None:
    made = to_epub(epub_books.single(), theme.load("book")).data
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as file, zipfile.ZipFile(out, "w") as bare:
        for name in file.namelist():
            if not name.endswith(lost):
                bare.writestr(name, file.read(name))
    wrong = [one for t in browser.texts(out.getvalue()) for one in strange(t, theme.load("book"))]
    assert len([one for one in wrong if seen in one]) > 20


def strange(text: chromium.Text, style: theme.Theme) -> Iterator[str]:
    """Yield the fonts that draw letters of a text without being the first that has them."""
    roles = [role for role in theme.ROLES if role in style.fonts]
    families = [style.family(role) for role in roles]
    called = [
        {f.name, f"Formatter {role.title()}"} for role, f in zip(roles, families, strict=True)
    ]
    asked = text.family.split(",")[0].strip(' "')
    first = next(
        i for i, family in enumerate(families) if asked == family.css_name or asked in called[i]
    )
    has = fonts.coverage(families[first].key)
    elsewhere = sum(ord(c) not in has for c in text.text if not c.isspace())
    drawn = 0
    for font in text.fonts:
        if not font.custom:
            yield f"{text.place}: {font.family} of the machine"
        elif font.family.replace(" ", "") not in {one.replace(" ", "") for one in called[first]}:
            drawn += font.letters
            if drawn > elsewhere:
                yield f"{text.place}: {font.family} in place of {asked}"
    if not text.fonts:
        yield f"{text.place}: no font at all"

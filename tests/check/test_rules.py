"""Each rule of the lint: the smallest book that breaks it, and nothing else in it."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

import pytest

from formatter.check import RULES, check
from formatter.profile import SYSTEMS, Bounds
from tests.tools.small_epub import (
    Files,
    Spoil,
    added,
    files,
    instead,
    packed,
    png,
    spoiled,
    without,
)

_AT_NOTE = '<sup><a epub:type="noteref" href="#mach">1</a></sup>'
_TTF = b"\0\1\0\0" + b"\0\1" + bytes(6)


class Case(NamedTuple):
    """How a book breaks a rule, and where that is found."""

    code: str
    how: tuple[Spoil, ...]
    file: str
    line: int = 0
    bounds: Bounds = Bounds()
    also: tuple[str, ...] = ()


def first(name: str) -> Spoil:
    def change(held: Files) -> None:
        moved = held.pop(name)
        rest = dict(held)
        held.clear()
        held.update({name: moved} | rest)

    return change


def renamed(old: str, new: str) -> Spoil:
    def change(held: Files) -> None:
        for name, data in list(held.items()):
            held[name] = data.replace(old.encode(), new.encode())
        held[f"EPUB/{new}"] = held.pop(f"EPUB/{old}")

    return change


def decomposed(name: str) -> Spoil:
    def change(held: Files) -> None:
        held[f"EPUB/{name}"] = unicodedata.normalize("NFD", held[f"EPUB/{name}"].decode()).encode()

    return change


def as_it_is(name: str, encoding: str) -> Spoil:
    def change(held: Files) -> None:
        text = held[f"EPUB/{name}"].decode().replace("utf-8", encoding)
        held[f"EPUB/{name}"] = text.encode(encoding)

    return change


CSS = "EPUB/sach.css"
STORY = "EPUB/bai.xhtml"
PACKAGE = "EPUB/content.opf"
FONT = added("chu.ttf", _TTF, "font/ttf")
ASKED = '<?xml version="1.0"?><display_options><option name="specified-fonts">true</option>'
LONG = "nước " * 2_600


def mistyped(held: Files) -> None:
    held["mimetype"] = b"application/zip"


def options(held: Files) -> None:
    held["META-INF/com.apple.ibooks.display-options.xml"] = f"{ASKED}</display_options>".encode()


def styled(css: str) -> Spoil:
    return instead("sach.css", "figcaption {", f"{css}\nfigcaption {{")


CASES = (
    Case("mimetype-wrong", (first("EPUB/bia.png"),), "mimetype"),
    Case("mimetype-wrong", (mistyped,), "mimetype"),
    Case("name-unsafe", (added("../../ra.txt", b"x"),), "EPUB/../../ra.txt"),
    Case("name-unsafe", (added("a\tb.txt", b"x"),), "EPUB/a\tb.txt", also=("name-not-plain",)),
    Case("name-not-plain", (renamed("bia.png", "bìa.png"),), "EPUB/bìa.png"),
    Case("name-not-plain", (renamed("bia.png", "b ia.png"),), "EPUB/b ia.png"),
    Case("file-large", (), "", bounds=Bounds(file=500)),
    Case("document-large", (), STORY, bounds=Bounds(document=450)),
    Case("file-missing", (instead("bai.xhtml", "bia.png", "gieng.png"),), STORY, 8),
    Case(
        "file-missing",
        (added("gieng.png", b"", "image/png"), without("EPUB/gieng.png")),
        PACKAGE,
    ),
    Case("document-unreadable", (instead("bai.xhtml", "</aside>", ""),), STORY),
    Case(
        "document-unreadable",
        (instead("bai.xhtml", "<html", '<!DOCTYPE html [<!ENTITY a "b">]><html'),),
        STORY,
    ),
    Case("document-unreadable", (instead("toc.ncx", "</navMap>", ""),), "EPUB/toc.ncx",
         also=("ncx-missing",)),
    Case(
        "encoding-undeclared",
        (instead("bai.xhtml", '<?xml version="1.0" encoding="utf-8"?>', ""),),
        STORY,
        1,
    ),
    Case("encoding-undeclared", (as_it_is("bai.xhtml", "utf-16"),), STORY, 1),
    Case("text-decomposed", (decomposed("bai.xhtml"),), STORY, 3),
    Case("text-decomposed", (decomposed("content.opf"),), PACKAGE, 4),
    Case("text-decomposed", (decomposed("toc.ncx"),), "EPUB/toc.ncx", 3),
    Case("picture-without-source", (instead("bai.xhtml", "<aside", "<p><img/></p><aside"),),
         STORY, 7),
    Case(
        "hidden-text-long",
        (instead("bai.xhtml", "<aside", f'<p style="display: none">{LONG}</p><aside'),),
        STORY,
        7,
    ),
    Case(
        "hidden-text-long",
        (
            instead("bai.xhtml", "<aside", f'<p class="an">{LONG}</p><aside'),
            styled("p.an { display: none }"),
        ),
        STORY,
        7,
    ),
    Case(
        "hidden-text-long",
        (instead("bai.xhtml", "<aside", f'<p hidden="hidden">{LONG}</p><aside'),),
        STORY,
        7,
    ),
    Case("language-missing", (instead("content.opf", "<dc:language>vi</dc:language>", ""),),
         PACKAGE),
    Case("language-missing", (instead("content.opf", ">vi<", ">tiếng Việt<"),), PACKAGE),
    Case("nav-missing", (instead("content.opf", ' properties="nav"', ""),), PACKAGE),
    Case(
        "ncx-missing",
        (
            instead(
                "content.opf",
                '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
                "",
            ),
        ),
        PACKAGE,
    ),
    Case("ncx-id-empty", (instead("toc.ncx", 'id="p2"', 'id=""'),), "EPUB/toc.ncx", 5),
    Case("ncx-id-empty", (instead("toc.ncx", 'id="p2"', 'id="p1"'),), "EPUB/toc.ncx", 4),
    Case(
        "ncx-too-deep",
        (
            instead(
                "toc.ncx",
                "</navPoint>\n</navPoint>",
                '<navPoint id="p3"><navLabel><text>Đá</text></navLabel>'
                '<content src="bai.xhtml"/></navPoint></navPoint>\n</navPoint>',
            ),
        ),
        "EPUB/toc.ncx",
        5,
    ),
    Case("contents-link-dead", (instead("toc.ncx", "#nuoc", "#dat"),), "EPUB/toc.ncx", 5),
    Case("contents-link-dead", (instead("nav.xhtml", '<a href="bai', '<a href="bay'),),
         "EPUB/nav.xhtml", 4),
    Case(
        "body-id-linked",
        (
            instead("bai.xhtml", "<body>", '<body id="dau">'),
            instead("toc.ncx", "#nuoc", "#dau"),
        ),
        "EPUB/toc.ncx",
        5,
    ),
    Case(
        "body-id-linked",
        (
            instead("bai.xhtml", "<body>", '<body id="dau">'),
            instead("bai.xhtml", "</aside>", '<p><a href="#dau">lên đầu</a></p></aside>'),
        ),
        STORY,
        7,
    ),
    Case("guide-text", (instead("content.opf", 'type="text"', 'type="toc"'),), PACKAGE),
    Case("landmark-types", (instead("nav.xhtml", '"bodymatter"', '"bodymatter part"'),),
         "EPUB/nav.xhtml", 4),
    Case("picture-kind", (added("gieng.webp", b"RIFF....WEBPVP8 ", "image/webp"),),
         "EPUB/gieng.webp"),
    Case("picture-kind", (added("gieng.jpg", b"\0\0\0\x1cftypavif....", "image/jpeg"),),
         "EPUB/gieng.jpg"),
    Case("picture-kind", (added("gieng.bmp", b"BM", "image/bmp"),), "EPUB/gieng.bmp"),
    Case("cover-missing", (instead("content.opf", '<meta name="cover" content="bia"/>', ""),),
         PACKAGE),
    Case(
        "cover-missing",
        (
            instead("content.opf", '<meta name="cover" content="bia"/>', ""),
            instead("content.opf", ' properties="cover-image"', ""),
        ),
        PACKAGE,
    ),
    Case("cover-not-alone", (instead("bia.xhtml", "<body>", "<body><p>Giếng</p>"),),
         "EPUB/bia.xhtml"),
    Case("cover-shape", (added("bia.png", png(1000, 1000)),), "EPUB/bia.png"),
    Case("cover-size", (added("bia.png", png(600, 800)),), "EPUB/bia.png"),
    Case("font-kind", (added("chu.woff2", b"wOF2", "font/woff2"), options), "EPUB/chu.woff2"),
    Case(
        "font-variable",
        (added("chu.ttf", _TTF + b"fvar" + bytes(12), "font/ttf"), options),
        "EPUB/chu.ttf",
    ),
    Case("fonts-unasked", (FONT,), "META-INF/com.apple.ibooks.display-options.xml"),
    Case("fonts-unasked", (options,), "META-INF/com.apple.ibooks.display-options.xml"),
    Case("font-size-unit", (styled("p { font-size: 90% }"),), CSS, 2),
    Case("font-size-unit", (styled("p { font: bold 12px serif }"),), CSS, 2),
    Case("css-newer", (styled("p { margin: min(1em, 2em) }"),), CSS, 2),
    Case("css-newer", (styled("@supports (top: 1em) { p { margin: 0 } }"),), CSS, 2),
    Case("css-newer", (styled("figure:has(p) { margin: 0 }"),), CSS, 2),
    Case("css-newer", (styled("p { margin: 0; b { margin: 0 } }"),), CSS, 2),
    Case("css-newer", (styled("p { --le: 0 }"),), CSS, 2),
    Case("page-break-alone", (styled("h2 { break-after: avoid }"),), CSS, 2),
    Case("css-unlisted", (instead("bai.xhtml", "sach.css", "kia.css"), added("kia.css", b"")),
         STORY, 3),
    Case("line-height-unit", (styled("\np { line-height: 1.5em }"),), CSS, 3),
    Case("line-height-unit", (styled("p { line-height: 120% }"),), CSS, 2),
    Case("colour-of-text", (styled("p { color: #333 }"),), CSS, 2),
    Case("colour-of-text", (styled("p { background: #fff }"),), CSS, 2),
    Case(
        "colour-of-text",
        (instead("bai.xhtml", "</head>", "<style>\np { color: black }</style></head>"),),
        STORY,
        4,
    ),
    Case("figcaption-inline", (instead("sach.css", "figcaption { display: block }", ""),), STORY),
    Case("note-target-unmarked", (instead("bai.xhtml", ' epub:type="footnote"', ""),), STORY, 6),
    Case(
        "note-link-tag",
        (instead("bai.xhtml", _AT_NOTE, '<a epub:type="noteref" href="#mach"><sup>1</sup></a>'),),
        STORY,
        6,
    ),
    Case("aside-hidden", (styled("aside { display: none }"),), STORY, 7),
    Case("aside-hidden", (instead("bai.xhtml", "<aside", '<aside hidden="hidden"'),), STORY, 7),
)  # fmt: skip


def test_the_book_that_is_spoiled_is_sound() -> None:
    assert check(packed(files())) == ()


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}-{n}" for n, case in enumerate(CASES)])
def test_a_broken_rule_is_found_in_its_place(case: Case) -> None:
    found = check(spoiled(*case.how), bounds=case.bounds)
    assert {one.code for one in found} == {case.code, *case.also}
    places = [(one.file, one.line) for one in found if one.code == case.code]
    assert (case.file, case.line) in places
    rule = next(rule for rule in RULES if rule.code == case.code)
    assert {one.systems for one in found if one.code == case.code} == {rule.systems}
    others = [system for system in SYSTEMS if system not in rule.systems]
    assert case.code not in {one.code for one in check(spoiled(*case.how), others, case.bounds)}


def test_each_rule_has_a_book_that_breaks_it() -> None:
    # A file of 2 GB isn't made for a test.
    assert {rule.code for rule in RULES} - {case.code for case in CASES} == {"file-huge"}


def test_each_rule_says_all_in_whole_sentences() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert set(rule.systems) <= set(SYSTEMS)
        for text in (rule.asks, rule.why, rule.remedy):
            assert text[0].isupper(), rule.code
            assert text.endswith((".", "it so.")), rule.code

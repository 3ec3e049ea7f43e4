"""The e-book of an issue: its head, what stands around its pieces, its index and its colophon."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from formatter.article import Article, Book, Image
from formatter.book import bind
from formatter.digest import bound
from formatter.issue import (
    Colophon,
    Contents,
    Cover,
    Cut,
    Department,
    Index,
    Issue,
    Masthead,
    Piece,
)
from formatter.pagination import COLOPHON, CONTENTS, COVER, INDEX, TITLE, Break, Pagination
from formatter.render import front, package, periodical
from formatter.render.accessibility import Pictures
from formatter.render.spine import Picture, Spine, spine
from formatter.render.words import words
from formatter.theme import load

THEME = load("newspaper")
SAID = words(THEME, "vi")
ISSUE = Issue(
    title="Lần Giở",
    subtitle="Điểm báo",
    number=1047,
    date="2026-11-22",
    editors=("Tạ Thương",),
    publisher="Bến Cũ",
    isbn="978-604-0-00000-2",
    issn="2049-3630",
    licence="https://giay.example/by",
    cover=Cover(text=("Một dòng",)),
    masthead=Masthead(title="LẦN GIỞ", motto="Đọc chậm", left="Trái", right="Phải"),
    contents=Contents(title="Trong số này"),
    index=Index(people=("Tư Lượm = ông Tư", "Lê Bắc"), places=("Gò Tràm",), sources=True),
    colophon=Colophon(lines=(("Soát chữ", "Lã Ngà"),), text="Tặng.\n\nKhông bán."),
    departments=(
        Department(
            title="Sông",
            intro="Mở mục.",
            color="#0f5c66",
            pieces=(Piece(source="a", cut=Cut(words=9), credit="Theo báo", licence="CC BY"),),
        ),
        Department(title="Núi", pieces=(Piece(source="b"),)),
    ),
)
ARTICLES = (
    Article(
        title="Con đò của Tư Lượm",
        body="<p>Ở Gò Tràm, ông Tư chèo.</p>",
        language="vi",
        authors=("Lê Thu",),
        site="Báo Sông",
        url="https://song.example/a",
    ),
    Article(title="Chè", body="<p>Trên núi, Tư Lượm.</p>", language="vi", site="Báo Non"),
)
BOOK = bound(ISSUE, ARTICLES, {})


def made(book: Book = BOOK, *, cover: bool = True) -> Spine:
    drawn = Picture("images/cover.png", "image/png", b"") if cover else None
    found = spine(book, THEME, ("css/book.css",), drawn)
    for document in (*found.read, found.nav):
        ET.fromstring(document.markup.partition("<!DOCTYPE html>")[2])
    return found


def text(found: Spine, name: str) -> str:
    return next(document.markup for document in found.read if document.name == name)


def test_the_documents_of_an_issue_in_order() -> None:
    found = made()
    assert [document.name for document in found.read] == [
        "cover.xhtml", "title.xhtml", "nav.xhtml", "section-01.xhtml", "article-001.xhtml",
        "section-02.xhtml", "article-002.xhtml", "index.xhtml", "colophon.xhtml",
    ]  # fmt: skip
    assert [entry.title for entry in found.entries] == ["Sông", "Núi", SAID["index"],
                                                        SAID["imprint"]]  # fmt: skip
    assert '<h1 id="toc-title">Trong số này</h1>' in found.nav.markup
    title = text(found, "title.xhtml")
    assert '<p class="ears">Trái · Phải</p>' in title
    assert '<h1 id="title">LẦN GIỞ</h1>' in title
    assert "Số 1.047 · Chủ Nhật, ngày 22 tháng 11 năm 2026" in title


def test_colours_are_rules_and_letters_keep_theirs() -> None:
    found = made()
    for name in ("section-01.xhtml", "article-001.xhtml"):
        assert '<div class="rule" style="border-top-color: #0f5c66"></div>' in text(found, name)
        assert re.findall(r'style="([^"]*)"', text(found, name)) == ["border-top-color: #0f5c66"]
    assert "style=" not in text(found, "article-002.xhtml")


def test_under_a_piece_stands_where_it_goes_on_and_whose_it_is() -> None:
    found = made()
    under = re.findall(r'<p class="under">(.*?)</p>', text(found, "article-001.xhtml"))
    assert under == [
        f'{SAID["goes_on"]} <a href="https://song.example/a">https://song.example/a</a>',
        "Theo báo",
        f"{SAID['license']}: CC BY",
    ]
    assert 'class="under"' not in text(found, "article-002.xhtml")


def test_names_lead_to_the_pieces_that_speak_of_them() -> None:
    page = text(made(), "index.xhtml")
    items = re.findall(r'<li><span class="name">(.*?)</span> (.*?)</li>', page)
    one = '<a href="article-001.xhtml">Con đò của Tư Lượm</a>'
    two = '<a href="article-002.xhtml">Chè</a>'
    assert items == [
        ("Tư Lượm", f"{one}; {two}"),
        ("Gò Tràm", one),
        ("Báo Non", two),
        ("Báo Sông", one),
    ]
    bare = bound(replace(ISSUE, index=Index()), ARTICLES, {})
    assert "index.xhtml" not in {document.name for document in made(bare).read}


def test_a_colophon_tells_who_made_the_issue() -> None:
    page = text(made(), "colophon.xhtml")
    for told in ("Tạ Thương", "Bến Cũ", "2049-3630", "Lã Ngà", "<p>Tặng.</p>\n<p>Không bán.</p>"):
        assert told in page


def test_pages_of_print_begin_where_they_do() -> None:
    places = (COVER, TITLE, CONTENTS, 0, 1, INDEX, COLOPHON)
    breaks = tuple(Break(str(number), place, 0) for number, place in enumerate(places, start=1))
    book = replace(BOOK, pagination=Pagination("urn:uuid:1", breaks))
    found = made(book)
    assert re.findall(r'href="([^"]*)#_page-\d"', found.nav.markup) == [
        "cover.xhtml", "title.xhtml", "nav.xhtml", "article-001.xhtml", "article-002.xhtml",
        "index.xhtml", "colophon.xhtml",
    ]  # fmt: skip
    bare = made(book, cover=False)
    assert 'title.xhtml#_page-1"' in bare.nav.markup


def test_a_drawing_may_stand_for_the_name() -> None:
    image = Image(id="masthead", media_type="image/png", data=b"x", width=9, height=9)
    found = made(bound(ISSUE, ARTICLES, {"masthead": image}))
    assert '<img src="images/masthead.png" alt="LẦN GIỞ"/>' in text(found, "title.xhtml")
    assert [picture.name for picture in found.pictures] == ["images/masthead.png"]


def test_what_the_package_says() -> None:
    lines = list(package.metadata(BOOK, Pictures(), SAID))
    said = [(meta.element, meta.value) for meta in lines if meta.element != "meta"]
    assert ("title", "Lần Giở · Số 1.047") in said
    assert ("creator", "Tạ Thương") in said
    assert ("contributor", "Lê Thu") in said
    assert ("publisher", "Bến Cũ") in said
    assert ("identifier", "urn:isbn:9786040000002") in said
    assert ("rights", "https://giay.example/by") in said
    assert ("subject", "Sông") in said
    assert ("urn:issn:2049-3630", (("property", "dcterms:identifier"), ("refines", "#series"))) in [
        (meta.value, meta.attributes) for meta in lines
    ]


def test_what_the_pdf_says_of_itself() -> None:
    assert periodical.facts(BOOK, SAID) == {
        "title": "Lần Giở · Số 1.047",
        "authors": ["Tạ Thương", "Lê Thu"],
        "description": (
            "Số 1.047 · Chủ Nhật, ngày 22 tháng 11 năm 2026 · Bến Cũ · "
            "ISBN 978-604-0-00000-2 · ISSN 2049-3630 · https://giay.example/by"
        ),
        "keywords": ["Sông", "Núi"],
    }


def test_the_cover_says_name_number_and_day() -> None:
    told = periodical.front(ISSUE, ("A", "B"), SAID)
    assert (told.origin, told.title, told.below) == (("Điểm báo",), "LẦN GIỞ", ("Một dòng",))
    assert told.date.startswith("Số 1.047 · Chủ Nhật")
    bare = replace(ISSUE, subtitle="", cover=Cover(), masthead=Masthead())
    told = periodical.front(bare, ("A", "B"), SAID)
    assert (told.origin, told.title, told.below) == (("Bến Cũ",), "Lần Giở", ("A", "B"))
    picture = front.front(BOOK, THEME, SAID)
    assert picture is not None
    assert picture.media_type == "image/png"


def test_a_book_that_is_no_issue_has_none_of_it() -> None:
    book = bind(ARTICLES, images={})
    with pytest.raises(TypeError, match="no issue"):
        periodical.masthead(None, book, "")  # type: ignore[arg-type]
    names = {document.name for document in made(book).read}
    assert not names & {"index.xhtml", "colophon.xhtml"}

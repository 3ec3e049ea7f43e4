"""What an EPUB says of itself: metadata, what a reader can count on, contents, landmarks, NCX."""

from __future__ import annotations

import dataclasses
import io
import xml.etree.ElementTree as ET
import zipfile
from typing import NamedTuple

import pytest

from formatter import theme
from formatter.article import Article, Book, Image, Section
from formatter.render.epub import to_epub
from tests.render import epub_books

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def made(book: Book) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(to_epub(book, theme.load("book")).data))


def package(book: Book) -> ET.Element:
    return ET.fromstring(made(book).read("EPUB/content.opf"))


def said(root: ET.Element, element: str) -> list[str | None]:
    return [found.text for found in root.iter(f"{DC}{element}")]


def properties(root: ET.Element, name: str) -> list[str | None]:
    return [meta.text for meta in root.iter(f"{OPF}meta") if meta.get("property") == name]


def of(*articles: Article, images: dict[str, Image] | None = None) -> Book:
    return dataclasses.replace(
        epub_books.single(), sections=(Section(articles=articles),), images=images or {}
    )


# Metadata.


def test_the_package_says_what_the_book_is() -> None:
    root = package(epub_books.several())
    assert root.get(LANG) == "vi"
    assert root.get("prefix") is None
    assert said(root, "identifier") == ["urn:uuid:6ba7b812-9dad-51d1-80b4-00c04fd430c8"]
    assert said(root, "title") == ["Điểm báo cuối tuần"]
    assert said(root, "language") == ["vi"]
    assert said(root, "creator") == ["Nguyễn Thị Ửng", "Lê Văn Bưởi", "Trần Khỏe"]
    assert said(root, "publisher") == ["Báo Ví Dụ", "Sông Hậu"]
    assert said(root, "date") == ["2021-10-03"]
    assert said(root, "source") == [article.url for article in epub_books.several().articles]
    assert said(root, "subject") == ["Miền sông nước"]
    assert properties(root, "role") == ["aut"] * 3


def test_ids_are_each_one_of_a_kind() -> None:
    root = package(epub_books.several())
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_roles_refine_the_creators_they_belong_to() -> None:
    root = package(epub_books.several())
    creators = [f"#{creator.get('id')}" for creator in root.iter(f"{DC}creator")]
    refined = [m.get("refines") for m in root.iter(f"{OPF}meta") if m.get("property") == "role"]
    assert refined == creators


def test_a_single_article_is_described_by_its_lead() -> None:
    description = said(package(epub_books.single()), "description")[0] or ""
    assert description.startswith("Cần Thơ – Con nước tháng Chín về sớm")
    assert "<" not in description


def test_several_articles_are_described_by_their_titles() -> None:
    titles = " · ".join(article.title for article in epub_books.several().articles)
    assert said(package(epub_books.several()), "description") == [titles]


def test_the_newest_moment_of_the_articles_is_when_the_book_was_modified() -> None:
    article = epub_books.rich(epub_books.SHORT, modified="2021-10-05T06:30:00.25+07:00")
    assert properties(package(of(article)), "dcterms:modified") == ["2021-10-04T23:30:00Z"]


def test_a_time_without_a_zone_is_taken_as_it_stands() -> None:
    article = Article(title="Nước lên", body=epub_books.SHORT, published="2021-10-05T06:30")
    book = dataclasses.replace(of(article), date="")
    assert properties(package(book), "dcterms:modified") == ["2021-10-05T06:30:00Z"]


def test_a_book_without_any_time_bears_the_first_a_zip_can() -> None:
    book = dataclasses.replace(of(Article(title="Nước", body=epub_books.SHORT)), date="hôm qua")
    assert properties(package(book), "dcterms:modified") == ["1980-01-01T00:00:00Z"]


# What a reader can count on.

FRAME = b"\x21\xf9\x04\0\0\0\0\0\x2c\0\0\0\0\1\0\1\0\0\2\2D\1\0"
STILL = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + FRAME + b"\x3b"
MOVING = STILL[:-1] + FRAME + b"\x3b"
VIETNAMESE = "Có mục lục, tiêu đề theo cấp và thứ tự đọc."
ENGLISH = "There is a table of contents, a structure of headings and a reading order."
BOTH = ["textual", "visual"]
FIGURE = '<figure><img src="image:ghe" alt="{}"/></figure>'


class Claims(NamedTuple):
    modes: list[str]
    enough: str
    told: bool
    hazard: str = "none"


def _gif(data: bytes) -> dict[str, Image]:
    return {"ghe": Image(id="ghe", media_type="image/gif", data=data)}


@pytest.mark.parametrize(
    ("body", "images", "claims"),
    [
        (epub_books.SHORT, {}, Claims(["textual"], "textual", told=True)),
        (FIGURE.format("Ghe"), epub_books.IMAGES, Claims(BOTH, "textual", told=True)),
        (
            FIGURE.format("Ghe") + FIGURE.format(""),
            epub_books.IMAGES,
            Claims(BOTH, "textual,visual", told=False),
        ),
        (FIGURE.format("Ghe"), _gif(MOVING), Claims(BOTH, "textual", told=True, hazard="unknown")),
        (FIGURE.format("Ghe"), _gif(STILL), Claims(BOTH, "textual", told=True)),
    ],
)
def test_claims_of_accessibility_are_true(
    body: str, images: dict[str, Image], claims: Claims
) -> None:
    root = package(of(epub_books.rich(body), images=images))
    assert properties(root, "schema:accessMode") == claims.modes
    assert properties(root, "schema:accessModeSufficient") == [claims.enough]
    assert properties(root, "schema:accessibilityHazard") == [claims.hazard]
    features = properties(root, "schema:accessibilityFeature")
    assert {"tableOfContents", "structuralNavigation", "readingOrder"} <= set(features)
    assert ("alternativeText" in features) is claims.told
    # There are no pages to list, and nobody has checked the book against WCAG.
    assert "pageNavigation" not in features
    assert properties(root, "dcterms:conformsTo") == []


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        (
            "vi",
            f"{VIETNAMESE} 2 hình, 1 hình có lời tả, 1 hình không có lời tả.",
        ),
        (
            "en-GB",
            f"{ENGLISH} 2 pictures, 1 of them described, 1 not described.",
        ),
    ],
)
def test_the_summary_is_in_the_language_of_the_book(language: str, summary: str) -> None:
    article = epub_books.rich(FIGURE.format("Ghe") + FIGURE.format(""))
    book = dataclasses.replace(of(article, images=epub_books.IMAGES), language=language)
    assert properties(package(book), "schema:accessibilitySummary") == [summary]


# Contents.


def navs(book: Book) -> dict[str, ET.Element]:
    root = ET.fromstring(made(book).read("EPUB/nav.xhtml"))
    return {nav.get(f"{EPUB}type", ""): nav for nav in root.iter(f"{XHTML}nav")}


def lines(level: ET.Element) -> list[object]:
    """The contents as nested lists: title, address, and what is below."""
    found: list[object] = []
    for item in level.findall(f"{XHTML}ol/{XHTML}li"):
        link = item.find(f"{XHTML}a")
        assert link is not None
        below = lines(item)
        title = (link.text or "").replace("\N{NO-BREAK SPACE}", " ")
        found.append([title, link.get("href"), *([below] if below else [])])
    return found


def points(level: ET.Element) -> list[object]:
    found: list[object] = []
    for point in level.findall(f"{NCX}navPoint"):
        content = point.find(f"{NCX}content")
        assert content is not None
        below = points(point)
        title = point.findtext(f"{NCX}navLabel/{NCX}text")
        found.append([title, content.get("src"), *([below] if below else [])])
    return found


SEVERAL = [
    [
        "Miền sông nước",
        "section-01.xhtml",
        [
            ["Chợ nổi dời bến, người & ghe <ở lại>", "article-001.xhtml"],
            ["Nước lên, lúa trổ: ghi chép thứ 1", "article-002.xhtml"],
        ],
    ],
    [
        "Đồng & bãi",
        "section-02.xhtml",
        [
            ["Nước lên, lúa trổ: ghi chép thứ 2", "article-003.xhtml"],
            ["Nước lên, lúa trổ: ghi chép thứ 3", "article-004.xhtml"],
        ],
    ],
]
SINGLE = [
    [
        "Chợ nổi dời bến, người & ghe <ở lại>",
        "article-001.xhtml",
        [["Ẵm con lên ghe", "article-001.xhtml#_part-1"]],
    ]
]


@pytest.mark.parametrize(
    ("book", "expected"), [(epub_books.several(), SEVERAL), (epub_books.single(), SINGLE)]
)
def test_contents_and_ncx_say_the_same(book: Book, expected: list[object]) -> None:
    assert lines(navs(book)["toc"]) == expected
    ncx = ET.fromstring(made(book).read("EPUB/toc.ncx"))
    chart = ncx.find(f"{NCX}navMap")
    assert chart is not None
    assert points(chart) == expected


def test_the_ncx_counts_and_names_the_book() -> None:
    book = epub_books.several()
    ncx = ET.fromstring(made(book).read("EPUB/toc.ncx"))
    heads = {meta.get("name"): meta.get("content") for meta in ncx.iter(f"{NCX}meta")}
    assert heads["dtb:uid"] == book.identifier
    assert heads["dtb:depth"] == "2"
    orders = [point.get("playOrder") for point in ncx.iter(f"{NCX}navPoint")]
    assert orders == [str(n) for n in range(1, 7)]
    assert len({point.get("id") for point in ncx.iter(f"{NCX}navPoint")}) == 6


@pytest.mark.parametrize(
    ("book", "expected"),
    [
        (
            epub_books.several(),
            [
                ("cover", "cover.xhtml", "Bìa"),
                ("toc", "nav.xhtml#toc", "Mục lục"),
                ("bodymatter", "section-01.xhtml", "Bắt đầu đọc"),
            ],
        ),
        (
            epub_books.single(),
            [("cover", "cover.xhtml", "Bìa"), ("bodymatter", "article-001.xhtml", "Bắt đầu đọc")],
        ),
    ],
)
def test_landmarks_lead_to_cover_contents_and_text(
    book: Book, expected: list[tuple[str, str, str]]
) -> None:
    links = navs(book)["landmarks"].iter(f"{XHTML}a")
    assert [(a.get(f"{EPUB}type"), a.get("href"), a.text) for a in links] == expected
    # The guide of EPUB 2, which Kindle reads, says the same.
    guide = package(book).iter(f"{OPF}reference")
    types = {"cover": "cover", "toc": "toc", "bodymatter": "text"}
    assert [(r.get("type"), r.get("href")) for r in guide] == [
        (types[kind], href) for kind, href, _ in expected
    ]


def test_landmarks_are_for_the_reading_system_alone() -> None:
    assert navs(epub_books.several())["landmarks"].get("hidden") == "hidden"


@pytest.mark.parametrize(
    ("book", "expected"),
    [
        (
            epub_books.several(),
            "cover title nav section-01 article-001 article-002 section-02 article-003 article-004",
        ),
        (epub_books.single(), "cover article-001"),
    ],
)
def test_the_spine_is_the_order_of_reading(book: Book, expected: str) -> None:
    root = package(book)
    order = [ref.get("idref") for ref in root.iter(f"{OPF}itemref")]
    assert order == expected.split()
    assert not [ref for ref in root.iter(f"{OPF}itemref") if ref.get("linear")]
    spine = root.find(f"{OPF}spine")
    assert spine is not None
    assert spine.get("toc") == "ncx"


def test_the_manifest_lists_the_whole_zip() -> None:
    file = made(epub_books.several())
    items = ET.fromstring(file.read("EPUB/content.opf")).iter(f"{OPF}item")
    listed = {f"EPUB/{item.get('href')}": item.get("properties", "") for item in items}
    there = {n for n in file.namelist() if n.startswith("EPUB/")} - {"EPUB/content.opf"}
    assert set(listed) == there
    marked = {name: kind for name, kind in listed.items() if kind}
    assert marked == {"EPUB/nav.xhtml": "nav", "EPUB/images/cover.png": "cover-image"}


def test_old_readers_find_the_cover_too() -> None:
    root = package(epub_books.single())
    named = [m.get("content") for m in root.iter(f"{OPF}meta") if m.get("name") == "cover"]
    items = [i.get("id") for i in root.iter(f"{OPF}item") if i.get("properties") == "cover-image"]
    assert named == items == ["cover-image"]

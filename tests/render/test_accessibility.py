"""What books say of their accessibility, against what each of them really holds."""

from __future__ import annotations

import dataclasses
import io
import xml.etree.ElementTree as ET
import zipfile
from typing import NamedTuple

import pytest

from formatter import theme
from formatter.article import Article, Book, Image
from formatter.book import bind
from formatter.imprint import Imprint
from formatter.pagination import Break, Pagination
from formatter.render.epub import to_epub
from tests.render import epub_books
from tests.tools import epubcheck

META = "{http://www.idpf.org/2007/opf}meta"
BOOK = theme.load("book")
WCAG = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
HELD = ["tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability",
        "unlocked"]  # fmt: skip
HEAD = "Có mục lục, tiêu đề theo cấp và thứ tự đọc."
TOLD = '<figure><img src="image:ghe" alt="Ghe chở khóm nghiêng về bên lái"/></figure>'
BARE = '<figure><img src="image:ghe" alt=""/></figure>'
CAPTIONED = (
    '<figure><img src="image:ghe" alt=""/><figcaption>Ghe khóm về bến. '
    '<span class="credit">Ảnh: Bưởi</span></figcaption></figure>'
)
FRAME = b"\x21\xf9\x04\0\0\0\0\0\x2c\0\0\0\0\1\0\1\0\0\2\2D\1\0"
MOVING = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + FRAME * 2 + b"\x3b"


class Said(NamedTuple):
    """What the package is to say: each property's values."""

    modes: list[str]
    enough: str
    more: list[str]
    hazard: str
    summary: str
    rest: dict[str, str]

    def properties(self) -> list[tuple[str, str]]:
        return [
            *(("schema:accessMode", mode) for mode in self.modes),
            ("schema:accessModeSufficient", self.enough),
            *(("schema:accessibilityFeature", feature) for feature in [*HELD, *self.more]),
            ("schema:accessibilityHazard", self.hazard),
            ("schema:accessibilitySummary", self.summary),
            *self.rest.items(),
        ]


def of(body: str, picture: Image | None = None, imprint: Imprint | None = None) -> Book:
    held = picture or epub_books.IMAGES["ghe"]
    article = Article(title="Ghe về", body=f"<p>Nước lên.</p>{body}", url="https://vidu.example/1")
    made = dataclasses.replace(bind([article], images={}), images={"ghe": held})
    return dataclasses.replace(made, imprint=imprint or Imprint())


SEEN = ["textual", "visual"]
TABLE: dict[str, tuple[Book, Said]] = {
    "no picture": (of(""), Said(["textual"], "textual", ["alternativeText"], "none", HEAD, {})),
    "all described": (
        of(TOLD * 2),
        Said(SEEN, "textual", ["alternativeText"], "none",
             f"{HEAD} 2 hình, 2 hình có lời tả.", {}),
    ),
    "some not described": (
        of(TOLD + BARE + CAPTIONED),
        Said(SEEN, "textual,visual", [], "none",
             f"{HEAD} 3 hình, 1 hình có lời tả, 1 hình có chú thích, 1 hình không có lời tả.", {}),
    ),
    "moving": (
        of(TOLD, Image(id="ghe", media_type="image/gif", data=MOVING, width=1, height=1)),
        Said(SEEN, "textual", ["alternativeText"], "unknown",
             f"{HEAD} 1 hình, 1 hình có lời tả. Có hình chuyển động.", {}),
    ),
    "claimed": (
        of(TOLD, imprint=Imprint(conforms=WCAG, certified_by="Hội Sách Nói")),
        Said(SEEN, "textual", ["alternativeText"], "none", f"{HEAD} 1 hình, 1 hình có lời tả.",
             {"dcterms:conformsTo": WCAG, "a11y:certifiedBy": "Hội Sách Nói"}),
    ),
    "pages listed": (
        dataclasses.replace(of(TOLD), pagination=Pagination("urn:uuid:1", (Break("5", 0, 0),))),
        Said(SEEN, "textual", ["alternativeText", "pageNavigation", "pageBreakMarkers"], "none",
             f"{HEAD} Có số trang của bản in. 1 hình, 1 hình có lời tả.",
             {"pageBreakSource": "urn:uuid:1"}),
    ),
    "exempt": (
        of("", imprint=Imprint(exemption="eaa-microenterprise")),
        Said(["textual"], "textual", ["alternativeText"], "none", HEAD,
             {"a11y:exemption": "eaa-microenterprise"}),
    ),
}  # fmt: skip


def told(book: Book) -> list[tuple[str, str]]:
    file = zipfile.ZipFile(io.BytesIO(to_epub(book, BOOK).data))
    metas = ET.fromstring(file.read("EPUB/content.opf")).iter(META)
    said = [(meta.get("property") or "", meta.text or "") for meta in metas]
    names = ("schema:", "a11y:", "dcterms:conformsTo", "pageBreakSource")
    return [one for one in said if one[0].startswith(names)]


@pytest.mark.parametrize("name", TABLE)
def test_a_book_says_what_is_so_and_no_more(name: str) -> None:
    book, said = TABLE[name]
    assert told(book) == said.properties()


def test_all_of_them_are_valid() -> None:
    books = {name: to_epub(book, BOOK).data for name, (book, _) in TABLE.items()}
    assert {name: said for name, said in epubcheck.complaints(books).items() if said} == {}


def test_who_certified_refines_what_is_claimed() -> None:
    book, _ = TABLE["claimed"]
    file = zipfile.ZipFile(io.BytesIO(to_epub(book, BOOK).data))
    metas = {meta.get("property"): meta for meta in
             ET.fromstring(file.read("EPUB/content.opf")).iter(META)}  # fmt: skip
    claim = metas["dcterms:conformsTo"].get("id")
    assert metas["a11y:certifiedBy"].get("refines") == f"#{claim}"


def test_a_claim_that_the_pictures_belie_is_doubted() -> None:
    imprint = Imprint(conforms=WCAG, certified_by="Hội Sách Nói")
    notes = to_epub(of(TOLD + BARE, imprint=imprint), BOOK).notes
    assert [note for note in notes if WCAG in note] == [
        f"The book is claimed to conform to {WCAG}, and 1 of its 2 pictures have no description."
    ]
    assert not [n for n in to_epub(of(TOLD, imprint=imprint), BOOK).notes if WCAG in n]


def test_a_summary_is_in_the_language_of_the_book() -> None:
    book = dataclasses.replace(of(TOLD + CAPTIONED), language="en")
    summary = dict(told(book))["schema:accessibilitySummary"]
    assert summary.endswith("2 pictures, 1 of them described, 1 told by their captions.")

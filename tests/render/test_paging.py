"""The pages of a PDF are found again in its e-book, each at the words it begins with."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest

from formatter import theme
from formatter.article import Book
from formatter.convert import convert, laid_out
from formatter.errors import UsageError
from formatter.imprint import Imprint
from formatter.pagination import Break
from formatter.profile import GENERIC
from formatter.render.paging import marked, pagination
from formatter.render.stories import ANCHOR
from tests.readers import everything
from tests.render import epub_books
from tests.test_corpus import EXAMPLES
from tests.tools import epubcheck

X, E = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}"
LISTED = Imprint(page_list=True)


def both(book: Book, style: str) -> tuple[bytes, bytes]:
    made, failed = laid_out(
        replace(book, imprint=LISTED), (theme.load(style), GENERIC), ("epub", "pdf")
    )
    assert not failed
    assert list(made) == ["epub", "pdf"]
    return made["epub"].data, made["pdf"].data


def listed(epub: bytes) -> list[tuple[str, str]]:
    """The pages that the e-book lists, each with the letters from there on."""
    file = zipfile.ZipFile(io.BytesIO(epub))
    nav = ET.fromstring(file.read("EPUB/nav.xhtml"))
    pages = next(n for n in nav.iter(f"{X}nav") if n.get(f"{E}type") == "page-list")
    found = []
    for link in pages.iter(f"{X}a"):
        name, _, place = (link.get("href") or "").partition("#")
        root = ET.fromstring(file.read(f"EPUB/{name}"))
        mark = root.find(f".//*[@id='{place}']")
        assert mark is not None
        assert (mark.get("role"), mark.get("aria-label")) == ("doc-pagebreak", link.text)
        found.append((link.text or "", letters("".join(_after(root, place)))))
    return found


def nav(epub: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(epub)).read("EPUB/nav.xhtml").decode()


def _after(root: ET.Element, place: str) -> Iterator[str]:
    seen = False

    def walk(element: ET.Element) -> Iterator[str]:
        nonlocal seen
        seen = seen or element.get("id") == place
        yield (element.text or "") if seen else ""
        for child in element:
            yield from walk(child)
            yield (child.tail or "") if seen else ""

    yield from walk(root)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def printed(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [letters(page.get_textpage().get_text_range()) for page in document]


@pytest.mark.parametrize("style", ["book", "large-print", "e-ink"])
def test_each_page_begins_in_the_e_book_where_it_begins_in_print(style: str) -> None:
    article = convert(EXAMPLES / "cho-phien.html", formats=("epub",)).book
    epub, pdf = both(article, style)
    pages = printed(pdf)
    found = listed(epub)
    assert [page for page, _ in found] == [str(n) for n in range(1, len(pages) + 1)]
    for page, words in found:
        if words.startswith("ĐăngThứ"):
            # The colophon, which has a line more than in print.
            assert pages[int(page) - 1].startswith("Nguồn")
            continue
        # A head of the page stands before its words in print.
        assert words[:24] in pages[int(page) - 1]
        assert words[:24] not in "".join(pages[: int(page) - 1])


@pytest.mark.parametrize("style", theme.names())
def test_a_book_of_several_articles_lists_all_pages_from_its_title_on(style: str) -> None:
    epub, pdf = both(everything.book(), style)
    pages = printed(pdf)
    assert [page for page, _ in listed(epub)] == [str(n) for n in range(1, len(pages) + 1)]
    places = re.findall(r'href="([\w-]+)\.xhtml#_page-', nav(epub))
    held = [name.rstrip("0123456789-") for name in dict.fromkeys(places)]
    assert held[:3] == ["title", "nav", "article"]
    words = letters(everything.book().articles[0].title)
    first = next(n for n, name in enumerate(places) if name.startswith("article"))
    assert words in pages[first]


def test_it_says_which_book_the_pages_are_of_and_is_valid() -> None:
    epub, pdf = both(epub_books.several(), "book")
    package = zipfile.ZipFile(io.BytesIO(epub)).read("EPUB/content.opf").decode()
    source = re.search(r'property="pageBreakSource">urn:uuid:([^<]+)<', package)
    assert source
    # The identifier that the PDF itself bears (ISO 32000-1, 14.4).
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert bytes(document.trailer.ID[0]).hex() == source[1].replace("-", "")
    assert "pageNavigation" in package
    assert "pageBreakMarkers" in package
    assert epubcheck.complaints({"pages": epub})["pages"] == ()


def test_without_being_asked_no_page_is_listed() -> None:
    made, _ = laid_out(epub_books.single(), (theme.load("book"), GENERIC), ("epub", "pdf"))
    assert made["pdf"].pagination is None
    package = zipfile.ZipFile(io.BytesIO(made["epub"].data)).read("EPUB/content.opf")
    assert b"pageNavigation" not in package
    assert b"pageBreakSource" not in package


def test_it_takes_both_forms() -> None:
    from formatter.convert import check

    with pytest.raises(UsageError, match="those of its PDF"):
        check(formats=("epub",), theme="book", profile="generic", imprint=LISTED)


def test_a_page_without_words_before_all_others_begins_where_they_do() -> None:
    story = SimpleNamespace(element_tag="div", element={"class": "story"}, text="Nước lên")
    page = SimpleNamespace(element_tag="article", element={"id": f"{ANCHOR}1"}, children=[story])
    blank = SimpleNamespace(element_tag="html", children=[])
    assert pagination([blank, page, blank, page], bytes(16)).breaks == (
        Break("1", 0, 0),
        Break("2", 0, 0),
        Break("3", 0, 7),
        Break("4", 0, 7),
    )


def test_marks_stand_before_their_words_and_change_none() -> None:
    body = "<p>Nước &amp; <em>bờ</em> bãi.</p><p>Ghe về.</p>"
    breaks = [Break("7", 0, 0), Break("8", 0, 4), Break("9", 0, 6), Break("10", 0, 99)]
    before, text, marks = marked(body, breaks, "_")
    assert [mark.id for mark in marks] == ["_page-7", "_page-8", "_page-9", "_page-10"]
    assert 'id="_page-7"' in before
    plain = re.sub(r"<(span|div) [^>]*></\1>", "", text)
    assert plain == body
    shown = re.sub(r'<(?:span|div) [^>]*id="_page-(\d+)"[^>]*></(?:span|div)>', r"[\1]", text)
    assert shown == "<p>Nước &amp; <em>[8]bờ</em> [9]bãi.</p><p>Ghe về.</p>[10]"


def test_two_books_of_the_same_pages_are_the_same() -> None:
    book = epub_books.several()
    assert both(book, "book") == both(book, "book")


def test_a_page_that_begins_in_a_silent_caption_begins_before_its_picture() -> None:
    body = (
        '<p>Một.</p><figure><img src="x" alt="y"/><figcaption aria-hidden="true">Hai ba.'
        "</figcaption></figure><p>Bốn.</p>"
    )
    _, text, _ = marked(body, [Break("2", 0, 6), Break("3", 0, 8)], "_")
    shown = re.sub(r'<(?:span|div) [^>]*id="_page-(\d+)"[^>]*></(?:span|div)>', r"[\1]", text)
    assert shown == body.replace("<figure>", "[2]<figure>").replace("Bốn", "[3]Bốn")

"""Two reading engines, foliate-js and epub.js, find in our books what we put there."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from typing import Any

import pytest

from formatter import theme
from formatter.article import Book
from formatter.render.epub import to_epub
from tests.readers import everything
from tests.readers.engines import Engines
from tests.render import epub_books

ENGINES = ("foliate", "epubjs")
LANDMARKS = ["cover", "toc", "bodymatter"]
_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"

pytestmark = pytest.mark.parametrize("engine", ENGINES)
themes = pytest.mark.parametrize("style", theme.names())


def contents(book: Book) -> list[tuple[str, list[str]]]:
    """Return the titles of the sections, each with those of its articles."""
    return [(part.title, [article.title for article in part.articles]) for part in book.sections]


def plain(label: str) -> str:
    """Return a label with plain spaces, for some of ours don't break."""
    return " ".join(label.split())


def last(name: str) -> str:
    return name.rsplit("/", maxsplit=1)[-1]


def files(epub: bytes, pattern: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(epub)) as file:
        return {n: file.read(n) for n in file.namelist() if re.fullmatch(f"EPUB/{pattern}", n)}


@themes
def test_it_is_the_book_we_made(engine: str, style: str, engines: Engines) -> None:
    found = engines.ask(engine, everything.made(style))
    book = everything.book()
    assert (found["title"], found["language"]) == (book.title, book.language)
    shown = [
        (plain(part["label"]), [plain(e["label"]) for e in part["below"]])
        for part in found["contents"]
    ]
    assert shown == contents(book)
    languages = {last(one["name"]): one["language"] for one in found["documents"]}
    spoken = [languages[f"article-{number:03}.xhtml"] for number in range(1, 5)]
    assert spoken == [article.language for article in book.articles]
    assert all(one["title"] for one in found["documents"])


@themes
def test_each_line_of_the_contents_leads_to_its_title(
    engine: str, style: str, engines: Engines
) -> None:
    found = engines.ask(engine, everything.made(style))
    parts = found["contents"]
    assert [last(part["document"]) for part in parts] == ["section-01.xhtml", "section-02.xhtml"]
    entries = [entry for part in parts for entry in part["below"]]
    named = [f"article-{number:03}.xhtml" for number in range(1, 5)]
    assert [last(entry["document"]) for entry in entries] == named
    if engine == "foliate":
        # Over an article's title stands the section it had in its newspaper.
        assert all(plain(one["label"]) in plain(one["words"]) for one in (*parts, *entries))


@themes
def test_the_landmarks_are_three_places(engine: str, style: str, engines: Engines) -> None:
    found = engines.ask(engine, everything.made(style))
    assert [mark["type"] for mark in found["landmarks"]] == [[kind] for kind in LANDMARKS]
    led = [last(mark["document"]) for mark in found["landmarks"]]
    assert led == ["cover.xhtml", "nav.xhtml", "section-01.xhtml"]
    assert [mark["label"] for mark in found["landmarks"]] == ["Bìa", "Mục lục", "Bắt đầu đọc"]


@themes
def test_pages_are_those_of_the_page_list(engine: str, style: str, engines: Engines) -> None:
    epub = everything.made(style)
    (nav,) = files(epub, r"nav\.xhtml").values()
    lists = [n for n in ET.fromstring(nav).iter(f"{_XHTML}nav") if n.get(_TYPE) == "page-list"]
    listed = [a.text for one in lists for a in one.iter(f"{_XHTML}a")]
    assert [page["label"] for page in engines.ask(engine, epub)["pages"]] == listed


@themes
def test_every_font_loads(engine: str, style: str, engines: Engines) -> None:
    epub = everything.made(style)
    brought = files(epub, r"fonts/.*\.ttf")
    first, *others = engines.ask(engine, epub)["documents"]
    assert [face for face in first["fonts"] if not face.endswith(" loaded")] == []
    assert len(first["fonts"]) == len(brought) > 4
    for document in others:
        states = {face.rsplit(" ", maxsplit=1)[-1] for face in document["fonts"]}
        # A face that a document has no letter for stays where it is.
        assert states <= {"loaded", "unloaded"}
        assert "loaded" in states


@themes
def test_every_picture_is_drawn(engine: str, style: str, engines: Engines) -> None:
    documents = engines.ask(engine, everything.made(style))["documents"]
    pictures = {last(one["name"]): one["pictures"] for one in documents}
    assert all(all(drawn) for drawn in pictures.values())
    assert [len(pictures[f"article-{n:03}.xhtml"]) for n in range(1, 5)] == [5, 4, 0, 0]


@themes
def test_nothing_goes_wrong_and_nothing_goes_out(engine: str, style: str, engines: Engines) -> None:
    assert engines.ask(engine, everything.made(style))["wrong"] == []


@themes
def test_at_night_nothing_keeps_a_colour_of_its_own(
    engine: str, style: str, engines: Engines
) -> None:
    documents = engines.ask(engine, everything.made(style))["documents"]
    kept = [f"{last(one['name'])}: {told}" for one in documents for told in one["coloured"]]
    assert kept == []
    assert sum(one["elements"] for one in documents) > 300


@themes
def test_at_night_no_picture_lets_the_ground_through(
    engine: str, style: str, engines: Engines
) -> None:
    documents = engines.ask(engine, everything.made(style))["documents"]
    clear = [alt for one in documents for alt in one["clear"]]
    # The boxes that stand for missing pictures are drawn for any ground.
    assert clear == ["Ông Ngữ và cháu ngoại trên doi cát", "Bà Sáu Ửng bên bếp lò"]


@themes
def test_nothing_is_wider_than_a_telephone(engine: str, style: str, engines: Engines) -> None:
    documents = engines.ask(engine, everything.made(style))["documents"]
    assert [f"{last(one['name'])}: {name}" for one in documents for name in one["wide"]] == []


@pytest.mark.parametrize("style", [*theme.names()][:1])
def test_a_book_of_one_article_opens(engine: str, style: str, engines: Engines) -> None:
    book = epub_books.single()
    found = engines.ask(engine, to_epub(book, theme.load(style)).data)
    (article,) = book.articles
    (entry,) = found["contents"]
    assert plain(entry["label"]) == found["title"] == article.title
    assert [plain(below["label"]) for below in entry["below"]] == ["Ẵm con lên ghe"]
    assert [mark["type"] for mark in found["landmarks"]] == [["cover"], ["bodymatter"]]
    assert found["wrong"] == []


def test_what_is_wrong_is_found_out(engine: str, engines: Engines) -> None:
    found = engines.ask(engine, everything.spoiled(everything.made("book")))
    said = "\n".join(found["wrong"])
    assert "request: https://vidu.example/x" in said
    documents: dict[str, dict[str, Any]] = {last(one["name"]): one for one in found["documents"]}
    fonts = documents["cover.xhtml"]["fonts"]
    assert any(face.endswith(" italic error") for face in fonts)
    dressed = documents["article-001.xhtml"]
    assert False in dressed["pictures"]
    assert "p.lead color rgb(51, 51, 51)" in dressed["coloured"]
    assert "p.lead backgroundColor rgb(255, 238, 238)" in dressed["coloured"]
    assert "p.kicker" in dressed["wide"]
    assert documents["article-003.xhtml"]["language"] != "en-GB"
    entries = [entry for part in found["contents"] for entry in part["below"]]
    assert last(entries[1]["document"]) == "article-001.xhtml"

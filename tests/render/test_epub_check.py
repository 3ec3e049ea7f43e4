"""EPUBCheck finds nothing grave in any book, whatever its articles say and in every theme."""

from __future__ import annotations

import dataclasses
from html import escape

import pytest

from formatter import theme
from formatter.article import Article, Book, Section
from formatter.clean import vocabulary
from formatter.render.epub import to_epub
from tests.render import epub_books
from tests.tools import epubcheck

# Addresses as newspapers write them, and as nobody should.
ODD_LINKS = [
    "https://vidu.example/a?x=[1]|{2}^`\\",
    "http://vidu.example/100%",
    "http://vidu.example/%zz%20",
    "https://vidu.example/a#b#c",
    "https://vidu.example/tin%20tức/bài%201",
    "https://1.2.3.4/x",
    "http://localhost:8080/x",
    "http://vidu.example:99999/",
    "https://a_b.example/",
    "https://-a.example/",
    "https://ten:khoa@vidu.example/",
    "https://báo.example/",
    "https://xn--zzzzzz.example/",
    f"http://{'a' * 70}.example/",
    "mailto:toasoan@vidu.example?subject=Xin%20chào",
    "mailto:",
    "https://",
    "https://vidu.example?x",
    "https://vidu.example/\u00a0x",
    "https://vidu.example/😀",
    "http://[::1]/x",
    "http://vidu..example/x",
    "https://vidu.example/'x'\"y\"",
    "https://vidu.example/<x>",
    "http://256.1.1.1/",
    "#khong-co",
]


def _links() -> Book:
    links = "".join(f'<p><a href="{escape(link)}">xem</a></p>' for link in ODD_LINKS)
    article = epub_books.rich(epub_books.SHORT + links, url=ODD_LINKS[0])
    return dataclasses.replace(epub_books.single(), sections=(Section(articles=(article,)),))


def _bare() -> Book:
    """An article that knows nothing of itself, with letters XML forbids and others no font has."""
    article = Article(title="Tie\u0302\u0301ng\x0b \x00Việt 漢字 😀", body="<p>Chỉ có chữ.</p>")
    return Book(
        title=article.title,
        sections=(Section(articles=(article,)),),
        images={},
        language="vi",
        identifier="urn:uuid:6ba7b813-9dad-51d1-80b4-00c04fd430c8",
    )


def _english() -> Book:
    """A book in English with a piece in Vietnamese, ids like ours, and sections without titles."""
    body = (
        '<h2>One</h2><p><a id="_title"></a>Back to <a href="#_part-1">it</a>.</p>'
        "<h2>Two &amp; <em>three</em></h2>"
        '<p><img src="image:ghe" alt=\'a "quoted" &gt; text\'/></p>'
    )
    pieces = (
        Article(title="High water", body=body, language="en-GB", published="2021"),
        epub_books.short(1),
    )
    return Book(
        title="High water, and other stories",
        sections=(Section(articles=pieces),),
        images=epub_books.IMAGES,
        language="en-GB",
        identifier="urn:uuid:6ba7b814-9dad-51d1-80b4-00c04fd430c8",
    )


BOOKS = {
    "single": epub_books.single,
    "several": epub_books.several,
    "links": _links,
    "bare": _bare,
    "english": _english,
}


@pytest.fixture(scope="module")
def said() -> dict[str, tuple[epubcheck.Complaint, ...]]:
    made = {
        f"{name} in {style}": to_epub(make(), theme.load(style)).data
        for name, make in BOOKS.items()
        for style in theme.names()
    }
    broken = made["single in book"].replace(b"application/epub+zip", b"application/epub+zap", 1)
    return epubcheck.complaints(made | {"broken": broken})


@pytest.mark.parametrize(
    "name", [f"{name} in {style}" for name in BOOKS for style in theme.names()]
)
def test_nothing_is_found(name: str, said: dict[str, tuple[epubcheck.Complaint, ...]]) -> None:
    assert [str(one) for one in said[name]] == []


def test_a_broken_book_is_found_out(said: dict[str, tuple[epubcheck.Complaint, ...]]) -> None:
    assert {one.severity for one in said["broken"]} & epubcheck.GRAVE


@pytest.mark.parametrize("body", [epub_books.RICH, epub_books.SHORT])
def test_the_articles_tried_are_of_the_vocabulary(body: str) -> None:
    assert list(vocabulary.faults(body)) == []


def test_the_rich_article_uses_all_of_the_vocabulary() -> None:
    for name in vocabulary.ELEMENTS:
        assert f"<{name}" in epub_books.RICH, name
    for kind in {kind for kinds in vocabulary.CLASSES.values() for kind in kinds}:
        assert f'class="{kind}"' in epub_books.RICH, kind

"""Articles of several languages in one book: each is said, and runs, as its own language does."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from formatter import theme
from formatter.article import Article, Book, Image, Section
from formatter.render.documents import right_to_left
from formatter.render.epub import to_epub

PICTURE = '<figure><img src="image:mat" alt=""/></figure>'


def book(language: str, *pieces: str) -> Book:
    """Return a book with an article in each of the languages, each showing a missing picture."""
    articles = tuple(
        Article(
            title=f"Bài {tongue}",
            body=f"<p>Chữ.</p>{PICTURE}",
            language=tongue,
            published="2025-11-20",
            site="Báo Ví Dụ",
        )
        for tongue in pieces
    )
    return Book(
        title="Nhiều tiếng",
        sections=(Section(articles=articles),),
        images={"mat": Image(id="mat", missing="it wasn't saved with the page")},
        language=language,
        identifier="urn:uuid:6ba7b816-9dad-51d1-80b4-00c04fd430c8",
    )


def files(made: Book) -> dict[str, str]:
    data = to_epub(made, theme.load("book")).data
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = [name for name in file.namelist() if name.endswith((".xhtml", ".opf"))]
        return {name.removeprefix("EPUB/"): file.read(name).decode() for name in names}


@pytest.mark.parametrize(
    ("language", "so"),
    [("ar", True), ("ar-EG", True), ("he", True), ("fa", True), ("vi", False), ("arn", False)],
)
def test_languages_from_right_to_left_are_known(language: str, so: bool) -> None:
    assert right_to_left(language) is so


def test_an_article_runs_as_its_language_and_the_book_s_own_words_as_theirs() -> None:
    made = files(book("vi", "vi", "ar", "en"))
    roots = [re.search("<html[^>]*>", made[f"article-00{n}.xhtml"]) for n in (1, 2, 3)]
    assert [root is not None and 'dir="rtl"' in root[0] for root in roots] == [False, True, False]
    assert (
        '<footer class="colophon" lang="vi" xml:lang="vi" dir="ltr">' in made["article-002.xhtml"]
    )
    assert '<footer class="colophon" lang="vi" xml:lang="vi">' in made["article-003.xhtml"]
    assert "dir=" not in made["nav.xhtml"] + made["article-001.xhtml"] + made["article-003.xhtml"]


@pytest.mark.parametrize(("language", "turned"), [("ar", True), ("vi", False)])
def test_pages_are_turned_as_the_book_is_read(language: str, turned: bool) -> None:
    package = files(book(language, language))["content.opf"]
    assert ('<spine toc="ncx" page-progression-direction="rtl">' in package) is turned
    assert ("page-progression-direction" in package) is turned


def test_a_missing_picture_is_called_so_in_its_article_s_language() -> None:
    made = files(book("vi", "vi", "en"))
    assert 'alt="Thiếu ảnh"' in made["article-001.xhtml"]
    assert 'alt="Picture missing"' in made["article-002.xhtml"]

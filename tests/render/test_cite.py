"""A ready citation of an article, in two languages and in one without labels."""

from __future__ import annotations

import pytest

from formatter import theme
from formatter.article import About, Article
from formatter.original import Capture, Source
from formatter.render.cite import citation
from formatter.render.words import words
from tests.tools import archived

BOOK = theme.load("book")


def cited(article: Article, language: str = "vi") -> str:
    return citation(article, words(BOOK, language))


def plain(**changes: object) -> Article:
    return archived.article(**({"title": "Mùa nước thấp", "about": About()} | changes))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "vi",
            (
                "Trần Thị Sông và Lê An (2026, ngày 28 tháng 9). Mùa nước thấp. Báo Cửa Vạn. "
                "Truy cập ngày 25/11/2026, từ https://cua-van.example/giu-dap"
            ),
        ),
        (
            "en",
            (
                "Trần Thị Sông & Lê An (2026, September 28). Mùa nước thấp. Báo Cửa Vạn. "
                "Retrieved November 25, 2026, from https://cua-van.example/giu-dap"
            ),
        ),
        (
            "fr",
            (
                "Trần Thị Sông; Lê An (2026-09-28). Mùa nước thấp. Báo Cửa Vạn. "
                "https://cua-van.example/giu-dap (2026-11-25)"
            ),
        ),
    ],
)
def test_a_citation_in_the_books_language(language: str, text: str) -> None:
    assert cited(plain(), language) == text


def test_without_a_writer_the_title_stands_first() -> None:
    assert cited(plain(authors=()), "en").startswith("Mùa nước thấp. (2026, September 28). Báo")


@pytest.mark.parametrize(("language", "none"), [("vi", "(không rõ ngày)"), ("en", "(n.d.)")])
@pytest.mark.parametrize("published", ["", "hôm qua", "2026-13-40"])
def test_without_a_date_it_says_so(language: str, none: str, published: str) -> None:
    assert f"Lê An {none}. Mùa" in cited(plain(published=published), language)


@pytest.mark.parametrize(
    ("published", "vi", "en"),
    [
        ("2026", "(2026)", "(2026)"),
        ("2026-09", "(2026, tháng 9)", "(2026, September)"),
        ("2026-09-08", "(2026, ngày 8 tháng 9)", "(2026, September 8)"),
    ],
)
def test_a_date_is_no_more_exact_than_known(published: str, vi: str, en: str) -> None:
    article = plain(published=published)
    assert vi in cited(article)
    assert en in cited(article, "en")


@pytest.mark.parametrize(
    ("authors", "together"),
    [
        (("An",), "An (2026"),
        (("An", "Bình"), "An và Bình (2026"),
        (("An", "Bình", "Chi"), "An, Bình và Chi (2026"),
    ],
)
def test_writers_are_joined(authors: tuple[str, ...], together: str) -> None:
    assert cited(plain(authors=authors)).startswith(together)


@pytest.mark.parametrize("title", ["Ai giữ đập?", "Nước về rồi!", "Chờ…", "“Ai giữ đập?”"])
def test_a_title_that_ends_gets_no_full_stop(title: str) -> None:
    assert f"{title} Báo Cửa Vạn." in cited(plain(title=title))


def test_what_isnt_known_is_left_out() -> None:
    bare = plain(site="", url="", source=Source())
    assert cited(bare) == "Trần Thị Sông và Lê An (2026, ngày 28 tháng 9). Mùa nước thấp."


def test_a_files_time_is_no_visit() -> None:
    source = Source(captured=Capture(time="2026-11-25T02:09:07Z", basis="file time"))
    assert cited(plain(source=source)).endswith("Báo Cửa Vạn. https://cua-van.example/giu-dap")


def test_a_lasting_identifier_is_cited_for_the_address() -> None:
    made = cited(plain(about=About(identifiers=("doi:10.9999/1",))))
    assert made.endswith("từ https://doi.org/10.9999/1")


@pytest.mark.parametrize("title", ["Đi chợ... rồi về", "Nhiều dấu.. và xong", "Ông A. B. ở bến"])
def test_stops_within_a_title_are_its_own(title: str) -> None:
    assert f"{title}. Báo Cửa Vạn." in cited(plain(title=title))

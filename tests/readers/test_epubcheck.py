"""EPUBCheck says nothing at all on a book of any of our pages, in every theme."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from formatter import theme
from formatter.article import Article
from formatter.book import bind
from formatter.clean.clean import clean
from formatter.images import gather
from formatter.render.epub import to_epub
from formatter.source import read
from tests.readers import everything
from tests.test_corpus import CORPUS, EXAMPLES, NAMES
from tests.tools import epubcheck

ALONE, TOGETHER = "alone in {}: {}", "together in {}"
STYLES = theme.names()


def pages() -> Mapping[str, Path]:
    """Return the file of each page that has an article, by its name in the corpus."""
    return {name: file for name in NAMES if (file := page(name)).exists()}


def page(name: str) -> Path:
    """Return the file beside what is expected of it; the examples lie in a folder of their own."""
    folder, at = (EXAMPLES, Path(name).name) if "/" in name else (CORPUS, name)
    return next(path for path in folder.glob(f"{at}.*") if not path.name.endswith(".toml"))


def style_of(number: int) -> str:
    return STYLES[number % len(STYLES)]


@pytest.fixture(scope="module")
def said() -> dict[str, tuple[epubcheck.Complaint, ...]]:
    """Return what is said of each article's book, in one theme, and of all in each theme."""
    articles = {name: clean(read(file)) for name, file in pages().items()}
    images = gather(list(articles.values()))

    def made(style: str, *bound: Article) -> bytes:
        return to_epub(bind(bound, images=images), theme.load(style)).data

    alone = {
        ALONE.format(style_of(number), name): made(style_of(number), article)
        for number, (name, article) in enumerate(articles.items())
    }
    together = {TOGETHER.format(style): made(style, *articles.values()) for style in STYLES}
    broken = {"broken": everything.spoiled(everything.made("book"))}
    return epubcheck.complaints(alone | together | broken)


@pytest.mark.parametrize("name", pages())
def test_an_article_alone(name: str, said: dict[str, tuple[epubcheck.Complaint, ...]]) -> None:
    style = style_of(list(pages()).index(name))
    assert [str(one) for one in said[ALONE.format(style, name)]] == []


@pytest.mark.parametrize("style", STYLES)
def test_all_articles_together(
    style: str, said: dict[str, tuple[epubcheck.Complaint, ...]]
) -> None:
    assert [str(one) for one in said[TOGETHER.format(style)]] == []


def test_what_is_wrong_is_found_out(said: dict[str, tuple[epubcheck.Complaint, ...]]) -> None:
    assert {one.severity for one in said["broken"]} & epubcheck.GRAVE

"""What a book keeps of its articles, so that it can be bound again."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from formatter import store, theme
from formatter.article import About, Article, Book
from formatter.errors import UsageError
from formatter.render.epub import to_epub
from tests.tools import archived


def book(folder: Path, article: Article) -> Path:
    path = folder / "bai.epub"
    path.write_bytes(to_epub(archived.book(article), theme.load("book")).data)
    return path


def changed(path: Path, about: object) -> Path:
    """Return a copy of a book whose record tells something else for catalogues."""
    other = path.with_name("khac.epub")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == store.PLACE:
                record = json.loads(data)
                record["sections"][0]["articles"][0]["about"] = about
                data = json.dumps(record).encode()
            new.writestr(entry, data)
    return other


def test_what_a_page_says_for_catalogues_is_kept(tmp_path: Path) -> None:
    (article,) = store.unpacked(book(tmp_path, archived.article())).articles
    assert article.about == archived.ABOUT


def test_of_a_page_that_says_nothing_nothing_is_kept(tmp_path: Path) -> None:
    path = book(tmp_path, archived.article(about=About()))
    with zipfile.ZipFile(path) as file:
        (told,) = json.loads(file.read(store.PLACE))["sections"][0]["articles"]
    assert "about" not in told
    (article,) = store.unpacked(path).articles
    assert article.about == About()


@pytest.mark.parametrize("about", [{"rights": 7}, {"keywords": [None]}, {"keywords": 3}, "x", []])
def test_a_damaged_record_is_refused(tmp_path: Path, about: object) -> None:
    path = changed(book(tmp_path, archived.article()), about)
    with pytest.raises(UsageError, match="is damaged"):
        store.unpacked(path)


def test_the_dress_is_told_where_it_is_not_any_book_s(tmp_path: Path) -> None:
    path, book = tmp_path / "a.epub", Book(title="", sections=(), images={}, language="vi")
    for said in ({}, {"theme": "newspaper"}, {"theme": "e-ink", "profile": "kobo"}):
        with zipfile.ZipFile(path, "w") as file:
            file.writestr(store.PLACE, store.packed(book, {}, [], dress=said))
        assert store.dress(path) == said
    for wrong in (b"{", b"[]", b'{"dress": []}', b'{"dress": {"theme": 3}}', b"\xff"):
        with zipfile.ZipFile(path, "w") as file:
            file.writestr(store.PLACE, wrong)
        assert store.dress(path) == {}
    path.write_bytes(b"no zip")
    assert store.dress(path) == {}
    assert store.dress(tmp_path / "b.epub") == {}

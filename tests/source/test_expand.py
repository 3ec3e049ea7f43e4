from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from formatter.errors import NothingFoundError
from formatter.source import expand


def laid(folder: Path, *names: str) -> str:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<p>", encoding="utf-8")
    return str(folder)


def found(folder: Path) -> list[str]:
    return [str(Path(name).relative_to(folder)) for name in expand([str(folder)])]


def test_pages_come_in_natural_order(tmp_path: Path) -> None:
    laid(tmp_path, "bai 10.html", "bai 9.htm", "Bai 1.html", "a/2.xhtml", "a/1.mhtml", "b.html.gz")
    assert found(tmp_path) == [
        "a/1.mhtml",
        "a/2.xhtml",
        "b.html.gz",
        "Bai 1.html",
        "bai 9.htm",
        "bai 10.html",
    ]


def test_what_a_browser_saved_beside_a_page_is_not_searched(tmp_path: Path) -> None:
    laid(
        tmp_path,
        "bai.html",
        "bai_files/ad.html",
        "bai_dosyalar/x.html",
        ".git/a.html",
        "bai/x.html",
    )
    assert found(tmp_path) == ["bai/x.html", "bai.html"]


def test_a_decomposed_name_is_the_same_name(tmp_path: Path) -> None:
    page = unicodedata.normalize("NFD", "Bến.html")
    laid(tmp_path, page, unicodedata.normalize("NFC", "Bến_tệp/x.html"))
    assert found(tmp_path) == [page]


def test_text_files_count_where_there_is_no_page(tmp_path: Path) -> None:
    laid(tmp_path, "b.txt", "a.txt", "c.png")
    assert found(tmp_path) == ["a.txt", "b.txt"]
    laid(tmp_path, "c.html")
    assert found(tmp_path) == ["c.html"]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    laid(tmp_path, "a.html")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert found(tmp_path) == ["a.html"]


def test_what_is_no_folder_stays(tmp_path: Path) -> None:
    page = laid(tmp_path, "a.html") + "/a.html"
    names = ("-", "https://bao.example/", page, "khong-co.html")
    assert expand(names) == names


def test_a_folder_without_pages_says_what_it_holds(tmp_path: Path) -> None:
    laid(tmp_path, "a.png", "b.PNG", "README")
    with pytest.raises(NothingFoundError, match=r"its files are 2 \.png, 1 without a suffix"):
        expand([str(tmp_path)])
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingFoundError, match="none at all"):
        expand([str(tmp_path / "empty")])

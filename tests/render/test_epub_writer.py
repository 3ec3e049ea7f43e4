"""The private names of EbookLib 0.20 that are leant on, and that they do as told."""

from __future__ import annotations

import inspect
import io
import os
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import deflate
import pytest
from ebooklib import epub
from hypothesis import given
from hypothesis import strategies as st

from formatter import theme
from formatter.article import Book
from formatter.check import Made
from formatter.errors import RenderError
from formatter.render import epub as ours
from formatter.render.container import Entries
from tests.render import epub_books


def test_it_is_the_release_that_was_read() -> None:
    assert version("ebooklib") == "0.20"


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("_write_container", ["self"]),
        ("_write_opf", ["self"]),
        ("_write_opf_file", ["self", "root"]),
        ("_write_items", ["self"]),
    ],
)
def test_the_writer_has_the_steps_that_are_called(name: str, parameters: list[str]) -> None:
    assert list(inspect.signature(getattr(epub.EpubWriter, name)).parameters) == parameters


def test_its_steps_write_through_out_alone() -> None:
    for name in ("_write_container", "_write_opf_file", "_write_items"):
        source = inspect.getsource(getattr(epub.EpubWriter, name))
        assert "self.out.writestr(" in source
        assert "zipfile" not in source


def test_the_package_bears_a_prefix_that_is_taken_off() -> None:
    assert 'root.attrib["prefix"]' in inspect.getsource(epub.EpubWriter._write_opf)


def test_an_item_of_no_special_class_is_written_as_it_stands() -> None:
    item = epub.EpubItem("x", "x.xhtml", "application/xhtml+xml", b"<html><br/></html>")
    assert item.get_content() == b"<html><br/></html>"
    assert item.manifest is True


def test_metadata_may_be_emptied() -> None:
    book = epub.EpubBook()
    assert book.metadata  # the generator and a random identifier
    book.metadata = {}
    book.add_metadata("DC", "title", "Chợ nổi", {"id": "t"})
    assert book.get_metadata("DC", "title") == [("Chợ nổi", {"id": "t"})]


def test_an_error_while_writing_isn_t_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipInfo, "FileHeader", full)
    with pytest.raises(OSError, match="No space left"):
        ours.to_epub(epub_books.single(), theme.load("book"))


def lying(folder: Path) -> Book:
    book = epub_books.single()
    images = {}
    for name, image in book.images.items():
        path = folder / name
        path.write_bytes(image.data)
        images[name] = replace(image, data=b"", path=None if image.missing else path)
    return replace(book, images=images)


def test_a_book_in_a_file_has_the_bytes_of_one_in_memory(tmp_path: Path) -> None:
    held, lies = epub_books.single(), lying(tmp_path)
    assert any(image.path for image in lies.images.values())
    made = ours.to_epub(lies, theme.load("book"))
    assert made.path
    assert made.path.read_bytes() == ours.to_epub(held, theme.load("book")).data


@pytest.mark.parametrize("at_once", [True, False])
def test_a_disk_without_room_leaves_nothing_and_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, at_once: bool
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    book = lying(tmp_path)
    before = sorted(tmp_path.iterdir())
    if at_once:
        monkeypatch.setattr(os, "posix_fallocate", full)
    else:
        monkeypatch.setattr(zipfile.ZipInfo, "FileHeader", full)
    with pytest.raises(RenderError, match="No space left") as refused:
        ours.to_epub(book, theme.load("book"))
    assert "make room" in refused.value.remedy
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_system_that_makes_no_room_is_written_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unable(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "posix_fallocate", unable)
    made = ours.to_epub(lying(tmp_path), theme.load("book"))
    assert made.path
    assert zipfile.ZipFile(made.path).testzip() is None


@given(
    st.dictionaries(
        st.sampled_from(["mimetype", "EPUB/a.xhtml", "EPUB/b.jpg", "EPUB/ă.css"]),
        st.binary(max_size=400),
    )
)
def test_the_zip_is_as_its_module_writes_it(files: dict[str, bytes]) -> None:
    moment, mine, theirs = datetime(2026, 11, 25, 7, 30, 5, tzinfo=UTC), io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(mine, "w") as file:
        entries = Entries(mine, file, moment, Made())
        for name, data in files.items():
            entries.writestr(name, data)
    with zipfile.ZipFile(theirs, "w") as file, pytest.MonkeyPatch.context() as patch:
        patch.setattr(zipfile, "_get_compressor", _Deflating)
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (2026, 11, 25, 7, 30, 4))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            packed = name.endswith((".xhtml", ".css"))
            entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            file.writestr(entry, data)
    assert mine.getvalue() == theirs.getvalue()
    with zipfile.ZipFile(mine) as file:
        assert {entry.filename: file.read(entry) for entry in file.infolist()} == files


class _Deflating:
    """What the zip module asks of what packs a file, packing it as we do."""

    def __init__(self, kind: int, _level: int | None = None) -> None:
        self.asked, self.held = kind == zipfile.ZIP_DEFLATED, b""

    def __bool__(self) -> bool:
        return self.asked

    def compress(self, data: bytes) -> bytes:
        self.held += data
        return b""

    def flush(self) -> bytes:
        return bytes(deflate.deflate_compress(self.held, 3))

"""The private names of EbookLib 0.20 that are leant on, and that they do as told."""

from __future__ import annotations

import inspect
import zipfile
from importlib.metadata import version

import pytest
from ebooklib import epub

from formatter import theme
from formatter.render import epub as ours
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

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(OSError, match="No space left"):
        ours.to_epub(epub_books.single(), theme.load("book"))

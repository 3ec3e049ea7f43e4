"""Books that nobody vouches for: what they can do is be refused, in a sentence."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.check import box, check
from formatter.errors import RefusedError, UsageError
from tests.tools.small_epub import Files, added, files, instead, packed, spoiled

_LAUGHS = (
    '<!DOCTYPE html [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "&{a};&{a};&{a};&{a};">' for a, b in zip("abcdef", "bcdefg", strict=True)
    )
    + "]><html"
)


def doubled(held: Files) -> None:
    held["EPUB/bai.xhtml"] = b"<a>" * 400 + b"</a>" * 400


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"%PDF-1.7", packed(files())[:-40]],
    ids=["empty", "two letters", "another kind", "cut short"],
)
def test_what_is_no_zip_is_told_so(data: bytes) -> None:
    with pytest.raises(UsageError, match="is no EPUB: it isn't a whole zip file"):
        check(data)


def test_a_zip_without_its_head_is_faulty() -> None:
    assert "mimetype-wrong" in {one.code for one in check(packed(files())[40:])}


@given(st.integers(0, len(packed(files())) - 1), st.integers(0, 255))
def test_a_letter_changed_anywhere_is_no_fault_of_ours(place: int, letter: int) -> None:
    data = bytearray(packed(files()))
    data[place] = letter
    try:
        told = [one.remedy for one in check(bytes(data))]
    except (UsageError, RefusedError) as why:
        told = [why.remedy]
    assert all(told)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(UsageError, match=r"khong-co\.epub can't be read"):
        check(Path("khong-co.epub"))


@pytest.mark.parametrize("name", ["META-INF/container.xml", "EPUB/content.opf"])
@pytest.mark.parametrize("data", [b"", b"<x", b"\xff\xfe"])
def test_a_zip_that_is_no_epub(name: str, data: bytes) -> None:
    def change(held: Files) -> None:
        held[name] = data

    with pytest.raises(UsageError, match=f"is no EPUB that can be looked at: {name}"):
        check(spoiled(change))


def test_a_package_that_holds_nothing() -> None:
    def change(held: Files) -> None:
        held["EPUB/content.opf"] = b"<x/>"

    codes = {one.code for one in check(spoiled(change))}
    assert codes == {
        "language-missing",
        "nav-missing",
        "ncx-missing",
        "guide-text",
        "cover-missing",
    }


@pytest.mark.parametrize(
    "how", [instead("bai.xhtml", "<html", _LAUGHS), doubled], ids=["entities", "depth"]
)
def test_a_document_made_to_fill_memory_is_not_opened(how: object) -> None:
    found = check(spoiled(how))  # type: ignore[arg-type]
    assert "document-unreadable" in {one.code for one in found}


def test_an_entity_in_another_file_is_not_asked_for(tmp_path: Path) -> None:
    secret = tmp_path / "kin.txt"
    secret.write_text("bí mật", encoding="utf-8")
    entity = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html'
    found = check(spoiled(instead("bai.xhtml", "<html", entity)))
    assert [one.code for one in found] == ["document-unreadable"]
    assert "bí mật" not in str(found)
    outside = f'<!DOCTYPE html SYSTEM "{secret.as_uri()}"><html'
    assert check(spoiled(instead("bai.xhtml", "<html", outside))) == ()


def test_a_document_that_unpacks_to_more_than_any(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box, "_TEXT", 10_000)
    with pytest.raises(RefusedError, match="unpacks to far more"):
        check(spoiled(added("kia.css", b" " * 20_000, "text/css")))
    monkeypatch.setattr(box, "_TEXT", 30_000)
    monkeypatch.setattr(box, "_ALL_TEXT", 15_000)
    with pytest.raises(RefusedError, match="unpacks to far more"):
        check(spoiled(added("kia.css", b" " * 20_000, "text/css")))


def test_a_size_that_lies_is_not_believed() -> None:
    data = bytearray(spoiled(added("kia.css", b" " * 200_000, "text/css")))
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(b"EPUB/kia.css") if signature[2] == 3 else data.rfind(b"EPUB/kia.css")
        struct.pack_into("<I", data, data.rfind(signature, 0, at) + place, 10)
    found = check(bytes(data))
    assert [one.file for one in found if one.code == "document-unreadable"] in (
        [],
        ["EPUB/kia.css"],
    )


def test_more_files_than_any_book(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box, "_ENTRIES", 5)
    with pytest.raises(RefusedError, match="more than the 5 that are looked at"):
        check(packed(files()))


def test_a_name_that_stands_twice() -> None:
    out = io.BytesIO(packed(files()))
    with zipfile.ZipFile(out, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("EPUB/bai.xhtml", "<x/>")
    assert "name-unsafe" in {one.code for one in check(out.getvalue())}


def test_a_locked_file_is_unreadable() -> None:
    data = bytearray(packed(files()))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(b"EPUB/bai.xhtml") if signature[2] == 3 else data.rfind(b"EPUB/bai.xhtml")
        data[data.rfind(signature, 0, at) + place] |= 1
    found = check(bytes(data))
    assert ("document-unreadable", "EPUB/bai.xhtml") in {(one.code, one.file) for one in found}


def test_no_more_than_a_hundred_of_a_kind_are_told() -> None:
    faults = "<p><img/></p>" * 500
    found = check(spoiled(instead("bai.xhtml", "<aside", f"{faults}<aside")))
    assert len(found) == 1
    lines = "<p><img/></p>\n" * 500
    assert len(check(spoiled(instead("bai.xhtml", "<aside", f"{lines}<aside")))) == 100


def test_the_rules_of_one_reading_system_alone() -> None:
    data = spoiled(instead("sach.css", "figcaption {", "p { color: red; font-size: 9px } x {"))
    assert {one.code for one in check(data, ["kobo"])} == {"font-size-unit"}
    assert {one.code for one in check(data, ["mupdf", "thorium"])} == {
        "figcaption-inline",
        "colour-of-text",
    }
    (colour,) = check(data, ["thorium"])
    assert colour.systems == ("thorium",)
    with pytest.raises(UsageError, match="no reading system named sony"):
        check(data, ["sony"])

"""A book that is being made is looked at without its zip being opened: with the same result."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.check import Made, UnreadableError, check, check_made
from formatter.check.facts import Selector
from formatter.profile import SYSTEMS, Bounds
from formatter.render.container import Entries
from formatter.render.style import Sheet
from tests.tools.small_epub import Files, files

_ODD = (
    '<p hidden="hidden">ẩn</p>',
    '<aside style="display : none">x</aside>',
    '<aside class="an">q</aside>',
    "<img/>",
    '<img src="khong.png"\n alt="1 > 2"/>',
    '<a epub:type="noteref"\n href="#mach"><i>1</i></a>',
    '<a href="bai.xhtml#khong">x</a>',
    "<style>p{color:red}</style>",
    '<table class="an"><tr><td>' + "nước " * 3_000 + "</td></tr></table>",
    "e\u0301",
    "<b><i>x</b></i>",
)
_SHEETS = ("", ".an{display:none}", "aside{display:none}", "*{display:none}")


def written(held: Files, *, heard: bool, folder: Path | None = None) -> tuple[Made, bytes]:
    """Return what is known of a book while its files are written, and its zip."""
    out, made = io.BytesIO(), Made()
    with zipfile.ZipFile(out, "w") as file:
        entries = Entries(out, file, datetime(2026, 1, 1, tzinfo=UTC), made)
        for name, data in held.items():
            if heard and name.endswith(".xhtml"):
                with contextlib.suppress(UnreadableError):
                    made.hear(name, data)
            place = folder / Path(name).name if folder else None
            if place:
                place.write_bytes(data)
            entries.writestr(name, place or data)
    made.size = out.tell()
    return made, out.getvalue()


@given(
    st.lists(st.sampled_from(_ODD), max_size=4),
    st.sampled_from(_SHEETS),
    st.integers(300, 5_000),
    st.booleans(),
)
def test_the_lint_finds_the_same_as_in_the_file(
    odd: list[str],
    css: str,
    most: int,
    heard: bool,
) -> None:
    held = dict(files())
    story = held["EPUB/bai.xhtml"].decode().replace("<aside", f"{''.join(odd)}\n<aside", 1)
    held["EPUB/bai.xhtml"] = story.encode()
    held["EPUB/sach.css"] += css.encode()
    made, data = written(held, heard=heard)
    bounds = Bounds(file=most, document=most)
    assert check_made(made, SYSTEMS, bounds) == check(data, SYSTEMS, bounds)


def test_files_that_lie_on_disk_are_looked_at_there(tmp_path: Path) -> None:
    held = dict(files())
    held["EPUB/bia.png"] = b"RIFF0000WEBPVP8 "
    made, data = written(held, heard=True, folder=tmp_path)
    found = check_made(made, SYSTEMS, Bounds())
    assert found == check(data)
    assert "picture-kind" in {one.code for one in found}


def test_facts_are_those_of_the_bytes_that_were_read_and_of_the_sheets_that_hold() -> None:
    made = Made()
    made.hear("a.xhtml", b"<html/>")
    assert made.facts("a.xhtml", b"<html/>", ()) is not None
    assert made.facts("a.xhtml", b"<html></html>", ()) is None
    assert made.facts("a.xhtml", b"<html/>", (Selector("p", "", ""),)) is None
    assert made.facts("b.xhtml", b"<html/>", ()) is None
    aware = Made("aside { display: none } .an { display: none }")
    aware.hear("a.xhtml", b"<html><body><p class='an'>x</p></body></html>")
    hides = (Selector("*", "an", ""),)
    known = aware.facts("a.xhtml", b"<html><body><p class='an'>x</p></body></html>", hides)
    assert known
    assert [one.letters for one in known.unseen] == [1]
    with pytest.raises(UnreadableError):
        made.read("a.xhtml")


def test_a_listener_hears_each_text_where_it_stands() -> None:
    root = Sheet("").root()
    markup = (
        '<html><body><p class="lead">Nước <b>nổi</b> về<br/>sớm</p><style>p{}</style>'
        '<section hidden="hidden"><p>Ẩn <i>mà</i> vẫn đọc</p></section><p>Hết</p></body></html>'
    )
    Made().hear("a.xhtml", markup.encode(), root)
    body = root["html", ""]["body", ""]
    assert body["p", "lead"].text == ["Nước ", " về", "sớm"]
    assert body["p", "lead"]["b", ""].text == ["nổi"]
    assert body["style", ""].text == ["p{}"]
    assert body["section", ""]["p", ""].text == ["Ẩn ", " vẫn đọc"]
    assert body["section", ""]["p", ""]["i", ""].text == ["mà"]
    assert body["p", ""].text == ["Hết"]
    assert root.text == []

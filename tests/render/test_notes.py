"""Links of a printed piece: notes, pages of the issue, addresses that can be read on paper."""

from __future__ import annotations

import re

import pytest

from formatter.render import notes
from tests.render import issue_book
from tests.render.issue_book import LONG

OTHER = "https://vi-du.example/bai-1.html"
BODY = (
    '<p>Xem <a href="https://a.example/x?utm_source=b&amp;fbclid=1">sổ</a> và '
    f'<a href="{OTHER}#cuoi">bài kia</a>, lại <a href="http://www.a.example/x/">sổ ấy</a>.</p>'
)


def told(called: notes.Called) -> str:
    return notes.filled(
        called.body,
        lambda number, first: f"[{number}{'!' if first else ''}]",
        lambda number: f"[tr. {called.pointed[number - 1]}]",
    )


def test_a_link_is_noted_once_and_called_again() -> None:
    called = notes.called(BODY, "footnote", {})
    assert re.sub(r"<[^>]*>", "", told(called)) == "Xem sổ[1!] và bài kia[2!], lại sổ ấy[1]."
    assert [note.address for note in called.notes] == [
        "https://a.example/x?utm_source=b&fbclid=1",
        f"{OTHER}#cuoi",
    ]


def test_a_link_to_a_piece_of_the_issue_tells_its_page() -> None:
    called = notes.called(BODY, "footnote", {notes.bare(OTHER): "bai-4"})
    assert '<a href="#bai-4">bài kia</a>[tr. bai-4], lại' in told(called)
    assert len(called.notes) == 1


@pytest.mark.parametrize("links", ["none", "qr"])
def test_without_notes_the_page_of_a_piece_is_still_told(links: str) -> None:
    called = notes.called(BODY, links, {notes.bare(OTHER): "bai-4"})  # type: ignore[arg-type]
    assert (called.notes, called.pointed) == ((), ("bai-4",))


def test_a_link_that_is_its_own_address_needs_no_note() -> None:
    body = '<p><a href="https://a.example/x">a.example/x</a> <a href="https://b.example/">b.example</a></p>'
    assert notes.called(body, "footnote", {}).notes == ()


def test_the_authors_own_notes_are_numbered_with_the_links() -> None:
    called = notes.called(issue_book.linked().body, "footnote", {})
    assert [str(note.text) for note in called.notes][2] == "Trạm lập năm 1983."
    assert "notes" not in called.body


def test_a_note_of_several_blocks_stays_where_it_is() -> None:
    body = (
        '<p>Sổ<a class="call" href="#n" id="g">1</a>.</p><section class="notes"><ol>'
        '<li id="n"><p>Một.</p><ul><li>hai</li></ul></li></ol></section>'
    )
    called = notes.called(body, "footnote", {})
    assert (called.notes, called.body) == ((), body)


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("https://www.a.example/x/?utm_campaign=1&trang=2&gclid=5", "a.example/x?trang=2"),
        ("https://m.a.example/", "a.example"),
        ("mailto:toa-soan@a.example", "toa-soan@a.example"),
        ("https://a.example/?a=1&b=<2>", "a.example?a=1&amp;b=&lt;2&gt;"),
    ],
)
def test_an_address_is_printed_without_what_nobody_types(address: str, printed: str) -> None:
    assert notes.shown(address) == printed


def test_a_long_address_keeps_its_host_and_its_end() -> None:
    short = notes.shown(LONG)
    assert len(short) <= notes.LONGEST + 12
    assert short.startswith("kho.vi-du.example/tai-lieu")
    assert short.endswith("tram-cua-van.pdf?trang=12")
    assert "…" in short

"""An issue goes through the press: every page number in it is right, whoever laid the pages out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image as Raster

from formatter import press, profile, theme
from formatter.article import Book
from formatter.errors import RenderError
from formatter.imprint import Imprint
from formatter.press import pressing
from formatter.press.leftout import without
from formatter.press.order import Order
from formatter.render import forme
from formatter.seal import is_whole, read
from formatter.theme import Theme
from tests.press import issues
from tests.tools import standards

ARCHIVE = profile.load("archive")


@cache
def dress(name: str = "book") -> Theme:
    loaded = theme.load(name)
    # A run is laid out once: what fitting does has tests of its own.
    return replace(loaded, options={**loaded.options, "fit_trials": 1})


@cache
def issue(count: int = 10, multiple: int = 4) -> Book:
    made = issues.book(count, blocks=4, multiple=multiple)
    return replace(made, imprint=Imprint(page_list=True))


@cache
def printed() -> press.Printed:
    return press.printed(issue(), dress(), ARCHIVE, jobs=2)


@cache
def pdf_pages(data: bytes) -> list[str]:
    """Return the text of each page."""
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def opened(made: press.Printed) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made.rendering.data))


def test_an_archive_s_issue_is_of_both_standards() -> None:
    told = standards.reports({"issue": printed().rendering.data})["issue"]
    assert told == {"PDF/A-3A": (), "PDF/UA-1": ()}
    assert printed().rendering.notes == ()


def test_it_is_sealed_as_a_whole() -> None:
    seal = read(printed().rendering.data)
    assert seal is not None
    assert is_whole(printed().rendering.data, seal)


def test_the_number_of_its_pages_is_the_multiple_asked_for() -> None:
    made = printed()
    assert made.rendering.pages == made.layout.pages == len(opened(made).pages)
    assert made.layout.pages % 4 == 0


@pytest.mark.parametrize("jobs", [1, 4])
def test_the_bytes_are_the_same_whatever_the_number_of_processes(jobs: int) -> None:
    again = press.printed(issue(), dress(), ARCHIVE, jobs=jobs)
    assert again.rendering.data == printed().rendering.data
    assert again.layout == printed().layout


def test_the_layout_says_where_each_piece_begins() -> None:
    text = pdf_pages(printed().rendering.data)
    assert len(printed().layout.pieces) == 10
    for piece in printed().layout.pieces:
        assert _squeezed(piece.title) in _squeezed(text[piece.first - 1])


def test_each_number_in_the_contents_is_that_of_the_piece_s_first_page() -> None:
    text = _squeezed(" ".join(pdf_pages(printed().rendering.data)[:5]))
    for piece in printed().layout.pieces:
        found = re.search(re.escape(_squeezed(piece.title)) + r"\.+(\d+)", text)
        assert found, piece.title
        assert int(found[1]) == piece.first


def test_a_reference_to_another_piece_gives_its_page() -> None:
    pieces = printed().layout.pieces
    text = " ".join(pdf_pages(printed().rendering.data)[pieces[9].first - 1 : pieces[9].last])
    found = re.findall(r"tr\.\s*(\d+)", text)
    assert found == [str(pieces[8].first)]


def test_each_page_bears_its_number() -> None:
    made = opened(printed())
    text = pdf_pages(printed().rendering.data)
    numbered = [i for i, page in enumerate(made.pages, start=1) if "/Folio" in _drawings(page)]
    assert len(numbered) > 20
    for number in numbered:
        assert (
            text[number - 1].split()[-1] == str(number) or str(number) in text[number - 1].split()
        )
    assert made.Root.PageLabels.Nums[1].S == "/D"


def test_bookmarks_lead_to_where_their_words_stand() -> None:
    made = opened(printed())
    text = pdf_pages(printed().rendering.data)
    lines = list(_lines(made.Root.Outlines))
    titles = {title for title, _, _ in lines}
    assert {piece.title for piece in printed().layout.pieces} <= titles
    for title, page, _ in lines:
        number = _number(made, page)
        assert _squeezed(title) in _squeezed(text[number - 1]), title


def test_pieces_stand_under_their_section_in_the_outline() -> None:
    made = opened(printed())
    depths = {title: depth for title, _, depth in _lines(made.Root.Outlines)}
    assert depths["Khúc sông thứ 1"] == depths["Khúc sông thứ 2"] == 0
    assert {depths[piece.title] for piece in printed().layout.pieces} == {1}
    count = int(made.Root.Outlines.Count)
    assert count == sum(1 for _ in _lines(made.Root.Outlines, closed=False))


def test_every_link_leads_to_a_name_and_every_name_to_its_page() -> None:
    made = opened(printed())
    names = dict(zip(*[iter(made.Root.Names.Dests.Names)] * 2, strict=True))
    first = {f"bai-{i}": piece.first for i, piece in enumerate(printed().layout.pieces, start=1)}
    places = {str(name): _number(made, place[0]) for name, place in names.items()}
    assert {name: places[name] for name in first} == first
    inward = [link for page in made.pages for link in page.get("/Annots", []) if "/Dest" in link]
    assert len(inward) > 20
    assert {str(link.Dest) for link in inward} <= places.keys()


def test_the_structure_is_one_tree_whose_parents_are_right() -> None:
    made = opened(printed())
    tree = made.Root.StructTreeRoot
    keys = dict(zip(*[iter(tree.ParentTree.Nums)] * 2, strict=True))
    assert sorted(map(int, keys)) == list(range(int(tree.ParentTreeNextKey)))
    assert len(tree.K) == 1
    assert tree.K[0].S == "/Document"
    assert all(part.P.objgen == tree.K[0].objgen for part in tree.K[0].K)
    by_key = {int(key): value for key, value in keys.items()}
    for page in made.pages:
        assert isinstance(by_key[int(page.StructParents)], pikepdf.Array)
        for link in page.get("/Annots", []):
            assert by_key[int(link.StructParent)].S in {"/Link", "/Reference"}
    names = [str(name) for name in tree.IDTree.Names[::2]]
    assert len(names) == 1
    assert names == sorted(set(names))


def test_what_an_issue_has_once_is_in_it_once() -> None:
    made = opened(printed())
    fonts = [
        str(each.FontName)
        for each in made.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
    ]
    assert len(fonts) == len(set(fonts))
    assert len(made.Root.OutputIntents) == 1
    held = [
        each.read_raw_bytes()
        for each in made.objects
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
    ]
    assert len(held) == len(set(held)) == 10


def test_pages_for_the_e_book_are_counted_through_the_issue() -> None:
    pagination = printed().rendering.pagination
    assert pagination is not None
    assert [each.page for each in pagination.breaks] == [
        str(number) for number in range(1, printed().layout.pages + 1)
    ]
    begins: dict[int, int] = {}
    for each in pagination.breaks:
        begins.setdefault(each.article, int(each.page))
    # A section's opening page counts to the piece after it.
    for number, piece in enumerate(printed().layout.pieces):
        assert piece.first - begins[number] in {0, 1}


def test_a_run_on_a_left_hand_page_has_that_side_s_margins() -> None:
    style = replace(dress(), options=dict(dress().options))
    made = press.printed(issue(4, 1), style)
    lefts = {
        number % 2: _left_edge(made.rendering.data, number)
        for piece in made.layout.pieces
        for number in range(piece.first, piece.last + 1)
    }
    # 19 mm at the spine and 15 mm outside, at 72 dots an inch.
    assert lefts[1] - lefts[0] == pytest.approx(4 * 72 / 25.4, abs=1.5)


def test_a_piece_that_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(forme.Press, "laid_out", fail)
    with pytest.raises(RenderError, match="can't be laid out"):
        press.printed(issue(4, 1), dress())


def test_a_process_that_is_ended_is_an_error_that_names_its_piece(tmp_path: Path) -> None:
    task = pressing.Pressing(issue(4, 1), dress(), profile.GENERIC, Order()).task(tmp_path, 3)
    with pytest.raises(RenderError, match=re.escape(issue(4, 1).articles[2].title)):
        pressing._lost(task)


def test_an_order_is_carried_out_on_the_whole_file() -> None:
    plain = press.printed(issue(4, 1), dress())
    made = press.printed(issue(4, 1), dress(), order=Order(marks=True))
    again = press.printed(issue(4, 1), dress(), order=Order(marks=True), jobs=2)
    assert made.rendering.data == again.rendering.data
    held = opened(made)
    page = held.pages[0]
    trim, media = (list(map(float, box)) for box in (page.trimbox, page.mediabox))
    assert trim[0] > media[0]
    assert made.rendering.pages == plain.rendering.pages


def test_pieces_are_left_out_for_a_target_by_priority() -> None:
    book, said = without(issue(10), {9, 10})
    assert len(book.articles) == 8
    assert book.issue is not None
    assert len(book.issue.pieces) == 8
    assert len(book.sections) == len(book.issue.departments) == 2
    assert issue(10).articles[8].title in said[0]


def _drawings(page: Any) -> Any:
    return page.Resources.get("/XObject", {})


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _number(made: pikepdf.Pdf, page: Any) -> int:
    return next(i for i, one in enumerate(made.pages, start=1) if one.objgen == page.objgen)


def _lines(over: Any, depth: int = 0, *, closed: bool = True) -> Iterator[tuple[str, Any, int]]:
    line = over.get("/First")
    while line is not None:
        yield str(line.Title), line.Dest[0], depth
        if closed or int(line.get("/Count", 0)) > 0:
            yield from _lines(line, depth + 1, closed=closed)
        line = line.get("/Next")


def _left_edge(data: bytes, number: int) -> float:
    """Return where the text of a page begins, in points from its left."""
    document = pypdfium2.PdfDocument(data)
    picture: Raster.Image = document[number - 1].render(scale=1, grayscale=True).to_pil()
    # Between the running head and the folio.
    middle = picture.crop((0, 60, picture.width, picture.height - 70))
    box = middle.point(lambda shade: 255 if shade < 160 else 0).getbbox()
    assert box is not None
    return float(box[0])

"""Pages of an issue in each theme: what stands where, and what a theme keeps to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from formatter.copyfit import Copyfit
from formatter.render import dress, pdf, printed
from formatter.render.run import Run, Setting, runs
from tests.render import issue_book
from tests.render import sample_book as sample
from tests.render.test_line_heights import faults
from tests.tools import setting

THEMES = ("newspaper", "magazine", "book", "large-print", "e-ink")
ALL = Run(front=True, stories=(1, 2, 3, 4), back=True)
KNOWN = Setting(
    pages={"bai-1": 5, "bai-2": 17, "bai-3": 23, "bai-4": 31},
    found={"Nguyễn Thị Lài": (23,), "Đặng Hữu Ngữ": (5, 6, 7), "Cửa Vạn": (5,)},
)


def words(markup: str) -> str:
    body = markup.partition("<body>")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", body).replace("\xa0", " ").split())


@cache
def pages(name: str, **said: Any) -> tuple[Any, ...]:
    return tuple(issue_book.boxes(ALL, name, KNOWN, **said))


def texts(box: Any) -> Iterator[str]:
    if hasattr(box, "text"):
        yield box.text
    for child in getattr(box, "children", ()):
        yield from texts(child)


def margins(page: Any) -> str:
    """Return what stands in a page's margin boxes."""
    return " ".join(
        text for box in page.children if getattr(box, "at_keyword", "") for text in texts(box)
    )


def holds(page: Any, kind: str) -> bool:
    element = getattr(page, "element", None)
    own = element is not None and kind in (element.get("class") or "").split()
    return own or any(holds(child, kind) for child in getattr(page, "children", ()))


def opens(page: Any) -> bool:
    """Say whether a section or a piece begins on a page."""
    return (
        page.element_tag == "header"
        or holds(page, "opener")
        or any(map(opens, getattr(page, "children", ())))
    )


# What a run holds.


def test_a_book_that_is_no_issue_is_one_document_as_it_was() -> None:
    held, style = sample.book(sample.plain(1)), issue_book.style("newspaper")
    whole = pdf.page_html(held, style)
    assert pdf.page_html(held, style, run=Run(stories=(1,)), setting=KNOWN) == whole
    assert "issue-print" not in whole
    assert "--snap" not in whole


def test_the_front_is_cover_head_and_contents() -> None:
    markup = issue_book.page(Run(front=True), setting=KNOWN)
    told = words(markup)
    assert "Bến Nước" in told
    assert "Số 47 · Chủ Nhật, ngày 22 tháng 11 năm 2026" in told
    assert "Đọc chậm, đọc kỹ" in told
    assert re.findall(r'class="pg">(\d+)<', markup) == ["5", "17", "23", "31"]
    assert "<article" not in markup


def test_unknown_pages_take_as_much_room() -> None:
    markup = issue_book.page(Run(front=True))
    assert re.findall(r'class="pg">(\d+)<', markup) == ["00"] * 4


def test_a_section_opens_with_its_first_piece_alone() -> None:
    first, second = (issue_book.page(Run(stories=(number,)), setting=KNOWN) for number in (1, 2))
    assert 'id="phan-1"' in first
    assert "chuyện chuông ở tr. 31 ." in words(first)
    assert '<a href="#bai-4">tr. 31</a>' in first
    assert "opener" not in second.partition("<body>")[2]


def test_a_piece_points_to_another_by_its_page() -> None:
    markup = issue_book.page(Run(stories=(3,)), setting=KNOWN)
    assert '<a href="#bai-2">bài trước</a><span class="ref" data-page="tr. 17"></span>' in markup
    assert markup.count('class="footnote"') == 2
    assert 'class="noted">1<' in markup


def test_notes_stand_at_the_end_where_the_issue_wants_them() -> None:
    markup = issue_book.page(Run(stories=(3,)), links="endnote")
    assert 'class="footnote"' not in markup
    assert "Chú thích Trạm lập năm 1983." in words(markup) or "Chú thích kho." in words(markup)


def test_links_are_told_by_codes_where_the_issue_wants_them() -> None:
    markup = issue_book.page(Run(stories=(3,)), links="qr")
    assert markup.count('class="code"') == 1
    assert 'class="footnote">Trạm lập' in markup


def test_without_links_an_authors_note_stays() -> None:
    markup = issue_book.page(Run(stories=(3,)), links="none")
    assert re.findall(r'class="footnote">([^<]*)', markup) == ["Trạm lập năm 1983."]


def test_a_piece_that_is_cut_tells_where_it_goes_on() -> None:
    second, third = (issue_book.page(Run(stories=(number,))) for number in (2, 3))
    assert "Đọc tiếp tại vi-du.example/bai-1.html" in words(second)
    assert "<title>Đọc tiếp tại</title>" in second
    assert "Đọc tiếp tại" not in third
    assert "Nguồn: Báo Sông Nước. Ảnh của tác giả." in words(second)


def test_the_end_is_index_and_colophon() -> None:
    told = words(issue_book.page(Run(back=True), setting=KNOWN))
    assert "Tên người Nguyễn Thị Lài , 23 Đặng Hữu Ngữ , 5–7" in told
    assert "Tên đất Cửa Vạn , 5" in told
    assert "Nguồn báo Báo Sông Nước , 5, 17, 23, 31" in told
    assert "Xuất bản Nhà in Doi Cát Biên tập Hồ Yến Kỵ Trình bày Lê Thuỵ Ẩn" in told
    assert told.endswith("In trên giấy dó.")


def test_a_run_asks_for_no_page_that_it_doesnt_print() -> None:
    asked: list[str] = []

    class Watched(dict[str, int]):
        def get(self, key: str, default: Any = None) -> Any:
            asked.append(key)
            return dict.get(self, key, default)

    issue_book.page(Run(stories=(2,)), setting=Setting(pages=Watched()))
    assert asked == []
    issue_book.page(Run(stories=(3,)), setting=Setting(pages=Watched()))
    assert set(asked) == {"bai-2"}


def test_colours_of_sections_are_given_with_an_ink_that_is_read_on_them() -> None:
    first, third = (issue_book.page(Run(stories=(number,))) for number in (1, 3))
    assert "#bai-1, #phan-1 { --section: #1f5673; --on-section: #ffffff; }" in first
    assert "#bai-3, #phan-2 { --section: #ffe9b0; --on-section: #16140f; }" in third


@pytest.mark.parametrize("name", THEMES)
def test_the_issue_is_laid_out_whole_in_runs(name: str) -> None:
    held, style = issue_book.book(name), issue_book.style(name)
    told = [number for run in runs(held, style) for number in run.stories]
    assert told == [1, 2, 3, 4]
    assert runs(held, style)[0].stories == ((1,) if name == "newspaper" else ())


@pytest.mark.parametrize(("template", "kind"), [("full", "full"), ("type", "type"), ("none", "")])
def test_the_cover_is_the_one_that_is_asked_for(template: str, kind: str) -> None:
    held = issue_book.book()
    assert held.issue is not None
    asked = replace(held.issue, cover=replace(held.issue.cover, template=template))
    assert dress.cover(held, asked, issue_book.style("newspaper")) == kind
    bare = replace(held, images={})
    assert dress.cover(bare, asked, issue_book.style("newspaper")) in {"type", ""}


def test_pages_that_fill_up_are_as_many_as_their_kinds() -> None:
    held, style = issue_book.book("book"), issue_book.style("book")
    assert held.issue is not None
    markup = printed.filler_html(held, held.issue, style, ("notes", "blank", "image:cover"))
    with pdf._fonts() as type_case:
        made = pdf._boxes(pdf._laid_out(markup, pdf._Sealed(held, style), type_case))
    assert len(made) == 3
    assert [bool(margins(page).strip()) for page in made] == [True, False, False]
    assert markup.count('class="ruled"') == 14


# What every theme keeps to.


@pytest.mark.parametrize(("name", "closer"), [*((name, False) for name in THEMES), ("book", True)])
def test_lines_stand_apart(name: str, closer: bool) -> None:
    held, style = issue_book.book(name), issue_book.style(name)
    assert list(faults(setting.printed(held, style, closer=closer))) == []


@pytest.mark.parametrize("name", THEMES)
def test_a_cover_has_no_number_and_no_running_head(name: str) -> None:
    covers = [page for page in pages(name) if holds(page, "cover")]
    assert len(covers) == (0 if name == "newspaper" else 1)
    assert all(not margins(page).strip() for page in covers)


@pytest.mark.parametrize("name", THEMES[:-1])
def test_left_and_right_pages_have_the_same_text_block(name: str) -> None:
    plain = [page for page in pages(name) if page.page_type.name == ""]
    assert {page.page_type.side for page in plain} == {"left", "right"}
    assert len({(round(page.width, 2), round(page.height, 2)) for page in plain}) == 1
    for page in plain:
        inner, outer = page.margin_left, page.margin_right
        if page.page_type.side == "left":
            inner, outer = outer, inner
        assert inner >= outer


@pytest.mark.parametrize("name", THEMES[:-1])
def test_folios_stand_outside_and_running_heads_on_no_opener(name: str) -> None:
    for number, page in enumerate(pages(name), start=1):
        if page.page_type.name or page.page_type.blank:
            continue
        side = page.page_type.side
        (folio,) = (
            box
            for box in page.children
            if hasattr(box, "at_keyword") and str(number) in "".join(texts(box)).split()
        )
        assert folio.at_keyword.endswith(f"-{side}")
        if opens(page) or holds(page, "index") or holds(page, "imprint"):
            assert "Cửa sông" not in margins(page)
            assert "Người giữ đèn" not in margins(page)


@pytest.mark.parametrize("name", THEMES[:-1])
def test_left_pages_tell_the_section_and_right_ones_the_piece(name: str) -> None:
    goes_on = [page for page in pages(name) if holds(page, "story") and not opens(page)]
    heads = {page.page_type.side: set[str]() for page in goes_on}
    for page in goes_on:
        heads[page.page_type.side].add(margins(page))
    assert any("Cửa sông" in told for told in heads.get("left", ())), heads
    assert not any("Cửa sông" in told for told in heads.get("right", ()))


@pytest.mark.parametrize("name", THEMES)
def test_captions_stay_with_their_pictures(name: str) -> None:
    for page in pages(name):
        for figure in _figures(page):
            kinds = {child.element_tag for child in figure.children}
            assert kinds in ({"img"}, {"img", "figcaption"})
            captioned = figure.element.find("figcaption") is not None
            assert ("figcaption" in kinds) == captioned


def _figures(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if child.element_tag == "figure":
            yield child
        else:
            yield from _figures(child)


@pytest.mark.parametrize("name", ["newspaper", "magazine", "book"])
def test_the_picture_that_opens_a_piece_isnt_moved(name: str) -> None:
    fit = Copyfit(moved=(("cua-song", 2), ("ngon-den", 1)))
    plain, moved = (
        issue_book.page(Run(stories=(1,)), name, Setting(fits=fits)).partition("<article")[2]
        for fits in ({}, {"bai-1": fit})
    )
    opens = '<div class="story" data-part="hero"><figure class="wide"><img src="image:cua-song"'
    assert opens in plain
    assert opens in moved
    assert plain != moved


def test_a_poem_has_room() -> None:
    verse = '<p class="lead">Chép ở bến.</p><p class="verse">Đèn ai<br/>thắp ở doi xa</p>'
    held = issue_book.book()
    part = held.sections[0]
    articles = (replace(part.articles[0], body=verse), *part.articles[1:])
    made = replace(held, sections=(replace(part, articles=articles),))
    markup = pdf.page_html(made, issue_book.style("newspaper"), run=Run(stories=(1,)))
    assert re.search(r'<article id="bai-1" class="[^"]* poem"', markup)
    assert " poem" not in issue_book.page(Run(stories=(2,))).partition("<body>")[2]

"""The layout report: each fault in pages that have it, with its amount, and none where it isn't."""

from __future__ import annotations

from typing import Any

import pytest

from formatter.article import Image
from formatter.layout import KINDS
from formatter.press.limits import Limits
from tests.press.made import article, faults, layout, lines

CLOSING = frozenset({"bai-1", "bai-2"})
IMG = '<img src="image:ben-ghe" alt="Ghe" style="width:{w}px;height:{h}px">'


def _img(width: float = 60, height: float = 40) -> str:
    return IMG.format(w=width, h=height)


def _one(kind: str, markup: str, css: str = "", **given: Any) -> tuple[int, float, str]:
    """Return page, amount and words of the only fault of that kind, which is of the first piece."""
    (fault,) = faults(kind, markup, css, **given)
    assert fault.piece == "Bến ghe"
    return fault.page, fault.amount, fault.what


def test_pages_and_words_of_each_piece_are_counted() -> None:
    found = layout(article(lines(12)) + article("<h1>Muối trắng</h1>" + lines(3), 2))
    told = [(piece.title, piece.first, piece.last, piece.words) for piece in found.pieces]
    assert found.pages == 3
    assert told == [("Bến ghe", 1, 2, 36), ("Ruộng muối", 3, 3, 11)]


def test_how_much_of_the_last_page_is_used_is_told() -> None:
    found = layout(article(lines(13)) + article(lines(5) + _NOTE, 2))
    assert [piece.full for piece in found.pieces] == [0.3, 0.7]


def test_what_a_picture_gains_across_the_page_is_reckoned() -> None:
    # 150 pixels high over 300 of the page, 70 over 140 of two columns: a page has 200.
    figure = f"<figure>{_img(140, 70)}</figure>"
    images = {"ben-ghe": Image(id="ben-ghe", width=1200, height=600)}

    def gain(body: str, kind: str = "story two", tallest: float = 999) -> float:
        markup = article(body, attributes=f'class="{kind}"')
        (piece,) = layout(markup, images=images, tallest=tallest).pieces
        return piece.gain

    assert gain(lines(2) + figure + lines(9)) == 0.575
    assert gain(lines(2) + figure + lines(9), tallest=75) == 0.2
    assert gain(lines(2) + figure, kind="story") == 0
    assert gain("<h2>Chợ</h2>" + lines(2) + figure + lines(9)) == 0
    assert gain(lines(2) + figure.replace("<figure", '<figure class="tall"')) == 0


def test_words_of_notes_are_those_of_their_piece() -> None:
    note = '<p>Gió<span class="fn">Gió bấc thổi</span> lên</p>'
    (piece,) = layout(article(note)).pieces
    assert piece.words == 5


def test_pages_without_a_fault_have_none() -> None:
    figure = f"<figure>{_img(60, 20)}<figcaption>Bến ghe sớm mai</figcaption></figure>"
    head = "<h2>Một phiên chợ</h2>"
    found = layout(article(lines(5) + figure + head + lines(9)), limits=Limits(dpi=0))
    assert found.faults == ()
    assert all(found.record()[kind] == [] for kind in KINDS)


# Holes


def test_a_hole_is_a_part_of_its_page() -> None:
    # Six lines, then a picture that is higher than the four that are left.
    tall = article(lines(6) + f"<figure>{_img(60, 120)}</figure>" + lines(3))
    assert _one("holes", tall) == (1, 0.4, "ben-ghe")


def test_white_up_to_the_limit_is_no_hole() -> None:
    tall = article(lines(8) + f"<figure>{_img(60, 120)}</figure>" + lines(3))
    assert not faults("holes", tall)
    assert faults("holes", tall, limits=Limits(hole=0.19))


def test_the_end_of_a_piece_is_no_hole() -> None:
    assert not faults("holes", article(lines(13)) + article(lines(5), 2))


def test_a_hole_in_a_column_is_told() -> None:
    body = lines(10) + lines(2) + f"<figure>{_img(60, 180)}</figure>" + lines(3)
    page, amount, what = _one("holes", article(body, attributes='class="story two"'))
    assert (page, amount, what) == (1, 0.8, "ben-ghe")


def test_notes_under_the_text_are_no_hole() -> None:
    notes = "<br>".join(f"dòng {i}" for i in range(4))
    body = f'<p>Gió<span class="fn">{notes}</span></p>' + lines(9)
    assert not faults("holes", article(body))


# Captions


def test_a_caption_on_another_page_than_its_picture_is_told() -> None:
    figure = f"<figure>{_img(60, 40)}<figcaption>Bến ghe sớm mai</figcaption></figure>"
    apart = article(lines(8) + figure + lines(4))
    assert _one("captions_parted", apart) == (2, 1, "Bến ghe sớm mai")
    assert not faults("captions_parted", apart, "figure { break-inside: avoid }")


def test_a_caption_in_another_column_than_its_picture_is_told() -> None:
    figure = f"<figure>{_img(60, 40)}<figcaption>Bến ghe</figcaption></figure>"
    body = article(lines(8) + figure + lines(2), attributes='class="story two"')
    assert _one("captions_parted", body) == (1, 0, "Bến ghe")


def test_a_caption_that_is_itself_parted_is_told() -> None:
    caption = "<br>".join("một hai ba bốn".split())
    figure = f"<figure>{_img(60, 40)}<figcaption>{caption}</figcaption></figure>"
    assert faults("captions_parted", article(lines(6) + figure + lines(4)))


# Heads


@pytest.mark.parametrize("below", [0, 1])
def test_a_head_without_two_lines_below_is_stranded(below: int) -> None:
    body = lines(9 - below) + "<h2>Chợ phiên</h2>" + lines(8)
    assert _one("heads_stranded", article(body)) == (1, below, "Chợ phiên")


def test_a_head_with_two_lines_below_is_not() -> None:
    assert not faults("heads_stranded", article(lines(7) + "<h2>Chợ phiên</h2>" + lines(8)))


def test_a_head_at_the_end_of_a_column_is_stranded() -> None:
    body = lines(9) + "<h2>Chợ phiên</h2>" + lines(8)
    assert _one("heads_stranded", article(body, attributes='class="story two"'))[:2] == (1, 0)


def test_a_head_whose_only_line_is_there_is_not_stranded() -> None:
    body = lines(8) + "<h2>Chợ phiên</h2>" + lines(1)
    assert not faults("heads_stranded", article(body + "<h2>Mùa gặt</h2>" + lines(3)))
    assert not faults("heads_stranded", article(body) + article(lines(3), 2))
    assert faults("heads_stranded", article(body + lines(3)))


def test_a_head_over_ruled_lines_is_not_stranded() -> None:
    page = '<section class="filler" style="break-after: page"><h2>Ghi chép</h2></section>'
    assert not faults("heads_stranded", page + page + article(lines(3)))
    index = f"<section>{lines(9)}<h2>Gò</h2>{lines(3)}</section>"
    assert faults("heads_stranded", index)


def test_a_head_over_a_picture_is_not_stranded() -> None:
    figure = f"<figure>{_img(60, 60)}</figure>"
    assert not faults("heads_stranded", article(lines(6) + "<h2>Chợ phiên</h2>" + figure))


def test_a_title_over_columns_is_not_stranded() -> None:
    body = '<article id="bai-1"><header><h1>Chợ</h1></header>'
    assert not faults("heads_stranded", f'{body}<div class="story two">{lines(6)}</div></article>')


def test_a_title_that_its_text_has_left_is_stranded() -> None:
    css = "header { break-after: page }"
    body = '<article id="bai-1"><header><h1>Chợ</h1></header>'
    markup = f'{body}<div class="story">{lines(6)}</div></article>'
    assert _one("heads_stranded", markup, css) == (1, 0, "Chợ")


# Columns and last pages


_EVEN = "p { break-inside: avoid } div.two { column-fill: balance }"


def test_columns_that_end_apart_are_told_in_lines() -> None:
    balanced = article(lines(8) + lines(4), attributes='class="story two"')
    page, amount, what = _one("columns_uneven", balanced, _EVEN)
    assert (page, amount) == (1, 4)
    assert what == "sông nước 7"


def test_columns_that_end_a_line_apart_are_level() -> None:
    balanced = article(lines(5) + lines(4), attributes='class="story two"')
    assert not faults("columns_uneven", balanced, _EVEN)


def test_a_column_that_stays_empty_ends_where_it_begins() -> None:
    one = article(lines(7), attributes='class="story two"')
    assert _one("columns_uneven", one)[:2] == (1, 7)


def test_a_last_page_next_to_empty_is_told() -> None:
    assert _one("pages_thin", article(lines(12)) + article(lines(9), 2)) == (2, 0.2, "")


def test_a_last_page_of_a_quarter_is_full_enough() -> None:
    assert not faults("pages_thin", article(lines(13)))


def test_the_last_page_of_a_section_may_be_next_to_empty() -> None:
    assert not faults("pages_thin", article(lines(12)), closing=CLOSING)


# Notes


_NOTE = '<p>Gió<span class="fn">Gió bấc thổi</span> lên</p>'


def test_a_note_on_its_calls_page_is_no_fault() -> None:
    assert not faults("notes_astray", article(lines(5) + _NOTE + lines(5)))


def test_a_note_a_page_after_its_call_is_told() -> None:
    # The page has room for the call's line and one more, the note has three and stays whole.
    long = _NOTE.replace("thổi", "thổi<br>suốt<br>đêm")
    css = ".fn { break-inside: avoid }"
    assert _one("notes_astray", article(lines(8) + long + lines(9)), css) == (
        1,
        1,
        "Gió bấc thổisuốtđêm",
    )


# Lines


def test_a_head_that_ends_in_one_word_is_told() -> None:
    head = "<h2>Một phiên chợ<br>sớm</h2>"
    page, amount, what = _one("heads_one_word_last", article(head + lines(4)))
    assert (page, amount, what) == (1, 2, "Một phiên chợ sớm")


@pytest.mark.parametrize(
    "head",
    [
        "<h2>Sớm</h2>",
        "<h2>Một phiên<br>chợ sớm</h2>",
        "<h2>Một phiên<br>chợ\N{NO-BREAK SPACE}sớm</h2>",
    ],
)
def test_a_head_of_one_line_or_more_words_is_not(head: str) -> None:
    assert not faults("heads_one_word_last", article(head + lines(4)))


def test_a_standfirst_that_ends_in_one_word_is_told() -> None:
    lead = '<p class="lead">Một phiên chợ<br>sớm</p>'
    assert _one("heads_one_word_last", article(lead + lines(4)))[1] == 2


def test_the_call_of_a_note_is_no_word() -> None:
    lead = '<p class="lead">Một phiên<br>chợ sớm<span class="fn">Ba giờ</span></p>'
    assert not faults("heads_one_word_last", article(lead + lines(4)))


# Beside what is placed by itself, no paragraph is set left for its holes.
_UNPLANNED = '<span style="position: absolute"></span>'
_LONG = "Sông Sángsángsángsángsángsáng Sôngsôngsôngsôngsôngsôngsông"


def test_a_line_with_holes_is_told() -> None:
    css = "p { text-align: justify; width: 200px }"
    page, amount, what = _one("lines_loose", article(f"<p>{_LONG}{_UNPLANNED}</p>"), css)
    assert page == 1
    assert amount > 2.5
    assert what == "Sông Sángsángsángsángsángsáng"


@pytest.mark.parametrize("align", ["left", "justify"])
def test_a_line_with_its_own_spaces_is_not(align: str) -> None:
    text = "Sáng nào chú cũng ra bến từ lúc trời còn mờ, đứng nhìn con nước. " * 3
    assert not faults("lines_loose", article(f"<p>{text}</p>"), f"p {{ text-align: {align} }}")


# Pictures


def test_a_coarse_picture_is_told_in_dots_an_inch() -> None:
    # 1200 pixels on 300 of 96 an inch.
    big = article(f"<figure>{_img(300, 180)}</figure>" + lines(1))
    assert not faults("pictures_coarse", big)
    assert _one("pictures_coarse", big, limits=Limits(dpi=400)) == (1, 384, "ben-ghe")


def test_a_picture_is_called_what_its_file_is() -> None:
    images = {
        "ben-ghe": Image(
            id="ben-ghe", width=90, height=60, address="https://a.example/b%E1%BA%BFn.jpg?x=1"
        )
    }
    (fault,) = faults("pictures_coarse", article(f"<figure>{_img()}</figure>"), images=images)
    assert (fault.what, fault.picture) == ("bến.jpg", "ben-ghe")


def test_a_picture_cut_to_its_place_is_measured_as_it_is_drawn() -> None:
    css = "img { object-fit: cover }"
    tall = article(f"<figure>{_img(60, 160)}</figure>")
    # 1200 pixels on what would be 240 of 96 an inch.
    assert _one("pictures_coarse", tall, css, limits=Limits(dpi=500))[1] == 480


def test_contents_that_the_first_story_leaves_white_are_told() -> None:
    contents = f'<nav class="contents">{lines(4)}</nav>'
    whole = "article > div { break-inside: avoid }"
    (fault,) = faults("holes", contents + article(lines(8)), whole)
    assert (fault.page, fault.piece, fault.amount) == (1, "", 0.6)
    assert not faults("holes", contents + article(lines(8)))


def test_a_picture_with_a_caption_is_told_by_it() -> None:
    bare = _img().replace("Ghe", "")
    figure = f"<figure>{bare}<figcaption>Bến ghe sớm mai</figcaption></figure>"
    assert not faults("alt_missing", article(figure + lines(3)))
    assert faults("alt_missing", article(figure.replace("Bến ghe sớm mai", " ") + lines(3)))


def test_a_picture_without_a_text_is_told() -> None:
    bare = article(f"<figure>{_img().replace('Ghe', '')}</figure>" + lines(3))
    assert _one("alt_missing", bare) == (1, 1, "ben-ghe")
    assert not faults("alt_missing", article(f"<figure>{_img()}</figure>" + lines(3)))


# Signs and text


def test_a_sign_without_a_font_is_told_with_its_count() -> None:
    body = article("<p>Phở 한 và 한</p>" + lines(3))
    assert _one("uncovered", body, uncovered={"한"}) == (1, 2, "한")
    assert not faults("uncovered", body, uncovered={"글"})


def test_a_word_that_runs_out_of_its_column_is_overset() -> None:
    word = "https://vi-du.example/" + "ratdai" * 12
    assert _one("overset", article(f"<p>{word}</p>" + lines(3)))[:2] == (1, 1)


def test_a_word_that_is_broken_is_not() -> None:
    word = "https://vi-du.example/" + "ratdai" * 12
    css = "p { overflow-wrap: anywhere }"
    assert not faults("overset", article(f"<p>{word}</p>" + lines(3)), css)


def test_text_that_no_page_has_is_overset() -> None:
    page, amount, what = _one("overset", article(lines(3) + '<p class="x">Ghe về bến</p>'), _HIDDEN)
    assert (page, amount, what) == (1, 3, "Ghe về bến")


_HIDDEN = ".x { display: none }"


def test_text_below_the_page_is_overset() -> None:
    css = ".x { break-inside: avoid; height: 150px } .x p { break-inside: avoid }"
    body = f'<div class="x">{lines(12)}</div>'
    assert _one("overset", article(body), css)[0] == 1

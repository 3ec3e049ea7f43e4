"""Columns made to end level, by whole lines where white may be opened."""

from __future__ import annotations

from typing import Any

import pytest

from tests.press.made import article, lines, pages

CSS = "div.two { column-fill: balance } p, figure { break-inside: avoid }"
PICTURE = '<figure><img src="image:ben-ghe" alt="Ghe" style="width:60px;height:40px"></figure>'


def _ends(body: str, css: str) -> list[list[float]]:
    """Return how many lines down each block of each column ends."""
    (page,) = pages(article(body, attributes='class="story two"'), css)
    columns = [box for box in page.descendants() if box.is_column]
    return [
        [
            (child.position_y + child.margin_height() - column.position_y) / 20
            for child in column.children
        ]
        for column in columns
    ]


UNEVEN = lines(2) + "<h2>Chợ</h2>" + lines(2) + lines(8)


def test_white_is_opened_above_a_head() -> None:
    assert _ends(UNEVEN, CSS) == [[2, 3, 5], [8]]
    assert _ends(UNEVEN, CSS + ".two { --level: 3 }") == [[2, 6, 8], [8]]


def test_no_place_is_opened_by_more_than_the_theme_says() -> None:
    assert _ends(UNEVEN, CSS + ".two { --level: 2 }") == [[2, 5, 7], [8]]


def test_white_is_shared_out_heads_first_then_around_figures() -> None:
    body = lines(1) + PICTURE + lines(1) + "<h2>Chợ</h2>" + lines(1) + lines(8)
    assert _ends(body, CSS) == [[1, 3, 4, 5, 6], [8]]
    assert _ends(body, CSS + ".two { --level: 1 }") == [[1, 4, 5, 7, 8], [8]]


def test_text_alone_is_not_pulled_apart() -> None:
    body = lines(2) + lines(3) + lines(8)
    assert _ends(body, CSS) == _ends(body, CSS + ".two { --level: 2 }")


def test_a_head_stays_with_its_text() -> None:
    body = "<h2>Chợ</h2>" + lines(4) + lines(8)
    assert _ends(body, CSS + ".two { --level: 2 }") == [[1, 5], [8]]


def test_what_is_in_a_block_goes_down_with_it() -> None:
    (page,) = pages(article(UNEVEN, attributes='class="story two"'), CSS + ".two { --level: 3 }")
    boxes: list[Any] = list(page.descendants())
    head = next(box for box in boxes if box.element_tag == "h2")
    text = next(box for box in boxes if getattr(box, "text", "") == "Chợ")
    assert head.position_y <= text.position_y < head.position_y + 20


@pytest.mark.parametrize(
    "joined", ["<ul style='margin:0'><li>Cá</li></ul>", '<p class="source">Sổ</p>']
)
def test_what_belongs_to_the_block_before_stays_with_it(joined: str) -> None:
    body = lines(4) + joined + lines(8)
    assert _ends(body, CSS) == _ends(body, CSS + ".two { --level: 2 }")

"""Tables: data keep their rows and columns, layout becomes the blocks it held."""

from __future__ import annotations

import pytest

from tests.tools.story import article, numbered, shaped

DATA = {
    "plain": (
        "<table><tr><td>Năm</td><td>Ghe</td></tr><tr><td>2019</td><td>300</td></tr></table>",
        (
            "<table><tbody><tr><td>Năm</td><td>Ghe</td></tr>"
            '<tr><td class="number">2019</td><td class="number">300</td></tr></tbody></table>'
        ),
    ),
    "headed": (
        "<table><tr><th>Năm</th><th>Ghe</th></tr><tr><td>2019</td><td>ít</td></tr></table>",
        (
            '<table><thead><tr><th class="number">Năm</th><th>Ghe</th></tr></thead>'
            '<tbody><tr><td class="number">2019</td><td>ít</td></tr></tbody></table>'
        ),
    ),
    "caption and foot": (
        (
            "<table><caption>Ghe <b>về</b> bến</caption><thead><tr><td>Năm</td><td>Số</td>"
            "</tr></thead>"
            "<tbody><tr><td>A</td><td>B</td></tr></tbody><tfoot><tr><td>C</td><td>D</td></tr>"
            "</tfoot></table>"
        ),
        (
            "<table><caption>Ghe <b>về</b> bến</caption><thead><tr><td>Năm</td><td>Số</td>"
            "</tr></thead>"
            "<tbody><tr><td>A</td><td>B</td></tr><tr><td>C</td><td>D</td></tr></tbody></table>"
        ),
    ),
    "spans": (
        (
            "<table><tr><td rowspan=2>Bến</td><td colspan='2'>Hai</td></tr><tr><td>A</td>"
            "<td>B</td></tr>"
            "</table>"
        ),
        (
            '<table><tbody><tr><td rowspan="2">Bến</td><td colspan="2">Hai</td></tr>'
            "<tr><td>A</td><td>B</td></tr></tbody></table>"
        ),
    ),
    "spans that are none": (
        (
            "<table><tr><td colspan=1>A</td><td rowspan=0>B</td></tr>"
            "<tr><td colspan=x>C</td><td colspan=9999>D</td></tr></table>"
        ),
        "<table><tbody><tr><td>A</td><td>B</td></tr><tr><td>C</td><td>D</td></tr></tbody></table>",
    ),
    "row heads": (
        "<table><tr><th>Bến</th><td>Cây Dương</td></tr><tr><th>Đò</th><td>chú Ba</td></tr></table>",
        (
            "<table><tbody><tr><th>Bến</th><td>Cây Dương</td></tr><tr><th>Đò</th><td>chú Ba"
            "</td></tr>"
            "</tbody></table>"
        ),
    ),
    "blocks in a cell": (
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><td><p>một</p></td><td><p>hai</p><p>ba"
            "</p></td></tr>"
            "</table>"
        ),
        (
            "<table><thead><tr><th>A</th><th>B</th></tr></thead>"
            "<tbody><tr><td>một</td><td><p>hai</p><p>ba</p></td></tr></tbody></table>"
        ),
    ),
    "lines in a cell": (
        "<table><tr><th>A</th><th>B</th></tr><tr><td>một<br>hai<br></td><td></td></tr></table>",
        (
            "<table><thead><tr><th>A</th><th>B</th></tr></thead>"
            "<tbody><tr><td>một<br/>hai</td><td></td></tr></tbody></table>"
        ),
    ),
    "an empty row": (
        "<table><tr><th>A</th><th>B</th></tr><tr></tr><tr><td>một</td><td>hai</td></tr></table>",
        (
            "<table><thead><tr><th>A</th><th>B</th></tr></thead>"
            "<tbody><tr><td>một</td><td>hai</td></tr></tbody></table>"
        ),
    ),
}


@pytest.mark.parametrize("case", DATA)
def test_data(case: str) -> None:
    markup, made = DATA[case]
    assert shaped(markup) == made


@pytest.mark.parametrize(
    "text",
    ["412", "1.234,5", "-3", "−3", "62,7%", "25.000 đ", "1 200 kg", "3 m2", "+4"],
)
def test_a_cell_of_a_number(text: str) -> None:
    made = shaped(
        f"<table><tr><td>Tên</td><td>{text}</td></tr><tr><td>A</td><td>B</td></tr></table>"
    )
    assert f'<td class="number">{text}</td>' in made


@pytest.mark.parametrize(
    "text", ["", "—", "28/9", "hai", "3 con vịt", "Số 5", "2019-2021", "0901 a b c"]
)
def test_a_cell_of_words(text: str) -> None:
    made = shaped(
        f"<table><tr><td>Tên</td><td>{text}</td></tr><tr><td>A</td><td>B</td></tr></table>"
    )
    assert f"<td>{text}</td>" in made


PARAGRAPH = "Chú Ba Đò kể chuyện bến cũ cho khách qua sông, chuyến nào cũng một chuyện mới. "
LAYOUT = {
    "one cell": f"<table><tr><td><p>{PARAGRAPH}</p></td></tr></table>",
    "presentation": f'<table role="presentation"><tr><td>{PARAGRAPH}</td><td></td></tr></table>',
    "nested": f"<table><tr><td><table><tr><td>{PARAGRAPH}</td></tr></table></td></tr></table>",
    "long cells": f"<table><tr><td>{PARAGRAPH}</td><td></td></tr></table>",
}


@pytest.mark.parametrize("case", LAYOUT)
def test_layout_becomes_what_it_held(case: str) -> None:
    assert shaped(LAYOUT[case]) == f"<p>{PARAGRAPH.strip()}</p>"


def test_a_table_in_a_layout_table_stays_one() -> None:
    inner = "<table><tr><th>A</th><th>B</th></tr><tr><td>một</td><td>hai</td></tr></table>"
    made = shaped(f"<table><tr><td><p>{PARAGRAPH}</p>{inner}</td></tr></table>")
    assert made.startswith(f"<p>{PARAGRAPH.strip()}</p><table>")
    assert made.endswith("</table>")


def test_a_picture_in_a_cell_of_data_stays_in_it() -> None:
    made = article(
        "<table><tr><th>Bến</th><th>Ảnh</th></tr><tr><td>Cây Dương</td><td><img src=/a.jpg>"
        "</td></tr>"
        "</table>"
    )
    assert '<td><figure><img src="image:1" alt=""/></figure></td>' in numbered(made)

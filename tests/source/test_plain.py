from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.source import read

COPIED = """Cập nhật: 06:30 12/10/2026
Người giữ đèn ở cửa sông

Đêm nào ông Tư cũng chèo ra cồn, thắp ngọn đèn bão cho ghe chài về muộn.
Hỏi vì sao, ông cười: "Có ánh đèn thì người ta yên bụng."

Ảnh: gia đình cung cấp
"""
WRAPPED = """Mùa nước nổi năm ấy về sớm hơn thường lệ, bông điên điển
chưa kịp vàng thì cá linh đã đầy sông. Cả xóm thức trắng đêm
kéo lưới, tiếng cười nói vang dọc hai bờ kinh. Đến khi trời
hửng, ghe nào ghe nấy khẳm lừ.

Rồi nước rút."""
VERSE = """Chiều chiều ra đứng ngõ sau
Trông theo con nước về đâu hỡi người
Đò ngang một chuyến bồi hồi
Bên kia bóng mẹ đứng ngồi chờ con"""


def test_copied_text_is_one_paragraph_a_line() -> None:
    page = read(COPIED)
    assert page.plain
    assert page.html.splitlines() == [
        f"<p>{html.escape(line, quote=False)}</p>" for line in COPIED.splitlines() if line
    ]


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    paragraphs = re.findall("<p>(.*?)</p>", read(WRAPPED).html, re.DOTALL)
    assert [one.split() for one in paragraphs] == [one.split() for one in WRAPPED.split("\n\n")]


def test_verse_keeps_its_lines() -> None:
    assert read(VERSE).html.count("<p>") == 4


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x85"])
def test_any_line_end_ends_a_line(end: str) -> None:
    assert read(("một" + end + "hai").encode()).html == "<p>một</p>\n<p>hai</p>"


@pytest.mark.parametrize(
    "text",
    ["Giá dưới 5 < 6 > 4 ngàn\nrẻ", "Thương <3 lắm\nnha", "Thư từ <tu@bao.example>\nhôm qua"],
)
def test_angle_brackets_in_prose_are_no_markup(text: str) -> None:
    page = read(text.encode())
    assert page.plain
    assert html.unescape(re.sub("</?p>", "", page.html)) == text


def test_a_text_file_may_speak_of_tags(tmp_path: Path) -> None:
    path = tmp_path / "bai.txt"
    path.write_text("Thẻ <p> mở một đoạn.", encoding="utf-8")
    assert read(path).html == "<p>Thẻ &lt;p&gt; mở một đoạn.</p>"
    path.write_text("<!DOCTYPE html><p>Mã nguồn lưu thành .txt", encoding="utf-8")
    assert not read(path).plain


def test_a_fragment_is_html() -> None:
    assert not read("Phà <b>cuối</b>").plain


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_no_character_of_a_plain_text_is_lost(text: str) -> None:
    page = read("x\n" + text)
    if page.plain:
        kept = html.unescape(re.sub("</?p>", "", page.html))
        assert "".join(kept.split()) == "".join(("x" + text).split())

"""Where sentences end: Vietnamese as newspapers write it, and other tongues."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.text.sentences import sentences

# A bar stands where one sentence ends and the next begins.
WRITTEN = """
Trời mưa. |Ghe không ra bến. |Bà Tư ngồi vá lưới.
Nước lên tới TP. Cần Thơ rồi. |Cả xóm thức.
GS.TS. Lê Văn Bưởi và ThS. Trần Khỏe đo mực nước. |Máy hỏng.
PGS. TS. Nguyễn Thị Ửng nói vậy.
Cô Ng. V. An về quê. |J.K. Hải ở lại.
Giá 1.234,5 đồng một ký. |Rẻ quá!
Ngày 20.11.2021 nước rút. |Năm 2022. |Lại lên.
“Đi đâu?” bà hỏi. |“Về thôi!” |Ông gật.
“Mưa rồi. |Về thôi.” |Ông nói vậy.
Đi… rồi về. |Về… |Không ai chờ.
Thôi... về nhé. |Hết rồi... |Chờ gì nữa?
– Đi đâu? |– Về bến.
Cam, quýt, bưởi, v.v. đều chín. |Xoài, mít, v.v. |Chưa chín.
1. Nước. |2. Đất.
“Ừ.” |Bà cười. |Ừ. |Thôi. |Ô. Bưởi về.
★ Ngon. |★ Rẻ.
Nhiệt độ 37,5 °C. |Không sao.
Xem báo Sông Hậu (số 3, tr. 12). |Hết.
Ông hỏi: “Ai đó?”. |Không ai đáp.
Website bao.example/tin.html bị chặn. |Chờ!
Ối!!! |Cháy!?
(Theo lời kể.) |Chuyện thật.
Mr. Ferris came. |He left at 5 p.m. and slept.
水来了。|人走了！|为什么？|“不知道。”|他说。
店を閉じて六年。|「はい。」|帰った。
Không có dấu nào
"""


@pytest.mark.parametrize("line", WRITTEN.strip().splitlines())
def test_sentences_end_where_a_reader_ends_them(line: str) -> None:
    assert list(sentences(line.replace("|", ""))) == line.split("|")


def test_spaces_belong_to_the_sentence_before_them() -> None:
    text = "  Một.\n\tHai!\u00a0 Ba  "
    assert list(sentences(text)) == ["  Một.\n\t", "Hai!\u00a0 ", "Ba  "]
    assert list(sentences("")) == []


@given(st.text(alphabet="aÁđ1 .!?…”“\"')\n。\u00a0–", max_size=40))
def test_no_letter_is_lost(text: str) -> None:
    found = list(sentences(text))
    assert "".join(found) == text
    assert all(found)
    assert all(sentence.strip() for sentence in found[:-1])

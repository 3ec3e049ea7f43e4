"""Words kept on one line: where no line may break, and that no word changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.render.glue import glued, together
from tests.render import sample_book

NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Nước lên – ông nói – là đi.</p>", "<p>Nước lên~– ông nói~– là~đi.</p>"),
        ("<p>– Con về chưa? Bà hỏi.</p>", "<p>–~Con về chưa? Bà~hỏi.</p>"),
        ("<p>giá 38,5 triệu đồng mỗi cây</p>", "<p>giá 38,5~triệu đồng mỗi~cây</p>"),
        ("<p>cách 30 km về phía nam doi</p>", "<p>cách 30~km về phía nam~doi</p>"),
        ("<p>còn 30 kmh và 5 mét nữa thôi nhé</p>", "<p>còn 30 kmh và 5 mét nữa thôi~nhé</p>"),
        ("<p>sáng ngày 24 tháng 11 năm 2025</p>", "<p>sáng ngày~24 tháng~11 năm~2025</p>"),
        ("<p>theo TS. Ngữ ở TP. Huế thương</p>", "<p>theo TS.~Ngữ ở TP.~Huế thương</p>"),
        ("<p>“cứ soi mãi.”</p>", "<p>“cứ soi~mãi.”</p>"),
        ("<p>chẳng ai đi nữa đâu nghen</p>", "<p>chẳng ai đi nữa đâu nghen</p>"),
        ("<h2>sáng ngày 24 – là lúc ai đi</h2>", "<h2>sáng ngày 24 – là lúc ai đi</h2>"),
        (
            '<figcaption>lúc tan chợ - <span class="credit">Ảnh: Lê Ẩn</span></figcaption>',
            '<figcaption>lúc tan chợ <span class="credit">-~Ảnh: Lê Ẩn</span></figcaption>',
        ),
        (
            '<figcaption>lúc tan chợ–<span class="credit">Lê Bưởi</span></figcaption>',
            '<figcaption>lúc tan chợ<span class="credit">–Lê Bưởi</span></figcaption>',
        ),
        ("<pre>a – 5 km là ba</pre>", "<pre>a – 5 km là ba</pre>"),
        (
            "<p>mã <code>x – 5 km</code> – lạ lắm thay</p>",
            "<p>mã <code>x – 5 km</code>~– lạ lắm thay</p>",
        ),
    ],
)
def test_words_that_belong_together_stay_together(body: str, expected: str) -> None:
    assert glued(body).replace(NO_BREAK, "~") == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Mùa nước nổi, cánh đồng mượn áo sông", "Mùa nước~nổi, cánh~đồng mượn áo~sông"),
        (
            "Canh chua lá giang nấu gà, cho bốn người ăn",
            "Canh chua lá giang nấu~gà, cho~bốn người~ăn",
        ),
        ("Chợ phiên: đi một ngày đường", "Chợ~phiên: đi~một ngày~đường"),
        ("Một, hai, ba, bốn", "Một, hai, ba, bốn"),
        ("Một hai ba, bốn năm", "Một hai~ba, bốn~năm"),
        ("Ghe về bến", "Ghe về bến"),
        ("Nghiêng nghiêng, nghiêng nghiêng nghiêng", "Nghiêng nghiêng, nghiêng nghiêng nghiêng"),
        ("", ""),
    ],
)
def test_words_of_a_title_that_part_badly_stay_together(title: str, expected: str) -> None:
    assert " ".join(words.replace(" ", "~") for words in together(title)) == expected


def test_sample_keeps_every_word() -> None:
    made = glued(sample_book.BODY)
    assert made.count(NO_BREAK) - sample_book.BODY.count("&#160;") > 15
    assert made.replace(NO_BREAK, " ") == sample_book.BODY


@given(st.text("aợ5 –.<>p/kmngày", max_size=60))
def test_no_character_is_lost_and_once_is_enough(text: str) -> None:
    made = glued(f"<p>{text}</p>")
    assert made.replace(NO_BREAK, " ") == f"<p>{text}</p>"
    assert glued(made) == made

"""Words kept on one line: where no line may break, and that no word changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.render.glue import glued, tied, together
from formatter.render.ties import RULES
from tests.render import sample_book

NO_BREAK = "\N{NO-BREAK SPACE}"


VIETNAMESE = {
    "dash that opens": [
        ("<p>– Con về chưa vậy? Bà thấp giọng.</p>", "<p>–~Con về chưa vậy? Bà thấp giọng.</p>"),
        ("<p>- Trứng đánh tan trước đã</p>", "<p>-~Trứng đánh tan trước~đã</p>"),
        ("<p>Bà hỏi:<br/>— Ai đó, giùm tiếng</p>", "<p>Bà hỏi:<br/>—~Ai đó, giùm tiếng</p>"),
        ("<li><i>– Nước</i> lên nhanh</li>", "<li><i>–~Nước</i> lên nhanh</li>"),
    ],
    "dash within": [
        ("<p>Nước lên – ông nói – rồi xuống</p>", "<p>Nước lên~– ông nói~– rồi xuống</p>"),
        ("<p>nước lên - theo lời chúng tôi nghe</p>", "<p>nước lên~- theo lời chúng tôi nghe</p>"),
        ("<p>nước lên <i>– theo lời</i> chị</p>", "<p>nước lên~<i>– theo lời</i>~chị</p>"),
        ("<p><b>Nước lên</b> — nghe nói</p>", "<p><b>Nước lên</b>~— nghe~nói</p>"),
        ("<p>âm -5 độ, giá 2 -3 đồng thôi nhé</p>", "<p>âm -5~độ, giá 2 -3~đồng thôi~nhé</p>"),
        (
            '<figcaption>lúc tan chợ - <span class="credit">Ảnh: Lê Ẩn</span></figcaption>',
            '<figcaption>lúc tan chợ~- <span class="credit">Ảnh: Lê~Ẩn</span></figcaption>',
        ),
        (
            "<p>mã <code>x – 5 km</code> – thấy lạ lắm thay</p>",
            "<p>mã <code>x – 5 km</code>~– thấy lạ lắm thay</p>",
        ),
    ],
    "closing mark": [
        (
            "<p>thấy gì không ? Thấy nước , và trời</p>",
            "<p>thấy gì không~? Thấy nước~, và trời</p>",
        ),
        ("<p>ghi chú ( xem sau ) nghe chưa</p>", "<p>ghi chú (~xem sau~) nghe chưa</p>"),
        ("<p>rồi thì …và thế thôi, nghe</p>", "<p>rồi thì …và thế thôi, nghe</p>"),
    ],
    "opening mark": [("<p>báo « Nước nổi » chiều</p>", "<p>báo «~Nước nổi~» chiều</p>")],
    "number and sign": [
        ("<p>cách 30 km về phía nam doi</p>", "<p>cách 30~km về phía nam~doi</p>"),
        ("<p>nóng 37 °C, giá 25.000 ₫ mỗi lượt</p>", "<p>nóng 37~°C, giá 25.000~₫ mỗi lượt</p>"),
        ("<p>cách <b>30</b> km về phía tây nam</p>", "<p>cách <b>30</b>~km về phía tây~nam</p>"),
        ("<p>cách 30<b> km</b> về phía tây nam</p>", "<p>cách 30<b>~km</b> về phía tây~nam</p>"),
        ("<p>rộng 5 m<sup>2</sup> tất thảy</p>", "<p>rộng 5~m<sup>2</sup> tất thảy</p>"),
        ("<p>còn 30 kmh và 5 mét nữa thôi nhé</p>", "<p>còn 30 kmh và 5~mét nữa thôi~nhé</p>"),
    ],
    "currency and number": [
        ("<p>chừng $ 5 hay USD 1,2 thôi</p>", "<p>chừng $~5 hay USD~1,2 thôi</p>")
    ],
    "last syllable": [
        ("<p>nước xuống rồi là đi.</p>", "<p>nước xuống rồi là~đi.</p>"),
        ("<p>“cứ soi mãi.”</p>", "<p>“cứ soi~mãi.”</p>"),
        ("<p>chẳng thấy đi nữa đâu nghen</p>", "<p>chẳng thấy đi nữa đâu nghen</p>"),
        ("<p>chẳng thấy <i>gì đâu</i></p>", "<p>chẳng thấy <i>gì~đâu</i></p>"),
        ("<table><tr><td>hai con</td></tr></table>", "<table><tr><td>hai con</td></tr></table>"),
    ],
    "last word": [
        ("<h2>Giữ một lối đi về cho nước</h2>", "<h2>Giữ một lối đi về cho~nước</h2>"),
        ("<h3>sáng ngày 24 – lúc nghe</h3>", "<h3>sáng ngày~24~– lúc~nghe</h3>"),
        (
            '<aside class="pull"><p>Nước về thì mình nhường</p></aside>',
            '<aside class="pull"><p>Nước về thì mình~nhường</p></aside>',
        ),
        (
            "<h2>On unreasonable industrialisations</h2>",
            "<h2>On unreasonable industrialisations</h2>",
        ),
    ],
    "number and word": [
        (
            "<p>giá 1.234,5 tỉ mỗi cây, hay 48 triệu</p>",
            "<p>giá 1.234,5~tỉ mỗi cây, hay 48~triệu</p>",
        ),
        ("<p>đi 3 giờ, 20 phút, ở ½ ngày đường</p>", "<p>đi 3~giờ, 20~phút, ở ½~ngày đường</p>"),
    ],
    "word and number": [
        ("<p>sáng ngày 24 tháng 11 năm 2025</p>", "<p>sáng ngày~24 tháng~11 năm~2025</p>"),
        ("<p>Điều 5, khoản 2, trang 30 sách</p>", "<p>Điều~5, khoản~2, trang~30 sách</p>"),
        ("<p>ở quận 1, phường 7, số 15 đường</p>", "<p>ở quận~1, phường~7, số~15 đường</p>"),
        ("<p>khoá 12, đường 30 tháng mười</p>", "<p>khoá~12, đường 30~tháng mười</p>"),
    ],
    "century": [("<p>hồi thế kỷ XX, thế kỉ 21 nghe</p>", "<p>hồi thế kỷ~XX, thế kỉ~21 nghe</p>")],
    "title and name": [
        ("<p>Ông Tư, bà Năm, anh Út, chị Đẹp</p>", "<p>Ông~Tư, bà~Năm, anh~Út, chị~Đẹp</p>"),
        ("<p>ông lão ở sông Tiền, không Ai</p>", "<p>ông lão ở sông Tiền, không~Ai</p>"),
    ],
    "short form and name": [
        ("<p>theo TS. Ngữ ở TP. Huế thương</p>", "<p>theo TS.~Ngữ ở TP.~Huế thương</p>"),
        ("<p>PGS.TS. Lê, ThS. Ý, Q. 1, P. Bến</p>", "<p>PGS.TS.~Lê, ThS.~Ý, Q.~1, P.~Bến</p>"),
        (
            "<p>GS. Lê, BS. Ngọ, LS. Mùi, TP HCM nghe</p>",
            "<p>GS.~Lê, BS.~Ngọ, LS.~Mùi, TP~HCM nghe</p>",
        ),
    ],
}
OTHERS = [
    (
        "en",
        "<p>Mr Lamb saw 5 million on page 7 there</p>",
        "<p>Mr~Lamb saw 5~million on page~7 there</p>",
    ),
    (
        "en-GB",
        "<p>born 24 November of năm 2025 there</p>",
        "<p>born 24~November of năm 2025 there</p>",
    ),
    (
        "fr",
        "<p>le prix, 30 km de là , pages 7 seules</p>",
        "<p>le prix, 30~km de là~, pages 7 seules</p>",
    ),
    (
        "vi",
        '<blockquote lang="en"><p>page 7, năm 2025 there</p></blockquote><p>ở năm 2025 lụt</p>',
        '<blockquote lang="en"><p>page~7, năm 2025 there</p></blockquote><p>ở năm~2025~lụt</p>',
    ),
    ("vi", "<pre>a – 5 km là ba</pre>", "<pre>a – 5 km là ba</pre>"),
    ("vi", '<p>số <span class="math">5 m</span></p>', '<p>số <span class="math">5 m</span></p>'),
]


@pytest.mark.parametrize(
    ("body", "expected"), [case for cases in VIETNAMESE.values() for case in cases]
)
def test_words_that_belong_together_stay_together(body: str, expected: str) -> None:
    assert glued(body, "vi").replace(NO_BREAK, "~") == expected


@pytest.mark.parametrize(("language", "body", "expected"), OTHERS)
def test_each_block_has_the_rules_of_its_language(language: str, body: str, expected: str) -> None:
    assert glued(body, language).replace(NO_BREAK, "~") == expected


def test_each_vietnamese_rule_has_its_cases() -> None:
    assert {rule.name for rule in RULES if rule.language in {"", "vi"}} == set(VIETNAMESE)


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


def test_the_last_words_of_a_title_are_tied() -> None:
    assert tied("Giữ một lối cho nước") == f"Giữ một lối cho{NO_BREAK}nước"
    assert tied("Nước") == "Nước"


def test_sample_keeps_every_word() -> None:
    made = glued(sample_book.BODY, "vi")
    assert made.count(NO_BREAK) - sample_book.BODY.count("&#160;") > 15
    assert made.replace(NO_BREAK, " ") == sample_book.BODY


@given(st.text("aợ5 –.<>p/kmngày", max_size=60))
def test_no_character_is_lost_and_once_is_enough(text: str) -> None:
    made = glued(f"<p>{text}</p>", "vi")
    assert made.replace(NO_BREAK, " ") == f"<p>{text}</p>"
    assert glued(made, "vi") == made

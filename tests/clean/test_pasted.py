"""An article as a reader copies it out of a page: lines, and what each of them was."""

from __future__ import annotations

import pytest

from formatter.article import Article
from formatter.clean.clean import clean
from formatter.errors import NothingFoundError
from formatter.source import read
from tests.tools.account import differences

TITLE = "Chuyến đò cuối cùng của bến Cây Dương"
LEAD = (
    "Ba đời chèo đò, một đời nhìn cây cầu mọc lên bên kia khúc quanh, chú Ba vẫn cắm sào "
    "mỗi sáng sớm."
)
ONE = (
    "Bến Cây Dương có từ thời ông cố của chú Ba Đò, khi hai bờ sông chỉ là vạt bần và một "
    "lối mòn cho trâu xuống uống nước."
)
TWO = (
    "Sáng nay chú chèo chuyến sớm như mọi ngày, trên ghe có hai cô giáo, một người bán vịt "
    "và đứa học trò quên cặp."
)
THREE = (
    "Cây cầu mới bắc cách bến ba trăm thước, tuần tới thông xe; người ta hỏi chú có buồn "
    "không, chú chỉ cười."
)
SHOT = "Chú Ba Đò buộc ghe bên gốc bần."


def pasted(*lines: str) -> Article:
    page = read("\n\n".join(lines))
    assert page.plain
    made = clean(page)
    assert differences(page, made) == {}
    return made


def test_the_line_said_most_often_is_the_title() -> None:
    made = pasted(LEAD, TITLE, ONE, TITLE, SHOT, TWO)
    assert made.title == TITLE
    assert TITLE not in made.body


def test_the_title_again_stands_for_a_picture_over_its_caption() -> None:
    made = pasted(TITLE, LEAD, ONE, TITLE, SHOT, TWO, THREE)
    (ref,) = made.images
    assert (
        f'<figure><img src="image:{ref.id}" alt=""/><figcaption>{SHOT}</figcaption></figure>'
        in made.body
    )
    assert [gone.rule for gone in made.removed] == ["alt"]


def test_pictures_have_names_of_their_own() -> None:
    made = pasted(TITLE, ONE, TITLE, SHOT, TWO, TITLE, "Ghe vắng khách.", THREE)
    assert len({ref.id for ref in made.images}) == 2
    again = pasted(TITLE, ONE, TITLE, SHOT, TWO, TITLE, "Ghe vắng khách.", THREE)
    assert again.images == made.images


def test_a_title_said_once_is_the_first_short_line() -> None:
    made = pasted(TITLE, ONE, TWO, THREE)
    assert (made.title, made.body) == (TITLE, f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>")


def test_the_lead_comes_first_and_once_with_its_paper() -> None:
    made = pasted(f"(Dân Làng) - {LEAD}", TITLE, LEAD, ONE, TITLE, SHOT, TWO)
    assert made.body.startswith(
        f'<p class="lead"><span class="dateline">(Dân Làng)</span> - {LEAD}</p>'
    )
    assert made.body.count("Ba đời chèo đò") == 1
    assert ("lead-again", LEAD) in [(gone.rule, gone.text) for gone in made.removed]


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Cập nhật: 17:05 16/08/2026 GMT+7", "2026-08-16T17:05:00+07:00"),
        ("Thứ năm, 5/11/2026, 09:30 (GMT+7)", "2026-11-05T09:30:00+07:00"),
        ("16/08/2026 17:05", "2026-08-16T17:05:00+07:00"),
    ],
)
def test_the_line_of_the_date_is_used(line: str, published: str) -> None:
    made = pasted(line, TITLE, ONE, TWO, THREE)
    assert made.published == published
    assert ("published", line) in [(use.field, use.text) for use in made.used]
    assert line not in made.body


def test_a_date_in_a_sentence_is_the_story_s() -> None:
    told = (
        "Ngày 16/08/2026, chú Ba Đò chèo chuyến cuối cùng, trên ghe có đủ mặt những người "
        "khách quen."
    )
    made = pasted(TITLE, ONE, told, THREE)
    assert (made.published, f"<p>{told}</p>" in made.body) == ("", True)


def test_a_name_twice_at_the_end_signs_once() -> None:
    made = pasted(TITLE, ONE, TWO, THREE, "Lê Bưởi", "Lê Bưởi")
    assert made.authors == ("Lê Bưởi",)
    assert made.body.endswith('<p class="signature">Lê Bưởi</p>')
    assert made.body.count("Lê Bưởi") == 1


@pytest.mark.parametrize(
    "line",
    [
        "{name} - {time}",
        "{body}",
        "Trả lời",
        "0 bình luận",
        "Chia sẻ",
        "Các tin đã đưa",
        "Tắt [X]",
        "Quảng cáo",
    ],
)
def test_what_the_page_carried_along_goes(line: str) -> None:
    made = pasted(TITLE, ONE, line, TWO, THREE)
    assert made.body == f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
    assert [gone.text for gone in made.removed] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "“Sông còn thì chèo,” chú nói.",
        "Theo Báo Bãi Vàng",
        "Ảnh: Lê Bưởi",
        "• Lưới bén",
        "Chú Ba không trả lời.",
        "Ai cũng chia sẻ với chú.",
        "a < b & c",
    ],
)
def test_lines_of_the_story_stay(line: str) -> None:
    made = pasted(TITLE, ONE, TWO, line, THREE)
    assert line.replace("&", "&amp;").replace("<", "&lt;") in made.body


def test_a_short_line_between_paragraphs_is_a_subhead() -> None:
    made = pasted(TITLE, ONE, "Con nước lớn", TWO, THREE)
    assert f"<p>{ONE}</p><h2>Con nước lớn</h2><p>{TWO}</p>" in made.body


def test_cards_of_related_stories_go_whole() -> None:
    opening = (
        "Ngọn đèn ba mươi năm chưa tắt một đêm, kể cả mùa bão, và người giữ đèn nay đã "
        "ngoài bảy mươi tuổi."
    )
    made = pasted(
        TITLE,
        LEAD,
        ONE,
        TITLE,
        SHOT,
        TWO,
        f"• {TITLE}",
        "Người giữ đèn cuối cù lao ...",
        opening,
        "Lê Bưởi",
        "Lê Bưởi",
    )
    assert "giữ đèn" not in made.body
    (card,) = [gone.text for gone in made.removed if gone.rule == "related"]
    assert card == f"• {TITLE} Người giữ đèn cuối cù lao ... {opening}"
    assert made.authors == ("Lê Bưởi",)


@pytest.mark.parametrize("text", ["chữ", "Trang chủ\n\nĐời sống\n\nThể thao", f"{SHOT}\n\n{SHOT}"])
def test_a_text_without_a_paragraph_holds_no_article(text: str) -> None:
    with pytest.raises(NothingFoundError) as caught:
        clean(read(text + "\n"))
    assert "no article" in caught.value.problem
    assert caught.value.remedy.endswith(".")


def test_letters_are_mended() -> None:
    made = pasted(
        TITLE,
        ONE,
        "Ba\u0323n be\u0301\u0302n cu\u0303 ghe\u0301 thăm chú Ba Đò mỗi năm một lần, vào "
        "ngày nước rong\u200b.",
        THREE,
    )
    assert "Bạn bến cũ ghé" in made.body
    assert {repair.kind for repair in made.repairs} == {"composed", "unseen"}

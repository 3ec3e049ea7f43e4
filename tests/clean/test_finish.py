"""The last look: subheads, signature, dateline, levels, nothing said twice."""

from __future__ import annotations

import pytest

from formatter.clean.finish import finish
from formatter.clean.ledger import Ledger
from tests.tools.story import OPENING, TITLE, article, shaped, within

P = "<p>Ghe bầu neo đợi con nước lớn suốt một buổi trưa nắng gắt.</p>"


def finished(*blocks: str, title: str = TITLE, authors: tuple[str, ...] = ()) -> str:
    return finish(list(blocks), Ledger(), title=title, authors=authors)


@pytest.mark.parametrize("mark", ["b", "strong"])
@pytest.mark.parametrize("text", ["Con nước lớn", "Bến xưa còn ai?", "Ngày 1.000 chuyến đò"])
def test_a_bold_line_between_paragraphs_is_a_subhead(mark: str, text: str) -> None:
    assert shaped(f"{P}<p><{mark}>{text}</{mark}></p><p>{text} là vậy đó.</p>") == (
        f"{P}<h2>{text}</h2><p>{text} là vậy đó.</p>"
    )


@pytest.mark.parametrize(
    "block",
    [
        "<p><b>Chú Ba Đò nói với khách như vậy.</b></p>",
        "<p><b>Hỏi:</b></p>",
        "<p><b>Chú Ba</b> chèo đò</p>",
        "<p>Chú <b>Ba</b></p>",
        "<p><b>Chú Ba</b> và <b>cô Tư</b></p>",
        "<p><b>một dòng<br/>hai dòng</b></p>",
        f"<p><b>{'Rất dài ' * 20}</b></p>",
        "<p><b>“Sông còn thì chèo”</b></p>",
        "<p><b>Đò</b></p>".replace("Đò", "x"),
    ],
)
def test_bold_words_that_are_no_subhead(block: str) -> None:
    assert finished(P, block, P.replace("trưa", "sáng")) == P + block + P.replace("trưa", "sáng")


def test_bold_lines_in_a_row_are_no_subheads() -> None:
    lines = [f"<p><b>Câu hỏi số {n}</b></p>" for n in ("một", "hai", "ba")]
    assert finished(P, *lines, P.replace("trưa", "sáng")) == "".join(
        [P, *lines, P.replace("trưa", "sáng")]
    )


def test_a_bold_line_at_either_end_is_no_subhead() -> None:
    line = "<p><b>Con nước lớn</b></p>"
    assert finished(line, P).startswith(line)
    assert "<h" not in finished(P, line)


@pytest.mark.parametrize(
    ("markup", "made"),
    [
        (
            "<h1>Một</h1><p>a.</p><h3>Hai</h3><p>b.</p>",
            "<h2>Một</h2><p>a.</p><h3>Hai</h3><p>b.</p>",
        ),
        (
            "<h4>Một</h4><p>a.</p><h6>Hai</h6><p>b.</p>",
            "<h2>Một</h2><p>a.</p><h3>Hai</h3><p>b.</p>",
        ),
        (
            "<h3>Một</h3><p>a.</p><h3>Hai</h3><p>b.</p><h2>Ba</h2><p>c.</p><h3>Bốn</h3><p>d.</p>",
            "<h2>Một</h2><p>a.</p><h2>Hai</h2><p>b.</p><h2>Ba</h2><p>c.</p><h3>Bốn</h3><p>d.</p>",
        ),
        (
            "<h2>Một</h2><p>a.</p><h4>Hai</h4><p>b.</p><h3>Ba</h3><p>c.</p><h4>Bốn</h4><p>d.</p>",
            "<h2>Một</h2><p>a.</p><h3>Hai</h3><p>b.</p><h3>Ba</h3><p>c.</p><h4>Bốn</h4><p>d.</p>",
        ),
        ("<h2>Một</h2><p>a.</p>", "<h2>Một</h2><p>a.</p>"),
        ("<h2><b>Một</b></h2><p>a.</p>", "<h2>Một</h2><p>a.</p>"),
        (
            "<h2><b>Một</b> và <b>hai</b></h2><p>a.</p>",
            "<h2><b>Một</b> và <b>hai</b></h2><p>a.</p>",
        ),
        ("<h2> </h2><p>a.</p>", "<p>a.</p>"),
        ("<h2>Một<br>hai</h2><p>a.</p>", "<h2>Một hai</h2><p>a.</p>"),
        ("<h2><br>Một<br><br>hai</h2><p>a.</p>", "<h2>Một hai</h2><p>a.</p>"),
        ("<h2><i><br>Một</i></h2><p>a.</p>", "<h2><i>Một</i></h2><p>a.</p>"),
    ],
)
def test_headings_begin_under_the_title_and_leave_no_level_out(markup: str, made: str) -> None:
    assert shaped(markup) == made


def test_all_six_levels_fit() -> None:
    made = shaped("".join(f"<h{n}>Bậc {n}</h{n}><p>Lời {n}.</p>" for n in range(1, 7)))
    assert [made.count(f"<h{n}>") for n in range(1, 7)] == [0, 1, 1, 1, 1, 2]


@pytest.mark.parametrize(
    "text",
    [
        "Lê Bưởi",
        "LÊ BƯỞI",
        "Theo Báo Bãi Vàng",
        "Nguồn: Sổ xã",
        "(Theo TTXVN)",
        "<b>Hà Thu (tổng hợp)</b>",
        "<strong>Nguyễn Đò</strong>",
    ],
)
def test_the_last_line_signs(text: str) -> None:
    assert (
        finished(P, f"<p>{text}</p>", authors=("Lê Bưởi",)) == f'{P}<p class="signature">{text}</p>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "Rồi chú về.",
        "Theo lời chú Ba Đò, bến này có từ thời ông cố, khi hai bờ chỉ là vạt bần và lối mòn.",
        "<b>Và chú cười.</b>",
        "Lê Bưởi viết bài này từ bến Cây Dương trong một ngày nước lớn, gửi về tòa soạn.",
    ],
)
def test_a_last_line_of_the_story_does_not_sign(text: str) -> None:
    assert finished(P, f"<p>{text}</p>", authors=("Lê Bưởi",)) == f"{P}<p>{text}</p>"


def test_a_picture_may_follow_the_signature() -> None:
    picture = '<figure><img src="image:a" alt=""/></figure>'
    assert finished(P, "<p>Lê Bưởi</p>", picture, authors=("Lê Bưởi",)) == (
        f'{P}<p class="signature">Lê Bưởi</p>{picture}'
    )


@pytest.mark.parametrize(
    ("lead", "made"),
    [
        ("(Dân Làng) - Bến cũ.", '<span class="dateline">(Dân Làng)</span> - Bến cũ.'),
        ("(NLĐO)- Bến cũ.", '<span class="dateline">(NLĐO)</span>- Bến cũ.'),
        ("(Chinhphu.vn) – Bến cũ.", '<span class="dateline">(Chinhphu.vn)</span> – Bến cũ.'),
        ("TTO - Bến cũ.", '<span class="dateline">TTO</span> - Bến cũ.'),
        (
            "<strong>(ĐTCK) Bến cũ.</strong>",
            '<strong><span class="dateline">(ĐTCK)</span> Bến cũ.</strong>',
        ),
        (
            '<span class="dateline">Hà Nội</span> Bến cũ.',
            '<span class="dateline">Hà Nội</span> Bến cũ.',
        ),
        ("Bến cũ (Dân Làng) - nay.", "Bến cũ (Dân Làng) - nay."),
        ("ASEAN họp ở bến cũ.", "ASEAN họp ở bến cũ."),
    ],
)
def test_what_a_lead_opens_with_is_marked(lead: str, made: str) -> None:
    assert finished(f'<p class="lead">{lead}</p>', P) == f'<p class="lead">{made}</p>{P}'


def test_the_title_again_is_told_and_taken() -> None:
    made = article(f"<p><b>{TITLE}</b></p>")
    assert within(made) == ""
    assert [(gone.rule, gone.text) for gone in made.removed] == [("title-again", TITLE)]


def test_the_lead_again_is_told_and_taken() -> None:
    lead = "Ba đời chèo đò, một đời nhìn cầu mọc lên bên kia khúc quanh."
    made = article(before=f"<p class=sapo>{lead}</p>")
    assert made.body.startswith(f'<p class="lead">{lead}</p>{OPENING}')
    again = finished(f'<p class="lead">{lead}</p>', f"<p>{lead}</p>", P)
    assert again == f'<p class="lead">{lead}</p>{P}'


def test_a_refrain_of_the_story_stays() -> None:
    refrain = "<p>Ơi đò!</p>"
    assert finished(P, refrain, P.replace("trưa", "sáng"), refrain).count(refrain) == 2


def test_rules_at_the_ends_go() -> None:
    assert finished("<hr/>", P, "<hr/>", "<hr/>") == P


CAPTION = "Cả xóm ra bến lúc bốn giờ sáng, người gánh rau, người dắt xe, chờ chuyến đò đầu tiên"


def test_a_caption_said_again_is_taken() -> None:
    figure = f"<figure><img/><figcaption>{CAPTION}. Ảnh: Lê Bưởi</figcaption></figure>"
    assert finished(P, figure, f"<p>{CAPTION}.</p>", P) == P + figure + P


def test_a_paragraph_that_opens_as_a_caption_and_goes_on_stays() -> None:
    figure = f"<figure><img/><figcaption>{CAPTION}.</figcaption></figure>"
    longer = f"<p>{CAPTION} của ngày mà chú Ba vẫn tự tay cắm sào dù mắt đã mờ.</p>"
    assert finished(P, figure, longer) == P + figure + longer


def test_a_credit_said_again_outside_its_figure_is_taken() -> None:
    caption = f'{CAPTION}. <span class="credit">Ảnh: Lê Bưởi</span>'
    figure = f"<figure><img/><figcaption>{caption}</figcaption></figure>"
    assert finished(P, figure, "<p>Ảnh: Lê Bưởi</p>", P) == P + figure + P

"""Boxes that serve the page, told by what they hold; each beside what must be left alone."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from tests.tools.story import article, bare, shaped, within

BOXES: list[str] = tomllib.loads(
    files("formatter.clean").joinpath("phrases.toml").read_text("utf-8")
)["boxes"]

GOES = {
    "form": '<div class="x1"><b>Thư chiều</b><i>Mỗi ngày một lá.</i><input type="email"></div>',
    "form, a poll": "<div><p>Bạn thích bến nào?</p><ul><li><input type=radio> Bến cũ</li>"
    "<li><input type=radio> Bến mới</li></ul><p>88 người đã chọn</p></div>",
    "form, a comment": "<section><h4>Nói với tòa soạn</h4><textarea></textarea></section>",
    "share": '<div>Gửi đi: <a href="https://www.facebook.com/sharer.php?u=x">Mặt</a> '
    '<a href="https://zalo.me/share?u=x">Lô</a> <a class=cp>Chép</a></div>',
    "card": '<div class="x2"><a href="/7.html"><img src="/7.jpg"></a><a href="/7.html">Người thợ '
    "trét ghe cuối xóm</a><p>Ông trét ba trăm chiếc, chưa chiếc nào vào nước.</p></div>",
    "card, with a heading": '<div><figure><a href="/8.html"><img src="/8.jpg"></a></figure><h4>'
    '<a href="/8.html">Con nước đổi giờ, chợ dời ra sớm</a></h4></div>',
    "box": "<div><div>Tặng sao cho tác giả</div><ul><li>Một ly trà</li><li>Một bữa cơm</li></ul>"
    "</div>",
    "box, with a mark": "<div><p>Cảm xúc của bạn về bài viết?</p><span>Vui</span> <b>45</b></div>",
    "box, of the sound": "<div><div><span></span><span>Nghe bài viết</span></div><div>0:00 / 4:32"
    "</div><div><span>0.75x</span><span>1x</span></div></div>",
    "template, with words": "<div>{{ likes }} thích, {{ replies }} đáp</div>",
    "template, of two kinds": "<p>[[total]] - {% url %}</p>",
    "phrase, of an editor": "<p>[nhập nội dung]</p>",
}


@pytest.mark.parametrize("case", GOES)
def test_goes_with_its_reason(case: str) -> None:
    made = article(GOES[case])
    assert within(made) == ""
    assert case.partition(",")[0] in {gone.rule for gone in made.removed if gone.step == "chrome"}


GOES |= {
    "player, its switch and its title": '<div class="rv-box"><div><a href="javascript:;">Tự '
    'chạy</a><h4><a href="https://phim.example/1">Một ngày ở bến</a></h4></div>'
    '<div class="rv-player"><img src="/cho.gif" alt=""><span>Đang tải</span></div></div>',
}


@pytest.mark.parametrize("word", ["less", " … more", "Xem thêm", "thu gọn"])
@pytest.mark.parametrize("href", ["", ' href="#"'])
def test_a_switch_of_a_caption_goes(word: str, href: str) -> None:
    made = article(
        '<figure><img src="/a.jpg" alt=""><figcaption>Ghe chờ khách bên gốc bần.'
        f"<a{href}>{word}</a></figcaption></figure>"
    )
    assert "<figcaption>Ghe chờ khách bên gốc bần.</figcaption>" in within(made)
    assert [gone.rule for gone in made.removed] == ["switch"]


LONG = (
    "Chú Ba đếm khách bằng hạt me, mỗi người một hạt bỏ vào hũ sành. Cuối năm chú đem trồng, nay "
    "quanh bến có một rừng me con, lá nhỏ như tiền lẻ, chia cho mỗi nhà một cây mà vẫn còn dư."
)
STAYS = {
    "a paragraph beside a field": f"<div><p>{LONG}</p></div>",
    "things to tick": "<ul><li><input type=checkbox> Hai chén gạo mới</li></ul>",
    "a subhead that sounds so": f"<h3>Khảo sát ở hai bến</h3><p>{LONG}</p>",
    "a paragraph that opens so": "<div>Khảo sát của xã cho thấy bến vẫn đông.</div>",
    "bold words that open a line": "<div><b>Thăm dò</b> của xã hỏi được bảy nhà.</div>",
    "a linked picture": '<div><a href="/bando.jpg"><img src="/bando.jpg" alt=""></a></div>',
    "a link to a post": '<p>Bài gốc ở <a href="https://www.facebook.com/benduong/1">đây</a>.</p>',
    "a table of a poll": "<table><tr><th>Bến</th><th>Phiếu</th></tr><tr><td>Bến cũ</td><td>861</td>"
    "</tr></table>",
    "a word that leads on": f'<p>{LONG} Kể <a href="https://vidu.example/x">more</a> than '
    "đã hứa.</p>",
    "a player that is in the page": '<div><h4>Một ngày ở bến</h4><div class="player"><video '
    'src="/phim.mp4"></video></div></div>',
    "a heading over words": "<div><p>Chia sẻ của chú</p><p>Bến còn thì chú còn.</p></div>",
}


def test_a_list_of_steps_is_no_box_whatever_it_tells_the_reader_to_do() -> None:
    steps = "<ul><li>Đăng ký nhận thẻ bến ở trạm</li><li>Đưa thẻ cho chú Ba</li></ul>"
    assert shaped(steps) == steps


@pytest.mark.parametrize("case", STAYS)
def test_stays(case: str) -> None:
    made = article(STAYS[case])
    assert [gone.text for gone in made.removed] == []
    plain = bare(STAYS[case])
    shown = bare(within(made))
    assert "".join(shown.split()) == "".join(plain.split())


@pytest.mark.parametrize("phrase", BOXES)
def test_each_phrase_opens_a_box(phrase: str) -> None:
    text = phrase.replace("*", "Dân Làng").replace("#", "12").capitalize()
    assert shaped(f"<div><p>{text}</p><p>Năm giây thôi.</p></div>") == ""


def test_a_link_of_the_sites_robot_leaves_its_words() -> None:
    line = "<p>Chú xin phép {} rồi mới đóng cọc ở khúc sông này.</p>"
    for link in (
        '<a class="seo-suggest-link" href="/uy-ban.html">ủy ban xã</a>',
        '<a class="VCCTagItemInNews" href="/uy-ban.html">ủy ban xã</a>',
        '<a href="/tags/uy-ban/">ủy ban xã</a>',
        '<a href="https://bao.example/chu-de/uy-ban.html">ủy ban xã</a>',
    ):
        assert shaped(line.format(link)) == line.format("ủy ban xã")
    for kept in ("https://vidu.example/tag/x", "https://bao.example/ben-do/khac.html"):
        link = f'<a href="{kept}">ủy ban xã</a>'
        assert shaped(line.format(link)) == line.format(link)

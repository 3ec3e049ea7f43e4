"""What inside the article's box isn't the article; each rule beside what it must leave alone."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from formatter.article import Page
from formatter.clean.chrome import says
from formatter.clean.clean import clean
from tests.tools.story import ENDING, OPENING, article, bare, shaped, within

LINE = "Nước ròng về tới khúc quanh đầu vàm, chú Ba cắm sào đợi khách."
PHRASES = tomllib.loads(files("formatter.clean").joinpath("phrases.toml").read_text("utf-8"))

GOES = {
    "element": "<nav>Trang chủ › Đời sống</nav>",
    "element, button": "<button>Nghe bài này</button>",
    "element, form": "<form><label>Thư điện tử</label><input></form>",
    "element, noscript": "<noscript>Hãy bật JavaScript để xem phần này.</noscript>",
    "hidden": '<div style="display:none">Bản in của bài</div>',
    "hidden, attribute": "<p hidden>Bản in của bài</p>",
    "hidden from readers aloud": '<div aria-hidden="true">Mũi tên trang trí</div>',
    "name": '<div class="related-posts">Bến khác, đò khác</div>',
    "name, share": '<div class="share-buttons">Gửi cho bạn bè xem cùng</div>',
    "name, ads": '<div class="ads">Mua một tặng một, chỉ hôm nay</div>',
    "name, comments": '<section id="comments">Bạn đọc Tư Ếch: bài hay quá</section>',
    "name, tags": '<div class="tags"><a href="/t/do">đò</a> <a href="/t/ben">bến</a></div>',
    "name, author's box": '<div class="author-bio">Lê Bưởi viết về sông nước từ năm 1998.</div>',
    "phrase": "<p>Quảng cáo</p>",
    "phrase, counted": "<div>Bình luận (12)</div>",
    "phrase, in capitals": "<p><b>CHIA SẺ:</b></p>",
    "phrase, with words between": "<p>Theo dõi Báo Dân Làng trên Google News</p>",
    "template": "<div>{name} - {time}</div>",
    "template, of two braces": "<div>{{ body }}</div>",
    "embed": '<iframe src="https://quangcao.example/x"></iframe>',
    "leads-away": '<p>Xem thêm: <a href="/khac.html">Bến đò bên kia sông</a></p>',
    "leads-away, arrows": '<p>&gt;&gt; <a href="/khac.html">Bến đò bên kia sông</a></p>',
    "headline": '<h3><a href="/khac.html">Bến đò bên kia sông sắp đóng cửa</a></h3>',
    "headline in a paragraph": (
        '<p><a href="/khac.html">Bến đò bên kia sông sắp đóng cửa rồi</a></p>'
    ),
    "links": '<ul><li><a href="/1.html">Bến đò bên kia sông</a></li><li><a '
    'href="/2.html">Người giữ '
    "đèn cuối cù lao</a></li></ul>",
    "related-heading": '<h3>Tin liên quan</h3><ul><li><a href="/1.html">Bến đò bên kia</a>'
    "</li></ul>",
}


@pytest.mark.parametrize("case", GOES)
def test_goes_with_its_reason(case: str) -> None:
    made = article(GOES[case])
    assert within(made) == ""
    told = [gone for gone in made.removed if gone.step == "chrome"]
    assert told or "src=" in GOES[case]
    assert all(gone.rule and gone.reason for gone in told)
    assert case.partition(",")[0].partition(" ")[0] in {gone.rule for gone in told} | {"embed"}


STAYS = {
    "a phrase in a sentence": "<p>Ai cũng muốn xem thêm một chuyến đò nữa.</p>",
    "a phrase that opens a sentence": "<p>Chia sẻ với chúng tôi, chú Ba nói bến sẽ còn.</p>",
    "a phrase with a clause behind": "<p>Quảng cáo trên vách bến đã phai từ lâu.</p>",
    "a subhead near a phrase": "<h2>Theo dõi con nước</h2><p>Mỗi đêm chú ghi một vạch.</p>",
    "a subhead that names a topic": "<h2>Bình luận của người giữ bến</h2><p>Ông nói ít lắm.</p>",
    "a credit": "<p>Theo Báo Bãi Vàng</p>",
    "a source": "<p>Nguồn: Sổ ghi nước của xã</p>",
    "a picture's credit": "<p>Ảnh: Lê Bưởi</p>",
    "a link in a sentence": f'<p>{LINE} Xem <a href="/so.html">cuốn sổ</a> của chú.</p>',
    "a link abroad alone": '<p><a href="https://vidu.example/so.pdf">Cuốn sổ ghi nước của '
        'bến (PDF)</a></p>',
    "a list with links in it": '<ul><li><a href="/1.html">Lưới bén</a> dệt ba ngày mới xong '
        'một tay.</li>'
    '<li><a href="/2.html">Lọp tre</a> đan một buổi, dùng được ba mùa.</li></ul>',
    "a paragraph by a bad name": f'<p class="related">{LINE}</p>',
    "a figure by a bad name": '<figure class="share"><img src="/a.jpg" alt=""/><figcaption>Bến sớm '
    "mai.</figcaption></figure>",
    "a quotation by a bad name": '<blockquote class="comment"><p>Sông đâu bến đó.</p></blockquote>',
    "who is quoted": "<blockquote><p>Sông đâu bến đó.</p><footer>Tư Đò, giữ bến</footer>"
    "</blockquote>",
    "who is quoted, by a bad name": '<blockquote class="quote"><p>Sông đâu bến đó.</p>'
    '<footer class="quote-footer"><span class="author">Tư Đò</span></footer></blockquote>',
    "who is quoted, in boxes": '<div class="big-quote"><p>Sông đâu bến đó.</p>'
    "<footer>Tư Đò, giữ bến</footer></div>",
    "a box of an aside": "<aside><p>Bến mở lúc bốn giờ sáng, đóng khi tắt nắng.</p></aside>",
    "braces in a sentence": "<p>Ký hiệu {x} trong sổ là chuyến đò không khách.</p>",
    "a word with braces": "<p>Chú ghi {trống} vào sổ mỗi khi ghe không có khách nào sang sông.</p>",
    "a name inside a name": '<div class="shared-history"><p>Bến có từ thời ông cố.</p></div>',
    "an address of the same letters": '<div class="loads"><p>Ghe chở nặng thì đi chậm.</p></div>',
    "a topic in the class": '<div class="navigator"><p>Người dẫn đường cho ghe bầu.</p></div>',
    "a heading of one word": "<h2>Xem</h2><p>Rồi mới tin.</p>",
    "a question": "<p>Đọc tiếp hay dừng?</p>",
    "a number of comments told": "<p>12 bình luận của dân bến gom thành một lá đơn.</p>",
}  # fmt: skip


@pytest.mark.parametrize("case", STAYS)
def test_stays(case: str) -> None:
    made = article(STAYS[case])
    assert [gone.text for gone in made.removed] == []
    plain = bare(STAYS[case])
    shown = bare(within(made))
    assert shown.split() == plain.split()


def test_a_box_of_half_the_story_is_no_chrome_whatever_its_name() -> None:
    inner = f"<p>{LINE} {LINE} {LINE}</p><p>{LINE} {LINE} Rồi thôi, đò quay mũi về bến cũ.</p>"
    assert shaped(f'<div class="sidebar-content related">{inner}</div>') == inner


def test_what_follows_a_heading_of_related_stories_goes_to_the_first_prose() -> None:
    made = article(
        "<h3>Tin liên quan</h3>"
        '<p><a href="/1.html">Bến đò bên kia sông</a></p>'
        '<div><a href="/2.html"><img src="/2.jpg">Người giữ đèn cù lao</a></div>'
        f"<p>{LINE}</p>"
    )
    assert within(made) == f"<p>{LINE}</p>"
    assert made.images == ()
    assert ["https://bao.example/2.jpg"] in [list(gone.images) for gone in made.removed]


def test_chrome_in_a_line_goes_and_the_line_stays() -> None:
    made = shaped(f'<p>{LINE} <span class="sr-only">mở trong cửa sổ mới</span></p>')
    assert made == f"<p>{LINE}</p>"


def test_a_box_that_buttons_empty_of_all_but_a_phrase_goes() -> None:
    assert shaped("<div>Chia sẻ <button>Zalo</button></div>") == ""


@pytest.mark.parametrize("kind", ["related", "service"])
def test_each_phrase_is_found_however_it_is_written(kind: str) -> None:
    wanted = {"related": "related-heading", "service": "phrase"}[kind]
    for phrase in PHRASES[kind]:
        text = phrase.replace("*", "Dân Làng").replace("#", "12")
        for shown in (text, text.upper(), text.capitalize() + ":", f"▼ {text} …"):
            found = says(shown)
            assert found is not None, shown
            assert found[0] in {wanted, "related-heading"}, shown


@pytest.mark.parametrize("kind", ["related", "service"])
def test_no_phrase_takes_a_sentence_that_holds_it(kind: str) -> None:
    for phrase in PHRASES[kind]:
        if "*" not in phrase:
            text = phrase.replace("#", "12")
            assert says(f"Chú Ba nói {text} gì nữa, bến cũ rồi.") is None, text


def test_a_phrase_of_any_words_keeps_within_a_short_line() -> None:
    """`*` stands for a name or two; a paragraph that opens and ends alike is a paragraph."""
    long = f"Trở lại bến xưa sau ba mươi năm, chú Ba {'đi qua từng gốc bần và ' * 8}ngồi xuống."
    assert shaped(f"<p>{long}</p>") == f"<p>{long}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "Trở lại bến xưa, chú Ba ngồi khóc.",
        "Mời quý độc giả xuống đò, chú Ba nói đùa.",
        "Share of the catch went to the widow.",
    ],
)
def test_a_sentence_that_opens_as_a_phrase_stays(text: str) -> None:
    assert bare(shaped(f"<p>{text}</p>")) == text


def test_nothing_of_the_story_goes_with_the_chrome_around_it() -> None:
    made = article("".join(GOES.values()))
    assert made.body == OPENING + ENDING


@pytest.mark.parametrize(
    "text",
    [
        '[button link="https://bao.example/gui" type="big"] Gửi ảnh của bạn[/button]',
        "[quangcao id=”7″]",
        "[poll]12[/poll]",
    ],
)
def test_a_shortcode_that_nothing_wrote_out_is_a_template(text: str) -> None:
    made = article(f"<p>{text}</p>")
    assert within(made) == ""
    assert [(gone.rule, gone.text) for gone in made.removed] == [("template", text)]


@pytest.mark.parametrize(
    "text",
    ["[1]", "[sic]", "[người kể cười]", '[caption id="a"]Bến cũ, năm 1968.[/caption]'],
)
def test_words_in_brackets_are_no_template(text: str) -> None:
    assert shaped(f"<p>{text}</p>") == f"<p>{text}</p>"


def test_a_subhead_among_others_may_lead_to_what_it_names() -> None:
    head = '<h3><a href="/bo-sach/lop-tre">Lọp tre</a></h3>'
    kept = f"<h3>Lưới bén</h3><p>{LINE}</p>{head}<p>{LINE}</p><h3>Đăng</h3><p>{LINE}</p>"
    made = shaped(kept)
    assert ">Lọp tre</a></h2>" in made


def test_a_heading_that_leads_away_alone_of_its_rank_is_another_storys() -> None:
    made = shaped(f'<p>{LINE}</p><h3><a href="/9.html">Người giữ đèn cù lao</a></h3><p>{LINE}</p>')
    assert made == f"<p>{LINE}</p><p>{LINE}</p>"


def digest(count: int) -> str:
    return "".join(
        f'<h3><a href="/{at}.html">Chuyện {at} của bến đò</a></h3><p>Chuyện {at}. {LINE}</p>'
        for at in range(1, count + 1)
    )


def test_a_digest_keeps_the_headlines_over_its_pieces() -> None:
    body = f"<article><h1>Điểm tin sáng</h1><div class=content>{digest(6)}</div></article>"
    head = '<meta property="og:type" content="article"><base href="https://bao.example/">'
    page = Page(html=f"<html><head>{head}</head><body>{body}</body></html>")
    assert clean(page).body.count("</a></h2>") == 6


def test_headlines_after_a_story_make_no_digest_of_it() -> None:
    own = "".join(f"<p>{LINE} {LINE} Lần {at}.</p>" for at in range(1, 9))
    body = f"<article><h1>Chú Ba</h1><div class=content>{own}{digest(4)}</div></article>"
    page = Page(html=f"<html><body>{body}</body></html>", url="https://bao.example/chu-ba")
    assert "</h2>" not in clean(page).body


def test_a_list_under_a_subhead_is_the_articles_own() -> None:
    links = "".join(f'<li><a href="/{at}.html">Bến đò thứ {at} trên sông</a></li>' for at in "123")
    one, two = f"<h2>Lịch sử</h2><p>{LINE}</p>", f"<h2>Kiến trúc</h2><p>{LINE}</p>"
    assert shaped(f"{one}{two}<h2>Các bến khác</h2><ul>{links}</ul>").count("<li>") == 3
    assert shaped(f"<p>{LINE}</p><ul>{links}</ul>") == f"<p>{LINE}</p>"


def test_links_in_a_box_of_a_cell_are_a_fact() -> None:
    links = '<a href="/1.html">Hợp tác xã đò dọc</a><br><a href="/2.html">Hợp tác xã đò ngang</a>'
    made = shaped(
        f"<table><tr><th>Năm lập</th><td>1968</td></tr><tr><th>Trực thuộc</th>"
        f"<td><div><div>{links}</div></div></td></tr></table>"
    )
    assert "Hợp tác xã đò ngang" in made


def test_words_set_large_are_shown_though_screen_readers_pass_them_over() -> None:
    made = shaped(
        '<div class="pull-quote" aria-hidden="true"><span>Sông còn thì chèo.</span></div>'
    )
    assert made == '<aside class="pull"><p>Sông còn thì chèo.</p></aside>'
    assert shaped('<div class="pull-quote" style="display:none">Sông còn thì chèo.</div>') == ""


def test_a_notice_of_the_encyclopedia_is_none_of_the_article() -> None:
    made = article(
        '<table class="plainlinks metadata ambox"><tr><td><img src="/w.png"></td>'
        "<td>Mục này cần được viết thêm.</td></tr></table>"
    )
    assert within(made) == ""
    assert [gone.rule for gone in made.removed] == ["notice"]


def test_topics_at_the_end_are_none_of_the_story() -> None:
    tags = '<ul><li><a href="/a">Bến đò xưa</a></li><li><a href="/b">Sông Hậu</a></li></ul>'
    end = f"<p>{LINE} {LINE}</p>"
    body = f"<article><h1>Chú Ba</h1><div>{end * 3}{tags}</div></article>"
    made = clean(Page(html=f"<html><body>{body}</body></html>", url="https://bao.example/chu-ba"))
    assert "Sông Hậu" not in made.body
    assert "Sông Hậu" in shaped(tags)


def test_an_arrow_behind_a_phrase_changes_nothing() -> None:
    assert says("View this image ›") is not None


@pytest.mark.parametrize("address", ["http://[x", "//[ab", "http://a]b", "//a:99999999/i.jpg"])
def test_an_address_that_is_none_stops_nothing(address: str) -> None:
    line = f'<p><a href="{address}">Một dòng dài hơn hai mươi lăm chữ cái dẫn đi nơi khác</a></p>'
    box = f'<div class="related"><a href="{address}"><img src="{address}">Chuyện khác</a></div>'
    made = bare(shaped(f"{line}{box}<p>{LINE}</p>"))
    assert made == f"Một dòng dài hơn hai mươi lăm chữ cái dẫn đi nơi khác{LINE}"


@pytest.mark.parametrize("line", ["Oct 15, 2026 · 18 min read", "9 tháng 10 · 5 phút đọc"])
def test_how_long_the_reading_takes_is_none_of_the_story(line: str) -> None:
    assert shaped(f"<div>{line}</div>") == ""
    assert "phút đọc" in shaped(f"<p>{LINE} Sổ ghi bến mở năm 1968, thuộc hết mất 5 phút đọc</p>")


def test_a_list_of_one_link_between_paragraphs_is_another_story() -> None:
    link = '<ul><li><a href="/9.html">Người giữ đèn cuối cù lao kể chuyện</a></li></ul>'
    assert shaped(f"<p>{LINE}</p>{link}<p>{LINE}</p>") == f"<p>{LINE}</p><p>{LINE}</p>"
    abroad = link.replace("/9", "https://vidu.example/9")
    assert "<li>" in shaped(f"<p>{LINE}</p>{abroad}<p>{LINE}</p>")

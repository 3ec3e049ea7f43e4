"""Words and their marks inside a paragraph."""

from __future__ import annotations

import pytest

from formatter.article import Page
from formatter.clean.clean import clean
from tests.tools.story import article, page, shaped, within

MARKS = {
    "<b>đậm</b>": "<b>đậm</b>",
    "<strong>mạnh</strong>": "<strong>mạnh</strong>",
    "<i>nghiêng</i> <em>nhấn</em>": "<i>nghiêng</i> <em>nhấn</em>",
    "m<sup>2</sup>, H<sub>2</sub>O": "m<sup>2</sup>, H<sub>2</sub>O",
    "<u>gạch</u> <s>bỏ</s> <strike>cũ</strike>": "<u>gạch</u> <s>bỏ</s> <s>cũ</s>",
    (
        "<small>nhỏ</small> <mark>dấu</mark> <q>trích</q>"
    ): "<small>nhỏ</small> <mark>dấu</mark> <q>trích</q>",
    "<code>x</code> <tt>y</tt> <kbd>Z</kbd>": "<code>x</code> <code>y</code> <kbd>Z</kbd>",
    (
        "<cite>Sổ</cite> <dfn>bẹo</dfn> <abbr>ĐB</abbr>"
    ): "<cite>Sổ</cite> <dfn>bẹo</dfn> <abbr>ĐB</abbr>",
    "<acronym>ĐB</acronym>": "<abbr>ĐB</abbr>",
    "<del>cũ</del> <ins>mới</ins>": "<del>cũ</del> <ins>mới</ins>",
    '<bdo dir="rtl">abc</bdo>': '<bdo dir="rtl">abc</bdo>',
    "<bdo>abc</bdo>": "abc",
    "<span>chữ</span> <font color=red>màu</font> <big>to</big>": "chữ màu to",
    '<span style="font-weight: bold">đậm</span>': "<b>đậm</b>",
    '<span style="font-weight:700">đậm</span>': "<b>đậm</b>",
    '<span style="font-weight:400">thường</span>': "thường",
    '<span style="font-style:italic">xiên</span>': "<i>xiên</i>",
    '<span style="font-style:italic;font-weight:bold">cả hai</span>': "<b><i>cả hai</i></b>",
    "<b><i>lồng <u>nhau</u></i></b>": "<b><i>lồng <u>nhau</u></i></b>",
    "<b></b>rỗng<i> </i>": "rỗng",
    "<b> khoảng </b>trống": "<b>khoảng</b> trống",
    "T<b></b>rước khi <span>m</span>ưa": "Trước khi mưa",
    "&lt;thẻ&gt; &amp; 'nháy' \"kép\"": "&lt;thẻ&gt; &amp; 'nháy' \"kép\"",
    "a &nbsp; b": "a b",
    "5&nbsp;km và&nbsp;hơn": "5\u00a0km và hơn",
    "nhiều   khoảng\n\ttrống": "nhiều khoảng trống",
    "dài<wbr>dòng": "dàidòng",
    "<!-- lời dựng --> còn": "còn",
    "<time>hôm nay</time>": "hôm nay",
    "<label>nhãn</label>": "nhãn",
}


@pytest.mark.parametrize("markup", MARKS)
def test_marks(markup: str) -> None:
    assert shaped(f"<p>Có {markup} đó.</p>").removeprefix("<p>Có ") == (
        f"{MARKS[markup]} đó.</p>".lstrip()
    )


LINKS = {
    (
        '<a href="https://vidu.example/a?b=1&amp;c=2">x</a>'
    ): '<a href="https://vidu.example/a?b=1&amp;c=2">x</a>',
    '<a href="/tin/1.html">x</a>': '<a href="https://bao.example/tin/1.html">x</a>',
    '<a href="khac.html">x</a>': '<a href="https://bao.example/ben-do/khac.html">x</a>',
    '<a href="//cdn.example/x">x</a>': '<a href="https://cdn.example/x">x</a>',
    '<a href="mailto:ba@do.example">x</a>': '<a href="mailto:ba@do.example">x</a>',
    '<a href="https://vidu.example/một hai">x</a>': (
        '<a href="https://vidu.example/một%20hai">x</a>'
    ),
    "<a href='https://vidu.example/\"x\"'>x</a>": '<a href="https://vidu.example/%22x%22">x</a>',
    '<a href="javascript:void(0)">x</a>': "x",
    '<a href="tel:+84123">x</a>': "x",
    '<a href="data:text/html,x">x</a>': "x",
    '<a href="mailto:">x</a>': "x",
    '<a href="http://[::1">x</a>': "x",
    '<a href="#muc">x</a>': "x",
    '<a name="neo">x</a>': "x",
    '<a href=" https://vidu.example/ ">x</a>': '<a href="https://vidu.example/">x</a>',
    (
        '<a href="https://vidu.example/"><b>x</b> y </a>z'
    ): '<a href="https://vidu.example/"><b>x</b> y</a> z',
}


@pytest.mark.parametrize("markup", LINKS)
def test_links(markup: str) -> None:
    assert shaped(f"<p>Xưa nay vẫn nghe kể {markup} ở đó.</p>") == (
        f"<p>Xưa nay vẫn nghe kể {LINKS[markup]} ở đó.</p>"
    )


def test_links_without_an_address_of_the_page_stay_only_where_they_are_whole() -> None:
    markup = (
        '<p>Chuyện kể <a href="/a.html">trong</a> và <a href="https://x.example/">ngoài</a>.</p>'
    )
    made = clean(Page(html=page(markup).html))
    assert within(made) == ('<p>Chuyện kể trong và <a href="https://x.example/">ngoài</a>.</p>')


def test_the_page_may_say_what_its_links_hang_on() -> None:
    made = article(
        '<p>Chuyện kể <a href="a.html">trong sách</a> này.</p>',
        head='<base href="https://khac.example/sach/">',
    )
    assert 'href="https://khac.example/sach/a.html"' in within(made)


@pytest.mark.parametrize(
    ("markup", "made"),
    [
        ("<p>một dòng<br>dòng hai nữa nhé</p>", "<p>một dòng<br/>dòng hai nữa nhé</p>"),
        ("<p><br>đầu<br></p>", "<p>đầu</p>"),
        ("<p>một<br><br>hai</p>", "<p>một</p><p>hai</p>"),
        ("<p>một<br> <br/>\n<br>hai</p>", "<p>một</p><p>hai</p>"),
        ("<p>một <b>hai<br>ba</b></p>", "<p>một <b>hai<br/>ba</b></p>"),
        # An empty line inside a mark ends a line, it parts nothing.
        ("<p><i>một<br><br>hai</i> ba</p>", "<p><i>một<br/>hai</i> ba</p>"),
        ("<p> </p><p>&nbsp;</p><p><br></p>", ""),
    ],
)
def test_line_breaks(markup: str, made: str) -> None:
    assert shaped(markup) == made


def test_marks_beyond_reason_are_flattened() -> None:
    inside = "<b><i>" * 30 + "sâu" + "</i></b>" * 30
    assert within(article(f"<p>Rất {inside} đây.</p>")).count("<b>") <= 6


@pytest.mark.parametrize(
    ("markup", "made"),
    [
        (
            "<p>Chữ <ruby>漢<rp>(</rp><rt>Hán</rt><rp>)</rp></ruby> xưa.</p>",
            "<p>Chữ <ruby>漢<rp>(</rp><rt>Hán</rt><rp>)</rp></ruby> xưa.</p>",
        ),
        (
            "<p>Chữ <ruby>漢<rt>Hán</rt>字<rt>tự</rt></ruby> xưa.</p>",
            "<p>Chữ <ruby>漢<rt>Hán</rt>字<rt>tự</rt></ruby> xưa.</p>",
        ),
        (
            "<p>Chữ <ruby><rb>漢</rb><rt>Hán</rt></ruby> xưa.</p>",
            "<p>Chữ <ruby>漢<rt>Hán</rt></ruby> xưa.</p>",
        ),
        ("<p>Chữ <rt>lạc</rt> loài.</p>", "<p>Chữ lạc loài.</p>"),
        ("<p>Chữ <rp>(</rp>lạc<rp>)</rp> loài.</p>", "<p>Chữ (lạc) loài.</p>"),
    ],
)
def test_ruby(markup: str, made: str) -> None:
    assert shaped(markup) == made


def test_notes_are_called_and_gathered() -> None:
    made = article(
        '<p>Bến có từ xưa<sup><a href="#fn1" id="r1">1</a>'
        '</sup>, hay hơn<a href="#fn2">[2]</a>.</p>'
        '<ol><li id="fn1">Theo lời chú Ba. <a href="#r1">↩'
        '</a></li><li id="fn2">Theo sổ xã.</li></ol>'
    )
    body = within(made)
    first, second = (f"{body.partition('href=')[2][2:9]}-{number}" for number in (1, 2))
    assert body == (
        f'<p>Bến có từ xưa<sup><a class="call" href="#{first}">1</a></sup>, hay hơn'
        f'<a class="call" href="#{second}">[2]</a>.</p>'
        f'<section class="notes"><ol><li id="{first}">Theo lời chú Ba.</li>'
        f'<li id="{second}">Theo sổ xã.</li></ol></section>'
    )
    assert [(gone.rule, gone.text) for gone in made.removed] == [("back-link", "↩")]


def test_the_source_of_a_formula_is_told_apart() -> None:
    made = article(
        "<p>Số là <math><semantics><mi>x</mi><annotation>\\alpha "
        "x</annotation></semantics></math>.</p>"
    )
    assert within(made) == '<p>Số là <span class="math"><i>x</i></span>.</p>'
    assert [(gone.rule, gone.text) for gone in made.removed] == [("formula", "\\alpha x")]


def test_a_day_in_a_sentence_stays_in_it() -> None:
    """The date that the page shows is metadata; one that the story tells is the story's."""
    inner = '<p>Cầu thông xe <time datetime="2026-11-05">thứ năm này</time>, sớm hơn dự tính.</p>'
    assert shaped(inner) == "<p>Cầu thông xe thứ năm này, sớm hơn dự tính.</p>"

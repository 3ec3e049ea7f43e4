"""Pages that nobody wrote: random elements with Vietnamese words and the names of chrome."""

from __future__ import annotations

import itertools
import unicodedata
from html import escape

from hypothesis import strategies as st

SENTENCES = (
    "Chị Hai Mận chèo xuồng qua rạch, trên mũi xuồng chất đầy bông điên điển còn ướt sương.",
    "Mưa đầu mùa rơi xuống mái lá, cả xóm bưng lu ra hứng, nói cười rộn rã đến khuya.",
    "Ông giáo già mở lại lớp học dưới gốc me, mười hai đứa trẻ ngồi quanh một ngọn đèn.",
    "Con nước rằm lên tới bậc thềm thứ ba rồi đứng, như người khách còn ngại bước vào nhà.",
    "Người thợ rèn cuối phố gõ ba nhịp búa, nghỉ một nhịp, và cứ thế suốt bốn mươi năm.",
    "Ở chợ Phước Thạnh, giá một ký cá linh sáng nay là 85.000 đồng, hơn hôm qua một ngàn.",
    "Bà nội dặn: gạo mới thì nấu ít nước, khoai mới thì lùi tro, còn chuyện cũ thì để nguội.",
)
SHORT = (
    "Một mùa nước nữa", "Xem thêm", "Tin liên quan", "Bình luận (3)", "Ảnh: Lê Bưởi", "Chia sẻ",
    "Theo Báo Bãi Vàng", "Quảng cáo", "Đọc tiếp", "1/6", "{name}", "85.000 đ",
    "Lê Bưởi", "x", "2026",
    "TTO", "(Dân Làng) - ", ">>", "Ẵm ngửa & <thế>", "Từ khóa:", "Ghi chú",
)  # fmt: skip
NAMES = (
    "related", "sidebar", "ads", "tags", "author", "byline", "caption", "lead", "sapo", "content",
    "entry-content", "comment-list", "share", "photo", "quote", "gallery", "credit", "rows", "info",
    "verse", "signature", "embed", "dateline", "number", "wide", "box", "date", "nav",
)  # fmt: skip
BLOCKS = (
    "div p section article aside blockquote ul ol li dl dt dd figure figcaption table tbody "
    "tr td th thead "
    "caption h1 h2 h3 h4 h5 pre header footer main form nav hr details summary address center"
).split()
ATTRIBUTES = (
    ' style="display:none"', ' style="font-weight:bold"', ' hidden=""', ' dir="rtl"',
    ' lang="en"',
)  # fmt: skip
INLINES = (
    "a b i em strong span u s sub sup small code q mark font abbr time cite ruby rt rp "
    "button label "
    "bdo tt strike big"
).split()


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _tone_first(text: str) -> str:
    """Return the text as a bad keyboard types it: the tone before the letter's own mark."""
    shapes, tones = "\u0302\u0306\u031b", "\u0300\u0301\u0303\u0309\u0323"
    plain = list(_decomposed(text))
    for at in range(len(plain) - 1):
        if plain[at] in shapes and plain[at + 1] in tones:
            plain[at], plain[at + 1] = plain[at + 1], plain[at]
    return "".join(plain)


def _unseen(text: str) -> str:
    """Return the text with what nobody sees in it, a soft hyphen in a word only Vietnamese has."""
    return text.replace(" ", " \u200b", 2).replace("ư", "ư\u00ad", 1)


_WAYS = (str, _decomposed, _tone_first, _unseen)
texts = st.builds(
    lambda way, text: escape(way(text), quote=False),
    st.sampled_from(_WAYS),
    st.sampled_from(SENTENCES + SHORT),
)
_names = st.one_of(
    st.just(""),
    st.sampled_from(NAMES).map(lambda name: f' class="{name}"'),
    st.sampled_from(NAMES).map(lambda name: f' id="{name}"'),
    st.sampled_from(ATTRIBUTES),
)
HOLES = (
    "<br>", "<br><br>", "<hr>", "<wbr>", " ", "\n", "&nbsp;", "<input value=x>",
    "<!-- lời người dựng trang -->", "<script>var x = 1;</script>",
    "<style>p { color: red }</style>",
    "<template><p>ẩn</p></template>", "<noscript><p>tắt</p></noscript>",
    '<img src="/a.jpg" alt="Bến đò">', '<img src="b.png" width="1" height="1">',
    '<img src="/c.webp" width="640" height="360">', '<video src="/phim.mp4"></video>',
    '<iframe src="https://www.youtube.com/embed/xyz"></iframe>',
    ('<figure><img src="/d.jpg"><figcaption><em>Bến sớm<br>Ảnh: Lê Bưởi<br></em></figcaption>'
        '</figure>'),
    "<table><tr><th>Năm</th><th>Ghe</th></tr><tr><td>2019</td><td><b>300<br></b></td></tr></table>",
    "<dl><dt>Bẹo</dt><dd>Cây sào treo hàng.</dd></dl>", "<pre>neo = 1\n  x <b>&lt;</b> 2</pre>",
)  # fmt: skip


def _element(tag: str, names: str, inside: list[str], *, closed: bool) -> str:
    extra = ' href="https://vidu.example/x"' if tag == "a" else ""
    return f"<{tag}{names}{extra}>{''.join(inside)}" + (f"</{tag}>" if closed else "")


def _around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        _element,
        st.sampled_from(BLOCKS + INLINES),
        _names,
        st.lists(inner, max_size=4),
        # Most pages close what they open; those that don't are the parser's to mend.
        closed=st.sampled_from((True, True, True, False)),
    )


pieces = st.recursive(st.one_of(texts, st.sampled_from(HOLES)), _around, max_leaves=12)
STORY = "".join(f"<p>{sentence} {other}</p>" for sentence, other in itertools.pairwise(SENTENCES))


def _page(title: str, before: list[str], after: list[str], name: str, *, story: bool) -> str:
    inside = f"{''.join(before)}{STORY if story else ''}{''.join(after)}"
    return (
        f"<!DOCTYPE html><html lang=vi><head><title>{title}</title></head><body>"
        f"<h1>{title}</h1><div{name}>{inside}</div></body></html>"
    )


def _pages(story: st.SearchStrategy[bool]) -> st.SearchStrategy[str]:
    titles = st.sampled_from(("Con nước rằm lên tới thềm", "Một mùa nước nữa & chợ nổi"))
    around = st.lists(pieces, max_size=5)
    return st.builds(_page, titles.map(escape), around, around, _names, story=story)


# Pages with an article in them, and pages that may hold none.
stories = _pages(st.just(True))
pages = _pages(st.sampled_from((True, True, True, False)))

"""Books for the tests of EPUB: articles that use every element of a body's vocabulary."""

from __future__ import annotations

import struct
import zlib

from formatter.article import Article, Book, Image, Section
from formatter.original import Capture, Source

# Every element and class of the vocabulary at least once.
RICH = """\
<p class="lead"><span class="dateline">Cần Thơ</span> – Con nước tháng Chín về sớm hơn mọi năm, và \
chợ nổi lại đông ghe như thuở chưa có cầu.</p>
<figure class="wide"><img src="image:cho-noi" alt="Ghe bán khóm đậu sát nhau trên sông buổi sớm"/>\
<figcaption>Ghe khóm cập bến lúc trời còn mờ. <span class="credit">Ảnh: Lê Bưởi</span></figcaption>\
</figure>
<p>Bà Sáu Ửng chống chèo, gọi vọng sang: “Nước <em>ròng</em> rồi, <strong>đi lẹ</strong> nghen!”. \
Ghe bà chở 1.234,5 kg khóm, giá 25.000 ₫ một chục<sup><a class="call" href="#chu-1">1</a></sup>; \
nhiệt độ ngoài sông chừng 26 °C, độ mặn 0,4‰.</p>
<h2>Ẵm con lên ghe</h2>
<p>Người ta nói <q>sông đâu chợ đó</q>. Cây bẹo – <dfn>cây sào treo món hàng</dfn> – vẫn dựng đầu \
mũi, như <cite>sổ tay của cô giáo Ỷ Lan</cite> có chép. Số ghe còn lại: <b>5<sup>2</sup> × 4</b> \
chiếc, <i lang="en">more or less</i>; công thức H<sub>2</sub>O thì ai cũng thuộc.</p>
<blockquote><p>Chợ không mất. Chợ chỉ dời bến, rồi <s>đợi</s> <ins>chờ</ins> người nhớ mà về.</p>\
</blockquote>
<h3>Buổi chợ dài bao lâu</h3>
<p>Từ <time datetime="2021-09-28T04:30:00+07:00">4 giờ 30</time> tới chừng <u>8 giờ</u>; ai tới \
trễ chỉ còn <del>cá linh</del> nước <mark>trong veo</mark>. Tín hiệu ghe máy: <kbd>Còi</kbd> hai \
tiếng, máy trả lời <samp>OK</samp>, biến <var>t</var> là phút, lệnh <code>bẹo --treo</code>. \
<abbr>ĐBSCL</abbr> <small>(chữ tắt)</small>, <bdi>42</bdi> và <bdo dir="ltr">ghe</bdo>.</p>
<pre><code>if nuoc &gt; 2.5:
    nho_neo()  # đợi con nước</code></pre>
<aside class="pull"><p>Sông đâu chợ đó, ghe đâu nhà đó.</p></aside>
<h4>Món bán chạy</h4>
<ul><li>Khóm Cầu Đúc</li><li>Cóc non, ổi xẻ<ul><li>muối ớt kèm theo</li></ul></li></ul>
<h5>Cách đi</h5>
<ol start="3" type="a"><li>Xuống bến Ninh Kiều</li><li value="7">Hỏi ghe <ruby>bún<rp>(</rp>\
<rt>riêu</rt><rp>)</rp></ruby></li></ol>
<h6>Chữ nghĩa</h6>
<dl><dt>Cây bẹo</dt><dd>Cây sào treo hàng để rao từ xa.</dd><dt>Nước ròng</dt>\
<dd>Lúc nước rút.</dd></dl>
<table><caption>Ghe về chợ theo năm</caption><thead><tr><th scope="col">Năm</th>\
<th scope="col" class="number">Ghe</th></tr></thead><tbody><tr><td>2019</td>\
<td class="number">300</td></tr><tr><td>2021</td><td class="number">112</td></tr></tbody><tfoot>\
<tr><td>Giảm</td><td class="number">62,7%</td></tr></tfoot></table>
<table><tbody><tr><td rowspan="2">Bến</td><td colspan="2">Trái, phải</td></tr><tr><td>\
Ninh Kiều</td><td>Cái Răng</td></tr></tbody></table>
<aside class="info"><h3>Đường tới chợ</h3><p>Xe buýt số 1, xuống trạm Cầu Cái Răng.</p>\
<p>Vé 7.000 ₫.</p></aside>
<div class="gallery"><figure><img src="image:ghe" alt=""/></figure><figure class="tall">\
<img src="image:mat-tich" alt="Bà Sáu Ửng bên bếp lò"/><figcaption>Bếp lò trên ghe bà Sáu.\
</figcaption></figure></div>
<div class="rows"><p>Mở cửa: 4 giờ</p><p>Tan chợ: 8 giờ</p></div>
<aside class="embed"><p class="embed-title">Video: Tiếng rao buổi sớm</p>\
<p><a href="https://vidu.example/xem?a=1&amp;b=2">vidu.example</a></p></aside>
<aside class="embed"><p class="embed-title"><a href="https://vidu.example/v">Con nước rằm</a></p>\
<p class="embed-source">Vidu · vidu.example/v</p></aside>
<p>Ghe chở <span class="math"><i>m</i> = <span class="math-fraction"><span class="math-over">\
<i>V</i></span> <span class="math-under">2</span></span></span> tấn, dài <span class="math">\
<span class="math-root">3</span></span> sải, <img class="math" src="image:ghe" alt="x_1"/>:</p>
<p class="formula"><code class="math">\\bar h = \\frac{1}{n}\\sum h_i</code></p>
<p class="verse">Nước ròng ghe đậu bãi bồi<br/>Chờ con nước lớn gọi tôi về nhà</p>
<hr/>
<aside class="note"><p>Bài có sửa số ghe sau khi đăng. Thư về \
<a href="mailto:toasoan@vidu.example">tòa soạn</a>.</p></aside>
<p>Đi ➜ bến, ★★★ cho tô bún; xem \
<a href="https://vidu.example/b%C3%A0i/2?x=[1]">bài kỳ trước</a>.</p>
<p class="signature">Nguyễn Thị Ửng</p>
<section class="notes"><ol><li id="chu-1">Một chục ở miệt này là mười hai trái.</li></ol></section>\
"""

SHORT = """\
<p class="lead">Sáng nay nước lên thêm ba phân, đủ cho lúa trổ mà chưa đủ cho đường ngập.</p>
<p>Ông Tư Khỏe đắp lại bờ, nói gọn: “Lo xa thì ngủ yên”. Rồi ông ngủ thiệt.</p>
<h2>Bờ bao cũ</h2>
<p>Bờ bao đắp từ năm 1998, cao 1,8 m, mỗi mùa lại thấp đi một chút.</p>\
"""


def png(width: int, height: int, shade: int) -> bytes:
    """Return a plain grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))
        )

    rows = (b"\0" + bytes([shade]) * width) * height
    header = struct.pack(">2L5B", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


IMAGES = {
    "cho-noi": Image(
        id="cho-noi", media_type="image/png", data=png(900, 500, 120), width=900, height=500
    ),
    "ghe": Image(id="ghe", media_type="image/png", data=png(600, 400, 160), width=600, height=400),
    "mat-tich": Image(
        id="mat-tich",
        missing="the server answered 404 Not Found",
        address="https://vidu.example/anh/2021/bep-lo-ba-sau.jpg",
    ),
}


def rich(body: str = RICH, **fields: object) -> Article:
    """Return the article with everything in it."""
    known: dict[str, object] = {
        "title": "Chợ nổi dời bến, người & ghe <ở lại>",
        "body": body,
        "authors": ("Nguyễn Thị Ửng", "Lê Văn Bưởi"),
        "published": "2021-09-28T07:30:00+07:00",
        "modified": "2021-09-29T08:00:00+07:00",
        "site": "Báo Ví Dụ",
        "section": "Miền sông nước",
        "url": "https://vidu.example/bai/cho-noi?trang=1&ky=2",
        "source": Source(
            sha256="0" * 64, captured=Capture(time="2021-10-02T02:09:07Z", basis="WARC-Date")
        ),
    }
    return Article(**(known | fields))  # type: ignore[arg-type]


def short(number: int) -> Article:
    """Return one of several short articles."""
    return Article(
        title=f"Nước lên, lúa trổ: ghi chép thứ {number}",
        body=SHORT,
        authors=("Trần Khỏe",),
        published=f"2021-10-{number:02}",
        site="Sông Hậu",
        url=f"https://songhau.example/{number}.html",
    )


def single() -> Book:
    """Return a book of one article."""
    article = rich()
    return Book(
        title=article.title,
        sections=(Section(articles=(article,)),),
        images=IMAGES,
        language="vi",
        creators=article.authors,
        date=article.published,
        identifier="urn:uuid:6ba7b811-9dad-51d1-80b4-00c04fd430c8",
    )


def several() -> Book:
    """Return a book of sections, one of them with an intro."""
    return Book(
        title="Điểm báo cuối tuần",
        sections=(
            Section(
                title="Miền sông nước",
                intro="Ba bài về nước.\n\nĐọc chậm thì ngấm.",
                articles=(rich(), short(1)),
            ),
            Section(title="Đồng & bãi", articles=(short(2), short(3))),
        ),
        images=IMAGES,
        language="vi",
        creators=("Nguyễn Thị Ửng", "Lê Văn Bưởi", "Trần Khỏe"),
        date="2021-10-03",
        identifier="urn:uuid:6ba7b812-9dad-51d1-80b4-00c04fd430c8",
    )

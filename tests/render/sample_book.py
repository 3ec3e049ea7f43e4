"""A book of our own that holds every element of the vocabulary, for the tests of the outputs."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image as Raster
from PIL import ImageDraw

from formatter.article import Article, Book, Image, ImageRef, Section
from formatter.original import Capture, Source

BODY = """\
<p class="lead"><span class="dateline">CỬA VẠN - </span>Bốn mươi năm nay, đêm nào ông Ngữ cũng \
chèo thuyền thúng ra thắp ngọn đèn trên doi cát. Phao điện đã có từ lâu, nhưng ghe về khuya vẫn \
nhìn tìm ngọn đèn dầu ấy trước.</p>
<figure class="wide"><img src="image:cua-song" alt="Cửa sông lúc nhá nhem, một ngọn đèn trên doi \
cát"/><figcaption>Cửa Vạn nhìn từ bến đò cũ: doi cát dài gần hai cây số, mỗi mùa gió lại dịch về \
phía nam chừng ba chục mét. <span class="credit">Ảnh: Lê Thuỵ Ẩn</span></figcaption></figure>
<p>Trời chưa tắt nắng hẳn, ông Đặng Hữu Ngữ đã ngồi lau bóng đèn. Cái bóng thuỷ tinh mỏng tang, \
ám khói ở cổ, được ông lau bằng mảnh vải áo cũ, chậm và kỹ như người ta lau mặt kính đồng hồ. \
“Bóng đục một chút là ngoài kia thấy mờ hẳn,” ông nói, mắt vẫn không rời tay.<a class="call" \
href="#ct-1" id="goi-1">1</a></p>
<p>Ông không phải người của trạm hải đăng, cũng chẳng ai trả lương. Năm 1983, sau một đêm giông \
khiến ba chiếc ghe câu mắc cạn, ông chẻ tre dựng cái chòi, xin được cây đèn bão của hợp tác xã, \
rồi cứ thế ra thắp. Vợ ông, bà Kỵ, kể rằng mấy tháng đầu ông còn ghi sổ từng đêm; về sau thôi \
ghi, vì “có đêm nào bỏ đâu mà phải nhớ”.</p>
<h2>Một ngọn đèn, ba lần dời</h2>
<p>Doi cát không đứng yên. Theo số liệu đo của trạm thuỷ văn huyện, từ năm 1983 đến nay mũi doi \
đã lùi 410 m, còn luồng lạch thì xoay gần 30 độ. Mỗi lần luồng đổi, ông Ngữ lại tháo chòi, vác \
từng cây tre sang chỗ mới.</p>
<table><caption>Ba lần dời đèn và độ sâu của luồng</caption><thead><tr><th scope="col">Năm</th>\
<th scope="col">Chỗ đặt đèn</th><th scope="col" class="number">Lùi (m)</th><th scope="col" \
class="number">Luồng sâu (m)</th></tr></thead><tbody><tr><td>1983</td><td>Mũi Ghềnh, sát bãi \
đá</td><td class="number">0</td><td class="number">3,8</td></tr><tr><td>1999</td><td>Cồn Giữa, \
sau trận lũ tháng Mười một</td><td class="number">165</td><td class="number">2,9</td></tr><tr>\
<td>2013</td><td>Bãi Dương</td><td class="number">287</td><td class="number">2,4</td></tr><tr>\
<td>2020</td><td>Chỗ bây giờ, cạnh miếu Bà</td><td class="number">410</td><td class="number">1,7\
</td></tr></tbody></table>
<p>Ghe lớn giờ không vào được nữa. Còn lại chừng sáu chục chiếc câu mực, câu ghẹ, máy nhỏ, đi \
từ hai giờ sáng và về lúc mặt trời đứng bóng. Người đi ghe nhỏ không mấy ai dùng định vị: máy thì \
có, nhưng nước mặn ăn hỏng, mà màn hình sáng quá lại chói, không còn thấy được sóng.</p>
<aside class="pull"><p>Đèn không dẫn ai về. Đèn chỉ nói là ở đây còn có người thức.</p></aside>
<p>Chị Trương Mỹ Uyên, hai mươi bảy tuổi, là một trong số ít phụ nữ cầm lái ở Cửa Vạn. Chị học \
lái từ cha, học cách đọc ngọn đèn cũng từ cha. “Thấy đèn nằm ngay trên nóc miếu là đang đúng \
luồng. Đèn lệch sang trái thì bẻ lái ra liền, chậm là đụng cát,” chị kể, vừa nói vừa xoay bàn tay \
như đang giữ cần lái.</p>
<figure class="tall"><img src="image:ngon-den" alt="Một ngọn đèn bão treo trên cọc tre"/>\
<figcaption>Cây đèn bão thứ tư, mua năm 2016 bằng tiền bán hai tạ muối. <span class="credit">Ảnh: \
Lê Thuỵ Ẩn</span></figcaption></figure>
<p>Mùa biển động, từ tháng Chín đến tháng Chạp, gió đông bắc thổi thốc vào cửa sông. Có đêm ông \
phải ngồi ôm cột chòi đến sáng, một tay che bóng đèn. Những đêm như thế, theo lời bà Kỵ, ông về \
tới nhà là nằm lăn ra ngủ, áo quần còn ướt, tay còn nồng mùi dầu.</p>
<h3>Dầu hoả, muối và lòng tốt</h3>
<p>Mỗi đêm đèn uống hết gần nửa lít dầu. Tiền dầu do cả xóm góp, không ai đặt ra lệ, chỉ có cái \
ống tre treo ở đầu chợ:</p>
<ul><li>ghe câu mực bỏ vào 20.000 ₫ sau mỗi chuyến trúng;</li><li>nhà làm muối góp muối, đổi ra \
dầu ở tiệm bà Ẵm;</li><li>ai không có thì góp công: vá chòi, thay cọc, phơi bấc.</li></ul>
<p>Trong ống tre, thỉnh thoảng còn có những mảnh giấy. Ông Ngữ giữ lại hết, xếp trong hộp bánh. \
Một mảnh chép bốn câu vè mà trẻ con trong xóm đứa nào cũng thuộc:</p>
<p class="verse">Đèn ai thắp ở doi xa,<br/>Gió thì mặc gió, đèn là cứ soi.<br/>Mẹ ơi đừng đứng \
trông trời,<br/>Thấy đèn là biết con ngồi ghe sau.</p>
<blockquote><p>Hồi bão số 9, cả xóm đã lên trường học tránh, nhìn ra biển vẫn thấy một chấm vàng. \
Lúc đó tôi mới hiểu vì sao cha tôi gọi ông ấy là người giữ cửa.</p><p><cite>Thầy Nguyễn Hữu Ỷ, \
trường Tiểu học Cửa Vạn</cite></p></blockquote>
<aside class="info"><h3>Đọc đèn ở Cửa Vạn</h3><p>Quy ước do người đi ghe tự đặt, truyền miệng từ \
năm 1983, chưa từng viết ra ở đâu.</p><dl><dt>Một đèn thấp</dt><dd>Luồng mở, vào được cả khi \
triều xuống.</dd><dt>Hai đèn chồng nhau</dt><dd>Chỉ vào lúc triều lên; ghe máy trên 40 mã lực \
phải đợi ngoài phao.</dd><dt>Đèn lắc ngang</dt><dd>Có người mắc cạn, ghe gần nhất ghé lại.</dd>\
</dl></aside>
<h2>Ai sẽ thắp tiếp?</h2>
<p>Năm nay ông Ngữ bảy mươi ba. Mắt phải đã mờ, vai trái trật từ mùa lũ năm ngoái, chèo thúng chỉ \
còn được một tay. Xã tính gắn một cột đèn chạy pin mặt trời ngay bên miếu Bà; bản vẽ ghi công suất \
20&#160;W, tầm nhìn 5&#160;hải lý, giá 38,5&#160;triệu đồng. Ông xem rồi gật: tốt hơn đèn dầu \
nhiều. Nhưng ông hỏi thêm một câu mà cán bộ dự án chưa trả lời được: “Lúc cột đèn hỏng giữa đêm, \
ai ra?”</p>
<div class="gallery"><figure><img src="image:ben-ghe" alt="Ghe đậu ở bến"/><figcaption>Bến ghe lúc \
bốn giờ sáng.</figcaption></figure><figure><img src="image:ruong-muoi" alt="Ruộng muối"/>\
<figcaption>Ruộng muối bên kia sông. <span class="credit">Ảnh: Hồ Yến Kỵ</span></figcaption>\
</figure></div>
<p>Thằng Ẩn, cháu ngoại ông, mười hai tuổi, xin ra chòi từ hè năm ngoái. Nó viết hẳn một chương \
trình nhỏ trên chiếc máy tính cũ của trường để nhắc giờ thắp đèn theo con nước:</p>
<pre><code>for ngay in lich_trieu:
    if ngay.chieu_xuong &lt; "18:00":
        print(f"{ngay}: thắp lúc {ngay.mat_troi_lan}")</code></pre>
<p>Nó giải thích rằng chữ <code>chieu_xuong</code> nghĩa là lúc triều bắt đầu rút, còn công thức \
thì thầy Ỷ chỉ: độ cao nước <var>h</var> gần bằng <var>a</var><sub>1</sub>cos <var>ωt</var>, sai \
số chừng 10<sup>−1</sup>&#160;m. Ông Ngữ nghe không hiểu hết, nhưng khen: “Máy nó nhớ giùm mình, \
mình khỏi lo quên.”</p>
<figure><img src="image:khong-con" alt="Ông Ngữ và cháu ngoại trên doi cát"/><figcaption>Hai ông \
cháu trên đường ra chòi. <span class="credit">Ảnh: Lê Thuỵ Ẩn</span></figcaption></figure>
<aside class="embed"><p class="embed-title">Phim ngắn: Đêm ở doi cát (6 phút 20 giây)</p><p><a \
href="https://vi-du.example/phim/dem-o-doi-cat">vi-du.example/phim/dem-o-doi-cat</a></p></aside>
<h3>Việc của mỗi đêm</h3>
<ol><li>Coi con nước, chọn một đèn hay hai đèn.</li><li>Lau bóng, tỉa bấc, châm dầu đến vạch.<ol \
type="a"><li>mùa gió: châm hai phần ba;</li><li>mùa lặng: châm đầy.</li></ol></li><li>Thắp trước \
khi mặt trời chạm nước.</li></ol>
<hr/>
<p>Gần nửa đêm, chúng tôi ngồi ghe chị Uyên đi vào. Ngoài cửa sóng bạc đầu, trời không trăng, bờ \
chỉ là một vệt sẫm. Rồi ở cuối vệt sẫm ấy hiện ra một chấm vàng, nhỏ đến mức tưởng chớp mắt là \
mất. Chị Uyên bẻ lái nhẹ sang phải. Chấm vàng trôi dần lên nóc miếu, đứng lại. Không ai trên ghe \
nói câu nào.</p>
<div class="rows"><p>Chòi đèn: doi cát Cửa Vạn, cạnh miếu Bà</p><p>Giờ thắp: theo con nước, sớm \
nhất 17 giờ 20</p></div>
<aside class="note"><p>Tên một vài nhân vật đã được đổi theo yêu cầu của gia đình. Số liệu thuỷ \
văn tính đến ngày 30/10/2025.</p></aside>
<p class="signature">Bài và ảnh: LÊ THUỴ ẨN</p>
<section class="notes"><ol><li id="ct-1"><p>Bóng đèn bão số 12, loại cổ cao. Xem bản vẽ ở \
<a href="#goi-1">đầu bài</a>.</p></li></ol></section>"""

_SIZES = {
    "cua-song": (1800, 1000),
    "ngon-den": (900, 1300),
    "ben-ghe": (1200, 800),
    "ruong-muoi": (1200, 800),
}
_OPENINGS = (
    "Mưa rả rích suốt mười ngày, nước ngoài đồng đã ngấp nghé bờ bao",
    "Phiên chợ cuối năm họp trên bến từ lúc gà chưa gáy",
    "Con đường đất đỏ dẫn vào xã chỉ rộng vừa hai chiếc xe đạp",
    "Người thợ già gõ nhẹ lên vành chuông rồi nghiêng đầu nghe",
)
_MIDDLES = (
    "ai nấy vừa làm vừa ngó trời, tính xem còn kịp mấy nắng nữa",
    "tiếng cười nói lẫn trong tiếng mái chèo khua, nghe gần mà như xa",
    "chỉ những ai ở lâu mới nhận ra hàng tre đã lùi vào sâu hơn năm cũ",
    "câu chuyện cứ thế nối sang chuyện khác, chẳng ai vội về",
)
_ENDS = (
    "Đến xế chiều thì việc cũng xong, vừa kịp lúc nước ròng.",
    "Bà cụ bảo: “Giữ được nếp là giữ được xóm.”",
    "Sổ của hợp tác xã ghi 1.250 giạ lúa, hơn vụ trước gần một phần năm.",
    "Ở chỗ khúc quanh, cây gạo đã trổ bông đỏ, báo rằng mùa rét sắp hết.",
)


def lighthouse() -> Article:
    """Return the article that holds every element."""
    refs = ("cua-song", "ngon-den", "ben-ghe", "ruong-muoi", "khong-con")
    return Article(
        title="Người giữ đèn ở Cửa Vạn: bốn mươi năm một ngọn lửa trên doi cát Ữ Thượng",
        body=BODY,
        authors=("Lê Thuỵ Ẩn",),
        published="2025-11-09T07:30:00+07:00",
        site="Báo Sông Nước",
        section="Phóng sự",
        url="https://vi-du.example/phong-su/nguoi-giu-den-o-cua-van-20251109.html",
        images=tuple(ImageRef(id=i, url=f"https://vi-du.example/anh/{i}.jpg") for i in refs),
        source=Source(
            sha256="0" * 64,
            captured=Capture(time="2025-11-25T02:09:07Z", basis="observed"),
        ),
    )


def plain(number: int, paragraphs: int = 9) -> Article:
    """Return a plain article, another one for each number."""
    body = "".join(
        f"<p>{_OPENINGS[(number + i) % 4]}; {_MIDDLES[(number * 3 + i * 2) % 4]}. "
        f"{_ENDS[(number + i * 3) % 4]} {_OPENINGS[(i * 3 + number * 2 + 1) % 4]}, "
        f"{_MIDDLES[(i + number + 2) % 4]}. {_ENDS[(i + 2 * number + 1) % 4]}</p>"
        for i in range(paragraphs)
    )
    lead = f'<p class="lead">{_OPENINGS[number % 4]}, {_MIDDLES[(number + 1) % 4]}.</p>'
    return Article(
        title=(
            "Ẵm lúa chạy lũ ở Mỹ Thuỵ",
            "Chợ phiên bến Ỷ Lan và những người bán nắng cuối năm",
            "Đường về Kỵ Sơn",
            "Tiếng chuông làng Ngữ Xá vẫn đúc bằng tay",
        )[number % 4],
        body=lead + body,
        authors=("Hồ Yến Kỵ",) if number % 2 else (),
        published=f"2025-1{number % 3}-0{number % 9 + 1}",
        site="Báo Sông Nước",
        url=f"https://vi-du.example/bai-{number}.html",
    )


def book(*articles: Article, title: str = "") -> Book:
    """Return a book of the articles, with all the pictures that the sample has."""
    held = {key: picture(key) for key in _SIZES}
    held["khong-con"] = Image(
        id="khong-con",
        missing="the server answered 404",
        address="https://vi-du.example/anh/khong-con.jpg",
    )
    return Book(
        title=title or articles[0].title,
        sections=(Section(articles=articles),),
        images=held,
        language="vi",
        creators=tuple(dict.fromkeys(name for a in articles for name in a.authors)),
        date=max(a.published for a in articles),
        identifier="urn:uuid:5d1c7a52-8a4e-5b1b-9a54-0d2f3f6f9a11",
    )


@cache
def picture(key: str) -> Image:
    """Return a drawn landscape as a JPEG: sky, water, one light."""
    width, height = _SIZES[key]
    seed = sum(map(ord, key))
    ground = Raster.new("RGB", (width, height))
    pen = ImageDraw.Draw(ground)
    horizon = height * (45 + seed % 20) // 100
    for y in range(height):
        part = y / horizon if y < horizon else (height - y) / (height - horizon)
        tint = (40 + int(150 * part), 60 + int(90 * part), 95 + int(50 * part))
        pen.line((0, y, width, y), fill=tint)
    for hill in range(4):
        x = width * (hill * 29 + seed % 17) // 100
        pen.ellipse(
            (x - width // 5, horizon - height // 9, x + width // 5, horizon + height // 12),
            fill=(38 + hill * 5, 48 + hill * 5, 56 + hill * 4),
        )
    pen.rectangle((0, horizon + height // 40, width, horizon + height // 24), fill=(52, 66, 80))
    cx, r = width * 5 // 8, width // 60
    pen.ellipse((cx - r, horizon - 3 * r, cx + r, horizon - r), fill=(255, 214, 120))
    out = io.BytesIO()
    ground.save(out, "JPEG", quality=82)
    return Image(id=key, media_type="image/jpeg", data=out.getvalue(), width=width, height=height)

"""Draws the specimens of docs/type.md anew: `python -m tests.tools.specimens`.

A page of every theme, and of every family its letters, its tallest stacks of accents, its figures
and a paragraph at the size of text: all printed by the real pipeline and shown by poppler. Run by
hand when a theme or a font has changed; look at what it made.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from html import escape

from PIL import Image, ImageChops, ImageOps

import formatter
from formatter import fonts, theme
from formatter.render.stature import stature
from formatter.render.subset import ALPHABET
from tests.tools.pictures import FLOOD, ROOT, Studio, book_of, studio

SPECIMENS = ROOT / "docs/specimens"
LARGEST = 150_000  # bytes of one picture
COLOURS = (128, 64, 32)
# The width in pixels of a page of each theme, and how many pages are shown.
SHOWN = {
    "book": (560, 2),
    "e-ink": (400, 3),
    "large-print": (560, 2),
    "magazine": (1000, 1),
    "newspaper": (1000, 1),
}
GROUND = "#dcdad5"
TALLEST = "Ẵgỵp Ễợq Ữgj Ẫyg Ổpỵ Ấgợ Ẳjp Ẵgỵp Ễợq Ữgj Ẫyg Ổpỵ Ấgợ Ẳjp"
FIGURES = "0123456789 · 1.234.567,5 ₫ · 15,5 % · 20h30 · 25-11-2026 · “ ” ‘ ’ « » – — … ° × •"
SIGNS = "● ■ ▪ ★ ☆ ✓ ✔ ✗ ➜ ☎ ✉ ✂ ☀ ☂ ♠ ♥ ♦ ♣"
LOTUS = "Ba trăm bốn mươi"
TITLE = "Mùa sen muộn ở đầm Vĩnh Lộc"
STORY = """<p class="lead">Sen năm nay nở chậm hai mươi ngày. Người trồng sen gọi đó là mùa sen \
lười, và không ai lấy làm buồn.</p>
<p>Bốn giờ rưỡi sáng, chị Nguyễn Thị Ửng đẩy chiếc xuồng nhôm ra giữa đầm. Sương còn nằm ngang \
mặt nước. Chị hái bằng tay trái, tay phải giữ sào, mỗi buổi chừng 600 bông, bông nào cũng còn \
khép. Hoa mở rồi là hương đã đi; người mua trà không mua hoa, họ mua cái khoảng tối ngay trước \
lúc hoa mở.</p>
<figure class="wide"><img src="image:{}" alt="Đầm sen"/><figcaption>Đầm sen lúc mặt trời vừa lên \
khỏi hàng thốt nốt. <span class="credit">Ảnh: Trần Quốc Vĩnh</span></figcaption></figure>
<h2>Giữ hương qua đêm</h2>
<p>Muốn ướp một cân trà phải có gạo của một nghìn bông sen, những hạt trắng bằng đầu tăm nằm \
quanh gương. Ủ ba ngày, sấy nửa buổi, rồi lại ủ; bảy lượt như thế thì trà mới quên mình là \
trà.</p>
<blockquote><p>“Hương không giữ được bằng hũ kín. Nó ở lại vì người ta chịu thức.”</p>
<p class="source"><cite>Bà Phạm Thị Huệ, 71 tuổi</cite></p></blockquote>
<p>Một lạng trà sen mùa này giá 1.250.000 ₫, đắt gấp rưỡi năm ngoái. Chị Ửng bán ít, cho nhiều. \
“Nhà nào có giỗ thì qua lấy,” chị nói, rồi buộc xuồng vào gốc gáo – cái nút chị học của cha, kéo \
là bung, mà sóng thì không gỡ nổi.</p>
<p>Con trai chị, Lê Quốc Vững, 19 tuổi, lập một trang bán trà trên mạng. Đơn đầu tiên đặt ba \
trăm hộp, chữ ký in nhũ vàng. Cậu hớn hở đọc cho mẹ nghe. Chị nghe hết, hỏi lại đúng một câu: \
“Thế đêm nào mẹ ngủ?” Trang bán trà từ đó chỉ còn một dòng: <i>Hết trà, mời qua năm.</i></p>
<h2>Ngày đầm cạn</h2>
<p>Cuối tháng Chín, nước chỉ còn ngang đầu gối. Lá sen khô gãy gập xuống, kêu lạo xạo mỗi khi \
gió qua. Trẻ con trong xóm Đình ra mò ngó, bùn lên tới mắt, cười đứa nọ chỉ đứa kia. Chị Ửng \
đứng trên bờ đếm: bảy đứa xuống, phải đủ bảy đứa lên.</p>
<p>Rồi chị tháo nước vào, từng gang một, cho củ sen ngủ. “Nó ngủ thì mình mới được ngủ,” chị \
nói. Mùa sau nở sớm hay muộn, chị không đoán. Đầm có lịch của đầm.</p>
<p>Hội người trồng sen đề nghị đo hương bằng máy, chấm điểm từng mẻ. Máy về, kêu tích tắc ba hôm \
rồi báo lỗi, vì ai cũng đem trà ra thử cùng một lúc. Bà Huệ cất máy vào tủ thờ, thắp cho nó một \
nén nhang, rồi lại ngửi bằng mũi như cũ.</p>
<p>Chiều cuối vụ, khách quen ghé, xin mua lại mấy bông sót. Chị Ửng lắc đầu. Mấy bông ấy phải để \
cho rụng, cho hạt rơi xuống bùn. “Lấy hết thì sang năm đầm giận,” chị nói, nửa đùa nửa thật. \
Người khách về tay không, đi đến đầu đê còn ngoái lại ngửi gió.</p>
"""
PARAGRAPH = """Trời chưa sáng hẳn, bà Ngữ đã gánh hai thúng khoai ra bến. Chuyến đò đầu chở được \
mười hai người, thêm một chiếc xe đạp <b>và một con ngỗng</b> chịu nằm yên. <i>Ai \
cũng hỏi thăm nhau bằng tên của đứa cháu lớn nhất nhà,</i> nên khách lạ nghe cả \
buổi vẫn không biết ai là ai. <b><i>Đò quẫy nhẹ một cái rồi tách bờ.</i></b> Phía \
sau, khói bếp của xóm Đỗ còn thấp hơn ngọn mía."""
# The tallest letters stand at the least line height of the face: any closer, and they would touch.
_SHEET = """@page { size: 170mm 297mm; margin: 6mm; }
html { font-size: 10.5pt; color: #000; } body { text-align: left; }
header h1 { font-size: 24pt; line-height: 36pt; margin: 0; }
.story > p { font-size: 17pt; line-height: 26pt; text-indent: 0; margin: 0 0 9pt; }
.story > p.lead { font-weight: 400; font-style: normal; font-size: 26pt; line-height: %s; }
.story > p.verse { font-size: 10.5pt; line-height: 15.75pt; font-style: normal; width: 120mm; }
"""


def letters() -> str:
    """Return the Vietnamese letters, the small ones and the capitals."""
    every = [c for c in map(chr, ALPHABET) if c.isalpha()]
    of_the_language = [c for c in every if c.lower() not in "fjwz"]
    small = sorted((c for c in of_the_language if c.islower()), key=order)
    return "".join(small) + " " + "".join(c.upper() for c in small)


def order(letter: str) -> int:
    """Return where a letter stands in the alphabet of the cuts, which is that of Vietnamese."""
    alphabet = (
        "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
    )
    return alphabet.index(letter)


def themed(place: Studio, name: str) -> Image.Image:
    """Return the first pages of the story in a theme, side by side."""
    flood = book_of(FLOOD)
    picture = next(i.id for i in flood.articles[0].images if LOTUS in _caption(flood, i.id))
    article = formatter.Article(
        title=TITLE,
        body=STORY.format(picture),
        language="vi",
        authors=("Lê Thanh Hà",),
        published="2026-10-11T06:15:00+07:00",
        section="Dòng sông",
        site="Báo Cửa Sông",
        images=tuple(ref for ref in flood.articles[0].images if ref.id == picture),
    )
    book = formatter.bind([article], images={picture: flood.images[picture]})
    width, most = SHOWN[name]
    rendering = formatter.to_pdf(book, name)
    numbers = range(1, min(most, rendering.pages or 1) + 1)
    return beside([Image.open(page) for page in place.pdf(rendering, numbers, width)])


def faced(place: Studio, key: str) -> Image.Image:
    """Return the specimen of a family, cut to its ink."""
    family = fonts.family(key)
    folder = place.folder / key
    folder.mkdir()
    roles = {"text": key, "head": key} if key != "noto-sans-symbols-2" else {}
    named = "".join(f'{role} = "{family_key}"\n' for role, family_key in roles.items())
    folder.joinpath("theme.toml").write_text(f'inherit = "base"\n[fonts]\n{named}')
    folder.joinpath("print.css").write_text(_SHEET % f"{_least(family):.3f}")
    body = f"<p>{SIGNS}</p>"
    if roles:
        lines = (f'<p class="lead">{TALLEST}</p>', f"<p>{letters()}</p>", f"<p>{FIGURES}</p>")
        body = "".join(lines) + f'<p class="verse">{PARAGRAPH}</p>'
    article = formatter.Article(title=escape(family.name), body=body, language="vi")
    rendering = formatter.to_pdf(formatter.bind([article], images={}), theme.load(str(folder)))
    (page,) = place.pdf(rendering, [1], 1100)
    shown = Image.open(page).convert("RGB")
    left, top, right, bottom = ImageChops.difference(
        shown, Image.new("RGB", shown.size, "#fff")
    ).getbbox() or (0, 0, *shown.size)
    # The folio at the foot isn't there: the sheet names no margin box.
    return ImageOps.expand(shown.crop((left, top, right, bottom)), 36, "#fff")


def measures(key: str) -> str:
    """Return a family's row of the table in docs/type.md, of its largest measures."""
    family = fonts.family(key)
    told = [stature(face.path) for face in family.faces]
    every = (
        f"{max(one.top for one in told):.2f}",
        f"{max(one.least for one in told):.2f}",
        f"{max(one.least_low for one in told):.2f}",
        "all" if min(one.small_capitals for one in told) == 67 else "in part",
    )
    if not any(one.small_capitals for one in told):
        every = (*every[:3], "none")
    return f"| {family.name} | {len(told)} | {' | '.join(every)} |"


def _least(family: fonts.Family) -> float:
    return max(stature(face.path).least for face in family.faces if face.style == "normal")


def beside(pages: Sequence[Image.Image]) -> Image.Image:
    """Return pages in a row on a ground that shows their edges."""
    edge = 14
    wide = sum(page.width + edge for page in pages) + edge
    board = Image.new("RGB", (wide, pages[0].height + 2 * edge), GROUND)
    at = edge
    for page in pages:
        board.paste(page, (at, edge))
        at += page.width + edge
    return board


def small(picture: Image.Image) -> bytes:
    """Return `picture` as PNG with a palette; ValueError where it stays above the size kept to."""
    for colours in COLOURS:
        out = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            return out.getvalue()
    raise ValueError(f"{picture.size} is too much for {LARGEST} bytes.")


def _caption(book: formatter.Book, picture: str) -> str:
    return book.articles[0].body.partition(f"image:{picture}")[2].partition("</figure>")[0]


def main() -> None:
    """Write every specimen into docs/specimens."""
    SPECIMENS.mkdir(parents=True, exist_ok=True)
    with studio() as place:
        made = {f"theme-{name}": themed(place, name) for name in theme.names()}
        made |= {f"face-{key}": faced(place, key) for key in fonts.keys()}
    for name, picture in made.items():
        data = small(picture)
        (SPECIMENS / f"{name}.png").write_bytes(data)
        sys.stdout.write(f"docs/specimens/{name}.png {picture.size} {len(data) // 1000} KB\n")


if __name__ == "__main__":
    main()

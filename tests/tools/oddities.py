"""A book with all that keeps a PDF from an archive's standard, unless something is done."""

from __future__ import annotations

import io

from PIL import Image as Pillow

from formatter.article import Article, Book, Image, Section

_DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">
<rect width="100" height="100" fill="#c00" opacity=".5"/>
<rect x="50" width="100" height="80" fill="rgba(0,0,200,.4)" stroke="transparent"/>
<circle cx="150" cy="50" r="30" fill="transparent" stroke="#080"/></svg>"""
_PICTURES = {
    "see-through": ("RGBA", "PNG", (255, 0, 0, 90)),
    "see-through-grey": ("LA", "PNG", (90, 120)),
    "print": ("CMYK", "JPEG", (0, 200, 100, 0)),
    "grey": ("L", "JPEG", 128),
    "palette": ("P", "GIF", 3),
}
_BODY = """\
<p class="lead">Đò ngang bến Hạ có <a href="https://ben-ha.example/do"><em>một cái tên \
<strong>lạ</strong></em> mà dài</a>, ai nghe cũng hỏi lại.</p>
{figures}
<p>Có <a href="https://ben-ha.example/anh"><img src="image:grey" alt="bến đò"/></a> và một lời \
gọi<a class="call" href="#hang">1</a>, <code>x</code> 😀👨\u200d👩\u200d👧 ⚽ ﷽ 𝔘 🇻🇳 e\u0327\u0359 \
中文。　ไทย ำ, <i lang="en">the ferry</i>.</p>
<h4>Nhảy một bậc</h4><p>Rồi sâu hơn nữa.</p><h6>Sâu</h6><p>Đến đáy.</p>
<table><tr><th>Chuyến</th><td class="number">1</td></tr></table>
<ul><li>đi<ul><li>về</li></ul></li></ul><dl><dt>đò</dt><dd>thuyền chở khách</dd></dl>
<section class="notes"><ol><li id="hang">Theo <a href="https://ben-ha.example/s"><i>sổ</i></a>.\
</li></ol></section>"""


def book() -> Book:
    """Return a book of one article without a title, its pictures as no gathering gives them."""
    images = {
        name: Image(id=name, media_type=f"image/{kind.lower()}", data=_picture(mode, kind, colour),
                    width=200, height=120)
        for name, (mode, kind, colour) in _PICTURES.items()
    }  # fmt: skip
    images["drawing"] = Image(
        id="drawing", media_type="image/svg+xml", data=_DRAWING, width=200, height=100
    )
    gone = "https://ben-ha.example/gone.jpg"
    images["gone"] = Image(id="gone", missing="not in the saved page", address=gone)
    figures = "".join(f'<figure><img src="image:{name}" alt=""/></figure>' for name in images)
    article = Article(
        title="", body=_BODY.format(figures=figures), url="https://ben-ha.example/đò ngang?a=1"
    )
    return Book(title="", sections=(Section(articles=(article,)),), images=images, language="vi")


def _picture(mode: str, kind: str, colour: object) -> bytes:
    out = io.BytesIO()
    Pillow.new(mode, (200, 120), colour).save(out, kind)  # type: ignore[arg-type]
    return out.getvalue()

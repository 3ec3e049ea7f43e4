"""A small story to put a piece of markup into, so that a test sees what cleaning makes of it."""

from __future__ import annotations

from formatter.article import Article, Page
from formatter.clean.clean import clean

TITLE = "Chuyến đò cuối cùng của bến Cây Dương"
URL = "https://bao.example/ben-do/chuyen-do-cuoi.html"
OPENING = (
    "<p>Bến Cây Dương có từ thời ông cố của chú Ba Đò, khi hai bờ sông chỉ là vạt bần và một lối "
    "mòn cho trâu xuống uống nước mỗi chiều.</p>"
    "<p>Sáng nay chú chèo chuyến sớm như mọi ngày, trên ghe có hai cô giáo, một người bán vịt và "
    "đứa học trò quên cặp phải quay lại bờ lần nữa.</p>"
)
ENDING = (
    "<p>Cây cầu mới bắc cách bến ba trăm thước, tuần tới thông xe. Người ta hỏi chú có buồn không, "
    "chú cười: sông còn thì chèo, hết khách thì câu.</p>"
    "<p>Chiều xuống, chú buộc ghe vào gốc bần, cởi nón quạt mấy cái rồi đi bộ về nhà theo lối mòn "
    "mà ông cố chú đã đi.</p>"
)


def page(inner: str = "", *, head: str = "", before: str = "", after: str = "") -> Page:
    """Return a page whose story has `inner` in its midst; `before` stands between the title and
    the story's box, `after` behind the box.
    """
    return Page(
        html=f"<!DOCTYPE html><html lang=vi><head><title>{TITLE}</title>{head}</head><body>"
        f"<article><h1>{TITLE}</h1>{before}<div class=content>{OPENING}{inner}{ENDING}</div>{after}"
        "</article></body></html>",
        url=URL,
    )


def article(inner: str = "", *, head: str = "", before: str = "", after: str = "") -> Article:
    """Return the article of such a page."""
    return clean(page(inner, head=head, before=before, after=after))


def within(made: Article) -> str:
    """Return what stands in the midst of the story."""
    assert OPENING in made.body
    assert ENDING in made.body
    return made.body.partition(OPENING)[2].rpartition(ENDING)[0]


def bare(markup: str) -> str:
    """Return the text between the tags of a piece of markup, its entities as they stand."""
    return "".join(part.partition(">")[2] for part in markup.split("<"))


def shaped(inner: str) -> str:
    """Return what cleaning makes of a piece of markup in the midst of the story."""
    return within(article(inner))


def numbered(made: Article) -> str:
    """Return the midst of the story, its pictures called by their places: image:1, image:2 …"""
    text = within(made)
    for number, ref in enumerate(made.images, 1):
        text = text.replace(f'src="image:{ref.id}"', f'src="image:{number}"')
    return text

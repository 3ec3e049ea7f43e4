"""Articles of which all is known that an archive asks for, each from a page read."""

from __future__ import annotations

from hashlib import sha256

from formatter.article import About, Article, Book
from formatter.book import bind
from formatter.original import Capture, Original, Source

CAPTURED = Capture(time="2026-11-25T02:09:07Z", basis="observed")
ABOUT = About(
    description="Người giữ đập kể chuyện một mùa nước thấp.",
    keywords=("đập nước", "mùa khô"),
    publisher="Hội Nhà báo Ví Dụ",
    rights="© 2026 Báo Cửa Vạn",
    license="https://giay-phep.example/by/4.0/",
    identifiers=("doi:10.9999/cua-van.12", "ark:/99999/cv12"),
)


def original(
    name: str = "giu-dap.html",
    asked: str = "http://cua-van.example/12",
    url: str = "https://cua-van.example/giu-dap-12.html",
) -> Original:
    """Return a page as it was read, after a redirect."""
    data = f"<html>{name}</html>".encode()
    return Original(
        sha256=sha256(data).hexdigest(),
        data=data,
        name=name,
        asked=asked,
        url=url,
        captured=CAPTURED,
    )


def article(**changes: object) -> Article:
    """Return an article, its facts changed."""
    page = original()
    facts = {
        "title": "Người giữ đập & “con nước” <cuối>",
        "body": '<p class="lead">Đập <em>Cây Trâm</em> &amp; ba đời giữ.</p><p>Nước thấp.</p>',
        "authors": ("Trần Thị Sông", "Lê An"),
        "published": "2026-09-28T07:30:00+07:00",
        "modified": "2026-09-29T08:00:00+07:00",
        "site": "Báo Cửa Vạn",
        "section": "Miền sông",
        "url": "https://cua-van.example/giu-dap",
        "about": ABOUT,
        "source": Source(sha256=page.sha256, captured=CAPTURED, originals=(page,)),
        "rule": "cuavan 2",
    }
    return Article(**(facts | changes))  # type: ignore[arg-type]


def book(*articles: Article, title: str = "") -> Book:
    """Return a book of articles, of that one alone where none is given."""
    return bind(articles or (article(),), images={}, title=title)

"""A small issue of our own: two sections, four pieces, links among them, notes, a cut, an index."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from html import escape
from typing import Any

from formatter import theme
from formatter.article import Article, Book
from formatter.issue import (
    Colophon,
    Contents,
    Cover,
    Cut,
    Department,
    Index,
    Issue,
    Links,
    Masthead,
    Piece,
)
from formatter.render import pdf
from formatter.render.run import Run, Setting
from formatter.theme import Theme
from tests.render import sample_book as sample

ADDRESS = "https://vi-du.example/bai-{}.html"
LONG = (
    "https://kho.vi-du.example/tai-lieu/2024/bao-cao-thuy-van-vung-cua-song/phu-luc-so-lieu-do-tai"
    "-tram-cua-van.pdf?utm_source=ban-tin&trang=12&fbclid=IwAR3x"
)


def linked() -> Article:
    """Return a piece with a link to another piece, two to the web, and a note of its author's."""
    piece = sample.plain(2)
    far = escape(LONG)
    body = piece.body + (
        f'<p>Chuyện bến Ỷ Lan đã kể ở <a href="{ADDRESS.format(1)}?utm_source=x">bài trước</a>, '
        f'số liệu ở <a href="{far}">báo cáo</a> của trạm<a class="call" href="#ct-1" id="goi-1">1'
        f'</a>, và ở <a href="{far}">cùng tập ấy</a>. Bà Lài, tức Nguyễn Thị Lài, giữ sổ.</p>'
        '<section class="notes"><ol><li id="ct-1"><p>Trạm lập năm 1983.</p></li></ol></section>'
    )
    return replace(piece, body=body)


@cache
def book(
    name: str = "newspaper",
    links: Links = "footnote",
    **more: Any,
) -> Book:
    """Return the issue in a theme, with what else its file says."""
    articles = (sample.lighthouse(), sample.plain(1), linked(), sample.plain(3))
    pieces = (
        Piece(source="1", kicker="Phóng sự", licence="CC BY 4.0"),
        Piece(source="2", cut=Cut(words=200), credit="Ảnh của tác giả."),
        Piece(source="3"),
        Piece(source="4", columns=1),
    )
    issue = Issue(
        title="Bến Nước",
        subtitle="Tập san cuối tuần",
        number=47,
        date="2026-11-22",
        publisher="Nhà in Doi Cát",
        editors=("Hồ Yến Kỵ",),
        theme=name,
        links=links,
        cover=Cover(image="bia.jpg", text=("Bốn mươi năm một ngọn lửa",)),
        masthead=Masthead(motto="Đọc chậm, đọc kỹ"),
        contents=Contents(depth=1),
        index=Index(
            people=("Trương Mỹ Uyên = chị Uyên", "Nguyễn Thị Lài = Bà Lài", "Đặng Hữu Ngữ"),
            places=("Cửa Vạn",),
            sources=True,
        ),
        colophon=Colophon(lines=(("Trình bày", "Lê Thuỵ Ẩn"),), text="In trên giấy dó."),
        departments=(
            Department(
                title="Cửa sông",
                intro=f"Hai chuyện ở cửa sông; chuyện chuông ở {ADDRESS.format(3)}.",
                color="#1f5673",
                pieces=pieces[:2],
            ),
            Department(title="Làng nghề", color="#ffe9b0", pieces=pieces[2:]),
        ),
    )
    made = sample.book(*articles, title=issue.title)
    pictures = dict(made.images) | {"cover": made.images["cua-song"]}
    return replace(made, images=pictures, issue=replace(issue, **more))


def page(run: Run, name: str = "newspaper", setting: Setting | None = None, **said: Any) -> str:
    """Return the markup of a run of the issue."""
    held = book(name, **said)
    return pdf.page_html(held, style(name), run=run, setting=setting or Setting())


def boxes(run: Run, name: str = "newspaper", setting: Setting | None = None, **said: Any) -> Any:
    """Return the engine's page boxes of a run of the issue."""
    with pdf._fonts() as type_case:
        fetcher = pdf._Sealed(book(name, **said), style(name))
        markup = page(run, name, setting, **said)
        return pdf._boxes(pdf._laid_out(markup, fetcher, type_case))


def style(name: str) -> Theme:
    """Return a theme."""
    return theme.load(name)

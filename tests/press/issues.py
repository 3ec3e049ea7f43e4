"""Issues of our own prose for the tests and the speeds of the press: as many pieces as wanted."""

from __future__ import annotations

import io
import random
import re
from functools import cache
from pathlib import Path

from PIL import Image as Raster

from formatter import Page, clean
from formatter.article import Article, Book, Image, ImageRef, Section
from formatter.issue import Department, Index, Issue, Piece
from formatter.original import Capture, Source

_EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
_PARAGRAPH = re.compile(r"<p>[^<>]{120,}</p>")
# How many pieces a section has.
_TOGETHER = 7


@cache
def paragraphs() -> tuple[str, ...]:
    """Return paragraphs of the examples, each once, without anything in them but words."""
    pages = (*sorted(_EXAMPLES.glob("*.html")), *sorted((_EXAMPLES / "issue").glob("*.html")))
    bodies = (clean(Page(html=page.read_text(encoding="utf-8"))).body for page in pages)
    return tuple(dict.fromkeys(one for body in bodies for one in _PARAGRAPH.findall(body)))


def address(number: int) -> str:
    return f"https://lan-gio.example/bai/{number}"


@cache
def photograph(number: int) -> bytes:
    """Return a picture of its own for each of forty numbers, such as a camera would compress."""
    chance = random.Random(number % 40)  # noqa: S311  the same pictures each time
    small = Raster.frombytes("RGB", (40, 26), chance.randbytes(40 * 26 * 3))
    out = io.BytesIO()
    small.resize((1200, 780), Raster.Resampling.BICUBIC).save(out, "JPEG", quality=70)
    return out.getvalue()


def article(number: int, blocks: int, seed: int = 1) -> tuple[Article, Image]:
    """Return the piece of a number from 1: varied prose, a picture, a link to the piece before."""
    chance = random.Random(f"{seed} {number}")  # noqa: S311  the same words each time
    prose = chance.sample(paragraphs(), blocks)
    said = " ".join(re.sub("<[^>]*>", "", prose[0]).split()[:7]).rstrip(",.;:“”")
    picture = f"anh-{number}"
    figure = (
        f'<figure><img src="image:{picture}" alt="Bến sông buổi {number}"/>'
        f"<figcaption>Bến sông, tấm thứ {number}.</figcaption></figure>"
    )
    prose.insert(blocks // 2, "<h2>Giữa dòng</h2>")
    prose.insert(2, figure)
    if number > 1 and number % 10 == 0:
        prose.append(
            f'<p>Xem thêm <a href="{address(number - 1)}">bài kể về bến trước</a>, và cả '
            f'<a href="https://kho.example/{number}">kho tư liệu của huyện</a>.</p>'
        )
    return (
        Article(
            title=f"{said} ({number})",
            body="".join(prose),
            language="vi",
            authors=("Lê Thuỵ Ẩn",),
            published=f"2026-10-{number % 28 + 1:02}",
            site="Sông Hậu Điện Tử",
            url=address(number),
            images=(ImageRef(id=picture, url=f"{address(number)}.jpg"),),
            source=Source(sha256="", captured=Capture(time="2026-11-01", basis="observed")),
        ),
        Image(
            id=picture,
            media_type="image/jpeg",
            data=photograph(number),
            width=1200,
            height=780,
            address=f"{address(number)}.jpg",
        ),
    )


def book(count: int, *, blocks: int = 6, seed: int = 1, multiple: int = 1) -> Book:
    """Return an issue of so many pieces of so many paragraphs, with an index."""
    made = [article(number, blocks, seed) for number in range(1, count + 1)]
    sections, departments = [], []
    for at in range(0, count, _TOGETHER):
        held = [one for one, _ in made[at : at + _TOGETHER]]
        title = f"Khúc sông thứ {at // _TOGETHER + 1}"
        sections.append(Section(title=title, articles=tuple(held)))
        pieces = tuple(Piece(source=f"{at + i}.html") for i in range(1, len(held) + 1))
        departments.append(Department(title=title, pieces=pieces))
    return Book(
        title="Lần theo dòng nước",
        language="vi",
        identifier="urn:uuid:0d4b8a1e-6f0c-4b5e-9a53-0a5f3c1d2e47",
        sections=tuple(sections),
        images={image.id: image for _, image in made},
        issue=Issue(
            title="Lần theo dòng nước",
            number=47,
            date="2026-11-22",
            language="vi",
            theme="book",
            multiple_of=multiple,
            index=Index(people=("Chợ",), places=("Sông",), sources=True),
            departments=tuple(departments),
        ),
    )

"""The cover of a book: drawn with a picture of its articles, the publisher's own, or none."""

from __future__ import annotations

import dataclasses
import io
import time
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from PIL import Image as Pillow

from formatter import theme
from formatter.article import Article, Book, Image
from formatter.book import bind
from formatter.convert import imprinted
from formatter.errors import UsageError
from formatter.imprint import Imprint
from formatter.render import cover
from formatter.render.epub import to_epub
from tests.render import epub_books
from tests.tools import epubcheck

BOOK = theme.load("book")
BLUE = (20, 60, 160)
FIGURE = '<figure><img src="image:{}" alt="Sông"/></figure>'


def photo(width: int, height: int) -> bytes:
    """A photograph: blue, with a yellow band in its lowest tenth."""
    picture = Pillow.new("RGB", (width, height), BLUE)
    picture.paste((240, 210, 30), (0, height * 9 // 10, width, height))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=92)
    return out.getvalue()


def image(width: int, height: int, name: str = "song", data: bytes | None = None) -> Image:
    return Image(
        id=name,
        media_type="image/jpeg",
        data=photo(width, height) if data is None else data,
        width=width,
        height=height,
    )


def of(*images: Image, title: str = "Nước lên ở bến cũ") -> Book:
    body = "<p>Nước lên.</p>" + "".join(FIGURE.format(one.id) for one in images)
    article = Article(title=title, body=body, authors=("Lê Bưởi",), published="2026-11-02",
                      site="Báo Ví Dụ", url="https://vidu.example/1")  # fmt: skip
    return dataclasses.replace(bind([article], images={}), images={one.id: one for one in images})


def files(book: Book) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(to_epub(book, BOOK).data))


def seen(book: Book) -> Pillow.Image:
    file = files(book)
    name = next(name for name in file.namelist() if name.startswith("EPUB/images/cover."))
    return Pillow.open(io.BytesIO(file.read(name))).convert("RGB")


def blue(picture: Pillow.Image, box: tuple[int, int, int, int]) -> float:
    """How much of a part of a picture is the photograph's blue."""
    pixels = picture.crop(box).resize((40, 40)).tobytes()
    near = sum(pixels[at] < 80 and pixels[at + 2] > 110 for at in range(0, len(pixels), 3))
    return near / 1600


def test_a_wide_picture_goes_from_edge_to_edge_above_the_date() -> None:
    picture = seen(of(image(1200, 800)))
    assert picture.size == (1200, 1600)
    assert blue(picture, (0, 900, 1200, 1200)) > 0.97
    # Title above, date below, both on paper.
    assert blue(picture, (0, 0, 1200, 500)) == 0
    assert blue(picture, (0, 1415, 1200, 1600)) == 0


def test_a_high_picture_stands_at_the_right_and_is_not_stretched() -> None:
    picture = seen(of(image(800, 1200)))
    assert blue(picture, (800, 800, 1200, 1250)) > 0.97
    assert blue(picture, (0, 700, 400, 1400)) == 0


@pytest.mark.parametrize(
    "images",
    [
        (image(500, 380),),
        (image(2000, 420),),
        (dataclasses.replace(image(1200, 800), media_type="image/png"),),
        (Image(id="song", missing="not in the saved page"),),
        (image(1200, 800, data=b"\xff\xd8\xff no picture"),),
        (image(1200, 800, data=photo(1200, 800)[:900]),),
    ],
    ids=["small", "a strip", "drawn", "missing", "damaged", "cut short"],
)
def test_a_picture_that_does_not_fit_leaves_a_cover_of_words(images: tuple[Image, ...]) -> None:
    made = to_epub(of(*images), BOOK)
    assert "EPUB/images/cover.png" in zipfile.ZipFile(io.BytesIO(made.data)).namelist()


def test_the_first_picture_that_fits_is_shown() -> None:
    picture = seen(of(image(500, 380, "be"), image(1200, 800)))
    assert blue(picture, (0, 900, 1200, 1200)) > 0.97


def test_the_same_picture_gives_the_same_bytes_in_little_time() -> None:
    words = cover.Words(("Báo",), "Nước lên", ("Bưởi",), "2026")
    held = photo(1600, 1067)
    assert cover.jpeg(words, BOOK, held) == cover.jpeg(words, BOOK, held)

    def taken(make: object) -> float:
        turns = []
        for _ in range(5):
            start = time.process_time()
            make()  # type: ignore[operator]
            turns.append(time.process_time() - start)
        return min(turns)

    more = taken(lambda: cover.jpeg(words, BOOK, held)) - taken(lambda: cover.png(words, BOOK))
    assert more < 0.15  # 0.03 s on an idle machine


def test_a_cover_of_ones_own_is_shown_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "bia.jpg"
    path.write_bytes(photo(1200, 1600))
    book = imprinted(of(), Imprint(cover=str(path)), "generic")
    file = files(book)
    assert Pillow.open(io.BytesIO(file.read("EPUB/images/cover.jpg"))).size == (1200, 1600)
    assert b'src="images/cover.jpg"' in file.read("EPUB/cover.xhtml")


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("x.jpg", None, "can't be read"),
        ("x.jpg", b"khong phai anh", "no picture of a kind"),
        ("x.jpg", photo(400, 600), "too few for a shop"),
        ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 1200"/>', "an SVG"),
    ],
)
def test_a_cover_that_cannot_be_used_is_told(
    name: str, data: bytes | None, problem: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UsageError) as raised:
        imprinted(of(), Imprint(cover=str(path)), "generic")
    assert problem in raised.value.problem
    assert name in raised.value.problem


def test_without_a_cover_nothing_speaks_of_one() -> None:
    book = dataclasses.replace(epub_books.several(), imprint=Imprint(cover="none"))
    file = files(book)
    assert not [name for name in file.namelist() if "cover" in name]
    assert b"cover" not in file.read("EPUB/content.opf")
    assert b"cover" not in file.read("EPUB/nav.xhtml")
    order = ET.fromstring(file.read("EPUB/content.opf")).iter(
        "{http://www.idpf.org/2007/opf}itemref"
    )
    assert next(order).get("idref") == "title"


def test_each_kind_of_cover_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "bia.jpg"
    path.write_bytes(photo(1200, 1600))
    kinds = {
        "wide": of(image(1200, 800)),
        "own": imprinted(of(), Imprint(cover=str(path)), "generic"),
        "none": dataclasses.replace(epub_books.several(), imprint=Imprint(cover="none")),
        "system": dataclasses.replace(epub_books.several(), imprint=Imprint(fonts="system")),
    }
    told = epubcheck.complaints({name: to_epub(book, BOOK).data for name, book in kinds.items()})
    assert {name: said for name, said in told.items() if said} == {}

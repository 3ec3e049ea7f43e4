"""PNG pictures in a PDF: the plain ones as they are, all with the pixels they had."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pikepdf
import pytest
from PIL import Image as Raster
from PIL import PngImagePlugin
from weasyprint import images as engine

from formatter import theme
from formatter.article import Article, Book, Image
from formatter.render import pdf, pictures
from tests.render import sample_book as sample

SIZE = (230, 170)


def drawn(mode: str) -> Raster.Image:
    """Return a picture of few colours, each row unlike the one above."""
    x, y = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]))
    shades = ((x // 7 * 16 + y // 5 * 48) % 256).astype(np.uint8)
    if mode in {"P", "RGB"}:
        seen = Raster.fromarray(np.stack([shades, shades[::-1], 255 - shades], axis=-1) // 64 * 64)
        return seen.convert("P", palette=Raster.Palette.ADAPTIVE) if mode == "P" else seen
    return Raster.fromarray(shades).convert(mode)


def png(seen: Raster.Image, **how: object) -> bytes:
    out = io.BytesIO()
    seen.save(out, "PNG", **how)
    return out.getvalue()


class Printed(NamedTuple):
    """A picture as a PDF holds it: packed, and the pixels of it and of its mask."""

    packed: bytes
    pixels: np.ndarray
    mask: np.ndarray | None


def printed(data: bytes) -> Printed:
    body = '<figure><img src="image:so-do" alt="Sơ đồ"/></figure>'
    article = Article(title="Sơ đồ", body=body)
    image = Image(id="so-do", media_type="image/png", data=data, width=SIZE[0], height=SIZE[1])
    sections = sample.book(article).sections
    book = Book(title="Sơ đồ", sections=sections, images={"so-do": image}, language="vi")
    made = pdf.to_pdf(book, theme.load("book")).data
    with pikepdf.open(io.BytesIO(made)) as document:
        streams = [o for o in document.objects if isinstance(o, pikepdf.Stream)]
        shown = [o for o in streams if o.get("/Subtype") == "/Image"]
        masks = [
            o
            for o in shown
            if any(o.objgen == one.SMask.objgen for one in shown if "/SMask" in one)
        ]
        (stream,) = [o for o in shown if o not in masks]
        return Printed(
            packed=stream.read_raw_bytes(),
            pixels=np.asarray(pikepdf.PdfImage(stream).as_pil_image().convert("RGB")),
            mask=np.asarray(pikepdf.PdfImage(masks[0]).as_pil_image()) if masks else None,
        )


def in_pieces(data: bytes) -> bytes:
    """Return the PNG with its rows in pieces of a hundred bytes."""
    start = data.index(b"IDAT") - 4
    (size,) = struct.unpack_from(">L", data, start)
    rows = data[start + 8 : start + 8 + size]
    parts = [b"IDAT" + rows[i : i + 100] for i in range(0, size, 100)]
    pieces = [struct.pack(">L", len(p) - 4) + p + struct.pack(">L", zlib.crc32(p)) for p in parts]
    return data[:start] + b"".join(pieces) + data[start + 12 + size :]


@pytest.mark.parametrize(
    ("mode", "how"), [("P", {}), ("RGB", {}), ("L", {}), ("1", {}), ("P", {"bits": 4})]
)
def test_plain_picture_is_not_packed_again(mode: str, how: dict[str, int]) -> None:
    seen = drawn(mode)
    if how:
        seen = seen.convert("RGB").convert("P", palette=Raster.Palette.ADAPTIVE, colors=14)
    data = png(seen, **how)
    made = printed(data)
    assert made.packed in data
    assert np.array_equal(made.pixels, np.asarray(seen.convert("RGB")))


def test_picture_of_many_pieces_is_put_together() -> None:
    data = in_pieces(png(drawn("RGB")))
    assert data.count(b"IDAT") > 3
    assert np.array_equal(printed(data).pixels, np.asarray(drawn("RGB")))


def turned() -> bytes:
    exif = Raster.Exif()
    exif[0x0112] = 3
    return png(drawn("RGB"), exif=exif)


def clear() -> bytes:
    return png(drawn("P"), transparency=0)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(png(drawn("L").convert("LA")), id="alpha"),
        pytest.param(clear(), id="clear colour"),
        pytest.param(turned(), id="turned"),
        pytest.param(png(drawn("L").convert("I;16")), id="deep"),
        pytest.param(b"\xff\xd8\xff", id="JPEG"),
        pytest.param(png(drawn("RGB"))[:20], id="cut"),
    ],
)
def test_other_pictures_are_left_to_the_engine(data: bytes) -> None:
    assert pictures.plain(data) is None


def test_woven_picture_is_left_to_the_engine() -> None:
    data = bytearray(png(drawn("RGB")))
    assert pictures.plain(bytes(data)) is not None
    data[28] = 1
    assert pictures.plain(bytes(data)) is None


def test_picture_with_alpha_is_printed_with_it() -> None:
    seen = drawn("RGB").convert("RGBA")
    seen.putalpha(drawn("L"))
    mask = printed(png(seen)).mask
    assert mask is not None
    assert np.array_equal(mask, np.asarray(drawn("L")))


def test_engine_that_is_asked_to_shrink_pictures_shrinks_them(tmp_path: Path) -> None:
    data = png(drawn("RGB"))
    asked = {"dpi": 72, "optimize_images": False, "jpeg_quality": None}
    seen = PngImagePlugin.PngImageFile(io.BytesIO(data))
    made = engine.RasterImage(seen, "a", data, str(tmp_path), {}, "none", asked)
    assert made.plain is None
    assert made.get_x_object(False, 0.5).extra["Width"] == SIZE[0] // 2

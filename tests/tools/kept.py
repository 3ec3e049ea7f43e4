"""Archive PDFs for tests, and ways to change one as a hand or a program would."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from hashlib import md5
from pathlib import Path

import pikepdf

from formatter import profile, seal, theme
from formatter.article import Article, Book
from formatter.book import bind
from formatter.clean.clean import clean
from formatter.images import gather
from formatter.render.pdf import to_pdf
from formatter.source import read

ROOT = Path(__file__).parents[2]
MARKET = ROOT / "examples" / "cho-phien.html"
FLOOD = ROOT / "examples" / "mua-nuoc-noi.html"


def bound(*articles: Article) -> Book:
    return bind(articles, images=gather(articles), title="" if len(articles) == 1 else "Hai bài")


def printed(book: Book, standard: str = "archive") -> bytes:
    return to_pdf(book, theme.load("book"), profile.load(standard)).data


@cache
def archive(*pages: Path) -> bytes:
    """Return the archive's PDF of these pages."""
    return printed(bound(*(clean(read(page)) for page in pages)))


def place(data: bytes, role: str) -> int:
    """Return where the middle of a place of a sealed PDF lies."""
    held = seal.read(data)
    assert held is not None
    ends = [*(one.offset for one in held.places[1:]), held.length]
    (span,) = (
        (one.offset, end)
        for one, end in zip(held.places, ends, strict=True)
        if one.role.startswith(role)
    )
    return (span[0] + span[1]) // 2


def flipped(data: bytes, at: int) -> bytes:
    """Return a file with one bit of one byte turned."""
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def rewritten(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return a PDF as another program writes it, after a change."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def attachment(pdf: pikepdf.Pdf, name: str) -> pikepdf.Stream:
    """Return the stream of an attached file."""
    held = pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)
    (spec,) = (one for one in held.values() if str(one.UF) == name)
    stream = spec.EF.F
    assert isinstance(stream, pikepdf.Stream)
    return stream


def replaced(pdf: pikepdf.Pdf, name: str, old: bytes, new: bytes) -> None:
    """Put other words into an attached file, and make its checksum fit."""
    stream = attachment(pdf, name)
    data = stream.read_bytes()
    assert old in data
    data = data.replace(old, new)
    stream.write(data)
    stream.Params.Size = len(data)
    stream.Params.CheckSum = pikepdf.String(md5(data, usedforsecurity=False).digest())


def streams(pdf: pikepdf.Pdf, kind: str, value: str) -> list[pikepdf.Stream]:
    """Return the streams of which a key has a value."""
    return [
        each
        for each in pdf.objects
        if isinstance(each, pikepdf.Stream) and str(each.get(kind)) == value
    ]

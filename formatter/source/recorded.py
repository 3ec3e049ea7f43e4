"""Records of a WARC (ISO 28500): which of them are pages, and what a server answered in them."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from contextlib import redirect_stderr, suppress
from itertools import islice
from typing import IO, TYPE_CHECKING, NamedTuple

from formatter.errors import FormatterError, NothingFoundError, RefusedError, UsageError
from formatter.original import Capture, Resource
from formatter.source.saved import Saved, address

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

MARK = b"WARC/"
# A page or picture is smaller; films are passed over.
MOST = 64 * 1024 * 1024
_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]{1,40})")
_HELD = 1_000
_RECORDS = 5_000_000
# Deflate makes at most 1 of 1,032: a record beyond this share and size is made to fill a machine.
_SHARE, _LARGE = 400, 256 * 1024 * 1024
_BLOCK = 65_536


class Entry(NamedTuple):
    """A record of an archive: where its file is, and where in it; what it is of, and when."""

    inner: str
    at: int
    size: int
    url: str
    media_type: str
    time: str
    digest: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it is an answer of a server that is a page."""
        return self.media_type in _PAGES


def unpack(data: bytes, name: str) -> Saved | None:
    """Return the page inside the bytes of a WARC, None where `data` is none.

    Raises UsageError where there are several pages in it, NothingFoundError where there is none.
    """
    if not data.startswith(MARK):
        return None
    entries = listed(io.BytesIO(data), "", len(data), name)
    pages = [entry for entry in entries if entry.is_page]
    if len(pages) != 1:
        raise (UsageError if pages else NothingFoundError)(
            f"{name} is a WARC archive of {len(pages) or 'no'} pages.",
            "Give the archive's file, whose pages are found then.",
        )
    (page,) = pages
    answer, charset = payload(data[page.at : page.at + page.size], name)
    things = [entry for entry in entries if not entry.is_page][:_HELD]
    return Saved(
        data=answer,
        url=address(page.url),
        charset=charset,
        captured=Capture(time=page.time, basis="WARC-Date") if page.time else None,
        held=tuple(
            Resource(address=one.url, data=payload(data[one.at : one.at + one.size], name)[0])
            for one in things
        ),
    )


def listed(stream: IO[bytes], inner: str, size: int, name: str) -> list[Entry]:
    """Return the records of a WARC that are answers worth having, as far as it can be read."""
    from warcio.archiveiterator import ArchiveIterator

    entries: list[Entry] = []
    # The library writes there what it thinks of a record's length.
    with redirect_stderr(io.StringIO()):
        iterator = ArchiveIterator(stream)
        try:
            for record in islice(iterator, _RECORDS):
                long = _length(record, stream, iterator.offset, name)
                at, span = iterator.get_record_offset(), iterator.get_record_length()
                if long <= MOST and (entry := _entry(record, inner, at, min(span, size - at))):
                    entries.append(entry)
        except FormatterError:
            raise
        except Exception as why:  # the library raises whatever the damage leads it to
            if "non-chunked gzip" in str(why):
                raise UsageError(
                    f"{name} is packed as one piece, so its records can't be told apart.",
                    "Unpack it with gunzip and give the .warc, or mend it: warcio recompress.",
                ) from why
            # Cut off or damaged from here on: what came before is whole.
    return entries


def _length(record: ArcWarcRecord, stream: IO[bytes], start: int, name: str) -> int:
    """Return how long a record's content is, and read it to its end."""
    long = 0
    while block := record.raw_stream.read(_BLOCK):
        long += len(block)
        if long > _LARGE and long > _SHARE * max(1, stream.tell() - start):
            raise RefusedError(
                f"A record of {name} unpacks to far more than any page.",
                "Look where the archive comes from: it may be made to fill a disk.",
            )
    return long


def _entry(record: ArcWarcRecord, inner: str, at: int, size: int) -> Entry | None:
    """Return what a record is, if it is a page or what a page shows; else None."""
    told, answer = record.rec_headers, record.http_headers
    url = str(told.get_header("WARC-Target-URI") or "").strip("<>")
    if record.rec_type not in {"response", "resource"} or not address(url):
        return None
    if record.rec_type == "response":
        if answer is None or not str(answer.get_statuscode()).startswith("200"):
            return None
        kind = answer.get_header("Content-Type") or ""
    else:
        kind = told.get_header("Content-Type") or ""
    media_type = kind.partition(";")[0].strip().lower()
    if media_type not in _PAGES and not media_type.startswith("image/"):
        return None
    when = str(told.get_header("WARC-Date") or "")
    return Entry(
        inner=inner,
        at=at,
        size=size,
        url=url,
        media_type=media_type,
        # Later versions of the standard let it have parts of seconds.
        time=f"{when[:19]}Z" if _DATE.match(when) and when.endswith("Z") else "",
        digest=str(told.get_header("WARC-Payload-Digest") or ""),
    )


def unpacked(data: bytes, name: str) -> bytes:
    """Return the bytes of a record that may be gzipped; RefusedError beyond the limit."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    unpack = zlib.decompressobj(wbits=31)
    try:
        out = unpack.decompress(data, MOST + _BLOCK)
    except zlib.error as why:
        raise NothingFoundError(f"{name} is damaged: {why}.", "Copy the archive again.") from why
    if unpack.unconsumed_tail:
        raise _too_large(name)
    return out


def _too_large(name: str) -> RefusedError:
    return RefusedError(
        f"{name} is larger than {MOST // 1024 // 1024} MB, the most a page may be.",
        "Leave that page out: name the others by their places.",
    )


def payload(data: bytes, name: str) -> tuple[bytes, str]:
    """Return what a record's server answered, its packing undone, and the charset that it told."""
    from warcio.archiveiterator import ArchiveIterator

    out = bytearray()
    with redirect_stderr(io.StringIO()):
        record = next(iter(ArchiveIterator(io.BytesIO(data))))
        # Where it says it is packed, and isn't or not whole, what could be read is what there is.
        with suppress(zlib.error, OSError, EOFError, ValueError):
            packed = _brotli(record)
            stream = record.content_stream()
            while len(out) <= MOST and (block := stream.read(_BLOCK)):
                out += packed(block) if packed else block
    if len(out) > MOST:
        raise _too_large(name)
    headers = record.http_headers or record.rec_headers
    told = _CHARSET.search(headers.get_header("Content-Type") or "")
    return bytes(out), told[1] if told else ""


def _brotli(record: ArcWarcRecord) -> Callable[[bytes], bytes] | None:
    """Return what unpacks an answer packed with brotli (RFC 7932), which the library can't."""
    answer = record.http_headers
    if answer is None or (answer.get_header("Content-Encoding") or "").strip().lower() != "br":
        return None
    import brotli

    answer.remove_header("Content-Encoding")
    reader = brotli.Decompressor()

    def unpacked(block: bytes) -> bytes:
        try:
            return bytes(reader.process(block, output_buffer_limit=MOST + 1))
        except brotli.error as why:
            raise ValueError(block[:9]) from why

    return unpacked

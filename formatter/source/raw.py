"""A source's bytes as they lie or come, and what is known of them before they are read."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from formatter.errors import NothingFoundError, RefusedError, UsageError
from formatter.original import Capture, Resource
from formatter.source.folder import expand
from formatter.source.saved import moment

if TYPE_CHECKING:
    from formatter.fetch import Fetched

# A newspaper's page is under a megabyte; one that carries its pictures (SingleFile, MHTML) may
# have forty.
LIMIT = 64 * 1024 * 1024

_SIGNATURES = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (as EPUB and DOCX files are)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\xfd7zXZ", "an XZ archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x1f\x8b", "a gzip file inside a gzip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or PowerPoint file"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a database"),
    (b"WARC/", "a WARC archive"),
)
_CONTROL = bytes(sorted({*range(32), 0x7F} - set(b"\t\n\x0b\x0c\r\x1b")))


class Raw(NamedTuple):
    """Bytes as they came, what to call them in a message, and what is known from outside.

    `observed` is when they were fetched, `file_time` when their file was written, `asked` the
    address that was asked for, `held` what came with them. `notes` are warnings.
    """

    name: str
    data: bytes
    url: str = ""
    charset: str = ""
    observed: Capture | None = None
    file_time: Capture | None = None
    path: Path | None = None
    asked: str = ""
    held: tuple[Resource, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """The suffix of the file's name, that of the page inside for `.html.gz`."""
        return Path(self.path.name.removesuffix(".gz")).suffix if self.path else ""


def take(source: str | Path | bytes, fetch: Callable[[str], Fetched] | None) -> Raw:
    """Return the bytes of `source`: themselves, a file's, or what `fetch` brings of an address.

    Raises UsageError for what isn't there, RefusedError beyond the limit.
    """
    if isinstance(source, bytes):
        _within(len(source), "The page")
        return Raw(name="The page", data=source)
    if isinstance(source, Path):
        return _file(source)
    scheme = source.partition("://")[0].lower() if "://" in source else ""
    if scheme in ("http", "https"):
        return _fetched(source, fetch)
    if scheme == "file":
        return _file(Path(unquote(urlsplit(source).path)))
    if scheme:
        raise UsageError(
            f"{source} can't be read: addresses are http or https here, not {scheme}.",
            "Save the page and name its file.",
        )
    if source in ("", "-"):
        raise UsageError("No source was named.", "Name a file or an address, or give the bytes.")
    return _file(Path(source))


def _fetched(source: str, fetch: Callable[[str], Fetched] | None) -> Raw:
    if fetch is None:
        raise UsageError(
            f"{source} is an address, and reading alone opens no connection.",
            "Give the page's bytes with their url, or a function that fetches it.",
        )
    got = fetch(source)
    _within(len(got.data), got.url)
    observed = Capture(time=got.time, basis="observed")
    return Raw(
        name=got.url,
        data=got.data,
        url=got.url,
        charset=got.charset,
        observed=observed,
        asked=source,
    )


def _file(path: Path) -> Raw:
    if ".warc" in path.name or ".wacz" in path.name:
        from formatter.source.archived import found

        if page := found(path):
            return Raw(name=page.name, data=page.data, held=page.held)
    try:
        if path.is_dir():
            return _file(_only_page(path))
        if not path.is_file():
            problem = "isn't a file" if path.exists() else "isn't there"
            raise UsageError(f"{path} {problem}.", "Check the name, or name another file.")
        _within(path.stat().st_size, str(path))
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
        written = path.stat().st_mtime
    except (OSError, ValueError) as why:
        reason = getattr(why, "strerror", None) or str(why)
        raise UsageError(
            f"{path} can't be read: {reason}.", "Check that you may read it, or name another file."
        ) from why
    _within(len(data), str(path))
    return Raw(name=str(path), data=data, file_time=_file_time(written), path=path)


def _only_page(folder: Path) -> Path:
    pages = expand([str(folder)])
    if len(pages) > 1:
        raise UsageError(
            f"{folder} is a folder of {len(pages)} pages.",
            f"Name one of them, such as {pages[0]}.",
        )
    return Path(pages[0])


def _file_time(seconds: float) -> Capture | None:
    try:
        return Capture(time=moment(datetime.fromtimestamp(seconds, UTC)), basis="file time")
    except (ValueError, OverflowError, OSError):
        return None


def _within(size: int, name: str) -> None:
    if size > LIMIT:
        raise RefusedError(
            f"{name} is larger than {LIMIT // 1024 // 1024} MB, the most a page may be.",
            "Save the page without its films, or cut the file into its articles.",
        )


def gunzip(raw: Raw) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of `raw`, unpacked where they are gzip, and notes.

    A file that ends too early gives what it has. Raises RefusedError beyond the limit.
    """
    if not raw.data.startswith(b"\x1f\x8b\x08"):
        return raw.data, ()
    out, rest = bytearray(), raw.data
    # Gzip files may be written one after the other; what follows them that is none is padding.
    while rest.startswith(b"\x1f\x8b\x08"):
        unpack = zlib.decompressobj(wbits=31)
        try:
            out += unpack.decompress(rest, LIMIT + 1 - len(out))
        except zlib.error as why:
            raise NothingFoundError(
                f"{raw.name} is a damaged gzip file: {why}.", "Save or copy the page again."
            ) from why
        _within(len(out), raw.name + ", unpacked,")
        if not unpack.eof:
            return bytes(out), ("The gzip file ends too early; what it has of the page was read.",)
        rest = unpack.unused_data
    return bytes(out), ()


def must_be_text(data: bytes, name: str) -> None:
    """Raise NothingFoundError where `data` is a picture, an archive or anything but text."""
    if not data.strip(b"\0 \t\r\n\f\v\xef\xbb\xbf"):
        raise NothingFoundError(
            f"{name} is empty.", "Save the page again, and look whether the file has grown."
        )
    what = next((what for mark, what in _SIGNATURES if data.startswith(mark)), "")
    if not what and data[4:8] == b"ftyp":
        what = "a film or an AVIF picture"
    # A disk that filled up, or a crash, leaves a page with a tail of NUL.
    head = data[:4096].rstrip(b"\0")
    if not what and not _wide(head):
        strange = len(head) - len(head.translate(None, _CONTROL))
        what = "a file of bytes that aren't text" if strange * 10 > len(head) else ""
    if what:
        raise NothingFoundError(
            f"{name} is {what}, not a page.", "Name the page's own file, .html or the like."
        )


def _wide(head: bytes) -> bool:
    """Say whether text in UTF-16 is likely, half of whose bytes are NUL."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<\0" in head[:64] or b"\0<" in head[:64]

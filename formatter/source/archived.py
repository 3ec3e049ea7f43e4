"""Pages out of an archive of the web: WARC (ISO 28500), and WACZ, which is a zip of them.

A source in one is named by its place, `kho.warc.gz#34567` or `kho.wacz#data.warc.gz:34567`: the
byte at which its record begins. The record is what an archive's PDF keeps: it says itself where and
when it was had.
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from formatter.errors import NothingFoundError, UsageError
from formatter.original import Resource
from formatter.source.folder import ARCHIVES
from formatter.source.recorded import MOST, Entry, listed, payload, unpacked
from formatter.text.paging import follows

_PLACE = re.compile(r"(?P<file>.+\.(?:warc|warc\.gz|wacz))#(?:(?P<inner>[^#]+):)?(?P<at>\d{1,15})")
# What came with one page, in things and in bytes.
_HELD, _HELD_BYTES = 1_000, 512 * 1024 * 1024
# An article has fewer pages.
_CHAIN = 100
# Of a record's headers, which come before what it holds.
_HEADERS = 65_536


class Found(NamedTuple):
    """A page of an archive: the source's name, its record's bytes, and what came with it."""

    name: str
    data: bytes
    held: tuple[Resource, ...]


def is_archive(name: str) -> bool:
    """Say whether a file is an archive of the web, by its name."""
    return name.lower().removesuffix(".gz").endswith(ARCHIVES)


def places(name: str) -> list[str]:
    """Return the sources in an archive, in its order.

    Those are the answers that are pages, each address with the same bytes once; of a WACZ that
    lists its pages, those. Raises UsageError for a file that can't be read, NothingFoundError where
    none is a page, RefusedError where a record unpacks to more than a disk should hold.
    """
    pages = _pages(Path(name))
    if not pages:
        raise NothingFoundError(
            f"{name} holds no page: none of its answers is HTML.",
            "Look whether it was written to its end, or name another archive.",
        )
    return [_place(name, entry) for entry in pages]


def found(path: Path) -> Found | None:
    """Return the page that a source in an archive is, None where `path` names none.

    An archive of one page may stand for it. Raises the errors of `places`, and UsageError for one
    of several pages, or for a place where no record begins.
    """
    told = _PLACE.fullmatch(str(path))
    if told is None or path.exists():
        if not (is_archive(path.name) and path.is_file()):
            return None
        sources = places(str(path))
        if len(sources) > 1:
            raise UsageError(
                f"{path} is an archive of {len(sources)} pages.",
                f"Name one of them, such as {sources[0]}.",
            )
        return found(Path(sources[0]))
    file = Path(told["file"])
    if not file.is_file():
        return None
    entry = _entry(file, told["inner"] or "", int(told["at"]))
    data = _record(file, entry)
    return Found(str(path), data, tuple(_held(file, entry, data)))


def after(path: Path) -> dict[str, Path]:
    """Return the pages of an archive that one's article may go on with: places by their addresses.

    There are none of what is no place in an archive.
    """
    told = _PLACE.fullmatch(str(path))
    if told is None or not Path(told["file"]).is_file():
        return {}
    file = Path(told["file"])
    page = _entry(file, told["inner"] or "", int(told["at"]))
    return {one.url: Path(_place(str(file), one)) for one in _following(page, _entries(file))}


def _entry(file: Path, inner: str, at: int) -> Entry:
    for one in _entries(file):
        if (one.inner, one.at) == (inner, at):
            return one
    raise UsageError(
        f"No record begins at {at} in {file}.",
        f"Give the archive itself ({file}), or a place that its pages are named by.",
    )


def _place(name: str, entry: Entry) -> str:
    return f"{name}#{entry.inner}{':' if entry.inner else ''}{entry.at}"


def _pages(path: Path) -> list[Entry]:
    pages = [entry for entry in _entries(path) if entry.is_page]
    wanted = _wanted(path)
    own = [entry for entry in pages if entry.url in wanted]
    return list(
        {(entry.url, entry.digest or entry.at): entry for entry in reversed(own or pages)}.values()
    )[::-1]


def _entries(path: Path) -> tuple[Entry, ...]:
    try:
        told = path.stat()
    except OSError as why:
        raise _unread(path, why) from why
    return _entries_of(path, told.st_size, told.st_mtime_ns)


# The pages of one archive are read one after the other.
@lru_cache(maxsize=4)
def _entries_of(path: Path, _size: int, _changed: int) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for inner, size, stream in _files(path):
        with stream:
            entries += listed(stream, inner, size, str(path))
    return tuple(entries)


def _files(path: Path) -> Iterator[tuple[str, int, IO[bytes]]]:
    """Yield the WARC files of an archive: their names in it, sizes, and what reads them."""
    try:
        if path.suffix.lower() != ".wacz":
            yield "", path.stat().st_size, path.open("rb")
            return
        with zipfile.ZipFile(path) as packed:
            for one in packed.infolist():
                if one.filename.startswith("archive/") and is_archive(one.filename):
                    yield one.filename.removeprefix("archive/"), one.file_size, packed.open(one)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as why:
        raise _unread(path, why) from why


def _unread(path: Path, why: Exception) -> UsageError:
    reason = getattr(why, "strerror", None) or str(why)
    return UsageError(f"{path} can't be read: {reason}.", "Copy the archive again, and name it.")


def _wanted(path: Path) -> frozenset[str]:
    """Return the addresses that a WACZ lists as its pages (Web Archive Collection Zipped 1.1.1)."""
    if path.suffix.lower() != ".wacz":
        return frozenset()
    try:
        with zipfile.ZipFile(path) as packed, packed.open("pages/pages.jsonl") as file:
            lines = file.read(MOST).splitlines()
    except (OSError, KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError):
        return frozenset()
    return frozenset(filter(None, map(_address_of, lines)))


def _address_of(line: bytes) -> str:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return ""
    return str(told.get("url", "")) if isinstance(told, dict) else ""


def _record(path: Path, entry: Entry) -> bytes:
    """Return the bytes of a record, unpacked: its headers and all."""
    for inner, _, stream in _files(path):
        with stream:
            if inner != entry.inner:
                continue
            try:
                stream.seek(entry.at)
                data = stream.read(min(entry.size, MOST + _HEADERS))
            except (OSError, zlib.error, zipfile.BadZipFile, EOFError) as why:
                raise _unread(path, why) from why
            return unpacked(data, f"A record of {path}")
    raise UsageError(f"{path} has no {entry.inner} in it.", "Give the archive as it was.")


def _following(page: Entry, entries: Sequence[Entry]) -> list[Entry]:
    """Return the pages whose addresses go on from a page's, in their order."""
    near = [one for one in _nearest(page, entries) if one.is_page]
    chain = [page]
    while len(chain) <= _CHAIN:
        last = chain[-1].url
        one = next((one for one in near if follows(last, one.url) == "sure"), None)
        if one is None or one in chain:
            break
        chain.append(one)
    return chain[1:]


def _nearest(page: Entry, entries: Sequence[Entry]) -> list[Entry]:
    """Return all records, of several captures of an address the one nearest to a page first."""
    return sorted(entries, key=lambda one: (one.inner != page.inner, abs(one.at - page.at)))


def _held(path: Path, page: Entry, data: bytes) -> Iterator[Resource]:
    """Yield what came with a page: the pages it may go on with, and the pictures that it names."""
    entries = _entries(path)
    html = unquote(payload(data, str(path))[0].decode("utf-8", "replace"))
    wanted = {one.url: one for one in _following(page, entries)}
    for one in _nearest(page, entries):
        if not one.is_page and one.url not in wanted and _tail(one.url) in html:
            wanted[one.url] = one
    room = _HELD_BYTES
    for one in list(wanted.values())[:_HELD]:
        record = _record(path, one)
        thing = record if one.is_page else payload(record, str(path))[0]
        room -= len(thing)
        if room < 0:
            return
        yield Resource(address=one.url, data=thing)


def _tail(url: str) -> str:
    """Return what names a thing in its address: the last of its path, or all behind the host."""
    parts: Any = urlsplit(url)
    return unquote(parts.path.rstrip("/").rpartition("/")[2]) or parts.query or url

"""Where a picture's bytes lie: among what came with the page, below its folder, or in a data URI.

An address is a stranger's: it is a name to look up, never a path to follow.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from formatter.original import Resource, Resources

_DATA = re.compile(r"data:([^,]{0,200}),", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)\Z", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def inline(address: str) -> bytes | None:
    """Return the bytes a `data:` address carries (RFC 2397), None for any other or a broken one."""
    address = address.strip()
    head = _DATA.match(address)
    if not head:
        return None
    body = unquote_to_bytes(address[head.end() :])
    if not head.group(1).lower().rstrip().endswith(";base64"):
        return body
    # Browsers take base64 with spaces and without its padding.
    body = re.sub(rb"[\s=]", b"", body).replace(b"-", b"+").replace(b"_", b"/")
    try:
        return base64.b64decode(body + b"=" * (-len(body) % 4), validate=True)
    except binascii.Error:
        return None


class Shelf:
    """What came with one page, asked for by address."""

    def __init__(self, resources: Resources) -> None:
        self.folder = resources.folder
        self.held: dict[str, Resource] = {}
        self.named: dict[str, Resource | None] = {}
        for resource in resources.held:
            for key in _keys(resource.address):
                self.held.setdefault(key, resource)
            if resource.path is not None:
                name = _name(resource.address)
                # Two files of one name: either may be meant, so neither is taken.
                self.named[name] = None if name in self.named else resource

    def exactly(self, address: str, limit: int) -> bytes | None:
        """Return at most `limit` + 1 bytes of what lies at `address`, None where nothing does."""
        for key in _keys(address):
            if resource := self.held.get(key):
                return _content(resource, limit)
        path = self._below(address)
        return _bytes(path, limit) if path else None

    def by_name(self, address: str, limit: int) -> bytes | None:
        """Return what was saved under the last part of `address`.

        A browser that saves a page renames the addresses it saw used, not those that wait in the
        attributes of lazy pictures.
        """
        name = _name(address)
        resource = self.named.get(name) if name else None
        return _content(resource, limit) if resource else None

    def _below(self, address: str) -> Path | None:
        if self.folder is None:
            return None
        for relative in _relatives(address):
            if path := confined(self.folder, relative):
                return path
        return None


def confined(folder: Path, relative: str) -> Path | None:
    """Return the file at `relative` below `folder`, None where there is none or it isn't below.

    Links are followed only as far as they stay below it.
    """
    pure = PurePosixPath(relative)
    strange = "\\" in relative or "\0" in relative or ":" in relative
    if strange or not relative or pure.is_absolute() or ".." in pure.parts:
        return None
    try:
        base = folder.resolve()
        for form in dict.fromkeys((relative, *_forms(relative))):
            path = (base / form).resolve()
            if path.is_relative_to(base) and path.is_file():
                return path
    except (OSError, RuntimeError, ValueError):  # loops of links, names too long
        return None
    return None


def _forms(text: str) -> tuple[str, str]:
    # macOS writes names decomposed, others as they were typed.
    return unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)


def _keys(address: str) -> Iterator[str]:
    """Yield the forms under which an address may be held, the closest first."""
    address = address.strip()
    yield address
    bare = address.partition("#")[0]
    yield bare
    if bare.startswith("//"):
        yield "https:" + bare
        yield "http:" + bare
    plain = unicodedata.normalize("NFC", unquote(bare)).removeprefix("./")
    yield plain
    path = plain.partition("?")[0]
    # Of a picture's own file the query asks for a size; of a program's it says which picture.
    if _PICTURE.search(path) or not _SCHEME.match(bare):
        yield path


def _relatives(address: str) -> Iterator[str]:
    address = address.strip()
    if _SCHEME.match(address) or address.startswith(("/", "\\")):
        return
    bare = address.partition("#")[0]
    # wget keeps the question mark in a file's name.
    yield unquote(bare)
    yield unquote(bare.partition("?")[0])


def _name(address: str) -> str:
    if address[:5].lower() == "data:":
        return ""
    try:
        path = urlsplit(address.strip()).path
    except ValueError:
        return ""
    name = unicodedata.normalize("NFC", unquote(path).rpartition("/")[2]).casefold()
    return name if _PICTURE.search(name) else ""


def _content(resource: Resource, limit: int) -> bytes | None:
    if resource.data is not None:
        return resource.data
    return _bytes(resource.path, limit) if resource.path else None


def _bytes(path: Path, limit: int) -> bytes | None:
    try:
        if not path.is_file():  # a pipe would keep us waiting
            return None
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError:
        return None

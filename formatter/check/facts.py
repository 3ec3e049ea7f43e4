"""What is kept of a document that was read, and where an address in it leads."""

from __future__ import annotations

import codecs
import posixpath
import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from formatter.check.sheet import Style

# What an address inside a book mostly is; all others are taken apart by the book (RFC 3986).
_PLAIN = re.compile(r"([\w-][\w./-]*)?(?:#([\w.-]*))?\Z", re.ASCII)
_SIMPLE = re.compile(r"([a-z][\w-]*|\*)?(?:\.([\w-]+)|#([\w-]+))?\Z", re.IGNORECASE)
# What a document begins with that isn't written in bytes of ASCII's company.
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Link(NamedTuple):
    """A link inside the book: line, file and anchor it leads to, whether it calls a note."""

    line: int
    file: str
    anchor: str
    note: bool = False


class Selector(NamedTuple):
    """A selector of one element: its tag (`*` for any), its class or its id."""

    tag: str
    kind: str
    code: str

    def may_choose(self, data: bytes) -> bool:
        """Tell whether a document may hold what it chooses; `data` is the document."""
        word = self.kind or self.code or self.tag
        return word == "*" or word.encode() in data or data.startswith(WIDE)


class Unseen(NamedTuple):
    """An element that isn't shown: line, the letters in it, whether it is an `aside`."""

    line: int
    letters: int
    aside: bool


class Facts(NamedTuple):
    """What is kept of a document that was read; numbers are lines.

    `body` is the id of the body, `notes` those of what is marked as a note or stands inside one.
    `stray` are the `img` without a picture, `tagged` the links of notes that hold a tag, with it,
    `landmarks` the links of that nav, with their types. `hiding` are the selectors that `unseen`
    was found by, beside what an element says itself.
    """

    ids: frozenset[str]
    body: str
    notes: frozenset[str]
    links: tuple[Link, ...]
    pictures: tuple[tuple[int, str], ...]
    sheets: tuple[tuple[int, str], ...]
    styles: tuple[Style, ...]
    stray: tuple[int, ...]
    tagged: tuple[tuple[int, str], ...]
    landmarks: tuple[tuple[int, tuple[str, ...]], ...]
    unseen: tuple[Unseen, ...]
    captioned: bool
    hiding: tuple[Selector, ...]


def selector(written: str) -> Selector | None:
    """Return a selector that is read, None for one of several elements or of other marks."""
    found = _SIMPLE.match(written)
    return Selector(found[1] or "*", found[2] or "", found[3] or "") if found and found[0] else None


def hiders(styles: Iterable[Style]) -> tuple[Selector, ...]:
    """Return the selectors of rules that hide what they choose."""
    written = (
        part.strip()
        for style in styles
        if ("display", "none") in style.says
        for part in style.selector.split(",")
    )
    return tuple(filter(None, map(selector, dict.fromkeys(written))))


def resolved(base: str, href: str) -> tuple[str, str] | None:
    """Return the file and the anchor of an address in `base`, None where it leads outside."""
    if href.startswith(("http:", "https:")):
        return None
    if (found := _PLAIN.match(href)) and ".." not in href and "//" not in href:
        folder = base[: base.rfind("/") + 1]
        return f"{folder}{found[1]}" if found[1] else base, found[2] or ""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    file = unquote(parts.path)
    name = posixpath.normpath(posixpath.join(posixpath.dirname(base), file)) if file else base
    return name.lstrip("/"), unquote(parts.fragment)

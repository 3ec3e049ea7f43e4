"""A galley: the written pages of a run, to be put into a file with those of other runs.

It holds the objects of a PDF under numbers of its own, and tells what a file can say only once all
of its runs are known: where its links lead, what belongs to whose structure, which letters of which
font it has drawn. It can be sent to another process, and kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from typing import Any, NamedTuple

from formatter.render.folios import Asked
from formatter.value import dataclass

# A reference to an object; one that stands in a string is text.
_REFERENCE = re.compile(rb"\((?:[^()\\]|\\.)*\)|\b(\d+) 0 R\b", re.DOTALL)


class Packed(NamedTuple):
    """A stream: its dictionary, its bytes as they are packed, the SHA-256 of what they hold.

    `kind` is `Image` or `Form` of what is drawn as one, `cmyk` says that it has colours of print,
    `refers` are the numbers of objects that its dictionary refers to.
    """

    head: bytes
    body: bytes
    digest: str
    kind: str = ""
    cmyk: bool = False
    refers: tuple[int, ...] = ()


class Link(NamedTuple):
    """A place that can be pressed: its object's number, its entries, its sides, its anchor.

    `order` is its place among the links that the structure owns, -1 where there is no structure.
    """

    number: int
    entries: bytes
    sides: tuple[float, float, float, float]
    anchor: str
    order: int


class Heading(NamedTuple):
    """A line of the outline: its level, its words, the page from 0, and where there, in points."""

    level: int
    label: str
    page: int
    left: float
    top: float
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A font as far as it was drawn: what the engine knows of it, by names, and the file's hash."""

    key: str
    digest: str
    facts: Mapping[str, Any]
    data: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page: what a page dictionary says of it, its content's number, its links, its owners.

    `left` is where its text begins, in pixels of a style sheet; `bare` says that nothing
    is drawn on it.
    """

    number: int
    entries: bytes
    content: int
    media: tuple[float, ...]
    links: tuple[Link, ...] = ()
    owners: tuple[int, ...] = ()
    left: float = 0.0
    bare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Galley:
    """The pages of a run. Numbers are those that `objects` and `streams` have here.

    `shared` are the numbers of what the whole file has once, by what that is. `anchors` are
    places by name, each its page from 0 and its point. `margins` are what is drawn there later, in
    the style that `head` has. `top` is the number by which the structure's
    parts know the document.
    """

    sheets: tuple[Sheet, ...]
    objects: Mapping[int, bytes]
    streams: Mapping[int, Packed]
    shared: Mapping[int, str]
    resources: Mapping[str, bytes] = field(default_factory=dict)
    faces: tuple[Face, ...] = ()
    anchors: tuple[tuple[str, int, float, float], ...] = ()
    headings: tuple[Heading, ...] = ()
    margins: Asked = Asked((), {}, 1)
    head: str = ""
    top: int = 0
    parts: tuple[int, ...] = ()
    link_owners: tuple[int, ...] = ()
    identities: tuple[tuple[bytes, int], ...] = ()
    roles: frozenset[str] = frozenset()


def placed(made: Galley, told: Any, head: str) -> Galley:  # noqa: ANN401  of `folios.told`
    """Return a galley with what its pages tell for their margins."""
    pages, strings = told
    sheets = tuple(
        replace(sheet, left=page.left) for sheet, page in zip(made.sheets, pages, strict=True)
    )
    return replace(made, sheets=sheets, margins=Asked(pages, strings, 1), head=head)


def moved(made: Galley, lefts: Iterable[tuple[float, bool]]) -> Galley:
    """Return a galley of margins, with where the pages' text begins, and if anything is drawn."""
    sheets = zip(made.sheets, lefts, strict=True)
    return replace(
        made,
        sheets=tuple(replace(sheet, left=left, bare=not drawn) for sheet, (left, drawn) in sheets),
    )


def renumbered(data: bytes, numbers: Mapping[int, int]) -> bytes:
    """Return the bytes of an object with its references to objects numbered anew."""

    def anew(found: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % numbers[int(found[1])] if found[1] else found[0]

    return _REFERENCE.sub(anew, data)


def references(data: bytes) -> Iterator[int]:
    """Yield the numbers of the objects that an object refers to."""
    for found in _REFERENCE.finditer(data):
        if found[1]:
            yield int(found[1])

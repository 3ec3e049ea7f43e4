"""A galley: the written pages of a run, to be put into a file with those of other runs.

It holds the objects of a PDF under numbers of its own, and tells what a file can say only once all
of its runs are known: where its links lead, what belongs to whose structure, which letters of which
font it has drawn. It can be sent to another process, and kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from hashlib import sha256
from typing import Any, NamedTuple

import pydyf

from formatter.render.folios import Asked
from formatter.value import dataclass

# A reference to an object; one that stands in a string is text.
_REFERENCE = re.compile(rb"\((?:[^()\\]|\\.)*\)|\b(\d+) 0 R\b", re.DOTALL)
_CMYK = b"/DeviceCMYK"
# What a page says of itself that its file says for it.
_OF_FILE = frozenset(("Type", "Parent", "Contents", "Resources", "StructParents", "Annots"))
_KINDS = {"/Image": "Image", "/Form": "Form"}
# What of the engine's font is a pointer into its libraries.
_POINTERS = frozenset(("hb_font", "hb_face", "file_content"))
# A dictionary that stands for the fonts of a galley.
_NO_FONTS = {"Galley": "true"}
_RESOURCES = ("ExtGState", "XObject", "Pattern", "Shading")
_POINT = 0.75


class Fonts(dict[Any, Any]):
    """The fonts of pages that go into a file with others: none is written with them."""


def unwritten(build: Callable[..., Any]) -> Callable[..., Any]:
    """Return the engine's writer of fonts, which writes none of a galley's.

    `build` is WeasyPrint's `build_fonts_dictionary`.
    """

    def build_fonts_dictionary(pdf: Any, fonts: Any, *rest: Any) -> Any:  # noqa: ANN401
        if isinstance(fonts, Fonts):
            return pydyf.Dictionary(_NO_FONTS)
        return build(pdf, fonts, *rest)

    return build_fonts_dictionary


def resolving(resolve: Callable[..., Any]) -> Callable[..., Any]:
    """Return the engine's reader of links, which lets those of a galley lead out of it.

    `resolve` is WeasyPrint's `resolve_links`.
    """

    def resolve_links(pages: Any) -> Any:  # noqa: ANN401
        if isinstance(pages, Loose):
            return iter([(page.links, []) for page in pages])
        return resolve(pages)

    return resolve_links


class Loose(list[Any]):
    """Pages whose links may lead to a page that isn't among them."""


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


def taken(pdf: Any, document: Any, known: Iterable[str]) -> Galley:  # noqa: ANN401  the engine's
    """Take the pages out of a PDF that the engine has made, before it is written.

    Its fonts weren't written (`Fonts`); `known` are the hashes of the files that need not be sent
    along.
    """
    structure = getattr(document, "structure", None)
    shared = _shared(pdf, document)
    kids = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
    left_out = {0, pdf.pages.number, pdf.catalog.number, *shared}
    left_out |= {page.number for page in kids}
    resources: Mapping[str, Any] = {}
    if kids:
        number = _number(kids[0]["Resources"])
        left_out.add(number)
        resources = pdf.objects[number]
    if "Metadata" in pdf.catalog:
        left_out.add(_number(pdf.catalog["Metadata"]))
    if structure:
        left_out |= {_number(one) for one in (structure.top, structure.root, structure.parents)}
    links = _links(document)
    left_out |= links.keys()
    objects, streams = _divided(pdf, left_out)
    return Galley(
        sheets=tuple(_sheets(kids, structure, links)),
        objects=objects,
        streams=streams,
        shared=shared,
        resources={key: resources[key].data[2:-2] for key in _RESOURCES if resources.get(key)},
        faces=tuple(_faces(document.fonts, frozenset(known))),
        anchors=tuple(_anchors(document)),
        headings=tuple(_headings(document)),
        top=_number(structure.root) if structure else 0,
        parts=tuple(map(_number, structure.parts)) if structure else (),
        link_owners=tuple(map(_number, structure.links)) if structure else (),
        identities=tuple((name, _number(at)) for name, at in structure.identities)
        if structure
        else (),
        roles=structure.roles if structure else frozenset(),
    )


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


def _shared(pdf: Any, document: Any) -> dict[int, str]:  # noqa: ANN401
    """Return what is the same in each PDF that the engine makes: profiles, spaces, fonts.

    After its first three objects the engine writes those of colours.
    """
    profiles = len(document.color_profiles)
    shared = {3 + i: f"profile {i}" for i in range(profiles)} | {3 + profiles: "spaces"}
    for each in pdf.objects[3 + profiles :]:
        if isinstance(each, pydyf.Dictionary) and each.get("Galley"):
            shared[each.number] = "fonts"
    return shared


def _divided(pdf: Any, left_out: set[int]) -> tuple[dict[int, bytes], dict[int, Packed]]:  # noqa: ANN401
    objects: dict[int, bytes] = {}
    streams: dict[int, Packed] = {}
    for each in pdf.objects:
        if each.number in left_out:
            continue
        if hasattr(each, "stream"):
            streams[each.number] = _packed(each)
        else:
            objects[each.number] = each.data
    return objects, streams


def _packed(stream: Any) -> Packed:  # noqa: ANN401
    head, _, body = stream.data.partition(b"\nstream\n")
    held = b"\n".join(map(_bytes, stream.stream))
    cmyk = stream.extra.get("ColorSpace") == _CMYK.decode() or any(
        isinstance(item, bytes) and item.startswith(_CMYK) for item in stream.stream
    )
    return Packed(
        head=head,
        body=body.removesuffix(b"\nendstream"),
        digest=sha256(held).hexdigest(),
        kind=_KINDS.get(stream.extra.get("Subtype"), ""),
        cmyk=cmyk,
        refers=tuple(references(head)),
    )


def _links(document: Any) -> dict[int, Link]:  # noqa: ANN401
    """Return the links on the pages, by the numbers of their objects."""
    found: dict[int, Link] = {}
    for page in document.pages:
        for _, _, _, box in page.links:
            made = box.link_annotation
            if made is None or made.number in found:
                continue
            entries = b"".join(
                b"/%b %b" % (key.encode(), _bytes(value))
                for key, value in made.items()
                if key not in {"Rect", "StructParent", "Dest"}
            )
            anchor = made["Dest"].string if "Dest" in made else ""
            order = made.get("StructParent", len(document.pages) - 1) - len(document.pages)
            found[made.number] = Link(made.number, entries, tuple(made["Rect"]), anchor, order)
    return found


def _sheets(
    kids: list[Any],
    structure: Any,  # noqa: ANN401
    links: Mapping[int, Link],
) -> Iterator[Sheet]:
    for at, page in enumerate(kids):
        pressed = [_number(one) for one in page.get("Annots", ())]
        yield Sheet(
            number=page.number,
            entries=b"".join(
                b"/%b %b" % (key.encode(), _bytes(value))
                for key, value in page.items()
                if key not in _OF_FILE
            ),
            content=_number(page["Contents"]),
            media=tuple(map(float, page["MediaBox"])),
            links=tuple(links[number] for number in pressed if number in links),
            owners=tuple(map(_number, structure.owners[at])) if structure else (),
        )


def _anchors(document: Any) -> Iterator[tuple[str, int, float, float]]:  # noqa: ANN401
    seen: set[str] = set()
    for number, page in enumerate(document.pages):
        for name, (left, top, _, _) in page.anchors.items():
            if name not in seen:
                seen.add(name)
                yield name, number, left * _POINT, (page.height - top) * _POINT


def _headings(document: Any) -> Iterator[Heading]:  # noqa: ANN401
    for number, page in enumerate(document.pages):
        for level, label, (left, top), state in page.outline:
            yield Heading(
                level,
                label,
                number,
                left * _POINT,
                (page.height - top) * _POINT,
                state == "closed",
            )


def _faces(fonts: Mapping[Any, Any], known: frozenset[str]) -> Iterator[Face]:
    for font in fonts.values():
        digest = sha256(font.file_content).hexdigest()
        facts = {key: value for key, value in vars(font).items() if key not in _POINTERS}
        data = b"" if digest in known else font.file_content
        yield Face(key=font.hash, digest=digest, facts=facts, data=data)


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _bytes(item: Any) -> bytes:  # noqa: ANN401
    if isinstance(item, bytes):
        return item
    if isinstance(item, float):
        return b"%d" % item if item.is_integer() else f"{item:f}".rstrip("0").encode()
    if hasattr(item, "data"):
        made: bytes = item.data
        return made
    return str(item).encode("ascii")

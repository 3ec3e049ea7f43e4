"""Pulling a galley: the pages of a run taken out of a PDF of the engine, before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

import pydyf

from formatter.render.galley import Face, Galley, Heading, Link, Packed, Sheet, references

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

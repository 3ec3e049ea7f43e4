"""What the archive standards ask of a PDF: PDF/A (ISO 19005) and PDF/UA (ISO 14289), in one file.

The engine knows one standard a file, and writes pictures that none of them allows. The rest is put
right on the objects of the PDF just before they are written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import md5
from html import escape
from typing import Any, NamedTuple

import pydyf

from formatter.article import Book
from formatter.profile import STANDARDS, Profile
from formatter.provenance import TOOL, moment, newest, of_epoch
from formatter.render import codes, opaque, sfnt, srgb, xmp
from formatter.render.alternatives import Told
from formatter.render.attached import Attached, attached
from formatter.render.sealing import Sealing, stamped
from formatter.render.words import Words, words
from formatter.theme import Theme

# How a sign that no font has is told of, and the note about all of them.
UNCOVERED = (codes.OTHERWISE, codes.NOTE)
_REFERENCE = re.compile(rb"(\d+) ")
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
{}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
_ABOUT = '<rdf:Description rdf:about="" xmlns:{}="{}">{}</rdf:Description>'
# What the output intent doesn't speak of (ISO 19005-2, 6.2.4.3).
_CMYK, _SET_CMYK = "/DeviceCMYK", b"/DeviceCMYK"
_PDFA = "http://www.aiim.org/pdfa/ns/id/"
_PDF = "http://ns.adobe.com/pdf/1.3/"


class Standard(NamedTuple):
    """A standard that a PDF claims: its part and level of PDF/A, and with it the part of PDF/UA.

    `universal` is 0 where none is claimed. `tagged` says that the structure is in the file,
    `holds` that files may be attached.
    """

    part: int
    level: str
    universal: int = 0
    tagged: bool = True
    holds: bool = True

    @property
    def title(self) -> str:
        """What the standard is called: `PDF/A-3a and PDF/UA-1`."""
        second = f" and PDF/UA-{self.universal}" if self.universal else ""
        return f"PDF/A-{self.part}{self.level.lower()}{second}"

    @property
    def options(self) -> dict[str, Any]:
        """What the engine is told, when it lays out and when it writes."""
        return {
            "pdf_variant": f"pdf/a-{self.part}{self.level.lower()}",
            "pdf_tags": self.tagged,
        }


_STANDARDS: Mapping[str, Standard] = dict(
    zip(
        STANDARDS,
        (
            Standard(3, "A", universal=1),
            Standard(3, "U", tagged=False),
            Standard(2, "A", universal=1, holds=False),
            Standard(4, "F"),
        ),
        strict=True,
    )
)


def standard(name: str) -> Standard | None:
    """Return the standard of that name, as a profile has it; None for that of a plain PDF, ""."""
    return _STANDARDS[name] if name else None


def closing(profile: Callable[..., Any]) -> Callable[..., Any]:
    """Return the engine's reader of a profile of colours, which closes the file that it read.

    `profile` is WeasyPrint's `ColorProfile`. The one of sRGB is the engine's own, of the
    International Color Consortium, who let anybody embed it.
    """

    def color_profile(file: Any, *rest: Any) -> Any:  # noqa: ANN401
        with file:
            return profile(file, *rest)

    return color_profile


def ready(document: Any, said: Callable[[str], Words], present: Container[str]) -> None:  # noqa: ANN401
    """Make an engine's document ready to be written.

    `said` are a language's words, `present` the ids of the pictures that are in the book.
    """
    document.told = Told(words=said, present=present)
    _link_once(document.pages)


def font(address: str) -> bytes:
    """Return the font of codes that is asked for by an address, nothing for another address."""
    return codes.asked(address) if address.startswith(codes.ADDRESS) else b""


def picture(data: bytes) -> bytes:
    """Return a picture as the standards let one be."""
    return opaque.picture(data)


def _link_once(pages: Iterable[Any]) -> None:
    """Leave one place to each part of a link: that of the link itself, of none that is inside it.

    The engine makes each box inside a link a link again, which ISO 14289-1 (7.18.5) takes for one
    that no text of its own belongs to. `pages` are the engine's, before they are written.
    """
    for page in pages:
        page.links = [link for link in page.links if link[-1].element_tag == "a"]


class Finisher:
    """Puts a PDF right just before it is written: the engine calls it with its own objects.

    `boxes` are the signs that the engine found in no font, `engine` is its name and version.
    Afterwards `notes` say, in a whole sentence, why the standard isn't claimed; there is none
    where it is.
    """

    def __init__(
        self, book: Book, dress: tuple[Theme, Profile], boxes: Iterable[str], engine: str
    ) -> None:
        self._theme, self._profile = dress
        self._boxes, self._engine = boxes, engine
        # A PDF that is for everyone has a title (ISO 14289-1, 7.1).
        title = book.title or words(self._theme, book.language)["untitled"]
        self._book = replace(book, title=title)
        self._standard = _STANDARDS[self._profile.pdf.standard]
        self._sealing = Sealing()
        self.notes: tuple[str, ...] = ()

    def __call__(self, _document: Any, pdf: Any) -> None:  # noqa: ANN401  the engine's objects
        """Put the PDF right, look whether it is, and say in it what it conforms to."""
        drawn(pdf)
        sfnt.bare(pdf)
        _in_srgb(pdf)
        if self._standard.holds:
            _attach(pdf, attached(self._book, self._theme))
        faults = tuple(_faults(pdf, self._boxes))
        if faults:
            self.notes = (f"The PDF isn't {self._standard.title}: {'; '.join(faults)}.",)
        self._describe(pdf, None if faults else self._standard)
        self._sealing.put(pdf, _made(self._book))

    def sealed(self, data: bytes) -> bytes:
        """Return the file as it was written with its seal filled in (`formatter.seal`)."""
        return self._sealing.closed(data)

    def _describe(self, pdf: Any, claim: Standard | None) -> None:  # noqa: ANN401
        """Write what the file is into it: its metadata (XMP, ISO 16684-1), and its dates."""
        made = _made(self._book)
        producer = f"{TOOL}, {self._engine}"
        if pdf.info:
            pdf.info["Producer"] = pydyf.String(producer)
            pdf.info["Title"] = pydyf.String(xmp.shelved(self._book, self._theme))
            if made:
                stamp = pydyf.String(stamped(made))
                pdf.info["CreationDate"] = pdf.info["ModDate"] = stamp
        said = (
            _claimed(claim) if claim else "",
            _ABOUT.format("pdf", _PDF, f"<pdf:Producer>{escape(producer)}</pdf:Producer>"),
            xmp.packet(
                self._book,
                self._theme,
                profile=self._profile.name,
                created=made.strftime(f"{made.year:04}-%m-%dT%H:%M:%SZ") if made else "",
                universal=claim.universal if claim else 0,
            ),
        )
        place = _REFERENCE.match(pdf.catalog["Metadata"])
        pdf.objects[int(place[1])].stream = [  # type: ignore[index]
            _PACKET.format("\n".join(filter(None, said))).encode()
        ]


def drawn(pdf: Any) -> None:  # noqa: ANN401
    """Put right what the pages of a PDF are drawn with, before it is written."""
    _still(pdf)
    opaque.unseen(pdf)


def _still(pdf: Any) -> None:  # noqa: ANN401
    """Take from each picture the wish that a screen smooths it (ISO 19005-2, 6.2.8)."""
    for each in pdf.objects:
        extra = getattr(each, "extra", None)
        if extra and extra.get("Interpolate") == "true":
            extra["Interpolate"] = "false"


def _in_srgb(pdf: Any) -> None:  # noqa: ANN401
    """Give the output intent our profile of sRGB, a sixth of the engine's."""
    for intent in pdf.catalog.get("OutputIntents", ()):
        place = _REFERENCE.match(intent["DestOutputProfile"])
        pdf.objects[int(place[1])].stream = [srgb.profile()]  # type: ignore[index]


def _attach(pdf: Any, files: Iterable[Attached]) -> None:  # noqa: ANN401
    """Put files into the PDF, each with what it is to the whole (ISO 19005-3, 6.8)."""
    held = []
    for file in files:
        about = {"CheckSum": f"<{md5(file.data, usedforsecurity=False).hexdigest()}>"}
        params = pydyf.Dictionary({"Size": len(file.data), **about})
        if file.dated:
            stamp = pydyf.String(stamped(file.dated))
            params |= {"CreationDate": stamp, "ModDate": stamp}
        kind = pydyf.name(file.media_type)
        extra = {"Type": "/EmbeddedFile", "Subtype": kind, "Params": params}
        stream = pydyf.Stream([file.data], extra, compress=True)
        pdf.add_object(stream)
        named = pydyf.String(file.name)
        entry = pydyf.Dictionary(
            {
                "Type": "/Filespec",
                "F": named,
                "UF": named,
                "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
                "Desc": pydyf.String(file.description),
                "AFRelationship": f"/{file.relationship}",
            }
        )
        pdf.add_object(entry)
        held.append((file.name, entry.reference))
    if not held:
        return
    # A tree of names is in their order; the list of what belongs to the whole is in ours.
    names = [part for name, place in sorted(held) for part in (pydyf.String(name), place)]
    tree = pydyf.Dictionary({"Names": pydyf.Array(names)})
    pdf.add_object(tree)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = tree.reference
    pdf.catalog["AF"] = pydyf.Array([place for _, place in held])


def _faults(pdf: Any, boxes: Iterable[str]) -> Iterator[str]:  # noqa: ANN401
    """Yield what a standard forbids and is there all the same."""
    if missing := sorted(boxes):
        yield f"no font has {' '.join(missing)}"
    spoken = pdf.catalog.get("Lang")
    if not getattr(spoken, "string", spoken):
        yield "it isn't known which language it is in"
    if any(_of_print(each) for each in pdf.objects):
        yield "it holds colours of print (CMYK), and those of a screen"


def _of_print(each: Any) -> bool:  # noqa: ANN401
    extra = getattr(each, "extra", None)
    if extra is None:
        return False
    return extra.get("ColorSpace") == _CMYK or any(
        isinstance(operator, bytes) and operator.startswith(_SET_CMYK) for operator in each.stream
    )


def _made(book: Book) -> datetime | None:
    """Return when what the file holds was made, in UTC, the same in every rebuild of it."""
    return of_epoch(os.environ) or moment(newest(book))


def _claimed(claim: Standard) -> str:
    said = f"<pdfaid:part>{claim.part}</pdfaid:part>"
    if claim.part == 4:
        said += "<pdfaid:rev>2020</pdfaid:rev>"
    said += f"<pdfaid:conformance>{claim.level}</pdfaid:conformance>"
    return _ABOUT.format("pdfaid", _PDFA, said)

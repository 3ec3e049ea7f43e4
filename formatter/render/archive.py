"""What the archive standards ask of a PDF: PDF/A (ISO 19005) and PDF/UA (ISO 14289), in one file.

The engine knows one standard a file, and writes pictures that none of them allows. The rest is put
right on the objects of the PDF just before they are written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any, NamedTuple

import pydyf

from formatter.article import Book
from formatter.profile import STANDARDS

_REFERENCE = re.compile(rb"(\d+) ")
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
{}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
_ABOUT = '<rdf:Description rdf:about="" xmlns:{}="{}">{}</rdf:Description>'
_PRODUCER = "article-formatter"
_PDFA = "http://www.aiim.org/pdfa/ns/id/"
_PDF = "http://ns.adobe.com/pdf/1.3/"
_XMP = "http://ns.adobe.com/xap/1.0/"
_EXTENSION = """<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that it conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


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


class Finisher:
    """Puts a PDF right just before it is written: the engine calls it with its own objects.

    `boxes` are the signs that the engine found in no font. Afterwards `notes` say, in whole
    sentences, why the standard isn't claimed; there are none where it is.
    """

    def __init__(self, book: Book, standard: Standard, boxes: Iterable[str]) -> None:
        self._book, self._standard, self._boxes = book, standard, boxes
        self.notes: tuple[str, ...] = ()

    def __call__(self, document: Any, pdf: Any) -> None:  # noqa: ANN401  the engine's objects
        """Put the PDF right, look whether it is, and say in it what it conforms to."""
        if self._standard.tagged:
            _structure(document, pdf, self._book)
        _still(pdf)
        if self._standard.holds:
            _attach(pdf, self._book)
        faults = tuple(_faults(pdf, self._boxes))
        if faults:
            self.notes = (f"The PDF isn't {self._standard.title}: {'; '.join(faults)}.",)
        _describe(pdf, self._book, None if faults else self._standard)


def _structure(document: Any, pdf: Any, book: Book) -> None:  # noqa: ANN401
    """Make the structure better than the engine's: here `formatter.render.tags` comes in."""


def _attach(pdf: Any, book: Book) -> None:  # noqa: ANN401
    """Put what the book was made from into the PDF: here `formatter.render.attached` comes in."""


def _still(pdf: Any) -> None:  # noqa: ANN401
    """Take from each picture the wish that a screen smooths it (ISO 19005-2, 6.2.8)."""
    for each in pdf.objects:
        extra = getattr(each, "extra", None)
        if extra and extra.get("Interpolate") == "true":
            extra["Interpolate"] = "false"


def _faults(_pdf: Any, boxes: Iterable[str]) -> Iterator[str]:  # noqa: ANN401
    """Yield what a standard forbids and is there all the same."""
    if missing := sorted(boxes):
        yield f"no font has {' '.join(missing)}"


def _describe(pdf: Any, book: Book, claim: Standard | None) -> None:  # noqa: ANN401
    """Write what the file is into it: its metadata (XMP, ISO 16684-1), and its dates."""
    packet = pdf.objects[int(_REFERENCE.match(pdf.catalog["Metadata"])[1])]  # type: ignore[index]
    made = _made(book)
    stamps = ""
    if made:
        stamps = "".join(
            f"<xmp:{name}>{made:%Y-%m-%dT%H:%M:%SZ}</xmp:{name}>"
            for name in ("CreateDate", "ModifyDate", "MetadataDate")
        )
        if pdf.info:
            stamp = pydyf.String(f"D:{made:%Y%m%d%H%M%S}Z")
            pdf.info["CreationDate"] = pdf.info["ModDate"] = stamp
    pieces = [
        _claimed(claim) if claim else "",
        _ABOUT.format("pdf", _PDF, f"<pdf:Producer>{_PRODUCER}</pdf:Producer>"),
        _ABOUT.format("xmp", _XMP, stamps),
        _packet(book, claim.universal if claim else 0),
    ]
    packet.stream = [_PACKET.format("\n".join(filter(None, pieces))).encode()]


def _made(book: Book) -> datetime | None:
    """Return when the file's content was made, which is no later than any rebuild of it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC)
    captured = [
        article.source.captured.time
        for article in book.articles
        if article.source.captured.basis in {"observed", "WARC-Date"}
    ]
    for told in (max(captured, default=""), book.date):
        try:
            found = datetime.fromisoformat(told)
        except ValueError:
            continue
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _packet(book: Book, universal: int) -> str:
    """Return what else the metadata holds: here `formatter.render.xmp` comes in.

    `universal` is the part of PDF/UA that is claimed (its namespace needs the schema of an
    extension, ISO 19005-2, 6.6.2.3), 0 for none.
    """
    title = f'<rdf:li xml:lang="x-default">{escape(book.title)}</rdf:li>'
    title = f"<dc:title><rdf:Alt>{title}</rdf:Alt></dc:title>"
    said = _ABOUT.format("dc", "http://purl.org/dc/elements/1.1/", title)
    if universal:
        said += _ABOUT.format(
            "pdfuaid",
            "http://www.aiim.org/pdfua/ns/id/",
            f"<pdfuaid:part>{universal}</pdfuaid:part>",
        )
        said += _EXTENSION
    return said


def _claimed(claim: Standard) -> str:
    said = f"<pdfaid:part>{claim.part}</pdfaid:part>"
    if claim.part == 4:
        said += "<pdfaid:rev>2020</pdfaid:rev>"
    said += f"<pdfaid:conformance>{claim.level}</pdfaid:conformance>"
    return _ABOUT.format("pdfaid", _PDFA, said)

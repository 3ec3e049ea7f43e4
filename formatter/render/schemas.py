"""The properties that a PDF's metadata has and XMP doesn't know, declared in the file itself.

PDF/A wants the type of each such property and what it means (ISO 19005-3, 6.6.2.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from formatter.render.body import text

# Names of ours, in a namespace that nobody has to own (RFC 9562).
ORIGIN = "urn:uuid:2fd1f23d-b002-48ec-ad1c-a3eab8faab38#"
SPACES: Mapping[str, str] = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "origin": ORIGIN,
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}


class Field(NamedTuple):
    """A property as it is declared: its name, type and what it means."""

    name: str
    kind: str
    meaning: str


# One `origin:Source` a page that was read, all articles of the book in their order.
SOURCE = (
    Field("article", "Integer", "Place of its article in the file, from 1"),
    Field("title", "Text", "Title of the article"),
    Field("canonical", "URI", "Address that the page calls its own"),
    Field("asked", "URI", "Address that was asked for"),
    Field("final", "URI", "Address that the page came from in the end"),
    Field("captured", "Date", "When the page was captured"),
    Field("basis", "Text", "How that is known: observed, WARC-Date, file time, unknown"),
    Field("sha256", "Text", "SHA-256 of the bytes read"),
    Field("name", "Text", "Name of the file that was read"),
    Field("edits", "Text", "SHA-256 of the editor's list that was followed"),
    Field("rule", "Text", "Rule for its newspaper and the rule's version"),
    Field("rights", "Text", "Rights as the page tells them"),
    Field("license", "URI", "Licence that the page names"),
    Field("identifiers", "Text", "Lasting identifiers, a blank between them"),
)
_SCHEMAS: Mapping[str, tuple[str, tuple[Field, ...]]] = {
    "pdfuaid": (
        "PDF/UA identification schema",
        (Field("part", "Integer", "Part of ISO 14289 that the file conforms to"),),
    ),
    "dcterms": (
        "Dublin Core terms",
        (
            Field("bibliographicCitation", "Text", "How the article is cited"),
            Field("license", "URI", "Licence of the article"),
            Field("modified", "Text", "When the article was last changed by its publisher"),
        ),
    ),
    "prism": (
        "PRISM basic metadata",
        (
            Field("publicationName", "Text", "The newspaper"),
            Field("section", "Text", "The section of the newspaper"),
            Field("url", "URI", "Address of the article"),
        ),
    ),
    "origin": (
        "Where the articles of this file come from",
        (
            Field("tool", "Text", "What made the file, and its version"),
            Field("theme", "Text", "Theme it is laid out in, and the theme's version"),
            Field("profile", "Text", "Profile it is made by"),
            Field("sources", "Seq Source", "Each page that was read, in order"),
        ),
    ),
}
_INTERNAL = {"tool", "theme", "profile", "part"}


def extension(used: Iterable[str]) -> str:
    """Return the declarations of the namespaces used that XMP doesn't define."""
    schemas = "".join(_schema(space) for space in used if space in _SCHEMAS)
    inner = f"<pdfaExtension:schemas><rdf:Bag>\n{schemas}</rdf:Bag></pdfaExtension:schemas>\n"
    spaces = " ".join(
        f'xmlns:pdfa{name}="http://www.aiim.org/pdfa/ns/{name.lower()}{end}"'
        for name, end in (
            ("Extension", "/"), ("Schema", "#"), ("Property", "#"), ("Type", "#"), ("Field", "#"),
        )
    )  # fmt: skip
    return f'<rdf:Description rdf:about="" {spaces}>\n{inner}</rdf:Description>'


def _schema(space: str) -> str:
    title, fields = _SCHEMAS[space]
    properties = "".join(
        _resource(
            one("pdfaProperty:name", field.name),
            one("pdfaProperty:valueType", field.kind),
            one("pdfaProperty:category", "internal" if field.name in _INTERNAL else "external"),
            one("pdfaProperty:description", field.meaning),
        )
        for field in fields
    )
    return _resource(
        one("pdfaSchema:schema", title),
        one("pdfaSchema:namespaceURI", SPACES[space]),
        one("pdfaSchema:prefix", space),
        f"<pdfaSchema:property><rdf:Seq>\n{properties}</rdf:Seq></pdfaSchema:property>\n",
        _source_type() if space == "origin" else "",
    )


def _source_type() -> str:
    fields = "".join(
        _resource(
            one("pdfaField:name", field.name),
            one("pdfaField:valueType", field.kind),
            one("pdfaField:description", field.meaning),
        )
        for field in SOURCE
    )
    kind = _resource(
        one("pdfaType:type", "Source"),
        one("pdfaType:namespaceURI", ORIGIN),
        one("pdfaType:prefix", "origin"),
        one("pdfaType:description", "A page that was read"),
        f"<pdfaType:field><rdf:Seq>\n{fields}</rdf:Seq></pdfaType:field>\n",
    )
    return f"<pdfaSchema:valueType><rdf:Seq>\n{kind}</rdf:Seq></pdfaSchema:valueType>\n"


def _resource(*parts: str) -> str:
    return f'<rdf:li rdf:parseType="Resource">{"".join(parts)}</rdf:li>\n'


def one(name: str, value: str) -> str:
    """Return a property with a plain value; empty where it has none."""
    return f"<{name}>{text(value)}</{name}>\n" if value else ""

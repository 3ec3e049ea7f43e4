"""What a PDF says of itself to machines: its metadata in XMP (ISO 16684-1).

Dublin Core, the rights, and where each article comes from. PDF/A wants every property that XMP
doesn't define to be declared in the file (ISO 19005-3, 6.6.2.3): `_SCHEMAS` are those declarations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from formatter.article import Book
from formatter.provenance import TOOL, Origin, lasting, origins, publisher, rights, summary
from formatter.render.body import text
from formatter.render.cite import citation
from formatter.render.words import words
from formatter.theme import Theme

# Names of ours, in a namespace that nobody has to own (RFC 9562).
ORIGIN = "urn:uuid:2fd1f23d-b002-48ec-ad1c-a3eab8faab38#"
_SPACES: Mapping[str, str] = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "origin": ORIGIN,
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}


class _Field(NamedTuple):
    """A property as it is declared: its name, type and what it means."""

    name: str
    kind: str
    meaning: str


# One `origin:Source` a page that was read, all articles of the book in their order.
SOURCE = (
    _Field("article", "Integer", "Place of its article in the file, from 1"),
    _Field("title", "Text", "Title of the article"),
    _Field("canonical", "URI", "Address that the page calls its own"),
    _Field("asked", "URI", "Address that was asked for"),
    _Field("final", "URI", "Address that the page came from in the end"),
    _Field("captured", "Date", "When the page was captured"),
    _Field("basis", "Text", "How that is known: observed, WARC-Date, file time, unknown"),
    _Field("sha256", "Text", "SHA-256 of the bytes read"),
    _Field("name", "Text", "Name of the file that was read"),
    _Field("edits", "Text", "SHA-256 of the editor's list that was followed"),
    _Field("rule", "Text", "Rule for its newspaper and the rule's version"),
    _Field("rights", "Text", "Rights as the page tells them"),
    _Field("license", "URI", "Licence that the page names"),
    _Field("identifiers", "Text", "Lasting identifiers, a blank between them"),
)
_SCHEMAS: Mapping[str, tuple[str, tuple[_Field, ...]]] = {
    "pdfuaid": (
        "PDF/UA identification schema",
        (_Field("part", "Integer", "Part of ISO 14289 that the file conforms to"),),
    ),
    "dcterms": (
        "Dublin Core terms",
        (
            _Field("bibliographicCitation", "Text", "How the article is cited"),
            _Field("license", "URI", "Licence of the article"),
            _Field("modified", "Text", "When the article was last changed by its publisher"),
        ),
    ),
    "prism": (
        "PRISM basic metadata",
        (
            _Field("publicationName", "Text", "The newspaper"),
            _Field("section", "Text", "The section of the newspaper"),
            _Field("url", "URI", "Address of the article"),
        ),
    ),
    "origin": (
        "Where the articles of this file come from",
        (
            _Field("tool", "Text", "What made the file, and its version"),
            _Field("theme", "Text", "Theme it is laid out in, and the theme's version"),
            _Field("profile", "Text", "Profile it is made by"),
            _Field("sources", "Seq Source", "Each page that was read, in order"),
        ),
    ),
}
# A date as XMP has it (ISO 16684-1, 8.2.1.2): a program may hand in any words.
_DATE = re.compile(
    r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?"
)
_INTERNAL = {"tool", "theme", "profile", "part"}


def packet(
    book: Book, theme: Theme, *, profile: str = "", created: str = "", universal: int = 0
) -> str:
    """Return the elements of an RDF description of a book's PDF, one for each namespace.

    All but `pdfaid` and `pdf:Producer`. `created` is the date of the file (ISO 8601), which no
    clock gives. `universal` is the part of PDF/UA that it claims, 0 for none.
    """
    said = {
        "dc": _dublin_core(book, theme),
        "dcterms": _terms(book, theme),
        "prism": _prism(book),
        "xmp": _dates(created),
        "xmpRights": _rights(book),
        "pdf": _one("pdf:Keywords", ", ".join(_subjects(book))),
        "pdfuaid": _one("pdfuaid:part", str(universal) if universal else ""),
        "origin": _sources(book, theme, profile),
    }
    used = {space: markup for space, lines in said.items() if (markup := "".join(lines))}
    described = (_description(space, markup) for space, markup in used.items())
    return "\n".join((*described, _extension(used)))


def _dublin_core(book: Book, theme: Theme) -> Iterator[str]:
    """Yield the elements of Dublin Core, those that there is anything to say in."""
    articles, issue = book.articles, book.issue
    yield _alternative("dc:title", {book.language: _shelved(book, theme)})
    editors = issue.editors if issue else ()
    yield _list("dc:creator", "Seq", editors or book.creators)
    yield _list("dc:contributor", "Bag", book.creators if editors else ())
    yield _list("dc:subject", "Bag", _subjects(book))
    yield _alternative("dc:description", _described(book, theme))
    house = issue.publisher if issue else ""
    houses = (house,) if house else (publisher(article) for article in articles)
    yield _list("dc:publisher", "Bag", houses)
    yield _list("dc:date", "Seq", filter(_DATE.fullmatch, (book.date,)))
    yield _list("dc:type", "Bag", ("Text",))
    yield _one("dc:format", "application/pdf")
    own = articles[0].about.identifiers if len(articles) == 1 else ()
    yield _one("dc:identifier", own[0] if own else book.identifier)
    yield _one("dc:source", " ".join(dict.fromkeys(a.url for a in articles if a.url)))
    yield _list("dc:language", "Bag", (book.language, *(a.language for a in articles)))
    lasting_ones = (lasting(one) for a in articles for one in a.about.identifiers)
    numbers = (f"urn:isbn:{issue.isbn}", f"urn:issn:{issue.issn}") if issue else ()
    known = (number for number in numbers if not number.endswith(":"))
    yield _list("dc:relation", "Bag", (book.series, *known, *lasting_ones))
    own_rights = issue.licence if issue else ""
    yield _alternative("dc:rights", {book.language: own_rights or rights(book)})


def _shelved(book: Book, theme: Theme) -> str:
    """Return what a shelf calls the book: an issue by its number too."""
    if book.issue is None:
        return book.title
    from formatter.render import periodical

    return periodical.title(book.issue, words(theme, book.language))


def _described(book: Book, theme: Theme) -> Mapping[str, str]:
    """Return what the file holds, by the language it is told in: a summary, or a list of titles."""
    if len(book.articles) == 1:
        (article,) = book.articles
        return {article.language: summary(article)}
    said = words(theme, book.language)
    count = said.count("articles", len(book.articles))
    return {book.language: f"{count}: {'; '.join(a.title for a in book.articles)}"}


def _subjects(book: Book) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for a in book.articles for word in a.about.keywords))


def _terms(book: Book, theme: Theme) -> Iterator[str]:
    if len(book.articles) == 1:
        (article,) = book.articles
        yield _one("dcterms:bibliographicCitation", citation(article, words(theme, book.language)))
        yield _one("dcterms:license", article.about.license)
        yield _one("dcterms:modified", article.modified)


def _prism(book: Book) -> Iterator[str]:
    if len(book.articles) == 1:
        (article,) = book.articles
        yield _one("prism:publicationName", article.site)
        yield _one("prism:section", article.section)
        yield _one("prism:url", article.url)


def _dates(created: str) -> Iterator[str]:
    yield _one("xmp:CreatorTool", TOOL)
    for name in ("CreateDate", "ModifyDate", "MetadataDate"):
        yield _one(f"xmp:{name}", created)


def _rights(book: Book) -> Iterator[str]:
    licences = tuple(dict.fromkeys(a.about.license for a in book.articles if a.about.license))
    if len(licences) == 1:
        yield _one("xmpRights:WebStatement", licences[0])
    if told := rights(book):
        yield _one("xmpRights:Marked", "True")
        yield _alternative("xmpRights:UsageTerms", {book.language: told})


def _sources(book: Book, theme: Theme, profile: str) -> Iterator[str]:
    yield _one("origin:tool", TOOL)
    yield _one("origin:theme", theme.edition)
    yield _one("origin:profile", profile)
    items = "".join(
        f'<rdf:li rdf:parseType="Resource">{"".join(fields)}</rdf:li>\n'
        for origin in origins(book)
        for fields in _pages(origin)
    )
    yield f"<origin:sources><rdf:Seq>\n{items}</rdf:Seq></origin:sources>\n" if items else ""


def _pages(origin: Origin) -> Iterator[Iterator[str]]:
    shared = {
        "article": str(origin.number),
        "title": origin.title,
        "canonical": origin.canonical,
        "edits": origin.edits,
        "rule": origin.rule,
        "rights": origin.rights,
        "license": origin.license,
        "identifiers": " ".join(origin.identifiers),
    }
    for page in origin.readings:
        own = {
            "asked": page.asked,
            "final": page.final,
            "captured": page.captured.time if _DATE.fullmatch(page.captured.time) else "",
            "basis": page.captured.basis,
            "sha256": page.sha256,
            "name": page.name,
        }
        told = shared | own
        yield (_one(f"origin:{field.name}", told[field.name]) for field in SOURCE)


def _description(space: str, markup: str) -> str:
    return (
        f'<rdf:Description rdf:about="" xmlns:{space}="{_SPACES[space]}">\n'
        f"{markup}</rdf:Description>"
    )


def _extension(used: Iterable[str]) -> str:
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
            _one("pdfaProperty:name", field.name),
            _one("pdfaProperty:valueType", field.kind),
            _one("pdfaProperty:category", "internal" if field.name in _INTERNAL else "external"),
            _one("pdfaProperty:description", field.meaning),
        )
        for field in fields
    )
    return _resource(
        _one("pdfaSchema:schema", title),
        _one("pdfaSchema:namespaceURI", _SPACES[space]),
        _one("pdfaSchema:prefix", space),
        f"<pdfaSchema:property><rdf:Seq>\n{properties}</rdf:Seq></pdfaSchema:property>\n",
        _source_type() if space == "origin" else "",
    )


def _source_type() -> str:
    fields = "".join(
        _resource(
            _one("pdfaField:name", field.name),
            _one("pdfaField:valueType", field.kind),
            _one("pdfaField:description", field.meaning),
        )
        for field in SOURCE
    )
    kind = _resource(
        _one("pdfaType:type", "Source"),
        _one("pdfaType:namespaceURI", ORIGIN),
        _one("pdfaType:prefix", "origin"),
        _one("pdfaType:description", "A page that was read"),
        f"<pdfaType:field><rdf:Seq>\n{fields}</rdf:Seq></pdfaType:field>\n",
    )
    return f"<pdfaSchema:valueType><rdf:Seq>\n{kind}</rdf:Seq></pdfaSchema:valueType>\n"


def _resource(*parts: str) -> str:
    return f'<rdf:li rdf:parseType="Resource">{"".join(parts)}</rdf:li>\n'


def _one(name: str, value: str) -> str:
    return f"<{name}>{text(value)}</{name}>\n" if value else ""


def _list(name: str, kind: str, values: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{text(value)}</rdf:li>" for value in dict.fromkeys(values) if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>\n" if items else ""


def _alternative(name: str, values: Mapping[str, str]) -> str:
    """Return a text in each of its languages (BCP 47), the first of them the default."""
    told = [(tag, value) for tag, value in values.items() if value]
    if not told:
        return ""
    items = "".join(
        f'<rdf:li xml:lang="{text(tag)}">{text(value)}</rdf:li>'
        for tag, value in (("x-default", told[0][1]), *told)
    )
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>\n"

"""What a PDF says of itself to machines: its metadata in XMP (ISO 16684-1).

Dublin Core, the rights, and where each article comes from. What XMP doesn't define is declared in
the file as well (`formatter.render.schemas`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from formatter.article import Book
from formatter.provenance import TOOL, Origin, lasting, origins, publisher, rights, summary
from formatter.render.body import text
from formatter.render.cite import citation
from formatter.render.schemas import SOURCE, SPACES, extension, one
from formatter.render.words import words
from formatter.theme import Theme

# ISO 16684-1, 8.2.1.2.
_DATE = re.compile(
    r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?"
)


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
        "pdf": one("pdf:Keywords", ", ".join(_subjects(book))),
        "pdfuaid": one("pdfuaid:part", str(universal) if universal else ""),
        "origin": _sources(book, theme, profile),
    }
    used = {space: markup for space, lines in said.items() if (markup := "".join(lines))}
    described = (_description(space, markup) for space, markup in used.items())
    return "\n".join((*described, extension(used)))


def _dublin_core(book: Book, theme: Theme) -> Iterator[str]:
    """Yield the elements of Dublin Core, those that there is anything to say in."""
    articles, issue = book.articles, book.issue
    yield _alternative("dc:title", {book.language: shelved(book, theme)})
    editors = issue.editors if issue else ()
    yield _list("dc:creator", "Seq", editors or book.creators)
    yield _list("dc:contributor", "Bag", book.creators if editors else ())
    yield _list("dc:subject", "Bag", _subjects(book))
    yield _alternative("dc:description", _described(book, theme))
    house = issue.publisher if issue else ""
    houses = (house,) if house else (publisher(article) for article in articles)
    yield _list("dc:publisher", "Bag", houses)
    yield _list("dc:date", "Seq", filter(_is_date, (book.date,)))
    yield _list("dc:type", "Bag", ("Text",))
    yield one("dc:format", "application/pdf")
    own = articles[0].about.identifiers if len(articles) == 1 else ()
    yield one("dc:identifier", own[0] if own else book.identifier)
    yield one("dc:source", " ".join(dict.fromkeys(a.url for a in articles if a.url)))
    yield _list("dc:language", "Bag", (book.language, *(a.language for a in articles)))
    lasting_ones = (lasting(one) for a in articles for one in a.about.identifiers)
    numbers = (f"urn:isbn:{issue.isbn}", f"urn:issn:{issue.issn}") if issue else ()
    known = (number for number in numbers if not number.endswith(":"))
    yield _list("dc:relation", "Bag", (book.series, *known, *lasting_ones))
    own_rights = issue.licence if issue else ""
    yield _alternative("dc:rights", {book.language: own_rights or rights(book)})


def shelved(book: Book, theme: Theme) -> str:
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
        yield one("dcterms:bibliographicCitation", citation(article, words(theme, book.language)))
        yield one("dcterms:license", article.about.license)
        yield one("dcterms:modified", article.modified)


def _prism(book: Book) -> Iterator[str]:
    if len(book.articles) == 1:
        (article,) = book.articles
        yield one("prism:publicationName", article.site)
        yield one("prism:section", article.section)
        yield one("prism:url", article.url)


def _dates(created: str) -> Iterator[str]:
    yield one("xmp:CreatorTool", TOOL)
    for name in ("CreateDate", "ModifyDate", "MetadataDate"):
        yield one(f"xmp:{name}", created)


def _rights(book: Book) -> Iterator[str]:
    licences = tuple(dict.fromkeys(a.about.license for a in book.articles if a.about.license))
    if len(licences) == 1:
        yield one("xmpRights:WebStatement", licences[0])
    if told := rights(book):
        yield one("xmpRights:Marked", "True")
        yield _alternative("xmpRights:UsageTerms", {book.language: told})


def _sources(book: Book, theme: Theme, profile: str) -> Iterator[str]:
    yield one("origin:tool", TOOL)
    yield one("origin:theme", theme.edition)
    yield one("origin:profile", profile)
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
            "captured": page.captured.time if _is_date(page.captured.time) else "",
            "basis": page.captured.basis,
            "sha256": page.sha256,
            "name": page.name,
        }
        told = shared | own
        yield (one(f"origin:{field.name}", told[field.name]) for field in SOURCE)


def _is_date(written: str) -> bool:
    """Say whether this is a date of the calendar as XMP has it: a program may hand in any words."""
    if not _DATE.fullmatch(written):
        return False
    try:
        date.fromisoformat((written + "-01-01")[: len("0000-00-00")])
    except ValueError:
        return False
    return True


def _description(space: str, markup: str) -> str:
    return (
        f'<rdf:Description rdf:about="" xmlns:{space}="{SPACES[space]}">\n'
        f"{markup}</rdf:Description>"
    )


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

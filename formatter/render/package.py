"""What an EPUB says of itself: its metadata in order, and the NCX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from formatter.article import Book
from formatter.book import identifier as identifier_of
from formatter.imprint import NO_COVER
from formatter.issue import Issue
from formatter.render import accessibility
from formatter.render.accessibility import Pictures
from formatter.render.body import legal, text, words
from formatter.render.documents import Entry
from formatter.render.words import Words

# The first moment a zip file can bear, for a book whose articles bear no time at all.
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
_LEAD = re.compile(r'<p class="lead"[^>]*>(.*?)</p>', re.DOTALL)


class Meta(NamedTuple):
    """One line of the package's metadata: a Dublin Core element, or a `meta` with attributes."""

    element: str
    value: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


def named(book: Book, untitled: str) -> Book:
    """Return the book with a title and an identifier, which a package can't do without.

    The identifier is the one that `formatter.book` gives a book of these articles.
    """
    title = legal(" ".join(book.title.split())) or untitled
    identifier = book.identifier or identifier_of(book.articles)
    return replace(book, title=title, identifier=identifier)


def modified(book: Book) -> datetime:
    """Return the newest moment the book's articles bear, in UTC, without fractions.

    It takes the place of a clock, so that the same articles give the same bytes.
    """
    written = [
        moment
        for article in book.articles
        for moment in (article.modified, article.published, article.source.captured.time)
    ]
    return max(filter(None, map(_moment, [book.date, *written])), default=_EPOCH)


def metadata(book: Book, pictures: Pictures, said: Words) -> Iterator[Meta]:
    """Yield the package's metadata in order (EPUB 3.3, section 5.5), `dcterms:modified` apart."""
    yield Meta(element="identifier", value=book.identifier, attributes=(("id", "id"),))
    yield Meta(element="title", value=_title(book, said))
    yield Meta(element="language", value=book.language)
    makers = tuple(_makers(book))
    for maker in makers:
        yield Meta(element=maker.element, value=maker.name, attributes=(("id", maker.id),))
    articles = book.articles
    own = book.issue.publisher if book.issue else ""
    for house in _each([own] if own else [article.site for article in articles]):
        yield Meta(element="publisher", value=house)
    yield from _of_issue(book.issue)
    if book.date:
        yield Meta(element="date", value=book.date)
    for address in _each(article.url for article in articles):
        yield Meta(element="source", value=address)
    # A kicker of an issue is no subject: its sections are.
    subjects = book.sections if book.issue else ()
    for subject in _each([part.title for part in subjects] or [a.section for a in articles]):
        yield Meta(element="subject", value=subject)
    if about := _description(book):
        yield Meta(element="description", value=about)
    for maker in makers:
        yield _property("role", maker.role, refines=f"#{maker.id}", scheme="marc:relators")
    yield from _series(book)
    pages = book.pagination.source if book.pagination and book.pagination.breaks else ""
    for claim in accessibility.properties(pictures, book.imprint, said, pages=pages):
        yield _property(claim.name, claim.value, **dict(claim.attributes))
    if book.imprint.cover != NO_COVER:
        # What readers older than EPUB 3 find a cover by.
        yield Meta(element="meta", attributes=(("name", "cover"), ("content", "cover-image")))


def _title(book: Book, said: Words) -> str:
    """Return what a shelf calls a book: an issue by its number too."""
    if book.issue is None:
        return book.title
    from formatter.render import periodical

    return periodical.title(book.issue, said)


def _of_issue(issue: Issue | None) -> Iterator[Meta]:
    """Yield what an issue says of itself, nothing for any other book."""
    if issue and issue.isbn:
        isbn = issue.isbn.replace("-", "").replace(" ", "")
        yield Meta(element="identifier", value=f"urn:isbn:{isbn}")
    if issue and issue.licence:
        yield Meta(element="rights", value=issue.licence)


class _Maker(NamedTuple):
    """Who made a book: in which element of the metadata, its id there, and the role (MARC)."""

    element: str
    name: str
    id: str
    role: str


def _makers(book: Book) -> Iterator[_Maker]:
    """Yield who made a book: its authors; of an issue its editors, the authors after them."""
    editors = book.issue.editors if book.issue else ()
    element = "contributor" if editors else "creator"
    for number, name in enumerate(editors, start=1):
        yield _Maker("creator", name, f"editor-{number}", "edt")
    for number, name in enumerate(book.creators, start=1):
        yield _Maker(element, name, f"creator-{number}", "aut")


def ncx(identifier: str, title: str, language: str, entries: Sequence[Entry]) -> str:
    """Return the contents as Kindle and readers older than EPUB 3 want them (OPF 2.0.1, 2.4.1)."""
    numbers = iter(range(1, 1_000_000))

    def points(level: Sequence[Entry]) -> str:
        return "".join(
            f'<navPoint id="point-{(n := next(numbers))}" playOrder="{n}">'
            f"<navLabel><text>{text(entry.title)}</text></navLabel>"
            f'<content src="{entry.href}"/>{points(entry.entries)}</navPoint>\n'
            for entry in level
        )

    depth = 2 if any(entry.entries for entry in entries) else 1
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" '
        f'xml:lang="{text(language)}">\n<head>\n'
        f'<meta name="dtb:uid" content="{text(identifier)}"/>\n'
        f'<meta name="dtb:depth" content="{depth}"/>\n'
        '<meta name="dtb:totalPageCount" content="0"/>\n'
        '<meta name="dtb:maxPageNumber" content="0"/>\n'
        f"</head>\n<docTitle><text>{text(title)}</text></docTitle>\n"
        f"<navMap>\n{points(entries)}</navMap>\n</ncx>\n"
    )


def _series(book: Book) -> Iterator[Meta]:
    """Say which volume or issue of what a book is, as EPUB 3 does (5.5.7), and as calibre reads."""
    if not book.series:
        return
    yield _property("belongs-to-collection", book.series, id="series")
    yield _property("collection-type", "series", refines="#series")
    if book.number:
        yield _property("group-position", str(book.number), refines="#series")
    if book.issue and book.issue.issn:
        urn = f"urn:issn:{book.issue.issn}"
        yield _property("dcterms:identifier", urn, refines="#series")
    for name, value in (("series", book.series), ("series_index", str(book.number or 1))):
        content = (("name", f"calibre:{name}"), ("content", value))
        yield Meta(element="meta", attributes=content)


def _property(name: str, value: str, **attributes: str) -> Meta:
    return Meta(element="meta", value=value, attributes=(("property", name), *attributes.items()))


def _description(book: Book) -> str:
    """Return the lead of a book of one article, the titles of a book of several."""
    if len(book.articles) > 1:
        return " · ".join(article.title for article in book.articles if article.title)
    leads = (found for a in book.articles if (found := _LEAD.match(a.body.lstrip())))
    return "".join(words(lead[1]) for lead in leads)


def _each(values: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(value for value in values if value)


def _moment(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
        # A time without a zone is taken as UTC: the machine's own would make other bytes elsewhere.
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None

"""Where a book's articles come from: what is known of the origin of each, as values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape

from formatter.article import Article, Book
from formatter.original import Capture
from formatter.release import __version__
from formatter.value import dataclass

NAME = "article-formatter"
TOOL = f"{NAME} {__version__}"
_LEAD = re.compile(r'<p class="lead">(.*?)</p>', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A page as it was read: the address asked for, the one it came from, when, and its hash.

    `sha256` is of the bytes read, `name` that of their file. What isn't known is empty.
    """

    asked: str = ""
    final: str = ""
    captured: Capture
    sha256: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where one article comes from.

    `number` is its place in the book, from 1. `canonical` is the address that the page calls its
    own, or the one it came from. `readings` are the pages it was made from, in order; `edits` is
    the SHA-256 of an editor's list that was followed. `rule` is the family of newspapers that the
    page was read by, and its version. `rights` are in words, `license` is an address,
    `identifiers` are lasting ones (`doi:…`, `ark:/…`, `hdl:…`).
    """

    number: int
    title: str
    canonical: str = ""
    readings: tuple[Reading, ...] = ()
    edits: str = ""
    rule: str = ""
    rights: str = ""
    license: str = ""
    identifiers: tuple[str, ...] = ()

    @property
    def captured(self) -> Capture:
        """When its first page was captured."""
        return self.readings[0].captured if self.readings else Capture()

    @property
    def address(self) -> str:
        """The address to look for it at: a lasting one if there is any."""
        return next((lasting(one) for one in self.identifiers), self.canonical)


def origins(book: Book) -> tuple[Origin, ...]:
    """Return where each article of a book comes from, in their order."""
    return tuple(origin(article, i) for i, article in enumerate(book.articles, start=1))


def origin(article: Article, number: int = 1) -> Origin:
    """Return where an article comes from; `number` is its place in its book."""
    about = article.about
    return Origin(
        number=number,
        title=article.title,
        canonical=article.url,
        readings=tuple(_readings(article)),
        edits=article.source.edits,
        rule=article.rule,
        rights=about.rights,
        license=about.license,
        identifiers=about.identifiers,
    )


def _readings(article: Article) -> Iterator[Reading]:
    source = article.source
    for page in source.originals:
        yield Reading(
            asked=page.asked,
            final=page.url,
            captured=page.captured,
            sha256=page.sha256,
            name=page.name,
        )
    if not source.originals and (source.sha256 or source.captured.time):
        yield Reading(captured=source.captured, sha256=source.sha256)


def lasting(identifier: str) -> str:
    """Return the address at which a lasting identifier is resolved: `https://doi.org/10.…`."""
    scheme, _, name = identifier.partition(":")
    if scheme == "doi":
        return f"https://doi.org/{name}"
    if scheme == "hdl":
        return f"https://hdl.handle.net/{name}"
    return f"https://n2t.net/{identifier}"


def newest(book: Book) -> str:
    """Return the time of the newest capture (ISO 8601, UTC), or the book's date; empty for none.

    It is the date of a file that is to have the same bytes whenever it is made.
    """
    captures = (
        reading.captured.time for article in book.articles for reading in _readings(article)
    )
    return max(captures, default="") or book.date


def moment(written: str) -> datetime | None:
    """Return a moment in UTC, one without a zone taken as it; None where none is written.

    Pages that know no date say the first day of the calendar, which in UTC may be before it.
    """
    try:
        found = datetime.fromisoformat(written)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def of_epoch(environ: Mapping[str, str]) -> datetime | None:
    """Return the date that `SOURCE_DATE_EPOCH` gives all that is made; None where it gives none."""
    told = environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(told), UTC) if told.isdecimal() else None
    except (ValueError, OverflowError, OSError):
        return None


def publisher(article: Article) -> str:
    """Return who brought an article out, as far as its page tells: the house, or the paper."""
    return article.about.publisher or article.site


def summary(article: Article) -> str:
    """Return what an article is about in its page's words: its description, or its lead."""
    if article.about.description:
        return article.about.description
    found = _LEAD.match(article.body)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", found[1])).split()) if found else ""


def rights(book: Book) -> str:
    """Return the rights in a book's articles, each wording once; empty where none are told."""
    told = (a.about.rights or a.about.license for a in book.articles)
    return "; ".join(dict.fromkeys(filter(None, told)))

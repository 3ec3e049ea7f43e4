"""What a catalogue is told of an article, whatever the form of the card."""

from __future__ import annotations

import re
from typing import NamedTuple

from formatter.article import Article
from formatter.provenance import lasting, origin, publisher, summary
from formatter.text.names import Name, parts

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")
_KNOWN = {"observed", "WARC-Date"}


class Facts(NamedTuple):
    """The facts of one article. `issued` and `seen` are year, month and day, as far as known."""

    title: str
    writers: tuple[Name, ...]
    names: tuple[str, ...]
    issued: tuple[int, ...]
    seen: tuple[int, ...]
    paper: str
    section: str
    publisher: str
    address: str
    doi: str
    identifiers: tuple[str, ...]
    language: str
    summary: str
    subjects: tuple[str, ...]
    rights: str
    license: str


def facts(article: Article) -> Facts:
    """Return what a catalogue is told of an article; empty where nothing is known.

    `seen` is the day when the page was fetched (in UTC): the time of a file tells nothing of that.
    """
    about, come = article.about, origin(article)
    captured = come.captured
    dois = (one.removeprefix("doi:") for one in about.identifiers if one.startswith("doi:"))
    return Facts(
        title=article.title,
        writers=tuple(parts(name, article.language) for name in article.authors),
        names=article.authors,
        issued=day(article.published),
        seen=day(captured.time) if captured.basis in _KNOWN else (),
        paper=article.site,
        section=article.section,
        publisher=publisher(article),
        address=come.canonical or next(map(lasting, about.identifiers), ""),
        doi=next(dois, ""),
        identifiers=about.identifiers,
        language=article.language,
        summary=summary(article),
        subjects=about.keywords,
        rights=about.rights,
        license=about.license,
    )


def day(written: str) -> tuple[int, ...]:
    """Return year, month and day of a date (ISO 8601), as far as it tells them."""
    found = _DATE.match(written)
    return tuple(int(part) for part in found.groups() if part) if found else ()

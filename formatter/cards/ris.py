"""Cards in RIS, the tagged form that reference managers exchange (specification of 2011)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formatter.article import Book
from formatter.cards.facts import Facts, facts

_NEWLINE = "\r\n"


def ris(book: Book) -> str:
    """Return the articles of a book in RIS, in their order."""
    return "".join(f"{_NEWLINE.join(_card(facts(article)))}{_NEWLINE}" for article in book.articles)


def _card(known: Facts) -> Iterator[str]:
    yield _line("TY", "NEWS" if known.paper else "ELEC")
    for tag, value in _fields(known):
        if value:
            yield _line(tag, value)
    yield _line("ER", "")


def _fields(known: Facts) -> Iterator[tuple[str, str]]:
    yield "TI", known.title
    for writer in known.writers:
        yield "AU", writer.inverted
    yield "PY", f"{known.issued[0]:04}" if known.issued else ""
    yield "DA", _date(known.issued)
    yield "T2", known.paper
    yield "SE", known.section
    yield "PB", known.publisher
    yield "UR", known.address
    yield "DO", known.doi
    yield "Y2", _date(known.seen)
    yield "LA", known.language
    yield "AB", known.summary
    for subject in known.subjects:
        yield "KW", subject
    for name in known.identifiers:
        if not name.startswith("doi:"):
            yield "N1", name


def _line(tag: str, value: str) -> str:
    return f"{tag}  - {' '.join(value.split())}"


def _date(day: Sequence[int]) -> str:
    """Return a date as RIS has it, `2026/09/28/`, the parts that aren't known empty."""
    if not day:
        return ""
    year, month, date = (*(f"{part:02}" for part in day), "", "")[:3]
    return f"{int(year):04}/{month}/{date}/"

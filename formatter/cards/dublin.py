"""A card in Dublin Core, in the XML that archives harvest (`oai_dc`, OAI-PMH 2.0, appendix)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from html import escape

from formatter.article import Book
from formatter.cards.facts import Facts, facts
from formatter.provenance import newest

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/ \
http://www.openarchives.org/OAI/2.0/oai_dc.xsd">
"""
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def dublin(book: Book) -> str:
    """Return the card of a book: of its article, or of all of them together."""
    lines = "".join(
        f"  <dc:{name}{_tongue(tag)}>{_text(value)}</dc:{name}>\n"
        for name, value, tag in dict.fromkeys(elements(book))
        if value
    )
    return f"{_HEAD}{lines}</oai_dc:dc>\n"


def elements(book: Book) -> Iterator[tuple[str, str, str]]:
    """Yield the elements of Dublin Core that tell of a book: name, value, language of the value."""
    known = [facts(article) for article in book.articles]
    yield "title", book.title, book.language
    yield from (("creator", name, "") for each in known for name in each.names)
    yield from (("subject", word, each.language) for each in known for word in each.subjects)
    if len(known) == 1:
        yield "description", known[0].summary, known[0].language
    else:
        yield from (("description", each.title, each.language) for each in known)
    yield from (("publisher", each.publisher, "") for each in known)
    yield "date", book.date, ""
    yield "type", "Text", ""
    yield from (("identifier", name, "") for name in _identifiers(book, known))
    yield from (("source", each.address, "") for each in known)
    yield from (("language", tag, "") for tag in (book.language, *(e.language for e in known)))
    yield "relation", book.series, book.language if book.series else ""
    for each in known:
        yield "rights", each.rights, each.language
        yield "rights", each.license, ""


def card(book: Book) -> Mapping[str, tuple[str, ...]]:
    """Return the values of each element that tells of a book, and under `captured` its newest time.

    A row of a table is made of them.
    """
    held: dict[str, dict[str, None]] = {}
    for name, value, _ in elements(book):
        if value:
            held.setdefault(name, {})[value] = None
    captured = {"captured": (when,)} if (when := newest(book)) else {}
    return {name: tuple(values) for name, values in held.items()} | captured


def _identifiers(book: Book, known: list[Facts]) -> Iterator[str]:
    if len(known) == 1:
        yield from known[0].identifiers
    yield book.identifier


def _tongue(tag: str) -> str:
    return f' xml:lang="{_text(tag)}"' if tag else ""


def _text(value: str) -> str:
    return escape(unicodedata.normalize("NFC", _FORBIDDEN.sub("", value)))

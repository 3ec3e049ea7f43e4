"""The forms of cards by name, and a book's cards in them as files that lie beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from formatter.article import Book, Rendering
from formatter.cards.bibtex import bibtex
from formatter.cards.csl import csl
from formatter.cards.dublin import dublin
from formatter.cards.ris import ris
from formatter.errors import UsageError

ALL = "all"


class Form(NamedTuple):
    """A form of cards: what writes it, what its file ends with, its media type."""

    write: Callable[[Book], str]
    suffix: str
    media_type: str


FORMS: Mapping[str, Form] = {
    "dc": Form(dublin, ".dc.xml", "application/xml"),
    "csl": Form(csl, ".csl.json", "application/vnd.citationstyles.csl+json"),
    "ris": Form(ris, ".ris", "application/x-research-info-systems"),
    "bibtex": Form(bibtex, ".bib", "application/x-bibtex"),
}


def forms(said: str) -> tuple[str, ...]:
    """Return the forms that a flag names, `dc,csl` or `all`; UsageError for one there isn't."""
    named = [name.strip() for name in said.split(",") if name.strip()]
    if ALL in named:
        return tuple(FORMS)
    for name in named:
        if name not in FORMS:
            raise UsageError(
                f"There are no records in a form named {name}.",
                f"Choose of {', '.join(FORMS)}, with a comma between them, or {ALL}.",
            )
    return tuple(dict.fromkeys(named))


def cards(book: Book, named: Iterable[str]) -> Mapping[str, Rendering]:
    """Return a book's cards in each of these forms, as files."""
    return {
        name: Rendering(
            data=FORMS[name].write(book).encode(),
            media_type=FORMS[name].media_type,
            suffix=FORMS[name].suffix,
        )
        for name in named
    }

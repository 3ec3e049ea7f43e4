"""Signs that no font of ours has: counted in the book, named, and told in whole sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from formatter.article import Article, Book
from formatter.sign import Sign
from formatter.text import signs as text_signs

READER = "the reading system's own fonts"
BOX = "no font, prints a box"
_TAG = re.compile(r"<[^>]*>")
# How many are named each with its name; more make the sentence a list that nobody reads.
_NAMED = 6


def told(book: Book, strays: Mapping[str, str], otherwise: str) -> tuple[Sign, ...]:
    """Return the signs that no font of ours has, in code order.

    `strays` gives for each the user's font that draws it, empty where none does; `otherwise` says
    what does then. They are counted in the articles' titles, bylines and bodies, not in what a
    file repeats of them, so that every form of the book says the same.
    """
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for article in book.articles if strays else ():
        here = Counter(
            sign for text in _prose(article) for sign in text_signs.signs(text) if sign in strays
        )
        counts += here
        first = dict.fromkeys(here, article.title) | first
    return tuple(
        Sign(
            sign=sign,
            codes=text_signs.codes(sign),
            name=text_signs.name(sign),
            script=text_signs.script(sign),
            count=counts[sign] or 1,
            first=first.get(sign, ""),
            font=font or otherwise,
            covered=bool(font),
        )
        for sign, font in sorted(strays.items())
    )


def uncovered(signs: Iterable[Sign]) -> tuple[str, ...]:
    """Return those of the signs that no font in the file has."""
    return tuple(sign.sign for sign in signs if not sign.covered)


def notes(signs: Iterable[Sign], ending: str) -> Iterator[str]:
    """Yield a sentence that names the signs no font in the file has, and `ending`.

    That says what becomes of them. The first is the same for every form of a book.
    """
    lacking = [sign for sign in signs if not sign.covered]
    if lacking:
        yield f"No font has {_listed(lacking)}."
        yield ending


def _listed(lacking: list[Sign]) -> str:
    scripts = list(dict.fromkeys(sign.script for sign in lacking))
    count = "1 sign" if len(lacking) == 1 else f"{len(lacking)} signs"
    first = next((sign.first for sign in lacking if sign.first), "")
    where = f", first in “{first}”" if first else ""
    named = ", ".join(_described(sign) for sign in lacking[:_NAMED])
    more = f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
    return f"{count} of {_joined(scripts)}{where}: {named}{more}"


def _described(sign: Sign) -> str:
    codes = " ".join(sign.codes)
    # The name of an ideograph is its code again.
    name = "" if sign.name.endswith(sign.codes[0].removeprefix("U+")) else f" {sign.name}"
    return f"{sign.sign} ({codes}{name}, {_times(sign.count)})"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _joined(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _prose(article: Article) -> Iterator[str]:
    yield from (article.title, article.section, article.site, *article.authors)
    yield unescape(_TAG.sub("\n", article.body))

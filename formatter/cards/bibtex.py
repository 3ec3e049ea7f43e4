"""Cards in BibTeX, in UTF-8 as biber and every newer engine read it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from formatter.article import Book
from formatter.cards.facts import Facts, facts
from formatter.text.names import Name

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# What LaTeX takes for a command of its own.
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)
# In an address they would end the field, or not be part of it.
_IN_ADDRESS = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20"})


def bibtex(book: Book) -> str:
    """Return the articles of a book in BibTeX, in their order, each under a key of its own."""
    taken: set[str] = set()
    return "\n".join(_entry(facts(article), taken) for article in book.articles)


def _entry(known: Facts, taken: set[str]) -> str:
    kind = "article" if known.paper and known.issued else "misc"
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(known, kind))
    return f"@{kind}{{{_key(known, taken)},\n{fields}}}\n"


def _fields(known: Facts, kind: str) -> Iterator[tuple[str, str]]:
    # Two braces: a style writes no word of it small that the article writes with a capital.
    yield "title", f"{{{{{escaped(known.title)}}}}}"
    if known.writers:
        yield "author", f"{{{' and '.join(map(_name, known.writers))}}}"
    yield from _dates(known)
    if known.seen:
        yield "urldate", f"{{{'-'.join(f'{part:02}' for part in known.seen)}}}"
    texts = {
        "journal" if kind == "article" else "howpublished": known.paper,
        "publisher": known.publisher,
        "doi": known.doi,
        "langid": _language(known.language),
        "abstract": known.summary,
        "keywords": ", ".join(known.subjects),
        "note": "; ".join(one for one in known.identifiers if not one.startswith("doi:")),
    }
    if known.address:
        yield "url", f"{{{known.address.translate(_IN_ADDRESS)}}}"
    for name, text in texts.items():
        if text:
            yield name, f"{{{escaped(text)}}}"


def _dates(known: Facts) -> Iterator[tuple[str, str]]:
    """Yield the parts of the date; a month is a macro, which a style writes in its language."""
    for i, part in enumerate(known.issued):
        name = ("year", "month", "day")[i]
        if name != "month":
            yield name, f"{{{part:04}}}" if name == "year" else str(part)
        elif 1 <= part <= 12:
            yield name, _MONTHS[part - 1]


def escaped(text: str) -> str:
    """Return a text as LaTeX prints it, on one line."""
    return " ".join(text.split()).translate(_SPECIAL)


def _name(name: Name) -> str:
    """Return a name with the family's first; one that stands whole is in braces of its own."""
    if not name.family:
        return f"{{{escaped(name.literal)}}}"
    return f"{escaped(name.family)}, {escaped(name.given)}"


def _key(known: Facts, taken: set[str]) -> str:
    """Return a key of small letters: the first writer, the year, the title's first three words."""
    writer = known.writers[0] if known.writers else Name()
    head = _plain(writer.family or writer.literal or known.paper)
    year = str(known.issued[0]) if known.issued else ""
    own = f"{head}{year}{''.join(map(_plain, known.title.split()[:3]))}" or "article"
    key, number = own, 2
    while key in taken:
        key, number = f"{own}-{number}", number + 1
    taken.add(key)
    return key


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "", bare)


def _language(tag: str) -> str:
    """Return what babel calls a language, its tag where that isn't known here."""
    names = {"vi": "vietnamese", "en": "english", "fr": "french", "de": "german"}
    return names.get(tag.split("-", maxsplit=1)[0].lower(), tag)

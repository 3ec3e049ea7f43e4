"""The index of an issue: where its names stand on the pages, and its entries in their order."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from formatter.article import Book
from formatter.issue import Index
from formatter.render.stories import ANCHOR
from formatter.text import order
from formatter.value import dataclass

# What leads to the pieces, or tells who made the issue: no place of a name.
_FRAME = frozenset({"cover", "masthead", "contents", "index", "imprint"})
# So many entries are told apart by letters: a head over each of a few would be all there is.
_LETTERED = 40
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A name as it is printed, in two parts of which the second it is found by, and its pages."""

    before: str
    name: str
    pages: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The entries of a letter, which is empty where there are too few for letters."""

    letter: str
    entries: tuple[Entry, ...]


def found(pages: Iterable[Any], asked: Index) -> Mapping[str, Sequence[int]]:
    """Return on which pages each name of the index stands, by the name as it is printed.

    `pages` are the engine's page boxes, counted from 1; running heads are no place of a name. A
    name that two pages part stands on the first. What is nowhere isn't in the answer.
    """
    text, starts = "", []
    for page in pages:
        starts.append(len(text))
        text += _plain(" ".join(_texts(page))) + " "
    places: dict[str, list[int]] = {}
    for name, at in met(text, asked):
        number = bisect_right(starts, at)
        of = places.setdefault(name, [])
        if number not in of:
            of.append(number)
    return places


def met(text: str, asked: Index) -> Iterator[tuple[str, int]]:
    """Yield each name of the index that stands in a text, as it is printed, and where it begins.

    Of two names the longer one is meant; a text's spaces are single ones.
    """
    spelled = dict(_spellings(asked))
    if not spelled:
        return
    longest = "|".join(map(re.escape, sorted(spelled, key=len, reverse=True)))
    for place in re.finditer(rf"(?<!\w)(?:{longest})(?!\w)", text):
        yield spelled[place[0]], place.start()


def groups(
    names: Iterable[str], pages: Mapping[str, Sequence[int]], *, people: bool
) -> tuple[Group, ...]:
    """Return entries of the names that stand on a page, by letter, in Vietnamese order.

    People stand by their given name, the last one.
    """
    made: dict[str, list[Entry]] = {}
    key = order.name_key if people else order.key
    printed = {_plain(name.partition("=")[0]) for name in names}
    for name in sorted((name for name in printed if pages.get(name)), key=key):
        before, _, last = name.rpartition(" ") if people else ("", "", name)
        entry = Entry(before=before, name=last, pages=ranges(pages[name]))
        made.setdefault(_letter(last), []).append(entry)
    if sum(map(len, made.values())) < _LETTERED:
        return (Group(letter="", entries=tuple(chain(*made.values()))),) if made else ()
    return tuple(Group(letter=letter, entries=tuple(of)) for letter, of in made.items())


def sources(book: Book, pages: Mapping[str, int]) -> Mapping[str, Sequence[int]]:
    """Return the pages where the pieces of each newspaper begin; `pages` are by anchor."""
    made: dict[str, list[int]] = {}
    for number, article in enumerate(book.articles, start=1):
        page = pages.get(f"{ANCHOR}{number}")
        if article.site and page:
            made.setdefault(_plain(article.site), []).append(page)
    return made


def ranges(pages: Iterable[int]) -> str:
    """Return page numbers as an index has them: `12, 14–16`."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(
        f"{first}"
        if first == last
        else f"{first}, {last}"
        if last == first + 1
        else f"{first}–{last}"
        for first, last in runs
    )


def _spellings(asked: Index) -> Iterator[tuple[str, str]]:
    for line in (*asked.people, *asked.places):
        names = [_plain(name) for name in line.split("=")]
        yield from ((name, names[0]) for name in names if name)


def _letter(name: str) -> str:
    """Return the letter of the alphabet that a name stands under: Ă, Â and Đ are letters."""
    first = unicodedata.normalize("NFD", name[:1].upper())
    kept = first[:1] + "".join(mark for mark in first[1:] if mark in "\u0302\u0306\u031b")
    return unicodedata.normalize("NFC", kept)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _texts(box: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the text of a page's boxes in order; a line box is one text."""
    element = getattr(box, "element", None)
    if getattr(box, "at_keyword", "") or (element is not None and _is_frame(element)):
        return
    if hasattr(box, "text"):
        yield box.text
        return
    children = getattr(box, "children", ())
    if type(box).__name__ == "LineBox":
        yield "".join(part for child in children for part in _texts(child))
        return
    for child in children:
        yield from _texts(child)


def _is_frame(element: Any) -> bool:  # noqa: ANN401
    return element.tag in {"nav", "section"} and not _FRAME.isdisjoint(
        element.get("class", "").split()
    )

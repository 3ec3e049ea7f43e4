"""A bundle: articles in sections, and in volumes where they are too many for one book."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from formatter.article import Article, Section
from formatter.errors import UsageError

ORDERS = ("none", "site", "date", "feed", "section", "folder")
_UNITS = {"": 1_000_000, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}
_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)\s*([kmg]?)b", re.IGNORECASE)


class Leaf(NamedTuple):
    """An article to be bound, the folder that its source lies in, and the feed that lists it."""

    article: Article
    folder: str = ""
    feed: str = ""


class Limit(NamedTuple):
    """What one volume may hold: articles, or bytes of its file; 0 where that isn't limited."""

    articles: int = 0
    size: int = 0


def limit(text: str) -> Limit:
    """Return the limit that `text` says: a number of articles (`50`) or a size (`45MB`).

    Raises UsageError for anything else.
    """
    said = text.strip()
    if said.isdecimal() and int(said):
        return Limit(articles=int(said))
    if found := _SIZE.fullmatch(said):
        size = float(found[1].replace(",", ".")) * _UNITS[found[2].lower()]
        if size >= _UNITS["m"]:
            return Limit(size=int(size))
    raise UsageError(
        f"A book can't be split by {text!r}.",
        "Say how many articles a volume may hold, as 50, or its size from 1MB on, as 45MB.",
    )


def must_be_an_order(by: str) -> None:
    """Raise UsageError for an order of sections that there isn't."""
    if by not in ORDERS:
        raise UsageError(
            f"Sections can't be made by {by!r}.", f"Choose one of {', '.join(ORDERS)}."
        )


def sections(
    leaves: Sequence[Leaf], by: str, *, day: Callable[[str], str], other: str
) -> tuple[Section, ...]:
    """Return the articles in sections by `site`, `date`, `feed`, the paper's `section` or `folder`.

    Sections and articles stay in the order they come in, but for dates, which go from the oldest
    on: a day is the one that the article bears, a moment without a zone counts as told in UTC.
    `day` writes a date out (`2026-11-25`) as a section's title; `other` is the title for those that
    name nothing. `none` makes one section without a title.
    """
    ordered = list(leaves)
    if by == "date":
        ordered.sort(key=lambda leaf: (_name(leaf, by), _moment(leaf.article.published)))
    groups: dict[str, list[Article]] = {}
    for leaf in ordered:
        groups.setdefault(_name(leaf, by), []).append(leaf.article)
    if "" in groups and len(groups) > 1:
        # What names nothing comes last.
        groups[""] = groups.pop("")
    alone = list(groups) == [""]
    return tuple(
        Section(
            title="" if alone else _title(name, by, day) or other,
            articles=tuple(articles),
        )
        for name, articles in groups.items()
    )


def order_of(parts: Sequence[Section], *, day: Callable[[str], str], other: str) -> str:
    """Return the order that a book's sections were made by, `none` where none of them tells.

    `day` and `other` are those of `sections`. What tells is what each article says of itself: the
    folder and the feed that it came from aren't known any more.
    """
    titled = [part for part in parts if part.title and part.title != other]
    for by in ("site", "date", "section") if titled else ():
        if all(
            _title(_name(Leaf(article), by), by, day) == part.title
            for part in titled
            for article in part.articles
        ):
            return by
    return "none"


def volumes(
    parts: Iterable[Section], most: Limit, size: Callable[[Article], int]
) -> tuple[tuple[Section, ...], ...]:
    """Return the sections shared out to volumes, none beyond `most` unless by one article alone.

    A section that doesn't fit goes on in the next volume under its title. `size` tells the bytes
    that an article takes with its pictures.
    """
    done: list[tuple[Section, ...]] = []
    current: list[Section] = []
    count = used = 0
    for part in parts:
        held: list[Article] = []
        for article in part.articles:
            more = size(article)
            full = (most.articles and count + 1 > most.articles) or (
                most.size and used + more > most.size
            )
            if full and count:
                done.append((*current, *_part(part, held)))
                current, held = [], []
                count = used = 0
            held.append(article)
            count, used = count + 1, used + more
        current += _part(part, held)
    return (*done, tuple(current)) if current else tuple(done)


def _part(whole: Section, articles: list[Article]) -> list[Section]:
    if not articles:
        return []
    begins = articles[0] is whole.articles[0]
    return [replace(whole, intro=whole.intro if begins else "", articles=tuple(articles))]


def _name(leaf: Leaf, by: str) -> str:
    article = leaf.article
    match by:
        case "site":
            return article.site
        case "date":
            return article.published[:10]
        case "section":
            return article.section
        case "folder":
            return leaf.folder
        case "feed":
            return leaf.feed
        case _:
            return ""


def _title(name: str, by: str, day: Callable[[str], str]) -> str:
    return day(name) if by == "date" and name else name


def _moment(published: str) -> datetime:
    try:
        when = datetime.fromisoformat(published)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)
    return when if when.tzinfo else when.replace(tzinfo=UTC)

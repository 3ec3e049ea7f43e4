"""An issue bound: the articles of its pieces in their sections, with what its editor says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from formatter.article import Article, Book, Image, Section
from formatter.book import bind, identifier
from formatter.issue import Issue

# What the pictures of an issue itself are called in its book.
COVER, MASTHEAD, FILLER = "cover", "masthead", "filler-{}"
_HOUSE = "image:"


def bound(issue: Issue, articles: Sequence[Article | None], images: Mapping[str, Image]) -> Book:
    """Return the book of an issue; `articles` are those of its pieces, one by one.

    A piece whose article is None is left out, and a section with none left. `images` are the
    pictures of the articles, and the issue's own: `cover`, `masthead`, and `filler-1` and so on in
    the place of files among its fillers. Raises UsageError where no article is left.
    """
    coming = iter(articles)
    sections: list[Section] = []
    departments = []
    for part in issue.departments:
        held = [(piece, found) for piece in part.pieces if (found := next(coming)) is not None]
        if held:
            pieces = tuple(replace(piece, place=0, places={}) for piece, _ in held)
            departments.append(replace(part, pieces=pieces))
            found_all = tuple(found for _, found in held)
            sections.append(Section(title=part.title, intro=part.intro, articles=found_all))
    book = bind((), images=images, title=issue.title, language=issue.language, sections=sections)
    numbered = (issue.title, str(issue.number or ""), issue.date)
    own = {name: images[name] for name in _own(images)}
    return replace(
        book,
        identifier=identifier(book.articles, " ".join(filter(None, numbered))),
        date=issue.date or book.date,
        series=issue.title if issue.number else "",
        number=issue.number,
        images={**book.images, **own},
        cover=images.get(COVER),
        issue=replace(issue, departments=tuple(departments), fillers=_fillers(issue.fillers)),
    )


def _own(images: Mapping[str, Image]) -> list[str]:
    return [
        name for name in images if name in {COVER, MASTHEAD} or name.startswith(FILLER.format(""))
    ]


def house(fillers: Sequence[str]) -> tuple[str, ...]:
    """Return the files among the fillers, in order."""
    return tuple(one for one in fillers if one not in {"notes", "blank"})


def _fillers(fillers: Sequence[str]) -> tuple[str, ...]:
    files = house(fillers)
    return tuple(
        f"{_HOUSE}{FILLER.format(files.index(one) + 1)}" if one in files else one for one in fillers
    )

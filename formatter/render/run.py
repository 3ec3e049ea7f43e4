"""A run of pages that begins a page: what of a book is laid out together, by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from formatter.article import Book
from formatter.copyfit import Copyfit
from formatter.theme import Theme
from formatter.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run holds of its book: the front matter, stories by number from 1, the end matter.

    A section's opening goes with its first story. A whole book is one run of all.
    """

    front: bool = False
    stories: tuple[int, ...] = ()
    back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a run is set: the copyfits of its stories, and the pages of what it points to.

    `fits` are by a story's anchor, `pages` are page numbers as they are printed, by anchor, and
    `found` those of each name of the index; both empty as long as they aren't known.
    """

    fits: Mapping[str, Copyfit] = field(default_factory=dict)
    pages: Mapping[str, int] = field(default_factory=dict)
    found: Mapping[str, Sequence[int]] = field(default_factory=dict)


def runs(book: Book, theme: Theme) -> tuple[Run, ...]:
    """Return a book's runs in order: the same whatever the number of processes.

    A theme whose option `front_story` is true has the first story on the front page.
    """
    numbers = range(1, len(book.articles) + 1)
    together = 1 if theme.options.get("front_story") else 0
    return (
        Run(front=True, stories=tuple(numbers[:together])),
        *(Run(stories=(number,)) for number in numbers[together:]),
        Run(back=True),
    )

"""Where the pages of a printed book begin, so that its e-book can be cited by the same pages."""

from __future__ import annotations

from typing import NamedTuple

# In the place of an article's number: what stands before the articles of a book of several, and
# before and after those of an issue.
TITLE, CONTENTS = -2, -1
COVER, INDEX, COLOPHON = -3, -4, -5


class Break(NamedTuple):
    """The beginning of a page: its number, the article it is in, and the letters before it there.

    `article` counts from 0 in reading order, or is one of the places above; `letters` are those and
    the figures of its body, 0 where the page begins before it.
    """

    page: str
    article: int
    letters: int


class Pagination(NamedTuple):
    """The pages of a printed book: its identifier, and where each begins, in order."""

    source: str
    breaks: tuple[Break, ...]

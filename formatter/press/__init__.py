"""The press: an issue laid out run by run in several processes, fitted, merged into one file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from formatter.article import Book, Rendering
from formatter.layout import Layout
from formatter.press.order import Order
from formatter.profile import GENERIC, Profile
from formatter.theme import Theme

__all__ = ["Order", "Printed", "printed"]


class Printed(NamedTuple):
    """An issue's PDF, and what its pages look like, as figures.

    `left_out` are the pieces that had to go for the number of pages, by number from 1.
    """

    rendering: Rendering
    layout: Layout
    left_out: tuple[int, ...] = ()


def printed(  # noqa: PLR0913  what is printed, and how
    book: Book,
    theme: Theme,
    profile: Profile = GENERIC,
    *,
    jobs: int = 1,
    cache: Path | None = None,
    order: Order = Order(),  # noqa: B008  it can't be changed
) -> Printed:
    """Return an issue as a PDF and its layout, its runs laid out in so many processes.

    `book.issue` must be set. The same book gives the same bytes whatever `jobs` is. `cache` is the
    folder of what was laid out before; without it nothing is kept. Raises RenderError for a run
    that can't be laid out, which names its piece.
    """
    from formatter.press.pressing import Pressing

    return Printed(*Pressing(book, theme, profile, order, jobs=jobs).printed(cache))

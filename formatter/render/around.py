"""What the e-book of an issue has around its articles: nothing in any other book.

What makes it is loaded for an issue alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from formatter import pagination
from formatter.article import Book
from formatter.pagination import Break
from formatter.render import documents
from formatter.render.documents import Document, Frame

# The id of a drawing in the place of an issue's name.
HEAD = "masthead"


class Around:
    """What an issue has around its articles, nothing in any other book."""

    def __init__(self, book: Book, frame: Frame) -> None:
        self._book, self._frame, self._issue = book, frame, book.issue
        own = self._issue.contents.title if self._issue else ""
        self.contents = own or frame.words["contents"]

    def masthead(self, drawing: str, breaks: Sequence[Break]) -> Document:
        """Return the page with the issue's head; `drawing` is the file of a picture of it."""
        from formatter.render import periodical

        return periodical.masthead(self._frame, self._book, drawing, breaks)

    def color(self, section: int) -> str:
        """Return the colour of a section, empty for the theme's."""
        return self._issue.departments[section].color if self._issue else ""

    def article(self, section: int, number: int) -> tuple[str, str]:
        """Return what stands over the head of an article and under its story."""
        if not self._issue:
            return "", ""
        piece, article = self._issue.pieces[number], self._book.articles[number]
        from formatter.render import periodical

        under = periodical.below(piece, article, self._frame.words)
        return documents.rule(self.color(section)), under

    def back(
        self, articles: Sequence[Document], begun: Mapping[int, Sequence[Break]]
    ) -> list[Document]:
        """Return what follows the articles."""
        if not self._issue:
            return []
        breaks = begun.get(pagination.INDEX, ()), begun.get(pagination.COLOPHON, ())
        from formatter.render import periodical

        return list(periodical.back(self._frame, self._book, articles, breaks))

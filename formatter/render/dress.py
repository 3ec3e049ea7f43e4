"""What the templates of an issue are filled with: its cover, head, contents, index, colophon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from formatter.article import Book
from formatter.issue import Issue
from formatter.render import index, pieces, sheets, stories
from formatter.render.run import Run, Setting
from formatter.render.words import Words, words
from formatter.theme import Theme
from formatter.value import dataclass

CONTENTS, INDEX = "muc-luc", "chi-muc"
# What stands on a page: nothing of the body's words.
_COVERS = frozenset({"full", "framed", "type"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the contents: a piece, its page, and what is told of it."""

    id: str
    title: str
    kicker: str
    by: str
    lead: Markup
    page: str
    heads: tuple[str, ...] = ()


def views(book: Book, issue: Issue, theme: Theme, run: Run, setting: Setting) -> Mapping[str, Any]:
    """Return what a run's templates see beside the book and the issue themselves."""
    said = words(theme, book.language)
    sections = pieces.openings(book, issue, setting)
    return {
        "parts": sections,
        "stories": tuple(pieces.dressed(book, issue, theme, said, run, setting)),
        "opens": {part.stories[0]: part for part in sections if part.stories},
        "lines": dict(_lines(book, issue, setting)) if run.front else {},
        "cover": _cover(book, issue, theme),
        "name": issue.masthead.title or issue.title,
        "dated": dated(issue, said),
        "page": lambda anchor: pieces.page(setting, anchor),
        "indexes": tuple(_indexes(book, issue, said, setting)) if run.back else (),
        "imprint": tuple(_imprint(book, issue, said)) if run.back else (),
        "sites": stories.sites(book),
    }


def rules(book: Book, theme: Theme, run: Run, setting: Setting) -> Iterator[str]:
    """Yield the style sheets that are of this run alone: widths of pictures, copyfits."""
    del setting
    yield sheets.width_rules(sheets.sizes(book, theme, _bodies(book, run)))


def dated(issue: Issue, said: Words) -> str:
    """Return an issue's number and day: `Số 47 · Chủ Nhật, ngày 22 tháng 11 năm 2026`."""
    number = said["issue_number"].format(said.number(issue.number)) if issue.number else ""
    day = said.days(issue.date[:10], issue.date[:10]) if issue.date else ""
    return " · ".join(filter(None, (number, day)))


def _bodies(book: Book, run: Run) -> Iterator[tuple[str, str]]:
    for number in run.stories:
        yield f"{stories.ANCHOR}{number}", book.articles[number - 1].body


def _cover(book: Book, issue: Issue, theme: Theme) -> str:
    """Return which cover an issue has, empty for none."""
    asked = issue.cover.template or str(theme.options.get("cover", "none"))
    if asked == "none":
        return ""
    if asked in {"full", "framed"} and book.cover is None and "cover" not in book.images:
        return "type"
    return asked


def _lines(book: Book, issue: Issue, setting: Setting) -> Iterator[tuple[str, Line]]:
    for number, article in enumerate(book.articles, start=1):
        anchor = f"{stories.ANCHOR}{number}"
        piece = issue.pieces[number - 1]
        heads = stories.heads(article.body) if issue.contents.depth > 1 else ()
        yield (
            anchor,
            Line(
                id=anchor,
                title=article.title,
                kicker=piece.kicker or article.section,
                by=" · ".join(filter(None, (", ".join(article.authors), article.site))),
                lead=stories.lead(article.body) if issue.contents.leads else Markup(""),
                page=pieces.page(setting, anchor),
                heads=heads,
            ),
        )


def _indexes(
    book: Book, issue: Issue, said: Words, setting: Setting
) -> Iterator[tuple[str, tuple[index.Group, ...]]]:
    asked = issue.index
    if asked.people:
        yield said["people"], index.groups(asked.people, setting.found, people=True)
    if asked.places:
        yield said["places"], index.groups(asked.places, setting.found, people=False)
    if asked.sources:
        of = index.sources(book, setting.pages)
        yield said["sources"], index.groups(of, of, people=False)


def _imprint(book: Book, issue: Issue, said: Words) -> Iterator[tuple[str, str]]:
    """Yield the lines of the colophon: what the issue says of itself, then the editor's own."""
    told = (
        (said["publisher"], issue.publisher),
        (said["editors"], ", ".join(issue.editors)),
        ("ISBN", issue.isbn),
        ("ISSN", issue.issn),
        (said["license"], issue.licence),
    )
    own = {label for label, _ in issue.colophon.lines}
    for label, text in told:
        if text and label not in own:
            yield label, text
    yield from issue.colophon.lines
    if sites := ", ".join(stories.sites(book)):
        yield said["sources"], sites

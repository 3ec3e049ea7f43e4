"""What the templates of an issue are filled with: its cover, head, contents, index, colophon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any

from formatter.article import Book
from formatter.copyfit import AS_SET
from formatter.issue import Issue
from formatter.render import (
    colour,
    copyfitted,
    figures,
    ground,
    index,
    pages,
    paper,
    pieces,
    stories,
)
from formatter.render.glue import together
from formatter.render.run import Run, Setting
from formatter.render.words import Words, words
from formatter.theme import Theme
from formatter.value import dataclass

# Covers with a picture; without one the words stand alone.
_PICTURED = frozenset({"full", "framed"})
COVER = "cover"
# The least space below a picture or table, in lines.
_AIR = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the contents: a piece, its page, and what is told of it.

    `ends` are the last words of its title, which stay with the page, `opens` those before.
    """

    id: str
    opens: str
    ends: str
    kicker: str
    by: str
    lead: str
    page: str
    heads: tuple[str, ...]


def views(book: Book, issue: Issue, theme: Theme, run: Run, setting: Setting) -> Mapping[str, Any]:
    """Return what a run's templates see beside the book and the issue themselves."""
    said = words(theme, book.language)
    sections = pieces.openings(issue)
    first = {f"{stories.ANCHOR}{number}" for number in run.stories}
    opened = {part.stories[0]: part for part in sections if part.stories[:1] and part.title}
    known = pieces.anchors(book) if run.stories else {}
    return {
        "parts": sections,
        "stories": tuple(pieces.dressed(book, issue, theme, said, run, setting)),
        "opens": {anchor: part for anchor, part in opened.items() if anchor in first},
        "intros": {
            part.id: pieces.pointing(part.intro, known, setting, said)
            for anchor, part in opened.items()
            if anchor in first
        },
        "lines": dict(lines(book, issue, setting)) if run.front else {},
        "cover": cover(book, issue, theme),
        "name": name(issue),
        "cover_size": _cover_size(issue, theme),
        "dated": dated(issue, said),
        "indexes": tuple(filter(itemgetter(1), _indexes(book, issue, said, setting)))
        if run.back
        else (),
        "imprint": tuple(imprint(book, issue, said)) if run.back else (),
        "running": running(issue, said),
    }


def rules(book: Book, issue: Issue, theme: Theme, run: Run, setting: Setting) -> Iterator[str]:
    """Yield the rules of this run alone: the grid, its section's colour, pictures, copyfits."""
    yield from paper.rules(theme)
    if run.front and (kind := cover(book, issue, theme)):
        ink = ground.ink(book.images.get(COVER)) if kind == "full" else "inherit"
        size = _cover_size(issue, theme)
        yield f".cover {{ --cover-size: {size}pt; --cover-ink: {ink} }}"
    pitch = theme.options.get("pitch", 0)
    if pitch:
        # What is no box of its own keeps a little air from what follows.
        yield (
            f"html {{ line-height: {pitch}pt }}\n"
            "article > header, article > .story > *, article > .beside, article > .byline, "
            f".opener, .masthead, .front > .contents, .names {{ --snap: {pitch}pt }}\n"
            ".story > figure, .story > .gallery, .story > table, .story > .across, .story > pre, "
            ".story > ul, .story > ol, .story > dl, .story > .rows, .story > .verse, "
            f".story > blockquote {{ --snap: {pitch}pt {pitch * _AIR:.2f}pt; margin-bottom: 0 }}"
        )
    of = {anchor: part for part in pieces.openings(issue) for anchor in part.stories}
    for number in run.stories:
        anchor = f"{stories.ANCHOR}{number}"
        fit = setting.fits.get(anchor, AS_SET)
        article = pieces.fitted(book.articles[number - 1], fit)
        piece = issue.pieces[number - 1]
        yield from colour.rules(anchor, of[anchor].id, of[anchor].color)
        measure = figures.measures(theme, pieces.columns(piece, theme))
        hero = pieces.hero(article, piece, book, theme, across=fit.across)
        yield from figures.rules(anchor, article.body, book.images, measure, hero)
    fits = {key: fit for key, fit in setting.fits.items() if key in of}
    yield copyfitted.rules(fits)


def name(issue: Issue) -> str:
    """Return the name that stands at the head of an issue and on its cover."""
    return issue.masthead.title or issue.title


def dated(issue: Issue, said: Words) -> str:
    """Return an issue's number and day: `Số 47 · Chủ Nhật, ngày 22 tháng 11 năm 2026`."""
    day = said.days(issue.date[:10], issue.date[:10]) if issue.date else ""
    return " · ".join(filter(None, (_number(issue, said), day)))


def running(issue: Issue, said: Words) -> str:
    """Return what of an issue stands on each of its pages: `Lần Giở · Số 47`."""
    return " · ".join(filter(None, (issue.title, _number(issue, said))))


def cover(book: Book, issue: Issue, theme: Theme) -> str:
    """Return which cover an issue has, empty for none."""
    asked = issue.cover.template or str(theme.options.get("cover", "none"))
    if asked == "none":
        return ""
    return "type" if asked in _PICTURED and COVER not in book.images else asked


def lines(book: Book, issue: Issue, setting: Setting) -> Iterator[tuple[str, Line]]:
    """Yield the lines of the contents by anchor."""
    for number, article in enumerate(book.articles, start=1):
        anchor = f"{stories.ANCHOR}{number}"
        *opens, ends = together(article.title) or ("",)
        yield (
            anchor,
            Line(
                id=anchor,
                opens=" ".join(opens),
                ends=ends,
                kicker=issue.pieces[number - 1].kicker or article.section,
                by=" · ".join(filter(None, (", ".join(article.authors), article.site))),
                lead=stories.lead(article.body) if issue.contents.leads else "",
                page=pieces.page(setting, anchor),
                heads=stories.heads(article.body) if issue.contents.depth > 1 else (),
            ),
        )


def _cover_size(issue: Issue, theme: Theme) -> float:
    options = theme.options
    return pages.fitting(theme, name(issue), options["cover_size"], options["cover_measure"])


def _number(issue: Issue, said: Words) -> str:
    return said["issue_number"].format(said.number(issue.number)) if issue.number else ""


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


def imprint(book: Book, issue: Issue, said: Words) -> Iterator[tuple[str, str]]:
    """Yield the lines of the colophon, label and text: the issue's, then the editor's own."""
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

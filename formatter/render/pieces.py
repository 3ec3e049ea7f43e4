"""An issue's pieces as its templates see them: heads, bodies with notes, what stands below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from markupsafe import Markup, escape

from formatter.article import Article, Book
from formatter.copyfit import AS_SET, Copyfit
from formatter.issue import Issue, Piece
from formatter.render import copyfitted, figures, notes, pages, stories
from formatter.render.run import Run, Setting
from formatter.render.words import Words
from formatter.theme import Theme
from formatter.value import dataclass

# What fits a running head beside the folio, in letters.
_RUNNING = 58
SECTION = "phan-"
NO_BREAK = "\N{NO-BREAK SPACE}"
# Spaces at the end of a lead that don't break.
_TIED = 2
# A page that isn't known yet is told in as many figures as most are.
_UNKNOWN = "00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A link of a piece that is told below it: its address as it is printed, and its code."""

    address: str
    shown: Markup
    qr: Markup


class Opening(NamedTuple):
    """A section of an issue: its anchor and number, its head, its colour, its pieces' anchors."""

    id: str
    number: int
    title: str
    intro: str
    color: str
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dressed:
    """One piece made ready for its pages.

    `columns` is how many the text is set in, `span` how many its led picture goes across; a `poem`
    is verse alone. `lead` is the standfirst and `hero` the figure that opens the piece, set in that
    `manner` (`figures.Hero`); neither stands in `body`. `notes` are those at its end, `codes` links
    told by a code. `goes_on` is the address at which a cut piece goes on, `qr` its code.
    """

    id: str
    article: Article
    piece: Piece
    section: Opening
    kicker: str
    short: str
    running: str
    lead: Markup
    hero: Markup
    manner: str
    body: Markup
    columns: int
    span: int
    poem: bool
    notes: tuple[notes.Note, ...]
    codes: tuple[Code, ...]
    source: str
    published: str
    goes_on: Markup
    qr: Markup


def openings(issue: Issue) -> tuple[Opening, ...]:
    """Return the sections of an issue, their pieces numbered through."""
    made: list[Opening] = []
    at = 1
    for number, part in enumerate(issue.departments, start=1):
        ids = tuple(f"{stories.ANCHOR}{at + i}" for i in range(len(part.pieces)))
        at += len(ids)
        made.append(Opening(f"{SECTION}{number}", number, part.title, part.intro, part.color, ids))
    return tuple(made)


def dressed(  # noqa: PLR0913, PLR0917  what decides a page
    book: Book, issue: Issue, theme: Theme, words: Words, run: Run, setting: Setting
) -> Iterator[Dressed]:
    """Yield the pieces of a run, ready for its pages."""
    if not run.stories:
        return
    missing = frozenset(name for name, image in book.images.items() if image.missing)
    known = anchors(book)
    of = {anchor: part for part in openings(issue) for anchor in part.stories}
    for number in run.stories:
        anchor = f"{stories.ANCHOR}{number}"
        fit = setting.fits.get(anchor, AS_SET)
        article, piece = fitted(book.articles[number - 1], fit), issue.pieces[number - 1]
        others = {address: to for address, to in known.items() if to != anchor}
        called = notes.called(article.body, issue.links, others)
        atfoot = issue.links != "endnote" and not fit.endnotes
        body = stories.body(called.body, anchor, article.language, missing)
        text = _filled(body, called, setting, words, atfoot=atfoot)
        opens = hero(article, piece, book, theme, across=fit.across)
        # The picture that opens a piece stands: what is moved are those amid its text.
        moved = tuple(each for each in fit.moved if each[0] != opens.picture)
        cut = figures.split(copyfitted.body(text, replace(fit, moved=moved)), opens.manner)
        yield Dressed(
            id=anchor,
            article=article,
            piece=piece,
            section=of[anchor],
            kicker=piece.kicker or article.section,
            short=pages.short(article.title, _RUNNING),
            running=pages.short(of[anchor].title or issue.title, _RUNNING),
            lead=Markup(_tied(cut.lead)),  # noqa: S704  a checked body, as the next
            hero=Markup(cut.hero),  # noqa: S704
            manner=opens.manner if cut.hero else "",
            body=Markup(cut.rest),  # noqa: S704
            columns=columns(piece, theme),
            span=min(piece.span or columns(piece, theme), columns(piece, theme)),
            poem=stories.is_poem(article.body),
            notes=() if atfoot else called.notes,
            codes=tuple(_codes(article, issue, others)),
            source=article.site,
            published=words.days(article.published[:10], article.published[:10])
            if article.published
            else "",
            goes_on=Markup(notes.shown(article.url)) if piece.cut else Markup(""),  # noqa: S704
            qr=pages.qr_svg(article.url, words["goes_on"])
            if piece.cut and article.url
            else Markup(""),
        )


def columns(piece: Piece, theme: Theme) -> int:
    """Return how many columns a piece is set in."""
    return piece.columns or int(theme.options.get("columns", 1))


def fitted(article: Article, fit: Copyfit) -> Article:
    """Return an article with the picture at its head that a copyfit has open it."""
    return replace(article, body=copyfitted.led(article.body, fit)) if fit.across else article


def hero(
    article: Article, piece: Piece, book: Book, theme: Theme, *, across: bool = False
) -> figures.Hero:
    """Return how the picture is set that opens a piece, as the piece and its theme want it.

    One that would stand beside the lead goes `across` all columns where that is asked.
    """
    picture = figures.split(article.body).picture
    if not picture:
        return figures.Hero()
    full = figures.measures(theme, 1).page
    manner = str(theme.options.get("hero", "across"))
    if manner == "before" and not figures.bleeds(book.images.get(picture)):
        manner = "across"
    if manner == "beside" and across:
        manner = "across"
    if manner == "beside" and not stories.lead(article.body) and not piece.span:
        return figures.Hero()
    if manner == "beside" and (piece.span >= columns(piece, theme) or columns(piece, theme) < 2):
        manner = "across"
    return figures.Hero(picture, manner, full * 2 / 3 - 2 if manner == "beside" else full)


def page(setting: Setting, anchor: str) -> str:
    """Return the printed page of an anchor, figures that take as much room where it isn't known."""
    return str(setting.pages.get(anchor, _UNKNOWN))


def pointing(intro: str, known: Mapping[str, str], setting: Setting, words: Words) -> Markup:
    """Return an intro as markup, the address of a piece in it told by its page.

    `known` are the anchors of pieces by their bare addresses.
    """
    made: list[str] = []
    for word in intro.split():
        core = word.strip("()[]<>,.;:")
        anchor = known.get(notes.bare(core)) if core.startswith("http") else None
        told = str(escape(word))
        if anchor:
            at = words["page_at"].format(page(setting, anchor))
            told = told.replace(str(escape(core)), f'<a href="#{anchor}">{escape(at)}</a>')
        made.append(told)
    return Markup(" ".join(made))  # noqa: S704  escaped word by word


def anchors(book: Book) -> Mapping[str, str]:
    """Return the anchors of an issue's pieces by their bare addresses."""
    if not _known or _known[0][0] is not book:
        _known[:] = [
            (
                book,
                {
                    notes.bare(article.url): f"{stories.ANCHOR}{number}"
                    for number, article in enumerate(book.articles, start=1)
                    if article.url
                },
            )
        ]
    return _known[0][1]


# Of the book that was asked for last: all its runs ask for the same.
_known: list[tuple[Book, Mapping[str, str]]] = []


def _filled(
    body: str, called: notes.Called, setting: Setting, words: Words, *, atfoot: bool
) -> str:
    def note(number: int, first: bool) -> str:  # noqa: FBT001
        if first and atfoot:
            return f'<span class="footnote">{called.notes[number - 1].text}</span>'
        return f'<span class="noted">{number}</span>'

    def pointed(number: int) -> str:
        at = words["page_at"].format(page(setting, called.pointed[number - 1]))
        return f'<span class="ref" data-page="{escape(at)}"></span>'

    return notes.filled(body, note, pointed)


def _tied(lead: str) -> str:
    """Return a lead whose last three words stay on one line: one alone looks like an accident."""
    text, end, rest = lead.rpartition("</p>")
    opened = text.rfind(">") + 1
    words = text[opened:].rsplit(" ", _TIED)
    return (
        f"{text[:opened]}{NO_BREAK.join(words) if len(words) > _TIED else text[opened:]}{end}{rest}"
    )


def _codes(article: Article, issue: Issue, others: Mapping[str, str]) -> Iterator[Code]:
    if issue.links != "qr":
        return
    for note in notes.called(article.body, "endnote", others).notes:
        if note.address:
            yield Code(
                address=note.address,
                shown=Markup(notes.shown(note.address)),  # noqa: S704  escaped there
                qr=pages.qr_svg(note.address),
            )

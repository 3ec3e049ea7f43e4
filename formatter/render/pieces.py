"""An issue's pieces as its templates see them: heads, bodies with notes, what stands below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup, escape

from formatter.article import Article, Book
from formatter.copyfit import AS_SET
from formatter.issue import Department, Issue, Piece
from formatter.render import notes, pages, stories
from formatter.render.run import Run, Setting
from formatter.render.words import Words
from formatter.theme import Theme
from formatter.value import dataclass

# What fits a running head beside the folio, in letters.
_RUNNING = 64
SECTION = "phan-"
# A page that isn't known yet is told in as many figures as most are.
_UNKNOWN = "00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A link of a piece whose address is told below it: its words, the address, its code."""

    address: str
    shown: Markup
    qr: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Dressed:
    """One piece made ready for its pages.

    `columns` is how many the text is set in, `span` how many its led picture goes across. `lead` is
    the standfirst, `hero` the figure that opens the piece; neither stands in `body`. `notes` are
    those that stand at its end. `codes` are links told by a code. `goes_on` is the address at which
    a cut piece goes on, `qr` its code.
    """

    id: str
    number: int
    article: Article
    piece: Piece
    section: Opening
    kicker: str
    short: str
    running: str
    body: Markup
    columns: int
    span: int
    notes: tuple[notes.Note, ...]
    codes: tuple[Told, ...]
    source: str
    goes_on: Markup
    qr: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A section of an issue: its head, what introduces it, and its pieces' anchors in order."""

    id: str
    number: int
    title: str
    intro: Markup
    color: str
    stories: tuple[str, ...]


def openings(book: Book, issue: Issue, setting: Setting) -> tuple[Opening, ...]:
    """Return the sections of an issue, their pieces numbered through."""
    made: list[Opening] = []
    at = 1
    known = _anchors(book)
    for number, part in enumerate(issue.departments or (Department(pieces=issue.pieces),), 1):
        ids = tuple(f"{stories.ANCHOR}{at + i}" for i in range(len(part.pieces)))
        at += len(ids)
        made.append(
            Opening(
                id=f"{SECTION}{number}",
                number=number,
                title=part.title,
                intro=_pointing(part.intro, known, setting),
                color=part.color,
                stories=ids,
            )
        )
    return tuple(made)


def dressed(  # noqa: PLR0913, PLR0917  what decides a page
    book: Book, issue: Issue, theme: Theme, words: Words, run: Run, setting: Setting
) -> Iterator[Dressed]:
    """Yield the pieces of a run, ready for its pages."""
    missing = frozenset(name for name, image in book.images.items() if image.missing)
    known = _anchors(book)
    parts = openings(book, issue, setting)
    of = {anchor: part for part in parts for anchor in part.stories}
    for number in run.stories:
        anchor = f"{stories.ANCHOR}{number}"
        article, piece = book.articles[number - 1], issue.pieces[number - 1]
        fit = setting.fits.get(anchor, AS_SET)
        others = {address: to for address, to in known.items() if to != anchor}
        called = notes.called(article.body, issue.links, others)
        atfoot = issue.links != "endnote" and not fit.endnotes
        body = stories.body(called.body, anchor, article.language, missing)
        yield Dressed(
            id=anchor,
            number=number,
            article=article,
            piece=piece,
            section=of[anchor],
            kicker=piece.kicker or article.section,
            short=pages.short(article.title, _RUNNING),
            running=pages.short(of[anchor].title or book.title, _RUNNING),
            body=Markup(_filled(body, called, setting, atfoot=atfoot)),  # noqa: S704
            columns=piece.columns or int(theme.options.get("columns", 1)),
            span=piece.span,
            notes=() if atfoot else called.notes,
            codes=tuple(_codes(article, issue)),
            source=" · ".join(filter(None, (article.site, _published(article, words)))),
            goes_on=Markup(notes.shown(article.url)) if piece.cut else Markup(""),  # noqa: S704
            qr=pages.qr_svg(article.url) if piece.cut and article.url else Markup(""),
        )


def page(setting: Setting, anchor: str) -> str:
    """Return the printed page of an anchor, figures that take as much room where it isn't known."""
    return str(setting.pages.get(anchor, _UNKNOWN))


def _filled(body: str, called: notes.Called, setting: Setting, *, atfoot: bool) -> str:
    def note(number: int, first: bool) -> str:  # noqa: FBT001
        if first and atfoot:
            return f'<span class="footnote">{called.notes[number - 1].text}</span>'
        return f'<span class="call">{number}</span>'

    def pointed(number: int) -> str:
        return f'<span class="ref" data-page="{page(setting, called.pointed[number - 1])}"></span>'

    return notes.filled(body, note, pointed)


def _anchors(book: Book) -> Mapping[str, str]:
    """Return the anchors of an issue's pieces by their bare addresses."""
    return {
        notes.bare(article.url): f"{stories.ANCHOR}{number}"
        for number, article in enumerate(book.articles, start=1)
        if article.url
    }


def _pointing(intro: str, known: Mapping[str, str], setting: Setting) -> Markup:
    """Return an intro as markup, an address of a piece in it told by its title's page."""
    made: list[str] = []
    for word in intro.split():
        core = word.strip("()[]<>,.;:")
        anchor = known.get(notes.bare(core)) if core.startswith("http") else None
        if anchor:
            number = page(setting, anchor)
            told = f'<a href="#{anchor}"><span class="ref only" data-page="{number}"></span></a>'
            made.append(str(escape(word)).replace(str(escape(core)), told))
        else:
            made.append(str(escape(word)))
    return Markup(" ".join(made))  # noqa: S704  escaped word by word


def _codes(article: Article, issue: Issue) -> Iterator[Told]:
    if issue.links != "qr":
        return
    for note in notes.called(article.body, "endnote", {}).notes:
        if note.address:
            yield Told(
                address=note.address,
                shown=Markup(notes.shown(note.address)),  # noqa: S704  escaped there
                qr=pages.qr_svg(note.address),
            )


def _published(article: Article, words: Words) -> str:
    return words.days(article.published[:10], article.published[:10]) if article.published else ""

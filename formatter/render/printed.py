"""The HTML that is printed: a book in a theme as one document, its style sheet inside."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from formatter import fonts
from formatter.article import Book
from formatter.issue import Issue
from formatter.profile import GENERIC, Profile
from formatter.render import pages, sheets, stack, stories
from formatter.render.run import Run, Setting
from formatter.render.subset import covered
from formatter.render.words import words
from formatter.text.signs import parts, seen
from formatter.theme import Theme

_TAG = re.compile(r"<style>.*?</style>|<[^>]*>", re.DOTALL)
# Where the faces come in that a page turns out to need.
_FACES = "/* faces */"
AS_SET = Setting()


def page_html(  # noqa: PLR0913, PLR0917  what decides a page
    book: Book,
    theme: Theme,
    tight: frozenset[str] = frozenset(),
    profile: Profile = GENERIC,
    run: Run | None = None,
    setting: Setting = AS_SET,
    sheet: str = "",
) -> str:
    """Return the HTML that is printed: one document, its style sheet inside.

    Its pictures are `image:ID`, its fonts `font:FAMILY/FILE`. The articles whose anchors are in
    `tight` are set a little closer. Where `profile` asks for a standard, what no font has is drawn
    as its code (`formatter.render.codes`). Of an issue, `run` says which pages are wanted (all
    without it) and `setting` how, and `sheet` is its last style sheet; any other book has none of
    them.
    """
    if book.issue is not None:
        return _issue_html(book, book.issue, theme, tight, profile, run, setting, sheet)
    said = words(theme, book.language)
    parts = stories.parts(book, said)
    several = len(book.articles) > 1
    running = pages.short(book.title if several else book.articles[0].site or book.title, 58)
    css = _css(theme)
    kept = bool(profile.pdf.standard)
    text = "".join((book.title, *said.labels.values(), *(_prose(book)), sheets.generated(css)))
    styles = (
        _FACES if kept else sheets.faces(sheets.families(theme, text)),
        css,
        sheets.width_rules(sheets.widths(book, theme, parts)),
    )
    markup = pages.render(
        theme,
        "print.html.j2",
        language=book.language,
        book=book,
        parts=parts,
        several=several,
        running=running,
        tight=tight,
        span=stories.span(book, said),
        sites=stories.sites(book),
        closing=_closing(book, theme, profile) if kept else None,
        # Sheets of the theme, the strings in them quoted.
        styles=tuple(map(Markup, styles)),
    )
    return markup.replace(_FACES, _faces(theme, markup + text), 1) if kept else markup


def _issue_html(  # noqa: PLR0913, PLR0917  as above
    book: Book,
    issue: Issue,
    theme: Theme,
    tight: frozenset[str],
    profile: Profile,
    run: Run | None,
    setting: Setting,
    sheet: str,
) -> str:
    """Return the HTML of a run of an issue's pages, of all of them where none is asked for."""
    from formatter.render import dress, paper

    theme = paper.cut_to(theme, issue)
    run = run or Run(front=True, stories=tuple(range(1, len(book.articles) + 1)), back=True)
    css = _issue_css(theme)
    kept = bool(profile.pdf.standard)
    views = dress.views(book, issue, theme, run, setting)
    own = "\n".join(filter(None, dress.rules(book, issue, theme, run, setting)))
    markup = pages.render(
        theme,
        "issue/issue.html.j2",
        language=book.language,
        book=book,
        issue=issue,
        run=run,
        tight=tight | {anchor for anchor, fit in setting.fits.items() if fit.tight},
        # Sheets of the theme, the strings in them quoted.
        styles=tuple(map(Markup, (_FACES, css, own, sheet))),
        closing=_closing(book, theme, profile) if kept and run.back else None,
        **views,
    )
    text = "".join((markup, sheets.generated(css)))
    families = _faces(theme, text) if kept else sheets.faces(sheets.families(theme, text))
    return markup.replace(_FACES, families, 1)


def filler_html(  # noqa: PLR0913  what decides a page
    book: Book,
    issue: Issue,
    theme: Theme,
    kinds: Sequence[str],
    *,
    profile: Profile = GENERIC,
    sheet: str = "",
) -> str:
    """Return the HTML of pages that fill an issue up, one for each of `kinds`.

    They are `notes` (ruled lines), `blank`, or `image:ID`, a page of the house in the book.
    """
    from formatter.render import dress, paper

    theme = paper.cut_to(theme, issue)
    css = _issue_css(theme)
    own = "\n".join(filter(None, dress.rules(book, issue, theme, Run(), AS_SET)))
    markup = pages.render(
        theme,
        "issue/fillers.html.j2",
        language=book.language,
        book=book,
        kinds=tuple(kinds),
        running=dress.running(issue, words(theme, book.language)),
        ruled=max(1, (theme.options["page_lines"] - 2) // 2),
        styles=tuple(map(Markup, (_FACES, css, own, sheet))),
    )
    text = "".join((markup, sheets.generated(css)))
    kept = bool(profile.pdf.standard)
    return markup.replace(
        _FACES, _faces(theme, text) if kept else sheets.faces(sheets.families(theme, text)), 1
    )


def _issue_css(theme: Theme) -> str:
    return theme.css("book.css", "print.css", "issue-print.css")


def _closing(book: Book, theme: Theme, profile: Profile) -> object:
    from formatter.render import closing

    return closing.register(book, theme, profile)


def _faces(theme: Theme, text: str) -> str:
    """Return the rules for all faces that a text needs, and for what none of them has."""
    from formatter.render import codes

    families = sheets.families(theme, text)
    faces = (face for family in families for face in family.faces)
    has = frozenset().union(*(covered(face.path, face.number) for face in faces))
    lacking = {letter for letter in seen(text) if ord(letter) not in has}
    built = {letter for letter in lacking if has.issuperset(map(ord, parts(letter)))}
    return "\n".join(filter(None, (sheets.faces(families), codes.rule(lacking - built))))


def _prose(book: Book) -> Iterator[str]:
    for section in book.sections:
        yield from (section.title, section.intro)
    for article in book.articles:
        yield from (article.title, article.section, article.site, article.url, *article.authors)
        yield article.body


def _css(theme: Theme) -> str:
    return theme.css("book.css", "print.css")


def strays(markup: str, theme: Theme, boxes: set[str]) -> Mapping[str, str]:
    """Return the signs no font of ours has, by the cmaps; and what else the engine drew boxes for.

    The latter are none, unless a font breaks its promise.
    """
    text = html.unescape(_TAG.sub(" ", markup)) + sheets.generated(_css(theme))
    ours = frozenset().union(*(fonts.coverage(key) for key in theme.fonts.values()))
    strays: dict[str, str] = {}
    if not ours.issuperset(map(ord, seen(text))):
        runs = stack.runs_of_page(markup, _css(theme))
        strays |= stack.allot(runs, stack.cast(theme), beyond=True).strays
    # A letter that no font has is told by its parts (Thai sara am), which nobody typed.
    told = {sign: sign + unicodedata.normalize("NFKD", sign) for sign in strays}
    for box in boxes.difference(*(letters for sign, letters in told.items() if not strays[sign])):
        owners = [sign for sign, letters in told.items() if box in letters]
        strays |= dict.fromkeys(owners or [box], "")
    return strays

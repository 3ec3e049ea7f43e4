"""A book as a PDF: its pages laid out and written by WeasyPrint, from the book alone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache, partial
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from formatter import meanwhile
from formatter.article import Book, Rendering
from formatter.errors import RenderError
from formatter.profile import GENERIC, Profile
from formatter.render import (
    complaining,
    drawn,
    fit,
    folios,
    justify,
    level,
    libraries,
    lines,
    packed,
    pages,
    paging,
    pictures,
    pulling,
    sheets,
    stories,
    supply,
    typecase,
    uncovered,
)
from formatter.render.printed import page_html, strays
from formatter.render.words import words
from formatter.theme import Theme

with libraries.quick_start():
    from weasyprint import DEFAULT_OPTIONS, HTML, VERSION, Document
    from weasyprint import css as engine_css
    from weasyprint import images as engine_images
    from weasyprint import layout as engine_layout
    from weasyprint import pdf as writing
    from weasyprint import svg as drawing
    from weasyprint.css.counters import CounterStyle
    from weasyprint.css.properties import Dimension
    from weasyprint.document import DocumentMetadata, Page
    from weasyprint.layout import background, block, inline
    from weasyprint.layout import page as engine_page
    from weasyprint.logger import LOGGER
    from weasyprint.pdf import fonts as writing_fonts
    from weasyprint.text import fonts as engine_fonts
    from weasyprint.text import line_break
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration

# What runs of pages are made with (`formatter.render.forme`).
__all__ = [
    "DEFAULT_OPTIONS",
    "HTML",
    "LOGGER",
    "CounterStyle",
    "Document",
    "DocumentMetadata",
    "FatalURLFetchingError",
    "Page",
    "background",
    "engine_page",
    "page_html",
    "to_pdf",
    "told_boxes",
    "writing",
    "writing_fonts",
]

pages.load()
inline.split_first_line = lines.remembering(inline.split_first_line)
writing.build_fonts_dictionary = typecase.named(
    lines.searchable(pulling.unwritten(writing.build_fonts_dictionary))
)
writing.resolve_links = pulling.resolving(writing.resolve_links)
engine_layout.make_margin_boxes = folios.kept_back(engine_layout.make_margin_boxes)
inline.get_next_linebox = justify.justifying(
    inline.get_next_linebox, inline.create_layout, line_break.line_size
)
inline.text_align = justify.aligning(inline.text_align)
engine_css.CSS = sheets.kept(engine_css.CSS)
block.columns_layout = level.levelling(fit.balancing(block.columns_layout))
block.block_box_layout = fit.shrinking(block.block_box_layout, Dimension)
typecase.undated(writing_fonts)
packed.once(writing.pydyf.Stream)
packed.known(writing.pydyf.PDF)
drawing.TAGS["path"] = drawn.path(drawing.TAGS["path"])
engine_images.RasterImage = pictures.kept(engine_images)
_fonts = typecase.ours(engine_fonts)
_BOXES = "The PDF prints a box for what no font has; `formatter fonts` says which font to add."
# The anchor of the story in a book of one.
_ONE = frozenset((f"{stories.ANCHOR}1",))
_ENGINE = f"WeasyPrint {VERSION}"
_FONTLESS = RenderError(
    "The theme's pages name no font, and none of the machine's is taken.",
    "Give its template of the print the style sheets, as the theme base has them.",
)


def to_pdf(book: Book, theme: Theme, profile: Profile = GENERIC) -> Rendering:
    """Return the book laid out in `theme`, of the standard that `profile` asks for, if any.

    The same book gives the same bytes: no clock is read, and nothing but the book and the fonts
    of the theme. `uncovered` holds the signs none of those fonts has, in code order, each drawn
    as a box, or as its code where a standard is asked for; `notes` says so, what else the engine
    complains of, and why a standard isn't claimed. Raises RenderError where a page asks for
    something else.
    """
    if len(book.articles) > 1 or not meanwhile.allowed():
        return _printed(book, theme, profile).rendering
    # Half of all stories are drawn in at the end, so that is done ahead where it costs nobody.
    with meanwhile.ahead(partial(_printed, book, theme, profile, tight=_ONE)) as closer:
        return _printed(book, theme, profile, closer=closer).rendering


class _Printed(NamedTuple):
    """A rendering, and the anchors of the stories in it that end or break badly."""

    rendering: Rendering
    ragged: frozenset[str]


def _printed(
    book: Book,
    theme: Theme,
    profile: Profile,
    *,
    tight: frozenset[str] = frozenset(),
    closer: meanwhile.Ahead[_Printed] | None = None,
) -> _Printed:
    """Return the book as `to_pdf` does, the stories in `tight` set a little closer.

    Without any of them those are that need it, unless it is being done ahead by `closer`.
    """
    fetcher = _Sealed(book, theme, profile)
    archive = _archive() if profile.pdf.standard else None
    standard = archive.standard(profile.pdf.standard) if archive else None
    asked = standard.options if standard else {}
    with complaining.gathered(LOGGER) as (complaints, boxes), _fonts() as type_case:
        finisher = archive.Finisher(book, (theme, profile), boxes, _ENGINE) if archive else None
        try:
            if tight:
                markup = page_html(book, theme, tight, profile)
                document = _laid_out(markup, fetcher, type_case, **asked)
            else:
                best = _best(book, theme, fetcher, type_case, profile, closer, complaints, **asked)
                if isinstance(best, _Printed):
                    return best
                markup, document = best
            if type_case.is_empty:
                raise _FONTLESS
            if archive:
                archive.ready(document, partial(words, theme), fetcher.present)
            own = hashlib.sha256(markup.encode()).digest()[:16]
            data = document.write_pdf(pdf_identifier=own, finisher=finisher, **asked)
            data = finisher.sealed(data) if finisher else data
        except FatalURLFetchingError as why:
            raise _refused(fetcher) from why
    otherwise, note = archive.UNCOVERED if archive else (uncovered.BOX, _BOXES)
    signs = uncovered.told(book, strays(markup, theme, boxes), otherwise)
    rendering = Rendering(
        data=data,
        media_type="application/pdf",
        suffix=".pdf",
        pages=len(document.pages),
        uncovered=uncovered.uncovered(signs),
        signs=signs,
        notes=(
            *uncovered.notes(signs, note),
            *dict.fromkeys(complaints),
            *(finisher.notes if finisher else ()),
        ),
        pagination=paging.pagination(_boxes(document), own) if book.imprint.page_list else None,
    )
    return _Printed(rendering, _ragged(document, theme))


@cache
def _archive() -> ModuleType:
    """Return what the archive standards ask, hooked into the engine: few books need it."""
    from formatter.render import archive, marks, tags

    marks.spacing(inline)
    writing.ColorProfile = archive.closing(writing.ColorProfile)
    writing.Stream, writing.add_tags = marks.marking(writing.Stream), tags.add_tags
    return archive


def _best(  # noqa: PLR0913, PLR0917
    book: Book,
    theme: Theme,
    fetcher: _Sealed,
    type_case: FontConfiguration,
    profile: Profile = GENERIC,
    closer: meanwhile.Ahead[_Printed] | None = None,
    complaints: list[str] | None = None,
    **asked: object,
) -> tuple[str, Document] | _Printed:
    """Return the HTML and its pages, stories that end or break badly drawn in where that helps.

    What `closer` has made of them is returned as it is. Of `complaints` those stay that are of
    the pages which are returned.
    """
    markup = page_html(book, theme, profile=profile)
    document = _laid_out(markup, fetcher, type_case, **asked)
    ragged = _ragged(document, theme)
    if not ragged:
        return markup, document
    if closer:
        try:
            again = closer.made()
        except meanwhile.LostError:
            pass
        else:
            left, count = again.ragged, again.rendering.pages
            return again if _gains(ragged, document, left, count) else (markup, document)
    heard = complaints if complaints is not None else []
    first = heard.copy()
    heard.clear()
    drawn_in = page_html(book, theme, ragged, profile)
    second = _laid_out(drawn_in, fetcher, type_case, **asked)
    if _gains(ragged, document, _ragged(second, theme), len(second.pages)):
        return drawn_in, second
    heard[:] = first
    return markup, document


def _gains(ragged: frozenset[str], document: Document, left: frozenset[str], pages: int) -> bool:
    """Say whether fewer stories end badly on no more pages, or as few on fewer."""
    gained = (len(ragged) - len(left), len(document.pages) - pages)
    return min(gained) >= 0 and any(gained)


def _ragged(document: Document, theme: Theme) -> frozenset[str]:
    return fit.ragged(_boxes(document), theme.options["thin_page"], theme.options["hole"])


def _boxes(document: Document) -> list[Any]:
    return [page._page_box for page in document.pages]  # noqa: SLF001


def _laid_out(
    markup: str, fetcher: _Sealed, type_case: FontConfiguration, **asked: object
) -> Document:
    document = HTML(string=markup, url_fetcher=fetcher).render(font_config=type_case, **asked)
    lines.plain(document.pages)
    return document


def told_boxes(profile: Profile) -> tuple[str, str]:
    """Return what draws a sign that no font has, and the note about all such signs."""
    return _archive().UNCOVERED if profile.pdf.standard else (uncovered.BOX, _BOXES)


def _refused(fetcher: _Sealed) -> RenderError:
    return RenderError(
        f"The pages ask for {fetcher.refused}, which isn't in the book.",
        "Take that address out of the theme; it may name image: and font: alone.",
    )


class _Sealed(supply.Supply, URLFetcher):
    """Gives pages what they may ask for (`formatter.render.supply`), and nothing else."""

    # An address it doesn't know ends the rendering: a page that asks for one isn't ours.
    _fail_on_errors = True

    def __init__(self, book: Book, theme: Theme, profile: Profile = GENERIC) -> None:
        supply.Supply.__init__(self, book, theme, _archive() if profile.pdf.standard else None)
        self.refused = ""

    def fetch(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,  # noqa: ARG002  the engine's signature
    ) -> URLFetcherResponse:
        """Return what `url` names; ValueError for anything that isn't the book's or ours."""
        if (given := self.given(url)) is None:
            self.refused = url
            raise ValueError(url)
        data, media_type = given
        return URLFetcherResponse(url, data, {"Content-Type": media_type})

"""A run of an issue laid out by the engine and written as a galley, and the file of all runs."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from typing import Any, Self

from formatter.article import Book
from formatter.profile import Profile
from formatter.render import complaining, folios, galley, pulling, subset, typecase
from formatter.render.pdf import (
    _ENGINE,
    _FONTLESS,
    DEFAULT_OPTIONS,
    HTML,
    LOGGER,
    CounterStyle,
    Document,
    DocumentMetadata,
    FatalURLFetchingError,
    Page,
    _archive,
    _boxes,
    _fonts,
    _laid_out,
    _refused,
    _Sealed,
    background,
    engine_page,
    writing,
    writing_fonts,
)
from formatter.render.words import words
from formatter.theme import Theme


class Forme:
    """A run's pages laid out, and not written yet; `complaints` are the engine's of them.

    Their margins are empty: what stands there is drawn when the number of each page is known
    (`formatter.render.folios`).
    """

    def __init__(self, markup: str, document: Document, context: Any, press: Press) -> None:  # noqa: ANN401
        self.markup, self.complaints = markup, tuple(dict.fromkeys(press.complaints))
        self._document, self._context, self._press = document, context, press

    @property
    def boxes(self) -> list[Any]:
        """The engine's boxes of the pages, in order."""
        return _boxes(self._document)

    def galley(self, prefix: str) -> galley.Galley:
        """Return the pages written, once; `prefix` begins names in the whole file."""
        document, told = self._document, folios.told(self._context, self.boxes)
        made = self._press.written(document, prefix)
        return galley.placed(made, told, folios.head(self.markup))


class Press:
    """The engine made ready for the runs of one book: use it in a `with`.

    `cases` are configurations of fonts that are kept for further runs, and not closed at the end.
    `complaints` are what it complains of, `missing` the signs that it found in no font.
    """

    def __init__(
        self,
        book: Book,
        theme: Theme,
        profile: Profile,
        cases: typecase.Cases | None = None,
    ) -> None:
        self._cases = cases or new_cases()
        self._own = cases is None
        self._book, self._theme, self._profile = book, theme, profile
        self._fetcher = _Sealed(book, theme, profile)
        self._archive = _archive() if profile.pdf.standard else None
        standard = self._archive.standard(profile.pdf.standard) if self._archive else None
        self._asked: dict[str, Any] = standard.options if standard else {}
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self.complaints, self.missing = self._open.enter_context(complaining.gathered(LOGGER))
        if self._own:
            self._open.callback(self._cases.close)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def laid_out(self, markup: str) -> Forme:
        """Return the pages of a run; RenderError where they ask for what isn't in the book."""
        held: list[Any] = []
        case = self._cases.of(markup)
        case.held = held
        self.complaints.clear()
        try:
            document = _laid_out(markup, self._fetcher, case, **self._asked)
        except FatalURLFetchingError as why:
            raise _refused(self._fetcher) from why
        finally:
            case.held = None
        if case.is_empty:
            raise _FONTLESS
        return Forme(markup, document, held[0], self)

    def written(self, document: Document, prefix: str) -> galley.Galley:
        """Return pages of the engine's as a galley."""
        for page in document.pages:
            page.outline, page.bookmarks = page.bookmarks, []
        document.pages = pulling.Loose(document.pages)
        document.fonts, document.prefix = pulling.Fonts(), prefix
        if self._archive:
            said = partial(words, self._theme)
            self._archive.ready(document, said, self._fetcher.present)
        pdf = writing.generate_pdf(document, None, 1, **self._options())
        if self._archive:
            self._archive.drawn(pdf)
        return pulling.taken(pdf, document, self._fetcher.digests())

    def folios(self, head: str, asked: Sequence[folios.Asked]) -> tuple[galley.Galley, ...]:
        """Return what stands in the margins of runs' pages, a galley a run, one page for each."""
        html = HTML(string=head, url_fetcher=self._fetcher)
        options = self._options() | {"cache": None}
        make = partial(Document, metadata=DocumentMetadata(), url_fetcher=self._fetcher)
        case = self._cases.of(head)
        context = Document._build_layout_context(html, case, CounterStyle(), {}, options)  # noqa: SLF001
        engine = folios.Engine(html, context, engine_page, background)
        drawn = []
        for run in asked:
            document = make(
                pages=[Page(box) for box in engine.pages(run)],
                font_config=case,
                color_profiles={},
                output_intent=options["output_intent"],
            )
            made = self.written(document, "")
            drawn.append(galley.moved(made, engine.lefts))
        return tuple(drawn)

    def bound(
        self,
        faces: Iterable[galley.Face],
        fill: Callable[[Any, Mapping[str, bytes]], None],
        identifier: bytes,
        finisher: Any,  # noqa: ANN401
    ) -> bytes:
        """Return a file of pages that `fill` puts into it, given the fonts' references by key."""
        options = self._options()
        from formatter.render import periodical

        said = words(self._theme, self._book.language)
        told = DocumentMetadata(lang=self._book.language, **periodical.facts(self._book, said))
        document = Document([], told, self._fetcher, None, {}, options["output_intent"])
        document.fonts = {face.key: _Kept(face, self._fetcher.font(face)) for face in faces}
        pdf = writing.generate_pdf(document, None, 1, **options)
        place = pdf.objects[4 + len(document.color_profiles)]["Font"]
        fill(pdf, pdf.objects[int(place.split()[0])])
        if finisher:
            finisher(document, pdf)
        out = io.BytesIO()
        pdf.write(out, options["pdf_version"], identifier, compress=True)
        return out.getvalue()

    def finisher(self, boxes: Iterable[str]) -> Any:  # noqa: ANN401  of `formatter.render.archive`
        """Return what makes a file one of the standard that is asked for; None where none is."""
        if self._archive is None:
            return None
        return self._archive.Finisher(self._book, (self._theme, self._profile), boxes, _ENGINE)

    def _options(self) -> dict[str, Any]:
        variant = self._asked.get("pdf_variant")
        known = {key: value for key, value in self._asked.items() if value is not None}
        return {**DEFAULT_OPTIONS, **(writing.VARIANTS[variant][1] if variant else {}), **known}


def new_cases() -> typecase.Cases:
    """Return configurations of fonts to be kept for a number of runs."""
    return typecase.Cases(_fonts)


class _Kept(writing_fonts.Font):  # type: ignore[misc]
    """A font of galleys, as the engine has one of its own pages."""

    def __init__(self, face: galley.Face, data: bytes) -> None:
        for name, value in face.facts.items():
            setattr(self, name, value)
        self.file_content = data

    def subset(self, to_unicode: Mapping[int, str], hinting: bool) -> None:  # noqa: ARG002, FBT001
        """Leave the glyphs that are drawn."""
        missing = bool(self.missing)
        self.file_content = subset.drawn(self.file_content, self.index, to_unicode, missing=missing)

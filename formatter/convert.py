"""The whole line in one call: a source becomes an article, a book and the files asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from formatter.article import Article, Book, Edits, Image, Page, Rendering
from formatter.beside import OUTPUTS, Engine, Intake, engine
from formatter.errors import FormatterError, UsageError
from formatter.imprint import NO_COVER, Imprint
from formatter.profile import Profile
from formatter.profile import load as profile_of
from formatter.theme import Theme, load

if TYPE_CHECKING:
    from formatter.images import Limits
    from formatter.text.context import ToneStyle


class Converted(NamedTuple):
    """What a source became: the article, the book it was bound into, a rendering a format.

    `failed` holds the error of a format that couldn't be made while another could.
    """

    article: Article
    book: Book
    renderings: Mapping[str, Rendering]
    failed: Mapping[str, FormatterError]


def convert(  # noqa: PLR0913  each is one thing that a user may choose
    source: str | Path | bytes | Page,
    *,
    formats: Iterable[str] = ("epub", "pdf"),
    theme: str | Theme = "book",
    profile: str | Profile = "generic",
    url: str = "",
    legacy: str = "offer",
    smart: bool = False,
    tone_style: ToneStyle = "keep",
    online: bool = False,
    rules: Path | None = None,
    edits: Edits | Path | None = None,
    fonts: Iterable[str] = (),
    imprint: Imprint | None = None,
    cache: Path | None = None,
    engines: Mapping[str, Engine] | None = None,
    intake: Intake | None = None,
) -> Converted:
    """Return a source's article, laid out in `theme` in each of `formats`.

    `online` lets pictures and further pages of the article that weren't saved be fetched; an
    address as the source is always fetched. `rules` is a folder of rules for families of
    newspapers, which win over ours (`formatter.sites`). `engines` are those at work elsewhere, by
    format, and `intake` what reads and cleans elsewhere (`formatter.beside`); others are loaded
    here. `edits` are what an editor keeps and drops (`formatter.edits`): the value, or its file;
    without them the file that lies beside the source, if there is one. `fonts` are font files of
    the user's that take what no font of ours has (`formatter.typefile`), `imprint` what a publisher
    adds to the e-book. `cache` is a folder for pictures that were made ready (`formatter.images`):
    what lies there isn't made again.

    Raises the errors of the steps: NothingFoundError where there is no article, RefusedError beyond
    a limit, UsageError for a theme, format, profile, rule or font that can't be used; the error of
    a format where none could be made.
    """
    theme = (load(theme) if isinstance(theme, str) else theme).with_fonts(fonts)
    profile = profile_of(profile)
    names = tuple(formats)
    _must_exist(names)
    wanted = partial(
        intake or _article_of,
        source,
        url=url,
        legacy=legacy,
        smart=smart,
        tone_style=tone_style,
        online=online,
        rules=rules,
        edits=edits,
    )
    away = {name: render for name, render in (engines or {}).items() if name in names}
    here = tuple(name for name in names if name not in away)
    publisher = imprint or Imprint()
    publisher.must_be_right()
    bounds = limits(profile, publisher)
    if intake:
        article, loaded = _meanwhile(wanted, here)
        images = _gather(article, bounds, online=online, cache=cache)
    else:
        article = wanted()
        images, loaded = _ready(article, bounds, here, online=online, cache=cache)
    if not profile.pdf.standard:
        article = replace(article, source=article.source.bare())
    book = imprinted(_bind(article, images), publisher, profile)
    renderings, failed = _rendered(book, (theme, profile), names, loaded, away)
    if failed and not renderings:
        raise next(iter(failed.values()))
    return Converted(article=article, book=book, renderings=renderings, failed=failed)


def pictures_of(
    article: Article,
    profile: str | Profile,
    imprint: Imprint,
    *,
    online: bool = False,
    cache: Path | None = None,
) -> Mapping[str, Image]:
    """Return an article's pictures, fit for the reading systems of `profile`.

    What lies in the folder `cache` isn't made again.
    """
    return _gather(article, limits(profile, imprint), online=online, cache=cache)


def imprinted(book: Book, imprint: Imprint, profile: str | Profile) -> Book:
    """Return the book with what its publisher adds; UsageError for a cover that is no picture."""
    if imprint.cover in {"", NO_COVER}:
        return replace(book, imprint=imprint)
    from formatter.images import own_cover

    cover = own_cover(Path(imprint.cover), limits(profile, imprint))
    return replace(book, imprint=imprint, cover=cover)


def check(  # noqa: PLR0913  each is one thing that a user may choose
    *,
    formats: Iterable[str],
    theme: str,
    profile: str | Profile,
    rules: Path | None = None,
    fonts: Iterable[str] = (),
    imprint: Imprint | None = None,
) -> None:
    """Raise UsageError for a format, theme, profile, rule, font or imprint that can't be used.

    RefusedError for a font whose licence forbids it.
    """
    _must_exist(formats)
    load(theme).with_fonts(fonts).guests()
    publisher = imprint or Imprint()
    publisher.must_be_right()
    if publisher.page_list and not {"epub", "pdf"} <= set(formats):
        raise UsageError(
            "The pages that an EPUB lists are those of its PDF, and only one of them is asked for.",
            "Make both, or leave --page-list out.",
        )
    limits(profile)
    if rules:
        from formatter.sites import rules as families

        families(rules)


def limits(profile: str | Profile, imprint: Imprint | None = None) -> Limits:
    """Return the picture limits of a profile; UsageError where there is none of that name."""
    from formatter.images import Limits

    moving = imprint is not None and imprint.animation == "keep"
    return Limits(**asdict(profile_of(profile).pictures), moving=moving)


def _article_of(source: str | Path | bytes | Page, **wishes: Any) -> Article:  # noqa: ANN401
    from formatter.intake import article_of

    return article_of(source, **wishes)


def _meanwhile(
    wanted: Callable[[], Article], names: Sequence[str]
) -> tuple[Article, Mapping[str, Engine]]:
    """Return the article, which another process makes, and the engines.

    They and what opens pictures load meanwhile.
    """
    from formatter.images import load_openers

    with ThreadPoolExecutor(max_workers=1) as waiting:
        coming = waiting.submit(wanted)
        engines = {name: engine(name) for name in names}
        load_openers()
        return coming.result(), engines


def _ready(
    article: Article,
    profile: Limits,
    names: Sequence[str],
    *,
    online: bool,
    cache: Path | None,
) -> tuple[Mapping[str, Image], Mapping[str, Engine]]:
    """Return the pictures and the engines.

    Pillow lets go of the interpreter while it decodes, so the engines load meanwhile.
    """
    with ThreadPoolExecutor(max_workers=1) as beside:
        pictures = beside.submit(_gather, article, profile, online=online, cache=cache)
        engines = {name: engine(name) for name in names}
        return pictures.result(), engines


def laid_out(
    book: Book, dress: tuple[Theme, Profile], names: Sequence[str]
) -> tuple[Mapping[str, Rendering], Mapping[str, FormatterError]]:
    """Return a book in each of the formats, and the errors of those that couldn't be made."""
    return _rendered(book, dress, names, {name: engine(name) for name in names}, {})


def _rendered(
    book: Book,
    dress: tuple[Theme, Profile],
    names: Sequence[str],
    here: Mapping[str, Engine],
    away: Mapping[str, Engine],
) -> tuple[dict[str, Rendering], dict[str, FormatterError]]:
    """Return the renderings and the errors, by format; what is made away is made meanwhile.

    Where pages are listed the PDF comes first: the e-book is told where they begin.
    """
    if book.imprint.page_list and not book.pagination and {"epub", "pdf"} <= set(names):
        printed, fault = _rendered(book, dress, ("pdf",), here, away)
        told = replace(book, pagination=printed["pdf"].pagination) if printed else book
        others = [name for name in names if name != "pdf"]
        rest = {name: render for name, render in away.items() if name in others}
        others_made, faults = _rendered(told, dress, others, here, rest)
        both = printed | others_made
        return {name: both[name] for name in names if name in both}, fault | faults
    renderings: dict[str, Rendering] = {}
    failed: dict[str, FormatterError] = {}
    with ThreadPoolExecutor(max_workers=max(1, len(away))) as waiting:
        asked = {name: waiting.submit(render, book, *dress) for name, render in away.items()}
        for name in sorted(names, key=lambda name: name in asked):
            try:
                made = asked[name].result() if name in asked else here[name](book, *dress)
            except FormatterError as why:
                failed[name] = why
            else:
                renderings[name] = made
    return {name: renderings[name] for name in names if name in renderings}, failed


def _must_exist(formats: Iterable[str]) -> None:
    for name in formats:
        if name not in OUTPUTS:
            raise UsageError(
                f"There is no output named {name}.", f"Choose one of {', '.join(OUTPUTS)}."
            )


def _gather(
    article: Article, profile: Limits, *, online: bool, cache: Path | None
) -> Mapping[str, Image]:
    from formatter.images import Kept, gather

    kept = Kept(cache) if cache else None
    if not online:
        return gather([article], profile, kept=kept)
    from formatter.fetch import pictures

    return gather([article], profile, fetcher=pictures(), kept=kept)


def _bind(article: Article, images: Mapping[str, Image]) -> Book:
    from formatter.book import bind

    return bind([article], images=images)

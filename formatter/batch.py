"""Many sources: each converted on its own, its files written whole, a record of each.

One bad page stops nothing: what failed is told in its record and the rest is delivered.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from formatter.article import Book, Rendering
from formatter.beside import Engine, Intake
from formatter.convert import check, convert
from formatter.edits import must_be_of_one
from formatter.errors import FormatterError
from formatter.further import outcomes
from formatter.imprint import Imprint
from formatter.profile import Profile
from formatter.records import Record, broken, failure, rendered, success
from formatter.text.address import is_address
from formatter.text.slug import slug, untaken
from formatter.workers import Workers
from formatter.written import deliver, must_be_writable

if TYPE_CHECKING:
    from formatter.images import Kept
    from formatter.text.context import ToneStyle


# What of an order says how a page is read, apart from how its article is laid out.
READING = ("url", "legacy", "smart", "tone_style", "online", "rules", "edits")


class Order(NamedTuple):
    """How sources are converted: the arguments of `convert`, and the folder for the files.

    `records` are the forms of records for catalogues that lie beside each file (`formatter.cards`),
    `bag` is the folder that all files are packed into in the end (`formatter.bag`), `cache` one
    for what later runs needn't make again.
    """

    folder: Path
    formats: tuple[str, ...] = ("epub", "pdf")
    theme: str = "book"
    profile: str | Profile = "generic"
    url: str = ""
    legacy: str = "offer"
    smart: bool = False
    tone_style: ToneStyle = "keep"
    online: bool = False
    rules: Path | None = None
    edits: Path | None = None
    fonts: tuple[str, ...] = ()
    imprint: Imprint = Imprint()
    records: tuple[str, ...] = ()
    bag: Path | None = None
    cache: Path | None = None

    def reading(self) -> dict[str, Any]:
        """Return how a page is read and cleaned, as `article_of` and `convert` are told it."""
        return {name: getattr(self, name) for name in READING}

    @property
    def pictures(self) -> Path | None:
        """The folder of the pictures that were made ready in other runs."""
        return self.cache / "pictures" if self.cache else None

    def kept(self) -> Kept | None:
        """Return the pictures that were made ready in other runs, None where none are kept."""
        if self.pictures is None:
            return None
        from formatter.images import Kept

        return Kept(self.pictures)

    def swept(self) -> None:
        """Take out of the cache what was used longest ago, where it has grown too large."""
        if kept := self.kept():
            kept.sweep()

    def catalogued(
        self, book: Book, renderings: Mapping[str, Rendering]
    ) -> tuple[Mapping[str, Rendering], Mapping[str, tuple[str, ...]]]:
        """Return a book's files with the records for catalogues, and the card that a bag needs."""
        if not (self.records or self.bag) or not renderings:
            return renderings, {}
        from formatter.cards import card, cards

        return {**renderings, **cards(book, self.records)}, card(book) if self.bag else {}


class _Made(NamedTuple):
    """What a worker hands back: the record without its outputs, the name and bytes of the files."""

    record: Record
    renderings: Mapping[str, Rendering]
    name: str = ""


def run(
    sources: Sequence[str | bytes],
    order: Order,
    *,
    jobs: int = 1,
    engines: Mapping[str, Engine] | None = None,
    intake: Intake | None = None,
) -> Iterator[Record]:
    """Yield a record of each source, in their order, its files written to the order's folder.

    `jobs` is the number of processes; where it is one, `engines` and `intake` are those at work
    beside it (`formatter.beside`). Raises UsageError before any work where the folder can't be
    written, or a format, theme, profile, rule or list of edits can't be used.
    """
    must_be_right(order, len(sources))
    taken: set[str] = set()
    with Workers(min(jobs, len(sources))) as workers:
        made = outcomes(
            sources,
            partial(_work, order=order, engines=engines, intake=intake)
            if jobs == 1
            else partial(_work, order=order),
            lost=_lost,
            further=_further,
            workers=workers,
            legacy=order.legacy,
        )
        yield from (_deliver(each, order, taken) for each in made)
    order.swept()


def _further(source: str, first: str) -> _Made:
    note = f"It is a further page of {first} and stands in that book."
    return _Made(record=Record(source=source, status="done", notes=(note,)), renderings={})


def must_be_right(order: Order, sources: int) -> None:
    """Make the order's folder; UsageError for what of the order can't be done."""
    must_be_writable(order.folder)
    if kept := order.kept():
        kept.must_be_usable()
    must_be_of_one(order.edits, sources)
    check(
        formats=order.formats,
        theme=order.theme,
        profile=order.profile,
        rules=order.rules,
        fonts=order.fonts,
        imprint=order.imprint,
    )


def _lost(source: str | bytes) -> _Made:
    """Return the record of a source that its process didn't outlive."""
    return _Made(record=failure(named(source), killed(), time.perf_counter()), renderings={})


def killed() -> FormatterError:
    """Return the error of a source that its process didn't outlive."""
    return FormatterError(
        "The system ended the process that worked on the page, most often for want of memory.",
        "Give this page alone on a machine with more memory, and look whether it is what it seems.",
    )


def _work(
    source: str | bytes,
    order: Order,
    engines: Mapping[str, Engine] | None = None,
    intake: Intake | None = None,
) -> _Made:
    start = time.perf_counter()
    name = named(source)
    try:
        done = convert(
            given(source),
            formats=order.formats,
            theme=order.theme,
            profile=order.profile,
            **order.reading(),
            fonts=order.fonts,
            imprint=order.imprint,
            cache=order.pictures,
            engines=engines,
            intake=intake,
        )
    except FormatterError as why:
        return _Made(record=failure(name, why, start), renderings={})
    except Exception as why:  # noqa: BLE001  a fault of ours is a failure of its page alone
        return _Made(record=broken(name, why, start), renderings={})
    told = success(name, done.article, done.book.images.values(), start)
    files, card = order.catalogued(done.book, done.renderings)
    return _Made(
        record=rendered(told, done.renderings, done.failed)._replace(card=card),
        name="-".join(filter(None, (done.article.published[:10], slug(done.article.title)))),
        renderings=files,
    )


def given(source: str | bytes) -> str | Path | bytes:
    """Return a source as `convert` takes it: bytes and addresses as they are, a file's path."""
    return source if isinstance(source, bytes) or is_address(source) else Path(source)


def named(source: str | bytes) -> str:
    """Return what a record calls a source: standard input is `-`."""
    return "-" if isinstance(source, bytes) else source


def _deliver(made: _Made, order: Order, taken: set[str]) -> Record:
    """Write a source's files beside each other and return its record with them."""
    if not made.renderings:
        return made.record
    name = untaken(made.name, taken)
    return made.record.with_outputs(*deliver(name, made.renderings, order.folder))

"""The binder: one book of many sources, in sections, in volumes, or added to an earlier edition."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from formatter import store
from formatter.article import Article, Book, Image
from formatter.batch import Order, given, killed, must_be_right, named
from formatter.bundle import Leaf
from formatter.convert import imprinted, laid_out, pictures_of
from formatter.edition import Binding, books, key
from formatter.errors import FormatterError, UsageError
from formatter.further import outcomes
from formatter.intake import article_of
from formatter.profile import load as profile_of
from formatter.records import Record, broken, failure, rendered, success
from formatter.spool import bare, spooled
from formatter.text.slug import slug
from formatter.theme import load
from formatter.workers import Workers
from formatter.written import deliver


class _Bound(NamedTuple):
    """What a worker hands back: the record of a source, its article with its pictures, its place.

    That is the folder that the source lies in, and the feed that lists it.
    """

    record: Record
    article: Article | None = None
    images: Mapping[str, Image] = {}
    folder: str = ""
    feed: str = ""


def run(
    sources: Sequence[str | bytes], order: Order, binding: Binding, *, jobs: int = 1
) -> Iterator[Record]:
    """Yield a record of each source, in their order, after the book of all of them is written.

    An article that comes twice stands once; one that an earlier edition holds takes its place
    there. What a book says of itself, as the signs its fonts lack, stands in the record of the
    first of its sources. Raises UsageError before any work for an order, a binding or an earlier
    edition that can't be used.
    """
    must_be_right(order, len(sources))
    binding.must_be_right()
    earlier = _earlier(binding, profile_of(order.profile).epub.suffix)
    theme = load(order.theme).with_fonts(order.fonts)
    with (
        tempfile.TemporaryDirectory(dir=order.folder, prefix=".formatter-") as spool,
        Workers(min(jobs, len(sources))) as workers,
    ):
        if earlier:
            held = {name: spooled(image, Path(spool)) for name, image in earlier.images.items()}
            earlier = replace(earlier, images=held)
        found = list(
            outcomes(
                sources,
                partial(_work, order=order, spool=Path(spool), feeds=binding.by == "feed"),
                lost=_lost,
                further=_further,
                workers=workers,
                legacy=order.legacy,
            )
        )
        records, places = _told_twice(found)
        leaves = [
            Leaf(bound.article, bound.folder, bound.feed)
            for i in places.values()
            if (bound := found[i]).article
        ]
        if leaves:
            images = {name: image for each in found for name, image in each.images.items()}
            for book in books(leaves, images, binding, theme, earlier):
                _write(
                    imprinted(book, order.imprint.after(book.imprint), order.profile),
                    records,
                    places,
                    order,
                    binding.update,
                )
    order.swept()
    yield from records


def _earlier(binding: Binding, suffix: str) -> Book | None:
    """Return the edition that is added to, None where there is none; UsageError for a wrong one."""
    if binding.update is None:
        return None
    if f"{_stem(binding.update)}{suffix}" != binding.update.name:
        raise UsageError(
            f"{binding.update} would be written as {_stem(binding.update)}{suffix}, beside itself.",
            "Give the --profile it was made for: kobo for a .kepub.epub, another for an .epub.",
        )
    from formatter.clean.vocabulary import faults

    book = store.unpacked(binding.update)
    if any(True for article in book.articles for _ in faults(article.body)):
        raise UsageError(
            f"{binding.update} can't be added to: what it keeps of its articles is damaged.",
            "Bind its articles anew, from their pages.",
        )
    return book


def _further(source: str, first: str) -> _Bound:
    note = f"It is a further page of {first} and stands in that article."
    return _Bound(Record(source=source, status="done", notes=(note,)))


def _lost(source: str | bytes) -> _Bound:
    return _Bound(failure(named(source), killed(), time.perf_counter()))


def _work(source: str | bytes, order: Order, spool: Path, *, feeds: bool = False) -> _Bound:
    start = time.perf_counter()
    name = named(source)
    try:
        article = article_of(given(source), **order.reading())
        # Without a cache that stays, the workers of this run share one that doesn't.
        kept = order.pictures or spool
        images = pictures_of(article, order.profile, order.imprint, online=order.online, cache=kept)
        held = {name: spooled(image, spool) for name, image in images.items()}
    except FormatterError as why:
        return _Bound(failure(name, why, start))
    except Exception as why:  # noqa: BLE001  a fault of ours is a failure of its page alone
        return _Bound(broken(name, why, start))
    shown = bare(article, spool, archive=bool(profile_of(order.profile).pdf.standard))
    path = given(source)
    folder = path.parent.name if isinstance(path, Path) else ""
    feed = _feed(path, article.url) if feeds and isinstance(path, Path) else ""
    return _Bound(success(name, article, held.values(), start), shown, held, folder, feed)


def _feed(path: Path, url: str) -> str:
    from formatter.source.items import title

    return title(path, url)


def _told_twice(found: Sequence[_Bound]) -> tuple[list[Record], dict[str, int]]:
    """Return the records, and the place of each article by its key: the first of those alike."""
    records: list[Record] = []
    places: dict[str, int] = {}
    for i, bound in enumerate(found):
        record = bound.record
        if bound.article is not None:
            first = places.setdefault(key(bound.article), i)
            if first != i:
                note = (
                    f"It is the article of {found[first].record.source}, which stands in the book."
                )
                record = record._replace(notes=(*record.notes, note))
        records.append(record)
    return records, places


def _stem(path: Path) -> str:
    return path.name.removesuffix(".epub").removesuffix(".kepub")


def _write(
    book: Book,
    records: list[Record],
    places: Mapping[str, int],
    order: Order,
    over: Path | None,
) -> None:
    """Write a book, `over` an earlier edition, and enter its files in its sources' records."""
    theme, profile = load(order.theme).with_fonts(order.fonts), profile_of(order.profile)
    renderings, failed = laid_out(book, (theme, profile), order.formats)
    name, folder = (_stem(over), over.parent) if over else (slug(book.title), order.folder)
    files, card = order.catalogued(book, renderings)
    outputs, problem = deliver(name, files, folder)
    own = [places[name] for article in book.articles if (name := key(article)) in places]
    for i in own:
        records[i] = records[i].with_outputs(outputs, problem)
    if own:
        records[own[0]] = rendered(records[own[0]], renderings, failed)._replace(card=card)

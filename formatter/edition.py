"""An edition: articles bound into a book, into volumes, or added to an earlier edition of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from formatter import bundle
from formatter.article import Article, Book, Image, Section
from formatter.book import bind
from formatter.bundle import Leaf, Limit
from formatter.errors import UsageError
from formatter.render.words import words
from formatter.text.paging import key as address_key
from formatter.theme import Theme

# What a volume holds besides its articles: cover, fonts, style sheets.
_FRAME = 500_000


class Binding(NamedTuple):
    """How a book is bound.

    `title` is what it is called; `by` makes its sections (`formatter.bundle.sections`); `split` is
    what a volume may hold, `50` articles or `45MB`, empty for one book however large. `update` is
    an EPUB of ours that the articles are added to, `series` and `number` what the book is an issue
    of.
    """

    title: str = ""
    by: str = "none"
    split: str = ""
    update: Path | None = None
    series: str = ""
    number: int = 0

    def must_be_right(self) -> None:
        """Raise UsageError for an order, a limit or an earlier edition that can't be used."""
        bundle.must_be_an_order(self.by)
        if self.split:
            bundle.limit(self.split)
        if self.split and self.update:
            raise UsageError(
                "A book that is added to can't be split.",
                "Leave --split out, or bind all articles anew without --update.",
            )


def books(
    leaves: Sequence[Leaf],
    images: Mapping[str, Image],
    binding: Binding,
    theme: Theme,
    earlier: Book | None = None,
) -> Iterator[Book]:
    """Yield the book that the articles are bound into, or its volumes in order.

    An article that `earlier` holds takes its place there, the others come after those of its
    section; its order of sections goes on where `binding` has none. Raises UsageError for an order
    or a limit that there isn't.
    """
    spoken = Counter(leaf.article.language for leaf in leaves).most_common(1)[0][0]
    language = earlier.language if earlier else spoken
    said = words(theme, language)
    by, other = binding.by, said["other_articles"]

    def day(date: str) -> str:
        return said.days(date, date)

    if earlier and by == "none":
        by = bundle.order_of(earlier.sections, day=day, other=other)
    parts = bundle.sections(leaves, by, day=day, other=other)
    title = binding.title or (earlier.title if earlier else leaves[0].article.title)
    if earlier:
        book = bind(
            (),
            images={**earlier.images, **images},
            title=title,
            language=language,
            sections=_added(earlier.sections, parts),
        )
        yield replace(
            book,
            identifier=earlier.identifier,
            series=binding.series or earlier.series,
            number=binding.number or earlier.number,
            imprint=earlier.imprint,
            cover=earlier.cover,
        )
        return
    most = bundle.limit(binding.split) if binding.split else Limit()
    size = partial(_size, images)
    room = most._replace(size=max(most.size - _FRAME, 1)) if most.size else most
    cut = bundle.volumes(parts, room, size) if binding.split else (parts,)
    for number, sections in enumerate(cut, start=1):
        several = len(cut) > 1
        name = said["volume"].format(title=title, number=number) if several else title
        book = bind((), images=images, title=name, language=language, sections=sections)
        series = binding.series or (title if several else "")
        yield replace(book, series=series, number=number if several else binding.number)


def _size(images: Mapping[str, Image], article: Article) -> int:
    """Return the most bytes that an article takes of an EPUB, its pictures with it."""
    held = (images[ref.id] for ref in article.images if ref.id in images)
    # It is there as a document and in the book's record, each packed to about a half.
    text = len(article.body.encode()) + 4_000
    return text + sum(image.path.stat().st_size for image in held if image.path)


def _added(earlier: Sequence[Section], parts: Iterable[Section]) -> tuple[Section, ...]:
    """Return an edition's sections with the new articles at the end of those they belong to."""
    held = [(part, list(part.articles), list(part.names)) for part in earlier]
    where = {key(a): (p, i) for p, part in enumerate(earlier) for i, a in enumerate(part.articles)}
    titles = {part.title: p for p, part in enumerate(earlier)}
    for part in parts:
        new = []
        for article in part.articles:
            if place := where.get(key(article)):
                held[place[0]][1][place[1]] = article
            else:
                new.append(article)
        if not new:
            continue
        if part.title not in titles:
            titles[part.title] = len(held)
            held.append((replace(part, articles=()), [], []))
        _, articles, names = held[titles[part.title]]
        articles += new
        names += [""] * len(new)
    return tuple(
        replace(part, articles=tuple(articles), names=tuple(names))
        for part, articles, names in held
    )


def key(article: Article) -> str:
    """Return what tells whether two articles are the same: its address, or its words."""
    if article.url:
        return address_key(article.url)
    return hashlib.sha256(f"{article.title}\n{article.body}".encode()).hexdigest()

"""A book's documents in reading order, with its contents, its landmarks and its pictures' files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from formatter.article import Book, Image
from formatter.errors import RenderError
from formatter.render import documents, pages, placeholder, stories
from formatter.render.body import Shown
from formatter.render.documents import Document, Entry, Frame
from formatter.theme import Theme

COVER_PICTURE = "images/cover.png"
NAV = "nav.xhtml"
_SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/svg+xml": "svg",
}
_SHOWN = re.compile(r"image:([a-z0-9-]+)")


class Picture(NamedTuple):
    """A picture's file in the package: its name, media type and bytes."""

    name: str
    media_type: str
    data: bytes


class Landmark(NamedTuple):
    """A place a reader jumps to: its type in EPUB 3 and in the guide of EPUB 2, address, label."""

    kind: str
    guide: str
    href: str
    label: str


class Spine(NamedTuple):
    """What is read, in order. `nav` is read too in a book of several articles, after `front`.

    `pictures` are each file once, however many ids share it.
    """

    front: tuple[Document, ...]
    nav: Document
    body: tuple[Document, ...]
    entries: tuple[Entry, ...]
    landmarks: tuple[Landmark, ...]
    pictures: tuple[Picture, ...]
    several: bool

    @property
    def read(self) -> tuple[Document, ...]:
        """The documents a reader pages through."""
        return (*self.front, *([self.nav] if self.several else []), *self.body)


def spine(book: Book, theme: Theme, sheets: tuple[str, ...]) -> Spine:
    """Return the book's documents, linked to the style sheets `sheets`.

    Raises RenderError where a body names a picture the book doesn't hold, or one of a kind that
    reading systems don't show.
    """
    labels = pages.labels(theme, book.language)
    frame = Frame(language=book.language, labels=labels, sheets=sheets)
    pictures = _pictures(book, theme, labels["missing_picture"])
    shown = {
        name: Shown(
            file=picture.name,
            otherwise=labels["missing_picture"] if book.images[name].missing else "",
        )
        for name, picture in pictures.items()
    }
    several = len(book.articles) > 1
    front = [documents.cover(frame, book.title, COVER_PICTURE)]
    if several:
        count = f"{len(book.articles)} {labels['articles']}"
        about = ((count, stories.span(book)), stories.sites(book))
        said = [" · ".join(filter(None, parts)) for parts in about]
        front.append(documents.title_page(frame, book.title, said))
    numbers = iter(range(1, len(book.articles) + 1))
    body: list[Document] = []
    entries: list[Entry] = []
    for order, part in enumerate(book.sections, start=1):
        made = [
            documents.article(
                frame,
                f"article-{next(numbers):03}.xhtml",
                piece,
                pages.labels(theme, piece.language),
                shown,
            )
            for piece in part.articles
        ]
        lines = [_entry(document, heads=not several) for document in made]
        if part.title and several:
            opening = documents.section(frame, f"section-{order:02}.xhtml", part, lines)
            body.append(opening)
            lines = [Entry(title=part.title, href=opening.name, entries=tuple(lines))]
        body += made
        entries += lines
    landmarks = _landmarks(labels, body, several=several)
    marks = [(mark.kind, mark.href, mark.label) for mark in landmarks]
    nav = Document(
        name=NAV, title=labels["contents"], markup=documents.contents(frame, entries, marks)
    )
    return Spine(
        front=tuple(front),
        nav=nav,
        body=tuple(body),
        entries=tuple(entries),
        landmarks=tuple(landmarks),
        pictures=tuple({picture.name: picture for picture in pictures.values()}.values()),
        several=several,
    )


def _entry(document: Document, *, heads: bool) -> Entry:
    # Two levels are all that Kindle's contents show.
    below = [Entry(title=t, href=f"{document.name}#{i}") for i, t in document.heads if t]
    return Entry(title=document.title, href=document.name, entries=tuple(below if heads else ()))


def _landmarks(labels: Mapping[str, str], body: list[Document], *, several: bool) -> list[Landmark]:
    marks = [Landmark(kind="cover", guide="cover", href="cover.xhtml", label=labels["cover"])]
    if several:
        contents = labels["contents"]
        marks.append(Landmark(kind="toc", guide="toc", href=f"{NAV}#toc", label=contents))
    if body:
        start = labels["start"]
        marks.append(Landmark(kind="bodymatter", guide="text", href=body[0].name, label=start))
    return marks


def _shown(book: Book) -> dict[str, Image]:
    """Return the pictures the bodies name, by id, in order."""
    shown: dict[str, Image] = {}
    for article in book.articles:
        for name in _SHOWN.findall(article.body):
            if name in book.images:
                shown[name] = book.images[name]
    return shown


def _pictures(book: Book, theme: Theme, label: str) -> dict[str, Picture]:
    """Return the file of each picture by its id; equal bytes are one file."""
    first: dict[tuple[str, bytes], Picture] = {}
    pictures: dict[str, Picture] = {}
    for name, image in _shown(book).items():
        media_type, data = image.media_type, image.data
        if image.missing:
            media_type = "image/svg+xml"
            reason = pages.absence(theme, book.language, image.missing)
            said = ": ".join(filter(None, (label, reason)))
            data = placeholder.svg([said, image.address or image.id])
        if media_type not in _SUFFIXES:
            raise RenderError(
                f"The picture {image.address or name} is {media_type or 'of no known kind'}, "
                "which reading systems don't show.",
                f"Convert it to one of {', '.join(_SUFFIXES)}.",
            )
        made = Picture(
            name=f"images/{name}.{_SUFFIXES[media_type]}", media_type=media_type, data=data
        )
        pictures[name] = first.setdefault((media_type, data), made)
    return pictures

"""A book's documents in reading order, with its contents, its landmarks and its pictures' files."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from formatter import pagination
from formatter.article import Book, Image
from formatter.errors import RenderError
from formatter.pagination import Break
from formatter.render import documents, placeholder, stories
from formatter.render.around import HEAD, Around
from formatter.render.body import Phrases, Shown
from formatter.render.documents import Document, Entry, Frame
from formatter.render.paging import marked
from formatter.render.words import Words, words
from formatter.theme import Theme

COVER = "images/cover"
NAV = "nav.xhtml"
SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/svg+xml": "svg",
}
_SHOWN = re.compile(r"image:([a-z0-9-]+)")


class Picture(NamedTuple):
    """A picture's file in the package: its name, media type and bytes, or the file they lie in."""

    name: str
    media_type: str
    data: bytes | Path


class Landmark(NamedTuple):
    """A place a reader jumps to: its type in EPUB 3 and in the guide of EPUB 2, address, label."""

    kind: str
    guide: str
    href: str
    label: str


class Spine(NamedTuple):
    """What is read, in order. `nav` is read too in a book of several articles, after `front`.

    `pictures` are each file once, however many ids share it; `files` are their names by id.
    `names` are those of each section's document and its articles', without a suffix.
    """

    front: tuple[Document, ...]
    nav: Document
    body: tuple[Document, ...]
    entries: tuple[Entry, ...]
    landmarks: tuple[Landmark, ...]
    pictures: tuple[Picture, ...]
    files: Mapping[str, str]
    several: bool
    names: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def read(self) -> tuple[Document, ...]:
        """The documents a reader pages through."""
        return (*self.front, *([self.nav] if self.several else []), *self.body)


def spine(book: Book, theme: Theme, sheets: tuple[str, ...], cover: Picture | None = None) -> Spine:
    """Return the book's documents, linked to the style sheets `sheets`, the cover before them.

    Raises RenderError where a body names a picture the book doesn't hold, or one of a kind that
    reading systems don't show.
    """
    said = words(theme, book.language)
    frame = Frame(words=said, sheets=sheets)
    pictures = _pictures(book, said)
    # What stands in place of a description is read aloud in its article's language.
    tongues = {piece.language for piece in book.articles}
    shown = {tongue: _called(book, pictures, words(theme, tongue)) for tongue in tongues}
    phrases = {tongue: _phrases(words(theme, tongue)) for tongue in tongues}
    several = len(book.articles) > 1
    begun = _begun(book)
    covers = begun.get(pagination.COVER, [])
    front = [documents.cover(frame, book.title, cover.name, covers)] if cover else []
    around = Around(book, frame)
    if book.issue:
        heads = [*([] if cover else covers), *begun.get(pagination.TITLE, ())]
        front.append(around.masthead(pictures[HEAD].name if HEAD in pictures else "", heads))
    elif several:
        count = said.count("articles", len(book.articles))
        about = ((count, stories.span(book, said)), stories.sites(book))
        under = [" · ".join(filter(None, parts)) for parts in about]
        front.append(
            documents.title_page(frame, book.title, under, begun.get(pagination.TITLE, ()))
        )
    names = _names(book)
    numbers = itertools.count()
    body: list[Document] = []
    told: list[Document] = []
    entries: list[Entry] = []
    for place, (part, (name, below)) in enumerate(zip(book.sections, names, strict=True)):
        made = [
            documents.article(
                frame,
                f"{own}.xhtml",
                piece,
                shown[piece.language],
                phrases[piece.language],
                begun.get(number := next(numbers), ()),
                around.article(place, number),
            )
            for own, piece in zip(below, part.articles, strict=True)
        ]
        lines = [_entry(document, heads=not several) for document in made]
        if part.title and several:
            color = around.color(place)
            opening = documents.section(frame, f"{name}.xhtml", part, lines, color)
            body.append(opening)
            lines = [Entry(title=part.title, href=opening.name, entries=tuple(lines))]
        body += made
        told += made
        entries += lines
    last = around.back(told, begun)
    body += last
    entries += [_entry(document, heads=False) for document in last]
    landmarks = _landmarks(said, body, several=several, covered=bool(cover))
    marks = [(mark.kind, mark.href, mark.label) for mark in landmarks]
    before, _, own = marked("", begun.get(pagination.CONTENTS, ()), "_")
    held_in = [
        *((document.name, document.marks) for document in front),
        (NAV, own),
        *((document.name, document.marks) for document in body),
    ]
    pages = [(f"{name}#{mark.id}", mark.page) for name, held in held_in for mark in held]
    nav = Document(
        name=NAV,
        title=around.contents,
        markup=documents.contents(frame, entries, marks, pages, before, around.contents),
    )
    return Spine(
        front=tuple(front),
        nav=nav,
        body=tuple(body),
        entries=tuple(entries),
        landmarks=tuple(landmarks),
        pictures=tuple({picture.name: picture for picture in pictures.values()}.values()),
        files={name: picture.name for name, picture in pictures.items()},
        several=several,
        names=names,
    )


def _begun(book: Book) -> dict[int, list[Break]]:
    """Return the pages of print that begin in each article, and in what stands before them."""
    begun: dict[int, list[Break]] = {}
    for each in book.pagination.breaks if book.pagination else ():
        begun.setdefault(each.article, []).append(each)
    return begun


def _names(book: Book) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what the document of each section is called, and those of its articles.

    A name given by an earlier edition stays, so that a reader's place and notes in it do; the
    others are numbered on.
    """
    sections = _numbered("section-{:02}", [part.name for part in book.sections])
    given = [part.names or ("",) * len(part.articles) for part in book.sections]
    articles = iter(_numbered("article-{:03}", [name for names in given for name in names]))
    return tuple(
        (name, tuple(itertools.islice(articles, len(below))))
        for name, below in zip(sections, given, strict=True)
    )


def _numbered(form: str, given: Sequence[str]) -> list[str]:
    taken = [int(found[0]) for name in given if (found := re.search(r"\d+\Z", name))]
    numbers = itertools.count(max(taken, default=0) + 1)
    return [name or form.format(next(numbers)) for name in given]


def _entry(document: Document, *, heads: bool) -> Entry:
    # Two levels are all that Kindle's contents show.
    below = [Entry(title=t, href=f"{document.name}#{i}") for i, t in document.heads if t]
    return Entry(title=document.title, href=document.name, entries=tuple(below if heads else ()))


def _landmarks(
    said: Words, body: list[Document], *, several: bool, covered: bool
) -> list[Landmark]:
    marks = []
    if covered:
        marks.append(Landmark(kind="cover", guide="cover", href="cover.xhtml", label=said["cover"]))
    if several:
        contents = said["contents"]
        marks.append(Landmark(kind="toc", guide="toc", href=f"{NAV}#toc", label=contents))
    if body:
        start = said["start"]
        marks.append(Landmark(kind="bodymatter", guide="text", href=body[0].name, label=start))
    return marks


def _shown(book: Book) -> dict[str, Image]:
    """Return the pictures the bodies name, by id, in order; that of an issue's head first."""
    shown: dict[str, Image] = {}
    if book.issue and HEAD in book.images:
        shown[HEAD] = book.images[HEAD]
    for article in book.articles:
        for name in _SHOWN.findall(article.body):
            if name in book.images:
                shown[name] = book.images[name]
    return shown


def _called(book: Book, pictures: Mapping[str, Picture], said: Words) -> dict[str, Shown]:
    """Return each picture's file by its id, and what a missing one is called."""
    label = said["missing_picture"]
    return {
        name: Shown(file=picture.name, otherwise=label if book.images[name].missing else "")
        for name, picture in pictures.items()
    }


def _phrases(said: Words) -> Phrases:
    return Phrases(caption=said["by_caption"], back=said["back"])


def _pictures(book: Book, said: Words) -> dict[str, Picture]:
    """Return the file of each picture by its id; equal bytes, or one file of them, are one file."""
    first: dict[tuple[str, bytes | str], Picture] = {}
    pictures: dict[str, Picture] = {}
    for name, image in _shown(book).items():
        media_type = image.media_type
        data: bytes | Path = image.data if image.path is None else image.path
        if image.missing:
            media_type = "image/svg+xml"
            why = filter(None, (said["missing_picture"], said.absence(image.missing)))
            data = placeholder.svg([": ".join(why), image.address or image.id])
        if media_type not in SUFFIXES:
            raise RenderError(
                f"The picture {image.address or name} is {media_type or 'of no known kind'}, "
                "which reading systems don't show.",
                f"Convert it to one of {', '.join(SUFFIXES)}.",
            )
        made = Picture(
            name=f"images/{name}.{SUFFIXES[media_type]}", media_type=media_type, data=data
        )
        # A path takes ten times as long to be hashed as its letters.
        content = data if isinstance(data, bytes) else str(data)
        pictures[name] = first.setdefault((media_type, content), made)
    return pictures

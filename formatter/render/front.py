"""The cover of an e-book: the publisher's own, or one drawn of its words and of a picture in it."""

from __future__ import annotations

import re

from formatter.article import Book, Image
from formatter.imprint import NO_COVER
from formatter.render import cover, photograph, stories
from formatter.render.body import legal
from formatter.render.spine import COVER, SUFFIXES, Picture
from formatter.render.words import Words
from formatter.theme import Theme

_FIGURE = re.compile(r'<figure\b[^>]*><img src="image:([a-z0-9-]+)"')
# A smaller picture would show its pixels, a narrower one is a strip.
_WIDTH, _HEIGHT, _SLIMMEST = 600, 400, 2.4


def front(book: Book, theme: Theme, said: Words) -> Picture | None:
    """Return the picture on the cover, None where the publisher wants none.

    A drawn one has the title, the newspapers, the writers or the titles, the date, and the first
    photograph of the articles that is large enough.
    """
    if book.imprint.cover == NO_COVER:
        return None
    if own := _own(book):
        return Picture(f"{COVER}.{SUFFIXES[own.media_type]}", own.media_type, own.read())
    words = _words(book, said)
    for photo in _photographs(book):
        try:
            data = cover.jpeg(words, theme, photo.read())
        except OSError:
            continue
        return Picture(f"{COVER}.jpg", "image/jpeg", data)
    return Picture(f"{COVER}.png", "image/png", cover.png(words, theme))


def expected(book: Book) -> Picture | None:
    """Return the cover as it will be called, without its bytes: what is drawn takes a while.

    A photograph that turns out to be cut short gives it another name.
    """
    if book.imprint.cover == NO_COVER:
        return None
    if own := _own(book):
        return Picture(f"{COVER}.{SUFFIXES[own.media_type]}", own.media_type, b"")
    for photo in _photographs(book):
        try:
            with photograph.opened(photo.read()):
                return Picture(f"{COVER}.jpg", "image/jpeg", b"")
        except OSError:
            continue
    return Picture(f"{COVER}.png", "image/png", b"")


def _own(book: Book) -> Image | None:
    """Return the publisher's own cover: that of an issue's file is a picture on a drawn one."""
    return None if book.issue and not book.imprint.cover else book.cover


def _words(book: Book, said: Words) -> cover.Words:
    titles = tuple(legal(article.title) for article in book.articles if article.title)
    if book.issue:
        from formatter.render import periodical

        return periodical.front(book.issue, titles, said)
    return cover.Words(
        origin=tuple(map(legal, stories.sites(book))),
        title=book.title,
        below=titles if len(book.articles) > 1 else (legal(", ".join(book.creators)),),
        date=stories.span(book, said) or said.days(book.date[:10], book.date[:10]),
    )


def _photographs(book: Book) -> list[Image]:
    """Return the first two pictures that may stand on a cover, in reading order."""
    found: list[Image] = [book.cover] if book.issue and book.cover else []
    for article in book.articles:
        for name in _FIGURE.findall(article.body):
            image = book.images.get(name)
            if image and _fits(image) and len(found) < 2:
                found.append(image)
        if len(found) == 2:
            break
    return found


def _fits(image: Image) -> bool:
    large = image.width >= _WIDTH and image.height >= _HEIGHT
    # What isn't JPEG is drawn: a chart, a map, a page of a book.
    return large and image.media_type == "image/jpeg" and image.width <= _SLIMMEST * image.height

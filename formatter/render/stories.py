"""A book's articles as the print templates see them: heads, running heads, colophons, codes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Container

from markupsafe import Markup

from formatter.article import Article, Book
from formatter.render import pages
from formatter.render.body import said, sourced
from formatter.render.body import words as words_of
from formatter.render.glue import glued
from formatter.render.origin import Line, colophon
from formatter.render.words import Words
from formatter.value import dataclass

# A body's own anchors and the calls to them; two articles of a book may use the same.
_ANCHORED = re.compile(r'<[a-z][^<>]*(?: id="| href="#)[^<>]*>')
_ANCHOR = re.compile(r'( id="| href="#)')
# An element of XHTML that closes itself, where HTML would leave it open.
_CLOSED = re.compile(r"<(?!br|hr|img)(\w+)([^<>]*?)\s*/>")
# A table of so many columns is wider than a newspaper's column.
_WIDE = 6
_HEAD = re.compile(r"<h2\b[^<>]*>(.*?)</h2>", re.DOTALL)
_LEAD = re.compile(r'\s*<p class="lead"[^<>]*>(.*?)</p>', re.DOTALL)
# What stands in a poem beside its verses.
_BESIDE_VERSE = frozenset({' class="verse"', ' class="lead"', ' class="signature"'})
_PARAGRAPH = re.compile(r"<p( [^<>]*)?>")
_LAID_OUT = re.compile(r'<table|class="gallery"')
# What fits a running head beside the folio, in letters.
_RUNNING = 58
# What the anchor of each article begins with.
ANCHOR = "bai-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article made ready for a page.

    `id` anchors it in the book; `body` has its anchors under that id. `short` is the title as a
    running head. `qr` is a code as SVG, or empty.
    """

    id: str
    article: Article
    body: Markup
    kicker: str
    short: str
    origin: str
    colophon: tuple[Line, ...]
    qr: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section of the book and its stories."""

    title: str
    intro: str
    stories: tuple[Story, ...]


def parts(book: Book, words: Words) -> tuple[Part, ...]:
    """Return the book's sections in order, their stories numbered through."""
    numbers = iter(range(1, len(book.articles) + 1))
    missing = frozenset(name for name, image in book.images.items() if image.missing)
    return tuple(
        Part(
            title=section.title,
            intro=section.intro,
            stories=tuple(_story(a, next(numbers), words, missing) for a in section.articles),
        )
        for section in book.sections
    )


def span(book: Book, words: Words) -> str:
    """Return the days of the oldest and the newest article, one if they are the same."""
    days = sorted(a.published[:10] for a in book.articles if a.published)
    if not days:
        return ""
    return words.days(days[0], days[-1])


def sites(book: Book) -> tuple[str, ...]:
    """Return the papers the articles come from, each once, in order."""
    return tuple(dict.fromkeys(a.site for a in book.articles if a.site))


def heads(body: str) -> tuple[str, ...]:
    """Return the words of a body's subheads of the first rank."""
    return tuple(map(words_of, _HEAD.findall(body)))


def lead(body: str) -> str:
    """Return the words of a body's lead, empty where it has none."""
    found = _LEAD.match(body)
    return words_of(found[1]) if found else ""


def is_poem(body: str) -> bool:
    """Say whether a body is verse, under its lead and above a signature."""
    kinds = _PARAGRAPH.findall(body)
    verses = sum(kind == ' class="verse"' for kind in kinds)
    others = sum(kind not in _BESIDE_VERSE for kind in kinds)
    return verses > 0 and others == 0


def _story(article: Article, number: int, words: Words, missing: frozenset[str]) -> Story:
    anchor = f"{ANCHOR}{number}"
    return Story(
        id=anchor,
        article=article,
        body=body(article.body, anchor, article.language, missing),
        kicker=article.section,
        short=pages.short(article.title, _RUNNING),
        origin=" · ".join(filter(None, (article.site, ", ".join(article.authors)))),
        colophon=colophon(article, words),
        qr=pages.qr_svg(article.url) if article.url else Markup(""),
    )


def body(written: str, anchor: str, language: str, missing: Container[str]) -> Markup:
    """Return an article's body as print sets it, its own anchors under `anchor`.

    `missing` are the ids of the pictures that couldn't be had.
    """
    html = sourced(glued(said(written, missing), language))
    html = _CLOSED.sub(r"<\1\2></\1>", _set_out(html) if _LAID_OUT.search(html) else html)
    # In their tags alone: an article on HTML prints ` id="x"` as its code.
    own = _ANCHORED.sub(lambda tag: _ANCHOR.sub(rf"\g<1>{anchor}-", tag[0]), html)
    return Markup(own)  # noqa: S704  a checked body


def _set_out(body: str) -> str:
    """Put a wide table into a box of its own, and the pictures of a gallery into rows of two.

    The engine lets no bare table cross the columns, and a row is what stays on one page.
    """
    root = ET.fromstring(f"<body>{body}</body>")  # noqa: S314  our own output, entity-free
    for i, block in enumerate(root):
        if block.get("class") == "gallery":
            _in_rows(block)
        rows = block.iter("tr") if block.tag == "table" else ()
        if max((sum(int(c.get("colspan", 1)) for c in row) for row in rows), default=0) >= _WIDE:
            root[i] = ET.Element("div", {"class": "across"})
            root[i].append(block)
    return "".join(ET.tostring(block, encoding="unicode", method="html") for block in root)


def _in_rows(gallery: ET.Element) -> None:
    figures = list(gallery)
    captions = [figure.find("figcaption") for figure in figures]
    gallery[:] = []
    for first in range(0, len(figures), 2):
        row = ET.SubElement(gallery, "div", {"class": "row"})
        row.extend(figures[first : first + 2])
    if len(row) > 1 and captions[-1] is not None and not any(c is not None for c in captions[:-1]):
        # One caption for all of them: below the right one it would speak of that alone.
        figures[-1].remove(captions[-1])
        row.append(captions[-1])

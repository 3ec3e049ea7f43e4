"""The XHTML documents of an EPUB: cover, title page, contents, sections and articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

from formatter.article import Article, Section
from formatter.pagination import Break
from formatter.render.body import Phrases, Shown, prepared, text
from formatter.render.glue import glued, tied, together
from formatter.render.links import address
from formatter.render.origin import Line, colophon
from formatter.render.paging import Mark, marked
from formatter.render.words import Words

_FROM_THE_RIGHT = frozenset("ar arc ckb dv fa he iw ks nqo ps sd syr ug ur yi".split())


class Document(NamedTuple):
    """One document of the spine: file name, title, XHTML, its heads as (id, text), its pages."""

    name: str
    title: str
    markup: str
    heads: tuple[tuple[str, str], ...] = ()
    marks: tuple[Mark, ...] = ()


class Entry(NamedTuple):
    """A line of the contents, with the lines below it."""

    title: str
    href: str
    entries: tuple[Entry, ...] = ()


class Frame(NamedTuple):
    """What all documents of a book share: its words, in its language, and its style sheets."""

    words: Words
    sheets: tuple[str, ...]

    def page(self, title: str, body: str, *, language: str = "", kind: str = "") -> str:
        """Return a whole document. `kind` is its division of the book, as epub:type names it."""
        # Encoding and both forms of the language are said in each document: Kindle's converter
        # takes one without for ISO 8859-1, and old engines know only xml:lang.
        tongue = escape(language or self.words.language)
        direction = ' dir="rtl"' if right_to_left(tongue) else ""
        links = "".join(
            f'<link rel="stylesheet" type="text/css" href="{sheet}"/>\n' for sheet in self.sheets
        )
        division = f' epub:type="{kind}"' if kind else ""
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
            '<html xmlns="http://www.w3.org/1999/xhtml" '
            f'xmlns:epub="http://www.idpf.org/2007/ops" lang="{tongue}" xml:lang="{tongue}"'
            f"{direction}>\n<head>\n<title>{text(title)}</title>\n{links}</head>\n"
            f"<body{division}>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
        )


def cover(frame: Frame, title: str, picture: str, breaks: Sequence[Break] = ()) -> Document:
    """Return the document that shows the cover alone, as Kobo asks.

    `breaks` are the pages of print that begin in it.
    """
    label = frame.words["cover"]
    before, _, marks = marked("", breaks, "_")
    body = (
        f'{before}<div class="cover"><img src="{picture}" alt="{text(f"{label}: {title}")}" '
        'role="doc-cover"/></div>'
    )
    markup = frame.page(label, body, kind="cover frontmatter")
    return Document(name="cover.xhtml", title=label, markup=markup, marks=marks)


def title_page(
    frame: Frame, title: str, lines: Sequence[str], breaks: Sequence[Break] = ()
) -> Document:
    """Return the page with the book's title and a few lines about it.

    `breaks` are the pages of print that begin in it.
    """
    about = "".join(f"<p>{text(line)}</p>\n" for line in lines if line)
    before, _, marks = marked("", breaks, "_")
    body = (
        f'{before}<section class="titlepage" epub:type="titlepage" aria-labelledby="title">\n'
        f'<h1 id="title">{_head(title)}</h1>\n<div class="rule"></div>\n{about}</section>'
    )
    label = frame.words["title_page"]
    return Document(name="title.xhtml", title=label, markup=frame.page(title, body), marks=marks)


def section(
    frame: Frame, name: str, part: Section, entries: Sequence[Entry], color: str = ""
) -> Document:
    """Return the page that opens a section: its title, its intro and what is in it.

    `color` is that of an issue's section (`#rrggbb`), empty for any other.
    """
    intro = "".join(
        f'<p class="intro">{text(" ".join(block.split()))}</p>\n'
        for block in part.intro.split("\n\n")
        if block.strip()
    )
    items = "".join(f'<li><a href="{e.href}">{text(tied(e.title))}</a></li>\n' for e in entries)
    body = (
        f'<section class="part" epub:type="part" role="doc-part" aria-labelledby="title">\n'
        f'{rule(color)}<h1 id="title">{_head(part.title)}</h1>\n{intro}'
        f'<ol class="contents">\n{items}</ol>\n</section>'
    )
    markup = frame.page(part.title, body, kind="bodymatter")
    return Document(name=name, title=part.title, markup=markup)


def article(  # noqa: PLR0913, PLR0917  what an article is made of
    frame: Frame,
    name: str,
    piece: Article,
    shown: Mapping[str, Shown],
    phrases: Phrases,
    breaks: Sequence[Break] = (),
    around: tuple[str, str] = ("", ""),
) -> Document:
    """Return an article's document. `shown` says how each picture of the body is shown.

    `phrases` are what is read aloud, in the article's language. The words of the body stay as they
    are; attributes are added to its tags, and some of its spaces don't break. What the book itself
    says is in the book's language. `breaks` are the pages of print that begin in it,
    `around` what an issue has over its head and under its story.
    """
    over, under = around
    body, heads, prefix = prepared(glued(piece.body, piece.language), shown, phrases)
    before, body, marks = marked(body, breaks, prefix) if breaks else ("", body, ())
    title = piece.title or frame.words["untitled"]
    kicker = f'<p class="kicker">{text(tied(piece.section))}</p>\n' if piece.section else ""
    markup = (
        f'{before}<article aria-labelledby="{prefix}title">\n<header>\n{over}{kicker}'
        f'<h1 id="{prefix}title">{_head(title)}</h1>\n{_byline(piece, frame.words)}</header>\n'
        f'<div class="story">\n{body}\n</div>\n{under}{_colophon(piece, frame.words)}</article>'
    )
    page = frame.page(title, markup, language=piece.language, kind="bodymatter")
    return Document(name=name, title=title, markup=page, heads=heads, marks=marks)


def contents(  # noqa: PLR0913, PLR0917  what a navigation document is made of
    frame: Frame,
    entries: Sequence[Entry],
    landmarks: Sequence[tuple[str, str, str]],
    pages: Sequence[tuple[str, str]] = (),
    before: str = "",
    title: str = "",
) -> str:
    """Return the navigation document: contents, landmarks (type, address, title), pages of print.

    A page is its address and its number; `before` are the marks of those that begin here. `title`
    is what the contents are called, if not as the book's words have it.
    """
    marks = "".join(
        f'<li><a epub:type="{kind}" href="{href}">{text(label)}</a></li>\n'
        for kind, href, label in landmarks
    )
    title = title or frame.words["contents"]
    label = text(title)
    body = (
        f'{before}<nav class="contents" epub:type="toc" role="doc-toc" id="toc" '
        f'aria-labelledby="toc-title">\n<h1 id="toc-title">{label}</h1>\n{_list(entries)}</nav>\n'
        f'<nav class="landmarks" epub:type="landmarks" id="landmarks" hidden="hidden">\n'
        f"<ol>\n{marks}</ol>\n</nav>{_pages(frame, pages)}"
    )
    return frame.page(title, body, kind="frontmatter")


def _pages(frame: Frame, pages: Sequence[tuple[str, str]]) -> str:
    items = "".join(f'<li><a href="{href}">{text(page)}</a></li>\n' for href, page in pages)
    label = text(frame.words["pages"])
    return (
        f'\n<nav class="landmarks" epub:type="page-list" role="doc-pagelist" id="pages" '
        f'aria-label="{label}" hidden="hidden">\n<ol>\n{items}</ol>\n</nav>'
        if items
        else ""
    )


def rule(color: str) -> str:
    """Return a rule of that colour, empty for none: letters keep the reading system's."""
    return f'<div class="rule" style="border-top-color: {color}"></div>\n' if color else ""


def _head(title: str) -> str:
    """Return a title with the words kept on one line that part badly."""
    return " ".join(
        f'<span class="nowrap">{text(words)}</span>' if " " in words else text(words)
        for words in together(title)
    )


def _list(entries: Sequence[Entry]) -> str:
    items = (
        f'<li class="group"><a href="{entry.href}">{text(tied(entry.title))}</a>\n'
        f"{_list(entry.entries)}</li>\n"
        if entry.entries
        else f'<li><a href="{entry.href}">{text(tied(entry.title))}</a></li>\n'
        for entry in entries
    )
    return f"<ol>\n{''.join(items)}</ol>\n"


def _byline(piece: Article, words: Words) -> str:
    tongue = _tongue(piece, words)
    said = []
    if piece.authors:
        said.append(f'<span class="author">{text(", ".join(piece.authors))}</span>')
    if piece.published:
        said.append(_time(piece.published, words, tongue))
    if piece.modified and piece.modified != piece.published:
        label = text(words["modified"])
        said.append(f"<span{tongue}>{label}: {_time(piece.modified, words)}</span>")
    if site := piece.site or urlsplit(address(piece.url)).netloc:
        to = address(piece.url)
        said.append(f'<a href="{text(to)}">{text(site)}</a>' if to else text(site))
    # A line each: on a narrow page one line of both breaks inside the date.
    lines = "<br/>\n".join(said)
    return f'<p class="byline">{lines}</p>\n' if lines else ""


def _time(written: str, words: Words, tongue: str = "") -> str:
    return f'<time datetime="{text(written)}"{tongue}>{text(words.moment(written))}</time>'


def _colophon(piece: Article, words: Words) -> str:
    dated = [Line(words["published"], words.moment(piece.published))] if piece.published else []
    lines = "".join(
        f'<p><span class="label">{text(line.label)}:</span> '
        f"{_link(line.text) if line.address else text(line.text)}</p>\n"
        for line in (*dated, *colophon(piece, words))
    )
    tongue = _tongue(piece, words)
    return f'<footer class="colophon"{tongue}>\n{lines}</footer>\n' if lines else ""


def _tongue(piece: Article, words: Words) -> str:
    """Return the attributes of what the book says in an article of another language."""
    if piece.language == words.language:
        return ""
    turned = right_to_left(words.language)
    direction = "" if turned == right_to_left(piece.language) else ("ltr", "rtl")[turned]
    said = f' lang="{escape(words.language)}" xml:lang="{escape(words.language)}"'
    return f'{said} dir="{direction}"' if direction else said


def right_to_left(language: str) -> bool:
    """Tell whether a language is written from right to left, by its tag (BCP 47)."""
    return language.split("-", maxsplit=1)[0].lower() in _FROM_THE_RIGHT


def _link(written: str) -> str:
    to = address(written)
    return f'<a href="{text(to)}">{text(written)}</a>' if to else text(written)

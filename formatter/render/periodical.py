"""What the e-book of an issue shows beside its articles: head, index, colophon, cover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from formatter.article import Article, Book
from formatter.issue import Issue, Piece
from formatter.pagination import Break
from formatter.render import cover, dress, index
from formatter.render.body import legal, text, words
from formatter.render.documents import Document, Frame
from formatter.render.links import address
from formatter.render.paging import marked
from formatter.render.stories import ANCHOR
from formatter.render.words import Words

_INDEX, _COLOPHON = "index.xhtml", "colophon.xhtml"


def title(issue: Issue, said: Words) -> str:
    """Return what a shelf calls an issue: `Lần Giở · Số 47`."""
    number = said["issue_number"].format(said.number(issue.number)) if issue.number else ""
    return " · ".join(filter(None, (issue.title, number)))


def facts(book: Book, said: Words) -> dict[str, Any]:
    """Return what the PDF of an issue tells of itself, by the engine's names for it."""
    issue = _issue(book)
    numbers = ((kind, getattr(issue, kind.lower())) for kind in ("ISBN", "ISSN"))
    told = [f"{kind} {number}" for kind, number in numbers if number]
    lines = (dress.dated(issue, said), issue.publisher, *told, issue.licence)
    return {
        "title": title(issue, said),
        "authors": [*issue.editors, *book.creators],
        "description": " · ".join(filter(None, lines)),
        "keywords": [part.title for part in issue.departments if part.title],
    }


def name(issue: Issue) -> str:
    """Return the name in an issue's head."""
    return issue.masthead.title or issue.title


def front(issue: Issue, titles: Sequence[str], said: Words) -> cover.Words:
    """Return what the drawn cover of an issue says; `titles` are those of its pieces."""
    return cover.Words(
        origin=tuple(map(legal, filter(None, (issue.subtitle or issue.publisher,)))),
        title=name(issue),
        below=tuple(map(legal, issue.cover.text or titles)),
        date=dress.dated(issue, said),
    )


def masthead(frame: Frame, book: Book, picture: str, breaks: Sequence[Break] = ()) -> Document:
    """Return the page with an issue's head; `picture` is the file of a drawing in its place.

    `breaks` are the pages of print that begin in it.
    """
    issue = _issue(book)
    head = issue.masthead
    before, _, marks = marked("", breaks, "_")
    own = text(name(issue))
    shown = f'<img src="{picture}" alt="{own}"/>' if picture else own
    beside = " · ".join(filter(None, (head.left, head.right)))
    lines = (
        ("motto", head.motto),
        ("subtitle", issue.subtitle),
        ("dated", dress.dated(issue, frame.words)),
        ("publisher", issue.publisher),
    )
    under = "".join(f'<p class="{kind}">{text(line)}</p>\n' for kind, line in lines if line)
    ears = f'<p class="ears">{text(beside)}</p>\n' if beside else ""
    body = (
        f'{before}<section class="titlepage masthead" epub:type="titlepage" '
        f'aria-labelledby="title">\n{ears}<h1 id="title">{shown}</h1>\n'
        f'<div class="rule"></div>\n{under}</section>'
    )
    label = frame.words["title_page"]
    return Document(
        name="title.xhtml", title=label, markup=frame.page(book.title, body), marks=marks
    )


def below(piece: Piece, article: Article, said: Words) -> str:
    """Return what stands under a piece: where it goes on, whose it is, how it may be used."""
    lines = []
    if piece.cut and article.url:
        lines.append(f"{text(said['goes_on'])} {_link(article.url)}")
    if piece.credit:
        lines.append(text(piece.credit))
    if piece.licence:
        lines.append(f"{text(said['license'])}: {_link(piece.licence)}")
    return "".join(f'<p class="under">{line}</p>\n' for line in lines)


def _issue(book: Book) -> Issue:
    if book.issue is None:
        raise TypeError("A book that is no issue has neither head nor index nor colophon.")
    return book.issue


def _link(written: str) -> str:
    to = address(written)
    return f'<a href="{text(to)}">{text(written)}</a>' if to else text(written)


def back(
    frame: Frame,
    book: Book,
    documents: Sequence[Document],
    breaks: tuple[Sequence[Break], Sequence[Break]] = ((), ()),
) -> Iterator[Document]:
    """Yield what follows the articles, whose documents are given: the index, then the colophon.

    `breaks` are the pages of print that begin in each of the two.
    """
    said, issue = frame.words, _issue(book)
    parts = "".join(_lists(book, issue, documents, said))
    if parts:
        label = said["index"]
        before, _, marks = marked("", breaks[0], "_")
        body = (
            f'{before}<section class="index" epub:type="index" role="doc-index" '
            f'aria-labelledby="title">\n<h1 id="title">{text(label)}</h1>\n{parts}</section>'
        )
        page = frame.page(label, body, kind="backmatter")
        yield Document(name=_INDEX, title=label, markup=page, marks=marks)
    lines = "".join(
        f'<p><span class="label">{text(label)}:</span> {text(line)}</p>\n'
        for label, line in dress.imprint(book, issue, said)
    )
    closing = "".join(
        f"<p>{text(' '.join(block.split()))}</p>\n"
        for block in issue.colophon.text.split("\n\n")
        if block.strip()
    )
    label = said["imprint"]
    before, _, marks = marked("", breaks[1], "_")
    body = (
        f'{before}<section class="imprint" epub:type="colophon" role="doc-colophon" '
        f'aria-labelledby="title">\n<h1 id="title">{text(title(issue, said))}</h1>\n'
        f"{lines}{closing}</section>"
    )
    page = frame.page(label, body, kind="backmatter")
    yield Document(name=_COLOPHON, title=label, markup=page, marks=marks)


def _lists(book: Book, issue: Issue, documents: Sequence[Document], said: Words) -> Iterator[str]:
    asked = issue.index
    found = _mentions(book, issue)
    if asked.people:
        yield _list(said["people"], asked.people, found, documents, people=True)
    if asked.places:
        yield _list(said["places"], asked.places, found, documents, people=False)
    if asked.sources:
        numbers = {f"{ANCHOR}{number}": number for number in range(1, len(documents) + 1)}
        of = index.sources(book, numbers)
        yield _list(said["sources"], tuple(of), of, documents, people=False)


def _mentions(book: Book, issue: Issue) -> Mapping[str, Sequence[int]]:
    """Return the articles, by number, that speak of each name of the index."""
    found: dict[str, list[int]] = {}
    for number, article in enumerate(book.articles, start=1):
        for name_, _ in index.met(_words(article), issue.index):
            of = found.setdefault(name_, [])
            if number not in of:
                of.append(number)
    return found


def _words(article: Article) -> str:
    return f"{article.title} {words(article.body.replace('<', ' <'))}"


def _list(
    head: str,
    names: Sequence[str],
    found: Mapping[str, Sequence[int]],
    documents: Sequence[Document],
    *,
    people: bool,
) -> str:
    """Return one list of the index: each name with the pieces that speak of it."""
    items = []
    for group in index.groups(names, found, people=people):
        for entry in group.entries:
            named = f"{entry.before} {entry.name}".strip()
            links = "; ".join(
                f'<a href="{documents[n - 1].name}">{text(documents[n - 1].title)}</a>'
                for n in found[named]
            )
            items.append(f'<li><span class="name">{text(named)}</span> {links}</li>\n')
    return f"<h2>{text(head)}</h2>\n<ul>\n{''.join(items)}</ul>\n" if items else ""

"""Pages of the PDF found again in the EPUB: where each begins there, and the marks of that."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import Any, NamedTuple

from formatter.pagination import COLOPHON, CONTENTS, COVER, INDEX, TITLE, Break, Pagination
from formatter.render.body import text
from formatter.render.stories import ANCHOR

_TOKEN = re.compile(r"<rp>.*?</rp>|<[^>]*>|&[^;\s]+;|[^<&]+", re.DOTALL)
# A caption that is read aloud as its picture's text: a mark in it would be as silent.
_FIGURE, _SILENT = "<figure", ' aria-hidden="true"'


# What stands around the articles, by the first of its classes.
_AROUND = {
    "titlepage": TITLE,
    "masthead": TITLE,
    "contents": CONTENTS,
    "cover": COVER,
    "index": INDEX,
    "imprint": COLOPHON,
}


class Mark(NamedTuple):
    """A page's beginning in a document: its id there, and the page's number."""

    id: str
    page: str


def pagination(pages: Iterable[Any], identifier: bytes) -> Pagination:
    """Return where the laid out pages of a PDF begin.

    `pages` are the engine's boxes of pages, `identifier` the sixteen bytes that the PDF bears.
    """
    return counted(map(pieces, pages), identifier)


def pieces(page: Any) -> tuple[tuple[int, int], ...]:  # noqa: ANN401  the engine's box
    """Return the articles on a page in order, each with the letters it has there.

    What stands before the articles is told in the place of one; none are counted of a head.
    """
    found: list[tuple[int, int]] = []
    for article, held in _pieces(page, None, inside=False):
        if found and found[-1][0] == article:
            found[-1] = (article, found[-1][1] + held)
        else:
            found.append((article, held))
    return tuple(found)


def counted(pages: Iterable[Sequence[tuple[int, int]]], identifier: bytes) -> Pagination:
    """Return where the pages of a PDF begin: `pages` are what `pieces` told of each."""
    letters: dict[int, int] = {}
    breaks: list[Break] = []
    bare: list[str] = []
    for number, page in enumerate(pages, start=1):
        begins: Break | None = None
        for article, held in page:
            begins = begins or Break(str(number), article, letters.get(article, 0))
            letters[article] = letters.get(article, 0) + held
        if begins is None and letters:
            # A page of pictures alone begins where the words before it end.
            last = next(reversed(letters))
            begins = Break(str(number), last, letters[last])
        if begins is None:
            bare.append(str(number))
            continue
        # Before all words, it begins where they do.
        breaks += [begins._replace(page=before) for before in bare]
        breaks.append(begins)
        bare.clear()
    return Pagination(uuid.UUID(bytes=identifier).urn, tuple(breaks))


def _pieces(box: Any, article: int | None, *, inside: bool) -> Iterator[tuple[int, int]]:  # noqa: ANN401
    """Yield the article of each text on a page, and its letters; none are counted of its head.

    The matter around the articles is told so in the place of one.
    """
    tag = box.element_tag or ""
    if "::" in tag:
        return
    element = getattr(box, "element", None)
    if tag == "article" and element is not None:
        article = int(element.get("id").removeprefix(ANCHOR)) - 1
    elif article is None and element is not None and (place := _around(element)):
        article = place
    elif article is not None and element is not None and element.get("class") == "story":
        inside = True
    elif tag == "footer":
        inside = False
    if article is not None and (said := getattr(box, "text", "")):
        yield article, _count(said) if inside else 0
    for child in getattr(box, "children", ()):
        yield from _pieces(child, article, inside=inside)


def _around(element: Any) -> int:  # noqa: ANN401  the engine's element
    """Return what an element is around the articles, 0 where it is nothing of that."""
    return _AROUND.get((element.get("class") or "").partition(" ")[0], 0)


def marked(body: str, breaks: Sequence[Break], prefix: str) -> tuple[str, str, tuple[Mark, ...]]:
    """Return what stands before a body, the body with a mark where each page begins, and the marks.

    `prefix` begins an id that is none of the body's.
    """
    marks = tuple(Mark(f"{prefix}page-{each.page}", each.page) for each in breaks)
    waiting = list(zip(breaks, marks, strict=True))
    before = ""
    while waiting and not waiting[0][0].letters:
        before += _mark("div", waiting.pop(0)[1])
    made: list[str] = []
    passed = figure = 0
    silent = False
    for piece in _TOKEN.findall(body) if waiting else [body]:
        if piece.startswith("<") or not waiting:
            figure = len(made) if piece.startswith(_FIGURE) else figure
            if piece.startswith("<figcaption"):
                silent = _SILENT in piece
            elif piece == "</figcaption>":
                silent = False
            made.append(piece)
            continue
        at = 0
        for i, letter in enumerate(unescape(piece) if piece.startswith("&") else piece):
            if not letter.isalnum():
                continue
            while waiting and waiting[0][0].letters <= passed:
                if silent:
                    made.insert(figure, _mark("div", waiting.pop(0)[1]))
                    figure += 1
                    continue
                made += [piece[at:i], _mark("span", waiting.pop(0)[1])]
                at = i
            passed += 1
        made.append(piece[at:])
    made += [_mark("div", mark) for _, mark in waiting]
    return before, "".join(made), marks


def _mark(tag: str, mark: Mark) -> str:
    label = text(mark.page)
    return (
        f'<{tag} epub:type="pagebreak" role="doc-pagebreak" id="{mark.id}" aria-label="{label}">'
        f"</{tag}>"
    )


def _count(said: str) -> int:
    return sum(map(str.isalnum, said))

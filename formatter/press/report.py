"""The layout report: what is wrong with laid out pages, by kind, page and piece.

Each finder reads the pages as `formatter.press.places` has them and yields faults. What none of
them can measure (is a picture good, is a title true) isn't said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from formatter.article import Book, Image
from formatter.layout import KINDS, Fault, Layout, Placed
from formatter.press import across, leaf, linefaults, pagefaults, places
from formatter.press.limits import Limits
from formatter.press.limits import of as limits_of
from formatter.press.pages import Pages, name
from formatter.press.space import space_of
from formatter.render.stories import ANCHOR
from formatter.theme import Theme

_IMAGE = "image:"
_MM = 96 / 25.4
_NAMED = re.compile(r"image:(\S+)")
_ORDER = {kind: i for i, kind in enumerate(KINDS)}


class Reader:
    """Reads laid out pages of a book: what its pieces are called and its pictures measure.

    Made once for a book; called with the engine's page boxes of any run of it.
    """

    def __init__(self, book: Book, theme: Theme, limits: Limits | None = None) -> None:
        numbers = iter(range(1, len(book.articles) + 1))
        self._titles = {f"{ANCHOR}{next(numbers)}": each.title for each in book.articles}
        self._closing = frozenset(_closing(book))
        self._images = book.images
        self._limits = limits or limits_of(theme)
        self._space = space_of(theme)
        self._tallest = float(theme.options["picture_height"]) * _MM

    def __call__(self, boxes: Iterable[Any], uncovered: Collection[str] = ()) -> Layout:
        """Return the layout of pages, counted from 1; `uncovered` are signs that no font has."""
        return report(
            boxes,
            titles=self._titles,
            images=self._images,
            closing=self._closing,
            uncovered=uncovered,
            limits=self._limits,
            space=self._space,
            tallest=self._tallest,
        )

    def told(self, said: Iterable[str]) -> tuple[str, ...]:
        """Return sentences of the fitting, pictures named as the editor knows them."""
        return tuple(
            _NAMED.sub(lambda found: name(found[1], self._images), sentence) for sentence in said
        )


def report(  # noqa: PLR0913  what pages alone don't tell
    boxes: Iterable[Any],
    *,
    titles: Mapping[str, str],
    images: Mapping[str, Image] | None = None,
    closing: Collection[str] = (),
    uncovered: Collection[str] = (),
    limits: Limits | None = None,
    space: Callable[[Any], float] | None = None,
    tallest: float = 0.0,
) -> Layout:
    """Return the layout of the engine's page boxes, its pages counted from 1.

    `titles` are the pieces' by anchor, `closing` the anchors of those that end a section, whose
    last page may be next to empty. `space` gives the width of a style's word space in CSS pixels;
    without it no line is loose. `tallest` is the greatest height of a picture there.
    """
    sheets = places.sheets(boxes)
    pages = Pages(sheets, frozenset(closing), limits or Limits(), images or {}, space)
    found = [fault for finder in _FINDERS for fault in finder(pages)]
    found += linefaults.uncovered(pages, uncovered)
    named = (_named(fault, titles, pages.images) for fault in found)
    return Layout(
        pages=len(sheets),
        pieces=tuple(_placed(pages, titles, tallest)),
        faults=tuple(sorted(named, key=lambda f: (f.page, _ORDER[f.kind]))),
    )


def _closing(book: Book) -> Iterator[str]:
    number = 0
    for section in book.sections:
        number += len(section.articles)
        if section.articles:
            yield f"{ANCHOR}{number}"


def _named(fault: Fault, titles: Mapping[str, str], images: Mapping[str, Image]) -> Fault:
    picture = fault.what.removeprefix(_IMAGE) if fault.what.startswith(_IMAGE) else ""
    return Fault(
        kind=fault.kind,
        page=fault.page,
        piece=titles.get(fault.piece, fault.piece),
        amount=round(fault.amount, 3),
        what=name(picture, images) if picture else fault.what,
        picture=picture,
    )


def _placed(pages: Pages, titles: Mapping[str, str], tallest: float) -> Iterator[Placed]:
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    words: Counter[str] = Counter()
    for sheet in pages.sheets:
        for item in (*sheet.items, *sheet.feet):
            if item.piece:
                first.setdefault(item.piece, sheet.number)
                last[item.piece] = sheet.number
                words[item.piece] += len(leaf.words(item.box).split()) if item.is_line else 0
    for piece, page in first.items():
        yield Placed(
            title=titles.get(piece, piece),
            first=page,
            last=last[piece],
            words=words[piece],
            full=round(pages.sheets[last[piece] - 1].used, 3),
            gain=round(across.gain(pages.sheets, piece, pages.images, tallest), 3),
        )


_FINDERS: tuple[Callable[[Pages], Iterator[Fault]], ...] = (
    pagefaults.notes_astray,
    pagefaults.captions_parted,
    pagefaults.heads_stranded,
    pagefaults.pages_thin,
    pagefaults.holes,
    pagefaults.columns_uneven,
    linefaults.heads_one_word_last,
    linefaults.lines_loose,
    linefaults.pictures_coarse,
    linefaults.alt_missing,
    linefaults.overset,
)

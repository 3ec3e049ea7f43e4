"""What a laid out issue looks like, as figures: its pages, its pieces, and its faults by kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from formatter.value import dataclass

# Each is a list in the layout's file, empty where there is none.
KINDS = (
    "notes_astray",
    "captions_parted",
    "heads_stranded",
    "pages_thin",
    "holes",
    "columns_uneven",
    "heads_one_word_last",
    "lines_loose",
    "pictures_coarse",
    "alt_missing",
    "uncovered",
    "overset",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault: its kind, the page from 1, the piece's title, how bad, and of what.

    `amount` is in the kind's own measure: a part of a page or column, lines, dots an inch, words.
    `what` are the words concerned, or what its file calls the picture whose id is `picture`.
    """

    kind: str
    page: int
    piece: str
    amount: float = 0.0
    what: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A piece on its pages, the first and the last of them, and its printed words.

    `full` is the part of its last page that is used, `gain` the part of a page that its first wide
    picture would take more if it went across all columns, 0 where it can't.
    """

    title: str
    first: int
    last: int
    words: int
    full: float = 1.0
    gain: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """An issue's layout: how many pages, where each piece stands, what is wrong.

    `said` are whole sentences about what was done to fit, and what was left out.
    """

    pages: int
    pieces: tuple[Placed, ...] = ()
    faults: tuple[Fault, ...] = ()
    said: tuple[str, ...] = ()

    def later(self, pages: int) -> Layout:
        """Return the layout of the same pages, so many pages further on."""
        return replace(
            self,
            pieces=tuple(
                replace(each, first=each.first + pages, last=each.last + pages)
                for each in self.pieces
            ),
            faults=tuple(replace(each, page=each.page + pages) for each in self.faults),
        )

    def record(self) -> Mapping[str, Any]:
        """Return the layout as `NAME.layout.json` has it."""
        kinds: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
        for each in self.faults:
            entry = {"page": each.page, "piece": each.piece, "amount": each.amount}
            kinds[each.kind].append(entry | ({"what": each.what} if each.what else {}))
        return {
            "pages": self.pages,
            "pieces": [
                {"title": each.title, "first": each.first, "last": each.last, "words": each.words}
                for each in self.pieces
            ],
            **kinds,
            "said": list(self.said),
        }

"""The plan of an issue's length: which runs to shorten, which pieces to leave out, what to fill.

Pure: it knows page numbers, priorities, and what it asks about a run, no more often than it must.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

# Asked whether a run, by its number from 0, can be made so many pages longer or shorter.
Reach = Callable[[int, int], bool]
# What may stand more than once.
_PLAIN = ("notes", "blank")


class Offer(NamedTuple):
    """A run as it came out: its pages, what of its last page is used, and its piece's priority.

    `used` is from 0 to 1; `priority` from 1 to 9 says that the run may be left out, 9 first; 0 that
    it may not.
    """

    pages: int
    used: float = 1.0
    priority: int = 0


class Plan(NamedTuple):
    """What to do: pages to add to each run, runs to leave out, pages to fill, and the sum.

    `wishes` has -1, 0 or 1 for each run, `dropped` are numbers of runs from 0, `fillers` names what
    each page before the back cover is filled with. `missed` is how many pages it is from what was
    asked for.
    """

    wishes: tuple[int, ...]
    dropped: tuple[int, ...]
    fillers: tuple[str, ...]
    pages: int
    missed: int = 0


def planned(
    offers: Sequence[Offer],
    *,
    multiple: int = 1,
    target: int = 0,
    fillers: Sequence[str] = (),
    reach: Reach = lambda _run, _wish: False,
) -> Plan:
    """Return how an issue comes to a multiple of pages, and to `target` pages if that isn't 0.

    Runs are shortened by a page where few must be and each can. Pieces are left out for a target
    alone, by priority, the later ones first. What is short of it is filled; without `fillers` runs
    are made longer first. A target that is no multiple is taken for the next one. Where all that
    may be left out isn't enough, the nearest number above is taken, and `missed` says by how much.
    """
    multiple = max(1, multiple)
    asked = _up(target, multiple)
    length = _Length(offers, reach)
    dropped: list[int] = []
    if asked:
        for run in _droppable(offers):
            over = length.pages(dropped) - asked
            if over <= 0 or length.shortened(over, dropped) is not None:
                break
            dropped.append(run)
    natural = length.pages(dropped)
    over = natural - asked if asked else natural % multiple
    wishes: dict[int, int] = {}
    if over > 0 and (asked or over <= multiple // 2):
        wishes = dict.fromkeys(length.shortened(over, dropped) or (), -1)
    pages = natural - over if wishes else max(asked, _up(natural, multiple))
    if not fillers:
        wishes |= dict.fromkeys(length.lengthened(pages - natural, dropped), 1)
    lacking = pages - natural - sum(wishes.values())
    return Plan(
        wishes=tuple(wishes.get(run, 0) for run in range(len(offers))),
        dropped=tuple(sorted(dropped)),
        fillers=_filled(lacking, fillers),
        pages=pages,
        missed=pages - asked if asked else 0,
    )


class _Length:
    """The length of what stays, and which of it can be of another: no run is asked twice."""

    def __init__(self, offers: Sequence[Offer], reach: Reach) -> None:
        self._offers, self._reach = offers, reach
        self._known: dict[tuple[int, int], bool] = {}

    def pages(self, dropped: Iterable[int]) -> int:
        gone = set(dropped)
        return sum(offer.pages for run, offer in enumerate(self._offers) if run not in gone)

    def shortened(self, count: int, dropped: Iterable[int]) -> tuple[int, ...] | None:
        """Return so many runs that can be a page shorter, None where there aren't so many."""
        gone = set(dropped)
        several = [i for i, each in enumerate(self._offers) if each.pages > 1 and i not in gone]
        # Where least stands on the last page, least must be taken in.
        likely = sorted(several, key=lambda run: (self._offers[run].used, run))
        found: list[int] = []
        for place, run in enumerate(likely):
            if len(found) == count or len(found) + len(likely) - place < count:
                break
            found += [run] if self._reaches(run, -1) else []
        return tuple(found) if len(found) == count else None

    def lengthened(self, count: int, dropped: Iterable[int]) -> tuple[int, ...]:
        """Return at most so many runs that can be a page longer, the fullest last page first."""
        gone = set(dropped)
        kept = [run for run in range(len(self._offers)) if run not in gone]
        found: list[int] = []
        for run in sorted(kept, key=lambda run: (-self._offers[run].used, run)):
            if len(found) >= count:
                break
            found += [run] if self._reaches(run, 1) else []
        return tuple(found)

    def _reaches(self, run: int, wish: int) -> bool:
        if (run, wish) not in self._known:
            self._known[run, wish] = self._reach(run, wish)
        return self._known[run, wish]


def _droppable(offers: Sequence[Offer]) -> list[int]:
    runs = [run for run, offer in enumerate(offers) if offer.priority]
    return sorted(runs, key=lambda run: (-offers[run].priority, -run))


def _filled(pages: int, names: Sequence[str]) -> tuple[str, ...]:
    """Return what so many pages are filled with: the names in order, then a plain one again."""
    again = next((name for name in reversed(names) if name in _PLAIN), "blank")
    return tuple(names[i] if i < len(names) else again for i in range(pages))


def _up(pages: int, multiple: int) -> int:
    return -(-pages // multiple) * multiple

"""The fitting loop: a run set otherwise, within what its theme allows, until its pages are right.

A layout is weighed by its faults. A trial changes one thing of one piece that stands at a fault,
the cheapest for the reader first; what makes the pages better stays, and the next goes on from it.
The trials and their order depend on the layouts alone: the same run is always set the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Generic, NamedTuple, TypeVar

from formatter.copyfit import AS_SET, Copyfit
from formatter.layout import Fault, Layout, Placed
from formatter.press import mends, told
from formatter.press.limits import Limits

Forme = TypeVar("Forme")
Fits = Mapping[str, Copyfit]

# What a fault weighs against others. What can't be mended here weighs nothing.
WEIGHTS = {
    "overset": 60.0,
    "notes_astray": 40.0,
    "captions_parted": 40.0,
    "heads_stranded": 30.0,
    "holes": 25.0,
    "pages_thin": 25.0,
    "columns_uneven": 6.0,
    "heads_one_word_last": 5.0,
    "lines_loose": 1.0,
}
# What a trial is worth: for lines with holes alone a run is laid out again only where a theme asks
# for it, and for one of them, since several are never mended by the same change.
_STARTS = WEIGHTS.keys() - {"lines_loose"}
# How far a layout is from the wished number of pages weighs more than any page.
_PAGE = 1000.0
# What each change costs by itself: a piece as the theme sets it is best.
_COSTS = {"spacing": 0.4, "pictures": 0.6, "moved": 0.8, "tight": 1.0, "endnotes": 3.0}
# White under a piece's end is no fault, but a picture across the page is better.
_WHITE = 8.0
# A page more or less is met by one of the first settings, or by none.
_WISHED = 7
# What is reckoned beforehand is off by a line or two.
_BRIM = 1.02


class Fitted(NamedTuple, Generic[Forme]):
    """A run as it was fitted: its pages, how each piece is set, and its layout, which says so."""

    forme: Forme
    fits: Fits
    layout: Layout


class _Try(NamedTuple, Generic[Forme]):
    weight: float
    forme: Forme
    fits: Fits
    layout: Layout


def fitted(  # noqa: PLR0913  what a run is, and how it is laid out and read
    lay_out: Callable[[Fits], Forme],
    anchors: Sequence[str],
    limits: Limits,
    *,
    read: Callable[[Forme], Layout],
    wish: int = 0,
    titles: Mapping[str, str] | None = None,
    movable: Mapping[str, Sequence[str]] | None = None,
) -> Fitted[Forme]:
    """Return a run's best layout of those that its limits allow.

    `lay_out` lays the run out with the copyfits of its stories by anchor, `read` reports on it;
    `anchors` are those of its stories, `titles` what the report calls them and `movable` what may
    be moved in each, by anchor (`formatter.render.copyfitted.movable`). With `wish`
    so many pages more or less than the run has as the theme sets it are asked for; where no trial
    has them, what comes nearest is returned. Lays out at most `limits.trials` times.
    """
    first = lay_out({})
    natural = read(first)
    called = titles or dict(zip(anchors, (each.title for each in natural.pieces), strict=False))
    named = {title: anchor for anchor, title in called.items()}
    wanted = natural.pages + wish
    best = _Try(weight(natural, {}, wanted, exact=bool(wish)), first, {}, natural)
    tried = {_key({})}
    left = limits.trials - 1
    going_on = (
        bool(wish)
        or any(fault.kind in _STARTS for fault in natural.faults)
        or any(_white(piece, limits) for piece in natural.pieces)
    )
    if not going_on and _loose_alone(natural):
        left = min(left, limits.even)
        going_on = True
    while going_on and left:
        going_on = False
        for fits in _changes(best, anchors, named, movable or {}, limits, wanted, exact=bool(wish)):
            if _key(fits) in tried:
                continue
            tried.add(_key(fits))
            forme = lay_out(fits)
            layout = read(forme)
            left -= 1
            weighed = weight(layout, fits, wanted, exact=bool(wish))
            if weighed < best.weight - 1e-9:
                best = _Try(weighed, forme, fits, layout)
                going_on = True
            if wish and best.layout.pages != wanted and limits.trials - left >= _WISHED:
                left = 0
            if going_on or not left:
                break
    said = told.done(natural, best.layout, best.fits, called)
    return Fitted(best.forme, best.fits, replace(best.layout, said=said))


def weight(layout: Layout, fits: Fits, wanted: int, *, exact: bool = False) -> float:
    """Return how bad a layout is: its faults, its white, the changes made, its pages too many.

    With `exact` pages too few are as bad.
    """
    faults = sum(WEIGHTS.get(fault.kind, 0.0) * _grade(fault) for fault in layout.faults)
    white = _WHITE * sum(max(0.0, 1 - piece.full) for piece in layout.pieces)
    over = layout.pages - wanted
    pages = _PAGE * (abs(over) if exact else max(0, over))
    return faults + white + pages + sum(map(_cost, fits.values()))


def _grade(fault: Fault) -> float:
    """Return how bad a fault is among those of its kind, about 1."""
    match fault.kind:
        case "holes":
            return 0.5 + fault.amount
        case "pages_thin":
            return 1.5 - fault.amount
        case "columns_uneven":
            return min(3.0, 0.5 + fault.amount / 8)
        case _:
            return 1.0


def _cost(fit: Copyfit) -> float:
    return (
        _COSTS["spacing"] * abs(fit.spacing) * 100
        + _COSTS["pictures"] * (1 - fit.pictures) * 10
        + _COSTS["moved"] * sum(abs(places) for _, places in fit.moved)
        + _COSTS["tight"] * fit.tight
        + _COSTS["endnotes"] * fit.endnotes
        + _COSTS["pictures"] * fit.across
    )


def _key(fits: Fits) -> tuple[tuple[str, Copyfit], ...]:
    return tuple(sorted((anchor, fit) for anchor, fit in fits.items() if fit != AS_SET))


def _changes(  # noqa: PLR0913, PLR0917  where it stands, and what may be done
    best: _Try[Any],
    anchors: Sequence[str],
    named: Mapping[str, str],
    movable: Mapping[str, Sequence[str]],
    limits: Limits,
    wanted: int,
    *,
    exact: bool,
) -> Iterator[Fits]:
    """Yield settings a step away from the best, the likeliest to help at the least cost first."""
    over = best.layout.pages - wanted
    if over > 0 or (over and exact):
        for anchor in reversed(anchors):
            yield from _with(best.fits, anchor, mends.shorter if over > 0 else mends.longer, limits)
    heavy = sorted(
        (fault for fault in best.layout.faults if fault.kind in WEIGHTS),
        key=lambda fault: -WEIGHTS[fault.kind] * _grade(fault),
    )
    seen: set[tuple[str, str, str]] = set()
    for fault in heavy:
        anchor = named.get(fault.piece, anchors[-1] if anchors else "")
        key = (fault.kind, anchor, fault.what)
        if anchor and key not in seen:
            seen.add(key)
            piece = next((each for each in best.layout.pieces if each.title == fault.piece), None)
            case = mends.Case(fault, movable.get(anchor, ()), piece)
            yield from _with(best.fits, anchor, mends.MENDS[fault.kind](case), limits)
    for anchor in (named[piece.title] for piece in best.layout.pieces if _white(piece, limits)):
        yield from _with(best.fits, anchor, mends.wider, limits)


def _with(fits: Fits, anchor: str, steps: mends.Steps, limits: Limits) -> Iterator[Fits]:
    own = fits.get(anchor, AS_SET)
    for fit in steps(own, limits):
        if fit != own:
            yield {**fits, anchor: fit}


def _loose_alone(layout: Layout) -> bool:
    """Say whether one loose line is all that can be mended in a layout."""
    return [fault.kind for fault in layout.faults if fault.kind in WEIGHTS] == ["lines_loose"]


def _white(piece: Placed, limits: Limits) -> bool:
    """Say whether a picture across the page would fill what a piece leaves, and no more."""
    half = limits.filled <= piece.full <= limits.full
    return limits.across and half and 0 < piece.gain <= _BRIM - piece.full

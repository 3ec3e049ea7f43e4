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
from formatter.press import told
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
# What a trial is worth: no run is laid out again for a line with holes alone.
_STARTS = WEIGHTS.keys() - {"lines_loose"}
# How far a layout is from the wished number of pages weighs more than any page.
_PAGE = 1000.0
# What each change costs by itself: a piece as the theme sets it is best.
_COSTS = {"spacing": 0.4, "pictures": 0.6, "moved": 0.8, "tight": 1.0, "endnotes": 3.0}
# White under a piece's end is no fault, but a picture across the page is better.
_WHITE = 8.0


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
            yield from _with(best.fits, anchor, _shorter if over > 0 else _longer, limits)
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
            yield from _with(
                best.fits, anchor, _MENDS[fault.kind](fault, movable.get(anchor, ())), limits
            )
    for anchor in (named[piece.title] for piece in best.layout.pieces if _white(piece, limits)):
        yield from _with(best.fits, anchor, _wider, limits)


_Steps = Callable[[Copyfit, Limits], Iterator[Copyfit]]


def _with(fits: Fits, anchor: str, steps: _Steps, limits: Limits) -> Iterator[Fits]:
    own = fits.get(anchor, AS_SET)
    for fit in steps(own, limits):
        if fit != own:
            yield {**fits, anchor: fit}


def _white(piece: Placed, limits: Limits) -> bool:
    return limits.across and limits.filled <= piece.full <= limits.full


def _wider(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
    if limits.across:
        yield replace(fit, across=True)


def _shorter(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
    """Yield settings that take less room."""
    yield from _spaced(fit, -limits.spacing)
    if limits.tight:
        yield replace(fit, tight=True, spacing=0.0)
        yield replace(fit, tight=True, spacing=-limits.spacing)
    if limits.picture < 1:
        yield replace(fit, pictures=limits.picture)
        yield replace(fit, pictures=limits.picture, tight=limits.tight, spacing=-limits.spacing)


def _longer(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
    """Yield settings that take more room."""
    if fit.tight:
        yield replace(fit, tight=False)
    if fit.pictures < 1:
        yield replace(fit, pictures=1.0)
    yield from _spaced(fit, limits.spacing)


def _spaced(fit: Copyfit, most: float) -> Iterator[Copyfit]:
    for part in (0.5, 1.0):
        spacing = round(most * part, 4)
        if spacing and spacing != fit.spacing:
            yield replace(fit, spacing=spacing)


def _by_room(_: Fault, movable: Sequence[str]) -> _Steps:
    """Yield settings of another length, nearest ones first, and other places for what moves."""

    def steps(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
        half = round(limits.spacing / 2, 4)
        if half:
            yield replace(fit, spacing=-half)
            yield replace(fit, spacing=half)
        yield from _moved(fit, movable[:2], min(1, limits.moved))
        if limits.tight:
            yield replace(fit, tight=not fit.tight)
        yield from _smaller(fit, limits)
        yield from _moved(fit, movable, limits.moved)
        if limits.spacing:
            yield replace(fit, spacing=-limits.spacing)
            yield replace(fit, spacing=limits.spacing)

    return steps


def _by_figure(fault: Fault, movable: Sequence[str]) -> _Steps:
    """Yield settings in which the picture that left the white stands elsewhere or is smaller."""
    picture = fault.picture

    def steps(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
        if picture:
            yield from _moved(fit, [picture], limits.moved)
            yield from _smaller(fit, limits)
        yield from _by_room(fault, movable)(fit, limits)

    return steps


def _by_notes(fault: Fault, movable: Sequence[str]) -> _Steps:
    """Yield settings of another length, at last one with the notes at the end of the piece."""

    def steps(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
        half = round(limits.spacing / 2, 4)
        for spacing in (-half, half) if half else ():
            yield replace(fit, spacing=spacing)
        if limits.tight:
            yield replace(fit, tight=not fit.tight)
        if limits.endnotes:
            yield replace(fit, endnotes=True)
        yield from _by_room(fault, movable)(fit, limits)

    return steps


def _thin(_: Fault, __: Sequence[str]) -> _Steps:
    """Yield settings that take the last lines in, or bring more onto the last page."""

    def steps(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
        if limits.tight:
            yield replace(fit, tight=True)
        yield from _shorter(fit, limits)
        # A picture that takes more of the pages before leaves more text for the last.
        yield from _wider(fit, limits)
        yield from _longer(fit, limits)

    return steps


def _moved(fit: Copyfit, names: Sequence[str], most: int) -> Iterator[Copyfit]:
    """Yield settings with one block elsewhere, near places first."""
    held = dict(fit.moved)
    for far in range(1, most + 1):
        for name in names:
            for places in (far, -far):
                yield replace(fit, moved=tuple(sorted({**held, name: places}.items())))


def _smaller(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
    if limits.picture < 1:
        for part in (0.5, 1.0):
            yield replace(fit, pictures=round(1 - (1 - limits.picture) * part, 3))


_MENDS: Mapping[str, Callable[[Fault, Sequence[str]], _Steps]] = {
    "overset": _by_room,
    "notes_astray": _by_notes,
    "captions_parted": _by_figure,
    "heads_stranded": _by_room,
    "holes": _by_figure,
    "pages_thin": _thin,
    "columns_uneven": _by_figure,
    "heads_one_word_last": _by_room,
    "lines_loose": _by_room,
}

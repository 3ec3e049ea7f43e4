"""What may mend a fault: other settings of its piece within the limits, the cheapest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from formatter.copyfit import Copyfit
from formatter.layout import Fault, Placed
from formatter.press.limits import Limits

# A last page of so much isn't next to empty.
_ENOUGH = 0.25
Steps = Callable[[Copyfit, Limits], Iterator[Copyfit]]


class Case(NamedTuple):
    """A fault, what may be moved in its piece, and that piece on its pages, None if it's none."""

    fault: Fault
    movable: Sequence[str] = ()
    piece: Placed | None = None


def wider(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
    """Yield the setting in which the piece's first picture goes across the page."""
    if limits.across:
        yield replace(fit, across=True)


def shorter(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
    """Yield settings that take less room."""
    yield from _spaced(fit, -limits.spacing)
    if limits.tight:
        yield replace(fit, tight=True, spacing=0.0)
        yield replace(fit, tight=True, spacing=-limits.spacing)
    if limits.picture < 1:
        yield replace(fit, pictures=limits.picture)
        yield replace(fit, pictures=limits.picture, tight=limits.tight, spacing=-limits.spacing)


def longer(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
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


def _by_room(case: Case) -> Steps:
    """Yield settings of another length, nearest ones first, and another place for what moves."""

    def steps(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
        yield from _near(fit, limits)
        yield from _moved(fit, case.movable[:1], (1, -1), limits)
        yield from _tighter(fit, limits)
        yield from _spaced(fit, -limits.spacing)
        yield from _smaller(fit, limits)

    return steps


def _by_figure(case: Case) -> Steps:
    """Yield settings in which the picture that left the white stands elsewhere or is smaller.

    Where no picture did, a pull quote moves, or what stands after the white comes in closer.
    """
    # What can't be moved isn't tried, where that is known.
    picture = case.fault.picture
    moves = [picture] if picture and (picture in case.movable or not case.movable) else []

    def steps(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
        yield from _moved(fit, moves, (1, -1), limits)
        if case.fault.kind == "holes" and not picture:
            yield from _smaller(fit, limits)
            yield from _tighter(fit, limits)
            yield from (
                smaller for tight in _tighter(fit, limits) for smaller in _smaller(tight, limits)
            )
        others = [name for name in case.movable if name != picture]
        yield from _moved(fit, others[:1], (1, -1), limits)
        yield from _smaller(fit, limits)
        yield from _moved(fit, moves, (2, -2), limits)
        yield from _near(fit, limits)
        yield from _tighter(fit, limits)
        yield from _together(fit, limits)

    return steps


def _by_notes(_: Case) -> Steps:
    """Yield settings of another length, at last one with the notes at the end of the piece."""

    def steps(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
        yield from _near(fit, limits)
        yield from _tighter(fit, limits)
        if limits.endnotes:
            yield replace(fit, endnotes=True)

    return steps


def _thin(case: Case) -> Steps:
    """Yield settings that take the last lines in, or bring more onto the last page.

    A picture that takes more of the pages before leaves more text for the last.
    """
    piece = case.piece
    brings = piece is not None and piece.gain + piece.full > _ENOUGH

    def steps(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
        if case.fault.amount > limits.thin - 2 * limits.spacing:
            # A page more of text by the part that spacing adds, and it is full enough.
            yield from _spaced(fit, limits.spacing)
        yield from _tighter(fit, limits)
        if brings and not fit.across:
            yield from wider(fit, limits)
            yield from (each for tight in _tighter(fit, limits) for each in wider(tight, limits))
        yield from reversed(tuple(shorter(fit, limits)))
        yield from longer(fit, limits)

    return steps


def _together(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
    """Yield settings in which letters, measures and pictures change at once, little by little.

    Where columns end is a matter of a line here and there: what one change misses, two may meet.
    """
    parts = (0.5, -0.5, 1.0, -1.0) if limits.spacing else ()
    spaced = [
        replace(measured, spacing=round(limits.spacing * part, 4))
        for measured in (fit, *_tighter(fit, limits))
        for part in parts
    ]
    yield from spaced
    yield from (smaller for each in spaced for smaller in _smaller(each, limits))


def _near(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
    half = round(limits.spacing / 2, 4)
    for spacing in (-half, half) if half else ():
        yield replace(fit, spacing=spacing)


def _tighter(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
    if limits.tight:
        yield replace(fit, tight=not fit.tight)


def _moved(
    fit: Copyfit, names: Sequence[str], by: Sequence[int], limits: Limits
) -> Iterator[Copyfit]:
    """Yield settings with one block elsewhere."""
    held = dict(fit.moved)
    for name in names:
        for places in by:
            if abs(places) <= limits.moved:
                yield replace(fit, moved=tuple(sorted({**held, name: places}.items())))


def _smaller(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
    if limits.picture < 1:
        for part in (0.5, 1.0):
            yield replace(fit, pictures=round(1 - (1 - limits.picture) * part, 3))


MENDS: Mapping[str, Callable[[Case], Steps]] = {
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

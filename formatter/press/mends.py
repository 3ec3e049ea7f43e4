"""What may mend a fault: other settings of its piece within the limits, the cheapest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from formatter.copyfit import Copyfit
from formatter.layout import Fault
from formatter.press.limits import Limits

Steps = Callable[[Copyfit, Limits], Iterator[Copyfit]]


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


def _by_room(_: Fault, movable: Sequence[str]) -> Steps:
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


def _by_figure(fault: Fault, movable: Sequence[str]) -> Steps:
    """Yield settings in which the picture that left the white stands elsewhere or is smaller."""
    picture = fault.picture

    def steps(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
        if picture:
            yield from _moved(fit, [picture], limits.moved)
            yield from _smaller(fit, limits)
        yield from _by_room(fault, movable)(fit, limits)

    return steps


def _by_notes(fault: Fault, movable: Sequence[str]) -> Steps:
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


def _thin(_: Fault, __: Sequence[str]) -> Steps:
    """Yield settings that take the last lines in, or bring more onto the last page."""

    def steps(fit: Copyfit, limits: Limits) -> Iterator[Copyfit]:
        if limits.tight:
            yield replace(fit, tight=True)
        yield from shorter(fit, limits)
        # A picture that takes more of the pages before leaves more text for the last.
        yield from wider(fit, limits)
        yield from longer(fit, limits)

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


MENDS: Mapping[str, Callable[[Fault, Sequence[str]], Steps]] = {
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

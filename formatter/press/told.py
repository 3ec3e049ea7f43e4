"""The layout in words: what an editor reads on the terminal, page by page, with remedies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from math import ceil

from formatter.copyfit import AS_SET, Copyfit
from formatter.layout import Fault, Layout

_SHORT = 48
# What is said of a fault: `n` its amount, `what` the words or the picture, then what helps.
_SAID: Mapping[str, tuple[str, str]] = {
    "notes_astray": (
        "The note “{what}” stands {n:.0f} {pages} after its call.",
        'Set links = "endnote", or cut a line or two before it.',
    ),
    "captions_parted": (
        "The caption “{what}” isn't with its picture.",
        "Shorten the caption in images.captions, or drop the picture.",
    ),
    "heads_stranded": (
        "The head “{what}” has {n:.0f} {lines} below it.",
        "Cut or add a line or two before it, or drop the head.",
    ),
    "pages_thin": (
        "The last page is {n:.0%} full.",
        "Cut the piece a little, or give it a pull quote or a picture more.",
    ),
    "holes": (
        "{n:.0%} of the page stay white before {what}.",
        "Crop or drop that picture, or lead with it (images.lead).",
    ),
    "columns_uneven": (
        "The columns end {n:.1f} lines apart.",
        "Cut or add a line or two, or set the piece in another number of columns.",
    ),
    "heads_one_word_last": (
        "The last of {n:.0f} lines is one word: “{what}”.",
        "Give a title or standfirst a word more or less.",
    ),
    "lines_loose": (
        "The words of “{what}” stand {n:.2f} times as far apart as they should.",
        "Reword the paragraph, or set the piece in fewer columns.",
    ),
    "pictures_coarse": (
        "The picture {what} has {n:.0f} dots an inch, where print wants 220.",
        "Give a larger file, or set it in fewer columns (span).",
    ),
    "alt_missing": (
        "The picture {what} has no text that says what is on it.",
        "Give it a caption in images.captions.",
    ),
    "uncovered": (
        "No font has the sign {what}, which stands here {times}.",
        "Name a font that has it, in [fonts] of your settings.",
    ),
    "overset": (
        "{n:.0f} {words} found no room or run out of their column: “{what}”.",
        "Break the long word, or narrow the table.",
    ),
}


def words(layout: Layout) -> tuple[str, ...]:
    """Return the layout as sentences: its pages and pieces, what was done, faults with remedies."""
    return (
        _count(layout.pages, "page") + ", " + _count(len(layout.pieces), "piece") + ".",
        *layout.said,
        *(line for _, lines in groupby(_faults(layout), lambda each: each[0]) for _, line in lines),
        *([] if layout.faults else ["The layout has no fault."]),
    )


def _faults(layout: Layout) -> Iterator[tuple[int, str]]:
    """Yield a sentence for each fault, many of one kind in a piece told once."""
    kinds: dict[tuple[str, str], list[Fault]] = {}
    for fault in layout.faults:
        kinds.setdefault((fault.kind, fault.piece), []).append(fault)
    for fault in layout.faults:
        alike = kinds[fault.kind, fault.piece]
        if fault is not alike[0]:
            continue
        found, remedy = _SAID[fault.kind]
        where = f"Page {fault.page}" + (f", “{_short(fault.piece)}”" if fault.piece else "")
        others = sorted({f"{each.page}" for each in alike[1:]}, key=int)
        also = f" So {_count(len(alike) - 1, 'more')}, page {', '.join(others)}." if others else ""
        yield fault.page, f"{where}: {_put(found, fault)}{also} {remedy}"


def _put(sentence: str, fault: Fault) -> str:
    n = fault.amount
    what = fault.what or "what follows"
    if fault.kind == "holes" and fault.picture:
        what = f"the picture {what}"
    if fault.kind == "lines_loose":
        # What is over a limit by little is told so that it is over.
        n = ceil(n * 100) / 100
    return sentence.format(
        n=n,
        what=what if fault.kind == "uncovered" else _short(what),
        pages="page" if n == 1 else "pages",
        lines="line" if n == 1 else "lines",
        words="word" if n == 1 else "words",
        times="once" if n == 1 else f"{n:.0f} times",
    )


def done(
    before: Layout, after: Layout, fits: Mapping[str, Copyfit], titles: Mapping[str, str]
) -> tuple[str, ...]:
    """Return what was done to the pieces of a run, a sentence each; `titles` are by anchor."""
    number = len(before.faults) - len(after.faults)
    gained = [f"{_count(number, 'fault')} less"] if number > 0 else []
    if before.pages != after.pages:
        gained.append(f"{_count(after.pages, 'page')} instead of {before.pages}")
    return tuple(
        f"“{_short(titles.get(anchor, anchor))}” is set {', '.join(_set(fit))}"
        + (f": {', '.join(gained)}." if gained else ".")
        for anchor, fit in fits.items()
        if fit != AS_SET
    )


def _set(fit: Copyfit) -> Iterator[str]:
    if fit.tight:
        yield "in closer measures"
    if fit.spacing:
        yield f"{abs(fit.spacing):.1%} {'wider' if fit.spacing > 0 else 'closer'}"
    if fit.pictures != 1:
        yield f"with pictures at {fit.pictures:.0%} of their size"
    for picture, places in fit.moved:
        pull = re.fullmatch(r"pull-(\d+)", picture)
        named = f"pull quote {pull[1]}" if pull else f"image:{picture}"
        yield (
            f"with {named} {_count(abs(places), 'paragraph')} "
            f"{'later' if places > 0 else 'earlier'}"
        )
    if fit.across:
        yield "with its first picture across the page"
    if fit.endnotes:
        yield "with its notes at the end"


def _count(number: int, name: str) -> str:
    many = name if number == 1 or name == "more" else f"{name}s"
    return f"{number} {many}"


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rsplit(" ", 1)[0] + "…"

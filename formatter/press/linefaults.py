"""Faults of lines and pictures: words alone, holes in a line, what can't be seen or isn't told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from formatter.layout import Fault
from formatter.press import leaf, unset
from formatter.press.pages import Pages, source, start
from formatter.press.places import HEADS, Item

_INCH = 96.0
# Widths come in units of 1/1024 of a pixel: a line justified up to the limit is measured over it.
_ROUNDING = 0.01


def heads_one_word_last(pages: Pages) -> Iterator[Fault]:
    """Yield heads, standfirsts and pull quotes that end in one word; the amount is their lines."""
    lines: dict[int, list[Item]] = {}
    for item in pages.items:
        block = next((box for box in reversed(item.within) if _short(box)), None)
        if block is not None and item.is_line and leaf.words(item.box):
            lines.setdefault(id(block.element), []).append(item)
    for those in lines.values():
        last = leaf.words(those[-1].box).split()
        if len(those) > 1 and len(last) == 1:
            yield Fault(
                kind="heads_one_word_last",
                page=those[-1].place.page,
                piece=those[-1].piece,
                amount=len(those),
                what=" ".join(leaf.words(item.box) for item in those),
            )


def _short(box: Any) -> bool:  # noqa: ANN401
    if box.element is None:
        return False
    kinds = str(box.element.get("class", "")).split()
    return box.element_tag in HEADS or bool({"lead", "standfirst", "pull"} & set(kinds))


def lines_loose(pages: Pages) -> Iterator[Fault]:
    """Yield justified lines with holes; the amount is their word space by the normal one."""
    if pages.space is None:
        return
    for item in pages.items:
        if not item.is_line:
            continue
        stretched = [box for box in leaf.texts(item.box) if box.justification_spacing > 0]
        if not stretched:
            continue
        box = stretched[0]
        own = pages.space(box.style)
        added = box.justification_spacing + float(_length(box.style["word_spacing"]))
        gap = (own + added) / own
        if gap > pages.limits.loose + _ROUNDING:
            yield Fault(
                kind="lines_loose",
                page=item.place.page,
                piece=item.piece,
                amount=gap,
                what=leaf.words(item.box),
            )


def _length(value: Any) -> float:  # noqa: ANN401
    return float(getattr(value, "value", value) or 0) if value != "normal" else 0.0


def pictures_coarse(pages: Pages) -> Iterator[Fault]:
    """Yield photographs of too few dots for their size; the amount is their dots an inch."""
    for item in pages.items:
        name = source(item.box).removeprefix("image:") if not item.is_line else ""
        image = pages.images.get(name)
        if (
            image is None
            or image.missing
            or not image.width * image.height
            or "svg" in image.media_type
        ):
            continue
        width = float(item.box.width)
        by_height = item.box.height * image.width / image.height
        if item.box.style["object_fit"] in {"contain", "cover"}:
            best = min if item.box.style["object_fit"] == "contain" else max
            width = best(width, by_height)
        dots = image.width / (width / _INCH) if width else 0.0
        if 0 < dots < pages.limits.dpi:
            yield Fault(
                kind="pictures_coarse",
                page=item.place.page,
                piece=item.piece,
                amount=int(dots),
                what=source(item.box),
            )


def alt_missing(pages: Pages) -> Iterator[Fault]:
    """Yield pictures with neither a text nor a caption that says what is on them, each counted 1.

    What has a caption is told by it (`formatter.render.alternatives`).
    """
    for item in pages.items:
        element = item.box.element
        if item.is_line or item.box.element_tag != "img" or not item.piece:
            continue
        figure = next((box.element for box in item.within if box.element_tag == "figure"), None)
        caption = next(figure.iter("figcaption"), None) if figure is not None else None
        said = str(element.get("alt") or "").strip() or (
            "".join(caption.itertext()).strip() if caption is not None else ""
        )
        if not said and element.get("role") != "presentation":
            yield Fault(
                kind="alt_missing",
                page=item.place.page,
                piece=item.piece,
                amount=1,
                what=source(item.box),
            )


def uncovered(pages: Pages, signs: Collection[str]) -> Iterator[Fault]:
    """Yield signs that no font has; the amount is how often each stands on that page."""
    wanted = sorted(set(signs))
    for sheet in pages.sheets if wanted else ():
        count: Counter[tuple[str, str]] = Counter()
        for item in (*sheet.items, *sheet.feet):
            if item.is_line:
                text = leaf.words(item.box)
                count.update(
                    {(item.piece, sign): text.count(sign) for sign in wanted if sign in text}
                )
        for (piece, sign), often in count.items():
            yield Fault(kind="uncovered", page=sheet.number, piece=piece, amount=often, what=sign)


def overset(pages: Pages) -> Iterator[Fault]:
    """Yield text that found no room or runs out of its column; the amount is its words."""
    for place, piece, words in (*unset.lost(pages.sheets), *unset.outside(pages.sheets)):
        yield Fault(
            kind="overset", page=place, piece=piece, amount=len(words.split()), what=start(words)
        )

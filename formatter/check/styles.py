"""What is looked at in style sheets: sizes, colours, line heights, syntax, and who lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formatter.check.held import Held
from formatter.check.rule import Found
from formatter.check.sheet import Style

_FIXED = re.compile(r"[\d.]\s*(%|px|pt|pc|cm|mm|in|q)\b|[\d.](%)", re.IGNORECASE)
_UNIT = re.compile(r"[\d.]\s*(%|[a-z]+)", re.IGNORECASE)
_NO_COLOUR = re.compile(
    r"(?:inherit|currentcolor|transparent|none|initial|unset|\s)*\Z", re.IGNORECASE
)
_INSIDE = ("color", "background", "background-color")
_BREAKS = ("break-before", "break-after", "break-inside")
_OF_PAGES = ("avoid", "always", "page", "left", "right")
_IMPORTANT = re.compile(r"\s*!\s*important\s*\Z", re.IGNORECASE)


def font_sizes(held: Held) -> Iterator[Found]:
    """Find sizes of type in other units than em and rem."""
    for name, style in held.every_style():
        for key, value in style.says:
            if key in {"font-size", "font"} and (found := _FIXED.search(value)):
                yield _told(name, style, f"font-size in {found[1] or found[2]}: {value}")


def line_heights(held: Held) -> Iterator[Found]:
    """Find line heights with a unit."""
    for name, style in held.every_style():
        for key, value in style.says:
            if key == "line-height" and _UNIT.search(value):
                yield _told(name, style, f"line-height: {value}")


def colours(held: Held) -> Iterator[Found]:
    """Find colours of text or behind it, but where they hold under a condition."""
    for name, style in held.every_style():
        if style.conditional or style.selector.startswith("@"):
            continue
        for key, value in style.says:
            if key in _INSIDE and not _NO_COLOUR.match(_IMPORTANT.sub("", value)):
                yield _told(name, style, f"{key}: {value}")


def breaks(held: Held) -> Iterator[Found]:
    """Find breaks of pages that are said in CSS 3's way alone."""
    for name, style in held.every_style():
        said = dict(style.says)
        for key in _BREAKS if not style.conditional and not style.newer else ():
            if said.get(key) in _OF_PAGES and f"page-{key}" not in said:
                yield _told(name, style, f"{key}: {said[key]} without page-{key}")


def newer(held: Held) -> Iterator[Found]:
    """Find syntax that old engines can't parse in the first sheet of a document."""
    firsts = {told.sheets[0][1] for told in held.told.values() if told.sheets}
    for name, style in held.every_style():
        if style.newer and name in firsts:
            yield _told(name, style, style.newer)


def unlisted(held: Held) -> Iterator[Found]:
    """Find sheets that a document uses and the manifest doesn't list."""
    for name, told in held.told.items():
        for line, sheet in told.sheets:
            if sheet not in held.by_name:
                yield Found(name, line, f"{sheet} isn't in the manifest")


def captions(held: Held) -> Iterator[Found]:
    """Find captions in a book whose sheets don't make them blocks."""
    captioned = next((name for name, told in held.told.items() if told.captioned), "")
    if captioned and not any(
        ("display", "block") in style.says
        and any(part.split()[-1:] == ["figcaption"] for part in style.selector.split(","))
        for _, style in held.every_style()
    ):
        yield Found(captioned, 0, "no style sheet has figcaption { display: block }")


def _told(name: str, style: Style, what: str) -> Found:
    return Found(name, style.line, f"{style.selector[:60]} has {what}")

"""Spaces and the marks of typewriters: no-break spaces that do nothing, and what a reader may ask.

No-break spaces that an editor's window left between words make lines loose; those beside numbers,
units and dashes are meant. Ours are set when a book is laid out (`render.glue`).
"""

from __future__ import annotations

import re
from functools import cache

from formatter.text.context import Context, Found

_NBSP = "\xa0"
_RUN = re.compile("[ \xa0]*\xa0[ \xa0]*")
# Beside these a no-break space is meant: numbers, units of one sign, dashes; in French, marks.
_UNITS = "%‰°₫$€£¥§№\u2013\u2014\u2212-"
_FRENCH_BEFORE, _FRENCH_AFTER = ":;!?»", "«"


def no_break(text: str, context: Context) -> Found | None:
    """Make one plain space of no-break spaces that hold nothing together; code keeps its own."""
    if _NBSP not in text or context.code:
        return None
    count = 0

    def one(found: re.Match[str]) -> str:
        nonlocal count
        if found.group() == _NBSP:
            before = text[found.start() - 1 : found.start()]
            after = text[found.end() : found.end() + 1]
            if _meant(before, after):
                return _NBSP
        count += 1
        return " "

    made = _RUN.sub(one, text)
    return Found(made, count, "U+00A0") if count else None


def _meant(before: str, after: str) -> bool:
    if any(side and (side.isdigit() or side in _UNITS) for side in (before, after)):
        return True
    return bool(after) and (after in _FRENCH_BEFORE or before == _FRENCH_AFTER)


@cache
def _typed() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what a typewriter writes, each with what print has for it."""
    return (
        (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
        (re.compile(r"(?<!-)--(?!-)"), "–"),
        (re.compile(r"(?<=[^\W_]|[”»)]) +([,.;:?!…])(?=\s|$|[”»\"'])"), r"\1"),
        (re.compile(r" {2,}"), " "),
    )


def smart(text: str, context: Context) -> Found | None:
    """Set a typewriter's marks as print has them: … – “ ”, one space, none before a full stop."""
    if not context.mending.smart or context.code:
        return None
    made, count = _quoted(text)
    for pattern, sign in _typed():
        made, more = pattern.subn(sign, made)
        count += more
    if made == text:
        return None
    at = next((at for at, (a, b) in enumerate(zip(text, made, strict=False)) if a != b), 0)
    return Found(made, count, made[max(0, at - 10) : at + 10].strip() or "U+0020")


def _quoted(text: str) -> tuple[str, int]:
    """Turn straight quotation marks; behind a digit one that closes nothing is a sign of inches."""
    parts = text.split('"')
    if len(parts) == 1:
        return text, 0
    made, count, is_open = parts[0], 0, False
    for part in parts[1:]:
        before, after = made[-1:], part[:1]
        opens = (not before or before.isspace() or before in "([{“–—-/") and (
            bool(after) and not after.isspace()
        )
        if not opens and not is_open and before.isdigit():
            made += f'"{part}'
            continue
        is_open = opens
        count += 1
        made += ("“" if opens else "”") + part
    return made, count

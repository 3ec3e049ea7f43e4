"""Letters put right: an ordered table of small steps, each change told by kind, count and sample.

What is mended always, on request or never is said step by step. Spelling, capitals, numbers and
dates are never touched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from formatter.text import letters, spacing, unseen
from formatter.text.context import VIETNAMESE, Context, Found, Mending, may_be_misread

__all__ = ["STEPS", "SUSPECT", "VIETNAMESE", "Change", "Context", "Mended", "Mending", "mend"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One kind of change: how often it was made, and its first sample."""

    kind: str
    count: int
    sample: str


class Mended(NamedTuple):
    """A text after repair, and the changes that were made."""

    text: str
    changes: tuple[Change, ...] = ()


def _legacy(text: str, context: Context) -> Found | None:
    if not context.encoding:
        return None
    from formatter.text.legacy import converted

    made = converted(text, context.encoding, capitals=context.capitals)
    if made == text:
        return None
    changed = [new for old, new in zip(text.split(), made.split(), strict=False) if old != new]
    return Found(made, max(1, len(changed)), changed[0] if changed else made[:20])


def _misread(text: str, context: Context) -> Found | None:
    if not may_be_misread(text):
        return None
    from formatter.text.misread import misread

    return misread(text, context)


def _entities(text: str, context: Context) -> Found | None:
    if "&" not in text or context.code:
        return None
    from formatter.text.misread import entities

    return entities(text, context)


# In this order: bytes before characters, characters before words, words before spaces.
STEPS: tuple[tuple[str, Callable[[str, Context], Found | None]], ...] = (
    ("legacy encoding", _legacy),
    ("unseen", unseen.marks),
    ("misread", _misread),
    ("unseen", unseen.unseen),
    ("line break", unseen.lines),
    ("entity", _entities),
    ("composed", letters.composed),
    ("soft hyphen", unseen.soft_hyphens),
    ("look-alike", letters.twins),
    ("foreign letter", letters.foreign_twins),
    ("no-break space", spacing.no_break),
    ("tone style", letters.tone_style),
    ("typography", spacing.smart),
)
# Whatever a step may want to change has one of these, or isn't in NFC: most texts have none, and
# are let through at the cost of this search.
_ODD = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad"
    # What misread text has in it.
    "\xba\xbb\xc2\xc3\xc4\xc6\xcc\u20ac"
    # Letters that look like others.
    "\xd0\xf0\u0189\u01a2\u01a3\u0256\u0300-\u052f"
    "\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff"
)
# An ampersand is odd where an entity may begin that is read once more, a letter that misread text
# has in it where no plain letter follows: Â and Ã are Vietnamese too.
_MISREAD = "\xc2\xc3\xc4\xc6\xcc"
_TRULY = f"(?:(?<![&{_MISREAD}])|(?<=&)(?=[#lnqr])|(?<=[{_MISREAD}])(?![A-Za-z]))"
SUSPECT = re.compile(f"[&\xa0{_ODD}]{_TRULY}")
_HARD = re.compile(f"[{_ODD}]{_TRULY}")
# What is done to a text with nothing odd but no-break spaces, as on most pages.
_EASY = tuple(step for step in STEPS if step[0] == "no-break space")
_PLAIN = Context()
_ROUNDS = 4
# What shows no other step anything new.
_SIMPLE = frozenset(("composed", "no-break space"))


def mend(text: str, context: Context = _PLAIN) -> Mended:
    """Return a text in NFC, mended as `context` says, and what was changed.

    Without a context only what is always mended, the text speaking for its own language. Mending
    twice is mending once.
    """
    wish = context.mending
    steps = STEPS
    plain = text.isascii()
    if not (
        context.encoding
        or wish.smart
        or wish.tones != "keep"
        or (not plain and not unicodedata.is_normalized("NFC", text))
    ):
        if plain and "&" not in text and text.isprintable():
            return Mended(text)
        if not SUSPECT.search(text):
            return Mended(text)
        if not _HARD.search(text):
            steps = STEPS if "&" in text else _EASY
    changes: dict[str, Change] = {}
    # What a step leaves may show an earlier one what it couldn't see: most often nothing does.
    for _ in range(_ROUNDS):
        before = text
        for kind, step in steps:
            found = step(text, context)
            if found is not None:
                text = found.text
                old = changes.get(kind, Change(kind=kind, count=0, sample=found.sample))
                changes[kind] = replace(old, count=old.count + found.times)
        if text == before or (changes.keys() <= _SIMPLE and not may_be_misread(text)):
            break
        context = context._replace(encoding="") if context.encoding else context
    return Mended(text, tuple(changes.values()))

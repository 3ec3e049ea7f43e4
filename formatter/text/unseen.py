"""Characters that nobody sees: those that pages carry into prose, and those that scripts need."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from formatter.text.context import VIETNAMESE, Context, Found, vietnamese
from formatter.text.syllable import legal

# Marks of width, controls, and what is no character in XML: nobody needs them. White ones are no
# matter of this step.
_NOTHING = "\u200b\u2060\ufeff\ufffe\uffff\x00-\x08\x0e-\x1f\x7f"
_CONTROLS = "\x80-\x84\x86-\x9f"
# Marks of direction, needed beside letters written from right to left.
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_JOINERS = "\u200c\u200d"
_LINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LONGEST_SYLLABLE = 7


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(f"[{_NOTHING}{_DIRECTION}{_JOINERS}]")


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"[{_NOTHING}{_CONTROLS}{_DIRECTION}{_JOINERS}]")


@cache
def _turns() -> re.Pattern[str]:
    return re.compile(f"[{_DIRECTION}]")


@cache
def _leftward() -> re.Pattern[str]:
    return re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")


def marks(text: str, _: Context) -> Found | None:
    """Take out marks that nobody sees; those of direction and joiners stay where scripts need them.

    Controls above 7F stay: where a text was misread, they are bytes of its letters.
    """
    return _without(text, _marks())


def unseen(text: str, _: Context) -> Found | None:
    """Take out what nobody sees, controls too."""
    return _without(text, _unseen())


def _without(text: str, pattern: re.Pattern[str]) -> Found | None:
    if not pattern.search(text):
        return None
    leftward = _leftward().search(text) is not None
    gone: list[str] = []
    kept: list[str] = []
    for at, character in enumerate(text):
        if not pattern.match(character):
            kept.append(character)
        elif character in _JOINERS:
            needed = _joins(text, at, -1) or _joins(text, at, 1)
            (kept if needed else gone).append(character)
        elif leftward and _turns().match(character):
            kept.append(character)
        else:
            gone.append(character)
    if not gone:
        return None
    return Found("".join(kept), len(gone), f"U+{ord(gone[0]):04X}")


def _joins(text: str, at: int, step: int) -> bool:
    """Say whether the next character that is seen belongs to what a joiner joins.

    Letters of Indic scripts and of Arabic, emoji; no Latin, Greek or Cyrillic ones, no digits.
    """
    at += step
    while 0 <= at < len(text) and _unseen().match(text[at]):
        at += step
    if not 0 <= at < len(text):
        return False
    code = ord(text[at])
    return code >= 0x590 and not 0x1D00 <= code <= 0x218F and not text[at].isspace()


def lines(text: str, _: Context) -> Found | None:
    """Make a space of the line ends of other systems, and a line feed of theirs that HTML knows."""
    ends = _LINES.findall(text)
    if not ends:
        return None
    made = _LINES.sub(lambda end: "\n" if end.group().startswith("\r") else " ", text)
    return Found(made, len(ends), f"U+{ord(ends[0][0]):04X}")


def soft_hyphens(text: str, context: Context) -> Found | None:
    """Take soft hyphens out of Vietnamese words, which never divide; others keep theirs.

    A word is Vietnamese that has a letter which only Vietnamese has, and in a Vietnamese text any
    syllable. At an end of the text a word may go on in the next element, so that a short one is
    taken for Vietnamese where the page has such words.
    """
    if "\u00ad" not in text:
        return None
    samples: list[str] = []
    spoken = vietnamese(text, context)

    def whole(found: re.Match[str]) -> str:
        word = found.group()
        joined = unicodedata.normalize("NFC", word.replace("\u00ad", ""))
        cut = context.edges and (found.start() == 0 or found.end() == len(text))
        bare = joined.strip(".,;:!?…“”‘’\"'()[]«»")
        ours = (
            VIETNAMESE.search(joined.lower())
            or (spoken and (not bare or legal(bare)))
            or (cut and len(bare) <= _LONGEST_SYLLABLE)
        )
        if not ours:
            return word
        samples.append(joined or "\u00ad")
        return word.replace("\u00ad", "")

    made = re.sub("[^\\s\u00ad]*\u00ad\\S*", whole, text)
    return Found(made, len(samples), samples[0]) if samples else None

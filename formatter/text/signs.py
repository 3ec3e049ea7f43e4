"""Signs: what a reader sees as one, of one character or of several, and what Unicode calls them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_JOINER = "\u200d"
_REGIONAL = "\U0001f1e6-\U0001f1ff"
# Where emoji stand (UTS 51, emoji-data.txt), with the plain symbols between them: those start no
# sequence in a text that is well written.
_PICTURE = (
    "©®‼⁉™ℹ〰〽㊗㊙\u2190-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001faff"
)
# What follows a picture and changes it: presentation, skin tone, the tags of a region's flag.
_CHANGE = "\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
_VARIATION = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_SIGN = re.compile(
    f"[{_REGIONAL}]{{2}}"
    "|[0-9#*]\ufe0f?\u20e3"
    f"|[{_PICTURE}][{_CHANGE}]*(?:{_JOINER}[{_PICTURE}][{_CHANGE}]*)*"
    f"|.[{_VARIATION}]?",
    re.DOTALL,
)
_EMOJI = re.compile(
    f"[{_REGIONAL}\U0001f000-\U0001faff]|.+[\ufe0f\u20e3\U0001f3fb-\U0001f3ff{_JOINER}]", re.DOTALL
)
# Default_Ignorable_Code_Point (Unicode 15, DerivedCoreProperties.txt), of which the fillers of
# Hangul are drawn all the same, and the spaces; fonts needn't have them.
_UNSEEN = re.compile(
    "[\\s\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
# Drawn though Python calls them white: a page's text has no business with them.
_STRAY = {"\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\u2028"}


def signs(text: str) -> Iterator[str]:
    """Yield the signs of a text in order, white ones among them.

    A sign is a character, or a sequence that is drawn as one (UTS 51): an emoji with its skin
    tone, a family joined, a flag, a keycap, a character with its variation selector. Letters and
    their marks are signs of their own.
    """
    yield from _SIGN.findall(text)


def seen(text: str) -> set[str]:
    """Return the characters of a text that a font must draw: no spaces, joiners, selectors."""
    return {c for c in set(text) if c in _STRAY or not _UNSEEN.match(c)}


def parts(character: str) -> str:
    """Return the characters a font may build one of, itself where there are none (NFD)."""
    return unicodedata.normalize("NFD", character)


def codes(sign: str) -> tuple[str, ...]:
    """Return the code points of a sign as Unicode writes them: `U+1F44D`, `U+1F3FD`."""
    return tuple(f"U+{ord(c):04X}" for c in sign)


def name(sign: str) -> str:
    """Return what Unicode calls a sign; of a sequence, its parts that are drawn.

    What has no name in Python's tables is named by its block.
    """
    if re.fullmatch(f"[{_REGIONAL}]{{2}}", sign):
        return f"FLAG {''.join(chr(ord(c) - 0x1F1E6 + ord('A')) for c in sign)}"
    return " + ".join(_named(c) for c in sign if seen(c))


def script(sign: str) -> str:
    """Return the script of a sign in English (UAX 24): `Han`, `Thai`.

    Signs of no script are `emoji`, or of their block: `Mathematical Operators`.
    """
    from fontTools import unicodedata as tables

    if _EMOJI.match(sign):
        return "emoji"
    code = tables.script(sign[0])
    if code in {"Zyyy", "Zinh", "Zzzz"}:
        return str(tables.block(sign[0])).replace("No_Block", "no script")
    return str(tables.script_name(code)).replace("_", " ")


def _named(character: str) -> str:
    if found := unicodedata.name(character, ""):
        return found
    from fontTools import unicodedata as tables

    return str(tables.block(character)).replace("No_Block", "not a character")

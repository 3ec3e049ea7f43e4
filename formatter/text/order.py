"""The order of Vietnamese words and names, as dictionaries and ICU's collation for `vi` have it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# The root order of Unicode's collation (CLDR 42) for what stands in newspapers' prose.
_ORDER = (
    " _‿-‐‑‒–—―,;:!¡?¿.·'‘’‚‹›\"“”„«»()[]{}§¶@*/\\&#%‰†‡•`´¨^¯°©®+±÷×<=>|¦~¬→¤¢$£¥₫€"
    "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
)
_RANKS = {sign: rank for rank, sign in enumerate(_ORDER, start=1)}
# Huyền, hỏi, ngã, sắc, nặng; then the marks of other languages in their root order.
_MARKS = {
    mark: rank
    for rank, mark in enumerate("\u0300\u0309\u0303\u0301\u0323\u0306\u0302\u030c\u030a\u0308"
                                "\u030b\u0307\u0338\u0327\u0328\u0304\u031b", start=2)
}  # fmt: skip
# The letters whose mark makes another letter of them: ă â ê ô ơ ư.
_SHAPED = {letter: unicodedata.normalize("NFD", letter) for letter in "ăâêôơư"}
# Letters of other languages, as what they stand beside.
_LIKE = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o\u0338", "ł": "l\u0338"}
_ASIDE = re.compile(r"\s*[(\[].*")

Key = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]


def key(text: str) -> Key:
    """Return what to sort a text by: its letters, then its tones, then small before capital.

    a ă â b c d đ e ê … o ô ơ … u ư … y; tones none, huyền, hỏi, ngã, sắc, nặng, compared only
    where all letters are equal; digits before letters, marks and spaces before digits (UTS 10
    with CLDR's tailoring for `vi`, at its third level). Other scripts come last, by code point.
    """
    signs = [weights for sign in unicodedata.normalize("NFC", text) for weights in _weights(sign)]
    first, second, third = zip(*signs, strict=True) if signs else ((), (), ())
    return tuple(rank for rank in first if rank), second, third


def name_key(name: str) -> tuple[Key, Key]:
    """Return what to sort a person's name by in an index: the given name, then the whole name.

    The given name is the last word (Nguyễn Văn An stands under An); what is added in brackets
    behind a name doesn't count.
    """
    bare = _ASIDE.sub("", name).strip() or name
    return key(bare.rpartition(" ")[2]), key(bare)


@cache
def _weights(sign: str) -> tuple[tuple[int, int, int], ...]:
    """Return the weights of a composed character on the three levels, a row an element.

    A mark has no weight of the first level and stands in a row of its own.
    """
    low = sign.lower()
    plain = unicodedata.normalize("NFKD", _LIKE.get(low, low))
    letter = next((one for one, parts in _SHAPED.items() if set(parts) <= set(plain)), "")
    rest = list(plain)
    for part in _SHAPED.get(letter, ""):
        rest.remove(part)
    # Capitals come after small letters, and what only looks otherwise (² beside 2) after both.
    alike = low in _LIKE or unicodedata.normalize("NFD", low) == plain
    case = 1 if low != sign else 0 if alike else 2
    rows = [(_RANKS[letter], 1, case)] if letter else []
    for part in rest:
        if unicodedata.combining(part):
            rows.append((0, _MARKS.get(part, len(_MARKS) + ord(part)), 0))
        elif part.isprintable() or part.isspace():
            rank = _RANKS.get(part, len(_RANKS) + ord(part))
            rows.append((rank, 1 + (low in _LIKE and "\u0338" not in plain), case))
    return tuple(rows)

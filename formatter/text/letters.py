"""Letters put right: whole, in Unicode's order, and Vietnamese ones where others look like them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from formatter.text.context import TWINS, Context, Found, in_order, vietnamese
from formatter.text.syllable import legal, restyled

_MARKS = re.compile("[\u0300-\u036f]")
_STRAYS = "ðÐɖƉƣƢ"
# Letters of Cyrillic and Greek drawn as Latin ones.
_ALIKE = str.maketrans(
    "\u0430\u0435\u0456\u0458\u043e\u0440\u0441\u0455\u0443\u0445\u051b\u051d"
    "\u0410\u0412\u0415\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0405\u0422"
    "\u0423\u0425\u051a\u051c\u03bf\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c"
    "\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
    "aeijopcsyxqwABEIJKMHOPCSTYXQWoABEZHIKMNOPTYX",
)


@cache
def _odd_word() -> re.Pattern[str]:
    return re.compile(f"[^\\W\\d_]*[{_STRAYS}][^\\W\\d_]*")


@cache
def _eastern() -> re.Pattern[str]:
    return re.compile("[\u0370-\u03ff\u0400-\u052f]")


@cache
def _mixed_word() -> re.Pattern[str]:
    return re.compile("[^\\W\\d_]*[\u0370-\u03ff\u0400-\u052f][^\\W\\d_]*")


def composed(text: str, context: Context) -> Found | None:
    """Put a text in NFC, in a Vietnamese one also a tone typed before the mark of its letter.

    NFC alone leaves that (a + acute + circumflex) in two characters. NFKC is never used: it would
    eat ² and ½.
    """
    made = text
    if not unicodedata.is_normalized("NFC", text):
        made = unicodedata.normalize("NFC", text)
    if _MARKS.search(made):
        apart = unicodedata.normalize("NFD", made)
        ordered = in_order(apart)
        if ordered != apart and vietnamese(text, context):
            made = unicodedata.normalize("NFC", ordered)
    if made == text:
        return None
    pairs = zip(text.split(), made.split(), strict=False)
    word = next((new for old, new in pairs if old != new), made[:20])
    return Found(made, max(len(_MARKS.findall(text)) - len(_MARKS.findall(made)), 1), word)


def twins(text: str, context: Context) -> Found | None:
    """Make đ of the letters drawn like it, and ư of ƣ, where that makes a Vietnamese syllable."""
    if not any(map(text.__contains__, _STRAYS)) or not vietnamese(text, context):
        return None
    return _changed(text, _odd_word(), lambda word: word.translate(TWINS), legal)


def foreign_twins(text: str, context: Context) -> Found | None:
    """Make Latin letters of Cyrillic and Greek ones inside a word of Latin letters.

    Either the word is a Vietnamese syllable then, in a Vietnamese text, or most of its letters were
    Latin before.
    """
    if not _eastern().search(text):
        return None
    spoken = vietnamese(text, context)

    def ours(word: str) -> bool:
        return not _eastern().search(word)

    def latin(word: str) -> str:
        odd = len(_eastern().findall(word))
        if odd == len(word):
            return word
        made = word.translate(_ALIKE)
        return made if 2 * odd < len(word) or (spoken and legal(made)) else word

    return _changed(text, _mixed_word(), latin, ours)


def doubtful(text: str, context: Context) -> tuple[str, ...]:
    """Return words in letters that look Latin and aren't, which are left as they are.

    Those that would be Vietnamese syllables, in a Vietnamese text without other words of theirs.
    """
    if not _eastern().search(text) or not vietnamese(text, context):
        return ()
    words = _mixed_word().findall(text)
    made = [word.translate(_ALIKE) for word in words]
    if any(_eastern().search(word) for word in made):
        return ()
    return tuple(
        word for word, new in zip(words, made, strict=True) if len(word) > 1 and legal(new)
    )


def tone_style(text: str, context: Context) -> Found | None:
    """Set the tone of oa, oe and uy as the reader wants it, in a Vietnamese text."""
    style = context.mending.tones
    if style == "keep" or context.code or not vietnamese(text, context):
        return None
    return _changed(text, _word(), lambda word: restyled(word, style), lambda _: True)


@cache
def _word() -> re.Pattern[str]:
    return re.compile("[^\\W\\d_]+")


def _changed(
    text: str,
    pattern: re.Pattern[str],
    change: Callable[[str], str],
    fits: Callable[[str], bool],
) -> Found | None:
    """Change the words that a pattern finds, each where what it becomes fits."""
    samples: list[str] = []

    def one(found: re.Match[str]) -> str:
        word = found.group()
        made = change(word)
        if made == word or not fits(made):
            return word
        samples.append(made)
        return made

    made = pattern.sub(one, text)
    # A mark behind a letter of another script was none of a Latin one.
    return Found(unicodedata.normalize("NFC", made), len(samples), samples[0]) if samples else None

"""Letters put right: composed, in order, without what can't be seen; each change is counted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from formatter.article import Repair

# The five tone marks and the three marks of letters (breve, circumflex, horn), decomposed.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = "\u0302\u0306\u031b"
_TONE_FIRST = re.compile(f"([AEIOUYaeiouy])([{_TONES}])([{_SHAPES}])")
# Marks of direction and width that pages carry into prose; joiners stay, scripts and emoji need
# them.
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LINES = re.compile("[\u2028\u2029\x85]")
_MARKS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A text after repair, and the repairs that were made."""

    text: str
    repairs: tuple[Repair, ...] = ()


def mend(text: str) -> Mended:
    """Return the text in NFC with tones in their place and without unseen characters.

    NFC alone leaves a tone typed before its letter's own mark (a + acute + circumflex) in two
    characters: the pair is put in order first. NFKC is never used, it would eat ² and ½.
    """
    repairs: list[Repair] = []
    unseen = _UNSEEN.findall(text)
    if unseen:
        repairs.append(Repair(kind="unseen", count=len(unseen), sample=f"U+{ord(unseen[0]):04X}"))
        text = _UNSEEN.sub("", text)
    lines = _LINES.findall(text)
    if lines:
        repairs.append(Repair(kind="line break", count=len(lines), sample=f"U+{ord(lines[0]):04X}"))
        text = _LINES.sub(" ", text)
    if not unicodedata.is_normalized("NFC", text) or _MARKS.search(text):
        ordered = _TONE_FIRST.sub(r"\1\3\2", unicodedata.normalize("NFD", text))
        composed = unicodedata.normalize("NFC", ordered)
        if composed != text:
            word = next(
                (
                    new
                    for old, new in zip(text.split(), composed.split(), strict=False)
                    if old != new
                ),
                composed[:20],
            )
            count = len(_MARKS.findall(text)) - len(_MARKS.findall(composed))
            repairs.append(Repair(kind="composed", count=max(count, 1), sample=word))
            text = composed
    return Mended(text=text, repairs=tuple(repairs))

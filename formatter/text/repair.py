"""Letters put right: composed, in order, without what can't be seen; each change is counted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

# The five tone marks and the three marks of letters (breve, circumflex, horn), decomposed.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = "\u0302\u0306\u031b"
_TONE_FIRST = re.compile(f"([AEIOUYaeiouy])([{_TONES}])([{_SHAPES}])")
# Marks of direction and width that pages carry into prose; joiners stay, scripts and emoji need
# them.
_UNSEEN = re.compile(
    "[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
_LINES = re.compile("[\u2028\u2029\x85]")
# Letters that Vietnamese has and no other language of newspapers we read.
VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_MARKS = re.compile("[\u0300-\u036f]")


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


def mend(text: str) -> Mended:
    """Return the text in NFC with tones in their place and without unseen characters.

    NFC alone leaves a tone typed before its letter's own mark (a + acute + circumflex) in two
    characters: the pair is put in order first. NFKC is never used, it would eat ² and ½.
    """
    changes: list[Change] = []
    unseen = _UNSEEN.findall(text)
    if unseen:
        changes.append(Change(kind="unseen", count=len(unseen), sample=f"U+{ord(unseen[0]):04X}"))
        text = _UNSEEN.sub("", text)
    if "\u00ad" in text:
        text, soft = _without_soft_hyphens(text)
        changes += soft
    lines = _LINES.findall(text)
    if lines:
        changes.append(Change(kind="line break", count=len(lines), sample=f"U+{ord(lines[0]):04X}"))
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
            changes.append(Change(kind="composed", count=max(count, 1), sample=word))
            text = composed
    return Mended(text=text, changes=tuple(changes))


def _without_soft_hyphens(text: str) -> tuple[str, list[Change]]:
    """Take soft hyphens out of words with Vietnamese letters: a syllable never divides."""
    samples: list[str] = []

    def whole(word: re.Match[str]) -> str:
        joined = unicodedata.normalize("NFC", word.group().replace("\u00ad", ""))
        if not VIETNAMESE.search(joined.lower()):
            return word.group()
        samples.append(joined)
        return word.group().replace("\u00ad", "")

    text = re.sub("[^\\s\u00ad]*\u00ad\\S*", whole, text)
    made = [Change(kind="soft hyphen", count=len(samples), sample=samples[0])] if samples else []
    return text, made

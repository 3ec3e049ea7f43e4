"""Syllables of Vietnamese: whether a word is one that can be written, by its parts.

A syllable is an onset, a rhyme and a tone. The tables are of spelling, not of words: what they
allow need not be in any dictionary, what they don't is no Vietnamese word (foreign names apart).
Source: the orthography of Quốc ngữ (Decree 240/QĐ, 1984, with both ways to set a tone).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SPLIT = re.compile(f"[{_TONES}]")
# The marks that make another letter, which takes the tone.
_SHAPES = "\u0302\u0306\u031b"

# Rhymes by what may stand before them; a rhyme ending in c, ch, p or t bears sắc or nặng.
_PLAIN = (
    "a ai am an ang anh ao au ay ac ach ap at ăm ăn ăng ăc ăp ăt âm ân âng âu ây âc âp ât "
    "o oi om on ong oc op ot oong ooc ô ôi ôm ôn ông ôc ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua ui um un ung uc up ut uôi uôm uôn uông uôc uôt "
    "ư ưa ưi ưm ưn ưng ưu ưc ưt ươi ươm ươn ương ươu ươc ươp ươt"
)
_FRONT = (
    "e em en eng eo ec ep et ê êm ên ênh êu êch êp êt "
    "i ia im in inh iu ich ip it iêm iên iêng iêu iêc iêp iêt"
)
# A glide before the vowel: oa, uê, uy and what ends with them.
_GLIDE = (
    "oa oai oan oang oanh oay oac oach oat oăn oăng oăt oăc oe oen oeo oet "
    "uê uên uêch uơ uy uya uyên uyêt uyn uynh uyu uych uyt uân uâng uây uât"
)
_QU = (
    "a ac ach ai an ang anh ao at au ay ă ăc ăm ăn ăng ăp ăt âc ân âng âp ât ây âu e en eo eng et "
    "ê ên êt ênh êch i ơ ơi ôc y yên yêt ych ynh yt yu"
)
_GI = (
    "a ac ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăt âm ân âng âu ây âp ât e em eo eng et ên "
    "o oi on ong oc ot ô ôi ông ôn ôt ơ ơi ơn u ua ui uc un ung ut uôc ư ưa ưng ưt ươc ương ươi ươp"
)
# By themselves in few words.
_Y = "y yêm yên yêng yêt yêu"
_ONSETS: tuple[tuple[str, str], ...] = (
    ("b đ m n p ph r s t th tr v x ch d h kh l nh", f"{_PLAIN} {_FRONT}"),
    ("ch d đ h kh l n nh s t th tr x r", _GLIDE),
    ("c", _PLAIN),
    ("g", f"{_PLAIN} oa i in im iêng iêt iêc"),
    ("k gh", _FRONT),
    ("ng", f"{_PLAIN} {_GLIDE}"),
    ("ngh", _FRONT),
    ("gi", _GI),
    ("qu", _QU),
    ("h k l m s t th v", "y"),
    ("b", "uyt oong"),
    ("v", "oan oat"),
    (
        "",
        f"{_Y} {_PLAIN} {_GLIDE} e em en eo ec ep et ê êm ên êu êch êp êt i ia im in inh iu ich it",
    ),
)
_STOPS = ("c", "ch", "p", "t")
_STOPPED = frozenset(("\u0301", "\u0323"))


def legal(word: str) -> bool:
    """Say whether a word, composed or not, in capitals or not, is a syllable of Vietnamese.

    With its tone on a vowel that may bear it: `hoà` and `hòa`, but not `tóan`. One written
    without any mark is a syllable too where its parts allow it (`ban`), so the caller asks for a
    mark where that matters.
    """
    parts = unicodedata.normalize("NFD", word.lower().replace("đ", "\ue000"))
    tones = _SPLIT.findall(parts)
    if len(tones) > 1 or not word:
        return False
    bare = unicodedata.normalize("NFC", _SPLIT.sub("", parts)).replace("\ue000", "đ")
    rhyme = _syllables().get(bare)
    if rhyme is None:
        return False
    tone = tones[0] if tones else ""
    if rhyme.endswith(_STOPS) and tone not in _STOPPED:
        return False
    if not tone:
        return True
    before = unicodedata.normalize("NFC", parts[: parts.index(tone)]).replace("\ue000", "đ")
    onset = len(bare) - len(rhyme)
    return len(before) - 1 - onset in _bearers(rhyme)


def restyled(word: str, style: str) -> str:
    """Return a syllable with its tone as a style sets it in `oa`, `oe` and `uy` at its end.

    `old` puts it on the first vowel (hòa, thủy), `new` on the second (hoà, thuỷ). Any other word
    is returned as it is.
    """
    parts = unicodedata.normalize("NFD", word)
    tone = _SPLIT.search(parts)
    if tone is None or parts[-1] not in f"{_TONES}aeyAEY" or not legal(word):
        return word
    bare = _SPLIT.sub("", parts)
    pair, onset = bare[-2:].lower(), bare[:-2].lower()
    if pair not in {"oa", "oe", "uy"} or onset.endswith("q"):
        return word
    at = -1 if style == "old" else len(bare)
    made = bare[:at] + tone.group() + bare[at:]
    return unicodedata.normalize("NFC", made)


def _bearers(rhyme: str) -> tuple[int, ...]:
    """Return the places in a rhyme that may bear the tone."""
    shaped = [at for at, letter in enumerate(rhyme) if letter in "ăâêôơư"]
    if shaped:
        return (shaped[-1],)
    vowels = next((at for at, letter in enumerate(rhyme) if letter not in "aeiouy"), len(rhyme))
    if rhyme in {"oa", "oe", "uy"}:
        return (0, 1)
    if vowels == len(rhyme):
        return (1,) if vowels == 3 else (0,)
    return (vowels - 1,)


@cache
def _syllables() -> dict[str, str]:
    """Return the rhyme of each syllable that may be written, by the syllable without its tone."""
    # Where a word can be cut in two ways, as gi-a and g-ia, the first named here is no syllable.
    made: dict[str, str] = {}
    for onsets, rhymes in _ONSETS:
        for onset in onsets.split() or [""]:
            made.update((onset + rhyme, rhyme) for rhyme in rhymes.split())
    # `gì` is the onset alone: its i is the vowel too.
    return made

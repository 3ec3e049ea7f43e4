"""Encodings of Vietnamese from before Unicode: what their bytes are, and how they are told.

They were fonts more than encodings: a page in `.VnTime` is Latin letters to every program, and
Vietnamese only in the eyes of who has the font. TCVN3 ("ABC", the faces `.Vn…`) and VNI (the faces
`VNI-…`) are on most pages of those years, VPS and VISCII on those made abroad.
Sources: TCVN 5712:1993 (VN3) and RFC 1456 as in the C library of GNU, the tables of both fonts'
makers for VNI and VPS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from formatter.text.context import ENCODINGS, UNICODE
from formatter.text.syllable import legal

# The letters in the order of the tables, small, then capital.
_SMALL = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
# How each letter is written, in hexadecimal; `-` where it can't be.
_TABLES = {
    "tcvn3": (
        "b5 b6 b7 b8 b9 a8 bb bc bd be c6 a9 c7 c8 c9 ca cb cc ce cf d0 d1 aa d2 d3 d4 d5 d6 "
        "d7 d8 dc dd de df e1 e2 e3 e4 ab e5 e6 e7 e8 e9 ac ea eb ec ed ee ef f1 f2 f3 f4 ad "
        "f5 f6 f7 f8 f9 fa fb fc fd fe ae "
        "- - - - - a1 - - - - - a2 - - - - - - - - - - a3 - - - - - - - - - - - - - - - a4 - "
        "- - - - a5 - - - - - - - - - - a6 - - - - - - - - - - a7 "
    ),
    "viscii": (
        "e0 e4 e3 e1 d5 e5 a2 c6 c7 a1 a3 e2 a5 a6 e7 a4 a7 e8 eb a8 e9 a9 ea ab ac ad aa ae "
        "ec ef ee ed b8 f2 f6 f5 f3 f7 f4 b0 b1 b2 af b5 bd b6 b7 de be fe f9 fc fb fa f8 df "
        "d7 d8 e6 d1 f1 cf d6 db fd dc f0 "
        "c0 c4 c3 c1 80 c5 82 02 05 81 83 c2 85 86 06 84 87 c8 cb 88 c9 89 ca 8b 8c 8d 8a 8e "
        "cc 9b ce cd 98 d2 99 a0 d3 9a d4 90 91 92 8f 93 b4 96 97 b3 95 94 d9 9c 9d da 9e bf "
        "bb bc ff ba b9 9f 14 19 dd 1e d0 "
    ),
    "vni": (
        "61f8 61fb 61f5 61f9 61ef 61ea 61e8 61fa 61fc 61e9 61eb 61e2 61e0 61e5 61e3 61e1 61e4 "
        "65f8 65fb 65f5 65f9 65ef 65e2 65e0 65e5 65e3 65e1 65e4 ec e6 f3 ed f2 6ff8 6ffb 6ff5 "
        "6ff9 6fef 6fe2 6fe0 6fe5 6fe3 6fe1 6fe4 f4 f4f8 f4fb f4f5 f4f9 f4ef 75f8 75fb 75f5 "
        "75f9 75ef f6 f6f8 f6fb f6f5 f6f9 f6ef 79f8 79fb 79f5 79f9 ee f1 "
        "41d8 41db 41d5 41d9 41cf 41ca 41c8 41da 41dc 41c9 41cb 41c2 41c0 41c5 41c3 41c1 41c4 "
        "45d8 45db 45d5 45d9 45cf 45c2 45c0 45c5 45c3 45c1 45c4 cc c6 d3 cd d2 4fd8 4fdb 4fd5 "
        "4fd9 4fcf 4fc2 4fc0 4fc5 4fc3 4fc1 4fc4 d4 d4d8 d4db d4d5 d4d9 d4cf 55d8 55db 55d5 "
        "55d9 55cf d6 d6d8 d6db d6d5 d6d9 d6cf 59d8 59db 59d5 59d9 ce d1 "
    ),
    "vps": (
        "e0 e4 e3 e1 e5 e6 a2 a3 a4 a1 a5 e2 c0 c4 c5 c3 c6 e8 c8 eb e9 cb ea 8a 8b cd 89 8c "
        "ec cc ef ed ce f2 d5 f5 f3 86 f4 d2 b0 87 d3 b6 d6 a9 aa ab a7 ae f9 fb db fa f8 dc "
        "d8 ba bb d9 bf ff 9b cf 9a 9c c7 "
        "80 81 82 c1 02 88 8e 8f f0 8d 04 c2 84 85 1c 83 03 d7 de fe c9 05 ca 93 94 95 90 06 "
        "b5 b7 b8 b4 10 bc bd be b9 11 d4 97 98 99 96 12 f7 9e 9f a6 9d 13 a8 d1 ac da 14 d0 "
        "af b1 1d ad 15 b2 fd b3 dd 19 f1 "
    ),
}
# What the faces of each begin with, in small letters. Those of TCVN3 that end in H draw small
# letters as capitals, since it has no capitals with tones.
_FACES = {".vn": "tcvn3", "vni-": "vni", "vps": "vps", "viscii": "viscii"}
_MARKS = "“”‘’–—…«»‹›•·\xa0"
# So many words must speak for an encoding, so many of them must be syllables in it, and so many
# more than as they stand (French and German ones are a tenth at most).
_WORDS, _SHARE, _AHEAD = 12, 0.8, 0.3
# A glance at a few words is enough for most pages.
_GLANCE, _LOOKED_AT = 40, 1000


class Face(NamedTuple):
    """What a face of a font says of its text: the encoding, and whether it draws capitals."""

    encoding: str
    capitals: bool = False


def face(name: str) -> Face | None:
    """Return what the name of a font's face says; None for a face of Unicode."""
    name = name.strip()
    low = name.lower()
    for start, encoding in _FACES.items():
        if low.startswith(start) and low != start:
            return Face(encoding, capitals=encoding == "tcvn3" and name.split()[0].endswith("H"))
    return None


def converted(text: str, encoding: str, *, capitals: bool = False) -> str:
    """Return a text that was written in an encoding, its bytes read as windows-1252, in Unicode.

    `capitals` is for faces that draw small letters as capitals. Raises KeyError for an encoding
    that isn't one of `ENCODINGS`.
    """
    letters, pattern = _reader(encoding)
    made = pattern.sub(lambda found: letters[found.group()], text)
    return made.upper() if capitals else made


def told(texts: Iterable[str], encodings: Iterable[str] = ENCODINGS, *, least: int = _WORDS) -> str:
    """Return the encoding in which texts are Vietnamese, empty for none.

    The words with letters outside ASCII must be syllables in it, `least` of them at least and four
    of five, and clearly more than they are as they stand.
    """
    words = _words(texts)
    glance = list(islice(words, max(least, _GLANCE)))
    if len(glance) < least or not _best(glance, encodings, _SHARE / 2):
        return ""
    return _best([*glance, *islice(words, _LOOKED_AT)], encodings, _SHARE)


def _words(texts: Iterable[str]) -> Iterator[str]:
    """Yield the words with letters outside ASCII that aren't Vietnamese as they stand."""
    for text in texts:
        for word in _token().findall(text):
            if not word.isascii() and not UNICODE.search(word):
                yield word


def _best(words: list[str], encodings: Iterable[str], share: float) -> str:
    """Return the encoding in which most of the words are syllables, empty where too few are."""
    before = sum(map(_syllable, words))
    best, most = "", max(share * len(words), before + _AHEAD * len(words))
    if most > len(words):
        return ""
    for encoding in encodings:
        after = sum(1 for word in words if _syllable(converted(word, encoding)))
        if after >= most and (not best or after > most):
            best, most = encoding, after
    return best


def _syllable(word: str) -> bool:
    bare = word.strip(_MARKS)
    return not bare or bare.isascii() or legal(bare)


@cache
def _token() -> re.Pattern[str]:
    return re.compile(r"(?:[A-Za-z]|[^\x20-\x7f\t\n\r])+")


def _windows(code: bytes) -> str:
    try:
        return code.decode("cp1252")
    except UnicodeDecodeError:
        return code.decode("latin-1")


@cache
def _reader(encoding: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """Return the letters of an encoding by how they are written, and what finds them."""
    made: dict[str, str] = {}
    for letter, written in zip(_SMALL + _SMALL.upper(), _TABLES[encoding].split(), strict=True):
        if written == "-":
            continue
        code = bytes.fromhex(written)
        # A browser reads 80 to 9F as windows-1252 has them, other programs as controls.
        made[code.decode("latin-1")] = made[_windows(code)] = letter
        if len(code) == 2:
            # The mark of a small letter behind a capital, as many typed it.
            mixed = code.decode("latin-1")
            if mixed[0].isupper():
                made[mixed[0] + mixed[1].lower()] = letter
    longest_first = sorted(made, key=len, reverse=True)
    return made, re.compile("|".join(map(re.escape, longest_first)))

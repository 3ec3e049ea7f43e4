"""Where the sentences of a text end, Vietnamese first: a point isn't always a full stop."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# An end of a sentence with what closes behind it, then a space, then what a sentence opens with;
# in scripts that write no spaces the mark alone.
_END = re.compile(r"""[.!?…]+[”’"'»)\]]*(?=\s)|[。！？]+[”’」』）]*""")
_NEXT = re.compile(r"""\s+(?:[–—-]\s*)?[“‘"'«(\[¿¡]*(\S?)""")
_GOES_ON = frozenset(",;:.!?…)]}”’»/%&+=*–—-")
# A lone letter with a tone is a word (`Ừ.`, `À.`), without one the first of a name.
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_LAST = re.compile(r"[^\s“‘\"'«(\[/]+\Z")
# Titles, places and their like, which a name follows; `v.v.` and years end sentences too.
_SHORT = frozenset(
    """
    Tp TP Tx TX Tt TT KP Kp Ths ThS TS Ts PGS GS Gs BS Bs BSCK DS KS Ks KTS LS Ls CN NSND NSƯT NGND
    NGƯT NS Nxb NXB tr Lm LM HT ĐĐ ĐH Cty CTCP Ng Ph Th Tr Nh Kh Gi Ngh
    Mr Mrs Ms Dr Prof St Sr Jr vs No Nos Fig fig Vol vol cf e.g i.e approx
    Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Gen Col Lt Sgt Capt Rep Sen Gov Inc Ltd Co
    """.split()
)
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-eđ]|[ivx]{1,4})\Z")


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, each with the space behind it; together they are the text.

    A point ends none after a title or another shortened word (`TP. Cần Thơ`), a name's first letter
    (`Ng. V. An`), a number that opens a list (`1. Nước`), inside a number (`1.234,5`), nor where a
    small letter follows (`“Đi đâu?” bà hỏi`, `đi … rồi về`).
    """
    start = 0
    for found in _END.finditer(text):
        if not text[found.start()].isascii() and text[found.start()] in "。！？":
            end = found.end()
        else:
            after = _NEXT.match(text, found.end())
            if after is None or not _opens(after[1]):
                continue
            if found[0] == "." and _shortens(text[start : found.start()]):
                continue
            end = found.end()
        while end < len(text) and text[end].isspace():
            end += 1
        if text[start:end].strip():
            yield text[start:end]
            start = end
    if start < len(text):
        yield text[start:]


def _opens(letter: str) -> bool:
    return bool(letter) and not letter.islower() and letter not in _GOES_ON


def _shortens(before: str) -> bool:
    """Say whether the word at the end of `before` is one that a point only shortens."""
    found = _LAST.search(before)
    if not found:
        return False
    word = found[0]
    if not before[: found.start()].strip("“‘\"'«([ \t\n\xa0") and _NUMBER.match(word):
        return True
    # Titles stand close together (`GS.TS.`), so do the first letters of a name (`J.K.`).
    parts = word.split(".")
    return word in _SHORT or all(part in _SHORT or _initial(part) for part in parts)


def _initial(part: str) -> bool:
    if not (len(part) == 1 and part.isupper()):
        return False
    return part.isascii() or not _TONES & set(unicodedata.normalize("NFD", part))

"""The rules that tie a word to the next, each language's own, and the patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

_ANY = ""
_FIRST, _LAST = "first", "last"
# Capitals and small letters of Latin as Vietnamese and Europe write it, of Greek and Cyrillic; in
# runs, for a set of a thousand single letters takes longer to compile than a page to clean.
_PAIRS = [chr(code) for block in ((0x100, 0x180), (0x1E00, 0x1F00)) for code in range(*block)]
_CAPITAL = f"[A-ZÀ-ÖØ-ÞƠƯΆ-ΏΑ-ΫЀ-Я{''.join(c for c in _PAIRS if c.isupper())}]"
_SMALL = f"[a-zß-öø-ÿơưά-ώа-џ{''.join(c for c in _PAIRS if c.islower())}]"
# A space between two words of small letters is no rule's, save at a block's ends.
# (The space stands first in the pattern: a letter is looked for in a fraction of the time.)
_TELLING = f" (?!(?<={_SMALL} ){_SMALL})"
_SIGNS = (
    "₫ đ € £ ¥ USD VND VNĐ EUR % ‰ °C °F ℃ km m cm mm nm km² m² cm² km2 m2 cm2 m³ cm³ m3 cm3 km/h"
    " m/s ha kg g mg µg l ml W kW MW GW kWh MWh V kV A Hz kHz MHz GHz KB MB GB TB kcal dB px pt"
).split()
_UNITS = (
    "đồng xu nghìn ngàn vạn triệu tỉ tỷ đô euro mét ki-lô-mét cây sào công mẫu héc-ta héc cân lạng"
    " yến tạ tấn gam ki-lô-gam lít giờ phút giây ngày đêm tuần tháng năm quý tuổi người lần độ"
    " phần inch thế"
).split()
_TITLES = "ông bà anh chị em cô chú bác thầy cậu dì mợ thím cụ ngài".split()
_DEGREES = "PGS GS TS ThS Ths BS LS KS CN TP Tp Q P TX TT".split()
_NUMBERED = (
    "ngày tháng năm quận phường khoá khóa điều khoản trang số quý thứ chương mục tập lớp tầng mùng"
    " mồng lộ hẻm ngõ kỷ kỉ"
).split()
_PARTS = "page pages chapter section figure table article no.".split()
_FORMS = "Mr Mrs Ms Dr Prof St Rev Sen Gov".split()


class Rule(NamedTuple):
    """One rule: its name, its language (any if empty), what words on both sides of a space it ties.

    `before` are patterns of the word before, `after` of the start of the other. `at` says that the
    space is the first of its block or the last: `before` is then all from the block's start, or all
    of the word. Otherwise it is the word's end, looked for from the space back, and so each pattern
    has one width. `where` are kinds of blocks, all if empty.
    """

    name: str
    language: str
    before: tuple[str, ...]
    after: str
    at: str = ""
    where: frozenset[str] = frozenset()


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"


def _ends(words: Iterable[str], flag: str = "") -> tuple[str, ...]:
    """Return patterns of words that may stand after a quotation mark, those of one length in one.

    `flag` is `i` for words that begin a sentence too.
    """
    by_length: dict[int, list[str]] = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    return tuple(rf"\b(?{flag}:{_any_of(alike)})" for alike in by_length.values())


_WORD = (r"\S",)
_NUMBER = (r"[\d½¼¾]",)
_HEADS = frozenset("h2 h3 h4 h5 h6 pull".split())
_TEXTS = frozenset("p li dd figcaption blockquote".split())
RULES = (
    # The dash of a dialogue, or of a list written as lines, stands first and keeps its first word.
    Rule("dash that opens", _ANY, (r"[^\S ]*[–—-]",), r"\S", at=_FIRST),
    Rule("dash within", _ANY, _WORD, r"[–—-](?:\s|\Z)"),
    Rule("closing mark", _ANY, _WORD, r"[,.;:!?…)\]}”’»]+(?:\s|\Z)"),
    Rule("opening mark", _ANY, (r"[“‘«(\[{]",), r"\S"),
    Rule("number and sign", _ANY, _NUMBER, rf"{_any_of(_SIGNS)}(?![\w-])"),
    Rule("currency and number", _ANY, (r"\b(?:USD|VND|EUR)", r"[$€£¥₫]"), r"\d"),
    # Three letters at most: a longer last word stands by itself.
    Rule(
        "last syllable",
        _ANY,
        (r"[^ ]*\S",),
        r"\w{1,3}[.!?…”’\"')»]{0,4}\s*\Z",
        at=_LAST,
        where=_TEXTS,
    ),
    # Longer ones may part on a narrow screen.
    Rule("last word", _ANY, (r"\S{1,14}",), r"\S{1,14}\s*\Z", at=_LAST, where=_HEADS),
    # In "24 tháng 11 năm 2025" each word is its next number's.
    Rule("number and word", "vi", _NUMBER, rf"{_any_of(_UNITS)}(?![\w-]| \d)"),
    Rule("word and number", "vi", _ends(_NUMBERED, "i"), r"\d"),
    Rule("century", "vi", (r"\bk[ỷỉ]",), r"[IVX]+\b"),
    Rule("title and name", "vi", _ends(_TITLES, "i"), _CAPITAL),
    Rule("short form and name", "vi", _ends([*(f"{word}." for word in _DEGREES), "TP"]), r"\w"),
    Rule(
        "number and word",
        "en",
        (r"\d",),
        r"(?:hundred|thousand|million|billion|trillion|percent|per cent|dollars|pounds|euros|miles?"
        r"|feet|inches|a\.m\.|p\.m\.|am|pm|January|February|March|April|May|June|July|August|"
        r"September|October|November|December)(?!\w)",
    ),
    Rule("word and number", "en", _ends(_PARTS, "i"), r"\d"),
    Rule(
        "title and name",
        "en",
        _ends(f"{word}{dot}" for word in _FORMS for dot in (".", "")),
        _CAPITAL,
    ),
)


@cache
def within(language: str) -> re.Pattern[str]:
    """Return what finds each space of a text, be it the first or the last or neither, that ties."""
    ties = (
        f"(?:{'|'.join(f'(?<={ends} )' for ends in rule.before)})(?={rule.after})"
        for rule in RULES
        if not rule.at and rule.language in {_ANY, language}
    )
    return re.compile(f"{_TELLING}(?:{'|'.join(ties)})")


def _of_ends(at: str, kind: str = "") -> str:
    return "|".join(
        f"{ends} (?={rule.after})"
        for rule in RULES
        if rule.at == at and (not rule.where or kind in rule.where)
        for ends in rule.before
    )


@cache
def last(kind: str) -> re.Pattern[str] | None:
    """Return what a block's last words are matched with from the last but one, if they may tie."""
    written = _of_ends(_LAST, kind)
    return re.compile(written) if written else None


# What a text is matched with whose first space ties.
FIRST_SPACE = re.compile(_of_ends(_FIRST))

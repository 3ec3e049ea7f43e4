"""No-break spaces where typesetting keeps two words on one line, in the books alone.

A line never opens with a dash that goes on with a sentence, a unit never leaves its number, a
title never its name, and no paragraph or head ends in one short word on a line of its own. An
article's text is never changed: this is done to the copy that a page or a reading system gets, and
a PDF says that those spaces are plain ones, so that a search finds what a reader types. In an
EPUB they are the character itself: an element around each pair would part the text for a reading
system's search, and a style that forbids the break would fall with the publisher's styles. (In
print such an element is worse: the engine breaks the line after its first word.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_NO_BREAK = "\N{NO-BREAK SPACE}"
_TAG = re.compile(r"""(<[^"'<>]*(?:(?:"[^"]*"|'[^']*')[^"'<>]*)*>)""")
_NAME = re.compile(r"<(/?)(\w+)(.*?)(/?)>\Z", re.DOTALL)
_LANG = re.compile(r"""\slang\s*=\s*["']([^"']+)""")
_CLASS = re.compile(r"""\sclass\s*=\s*["']([^"']+)""")
_ANY = ""
# What parts a body's text; all other elements stand within it.
_BLOCKS = frozenset(
    "aside blockquote br caption dd div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre"
    " section table tbody td tfoot th thead tr ul".split()
)
_FIRST, _LAST = "first", "last"
# Capitals and small letters of Latin as Vietnamese and Europe write it, of Greek and Cyrillic; in
# runs, for a set of a thousand single letters takes longer to compile than a page to clean.
_PAIRS = [chr(code) for block in ((0x100, 0x180), (0x1E00, 0x1F00)) for code in range(*block)]
_CAPITAL = f"[A-ZÀ-ÖØ-ÞƠƯΆ-ΏΑ-ΫЀ-Я{''.join(c for c in _PAIRS if c.isupper())}]"
_SMALL = f"[a-zß-öø-ÿơưά-ώа-џ{''.join(c for c in _PAIRS if c.islower())}]"
# A space between two words of small letters is no rule's, save at a block's ends.
# (The space stands first in the pattern: a letter is looked for in a fraction of the time.)
_TELLING = re.compile(f" (?:(?!{_SMALL})|(?<!{_SMALL} ))")
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


class Rule(NamedTuple):
    """One rule: its name, its language (any if empty), what words on both sides of a space it ties.

    `before` is matched with the end of the word before, `after` with the start of the other. `at`
    says that the space is the first of its block or the last; `where` are kinds of blocks, all if
    empty.
    """

    name: str
    language: str
    before: str
    after: str
    at: str = ""
    where: frozenset[str] = frozenset()


def _any_of(words: list[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"


_WORD = r"\S"
_NUMBER = r"[\d½¼¾]"
_HEADS = frozenset("h2 h3 h4 h5 h6 pull".split())
_TEXTS = frozenset("p li dd figcaption blockquote".split())
RULES = (
    # The dash of a dialogue, or of a list written as lines, stands first and keeps its first word.
    Rule("dash that opens", _ANY, r"\A\s*[–—-]", r"\S", at=_FIRST),
    Rule("dash within", _ANY, _WORD, r"[–—-](?:\s|\Z)"),
    Rule("closing mark", _ANY, _WORD, r"[,.;:!?…)\]}”’»]+(?:\s|\Z)"),
    Rule("opening mark", _ANY, r"[“‘«(\[{]", r"\S"),
    Rule("number and sign", _ANY, _NUMBER, rf"{_any_of(_SIGNS)}(?![\w-])"),
    Rule("currency and number", _ANY, r"(?:\b(?:USD|VND|EUR)|[$€£¥₫])", r"\d"),
    # Three letters at most: a longer last word stands by itself.
    Rule("last syllable", _ANY, _WORD, r"\w{1,3}[.!?…”’\"')»]{0,4}\s*\Z", at=_LAST, where=_TEXTS),
    # Longer ones may part on a narrow screen.
    Rule("last word", _ANY, r"\A\S{1,14}", r"\S{1,14}\s*\Z", at=_LAST, where=_HEADS),
    # In "24 tháng 11 năm 2025" each word is its next number's.
    Rule("number and word", "vi", _NUMBER, rf"{_any_of(_UNITS)}(?![\w-]| \d)"),
    Rule("word and number", "vi", rf"\b(?i:{_any_of(_NUMBERED)})", r"\d"),
    Rule("century", "vi", r"\bk[ỷỉ]", r"[IVX]+\b"),
    Rule("title and name", "vi", rf"\b(?i:{_any_of(_TITLES)})", _CAPITAL),
    Rule("short form and name", "vi", rf"\b(?:{_any_of(_DEGREES)}\.|TP)", r"\w"),
    Rule(
        "number and word",
        "en",
        r"\d",
        r"(?:hundred|thousand|million|billion|trillion|percent|per cent|dollars|pounds|euros|miles?"
        r"|feet|inches|a\.m\.|p\.m\.|am|pm|January|February|March|April|May|June|July|August|"
        r"September|October|November|December)(?!\w)",
    ),
    Rule(
        "word and number", "en", r"\b(?i:pages?|chapter|section|figure|table|article|no\.)", r"\d"
    ),
    Rule("title and name", "en", r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Rev|Sen|Gov)\.?", _CAPITAL),
)
# Their spaces are as they were typed, or their words no text: rules see one sign for each letter.
_VERBATIM = frozenset("pre code kbd samp".split())
# More letters of a word than any rule asks for.
_LONGEST = 9
_MASKED = frozenset("math call".split())
_MASK = "\N{OBJECT REPLACEMENT CHARACTER}"
_EMPTY = frozenset("br hr img".split())
# A title's words that part badly, in letters together: longer ones may part on a narrow screen.
_PAUSES = tuple(",:;.?!…–—")
_PAIR, _GROUP, _FEWEST = 14, 18, 4


def glued(body: str, language: str) -> str:
    """Return the body with no-break spaces for some of its spaces; its words stay the same.

    Each block is read as one text, whatever elements stand in it, by the rules of its own
    language; `language` is that of the whole. Code and formulas keep their spaces.
    """
    pieces = _TAG.split(body)
    for run in _runs(pieces, language):
        _tie(pieces, run)
    return "".join(pieces)


def together(title: str) -> tuple[str, ...]:
    """Return the words of a title, those as one that shouldn't be on two lines.

    They are the first two and the last two of a phrase, and of the title: one word before or
    after a pause, alone at the edge of a line, is most often half a compound.
    """
    words = title.split()
    groups: list[str] = words[:1]
    last = len(words) - 1
    for i in range(1, len(words)):
        before, word = words[i - 1], words[i]
        opens = i > 1 and words[i - 2].endswith(_PAUSES)
        closes = i == last or word.endswith(_PAUSES)
        joined = f"{groups[-1]} {word}"
        fits = len(f"{before} {word}") <= _PAIR and len(joined) <= _GROUP
        if len(words) >= _FEWEST and fits and (opens or closes) and not before.endswith(_PAUSES):
            groups[-1] = joined
        else:
            groups.append(word)
    return tuple(groups)


def tied(title: str) -> str:
    """Return a title with its last two words kept on one line."""
    return _NO_BREAK.join(title.rsplit(" ", 1))


class _Run(NamedTuple):
    """The text of one block up to the next, or to a line break: places in the list of pieces."""

    kind: str
    language: str
    places: list[tuple[int, bool]]  # and whether a piece is masked


class _Open(NamedTuple):
    tag: str
    kind: str
    language: str
    masked: bool


def _runs(pieces: list[str], language: str) -> Iterator[_Run]:
    stack = [_Open("", "", language, masked=False)]
    places: list[tuple[int, bool]] = []
    for i, piece in enumerate(pieces):
        if i % 2 == 0:
            if piece:
                places.append((i, stack[-1].masked))
            continue
        found = _NAME.match(piece)
        if found is None:
            continue
        closes, tag, attributes, empty = found.groups()
        if tag in _BLOCKS and places:
            yield _Run(stack[-1].kind, stack[-1].language, places)
            places = []
        if closes:
            if len(stack) > 1 and stack[-1].tag == tag:
                stack.pop()
        elif not empty and tag not in _EMPTY:
            stack.append(_opened(stack[-1], tag, attributes))
    if places:
        yield _Run(stack[-1].kind, stack[-1].language, places)


def _opened(around: _Open, tag: str, attributes: str) -> _Open:
    own = _CLASS.search(attributes) if "class" in attributes else None
    kind = around.kind
    if own and own[1] == "pull":
        kind = "pull"
    elif tag in _BLOCKS and kind != "pull":
        kind = tag
    said = _LANG.search(attributes) if tag in _BLOCKS and "lang" in attributes else None
    masked = around.masked or tag in _VERBATIM or bool(own and own[1] in _MASKED)
    return _Open(tag, kind, said[1] if said else around.language, masked)


def _tie(pieces: list[str], run: _Run) -> None:
    text = "".join(_MASK * len(pieces[i]) if masked else pieces[i] for i, masked in run.places)
    if " " not in text:
        return
    spots = list(_spots(text, _rules(run.language.partition("-")[0].lower(), run.kind)))
    end = len(text)
    for i, _ in reversed(run.places):
        if not spots:
            return
        piece = pieces[i]
        start = end - len(piece)
        while spots and spots[-1] >= start:
            at = spots.pop() - start
            piece = f"{piece[:at]}{_NO_BREAK}{piece[at + 1 :]}"
        pieces[i], end = piece, start


def _spots(text: str, rules: _Rules) -> Iterator[int]:
    """Yield the place of each space that ties the word before it to the next, in order."""
    first, last = text.find(" "), text.rfind(" ")
    if text.lstrip()[:1] in _DASHES and _tied(rules.first, text[:first], text, first + 1):
        yield first
    for found in _TELLING.finditer(text, first):
        space = found.start()
        word = text[space + 1 : space + 2].isalnum()
        # What follows a mere comma is most of what is left.
        if word and text[space - 1] in _PAUSED:
            continue
        before = text[max(text.rfind(" ", 0, space) + 1, space - _LONGEST) : space]
        if (not word or rules.before.search(before)) and _tied(
            rules.within, before, text, space + 1
        ):
            yield space
    if _tied(rules.last, text[text.rfind(" ", 0, last) + 1 : last], text, last + 1):
        yield last


# What ends no word that a rule ties to a word after it.
_PAUSED = frozenset(",;:!?…”’)»")
# All that a rule of a block's first space begins with.
_DASHES = ("–", "—", "-")
_Pairs = tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]


class _Rules(NamedTuple):
    before: re.Pattern[str]  # what ties a word or a number that follows
    within: _Pairs
    first: _Pairs
    last: _Pairs


def _tied(pairs: _Pairs, before: str, text: str, after: int) -> bool:
    # What follows is asked first: it mostly fails at its first letter.
    for ends, starts in pairs:  # noqa: SIM110  a generator takes half as long again
        if starts.match(text, after) and ends.search(before):
            return True
    return False


@cache
def _rules(language: str, kind: str) -> _Rules:
    def of(at: str) -> _Pairs:
        return tuple(
            (re.compile(rf"(?:{rule.before})\Z"), re.compile(rule.after))
            for rule in RULES
            if rule.at == at
            and rule.language in {_ANY, language}
            and (not rule.where or kind in rule.where)
        )

    within = of("")
    telling = "|".join(ends.pattern for ends, _ in within if ends.pattern != rf"(?:{_WORD})\Z")
    return _Rules(re.compile(telling), within=within, first=of(_FIRST), last=of(_LAST))

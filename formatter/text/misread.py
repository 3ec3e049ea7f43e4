"""Text that went through the wrong decoder: UTF-8 read as windows-1252, entities escaped twice."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from formatter.text.context import Context, Found
from formatter.text.syllable import legal

# So many must speak for it in one text; where the page is known to be misread, one does.
_LEAST, _SHARE = 3, 0.8
# Read wrong twice is common, three times rare.
_DEPTH = 3
_LETTERS = "[^\\W\\d_]"
_NAMED = {
    "nbsp": "\xa0",
    "quot": '"',
    "ldquo": "“",
    "rdquo": "”",
    "lsquo": "\u2018",
    "rsquo": "\u2019",
    "laquo": "«",
    "raquo": "»",
}
_AROUND = " \t\n\xa0\"'“”()"
_LETTER_CODES = (range(0xC0, 0x250), range(0x300, 0x370), range(0x1E00, 0x1F00))
_QUOTES = frozenset((0x22, 0x27, 0xA0, 0xAB, 0xBB, *range(0x2018, 0x201F)))


def entities(text: str, _: Context) -> Found | None:
    """Read once more entities that were escaped twice, outside code.

    Letters of Latin and their marks by number, no-break spaces and quotation marks; `&lt;` may be
    meant. The name of one that stands between spaces is meant too: the text speaks of it.
    """
    samples: list[str] = []

    def one(found: re.Match[str]) -> str:
        if name := found["name"]:
            around = (text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1])
            if found.group() != text.strip() and not "".join(around).strip(_AROUND):
                return found.group()
            made = _NAMED[name]
        else:
            code = int(found["number"]) if found["number"] else int(found["hex"], 16)
            if code not in _QUOTES and not any(code in letters for letters in _LETTER_CODES):
                return found.group()
            made = chr(code)
        samples.append(made)
        return made

    made = _entity().sub(one, text)
    return Found(made, len(samples), samples[0]) if samples else None


def misread(text: str, context: Context) -> Found | None:
    """Read again, as UTF-8, what was read as windows-1252 or Latin-1, once or more often.

    Only where several words are Vietnamese then: letters and signs that look like it stand in good
    text too (`NHÃ` before a no-break space).
    """
    found = _again(text, context)
    if found and "Ã " in text:
        # The second byte of à is a no-break space, which some programs make a plain one.
        return _again(_plain_space().sub(lambda at: at["own"] or "Ã\xa0 ", text), context) or found
    return found


def _again(text: str, context: Context) -> Found | None:
    least = 1 if context.misread else _LEAST
    if sum(1 for _ in islice(_sequence().finditer(text), least)) < least:
        return None
    pattern = _word()
    words = [word for word in pattern.findall(text) if _within(word)]
    for depth in range(1, _DEPTH + 1):
        made = [_decoded(word, depth) for word in words]
        letters = sum(map(_told, words, made))
        fit = [_fits(new) for old, new in zip(words, made, strict=True) if new != old]
        if letters >= least and fit and sum(fit) >= _SHARE * len(fit):
            return _repaired(text, pattern, depth)
    return None


def _repaired(text: str, pattern: re.Pattern[str], depth: int) -> Found | None:
    samples: list[str] = []

    def one(found: re.Match[str]) -> str:
        word = found.group()
        made = _decoded(word, depth) if _within(word) else word
        if made != word:
            samples.append(made)
        return made

    made = pattern.sub(one, text)
    return Found(made, len(samples), samples[0]) if samples else None


def _within(word: str) -> bool:
    """Say whether a word has only characters of windows-1252: a Vietnamese letter is no misread."""
    return not word.isascii() and all(map(_bytes().__contains__, word))


def _decoded(word: str, depth: int) -> str:
    for _ in range(depth):
        word = _sequence().sub(_reread, word)
    return word


def _reread(found: re.Match[str]) -> str:
    data = bytes(_bytes()[character] for character in found.group())
    return data.decode("utf-8", "ignore") or found.group()


def _told(old: str, new: str) -> int:
    """Return how many letters of Vietnamese a word has gained."""
    return 0 if old == new else sum(1 for letter in new if letter > "\x7f" and letter.isalpha())


def _fits(word: str) -> bool:
    parts = re.findall(f"(?:{_LETTERS}|[\u0300-\u036f])+", word)
    return all(legal(part) for part in parts)


@cache
def _bytes() -> dict[str, int]:
    """Return the byte of each character of windows-1252, and of the controls in their places."""
    made = {chr(code): code for code in range(0x100)}
    for code in range(0x80, 0xA0):
        try:
            made[bytes([code]).decode("cp1252")] = code
        except UnicodeDecodeError:
            continue
    return made


@cache
def _sequence() -> re.Pattern[str]:
    """Return what finds one character of UTF-8 in windows-1252."""
    follows = "".join(c for c, code in _bytes().items() if 0x80 <= code < 0xC0)
    one = f"[{re.escape(follows)}]"
    return re.compile(f"[\xc2-\xdf]{one}|[\xe0-\xef]{one}{one}|[\xf0-\xf4]{one}{one}{one}")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(f"(?:{_sequence().pattern}|{_LETTERS})+")


@cache
def _plain_space() -> re.Pattern[str]:
    return re.compile("(?P<own>Ã\xa0)|Ã (?: |(?=\\S))")


@cache
def _entity() -> re.Pattern[str]:
    return re.compile(
        r"&(?:#(?P<number>\d{2,5})|#[xX](?P<hex>[0-9a-fA-F]{2,4})"
        r"|(?P<name>nbsp|quot|[lr][ds]quo|[lr]aquo));"
    )

"""Short questions about a text: its words, its likeness to another, its language."""

from __future__ import annotations

import re
import unicodedata

from formatter.text.repair import VIETNAMESE

_LETTERS = re.compile(r"[^\W_]+")
# CJK, kana and Thai write no space between words: each character counts, as Word counts them.
# In UTF-8, whose few bytes are compiled in no time.
_DENSE = re.compile(rb"\xe0[\xb8\xb9].|\xe3[\x81-\xbf].|[\xe4-\xe9]..|\xef[\xa4-\xab].", re.DOTALL)
# The same without Thai, which is an alphabet, and with the syllables of Korean.
_SYLLABLES = re.compile(rb"\xe3[\x81-\xbf].|[\xe4-\xed]..|\xef[\xa4-\xab].", re.DOTALL)
# Looked at for a page without Vietnamese letters only: compiling them takes longer than reading.
_SCRIPTS = (
    ("ja", "[\u3040-\u30ff]"),
    ("ko", "[\uac00-\ud7af]"),
    ("zh", "[\u4e00-\u9fff]"),
    ("th", "[\u0e00-\u0e7f]"),
    ("ar", "[\u0600-\u06ff]"),
    ("he", "[\u0590-\u05ff]"),
    ("ru", "[\u0400-\u04ff]"),
    ("el", "[\u0370-\u03ff]"),
    ("hi", "[\u0900-\u097f]"),
)


def words(text: str) -> int:
    """Return the number of words; a character of a script without spaces counts as one."""
    spaced, dense = _DENSE.subn(b" ", text.encode(errors="surrogatepass"))
    return dense + len(_LETTERS.findall(spaced.decode(errors="surrogatepass") if dense else text))


def weight(text: str) -> int:
    """Return how much a text without spaces says: its length, in Latin letters.

    A Chinese character, a kana or a Korean syllable says as much as two and a half of them
    (measured on the same stories told in seven languages: Vietnamese 0.8 of the English letters,
    Arabic 0.7, Thai 0.9, German 1.1, but Chinese 0.36 and Japanese 0.47).
    """
    if text.isascii():
        return len(text)
    # Only what takes three bytes of UTF-8 for most of its characters can be of such a script.
    data = text.encode(errors="surrogatepass")
    if len(data) <= 2 * len(text):
        return len(text)
    return len(text) + 3 * len(_SYLLABLES.findall(data)) // 2


def folded(text: str) -> str:
    """Return only the letters and digits, composed and in lower case, to compare texts by."""
    return "".join(_LETTERS.findall(unicodedata.normalize("NFC", text).casefold()))


def language(text: str, declared: str = "") -> str:
    """Return the BCP 47 tag of a text's language: by its letters, else as the page declares it.

    Letters come first because templates of sites declare what they were made with: an English
    `lang` stands on many Vietnamese pages (measured on newspapers' pages).
    """
    sample = text[:4000].lower()
    letters = len(_LETTERS.findall(sample)) or 1
    if len(VIETNAMESE.findall(unicodedata.normalize("NFC", sample))) > 0.25 * letters:
        return "vi"
    declared = declared.replace("_", "-").strip()
    tag = declared if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", declared) else ""
    for name, script in _SCRIPTS:
        if len(re.findall(script, sample)) > 0.2 * len(sample.replace(" ", "")):
            return tag if tag.split("-")[0] in _SHARED.get(name, {name}) else name
    if tag.split("-")[0] in {"ja", "ko", "zh", "th", "ar", "he", "ru", "el", "hi", "vi"}:
        return "en"
    return tag or "en"


_SHARED = {"zh": {"zh", "ja"}, "ar": {"ar", "fa", "ur"}, "ru": {"ru", "uk", "bg", "sr", "mk"}}

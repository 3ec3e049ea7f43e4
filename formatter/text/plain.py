"""Short questions about a text: its words, its likeness to another, its language."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from formatter.text.repair import VIETNAMESE

_LETTERS = re.compile(r"[^\W_]+")
# Chinese and Japanese write no space between words: each character counts, as Word counts them.
# In UTF-8, whose few bytes are compiled in no time.
_DENSE = re.compile(rb"\xe3[\x81-\xbf].|[\xe4-\xe9]..|\xef[\xa4-\xab].", re.DOTALL)
# Neither do Thai, Lao, Burmese and Khmer, which are alphabets: a word has about five letters.
_RUNS = re.compile(rb"(?:\xe0[\xb8-\xbb].|\xe1(?:[\x80-\x82]|[\x9e\x9f]).)+", re.DOTALL)
_LETTERS_A_WORD = 5
# The same with the syllables of Korean.
_SYLLABLES = re.compile(rb"\xe3[\x81-\xbf].|[\xe4-\xed]..|\xef[\xa4-\xab].", re.DOTALL)
# Looked at for a page without Vietnamese letters only: compiling them takes longer than reading.
# With each, the share of a text above which it is in that script: Japanese has kana between the
# characters that it shares with Chinese.
_SCRIPTS = (
    ("ja", "[\u3040-\u30ff]", 0.1),
    ("ko", "[\uac00-\ud7af]", 0.2),
    ("zh", "[\u4e00-\u9fff]", 0.2),
    ("th", "[\u0e00-\u0e7f]", 0.2),
    ("ar", "[\u0600-\u06ff]", 0.2),
    ("he", "[\u0590-\u05ff]", 0.2),
    ("ru", "[\u0400-\u04ff]", 0.2),
    ("el", "[\u0370-\u03ff]", 0.2),
    ("hi", "[\u0900-\u097f]", 0.2),
)


# What stands in texts of Latin letters besides those of ASCII, the commonest.
_LATIN = str.maketrans("", "", "‘’“”«»–—…\xa0•·©®™€£°áàâãäåæçéèêëíìîïñóòôõöøœßúùûü¡¿")


def words(text: str) -> int:
    """Return the number of words; a character of a script without spaces counts as one."""
    data = text.encode(errors="surrogatepass")
    if len(data) == len(text):
        return len(_LETTERS.findall(text))
    runs = sum(-(-len(run) // 3 // _LETTERS_A_WORD) for run in _RUNS.findall(data))
    spaced, dense = _DENSE.subn(b" ", _RUNS.sub(b" ", data) if runs else data)
    rest = spaced.decode(errors="surrogatepass") if dense or runs else text
    return runs + dense + len(_LETTERS.findall(rest))


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
    """Return the BCP 47 tag of a text's language: by its letters and words, else as declared.

    What it says of itself comes first because templates of sites declare what they were made with:
    an English `lang` stands on many Vietnamese pages (measured on newspapers' pages).
    """
    sample = text[:4000].lower()
    letters = len(_LETTERS.findall(sample)) or 1
    if len(VIETNAMESE.findall(unicodedata.normalize("NFC", sample))) > 0.25 * letters:
        return "vi"
    declared = declared.replace("_", "-").strip()
    tag = declared if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", declared) else ""
    if sample.translate(_LATIN).isascii():
        return _by_words(sample, tag)
    size = len(sample.replace(" ", ""))
    for name, script, share in _SCRIPTS:
        if len(re.findall(script, sample)) > share * size:
            return _written(name, sample, tag)
    return _by_words(sample, tag)


def _written(name: str, sample: str, tag: str) -> str:
    """Return the language of a text in a script that is called after its best known one."""
    if name == "zh":
        simple, full = (sum(map(sample.count, signs)) for signs in (_SIMPLIFIED, _TRADITIONAL))
        kind = "" if simple == full else "zh-Hans" if simple > full else "zh-Hant"
        main, _, rest = tag.lower().partition("-")
        said = "zh-Hant" if re.search("hant|tw|hk|mo", rest) else "zh-Hans" if rest else ""
        agrees = main in ("zh", "yue", "wuu") and rest and (said == kind or not kind)
        return tag if agrees else kind or "zh"
    size = len(_LETTERS.findall(sample))
    for other, signs in _SIGNS.get(name, ()):
        if sum(map(sample.count, signs)) > 0.1 * size:
            return tag if tag.split("-", maxsplit=1)[0] == other else other
    return tag if tag.split("-", maxsplit=1)[0] in _SHARED.get(name, {name}) else name


def _by_words(sample: str, tag: str) -> str:
    """Return the language of a text in Latin letters by its small words, where they are clear."""
    main = tag.split("-", maxsplit=1)[0].lower()
    words = _LETTERS.findall(sample)
    often = Counter(words)
    counts = {name: sum(map(often.__getitem__, small)) for name, small in _small().items()}
    best = max(counts, key=lambda name: counts[name])
    # Languages that aren't listed share a word or two with those that are.
    clear = counts[best] > 0.08 * len(words) and len(_small()[best] & often.keys()) >= 4
    told = not main or main in counts or main in _OTHERS
    if clear and told and counts[best] > 2 * counts.get(main, 0):
        return best
    return "en" if not tag or main in _OTHERS else tag


@cache
def _small() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in _SMALL.items()}


# Chinese characters that only one of the two ways to write has, the commonest.
_SIMPLIFIED = "这个们国来说时会为对发学过还没开见问经长东车马门语书话让给从两边"
_TRADITIONAL = "這個們國來說時會為對發學過還沒開見問經長東車馬門語書話讓給從兩邊"
# Letters by which other languages of a script are told from the one it is called after.
_SIGNS = {
    "ar": (("ur", "ٹڈڑےں"), ("fa", "پچژگ")),
    "ru": (("uk", "іїєґ"),),
}
_SHARED = {
    "ja": {"ja"},
    "ar": {"ar", "fa", "ur", "ps", "ckb", "ug", "arz"},
    "ru": {"ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg"},
    "hi": {"hi", "mr", "ne"},
    "he": {"he", "yi", "iw"},
}
_OTHERS = frozenset("ja ko zh th ar he ru el hi vi fa ur uk bg".split())
_SMALL = {
    "en": "the of and to in is that was for it with as on his he be at by had from which",
    "de": "der die und in das den von zu mit sich des auf für ist im dem nicht ein eine als",
    "fr": "le la les de des et en un une du dans est que pour qui sur au par pas il plus avec",
    "es": "el la los las de que y en un una del se por con para es su al lo como más",
    "pt": "o a os as de que e em um uma do da se por com para é não dos ao mais como",
    "it": "il la di che e in un una del per con non si da è le della i al come sono",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er ook als bij die",
    "id": "yang dan di ke dari untuk dengan pada ini itu dalam adalah tidak akan juga oleh",
    "pl": "w i na z do się nie że to jest o jak po od przez za dla ale co",
    "sv": "och i att det som en på är av för med den till ett om har de inte",
    "tr": "ve bir bu da de için ile olarak daha çok gibi en olan var ise",
}

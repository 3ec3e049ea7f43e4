"""Which language a text is in: a whole article, a block that differs from it, a run of letters.

Without a model: by scripts, by letters that one language has, and by small words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from html import unescape

from formatter.text.plain import LETTERS, weight
from formatter.text.repair import VIETNAMESE
from formatter.text.small_words import SMALL, small, spoken, telling

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
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
    ("km", "[\u1780-\u17ff]", 0.2),
    ("lo", "[\u0e80-\u0eff]", 0.2),
    ("my", "[\u1000-\u109f]", 0.2),
)
# What stands in texts of Latin letters besides those of ASCII, the commonest.
_LATIN = str.maketrans("", "", "‘’“”«»–—…\xa0•·©®™€£°áàâãäåæçéèêëíìîïñóòôõöøœßúùûü¡¿")
# Letters that no other language has: ă â ê ô stand in French and Romanian too.
_OWN = re.compile("[ơưđ\u1ea0-\u1ef9]", re.IGNORECASE)
# A block of fewer words may be a name or a title of things.
FEWEST = 8
# So much of a text are the small words of its language, at least; and so many times those of any
# other (Spanish and Portuguese share half of them).
_SHARE, _AHEAD = 0.2, 1.25
# More words than this that could be Vietnamese typed without marks, and it is that.
_TYPED = 0.85


def language(text: str, declared: str = "") -> str:
    """Return the BCP 47 tag of a text's language: by its letters and words, else as declared.

    What it says of itself comes first because templates of sites declare what they were made with:
    an English `lang` stands on many Vietnamese pages (measured on newspapers' pages).
    """
    sample = unicodedata.normalize("NFC", text[:4000].lower())
    own = 0 if sample.isascii() else len(VIETNAMESE.findall(sample))
    if own and own > 0.25 * len(LETTERS.findall(sample)):
        return "vi"
    declared = declared.replace("_", "-").strip()
    tag = declared if _TAG.fullmatch(declared) else ""
    if "".join(set(sample)).translate(_LATIN).isascii():
        return _by_words(sample, tag)
    if name := _script(sample):
        return _written(name, sample, tag)
    return _by_words(sample, tag)


def differs(text: str, main: str) -> str:
    """Return the language of a block of an article in `main`, empty where it is the same or unsure.

    A block has its own only with FEWEST words, a fifth of them small words of one language, three
    different ones at least, and clearly more than of any other. In another script half are enough.
    """
    low = text.lower()
    dense = not low.isascii() and len(low.encode()) > 1.5 * len(low)
    name = _script(low) if dense else ""
    if dense and not name:
        return ""
    # A name in its own letters makes no block of that language of the sentence that explains it.
    if name and not _outweighed(name, low):
        tag = _written(name, low, "")
        counted = len(low) / 4 if name in {"zh", "ja", "ko", "th", "km", "lo", "my"} else 0
        enough = max(len(low.split()), counted) >= FEWEST / 2
        return tag if enough and primary(tag) != primary(main) else ""
    words = LETTERS.findall(unicodedata.normalize("NFC", low))
    if len(words) < FEWEST:
        return ""
    own = sum(1 for word in words if VIETNAMESE.search(word)) if VIETNAMESE.search(low) else 0
    best = "vi" if own > 0.4 * len(words) else ""
    if not best and own <= 0.2 * len(words):
        best = _clear(words)
        if primary(main) == "vi" and sum(map(_bare, words)) > _TYPED * len(words):
            return ""
    return best if best != primary(main) else ""


def alike(markup: str, main: str) -> bool:
    """Say whether a block shows at a glance that it is in `main`; false says nothing.

    Two words that no other language here has are enough, and so is any script but Latin in an
    article that isn't in Latin letters.
    """
    name = primary(main)
    if name in _UNLATIN:
        return len(markup.encode(errors="replace")) > 1.3 * len(markup)
    seen = 0
    for word in telling(name):
        if word in markup:
            seen += 1
            if seen > 1:
                return True
    return False


def fits(declared: str, text: str, main: str) -> str:
    """Return the language that a page declares for a run of words, empty where it can't be so.

    It must differ from `main`, the article's, and the run must be written in its script. Word
    writes capitals (`EN-US`) on whatever was typed under that keyboard: those say nothing.
    """
    tag = declared.replace("_", "-").strip()
    name = primary(tag)
    if not _TAG.fullmatch(tag) or tag[:2].isupper() or name == primary(main):
        return ""
    low = text.lower()
    words = LETTERS.findall(low)
    if not words:
        return ""
    script = _script(low)
    if script:
        same = {"zh", "ja", "yue"} if script in {"zh", "ja"} else _SHARED.get(script, {script})
        return tag if name in same else ""
    if name == "vi":
        return tag if _OWN.search(low) else ""
    if _OWN.search(low) or (name in _UNLATIN and "latn" not in tag.lower()):
        return ""
    # A long run shows by its small words what it is.
    told = _clear(words) if len(words) >= FEWEST else ""
    return "" if told and told != name else tag


def run(text: str, near: str = "") -> str:
    """Return the language of a run in a script that isn't Latin, empty for no letters of one.

    `near` is the text around it: Chinese characters beside kana are Japanese.
    """
    name = _script(text.lower())
    if name == "zh" and not any(map(text.__contains__, _SIMPLIFIED)) and _KANA().search(near):
        return "ja"
    return _written(name, text.lower(), "") if name else ""


def primary(tag: str) -> str:
    """Return the language of a tag without script and region: `en` of `en-GB`."""
    return tag.split("-", maxsplit=1)[0].lower()


def unlatin(tag: str) -> bool:
    """Say whether a language is written in other letters than Latin ones."""
    return primary(tag) in _UNLATIN and "latn" not in tag.lower()


def plain(markup: str) -> str:
    """Return the words of inline markup, white space single."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


@cache
def _KANA() -> re.Pattern[str]:  # noqa: N802  a pattern that few pages need
    return re.compile("[\u3041-\u3096\u30a1-\u30fa]")


@cache
def _syllable() -> re.Pattern[str]:
    return re.compile(
        "(?:ngh?|[ckgpt]h|gi|qu|tr|nh|[bcdghklmnpqrstvx])?"
        "(?:a[iouy]?|e[ou]?|i(?:eu?|[au])?|o(?:ai|[aeio])?|u(?:oi|ou|ay|ya|ye|[aeiouy])?|y(?:eu?)?)"
        "(?:ch|ng|nh|[cmnpt])?"
    )


def _bare(word: str) -> bool:
    """Say whether a word could be a syllable of Vietnamese without its marks."""
    return _syllable().fullmatch(word) is not None


def _script(sample: str) -> str:
    """Return the language after which the script of a text in small letters is called, or none."""
    size = len("".join(sample.split()))
    for name, script, share in _SCRIPTS:
        if len(re.findall(script, sample)) > share * size:
            return name
    return ""


def _outweighed(name: str, sample: str) -> bool:
    """Say whether a text in small letters says more in Latin letters than in those of a script."""
    letters = next(script for other, script, _ in _SCRIPTS if other == name)
    if name in {"ja", "zh"}:
        letters = "[\u3040-\u30ff\u4e00-\u9fff]"
    own = weight("".join(re.findall(letters, sample)))
    return len(re.findall("[a-z\u00df-\u024f\u1e00-\u1eff]", sample)) > own


def _written(name: str, sample: str, tag: str) -> str:
    """Return the language of a text in a script that is called after its best known one."""
    if name == "zh":
        simple, full = (sum(map(sample.count, signs)) for signs in (_SIMPLIFIED, _TRADITIONAL))
        kind = "" if simple == full else "zh-Hans" if simple > full else "zh-Hant"
        main, _, rest = tag.lower().partition("-")
        said = "zh-Hant" if re.search("hant|tw|hk|mo", rest) else "zh-Hans" if rest else ""
        agrees = main in ("zh", "yue", "wuu") and rest and (said == kind or not kind)
        return tag if agrees else kind or "zh"
    size = len(LETTERS.findall(sample))
    for other, signs in _SIGNS.get(name, ()):
        if sum(map(sample.count, signs)) > 0.1 * size:
            return tag if primary(tag) == other else other
    return tag if tag.split("-", maxsplit=1)[0] in _SHARED.get(name, {name}) else name


def _by_words(sample: str, tag: str) -> str:
    """Return the language of a text in Latin letters by its small words, where they are clear."""
    main = primary(tag)
    words = LETTERS.findall(sample)
    counts, often = _counted(words)
    best = max(counts, key=lambda name: counts[name])
    # Languages that aren't listed share a word or two with those that are.
    distinct = len(small()[best] & often.keys())
    if len(words) < _SHORT:
        clear = distinct >= 2 and counts[best] >= _SHARE * len(words)
    else:
        clear = distinct >= 4 and counts[best] > 0.08 * len(words)
    told = not main or main in counts or main in _OTHERS
    if clear and told and (best == main or counts[best] > 2 * counts.get(main, 0)):
        return tag if best == main else best
    return "en" if not tag or main in _OTHERS else tag


def _clear(words: list[str]) -> str:
    """Return the language whose small words these hold far more of than of any other, or none."""
    counts, often = _counted(words)
    ranked = sorted(counts, key=lambda name: counts[name], reverse=True)
    best, second = ranked[:2]
    clear = (
        counts[best] >= _SHARE * len(words)
        and counts[best] >= _AHEAD * counts[second]
        and len(small()[best] & often.keys()) >= 3
    )
    return best if clear else ""


def _counted(words: list[str]) -> tuple[dict[str, int], Counter[str]]:
    """Return how many of the words are small ones of each language, and the words counted."""
    often, known = Counter(words), spoken()
    counts = dict.fromkeys(SMALL, 0)
    for word, times in often.items():
        for name in known.get(word, ()):
            counts[name] += times
    return counts, often


# A text of fewer words has room for few small ones.
_SHORT = 40
# Chinese characters that only one of the two ways to write has, the commonest.
_SIMPLIFIED = (
    "这个们国来说时会为对发学过还没开见问经长东车马门语书话让给从两边爱万业乐习乡买争云亚产亲亿价众优传伤"
    "汉鸡岁战园图圆场块声处备头妇孙宁宝实审寻导鱼鸟龙风飞"
)
_TRADITIONAL = (
    "這個們國來說時會為對發學過還沒開見問經長東車馬門語書話讓給從兩邊愛萬業樂習鄉買爭雲亞產親億價眾優傳傷"
    "漢雞歲戰園圖圓場塊聲處備頭婦孫寧寶實審尋導魚鳥龍風飛"
)
# Letters by which other languages of a script are told from the one it is called after.
_SIGNS = {
    "ar": (("ur", "ٹڈڑےں"), ("fa", "پچژگ")),
    "ru": (("uk", "іїєґ"),),
}
_SHARED = {
    "ja": {"ja"},
    "ar": {"ar", "fa", "ur", "ps", "ckb", "ug", "arz"},
    "ru": {"ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg"},
    "hi": {"hi", "mr", "ne", "sa"},
    "he": {"he", "yi", "iw"},
}
_UNLATIN = frozenset("ja ko zh yue th ar he ru el hi fa ur uk bg km lo my".split())
_OTHERS = _UNLATIN | {"vi"}

"""Free fonts for the scripts that ours don't have: Debian's packages, and the files in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

PLACE = "/usr/share/fonts/"
_CJK = "opentype/noto/NotoSansCJK-Regular.ttc"
_NOTO = "truetype/noto/Noto"


class Script(NamedTuple):
    """A script, letters that a font for it has, and where Debian has one.

    `package` is empty for what our own fonts have. `file` is below `PLACE`, with the number of the
    font in a collection. `also` are blocks of signs that go with the script.
    """

    name: str
    sample: str
    package: str = ""
    file: str = ""
    also: tuple[str, ...] = ()


SCRIPTS = (
    Script("Latin", "AZaz"),
    Script("Greek", "ΑΩαω"),
    Script("Cyrillic", "АЯая"),
    Script(
        "Han",
        "汉漢字的、。",
        "fonts-noto-cjk",
        f"{_CJK}#2",
        ("CJK Symbols and Punctuation", "Halfwidth and Fullwidth Forms", "Bopomofo"),
    ),
    Script("Hiragana", "ひらがな", "fonts-noto-cjk", f"{_CJK}#0"),
    Script("Katakana", "カタナー", "fonts-noto-cjk", f"{_CJK}#0"),
    Script("Hangul", "한국각힣", "fonts-noto-cjk", f"{_CJK}#1"),
    Script("Thai", "กำไทย", "fonts-noto-core", f"{_NOTO}SansThai-Regular.ttf"),
    Script("Lao", "ລາວຳ", "fonts-noto-core", f"{_NOTO}SansLao-Regular.ttf"),
    Script("Khmer", "ខ្មែរ", "fonts-noto-core", f"{_NOTO}SansKhmer-Regular.ttf"),
    Script("Myanmar", "မြန်မာ", "fonts-noto-core", f"{_NOTO}SansMyanmar-Regular.ttf"),
    Script("Arabic", "ابةؤگ", "fonts-noto-core", f"{_NOTO}NaskhArabic-Regular.ttf"),
    Script("Hebrew", "אבתם", "fonts-noto-core", f"{_NOTO}SansHebrew-Regular.ttf"),
    Script("Devanagari", "कखि्", "fonts-noto-core", f"{_NOTO}SansDevanagari-Regular.ttf"),
    Script("Bengali", "কখি্", "fonts-noto-core", f"{_NOTO}SansBengali-Regular.ttf"),
    Script("Tamil", "கதமி", "fonts-noto-core", f"{_NOTO}SansTamil-Regular.ttf"),
    Script("Armenian", "ԱՖաֆ", "fonts-noto-core", f"{_NOTO}SansArmenian-Regular.ttf"),
    Script("Georgian", "აბჰ", "fonts-noto-core", f"{_NOTO}SansGeorgian-Regular.ttf"),
    Script("Ethiopic", "ሀለፐ", "fonts-noto-core", f"{_NOTO}SansEthiopic-Regular.ttf"),
    Script(
        "emoji",
        "😀👍🏽🇻🇳",
        "fonts-noto-color-emoji",
        "truetype/noto/NotoColorEmoji.ttf",
    ),
    Script(
        "mathematics",
        "∀∰𝔸𝑥",
        "fonts-noto-core",
        f"{_NOTO}SansMath-Regular.ttf",
        (
            "Mathematical Operators",
            "Mathematical Alphanumeric Symbols",
            "Miscellaneous Mathematical Symbols-A",
            "Miscellaneous Mathematical Symbols-B",
            "Supplemental Mathematical Operators",
        ),
    ),
    Script(
        "rare signs",
        "①⸘☙",
        "fonts-symbola",
        "truetype/ancient-scripts/Symbola_hint.ttf",
        (
            "Enclosed Alphanumerics",
            "Enclosed Alphanumeric Supplement",
            "Supplemental Punctuation",
            "General Punctuation",
            "Letterlike Symbols",
            "Number Forms",
            "Miscellaneous Symbols",
            "Miscellaneous Technical",
            "Musical Symbols",
        ),
    ),
)


def covered(coverage: frozenset[int]) -> tuple[Script, ...]:
    """Return the scripts whose sample is in a coverage."""
    return tuple(script for script in SCRIPTS if coverage.issuperset(map(ord, script.sample)))


def packages(scripts: Iterable[str]) -> dict[str, list[str]]:
    """Return what to install for scripts or blocks, each package with those it is for.

    Those that no package of ours is known for stand under an empty name.
    """
    known = {name: s.package for s in SCRIPTS for name in (s.name, *s.also)}
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys(scripts):
        found.setdefault(known.get(name, ""), []).append(name)
    return found

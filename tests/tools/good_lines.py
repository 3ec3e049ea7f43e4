"""Lines of good text, thousands of them: Vietnamese and all that stands in a newspaper beside it.

Made by chance from a seed: syllables that the spelling allows, names, numbers with their units,
other languages with their own letters, code, emoji, and scripts that need marks nobody sees.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from random import Random

ONSETS = "b c ch d đ g h kh l m n ng nh ph r s t th tr v x".split()
RHYMES = (
    "a ai am an ang anh ao au ay ăm ăn ăng âm ân âng âu ây o oi om on ong ô ôi ôm ôn ông ơ ơi ơm "
    "ơn u ui um un ung uôi uôn uông ư ưa ưng ươi ươm ương ươu"
).split()
STOPPED = "ac ach at ap ăc ăt âc ât oc op ot ôc ôp ôt ơp uc ut ươc ươt uôc".split()
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = "aăâeêioôơuưy"
NAMES = (
    "Nguyễn Thị Mận|Lê Văn Bưởi|Trần Quốc Khánh|Huỳnh Thuý Kiều|Đặng Thuỳ Trâm|Võ Ngọc Quỳnh|"
    "Y Moan|K’Linh|Sùng A Pó|Phạm Thu Hoà|Đỗ Hòa|TP.HCM|Q.1|TP. Cần Thơ|GS.TS. Lý Quý|Đắk Lắk"
).split("|")
UNITS = "km kg m² °C % tỉ triệu đồng ₫ USD ha giờ độ lít m³ kWh mm ‰".split()
ENGLISH = (
    "The river rose at night|She said “it’s fine”|A café in New York|naïve résumé|co-operate|"
    "Wi-Fi and 5G|the U.S. dollar|rock ’n’ roll|can’t, won’t|an e-mail from HSBC|MacBook Pro 14″"
).split("|")
CODE = (
    'x = a["b"] & c|if (i <= 10 && j != 0) { return; }|for k, v in d.items():|<b>&amp;</b>|'
    "SELECT * FROM tin WHERE id = 5;|git commit -m 'x' --amend|a... b -- c|C:\\Users\\Bưởi|"
    "https://bao.example/a?b=1&c=2#d|&lt;p class='x'&gt;|dùng &nbsp; trong HTML"
).split("|")
FRENCH = (
    "Où est l’hôtel\u00a0? Là-bas, à côté de la forêt.|«\u00a0Ça va, Zoé\u00a0!\u00a0»|"
    "Noël, œuvre, cœur, aiguë, Citroën|"
    "Élève, été, déjà vu, où ça\u00a0: voilà|l’été 1998\u00a0; fin"
).split("|")
GERMAN = (
    "Der Fluß trägt die Kähne über Nacht|Straße, Größe, Äpfel, Öl, Übermut|„Ach so“, sagte Jörg.|"
    "Donau\u00addampf\u00adschiff\u00adfahrt|Ärzte ohne Grenzen, Köln|Käse für 5\u00a0€"
).split("|")
OTHERS = (
    "Það er gott veður við Ísafjörð|Maður og kona fóru á þing|Ég heiti Guðrún Ósk Þórðardóttir|"
    "Ðað á Ðuni|São Paulo, coração, maçã|El Niño, ¿qué pasó?|Łódź, Gdańsk, żółć|Đorđe Đoković|"
    "Kārlis, Ēriks|Ştefan, București|Çağlar, Iğdır|Ẹ kú àárọ̀, ọjọ́ dára".replace("ọ̀", "ọ").replace(
        "ọ́", "ọ"
    )
).split("|")
CYRILLIC = (
    "Он сказал: «хорошо»|река и лодка|Москва, ул. Арбат, 5|Сон о реке|Київ, ґанок, їжа|"
    "с утра до ночи|А. С. Пушкин|Хор и оркестр"
).split("|")
GREEK = (
    "ο ποταμός και η βάρκα|Αθήνα, Ελλάδα|α, β, γ và δ|tia α và hạt β|Δt = 5 μs|"
    "ΑΒΓΔ|λόγος|π ≈ 3,14|Ω = 5"
).split("|")
MARKED = (
    "👩\u200d👩\u200d👧 đi chợ|🏳️\u200d🌈 cờ|👍🏽 tốt|❤️\u200d🔥 cháy|👨🏿\u200d🌾 ra đồng|"
    "\u200fשלום עולם\u200f (2021)|\u202bمرحبا\u202c 5|\u2067العربية\u2069 hay|"
    "می\u200cخواهم بروم|کتاب\u200cها|"
    "क्\u200dष और श्री|ක්\u200dෂ|ใต้ฟ้าเดียวกัน|水上市場のある町|강 건너 배|فارسی\u200cزبان"
).split("|")
PUNCTUATION = ("“{}”", "‘{}’", "«{}»", "({})", "{}…", "{}?", "{}!", "– {}", "{};", "{}:")


def lines(count: int, seed: int = 5) -> Iterator[str]:
    """Yield so many lines, the same for the same seed, each in NFC."""
    chance = Random(seed)  # noqa: S311  no secret
    for _ in range(count):
        made = " ".join(chance.choice(_KINDS)(chance) for _ in range(chance.randint(1, 4)))
        yield unicodedata.normalize("NFC", made)


def _syllable(chance: Random) -> str:
    rhyme = chance.choice(RHYMES if chance.random() < 0.8 else STOPPED)
    tones = TONES if rhyme in RHYMES else (TONES[2], TONES[5])
    shaped = [at for at, letter in enumerate(rhyme) if letter in "ăâêôơư"]
    vowels = [at for at, letter in enumerate(rhyme) if letter in VOWELS]
    at = shaped[-1] if shaped else vowels[-1 if vowels[-1] < len(rhyme) - 1 else 0]
    return chance.choice(ONSETS) + rhyme[: at + 1] + chance.choice(tones) + rhyme[at + 1 :]


def _prose(chance: Random) -> str:
    words = [_syllable(chance) for _ in range(chance.randint(3, 12))]
    words[0] = words[0].capitalize() if chance.random() < 0.5 else words[0]
    text = " ".join(words)
    if chance.random() < 0.1:
        text = text.upper()
    return chance.choice(PUNCTUATION).format(text) if chance.random() < 0.4 else f"{text}."


def _number(chance: Random) -> str:
    value = chance.choice(
        [
            f"{chance.randint(1, 999)}.{chance.randint(100, 999)},{chance.randint(0, 9)}",
            f"{chance.randint(1, 31)}/{chance.randint(1, 12)}/{chance.randint(1900, 2030)}",
            f"{chance.randint(1, 99)}-{chance.randint(100, 999)}",
            str(chance.randint(0, 5000)),
        ]
    )
    return f"{value}{chance.choice((' ', chr(0xA0)))}{chance.choice(UNITS)}"


def _one_of(texts: list[str]) -> Callable[[Random], str]:
    return lambda chance: chance.choice(texts)


_KINDS: tuple[Callable[[Random], str], ...] = (
    *(_prose,) * 8,
    *(_number,) * 3,
    *map(
        _one_of,
        (NAMES, NAMES, ENGLISH, CODE, FRENCH, GERMAN, OTHERS, CYRILLIC, GREEK, MARKED),
    ),
)

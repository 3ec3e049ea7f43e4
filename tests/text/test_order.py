"""The order of Vietnamese words, held against ICU."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.text.order import Key, key, name_key
from tests.tools.collation import compared

ONSETS = (
    "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
    # Most syllables that begin with a vowel.
    + [""] * 3
)
RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em "
    "en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip "
    "it iu o oa oac oach oai oan oang oanh oat oay oăn oăt oc oe oen oi om on ong op ot ô ôc ôi "
    "ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uât uây uc uê uêch uênh ui um un ung uôc uôi uôm "
    "uôn uông uôt up ut uy uya uych uyên uyêt uynh uyt ư ưa ưc ưi ưm ưng ươc ươi ươm ươn ương "
    "ươp ươt ươu ưt ưu y yêm yên yêt yêu"
).split()
# None, huyền, hỏi, ngã, sắc, nặng.
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
MARKS = (" ", " ", " ", " ", "-", " – ", ", ", "/", ". ", ": ", " & ", "’", " (", ") ", " “", "” ")
PAIRS = 40_000


def _syllable(random: Random) -> str:
    onset, rime = random.choice(ONSETS), random.choice(RIMES)
    tones = TONES[4:] if rime[-1] in "cpt" or rime.endswith("ch") else TONES
    # The tone stands on the letter with a mark of its own, else on the first vowel that may.
    shaped = [i for i, c in enumerate(rime) if c in "ăâêôơư"]
    vowels = [i for i, c in enumerate(rime) if c in "aeiouy"]
    at = (shaped or vowels)[-1 if shaped else 0]
    written = onset + rime[: at + 1] + random.choice(tones) + rime[at + 1 :]
    return unicodedata.normalize("NFC", written)


def _text(random: Random) -> str:
    """Return a syllable, a name, a phrase, a number or a title with all of them."""
    kind = random.randrange(6)
    if kind == 0:
        return _syllable(random)
    if kind == 1:
        return " ".join(_syllable(random).capitalize() for _ in range(random.randint(2, 4)))
    if kind == 2:
        return " ".join(_syllable(random) for _ in range(random.randint(2, 5)))
    if kind == 3:
        return _syllable(random).upper() + random.choice(MARKS) + str(random.randrange(2000))
    if kind == 4:
        return f"{random.randrange(100)}{random.choice(MARKS)}{_syllable(random)}"
    words = (_syllable(random) for _ in range(random.randint(2, 4)))
    return "".join(
        random.choice((str, str.upper, str.capitalize))(word) + random.choice(MARKS)
        for word in words
    ).strip()


def _neighbour(random: Random, text: str) -> str:
    """Return a text that differs in a tone, a letter's mark, a capital, a space or a syllable."""
    at = random.randrange(len(text))
    one = text[at]
    match random.randrange(5):
        case 0:
            bare = "".join(c for c in unicodedata.normalize("NFD", one) if c not in TONES[1:])
            tone = random.choice(TONES) if bare[0].lower() in "aeiouy" else ""
            one = unicodedata.normalize("NFC", bare + tone)
        case 1:
            one = one.swapcase()
        case 2:
            one = random.choice(ALPHABET)
        case 3:
            one = random.choice(MARKS)
        case _:
            return f"{text}{random.choice(MARKS)}{_syllable(random)}"
    return text[:at] + one + text[at + 1 :]


def _pairs() -> list[tuple[str, str]]:
    random = Random(1991)  # noqa: S311  the same pairs each time
    pairs = []
    for number in range(PAIRS):
        text = _text(random)
        # Texts drawn apart mostly differ in their first letter.
        pairs.append((text, _neighbour(random, text) if number % 4 else _text(random)))
    return pairs


def _sign(one: Key, other: Key) -> int:
    return (one > other) - (one < other)


def test_the_order_is_that_of_icu() -> None:
    pairs = _pairs()
    ours = [_sign(key(one), key(other)) for one, other in pairs]
    wrong = [
        (pair, mine, icus)
        for pair, mine, icus in zip(pairs, ours, compared(pairs), strict=True)
        if mine != icus
    ]
    assert wrong == []
    assert {-1, 0, 1} == set(ours)


def test_letters_of_other_languages_stand_where_icu_has_them() -> None:
    signs = [
        *map(chr, range(0x20, 0x7F)),
        *"–—…“”‘’«»·•°₫€£%‰×²³½ªº§¶ßæœøłñçéèüöïåšžčěřőűąęēāŻÑÇÜÖÉßÆŒØ\xa0",
        *map(str.upper, "àảãáạăằẳẵắặâầẩẫấậđêềểễếệôồổỗốộơờởỡớợưừửữứựỳỷỹýỵ"),
        *"àảãáạăằẳẵắặâầẩẫấậđêềểễếệôồổỗốộơờởỡớợưừửữứựỳỷỹýỵ",
    ]
    random = Random(7)  # noqa: S311  the same pairs each time
    words = [random.choice(signs) + random.choice(["", "n", "a"]) for _ in range(600)]
    pairs = list(zip(words, random.sample(words, len(words)), strict=True))
    pairs += [(one, other) for one in signs for other in signs]
    wrong = [
        (pair, icus)
        for pair, icus in zip(pairs, compared(pairs), strict=True)
        if _sign(key(pair[0]), key(pair[1])) != icus
    ]
    assert wrong == []


def test_tones_count_after_the_letters() -> None:
    words = "ma mà mả mã má mạ mac mạc măng mâm".split()
    shuffled = "mạc mâm má mac ma mạ măng mã mà mả".split()
    assert sorted(shuffled, key=key) == words
    assert sorted(["Hòa Bình", "hoa", "Hoa", "hòa", "Hoa Lư"], key=key) == (
        ["hoa", "Hoa", "hòa", "Hòa Bình", "Hoa Lư"]
    )


def test_a_person_stands_under_the_given_name() -> None:
    names = ["Trần Thị Ánh", "Lê An", "Nguyễn Văn An", "Đỗ Bình", "Phạm Đức", "Vũ Ý (Huế)"]
    shown = ["Lê An", "Nguyễn Văn An", "Trần Thị Ánh", "Đỗ Bình", "Phạm Đức", "Vũ Ý (Huế)"]
    assert sorted(names, key=name_key) == shown
    assert name_key("Vũ Ý (Huế)") == name_key("Vũ Ý")
    assert name_key("(Huế)")[0]


@pytest.mark.parametrize("text", ["", "漢字", "Привет", "\u0301", "\0", "👍🏽"])
def test_every_text_has_its_place(text: str) -> None:
    assert key("") <= key(text)


@given(st.text(), st.text())
def test_composed_and_decomposed_are_one(one: str, other: str) -> None:
    nfc, nfd = (unicodedata.normalize(form, one) for form in ("NFC", "NFD"))
    assert key(nfc) == key(nfd)
    assert (key(one) < key(other)) + (key(other) < key(one)) <= 1

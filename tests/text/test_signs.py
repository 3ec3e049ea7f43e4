"""Signs: what is one to a reader, which of it a font must draw, and what Unicode calls it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.text.signs import codes, name, parts, script, seen, signs

FARMER = "👩🏽‍🌾"
FAMILY = "👨‍👩‍👧‍👦"
BALL = "⛹🏽‍♂️"
SCOTLAND = "🏴󠁧󠁢󠁳󠁣󠁴󠁿"
SEQUENCES = {
    "a skin tone": "👍🏽",
    "joined": FARMER,
    "a family": FAMILY,
    "joined, with a presentation": BALL,
    "a flag": "🇻🇳",
    "a flag of a region": SCOTLAND,
    "a keycap": "1️⃣",
    "a keycap without its selector": "#⃣",
    "a picture asked for": "❤️",
    "a text asked for": "☎︎",
    "an ideograph's variant": "葛󠄀",
}


@pytest.mark.parametrize("case", SEQUENCES)
def test_a_sequence_is_one_sign(case: str) -> None:
    sign = SEQUENCES[case]
    assert list(signs(f"a{sign}b")) == ["a", sign, "b"]
    assert list(signs(sign * 2)) == [sign, sign]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ẩn", ["Ẩ", "n"]),
        ("กำ", ["ก", "ำ"]),
        ("क्‍ष", ["क", "्", "\u200d", "ष"]),
        ("🇻🇳🇫", ["🇻🇳", "🇫"]),
        ("1 2", ["1", " ", "2"]),
        ("a🏽", ["a", "🏽"]),
        ("😀😀", ["😀", "😀"]),
        ("\n", ["\n"]),
    ],
)
def test_other_signs_are_characters(text: str, found: list[str]) -> None:
    assert list(signs(text)) == found


@given(st.text())
def test_signs_are_all_of_a_text(text: str) -> None:
    assert "".join(signs(text)) == text


def test_what_a_font_needn_t_have_is_not_seen() -> None:
    assert seen(f"a \u00a0\u202f\u3000\u200b\u200d\u00ad\ufe0f\u2060\n{SCOTLAND}") == {"a", "🏴"}


def test_what_python_calls_white_or_a_format_and_engines_draw_is_seen() -> None:
    drawn = "\u0085\u2028\u0600\u070f\ufff9\u115f\u3164\uffa0"
    assert seen(drawn) == set(drawn)


def test_parts_are_those_of_unicode() -> None:
    assert parts("ệ") == "e\u0323\u0302"
    assert parts("a") == "a"


@pytest.mark.parametrize(
    ("sign", "expected", "called", "of"),
    [
        ("한", ("U+D55C",), "HANGUL SYLLABLE HAN", "Hangul"),
        ("漢", ("U+6F22",), "CJK UNIFIED IDEOGRAPH-6F22", "Han"),
        ("ひ", ("U+3072",), "HIRAGANA LETTER HI", "Hiragana"),
        ("ئ", ("U+0626",), "ARABIC LETTER YEH WITH HAMZA ABOVE", "Arabic"),
        ("ไ", ("U+0E44",), "THAI CHARACTER SARA AI MAIMALAI", "Thai"),
        ("क", ("U+0915",), "DEVANAGARI LETTER KA", "Devanagari"),
        ("ש", ("U+05E9",), "HEBREW LETTER SHIN", "Hebrew"),
        ("𒀀", ("U+12000",), "CUNEIFORM SIGN A", "Cuneiform"),
        ("∰", ("U+2230",), "VOLUME INTEGRAL", "Mathematical Operators"),
        ("\ue000", ("U+E000",), "Private Use Area", "Private Use Area"),
        ("\u2fe0", ("U+2FE0",), "not a character", "no script"),
        ("😀", ("U+1F600",), "GRINNING FACE", "emoji"),
        ("🇻🇳", ("U+1F1FB", "U+1F1F3"), "FLAG VN", "emoji"),
        ("1️⃣", ("U+0031", "U+FE0F", "U+20E3"), "DIGIT ONE + COMBINING ENCLOSING KEYCAP", "emoji"),
        (
            FARMER,
            ("U+1F469", "U+1F3FD", "U+200D", "U+1F33E"),
            "WOMAN + EMOJI MODIFIER FITZPATRICK TYPE-4 + EAR OF RICE",
            "emoji",
        ),
        ("❤️", ("U+2764", "U+FE0F"), "HEAVY BLACK HEART", "emoji"),
        ("❤", ("U+2764",), "HEAVY BLACK HEART", "Dingbats"),
    ],
)
def test_a_sign_has_codes_a_name_and_a_script(
    sign: str, expected: tuple[str, ...], called: str, of: str
) -> None:
    assert codes(sign) == expected
    assert name(sign) == called
    assert script(sign) == of


def test_a_sign_newer_than_python_s_tables_is_named_by_its_block() -> None:
    newer = "\U0001fae8"
    if unicodedata.name(newer, ""):
        assert name(newer) == unicodedata.name(newer)
    else:
        assert name(newer) == "Symbols and Pictographs Extended-A"

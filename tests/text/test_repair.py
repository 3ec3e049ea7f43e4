"""Letters put right: every Vietnamese letter however it was typed, and nothing else changed."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formatter.text.repair import Context, Mending, mend

TONES = "\u0300\u0301\u0303\u0309\u0323"
PLAIN = "aăâeêioôơuưy"
SMALL = [unicodedata.normalize("NFC", v + t) for v in PLAIN for t in ("", *TONES)] + ["đ"]
SPECIAL = [c for c in SMALL if not c.isascii()]
LETTERS = SPECIAL + [c.upper() for c in SPECIAL]
UNSEEN = "\u200b\u2060\ufeff\u202a\u202e\u2066\u2069\x00\x08\x7f\x84\x9f\ufffe\uffff"


def typed(letter: str) -> list[str]:
    """Return every order in which the marks of a letter may have been typed after its base."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    return [base + "".join(order) for order in itertools.permutations(marks)]


def test_vietnamese_has_67_letters_with_marks_in_each_case() -> None:
    assert len(LETTERS) == 134
    assert len(set(LETTERS)) == 134


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_is_whole_in_whatever_order_its_marks_were_typed(letter: str) -> None:
    for spelled in typed(letter):
        assert mend(spelled).text == letter
        assert mend(f"x{spelled}m").text == f"x{letter}m"


@pytest.mark.parametrize("letter", [c for c in LETTERS if len(unicodedata.normalize("NFD", c)) > 2])
def test_a_tone_on_a_letter_composed_with_it_gets_its_hat(letter: str) -> None:
    """As where á was typed and the hat came after: a composed letter and a mark behind it."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    for first, second in itertools.permutations(marks):
        assert mend(unicodedata.normalize("NFC", base + first) + second).text == letter


def test_what_was_composed_is_counted_with_the_first_word() -> None:
    made = mend("Ba\u0323n bie\u0301\u0302t to\u0302i")
    assert made.text == "Bạn biết tôi"
    (change,) = made.changes
    assert (change.kind, change.sample) == ("composed", "Bạn")
    assert change.count == 4


@pytest.mark.parametrize("mark", UNSEEN)
def test_what_nobody_sees_goes(mark: str) -> None:
    made = mend(f"sông{mark} nước")
    assert made.text == "sông nước"
    assert [(c.kind, c.count, c.sample) for c in made.changes] == [
        ("unseen", 1, f"U+{ord(mark):04X}")
    ]


def test_unseen_marks_are_counted() -> None:
    assert mend("\ufeffsông\u200b nước\u200b").changes[0].count == 3


@pytest.mark.parametrize("joined", ["نمی\u200cخواهم", "👩\u200d🌾", "क्\u200dष", "⚠\ufe0f"])
def test_joiners_and_variants_that_scripts_and_emoji_need_stay(joined: str) -> None:
    assert mend(joined).text == joined
    assert mend(joined).changes == ()


@pytest.mark.parametrize("text", ["trư\u00adờng", "đ\u00adồ\u00adng", "tố\u00adt", "\u00adđê"])
def test_a_vietnamese_syllable_is_not_divided(text: str) -> None:
    made = mend(text)
    assert made.text == unicodedata.normalize("NFC", text.replace("\u00ad", ""))
    assert made.changes[0].kind == "soft hyphen"


@pytest.mark.parametrize("text", ["Donau\u00addampf\u00adschiff", "cat\u00adalog", "Stra\u00adße"])
def test_words_of_other_languages_keep_their_places_of_division(text: str) -> None:
    assert mend(text).text == text
    assert mend(text).changes == ()


def test_each_word_is_judged_by_itself() -> None:
    made = mend("trư\u00adờng Donau\u00addampf đồ\u00adng")
    assert made.text == "trường Donau\u00addampf đồng"
    assert [(c.count, c.sample) for c in made.changes] == [(2, "trường")]


@pytest.mark.parametrize("end", "\u2028\u2029")
def test_line_ends_of_other_systems_become_spaces(end: str) -> None:
    assert mend(f"một{end}hai").text == "một hai"


@pytest.mark.parametrize(
    "text", ["m²", "½ lít", "ﬁn", "Ⅳ", "①", "ｗｗｗ", "…", "ª", "5\u00a0y", "㎏", "µ"]
)
def test_signs_of_their_own_are_never_taken_for_plain_letters(text: str) -> None:
    """NFKC would write m2, 1/2, fi, IV, 1, www, three points, a space, kg."""
    assert mend(text).text == text
    assert unicodedata.normalize("NFKC", text) != text


@pytest.mark.parametrize("text", ["", "abc", "Cộng hòa 2021", "漢字かな交じり", "ไทย", "العربية"])
def test_good_text_is_left_alone(text: str) -> None:
    assert mend(text).text == text
    assert mend(text).changes == ()


# Vietnamese letters and marks in any order, with what pages carry between them.
PIECES = st.sampled_from(
    [*LETTERS, *TONES, "\u0302", "\u0306", "\u031b", "\u00ad", " ", "n", "ß", *UNSEEN]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=20).map("".join))


# The same with what each step looks for: look-alikes, entities, misread letters, joiners, spaces.
HARD = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            [
                *("à", "ộ", "ư", "ữ", "đ", "hoà", "hòa", "quý", "nước", "bến", "Anh", "é", "ß"),
                *TONES,
                *("\u0302", "\u031b", "\u00ad", "\u00a0", " ", "\n", "\r", "\u2028", "\x85", "5"),
                *(
                    "ð",
                    "Ð",
                    "ɖ",
                    "ƣ",
                    "ðường",
                    "\u043e",
                    "\u0441",
                    "\u0445\u043e",
                    "\u03bf",
                    "я",
                    "α",
                ),
                *("&", "&nbsp;", "&#7897;", "&#x301;", "&quot;", "&amp;", "#7897;", "nbsp;"),
                *("áº¡", "á»", "Ä‘", "Æ°", "Ã", "Ã\u00a0", "Â", "â€œ", "\x9d", "\x81", "NHÃ"),
                *("\u200b", "\u200c", "\u200d", "\u202a", "\u202c", "\u200f", "ن", "ש", "क", "👩"),
                *("...", ".", "--", "-", '"', ",", " ,", "  ", "–", "“", "1", "(", ")"),
            ]
        ),
        max_size=16,
    ).map("".join),
)
CONTEXTS = st.builds(
    Context,
    mending=st.builds(Mending, smart=st.booleans(), tones=st.sampled_from(("keep", "old", "new"))),
    vietnamese=st.sampled_from((None, True, False)),
    code=st.booleans(),
    misread=st.booleans(),
    edges=st.booleans(),
    encoding=st.just(""),
    capitals=st.just(False),
)


@given(TEXTS)
def test_mending_twice_is_mending_once(text: str) -> None:
    once = mend(text)
    assert mend(once.text).text == once.text


@settings(max_examples=400)
@given(HARD, CONTEXTS)
def test_mending_twice_is_mending_once_on_any_page(text: str, context: Context) -> None:
    once = mend(text, context)
    assert mend(once.text, context).text == once.text
    assert unicodedata.is_normalized("NFC", once.text)
    assert bool(once.changes) == (once.text != text)


@given(TEXTS)
def test_a_mended_text_is_composed(text: str) -> None:
    assert unicodedata.is_normalized("NFC", mend(text).text)


@given(TEXTS)
def test_no_letter_goes(text: str) -> None:
    """Decomposed, the same letters and marks stand there, but for their order."""
    before, after = (unicodedata.normalize("NFD", each) for each in (text, mend(text).text))
    seen = [c for c in before if unicodedata.category(c)[0] in "LNPMS" and not c.isspace()]
    assert sorted(seen) == sorted(c for c in after if unicodedata.category(c)[0] in "LNPMS")


@given(TEXTS)
def test_a_change_is_told_and_only_a_change(text: str) -> None:
    made = mend(text)
    assert bool(made.changes) == (made.text != text)
    assert all(change.count > 0 and change.sample for change in made.changes)

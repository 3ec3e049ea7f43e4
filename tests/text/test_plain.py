"""Words, likeness and language of texts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.text.plain import folded, language, words

TEXTS = {
    "vi": "Sáng nay con nước rằm dâng lên tới bậc thềm, bà con trong xóm dọn lúa lên gác, "
    "đám trẻ lội bì bõm đi bắt cá ngoài sân.",
    "en": "The tide came up to the third step this morning, and the neighbours carried their rice "
    "to the loft while the children waded after fish in the yard.",
    "de": "Das Wasser stieg heute früh bis zur dritten Stufe, die Nachbarn trugen ihren Reis auf "
    "den Boden, und die Kinder wateten durch den Hof den Fischen nach.",
    "zh": "今天早上，潮水涨到第三级台阶，邻居们把稻谷搬上阁楼，孩子们在院子里蹚水捉鱼。",
    "ja": "今朝、潮が三段目まで上がり、近所の人たちは米を屋根裏に運び、"
    "子どもたちは庭で魚を追いかけた。",
    "th": "เช้านี้น้ำขึ้นถึงบันไดขั้นที่สาม ชาวบ้านขนข้าวขึ้นห้องใต้หลังคา ส่วนเด็กๆ ลุยน้ำจับปลาในลานบ้าน",
    "ar": "ارتفع الماء هذا الصباح إلى الدرجة الثالثة، فحمل الجيران أرزهم إلى العلية، "
    "وراح الأطفال يطاردون السمك في الفناء.",
    "ru": "Сегодня утром вода поднялась до третьей ступени, соседи перенесли рис на чердак, а дети "
    "бродили по двору за рыбой.",
}
LETTERED = ("vi", "zh", "ja", "th", "ar", "ru")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" – … ! ", 0),
        ("Con nước rằm", 3),
        ("Một, hai; ba—bốn", 4),
        ("giá 85.000 đồng", 4),
        ("今天早上", 4),
        ("第3回", 3),
        ("潮が上がる", 5),
        ("Hà Nội 漢字", 4),
        ("น้ำ", 3),
        ("snake_case", 2),
    ],
)
def test_words(text: str, count: int) -> None:
    assert words(text) == count


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Con nước, rằm!", "con nước rằm"),
        ("CON NƯỚC", "con nước"),
        ("co\u0302\u0301", "cố"),
        ("Straße", "STRASSE"),
        ("“Về” – 2021", "về2021"),
    ],
)
def test_folded_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("cá", "cà"), ("đa", "da"), ("a1", "a2")])
def test_folded_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert not any(c.isspace() for c in once)


@pytest.mark.parametrize("tag", TEXTS)
def test_language_as_declared(tag: str) -> None:
    assert language(TEXTS[tag], tag) == tag


@pytest.mark.parametrize(
    "declared", ["", "en", "en-US", "vi", "de", "zh", "ar", "ru", "x y", "toString"]
)
@pytest.mark.parametrize("tag", LETTERED)
def test_letters_outrank_a_wrong_declaration(tag: str, declared: str) -> None:
    shared = {"ja": {"zh"}}
    if declared not in shared.get(tag, set()):
        assert language(TEXTS[tag], declared) == tag


@pytest.mark.parametrize("declared", ["vi", "vi-VN", "zh", "ja", "th", "ar", "ru", "he"])
def test_latin_letters_are_no_language_of_another_script(declared: str) -> None:
    assert language(TEXTS["en"], declared) == "en"


@pytest.mark.parametrize("declared", ["en-GB", "fr", "pt-BR"])
def test_a_declaration_that_may_be_true_is_kept(declared: str) -> None:
    assert language(TEXTS["en"], declared) == declared


def test_an_underscore_is_a_hyphen() -> None:
    assert language(TEXTS["de"], "de_AT") == "de-AT"


@pytest.mark.parametrize(
    ("text", "declared"), [("zh", "zh-Hant-TW"), ("ar", "fa"), ("ru", "uk"), ("vi", "vi-VN")]
)
def test_languages_that_share_letters_are_as_declared(text: str, declared: str) -> None:
    assert language(TEXTS[text], declared) in {declared, declared.partition("-")[0]}


def test_decomposed_vietnamese_is_vietnamese() -> None:
    assert language(unicodedata.normalize("NFD", TEXTS["vi"]), "en") == "vi"


def test_a_foreign_name_does_not_turn_the_language() -> None:
    assert language(TEXTS["en"] + " Nguyễn Thị Hằng said so.", "en") == "en"
    assert language(TEXTS["vi"] + " 東京", "") == "vi"


@given(st.text(), st.text(max_size=12))
def test_a_tag_that_readers_know(text: str, declared: str) -> None:
    assert all(part.isascii() and part.isalnum() for part in language(text, declared).split("-"))

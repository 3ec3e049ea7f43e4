"""Words, likeness and language of texts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.text.plain import folded, is_composed, weight, words
from formatter.text.tongue import language

TEXTS = {
    "vi": "Sáng nay con nước rằm dâng lên tới bậc thềm, bà con trong xóm dọn lúa lên gác, "
    "đám trẻ lội bì bõm đi bắt cá ngoài sân.",
    "en": "The tide came up to the third step this morning, and the neighbours carried their rice "
    "to the loft while the children waded after fish in the yard.",
    "de": "Das Wasser stieg heute früh bis zur dritten Stufe, die Nachbarn trugen ihren Reis auf "
    "den Boden, und die Kinder wateten durch den Hof den Fischen nach.",
    "zh-Hans": "今天早上，潮水涨到第三级台阶，邻居们把稻谷搬上阁楼，孩子们在院子里蹚水捉鱼。",
    "zh-Hant": "今天早上，潮水漲到第三級臺階，鄰居們把稻穀搬上閣樓，孩子們在院子裡蹚水捉魚。",
    "ja": "今朝、潮が三段目まで上がり、近所の人たちは米を屋根裏に運び、"
    "子どもたちは庭で魚を追いかけた。",
    "th": "เช้านี้น้ำขึ้นถึงบันไดขั้นที่สาม ชาวบ้านขนข้าวขึ้นห้องใต้หลังคา ส่วนเด็กๆ ลุยน้ำจับปลาในลานบ้าน",
    "ar": "ارتفع الماء هذا الصباح إلى الدرجة الثالثة، فحمل الجيران أرزهم إلى العلية، "
    "وراح الأطفال يطاردون السمك في الفناء.",
    "ko": "오늘 아침 물이 셋째 계단까지 차올라 이웃들은 쌀을 다락으로 옮겼고, 아이들은 마당에서 "
    "물을 튀기며 고기를 쫓았다.",
    "fa": "امروز صبح آب تا پلهٔ سوم بالا آمد، همسایه‌ها برنج را به پشت‌بام بردند و بچه‌ها در حیاط "
    "پی ماهی‌ها می‌گشتند، پای‌شان در گل و چشم‌شان پر از خنده.",
    "uk": "Сьогодні вранці вода піднялася до третьої сходинки, сусіди перенесли рис на горище, а "
    "діти бродили подвір'ям за рибою.",
    "fr": "Ce matin, la marée est montée jusqu'à la troisième marche, les voisins ont porté le riz "
    "au grenier, et les enfants couraient dans la cour avec un filet pour les poissons.",
    "ru": "Сегодня утром вода поднялась до третьей ступени, соседи перенесли рис на чердак, а дети "
    "бродили по двору за рыбой.",
}
LETTERED = ("vi", "zh-Hans", "zh-Hant", "ja", "ko", "th", "ar", "fa", "uk", "ru")
WORDED = ("en", "de", "fr")


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
        ("น้ำ", 1),
        ("ชาวบ้านขนข้าว", 3),
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


@pytest.mark.parametrize("declared", ["", "en", "en-US", "vi", "de", "zh", "x y", "toString"])
@pytest.mark.parametrize("tag", LETTERED)
def test_letters_outrank_a_wrong_declaration(tag: str, declared: str) -> None:
    assert language(TEXTS[tag], declared) == tag


@pytest.mark.parametrize("declared", ["", "en", "en-US", "de", "fr-FR", "es", "ja", "x y"])
@pytest.mark.parametrize("tag", WORDED)
def test_small_words_outrank_a_wrong_declaration(tag: str, declared: str) -> None:
    own = tag == declared.partition("-")[0]
    assert language(TEXTS[tag], declared) == (declared if own else tag)


@pytest.mark.parametrize(
    ("tag", "declared", "right"),
    [
        ("zh-Hant", "zh-TW", "zh-TW"),
        ("zh-Hant", "zh_HK", "zh-HK"),
        ("zh-Hant", "zh-CN", "zh-Hant"),
        ("zh-Hans", "zh-CN", "zh-CN"),
        ("zh-Hans", "zh-SG", "zh-SG"),
        ("zh-Hans", "zh-Hant-TW", "zh-Hans"),
        ("zh-Hans", "ja", "zh-Hans"),
        ("ja", "zh-CN", "ja"),
        ("fa", "fa-IR", "fa-IR"),
        ("fa", "ar", "fa"),
        ("uk", "ru", "uk"),
        ("ru", "bg", "bg"),
    ],
)
def test_languages_of_one_script(tag: str, declared: str, right: str) -> None:
    assert language(TEXTS[tag], declared) == right


def test_chinese_that_both_ways_write_alike() -> None:
    assert language("山水人家" * 5) == "zh"
    assert language("山水人家" * 5, "zh-TW") == "zh-TW"


@pytest.mark.parametrize("declared", ["vi", "vi-VN", "zh", "ja", "th", "ar", "ru", "he"])
def test_latin_letters_are_no_language_of_another_script(declared: str) -> None:
    assert language(TEXTS["en"], declared) == "en"
    assert language("Quokka plinth zephyr.", declared) == "en"


@pytest.mark.parametrize("declared", ["en-GB", "sw", "eo"])
def test_a_declaration_that_may_be_true_is_kept(declared: str) -> None:
    assert language("Quokka plinth zephyr, rhubarb gable.", declared) == declared


def test_an_underscore_is_a_hyphen() -> None:
    assert language(TEXTS["de"], "de_AT") == "de-AT"


@pytest.mark.parametrize(("text", "declared"), [("ar", "ps"), ("ru", "sr"), ("vi", "vi-VN")])
def test_languages_that_share_letters_are_as_declared(text: str, declared: str) -> None:
    assert language(TEXTS[text], declared) in {declared, declared.partition("-")[0]}


def test_decomposed_vietnamese_is_vietnamese() -> None:
    assert language(unicodedata.normalize("NFD", TEXTS["vi"]), "en") == "vi"


def test_a_foreign_name_does_not_turn_the_language() -> None:
    assert language(TEXTS["en"] + " Nguyễn Thị Hằng said so.", "en") == "en"
    assert language(TEXTS["vi"] + " 東京", "") == "vi"


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("", 0),
        ("abc", 3),
        ("tiếng", 5),
        ("早上", 5),
        ("早上a", 6),
        ("한글", 5),
        ("น้ำ", 3),
        ("وعد", 3),
    ],
)
def test_weight(text: str, worth: int) -> None:
    assert weight(text) == worth


@given(st.text())
def test_a_text_weighs_at_least_its_length(text: str) -> None:
    assert len(text) <= weight(text) <= 2.5 * len(text)


@given(st.text(), st.text(max_size=12))
def test_a_tag_that_readers_know(text: str, declared: str) -> None:
    assert all(part.isascii() and part.isalnum() for part in language(text, declared).split("-"))


@given(st.text())
def test_a_text_is_composed_as_unicode_says(text: str) -> None:
    assert is_composed(text) == unicodedata.is_normalized("NFC", text)


def test_no_character_that_is_let_through_is_decomposed_or_a_mark() -> None:
    for code in (*range(0x300), *range(0x1E00, 0x2126)):
        sign = chr(code)
        alone = unicodedata.is_normalized("NFC", sign)
        assert is_composed(sign) == alone
        assert is_composed(f"a{sign}") == unicodedata.is_normalized("NFC", f"a{sign}")


@given(st.text())
def test_folded_is_letters_and_digits_in_small(text: str) -> None:
    low = unicodedata.normalize("NFC", text).casefold()
    assert folded(text) == "".join(sign for sign in low if sign.isalnum())

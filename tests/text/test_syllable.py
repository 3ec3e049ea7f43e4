"""Syllables: what the spelling of Vietnamese allows, and what it doesn't."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.text.syllable import legal, restyled

LEGAL = """
    Việt Nam đường ghế nghiêng nghỉ quốc quyển giếng gì gìn giờ khuỷu khuya hoà hòa thuý thúy quý
    khoẻ yêu yến ý ỷ ỉ ích ở ăn ướt ủng thuở huơ quờ toàn toán tuần xuất khoét ngoằn ngoèo chuếch
    uỵch buýt xoong cưỡi rượu hươu bưởi muỗi người nước Ấn ỐM ĐƯỜNG nghễnh ngãng quẹo quăng gấp giết
    giỏi già kỹ lý mỹ hy sỹ tỉ thủy quỳnh quýt loay hoay khuấy luật uể oải hoạch oanh ương ẩm ẵm ọp
    ẹp thuyền nguyễn duyên quyết khuyết xoăn loạng choạng ngoắc hoặc ngập ngừng trưởng chính phủ
    giường ngoáy voan goá boong uống uốn óc ách ỉa ịch mía mưa mùa của những tiếp tục biết liệu
    huỳnh quạnh đò bến rằm xuồng khế ghềnh nghịch kênh cấp gừng cây chiều trĩu phượng rạch sương mõ
""".split()
# A stop with the tone of none, an onset before the wrong vowel, a rhyme that there isn't, a tone on
# the wrong vowel, other languages' words, other languages' letters.
ILLEGAL = """
    hat đep côc thac ruôt bich kep tôp hàt hảt hỗc mãch tèp lìch bủt cữc đỏp thuỏc đuọt̃
    ngề nge ghà gế ce cì kàn kô kư qu qín ghố ghừ ngi ngẻ kuốc cĩ cêm kạc ghang ngêch
    tóan qúy thúôc đưòng ngưòi mìên khúya ngòai lọai hòach khỏang quôć túân thuê̂n
    iên iêm bòa fò jà wà zô đđ yà bỳ dỷ nỳ cỷ gỳ tiêngh ngườih trươ thiê nguui khuyai uae aoi ouh
    ươ iê uô êa êo ôa ôe ơa ơu ưo aă âa eâ âo ău ey ôy ơy iy oy
    viđ þađ það blá brò clà nhg nghá thaanh xièn1 ảnhh oam hiểw tuyêen ướng1 trăch khôach
    strø café résumé naïve élève über français garçon année maçã été hôtel forêt köln jalapeño
    Grün Zürich Málaga Curaçao smörgås Łódź ćwierć ştiinţă
""".split()


def test_there_are_enough_of_both() -> None:
    assert len(set(LEGAL)) >= 100
    assert len(set(ILLEGAL)) >= 100


@pytest.mark.parametrize("word", LEGAL)
def test_a_syllable_is_one_however_it_is_typed(word: str) -> None:
    assert legal(word)
    assert legal(word.upper())
    assert legal(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ILLEGAL)
def test_what_cannot_be_written_is_none(word: str) -> None:
    assert not legal(word)


@pytest.mark.parametrize("word", ["", "đ", "ng", "th", "-", "1", "a1", "a b"])
def test_what_is_no_word_is_none(word: str) -> None:
    assert not legal(word)


@given(st.text(max_size=8))
def test_any_text_is_judged(word: str) -> None:
    assert legal(word) in {True, False}


@pytest.mark.parametrize(
    ("old", "new"),
    [("hòa", "hoà"), ("khỏe", "khoẻ"), ("THỦY", "THUỶ"), ("Tòa", "Toà"), ("ủy", "uỷ")],
)
def test_a_tone_is_set_in_either_style(old: str, new: str) -> None:
    assert restyled(new, "old") == restyled(old, "old") == old
    assert restyled(old, "new") == restyled(new, "new") == new


@pytest.mark.parametrize(
    "word", ["quý", "toán", "hoa", "khuya", "loại", "hóng", "mùa", "ò", "giòa"]
)
@pytest.mark.parametrize("style", ["old", "new"])
def test_other_words_bear_it_where_they_did(word: str, style: str) -> None:
    assert restyled(word, style) == word

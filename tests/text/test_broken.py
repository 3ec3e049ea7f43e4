"""Broken texts: each becomes what its writer meant, and nothing else is touched.

Written with escapes where the fault can't be seen.
"""

from __future__ import annotations

import unicodedata

import pytest

from formatter.text.repair import Context, Mending, mend

SMART = Context(mending=Mending(smart=True))
OLD, NEW = (Context(mending=Mending(tones=style)) for style in ("old", "new"))
VI = Context(vietnamese=True)
SENTENCE = "Người ta chèo xuồng qua rạch, chở đầy bông điên điển."


def misread(text: str, times: int = 1, encoding: str = "cp1252") -> str:
    """Return UTF-8 as it looks when it is read as a Western encoding."""
    for _ in range(times):
        data = text.encode()
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            text = "".join(
                chr(b) if b in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else bytes([b]).decode("cp1252")
                for b in data
            )
    return text


# The fault, the text as it comes, the text as it should be.
BROKEN: dict[str, tuple[str, str]] = {
    "decomposed": ("bê\u0301n đo\u0300", "bến đò"),
    "decomposed throughout": (unicodedata.normalize("NFD", SENTENCE), SENTENCE),
    "decomposed capitals": (unicodedata.normalize("NFD", "ĐƯỜNG ẨM"), "ĐƯỜNG ẨM"),
    "tone before hat": ("Vie\u0323\u0302t Nam", "Việt Nam"),
    "acute before hat": ("ca\u0301\u0302p", "cấp"),
    "grave before breve": ("ba\u0300\u0306ng", "bằng"),
    "hook before horn": ("cu\u0309\u031ba", "cửa"),
    "tilde before hat": ("mo\u0303\u0302i", "mỗi"),
    "dot before horn": ("so\u0323\u031b", "sợ"),
    "composed tone, then hat": ("b\u00e9\u0302n", "bến"),
    "composed tone, then breve": ("\u00e1\u0306n", "ắn"),
    "horn from a tone": ("\u00fa\u031b", "ứ"),
    "windows-1258": ("sa\u0309n xu\u00e2\u0301t", "sản xuất"),
    "angstrom sign": ("5 \u212b", "5 Å"),
    "kelvin sign": ("300 \u212a", "300 K"),
    "Greek question mark": ("gì\u037e", "gì;"),
    "zero width space": ("bến\u200b đò", "bến đò"),
    "zero width space in a syllable": ("ng\u200bười", "người"),
    "byte order mark": ("\ufeffBến đò", "Bến đò"),
    "word joiner": ("25\u2060%", "25%"),
    "left-to-right embedding": ("\u202aBến đò\u202c", "Bến đò"),
    "right-to-left override": ("\u202eBến\u202c", "Bến"),
    "isolates": ("\u2066Bến\u2069", "Bến"),
    "left-to-right mark": ("tháng\u200e 9", "tháng 9"),
    "right-to-left mark": ("2021\u200f", "2021"),
    "zero width joiner in a word": ("Vi\u200dệt", "Việt"),
    "zero width non-joiner in a word": ("đư\u200cờng", "đường"),
    "zero width non-joiner after a word": ("đường \u200cphố", "đường phố"),
    "null": ("bến\x00", "bến"),
    "backspace": ("bến\x08 đò", "bến đò"),
    "delete": ("bến\x7f", "bến"),
    "C1 control": ("bến\x84 đò", "bến đò"),
    "vertical tab": ("bến\x0bđò", "bến đò"),
    "form feed": ("bến\x0cđò", "bến đò"),
    "carriage returns": ("bến\r\nđò\rrạch", "bến\nđò\nrạch"),
    "next line": ("bến\x85đò", "bến đò"),
    "line separator": ("bến\u2028đò", "bến đò"),
    "paragraph separator": ("bến\u2029đò", "bến đò"),
    "soft hyphen in a syllable": ("trư\u00adờng", "trường"),
    "soft hyphen between syllables": ("xuồng\u00adghe", "xuồngghe"),
    "soft hyphen in a plain syllable": ("Anh ấy đi Vinh, xuống bến Th\u00adanh ở", ""),
    "no-break spaces": ("chợ\u00a0nổi\u00a0họp", "chợ nổi họp"),
    "two no-break spaces": ("chợ\u00a0\u00a0nổi", "chợ nổi"),
    "no-break and plain space": ("chợ \u00a0nổi", "chợ nổi"),
    "no-break space after a full stop": ("hết.\u00a0Rồi", "hết. Rồi"),
    "no-break space at the end": ("hết\u00a0", "hết "),
    "two no-break spaces at a number": ("5\u00a0\u00a0km", "5 km"),
    "entity by number": ("Hà N&#7897;i", "Hà Nội"),
    "entity in hexadecimal": ("ti&#x1EBF;ng", "tiếng"),
    "entity of a letter of its own": ("ngồi &#7903; nhà", "ngồi ở nhà"),
    "entity of a mark": ("be&#770;n", "bên"),
    "entity of a space": ("bến&nbsp;đò", "bến đò"),
    "entity of a space at a number": ("5&nbsp;km", "5\u00a0km"),
    "entity of a space alone": ("&nbsp;", " "),
    "entities of quotes": ("&ldquo;Đò ơi&rdquo;", "“Đò ơi”"),
    "entity of a straight quote": ("&quot;Đò ơi&quot;, chị gọi", '"Đò ơi", chị gọi'),
    "eth for đ": ("con ðường ðò, bến ðợi", "con đường đò, bến đợi"),
    "capital eth for Đ": ("ĐI QUA ÐƯỜNG Ðiện Biên", "ĐI QUA ĐƯỜNG Điện Biên"),
    "African D for Đ": ("Ɖà Nẵng ngày mưa", "Đà Nẵng ngày mưa"),
    "d with tail for đ": ("bến ɖò Vĩnh Thuận mưa", "bến đò Vĩnh Thuận mưa"),
    "gha for ư": ("nƣớc lớn, mƣa dầm ở bến", "nước lớn, mưa dầm ở bến"),
    "capital gha for Ư": ("NƢỚC LỚN, bến đợi", "NƯỚC LỚN, bến đợi"),
    "Cyrillic o in a syllable": ("bến đ\u043e\u0300 chờ", "bến đò chờ"),
    "Cyrillic a in a syllable": ("l\u0430ng thang bến nước", "lang thang bến nước"),
    "Cyrillic c and e": ("\u0441h\u0435 nắng, bến đợi", "che nắng, bến đợi"),
    "Greek omicron in a name": ("L\u03bfndon, Manchester", "London, Manchester"),
    "Cyrillic capitals in a word": ("\u0421OVID-19", "COVID-19"),
    "misread UTF-8": (misread(SENTENCE), SENTENCE),
    "misread UTF-8 as Latin-1": (misread(SENTENCE, 1, "latin-1"), SENTENCE),
    "misread UTF-8, twice": (misread(SENTENCE, 2), SENTENCE),
    "misread UTF-8, three times": (misread(SENTENCE, 3), SENTENCE),
    "misread quotation marks": (
        misread(f"“{SENTENCE}” – chị nói…"),
        f"“{SENTENCE}” – chị nói…",
    ),
    "misread decomposed letters": (misread(unicodedata.normalize("NFD", SENTENCE)), SENTENCE),
    "misread with a foreign word": (misread(f"{SENTENCE} Quán café."), f"{SENTENCE} Quán café."),
    "misread, the no-break space of à a space": (
        misread("Chị Mận và bà Tư chèo xuồng về bến.").replace("\u00a0", " "),
        "Chị Mận và bà Tư chèo xuồng về bến.",
    ),
    "several faults": (
        "\ufeffNg\u200bươ\u0300i&nbsp;ta \u00a0qua ðường",
        "Người ta qua đường",
    ),
}
BROKEN["soft hyphen in a plain syllable"] = (
    "xuống bến Th\u00adanh chờ đò",
    "xuống bến Thanh chờ đò",
)


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_text_is_mended(fault: str) -> None:
    broken, whole = BROKEN[fault]
    made = mend(broken)
    assert made.text == whole
    assert made.changes
    assert mend(whole).text == whole


def test_there_are_enough_of_them() -> None:
    assert len(BROKEN) >= 60


# What is made on request alone.
WISHED: dict[str, tuple[Context, str, str]] = {
    "three points": (SMART, "chờ...", "chờ…"),
    "four points stay": (SMART, "chờ....", "chờ...."),
    "two hyphens": (SMART, "bến -- chị nói", "bến – chị nói"),
    "straight quotes": (SMART, 'chị hỏi "đò đâu" rồi đi', "chị hỏi “đò đâu” rồi đi"),
    "a quote in brackets": (SMART, '("đò")', "(“đò”)"),
    "inches stay": (SMART, 'màn hình 24" mới', 'màn hình 24" mới'),
    "a space before a comma": (SMART, "bến , đò .", "bến, đò."),
    "a space before a smiley stays": (SMART, "vui :) nhé", "vui :) nhé"),
    "two spaces": (SMART, "bến  đò", "bến đò"),
    "new tones in old style": (OLD, "bến hoà, khoẻ mạnh, thuỷ", "bến hòa, khỏe mạnh, thủy"),
    "old tones in new style": (NEW, "bến hòa, KHỎE mạnh, thủy", "bến hoà, KHOẺ mạnh, thuỷ"),
    "tones of qu stay": (NEW, "quý bến quỳ", "quý bến quỳ"),
}


@pytest.mark.parametrize("wish", WISHED)
def test_what_is_wished_is_made_and_nothing_of_it_without(wish: str) -> None:
    context, text, whole = WISHED[wish]
    assert mend(text, context).text == whole
    assert mend(mend(text, context).text, context).text == whole
    assert mend(text).text == text


# What looks broken and isn't.
GOOD = (
    "“NHÃ\u00a0– NHẠC”",
    "dùng &nbsp; và &quot; trong mã",
    "viết &amp; hay &lt;b&gt;",
    "người Iceland viết það và við",
    "Ðað er gott veður",
    "ký hiệu Ɖ và ð là hai chữ khác nhau",
    "chữ μ và Δ, tế bào β, tia α",
    "Он сказал: хорошо",
    "ο λόγος της ημέρας",
    "Où est l’hôtel\u00a0? «\u00a0Là-bas\u00a0!\u00a0»",
    "5\u00a0km, 37\u00a0°C, 25\u00a0%, tháng\u00a09",
    "bến –\u00a0ông nói",
    "Donau\u00addampf\u00adschiff",
    "می\u200cخواهم",
    "क्\u200dष",
    "👩\u200d👩\u200d👧 và 🏳️\u200d🌈",
    "\u200fשלום\u200f (2021)",
    "m² ½ ﬁ Ⅳ …",
    "Ä‘ là hai dấu",
    "á» và Æ° đứng riêng",
    "Trương Định, hòa hay hoà",
    'nói "đò ơi"... rồi -- đi  mất , thế .',
)


@pytest.mark.parametrize("text", GOOD)
def test_what_is_meant_is_left(text: str) -> None:
    assert mend(text) == (text, ())


def test_code_keeps_its_spaces_and_entities() -> None:
    code = Context(code=True, mending=Mending(smart=True, tones="new"))
    text = 'if (x\u00a0== "&nbsp;")  { hòa(...) }'
    assert mend(text, code) == (text, ())


def test_a_word_cut_by_an_element_loses_its_soft_hyphen_in_a_vietnamese_page() -> None:
    cut = Context(vietnamese=True, edges=True)
    assert mend("th\u00ad", cut).text == "th"
    assert mend("\u00adanh", cut).text == "anh"
    assert mend("Donau\u00addampf\u00adschiff", cut).text == "Donau\u00addampf\u00adschiff"
    assert mend("th\u00ad").text == "th\u00ad"


def test_short_texts_of_a_page_that_is_misread_are_mended_too() -> None:
    short = misread("Bến đò")
    assert mend(short, Context(misread=True)).text == "Bến đò"
    assert mend("NHÃ\u00a0NHẠC", Context(misread=True)).text == "NHÃ NHẠC"


def test_an_english_text_with_a_vietnamese_name_keeps_its_eth() -> None:
    text = "In Old English the letter ðe was written by many scribes, says Nguyễn, who read them."
    assert mend(text).text == text


def test_each_change_is_told_by_kind_count_and_first_sample() -> None:
    made = mend("Ng\u200bươ\u0300i&nbsp;ta qua ðường, ðò\u00a0đầy")
    assert [(c.kind, c.count, c.sample) for c in made.changes] == [
        ("unseen", 1, "U+200B"),
        ("entity", 1, "\u00a0"),
        ("composed", 1, "Người"),
        ("look-alike", 2, "đường"),
        ("no-break space", 2, "U+00A0"),
    ]

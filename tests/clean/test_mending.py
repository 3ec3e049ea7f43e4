"""A page's letters mended as they come in: by its context, once, and accounted for exactly."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

import pytest

from formatter.article import Article, Page
from formatter.clean.clean import clean
from formatter.clean.count import count
from formatter.clean.mending import Mender
from formatter.clean.tree import grow
from formatter.text.repair import Mending
from tests.tools.account import as_page, differences
from tests.tools.old_letters import written
from tests.tools.soup import SENTENCES

TITLE = "Chợ nổi mùa nước lớn"
AUTO = Mending(legacy="auto")


def page(*paragraphs: str, title: str = TITLE, head: str = "", lang: str = "vi") -> Page:
    body = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in paragraphs)
    return Page(
        html=f"<!DOCTYPE html><html lang={lang}><head><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def words(article: Article) -> str:
    return re.sub(r"<[^>]+>", " ", article.body)


def exact(given: Page, mending: Mending | None = None) -> Article:
    """Return the article of a page, its account exact and the same when it is cleaned again."""
    made = clean(given, mending=mending)
    told = [made.body, *(use.text for use in made.used), *(gone.text for gone in made.removed)]
    text = unescape(re.sub(r"<[^>]+>", "", " ".join(told)))
    assert len("".join(text.split())) == count(given, mending)
    again = clean(as_page(made), mending=mending)
    assert (again.body, again.title) == (made.body, made.title)
    assert unicodedata.is_normalized("NFC", made.body + made.title)
    return made


def misread(text: str) -> str:
    return "".join(
        chr(b) if b in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else bytes([b]).decode("cp1252")
        for b in text.encode()
    )


@pytest.mark.parametrize(
    "cut",
    [
        "tr\u00adư<b>\u00adờng</b>",
        "<b>th\u00ad</b>anh",
        "<i>\u00adđò</i>",
        "x\u00ad<span>đồng</span>",
        "<span>bến\u00ad</span>",
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_soft_hyphen_at_the_edge_of_an_element_goes(cut: str, lang: str) -> None:
    given = page(*SENTENCES[:4], f"Ngôi {cut} ở cuối xóm, ai đi ngang cũng ngoái nhìn.", lang=lang)
    made = exact(given)
    assert "\u00ad" not in made.body
    assert differences(given, made) == {}


def test_a_page_of_another_language_keeps_its_soft_hyphens() -> None:
    text = (
        "Das Donau\u00addampf\u00adschiff fährt heute nicht mehr, sagt der Kapitän am Ufer leise."
    )
    given = page(*[text] * 4, title="Das Schiff am Fluss", lang="de")
    made = exact(given)
    assert made.body.count("\u00ad") == 8
    assert made.repairs == ()


@pytest.mark.parametrize("mark", ["\u0301", "\u0323"])
def test_a_mark_in_an_element_of_its_own_belongs_to_the_letter_before(mark: str) -> None:
    given = page(*SENTENCES[:4], f"Bê<span>{mark}n</span> sông vẫn đông như mọi năm, đò ghé liền.")
    made = exact(given)
    assert unicodedata.normalize("NFC", f"Bê{mark}n sông") in words(made)
    assert differences(given, made) == {}


def test_look_alikes_are_told_by_the_page_where_a_text_is_too_short() -> None:
    given = page(
        *SENTENCES[:4], "Ông nói: <b>ði</b> <b>ði</b>, mình đợi ở đầu cầu tới sáng nghe con."
    )
    assert "đi" in exact(given).body


def test_letters_that_only_look_vietnamese_are_told() -> None:
    given = page(
        *SENTENCES[:4], "Ông gọi <b>\u0441\u043e</b> rồi đi, không ai hiểu chữ ấy nghĩa gì."
    )
    made = exact(given)
    assert any("Cyrillic or Greek" in note and "\u0441\u043e" in note for note in made.notes)


def test_a_misread_page_is_read_again_to_its_last_word() -> None:
    given = page(*map(misread, SENTENCES), f"<p><b>{misread('Bến')}</b></p>", title=misread(TITLE))
    made = exact(given)
    assert made.title == TITLE
    assert all(sentence in words(made) for sentence in SENTENCES)
    assert "misread" in {repair.kind for repair in made.repairs}


def test_double_entities_are_read_once_outside_code() -> None:
    given = page(
        *SENTENCES[:4],
        "Họ g&amp;#7885;i nhau&amp;nbsp;í ới, viết là <code>&amp;nbsp;</code> trong trang ấy.",
    )
    made = exact(given)
    assert "gọi nhau í ới" in words(made)
    assert "<code>&amp;nbsp;</code>" in made.body


# TCVN3 has no capital with a tone.
OLD = [sentence for sentence in SENTENCES if not sentence.startswith("Ở")]
ENCODINGS = ["tcvn3", "vni", "vps", "viscii"]


def old_page(name: str, *, face: str = "") -> Page:
    parts = [written(sentence, name) for sentence in OLD]
    if face:
        parts = [f'<p><font face="{face}">{part}</font></p>' for part in parts]
    return page(*parts, title=written(TITLE, name))


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_page_from_before_unicode_is_offered_and_left(name: str) -> None:
    made = exact(old_page(name))
    (note,) = [note for note in made.notes if "before Unicode" in note]
    assert f"--legacy-encoding {name}" in note
    assert "legacy encoding" not in {repair.kind for repair in made.repairs}


@pytest.mark.parametrize("name", ENCODINGS)
@pytest.mark.parametrize("wish", ["auto", "own"])
def test_a_page_from_before_unicode_is_converted_when_asked(name: str, wish: str) -> None:
    mending = Mending(legacy=name if wish == "own" else "auto")
    made = exact(old_page(name), mending)
    assert made.title == TITLE
    assert made.language == "vi"
    assert all(sentence in words(made) for sentence in OLD)
    assert made.repairs[0].kind == "legacy encoding"
    assert made.repairs[0].count > 50
    assert not any("before Unicode" in note for note in made.notes)


def test_one_that_shall_not_be_looked_for_is_not() -> None:
    assert exact(old_page("tcvn3"), Mending(legacy="none")).notes == exact(page(*SENTENCES)).notes


@pytest.mark.parametrize(("name", "face"), [("tcvn3", ".VnTime"), ("vni", "VNI-Times")])
def test_few_words_in_such_a_face_are_enough(name: str, face: str) -> None:
    old = written("Chiều xuống bến đò, người về đông.", name)
    given = page(*SENTENCES, f'<p style="font-family: {face}, serif">{old}</p>')
    assert "before Unicode" in " ".join(exact(given).notes)
    made = exact(given, AUTO)
    assert "Chiều xuống bến đò, người về đông." in words(made)
    assert all(sentence in words(made) for sentence in SENTENCES)


@pytest.mark.parametrize(
    "rule",
    [
        ".cu { font-family: '.VnTime'; }",
        "p.cu{color:red;font-family:.VnTime,Arial}",
        ".x, .cu { font: bold 12pt/1.2 .VnTime; }",
        '/* cũ */ article .cu { font-family:".VnTime" }',
    ],
)
def test_a_style_sheet_says_the_face(rule: str) -> None:
    old = written("Chiều xuống bến đò, người về đông.", "tcvn3")
    head = f"<style>@media print {{ p {{ color: black }} }} {rule}</style>"
    made = exact(page(*SENTENCES, f'<p class="cu">{old}</p>', head=head), AUTO)
    assert "Chiều xuống bến đò, người về đông." in words(made)


def test_a_mixed_page_converts_only_its_old_runs() -> None:
    new, old = SENTENCES[0], written(SENTENCES[1], "tcvn3")
    foreign = (
        "Ông đọc tên quán bằng tiếng Pháp, <i>café crème</i>, <i>à côté</i>, rồi cười thật to."
    )
    given = page(*SENTENCES[2:], new, old, foreign)
    made = exact(given, Mending(legacy="tcvn3"))
    assert new in words(made)
    assert SENTENCES[1] in words(made)
    assert "café crème" in words(made)
    assert "à côté" in words(made)


def test_a_face_inside_another_says_its_own() -> None:
    old = written("Chiều xuống bến đò", "tcvn3")
    mixed = f'<p><font face=".VnTime">{old} <span style="font-family:Arial">là là</span></font></p>'
    made = exact(page(*SENTENCES, mixed), AUTO)
    assert re.sub(r"\s+", " ", words(made)).strip().endswith("Chiều xuống bến đò là là")


def test_a_face_of_capitals_prints_capitals() -> None:
    old = written("chiều xuống bến đò quê ta", "tcvn3")
    made = exact(page(*SENTENCES, f'<p><font face=".VnTimeH">{old}</font></p>'), AUTO)
    assert "CHIỀU XUỐNG BẾN ĐÒ QUÊ TA" in words(made)


def test_a_face_left_on_a_page_of_unicode_says_nothing() -> None:
    given = page(*(f'<p style="font-family:.VnTime">{one}</p>' for one in (*SENTENCES, "Có cá lạ")))
    made = exact(given, AUTO)
    assert made.notes == clean(page(*SENTENCES)).notes
    assert "Có cá lạ" in words(made)


@pytest.mark.parametrize("name", ["fr", "de", "pt"])
def test_other_languages_are_never_converted(name: str) -> None:
    texts = {
        "fr": "Où est l’hôtel ? À côté de la forêt, là où l’été s’achève déjà, été après été.",
        "de": "Der Fluß trägt die Kähne über Nacht zu den Märkten, wo es nach Brühe riecht.",
        "pt": "Não há pão à mesa: o avô pôs cá três maçãs, e lá vão as irmãs à procura dele.",
    }
    made = exact(page(*[texts[name]] * 5, title=texts[name][:20], lang=name), AUTO)
    assert texts[name] in words(made)
    assert made.repairs == ()


def test_smart_marks_and_tones_are_made_on_request_and_accounted_for() -> None:
    given = page(
        *SENTENCES[:4], 'Chị hỏi "đò đâu"... rồi đi -- bến hoà  vắng , không ai đáp lời chị cả .'
    )
    wish = Mending(smart=True, tones="old")
    made = exact(given, wish)
    assert "Chị hỏi “đò đâu”… rồi đi – bến hòa vắng, không ai đáp lời chị cả." in words(made)
    assert differences(given, made, wish) == {}
    assert 'Chị hỏi "đò đâu"...' in words(exact(given))


def test_a_mender_counts_each_text_of_the_page_once() -> None:
    mender = Mender("")
    grow("<p>be\u0301\u0302n\u200b</p><p>đo\u0300</p>", mender)
    assert [(each.kind, each.count) for each in mender.repairs.values()] == [
        ("unseen", 1),
        ("composed", 3),
    ]

"""Blocks and runs of another language, marked in a body."""

from __future__ import annotations

import re
import tomllib
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.article import Article, Page
from formatter.clean.clean import clean
from formatter.clean.tongues import marked
from formatter.clean.vocabulary import faults
from formatter.source import read
from tests.tools.account import as_page, differences

TEXTS = tomllib.loads(
    (Path(__file__).parents[1] / "text" / "tongues.toml").read_text(encoding="utf-8")
)
ENGLISH, CHINESE, ARABIC = (TEXTS[tag]["short"] for tag in ("en", "zh-Hans", "ar"))
VIETNAMESE = TEXTS["vi"]["long"]
STORY = "".join(
    f"<p>{text}</p>"
    for text in (
        "Sáng nay con nước rằm dâng lên tới bậc thềm, bà con trong xóm dọn lúa lên gác.",
        "Đám trẻ lội bì bõm đi bắt cá ngoài sân, người lớn ngồi đếm từng viên gạch còn khô.",
        "Đến chiều, nước ngập viên gạch thứ bảy thì dừng lại, cả xóm thở phào dọn cơm.",
    )
)


def page(inside: str, lang: str = "vi") -> Page:
    return Page(
        html=f'<html lang="{lang}"><head><title>Bến nước</title></head><body><article>'
        f"<h1>Bến nước</h1>{STORY}{inside}{STORY}</article></body></html>"
    )


def made(inside: str) -> str:
    """Return what a piece of a Vietnamese page becomes; its account and laws hold."""
    source = page(inside)
    article = clean(source)
    assert article.language == "vi"
    assert list(faults(article.body)) == []
    assert differences(source, article) == {}
    assert clean(as_page(article)).body == article.body
    assert article.body.startswith("<p>Sáng")
    return article.body[len(STORY) : -len(STORY)]


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        (f"<p>{ENGLISH}</p>", f'<p lang="en">{ENGLISH}</p>'),
        (
            f"<blockquote><p>{ENGLISH}</p></blockquote>",
            f'<blockquote><p lang="en">{ENGLISH}</p></blockquote>',
        ),
        (
            f"<ul><li>Con nước lên.</li><li>{ENGLISH}</li></ul>",
            f'<ul><li>Con nước lên.</li><li lang="en">{ENGLISH}</li></ul>',
        ),
        (f"<p>{CHINESE}</p>", f'<p lang="zh-Hans">{CHINESE}</p>'),
        (f"<p>{ARABIC}</p>", f'<p lang="ar" dir="rtl">{ARABIC}</p>'),
        (
            f"<p>{ENGLISH[:30]}<b>{ENGLISH[30:]}</b></p>",
            f'<p lang="en">{ENGLISH[:30]}<b>{ENGLISH[30:]}</b></p>',
        ),
    ],
)
def test_a_block_of_another_language_says_so(inside: str, wanted: str) -> None:
    assert made(inside) == wanted


@pytest.mark.parametrize(
    ("run", "attributes"),
    [
        ("漢字", 'lang="zh-Hant"'),
        ("东京车站", 'lang="zh-Hans"'),
        ("2025年11月24日", ""),
        ("おはよう ございます", 'lang="ja"'),
        ("안녕하세요 여러분", 'lang="ko"'),
        ("สวัสดีครับ", 'lang="th"'),
        ("السلام عليكم", 'lang="ar" dir="rtl"'),
        ("שלום לכולם", 'lang="he" dir="rtl"'),
        ("Привет, мир", 'lang="ru"'),
        ("Пісня її", 'lang="uk"'),
        ("καλημέρα", 'lang="el"'),
        ("नमस्ते दुनिया", 'lang="hi"'),
    ],
)
def test_a_run_of_another_script_says_so(run: str, attributes: str) -> None:
    wanted = f"<span {attributes}>{run}</span>" if attributes else None
    got = made(f"<p>Trên bia còn chữ “{run}” ai cũng thấy, <b>mà {run}</b> không ai đọc.</p>")
    if wanted is None:
        wanted = '2025<span lang="zh">年11月24日</span>'
    assert got == (
        f"<p>Trên bia còn chữ “{wanted}” ai cũng thấy, <b>mà {wanted}</b> không ai đọc.</p>"
    )


@pytest.mark.parametrize(
    "inside",
    [
        "<p>Cuốn “The Old Man and the Sea” nằm trên bàn ông giáo đã ba mươi năm.</p>",
        "<p>Góc α bằng góc β, còn π thì gần bằng 3,14; bước sóng 12 μm, ΔE nhỏ.</p>",
        "<p>Chữ “Hа Nội” có một chữ а của người Nga lẫn vào, ai nhìn cũng không ra.</p>",
        "<p>The Old Man and the Sea.</p>",
        "<p>Con do se di qua ben nay luc sang, ba con khong ai noi gi voi nhau ca.</p>",
        '<p><span lang="EN-US">Nam</span> đi trước, <span lang="EN-US">Lan</span> theo sau.</p>',
        "<p>Trời xanh 👍🏽 và mây trắng ☁️ trôi ngang bến đò lúc chiều vừa tắt nắng.</p>",
        "<p>Gõ <code>print('漢字')</code> rồi nhấn phím Enter để thấy chữ hiện ra.</p>",
    ],
)
def test_names_titles_quantities_and_code_are_left(inside: str) -> None:
    assert " lang=" not in made(inside)


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ('<i lang="fr">crème brûlée</i>', '<i lang="fr">crème brûlée</i>'),
        ('<span lang="la">Panthera tigris</span>', '<span lang="la">Panthera tigris</span>'),
        ('<span lang="ja">東京</span>', '<span lang="ja">東京</span>'),
        ('<span lang="ja">Tokyo</span>', "Tokyo"),
        ('<span lang="fr">cơm tấm</span>', "cơm tấm"),
        ('<span lang="vi">cơm tấm</span>', "cơm tấm"),
        ('<q lang="en">To be or not</q>', '<q lang="en">To be or not</q>'),
        ('<span lang="ar">سلام</span>', '<span lang="ar" dir="rtl">سلام</span>'),
    ],
)
def test_a_run_that_the_page_calls_so_is_believed_where_it_can_be(inside: str, wanted: str) -> None:
    got = made(f"<p>Ông khách gọi món {inside} rồi ngồi nhìn nước lên bến.</p>")
    assert got == f"<p>Ông khách gọi món {wanted} rồi ngồi nhìn nước lên bến.</p>"


THAI = "ท่าน้ำบ้านเก่าริมแม่น้ำ"


@pytest.mark.parametrize(
    "inside",
    [
        f"<p>The old name of the landing is {{}}{THAI}{{}}.</p>",
        f"<p>The landing, {{}}{THAI}{{}}, has been closed.</p>",
        f"<ul><li>The old landing ({{}}{THAI}{{}}), closed.</li></ul>",
    ],
)
def test_a_name_in_its_own_letters_makes_no_block_of_its_language(inside: str) -> None:
    story = "".join(f"<p>{TEXTS['en']['long']} {n}</p>" for n in "abc")
    html = f'<html lang="en"><body><article><h1>Landing</h1>{story}{{}}</article></body></html>'
    source = Page(html=html.format(inside.format("", "")))
    article = clean(source)
    assert article.language == "en"
    assert article.body.removeprefix(story) == inside.format('<span lang="th">', "</span>")
    assert differences(source, article) == {}
    quoted = clean(Page(html=html.format(inside.format('<q lang="th">', "</q>"))))
    assert quoted.body.removeprefix(story) == inside.format('<q lang="th">', "</q>")


def test_a_run_of_other_letters_in_a_block_of_another_language_says_its_own() -> None:
    inside = f"{ENGLISH} They call it {{}} in the village."
    run = f'<span lang="th">{THAI}</span>'
    assert made(f"<p>{inside.format(THAI)}</p>") == f'<p lang="en">{inside.format(run)}</p>'


def test_words_of_the_article_s_language_in_a_block_of_another_one_say_it() -> None:
    inside = f'<p lang="en">{ENGLISH} They call it <q lang="vi">bến Cây Dừa</q> in the village.</p>'
    assert made(inside) == inside


@pytest.mark.parametrize(
    ("lang", "said"), [("en", ' lang="en"'), ("vi", ""), ("ja", ""), ("x' y", "")]
)
def test_a_quotation_that_the_page_calls_so(lang: str, said: str) -> None:
    quote = "<p>All the world is a stage.</p>"
    assert made(f'<blockquote lang="{escape(lang)}">{quote}</blockquote>') == (
        f"<blockquote{said}>{quote}</blockquote>"
    )


def test_a_caption_says_its_language() -> None:
    body = clean(
        page(f'<figure><img src="a.jpg"/><figcaption>{ENGLISH}</figcaption></figure>')
    ).body
    assert f'<figcaption lang="en">{ENGLISH}</figcaption>' in body


def test_vietnamese_in_an_english_article_says_so() -> None:
    english = "".join(f"<p>{TEXTS['en']['long']} {n}</p>" for n in "abc")
    html = f"<article><h1>Hens</h1>{english}<p>{VIETNAMESE}</p>{english}</article>"
    article: Article = clean(Page(html=f'<html lang="vi"><body>{html}</body></html>'))
    assert article.language == "en"
    assert re.findall(r'<p lang="([^"]*)">', article.body) == ["vi"]


def test_text_copied_out_of_a_page_says_it_too() -> None:
    lines = [*re.findall(r"<p>(.*?)</p>", STORY), ENGLISH, f"Trên bia có chữ 漢字, {VIETNAMESE}"]
    article = clean(read("\n\n".join(lines).encode()))
    assert f'<p lang="en">{ENGLISH}</p>' in article.body
    assert '<span lang="zh-Hant">漢字</span>' in article.body


@given(st.lists(st.sampled_from([*(t["short"] for t in TEXTS.values()), "漢 b", "α", "<", "&"])))
def test_marks_change_no_word_and_come_once(texts: list[str]) -> None:
    body = "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts)
    once = marked(body, "vi")
    assert re.sub(r"<[^>]*>", "", once) == re.sub(r"<[^>]*>", "", body)
    assert list(faults(once)) == []

"""Languages told from texts: of articles, of blocks in them, of runs of letters."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.text.tongue import FEWEST, differs, fits, language, primary, run

TEXTS: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("tongues.toml").read_text(encoding="utf-8")
)
EACH = [(tag, size) for tag in TEXTS for size in ("short", "long")]
VIETNAMESE = [TEXTS["vi"]["long"], TEXTS["vi-typed"]["short"], TEXTS["vi-typed"]["long"]]
LATIN = "en fr de es pt it nl id".split()


def right(tag: str) -> str:
    return tag.removesuffix("-typed")


@pytest.mark.parametrize("declared", ["", "en", "vi", "x y"])
@pytest.mark.parametrize(("tag", "size"), EACH)
def test_a_text_tells_its_language(tag: str, size: str, declared: str) -> None:
    assert language(TEXTS[tag][size], declared) == right(tag)


@pytest.mark.parametrize(("tag", "size"), EACH)
def test_decomposed_or_in_capitals_it_is_the_same_language(tag: str, size: str) -> None:
    text = TEXTS[tag][size]
    assert language(unicodedata.normalize("NFD", text)) == right(tag)
    assert language(text.upper()) == right(tag)


def test_there_are_forty_texts_and_more() -> None:
    assert len(EACH) >= 40
    assert len({right(tag) for tag in TEXTS}) == 23


@pytest.mark.parametrize("main", ["vi", "en", "de", "fr-CA", "ja", "ar"])
@pytest.mark.parametrize(("tag", "size"), EACH)
def test_a_block_of_another_language_is_told_and_no_other(tag: str, size: str, main: str) -> None:
    told = differs(TEXTS[tag][size], main)
    assert told == ("" if primary(right(tag)) == primary(main) else right(tag))


@pytest.mark.parametrize(
    "text",
    [
        "Cuốn “The Old Man and the Sea” nằm trên bàn ông giáo đã ba mươi năm.",
        "Nguyễn Văn Thương hát bài “The Sound of Silence” cùng ban nhạc ở bến tàu.",
        "Ông John Smith và bà Mary Jones đến từ Liverpool, họ ở lại ba ngày.",
        "The Old Man and the Sea",
        "United Nations Educational, Scientific and Cultural Organization",
        "Real Madrid, Barcelona, Atletico Madrid, Sevilla, Valencia, Villarreal, Real Betis",
        "iPhone 15 Pro Max, Samsung Galaxy S24 Ultra, Google Pixel 8 Pro, Xiaomi 14 Ultra",
        "Con do se di qua ben nay luc sang, ba con khong ai noi gi voi nhau ca.",
        "La la la, con co be be, no dau canh tre, di khong hoi me.",
        "Ảnh: Reuters, AFP, Getty Images, The New York Times, Los Angeles Times",
        "12.000 + 3.400 = 15.400; 25 × 4 = 100; 7 / 2 = 3,5; 1 2 3 4 5 6 7 8 9",
        "",
        "…",
    ],
)
def test_names_titles_and_lists_turn_no_language(text: str) -> None:
    assert differs(text, "vi") == ""


@pytest.mark.parametrize("tag", LATIN)
def test_a_block_needs_its_words(tag: str) -> None:
    words = TEXTS[tag]["short"].split()
    assert differs(" ".join(words[: FEWEST - 2]), "vi") == ""
    assert differs(" ".join(words), "vi") == tag


@pytest.mark.parametrize("tag", LATIN)
def test_a_block_half_in_the_articles_language_is_the_articles(tag: str) -> None:
    assert differs(f"{TEXTS[tag]['short']} {TEXTS['vi']['long']}", "vi") == ""


@pytest.mark.parametrize("text", VIETNAMESE)
def test_vietnamese_in_an_english_article_is_told_with_or_without_marks(text: str) -> None:
    assert differs(text, "en") == "vi"


@pytest.mark.parametrize(
    ("declared", "text", "told"),
    [
        ("fr", "crème brûlée", "fr"),
        ("en", "World Health Organization", "en"),
        ("en-GB", "the colour of the harbour", "en-GB"),
        ("la", "Panthera tigris", "la"),
        ("ja", "東京", "ja"),
        ("zh_TW", "臺北", "zh-TW"),
        ("ar", "سلام", "ar"),
        ("fa", "سلام", "fa"),
        ("ja-Latn", "Sakura", "ja-Latn"),
        ("vi", "cơm", ""),
        ("vi-VN", "Nam", ""),
        # Word's, on whatever was typed.
        ("EN-US", "Nam", ""),
        ("EN-US", "the colour of the harbour", ""),
        ("FR", "Nam", ""),
        ("en", "cơm tấm", ""),
        ("en", "東京", ""),
        ("ja", "Tokyo", ""),
        ("ru", "سلام", ""),
        ("fr", TEXTS["en"]["short"], ""),
        ("en", "…", ""),
        ("x y", "crème", ""),
        ("", "crème", ""),
    ],
)
def test_a_declared_language_is_believed_where_it_can_be_so(
    declared: str, text: str, told: str
) -> None:
    assert fits(declared, text, "vi") == told


def test_vietnamese_words_in_another_language_need_a_letter_of_theirs() -> None:
    assert fits("vi", "cơm tấm", "en") == "vi"
    assert fits("vi", "Nam", "en") == ""


@pytest.mark.parametrize(
    ("text", "near", "told"),
    [
        ("漢字", "", "zh-Hant"),
        ("山水", "", "zh"),
        ("东京车站", "", "zh-Hans"),
        ("東京車站", "", "zh-Hant"),
        ("東京", "東京タワー", "ja"),
        ("东京", "東京タワー", "zh-Hans"),
        ("かな", "", "ja"),
        ("안녕", "", "ko"),
        ("สวัสดี", "", "th"),
        ("سلام", "", "ar"),
        ("پچپچ", "", "fa"),
        ("שלום", "", "he"),
        ("Привет", "", "ru"),
        ("її", "", "uk"),
        ("καλημέρα", "", "el"),
        ("नमस्ते", "", "hi"),
        ("abc", "", ""),
        ("…", "", ""),
    ],
)
def test_a_run(text: str, near: str, told: str) -> None:
    assert run(text, near) == told


@given(st.text(), st.sampled_from(["vi", "en", "ja", "ar", "fi"]))
def test_a_block_has_a_tag_or_none(text: str, main: str) -> None:
    told = differs(text, main)
    assert not told or (told.replace("-", "").isalnum() and primary(told) != primary(main))

"""One story in twelve languages: found in each as in English, however short its page is."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from formatter.article import Article, Page
from formatter.clean.clean import clean
from formatter.errors import NothingFoundError
from formatter.text.plain import words
from tests.tools.account import differences

STORIES: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("languages.toml").read_text(encoding="utf-8")
)
_SENTENCE = re.compile(r"(?<=[.。!?])\s*|(?<=[\u0e00-\u0e7f])\s(?=[\u0e00-\u0e7f]{14})")


def page(tag: str, count: int, *, cut: bool, beside: int, lang: str = "") -> Page:
    """Return the page of a story's first paragraphs, each sentence one where `cut`.

    `beside` times the headlines of other stories stand in the column beside it, with teasers.
    """
    told = STORIES[tag]
    head, *menu = told["around"][:5]
    others, foot = told["around"][5:9], told["around"][9]
    story = [
        part
        for text in told["story"][:count]
        for part in (_SENTENCE.split(text) if cut else [text])
        if part.strip()
    ]
    links = "".join(f'<li><a href="/r{i}">{text}</a></li>' for i, text in enumerate(others))
    cards = "".join(
        f'<div class="k"><h3><a href="/k{i}">{text}</a></h3><p>{text} {foot}</p></div>'
        for i, text in enumerate(others)
    )
    return Page(
        html=f'<!DOCTYPE html><html lang="{lang or tag}">'
        f"<head><title>{told['title']}</title></head>"
        f"<body><header><ul>{''.join(f'<li><a href=/>{word}</a></li>' for word in menu)}</ul>"
        f'</header><div class="b"><div class="c"><h1>{told["title"]}</h1><div class="d">'
        f"{''.join(f'<p>{part}</p>' for part in story)}</div></div>"
        f'<div class="e"><h3>{head}</h3><ul>{links * beside}</ul>{cards * beside}</div></div>'
        f'<div class="f"><p>{foot}</p></div></body></html>'
    )


@cache
def found(tag: str, count: int, *, cut: bool, beside: int) -> Article | None:
    try:
        return clean(page(tag, count, cut=cut, beside=beside))
    except NothingFoundError:
        return None


def letters(text: str) -> str:
    return "".join(unescape(re.sub(r"<[^>]+>", "", text)).split())


@pytest.mark.parametrize("beside", [0, 1, 3])
@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize("count", range(1, 7))
@pytest.mark.parametrize("tag", STORIES)
def test_as_much_is_found_as_in_english(tag: str, count: int, beside: int, *, cut: bool) -> None:
    made = found(tag, count, cut=cut, beside=beside)
    english = found("en", count, cut=cut, beside=beside)
    assert (made is None) == (english is None)
    assert made is not None or count == 1
    if made is not None:
        assert letters(made.body) == letters("".join(STORIES[tag]["story"][:count]))
        assert made.title == STORIES[tag]["title"]
        assert differences(page(tag, count, cut=cut, beside=beside), made) == {}


@pytest.mark.parametrize("declared", ["", "en", "vi"])
@pytest.mark.parametrize("count", [2, 6])
@pytest.mark.parametrize("tag", STORIES)
def test_its_language_is_told(tag: str, count: int, declared: str) -> None:
    made = clean(page(tag, count, cut=False, beside=1, lang=declared))
    assert made.language == tag


@pytest.mark.parametrize("tag", STORIES)
def test_it_is_as_sure_as_in_english(tag: str) -> None:
    """With paragraphs that are full in each language; one of a line counts by its line."""
    sure = []
    for each in (tag, "en"):
        html = re.sub(r"</p><p>(?=[^<]*</p><p>)", " ", page(each, 6, cut=False, beside=1).html)
        sure.append(clean(Page(html=html)).confidence)
    assert abs(sure[0] - sure[1]) < 0.1


@pytest.mark.parametrize("tag", STORIES)
def test_its_words_are_counted(tag: str) -> None:
    """A reader takes about as long for the story in each language."""
    count = words(" ".join(STORIES[tag]["story"]))
    least, most = (180, 290) if tag[:2] in ("zh", "ja") else (80, 150)
    assert least < count < most

"""What is read out of a book is the article: every character of it, in order, nothing between.

What a reader of the files can't know is put right on both sides, and only that: a run of spaces,
no-break ones among them, or of ends of lines counts as one space; marks and numbers of a list's
items, which the style gives, are left out; in a PDF an address, a range or a date that is broken
behind its slash or dash has no space there. Running heads and folios lie outside what is read.
"""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

from formatter import theme
from formatter.article import Book
from formatter.book import bind
from formatter.clean.clean import clean
from formatter.images import gather
from formatter.render.epub import to_epub
from formatter.render.pdf import to_pdf
from formatter.source import read
from tests.tools.printed import body_words, page_words

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*.html"))
NO_BREAK = "\N{NO-BREAK SPACE}"
XHTML = "{http://www.w3.org/1999/xhtml}"

# In millimetres, outside which running heads and folios stand.
MARGINS = {
    "newspaper": {"top": 19.0},
    "magazine": {"top": 21.0, "bottom": 21.0},
    "e-ink": {"top": 3.0, "side": 3.0, "bottom": 8.0},
    "large-print": {"top": 23.0, "side": 20.0, "bottom": 26.0},
}


@cache
def book(place: Path) -> Book:
    article = clean(read(place))
    return bind([article], images=gather([article]))


def unbroken(text: str) -> str:
    return re.sub(r"(?<=[/–-]) (?=\S)", "", text)


@pytest.mark.parametrize("style", theme.names())
@pytest.mark.parametrize("place", EXAMPLES, ids=lambda place: place.stem)
def test_a_pdf_is_the_article_character_for_character(place: Path, style: str) -> None:
    made = book(place)
    found = " ".join(page_words(to_pdf(made, theme.load(style)).data, **MARGINS.get(style, {})))
    body = " ".join(body_words(made.articles[0].body))
    before, there, after = unbroken(found).partition(unbroken(body))
    assert there
    assert made.articles[0].title in before
    assert after.lstrip().startswith(("Nguồn:", "Đăng:"))
    assert NO_BREAK not in found
    assert unicodedata.is_normalized("NFC", found)


@pytest.mark.parametrize("style", theme.names())
@pytest.mark.parametrize("place", EXAMPLES, ids=lambda place: place.stem)
def test_an_epub_is_the_article_character_for_character(place: Path, style: str) -> None:
    made = book(place)
    with zipfile.ZipFile(BytesIO(to_epub(made, theme.load(style)).data)) as file:
        (name,) = (n for n in file.namelist() if re.search(r"article-\d+\.xhtml$", n))
        page = ET.fromstring(file.read(name)).find(f"{XHTML}body")
    assert page is not None
    (story,) = (div for div in page.iter(f"{XHTML}div") if div.get("class") == "story")
    told = "".join(story.itertext())
    body = "".join(ET.fromstring(f"<body>{made.articles[0].body}</body>").itertext())
    assert unicodedata.is_normalized("NFC", told)
    # Here not even a space is more or less.
    assert told.strip("\n").replace(NO_BREAK, " ") == body.replace(NO_BREAK, " ")
    (title,) = page.iter(f"{XHTML}h1")
    assert "".join(title.itertext()) == made.articles[0].title

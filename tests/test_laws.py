"""The laws end to end: every page of the corpus and the examples, from the file to the books."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from formatter import theme
from formatter.article import Book, Rendering
from formatter.book import bind
from formatter.clean.clean import clean
from formatter.images import gather
from formatter.render.body import said
from formatter.render.epub import to_epub
from formatter.render.pdf import to_pdf
from formatter.source import read
from tests.tools import epubcheck
from tests.tools.account import differences
from tests.tools.nesting import astray
from tests.tools.printed import body_words, page_words

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "tests" / "corpus"
PAGES = {
    place.stem: place
    for place in [
        *sorted(CORPUS.glob("*.html")),
        *sorted(CORPUS.glob("*.txt")),
        *sorted((ROOT / "examples").glob("*.html")),
    ]
}
NAMES = list(PAGES)
# A newspaper costs more to lay out: its pages are those that try it most.
IN_COLUMNS = ["mua-nuoc-noi", "cho-phien", "mastercms", "gallery", "wiki", "magazine", "poem"]
# No font of ours has their letters, which a report names: a reader gets no words out of boxes.
_SCRIPTS = ("arabic", "thai", "chinese", "japanese", "korean")
UNWRITTEN = {name for name in NAMES if name.startswith(_SCRIPTS)}
PRINTED = [("book", name) for name in NAMES] + [("newspaper", name) for name in IN_COLUMNS]
# What is raised or stacked stands in no line: a reader of PDFs puts it on one of its own.
RAISED = {"formulas"}
READABLE = [(style, name) for style, name in PRINTED if name not in UNWRITTEN | RAISED]
XHTML = "{http://www.w3.org/1999/xhtml}"


@cache
def book(name: str) -> Book:
    article = clean(read(PAGES[name]))
    return bind([article], images=gather([article]))


def body(name: str) -> str:
    return book(name).articles[0].body


def shown(name: str) -> str:
    """Return the body as a book shows it: a formula whose picture is missing is its TeX."""
    missing = {key for key, image in book(name).images.items() if image.missing}
    return said(body(name), missing)


@cache
def epub(style: str, name: str) -> bytes:
    return to_epub(book(name), theme.load(style)).data


@cache
def pdf(style: str, name: str) -> Rendering:
    return to_pdf(book(name), theme.load(style))


@cache
def letters(style: str) -> frozenset[int]:
    """Return the characters that the fonts of a theme have."""
    chosen = theme.load(style)
    found: set[int] = set()
    for role in chosen.fonts:
        for face in chosen.family(role).faces:
            with TTFont(face.path, lazy=True) as font:
                found |= set(font.getBestCmap())
    return frozenset(found)


def parted(words: list[str]) -> str:
    """Return words as a line, a word that may break behind its slash or dash in two."""
    return " ".join(re.sub(r"(?<=[/–-])(?=\S)", " ", " ".join(words)).split())


def story(data: bytes) -> ET.Element:
    with zipfile.ZipFile(BytesIO(data)) as file:
        (name,) = (n for n in file.namelist() if re.search(r"article-\d+\.xhtml$", n))
        found = ET.fromstring(file.read(name)).find(f".//{XHTML}div[@class='story']")
    assert found is not None
    return found


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost_in_silence(name: str) -> None:
    page = read(PAGES[name])
    assert differences(page, clean(page)) == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_body_stands_as_html_has_it(name: str) -> None:
    assert astray(body(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_an_epub_says_what_the_article_says(name: str) -> None:
    wanted = "".join(ET.fromstring(f"<body>{shown(name)}</body>").itertext())
    for style in theme.names():
        found = "".join(story(epub(style, name)).itertext())
        assert found.split() == wanted.split()
        assert unicodedata.is_normalized("NFC", found)


@pytest.mark.parametrize("name", NAMES)
def test_each_picture_is_in_the_epub_or_named_as_missing(name: str) -> None:
    assert set(re.findall(r'src="image:([^"]+)"', body(name))) == set(book(name).images)
    wanted = re.findall(r'src="image:([^"]+)"', shown(name))
    pictures = [img.get("src", "") for img in story(epub("book", name)).iter(f"{XHTML}img")]
    assert len(pictures) == len(wanted)
    with zipfile.ZipFile(BytesIO(epub("book", name))) as file:
        held = set(file.namelist())
    for picture, src in zip(wanted, pictures, strict=True):
        image = book(name).images[picture]
        assert f"EPUB/{src}" in held
        assert bool(image.data) != bool(image.missing)
        assert (image.width > 0) == bool(image.data)


def test_a_checker_of_epubs_finds_nothing_grave() -> None:
    made = {f"{name} in {style}": epub(style, name) for style in theme.names() for name in NAMES}
    assert epubcheck.grave(made) == {}


@pytest.mark.parametrize(("style", "name"), READABLE)
def test_a_pdf_says_what_the_article_says(style: str, name: str) -> None:
    found = parted(page_words(pdf(style, name).data, top=19 if style == "newspaper" else 18))
    wanted = parted(body_words(shown(name)))
    assert unicodedata.is_normalized("NFC", found)
    if wanted not in found:
        # The first words that aren't there tell more than two whole texts.
        known = wanted.split()
        last = next(n for n in range(1, len(known) + 1) if " ".join(known[:n]) not in found)
        pytest.fail(f"not printed in order: {' '.join(known[max(0, last - 8) : last + 8])}")


@pytest.mark.parametrize(("style", "name"), PRINTED)
def test_each_character_has_a_font_or_is_named(style: str, name: str) -> None:
    uncovered = set(pdf(style, name).uncovered)
    assert not {ord(c) for c in uncovered} & letters(style)
    shown = {c for c in "".join(body_words(body(name))) if unicodedata.category(c)[0] in "LNPSM"}
    assert {c for c in shown if ord(c) not in letters(style)} <= uncovered
    assert bool(uncovered) == (name in UNWRITTEN)


@pytest.mark.parametrize(("style", "name"), PRINTED)
def test_only_our_fonts_are_in_a_pdf_and_whole(style: str, name: str, tmp_path: Path) -> None:
    file = tmp_path / "bai.pdf"
    file.write_bytes(pdf(style, name).data)
    told = subprocess.run(
        ["pdffonts", str(file)], capture_output=True, text=True, check=True, timeout=60
    )
    rows = [row.split() for row in told.stdout.splitlines()[2:]]
    assert rows
    assert told.stderr == ""
    # The last columns are: embedded, subset, with its letters' meaning, and the object's number.
    astray_ = [row for row in rows if row[-5:-2] != ["yes", "yes", "yes"]]
    assert astray_ == []
    assert all(re.match(r"[A-Z]{6}\+Formatter-", row[0]) for row in rows)


@pytest.mark.parametrize("name", ["cho-phien", "wiki"])
def test_the_same_bytes_from_another_process_zone_and_seed(name: str, tmp_path: Path) -> None:
    found = []
    for number, (seed, zone) in enumerate([("1", "UTC"), ("4242", "Pacific/Apia")]):
        told = subprocess.run(
            [
                *(sys.executable, "-m", "formatter", "convert", str(PAGES[name]), "--json"),
                *("-o", str(tmp_path / str(number))),
            ],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            cwd=tmp_path,
            capture_output=True,
            check=True,
            timeout=120,
        )
        found.append([output["sha256"] for output in json.loads(told.stdout)["outputs"]])
    assert len(found[0]) == 2
    assert found[0] == found[1]

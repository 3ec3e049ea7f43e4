"""Our own pages, each beside what a reader finds in it: see corpus/README.md for the shape."""

from __future__ import annotations

import html
import re
import tomllib
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from formatter.article import Article, Page
from formatter.clean.clean import clean
from formatter.clean.vocabulary import BLOCK, faults
from formatter.errors import NothingFoundError
from formatter.source import read

CORPUS = Path(__file__).parent / "corpus"
EXAMPLES = Path(__file__).parents[1] / "examples"
NAMES = sorted(
    path.relative_to(CORPUS).as_posix().removesuffix(".expect.toml")
    for path in CORPUS.rglob("*.expect.toml")
)
NONE = sorted(path.name for path in (CORPUS / "none").iterdir())

# Which elements a piece of a story may stand in, by the piece's kind.
HOMES = {
    "lead": ("p.lead",),
    "p": ("p",),
    "h": ("h2", "h3", "h4", "h5", "h6"),
    "caption": ("figcaption",),
    "table caption": ("caption",),
    "row": ("tr",),
    "item": ("li",),
    "term": ("dt",),
    "meaning": ("dd",),
    "quote": ("blockquote", "aside.pull"),
    "box": ("aside.info",),
    "code": ("pre",),
    "verse": ("p.verse",),
    "note": ("li",),
    "signature": ("p.signature", "p"),
}
# What the eye doesn't see: cleaning takes it out of words and lists it as a repair.
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
MARKS = "\u0300\u0301\u0303\u0309\u0323"
BASES = "aăâeêioôơuưy"
COMPOSED = [unicodedata.normalize("NFC", base + mark) for base in BASES for mark in ("", *MARKS)]
LETTERS = [*(letter for letter in COMPOSED if not letter.isascii()), "đ"]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text.translate(UNSEEN)))


def text_of(el: ET.Element) -> str:
    """Return an element's text, what stands on lines of its own held apart."""
    parts = [el.text or ""]
    for child in el:
        apart = " " if child.tag in BLOCK or child.tag == "br" else ""
        parts += [apart, text_of(child), apart, child.tail or ""]
    return "".join(parts)


def named(el: ET.Element) -> str:
    return f"{el.tag}.{el.get('class')}" if el.get("class") else el.tag


@cache
def expected(name: str) -> dict[str, Any]:
    return tomllib.loads((CORPUS / f"{name}.expect.toml").read_text(encoding="utf-8"))


def place(name: str) -> Path:
    folder = EXAMPLES.parent if name.startswith("examples/") else CORPUS
    return next(path for end in ("html", "txt") if (path := folder / f"{name}.{end}").is_file())


@cache
def page(name: str) -> Page:
    url = expected(name).get("url", "")
    return read(place(name), url=url)


@cache
def article(name: str) -> Article:
    return clean(page(name))


@cache
def body(name: str) -> ET.Element:
    return ET.fromstring(f"<body>{article(name).body}</body>")


def embeds(root: ET.Element) -> str:
    return " ".join(text_of(el) for el in root.iter("aside") if el.get("class") == "embed")


def without_embeds(root: ET.Element) -> ET.Element:
    """Return a copy without the cards of embedded things, whose wording is ours."""
    copy = ET.Element(root.tag, root.attrib)
    copy.text, copy.tail = root.text, root.tail
    for child in root:
        if named(child) == "aside.embed":
            stand_in = ET.SubElement(copy, "div")
            stand_in.tail = child.tail
        else:
            copy.append(without_embeds(child))
    return copy


def pictures(el: ET.Element) -> Iterator[ET.Element]:
    for child in el:
        if child.tag == "img":
            yield child
        elif named(child) != "aside.embed":
            yield from pictures(child)


def as_told(found: str, want: str) -> str:
    """Return `want` for the same moment told in another zone, or in one where `want` has none."""
    if found == want + "+07:00":
        return want
    if "" in (found, want):
        return found
    first, second = datetime.fromisoformat(found), datetime.fromisoformat(want)
    both_zoned = first.tzinfo is not None and second.tzinfo is not None
    return want if both_zoned and first == second else found


@pytest.mark.parametrize("name", NAMES)
def test_head(name: str) -> None:
    made, want = article(name), expected(name)
    keys = ["title", "authors", "published", "language", "modified", "site", "section"]
    found = {key: getattr(made, key) for key in keys if key in want}
    found["authors"] = want["authors"] if want.get("any_authors") else list(made.authors)
    for key in {"published", "modified"} & found.keys():
        found[key] = as_told(found[key], want[key])
    assert found == {key: want[key] for key in keys if key in want}


@pytest.mark.parametrize("name", NAMES)
def test_the_story_and_nothing_else(name: str) -> None:
    """Each word of the story in order, and no other; a kind that ends in `?` may be absent."""
    left = words(text_of(without_embeds(body(name))))
    for kind, text in expected(name)["story"]:
        if kind == "embed":
            continue
        piece = words(text)
        if left[: len(piece)] == piece:
            left = left[len(piece) :]
        else:
            stands = " ".join(left[: len(piece) + 8])
            assert kind.endswith("?"), f"the {kind} awaited: {text}\nbut there stands: {stands}"
    assert left == []


@pytest.mark.parametrize("name", NAMES)
def test_each_piece_in_its_element(name: str) -> None:
    standing: dict[str, list[list[str]]] = {}
    for el in body(name).iter():
        for key in {el.tag, named(el)}:
            standing.setdefault(key, []).append(words(text_of(el)))
    astray = [
        f"{kind}: {text}"
        for kind, text in expected(name)["story"]
        if kind in HOMES and not any(words(text) in standing.get(home, []) for home in HOMES[kind])
    ]
    assert astray == []


@pytest.mark.parametrize("name", NAMES)
def test_pictures(name: str) -> None:
    want = expected(name)
    shown = [img.get("src", "").removeprefix("image:") for img in pictures(body(name))]
    assert len(shown) == want["figures"]
    assert set(shown) <= {ref.id for ref in article(name).images}
    credits_ = [text_of(el) for el in body(name).iter("span") if el.get("class") == "credit"]
    if "credits" in want:
        assert len(credits_) == len(want["credits"])
        for made, credit in zip(credits_, want["credits"], strict=True):
            assert words(credit) == words(made)[-len(words(credit)) :]
    if "dateline" in want:
        spans = [text_of(el) for el in body(name).iter("span") if el.get("class") == "dateline"]
        assert [words(span) for span in spans] == [words(want["dateline"])]


@pytest.mark.parametrize("name", [name for name in NAMES if "unlinked" in expected(name)])
def test_words_that_a_robot_linked_stay_and_their_links_go(name: str) -> None:
    linked = [text_of(a) for a in body(name).iter("a")]
    want = expected(name)["unlinked"]
    assert [words for words in want if words in linked or words not in text_of(body(name))] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_chrome(name: str) -> None:
    text = " ".join(text_of(body(name)).split())
    assert [phrase for phrase in expected(name)["absent"] if phrase in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_embedded_things_have_cards(name: str) -> None:
    cards = embeds(body(name))
    missing = [t for k, t in expected(name)["story"] if k == "embed" and t not in cards]
    assert missing == []


@pytest.mark.parametrize("name", [name for name in NAMES if "notes" in expected(name)])
def test_each_note_is_called(name: str) -> None:
    called = [a.get("href", "")[1:] for a in body(name).iter("a") if a.get("class") == "call"]
    notes = [
        li.get("id")
        for section in body(name).iter("section")
        if section.get("class") == "notes"
        for li in section.iter("li")
    ]
    assert len(notes) == expected(name)["notes"]
    assert set(called) == set(notes)


@pytest.mark.parametrize("name", [name for name in NAMES if "formulas" in expected(name)])
def test_each_formula_is_told_once(name: str) -> None:
    told = [
        " ".join("".join(el.itertext()).split())
        for el in body(name).iter()
        if el.get("class") == "math" and el.tag != "img"
    ]
    assert told == expected(name)["formulas"]


@pytest.mark.parametrize("name", [name for name in NAMES if "listings" in expected(name)])
def test_code_keeps_its_lines(name: str) -> None:
    told = ["".join(pre.itertext()) for pre in body(name).iter("pre")]
    assert told == [listing.strip("\n") for listing in expected(name)["listings"]]


@pytest.mark.parametrize("name", NAMES)
def test_body_is_of_the_vocabulary(name: str) -> None:
    assert list(faults(article(name).body)) == []
    assert unicodedata.is_normalized("NFC", article(name).body + article(name).title)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost_in_silence(name: str) -> None:
    """Kept + used + removed = all text of the page, letter by letter."""
    made = article(name)
    whole: Counter[str] = Counter()
    for each in (page(name), *page(name).sequels):
        tree = LexborHTMLParser(each.html)
        assert tree.root is not None
        for unseen in tree.root.css("script, style, template"):
            unseen.decompose()
        whole += letters(tree.root.text())
    kept = letters(text_of(without_embeds(body(name))))
    account = kept + letters(*(u.text for u in made.used), *(r.text for r in made.removed))
    on_cards = letters(embeds(body(name)))
    assert account - whole == Counter()
    assert (whole - account) - on_cards == Counter()


def letters(*texts: str) -> Counter[str]:
    joined = unicodedata.normalize("NFC", " ".join(texts).translate(UNSEEN))
    return Counter("".join(joined.split()))


@pytest.mark.parametrize("name", NAMES)
def test_clean_twice_is_clean_once(name: str) -> None:
    once = article(name)
    title = html.escape(once.title)
    again = clean(
        Page(
            html=f'<html lang="{once.language}"><head><title>{title}</title></head><body>'
            f"<article><h1>{title}</h1>{once.body}</article></body></html>"
        )
    )
    assert again.body == once.body
    assert again.title == once.title


@pytest.mark.parametrize("name", NONE)
def test_a_page_without_an_article_says_so(name: str) -> None:
    with pytest.raises(NothingFoundError):
        clean(read(CORPUS / "none" / name))


def test_the_corpus_holds_every_vietnamese_letter() -> None:
    stories = "".join(
        text
        for name in NAMES
        for _, text in expected(name)["story"]
        if expected(name)["language"] == "vi"
    )
    assert len(LETTERS) == 67
    assert [each for each in (*LETTERS, *map(str.upper, LETTERS)) if each not in stories] == []


def test_the_corpus_holds_every_stacked_mark_decomposed() -> None:
    """As decomposed letters too, since pages arrive that way."""
    raw = place("bnews").read_text(encoding="utf-8")
    stacked = [
        unicodedata.normalize("NFD", x) for x in LETTERS if len(unicodedata.normalize("NFD", x)) > 2
    ]
    assert len(stacked) == 30
    assert [each for each in stacked if each not in raw] == []

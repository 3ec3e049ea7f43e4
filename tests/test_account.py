"""The account in the page's order, and the report that shows it."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from formatter.account import KINDS, Entry, characters, entries
from formatter.article import Article, Edits, Kept, Page, Removal, Repair, Use
from formatter.clean.clean import clean
from formatter.clean.count import count
from formatter.explain import explain
from formatter.record import record
from formatter.source import read
from tests.tools.story import TITLE, page

CORPUS = Path(__file__).parent / "corpus"
NAMES = sorted(
    path.name for path in CORPUS.iterdir() if path.suffix in {".html", ".txt"} and path.is_file()
)
HTML_VOID = {"meta", "input", "br", "link", "img", "hr"}


@cache
def cleaned(name: str) -> tuple[Page, Article]:
    made = read(CORPUS / name)
    return made, clean(made)


@cache
def report(name: str) -> str:
    made, article = cleaned(name)
    return explain(article, whole=count(made), name=name)


@pytest.mark.parametrize("name", NAMES)
def test_kept_used_and_removed_are_all_of_the_page(name: str) -> None:
    made, article = cleaned(name)
    assert sum(characters(article).values()) == count(made)


@pytest.mark.parametrize("name", NAMES)
def test_blocks_are_in_the_order_of_the_page(name: str) -> None:
    """What stands in its place is in the body's order, all others in that of their numbers."""
    article = cleaned(name)[1]
    told = entries(article)
    stays = [kept.text for kept in article.kept if not kept.moved]
    assert [entry.text for entry in told if entry.kind == "kept"] == stays
    for kind in ("moved", "used", "removed"):
        numbers = [entry.number for entry in told if entry.kind == kind]
        assert numbers == sorted(numbers)
    assert len(told) == len(article.kept) + len(article.used) + len(article.removed)


@pytest.mark.parametrize("name", NAMES)
def test_each_block_knows_where_it_came_from(name: str) -> None:
    article = cleaned(name)[1]
    assert [kept.text for kept in article.kept if kept.block < 1] == []
    assert [gone for gone in article.removed if gone.block < 1 and gone.step != "outside"] == []


def test_a_kept_block_has_the_number_of_its_element() -> None:
    made = page(
        "<div><h2>Một tiểu mục</h2><p>Chữ ở giữa.</p><ul><li>Một</li><li>Hai</li></ul></div>"
    )
    article = clean(made)
    from formatter.clean.tree import grow

    nodes = {node.number: node for node in grow(made.html).body.walk()}
    for kept in article.kept:
        assert "".join(kept.text.split()) == "".join(nodes[kept.block].text().split())


def test_the_lead_is_moved_and_stands_where_the_page_had_it() -> None:
    article = cleaned("vnexpress.html")[1]
    told = entries(article)
    (lead,) = [entry for entry in told if entry.kind == "moved"]
    assert lead.reason == "the lead goes first"
    at = told.index(lead)
    assert told[at - 1].number < lead.number < told[at + 1].number


def test_loose_words_stand_behind_the_blocks_before_them() -> None:
    article = Article(
        title="Bến",
        body="",
        kept=(
            Kept(block=3, text="một"),
            Kept(block=4, text="hai"),
            Kept(block=3, text="ba"),
            Kept(block=9, text="bốn"),
        ),
        used=(Use(field="title", text="Bến"),),
        removed=(Removal(step="s", rule="r", reason="y", text="rao", block=6),),
    )
    assert [entry.text for entry in entries(article)] == ["Bến", "một", "hai", "ba", "rao", "bốn"]
    assert characters(article) == {"kept": 11, "moved": 0, "used": 3, "removed": 3}


def test_entries_as_programs_read_them() -> None:
    assert Entry(number=1, kind="kept", text="a").json() == {
        "number": 1, "kind": "kept", "text": "a",
    }  # fmt: skip
    blocks = record(cleaned("vnexpress.html")[1])["blocks"]
    shapes = {block["kind"]: list(block) for block in blocks}
    plain = ["number", "kind", "text"]
    assert shapes == {
        "kept": plain,
        "moved": [*plain, "reason"],
        "used": [*plain, "field"],
        "removed": [*plain, "step", "rule", "reason"],
    }


class _Balance(HTMLParser):
    """Notes each element that isn't closed where it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag not in HTML_VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_whole_and_stands_alone(name: str) -> None:
    text = report(name)
    balance = _Balance()
    balance.feed(text)
    assert (balance.faults, balance.open) == ([], [])
    assert "<script" not in text
    asked = re.findall(r"""\s(?:src|href|srcset)=["']?([^"'>]*)|(url\(|@import)""", text)
    assert [name for name, _ in asked if not name.startswith("#b")] == []
    assert [call for _, call in asked if call] == []
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_a_report_shows_each_entry_whole(name: str) -> None:
    made = LexborHTMLParser(report(name))
    shown = [" ".join(row.text().split()) for row in made.css("ol.blocks > li")]
    told = entries(cleaned(name)[1])
    assert len(shown) == len(told)
    for row, entry in zip(shown, told, strict=True):
        words = entry.text.split()
        assert words[:3] == [] or " ".join(words[:3]) in row
        assert " ".join(words[-3:]) in row
        assert entry.kind in row
        assert entry.reason in row


def test_a_report_says_the_sums_the_repairs_and_the_doubts() -> None:
    article = Article(
        title="Bến <đò>",
        body="<p>x</p>",
        kept=(Kept(block=2, text="một hai"),),
        used=(Use(field="title", text="Bến", block=1),),
        removed=(
            Removal(
                step="chrome", rule="name", reason="its name says ads", text="rao & bán",
                images=("https://bao.example/rao.jpg?a=1&b=2",), block=3,
            ),
        ),
        repairs=(Repair(kind="nfc", count=1234, sample="a → b"),),
        confidence=0.41,
        doubts=("The article is short.",),
        notes=("The page says utf-8 and isn't.",),
    )  # fmt: skip
    text = unescape(re.sub(r"<[^>]+>", "", explain(article, whole=16, name="bai.html")))
    assert "6 kept + 3 used + 7 removed = 16 characters" in text
    assert "Nothing is lost in silence" in text
    for words in (
        "Bến <đò>", "0.41", "The article is short.", "The page says utf-8 and isn't.", "1,234",
        "a → b", "chrome › name", "https://bao.example/rao.jpg?a=1&b=2", "keep = []",
    ):  # fmt: skip
        assert words in text
    other = explain(article, whole=20, name="bai.html")
    assert "holds 20" in other
    assert "difference of 4" in other
    assert "Nothing is lost" not in other


def test_the_edits_to_copy_do_what_was_done() -> None:
    import tomllib

    made = Page(html=page('<p>Lời "rao" \\ vặt.</p>').html, sha256="d" * 64)
    article = clean(made, edits=Edits(drop=('"rao" \\ vặt',)))
    text = LexborHTMLParser(explain(article, whole=1, name="x"))
    (pre,) = text.css("pre")
    assert tomllib.loads(pre.text()) == {
        "page": "d" * 64, "keep": [], "drop": ['"rao" \\ vặt'],
    }  # fmt: skip


def test_the_edits_done_lead_to_their_blocks() -> None:
    made = page("<div><p>Một lời rao.</p></div>")
    article = clean(made, edits=Edits(drop=("Một lời rao",), keep=("thông xe",)))
    (asked,) = [entry for entry in entries(article) if entry.reason == "the editor's list keeps it"]
    assert "thông xe" in asked.text
    text = explain(article, whole=1, name="x")
    ids = re.findall(r' id="([^"]+)"', text)
    linked = re.findall(r'<a href="#([^"]+)">', text)
    assert len(linked) == 2
    assert set(linked) <= set(ids)


def test_texts_bear_the_language_of_the_article() -> None:
    made = LexborHTMLParser(report("japanese.html"))
    assert {row.attributes.get("lang") for row in made.css("li.kept .text")} == {"ja"}
    (title,) = made.css("h1")
    assert title.attributes["lang"] == "ja"
    (top,) = made.css("html")
    assert top.attributes["lang"] == "en"


def test_kinds_are_told_apart_without_colour() -> None:
    style = report("vov.html")
    for kind, line in zip(KINDS, ("solid", "double", "dotted", "dashed"), strict=True):
        assert re.search(rf"\.blocks \.{kind} {{[^}}]*border-left-style: {line}", style)


def _light(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_words_stand_out_by_day_and_night() -> None:
    """A contrast of 4.5 to 1 for all words (WCAG 2.2, 1.4.3)."""
    style = report("vov.html")
    schemes = re.findall(r":root {([^}]*--kept-wash[^}]*)}", style)
    assert len(schemes) >= 2
    for scheme in schemes[:2]:
        colors = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", scheme))
        for ink in ("ink", "quiet", *KINDS):
            grounds = ("paper", "card", *(f"{kind}-wash" for kind in KINDS))
            for ground in grounds if ink in {"ink", "quiet"} else (f"{ink}-wash", "card", "paper"):
                pair = sorted((_light(colors[ink]), _light(colors[ground])))
                assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, (ink, ground)


def test_the_page_is_counted_with_its_sequels() -> None:
    one = page()
    assert count(Page(html=one.html, sequels=(one,))) == 2 * count(one)
    assert count(Page(html=f"<title>{TITLE}</title><script>x</script><p>đò")) == len(
        "".join(f"{TITLE}đò".split())
    )

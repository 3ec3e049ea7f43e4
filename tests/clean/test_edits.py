"""What an editor keeps and drops: found by number or phrase, applied, told, law 1 still exact."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formatter.account import characters
from formatter.article import Article, Edited, Edits, Page
from formatter.clean.clean import clean
from formatter.clean.count import count
from formatter.clean.tree import grow
from formatter.clean.trust import DOUBTFUL
from formatter.clean.vocabulary import faults
from formatter.errors import NothingFoundError, UsageError
from formatter.source import read
from tests.tools.account import differences
from tests.tools.story import ENDING, OPENING, TITLE, page

CORPUS = Path(__file__).parents[1] / "corpus"
NAMES = sorted(
    path.name for path in CORPUS.iterdir() if path.suffix in {".html", ".txt"} and path.is_file()
)
# A sentence from the story's first paragraph, and one from its last.
FIRST, LAST = (re.sub(r"<[^>]+>", "", markup)[:60] for markup in (OPENING, ENDING))
BOX = (
    '<div class="related-news"><h3>Tin liên quan</h3><ul>'
    '<li><a href="/1.html">Người giữ đèn biển ở đảo Hòn Chuối</a></li>'
    '<li><a href="/2.html">Mùa cá cơm về trên bãi ngang</a></li></ul></div>'
)


def number_of(made: Page, words: str) -> int:
    """Return the number of the innermost element that holds the words."""
    held = [node for node in grow(made.html).body.walk() if words in node.text()]
    return held[-1].number


def body_text(article: Article) -> str:
    root = ET.fromstring(f"<body>{article.body}</body>")
    return " ".join(" ".join(root.itertext()).split())


def edited(made: Page, **said: tuple[int | str, ...]) -> Article:
    article = clean(made, edits=Edits(**said))  # type: ignore[arg-type]
    assert sum(characters(article).values()) == count(made)
    assert differences(made, article) == {}
    assert list(faults(article.body)) == []
    return article


def test_nothing_asked_changes_nothing() -> None:
    made = page(BOX)
    assert clean(made, edits=Edits()) == clean(made)


@pytest.mark.parametrize("by", ["number", "phrase", "phrase in other spaces and letters"])
def test_a_block_is_dropped(by: str) -> None:
    made = page("<p>Ảnh bìa cũ của số trước, nay đã thay.</p>")
    number = number_of(made, "Ảnh bìa cũ")
    ways: dict[str, int | str] = {
        "number": number,
        "phrase": "Ảnh bìa cũ",
        "phrase in other spaces and letters": "  A\u0309nh bi\u0300a\n cu\u0303 ",
    }
    asked = ways[by]
    assert "Ảnh bìa cũ" in body_text(clean(made))
    article = edited(made, drop=(asked,))
    assert "Ảnh bìa cũ" not in body_text(article)
    (gone,) = [gone for gone in article.removed if gone.step == "editor"]
    assert (gone.rule, gone.block) == ("drop", number)
    assert gone.text == "Ảnh bìa cũ của số trước, nay đã thay."
    assert article.edits == (Edited(action="drop", asked=asked, block=number),)
    assert article.notes == ()


def test_a_block_of_chrome_is_kept_and_the_rest_of_its_box_goes() -> None:
    made = page(BOX)
    assert "Mùa cá cơm" not in body_text(clean(made))
    article = edited(made, keep=("Mùa cá cơm",))
    told = body_text(article)
    assert "Mùa cá cơm về trên bãi ngang" in told
    assert "Hòn Chuối" not in told
    assert told.index(FIRST) < told.index("Mùa cá cơm") < told.index(LAST)
    (moved,) = [kept for kept in article.kept if kept.moved == "editor"]
    assert moved.text == "Mùa cá cơm về trên bãi ngang"


def test_a_box_is_kept_whole() -> None:
    made = page(BOX)
    article = edited(made, keep=(number_of(made, "Tin liên quan") - 1,))
    for words in ("Tin liên quan", "Hòn Chuối", "Mùa cá cơm"):
        assert words in body_text(article)


def test_a_part_of_a_kept_box_may_be_dropped_and_of_a_dropped_one_kept() -> None:
    made = page(BOX)
    whole = number_of(made, "Tin liên quan") - 1
    without = body_text(edited(made, keep=(whole,), drop=("Mùa cá cơm",)))
    assert "Hòn Chuối" in without
    assert "Mùa cá cơm" not in without
    alone = body_text(edited(made, keep=("Mùa cá cơm",), drop=(whole,)))
    assert "Hòn Chuối" not in alone
    assert "Mùa cá cơm" in alone


OUTER = (
    f"<html><head><title>{TITLE}</title></head><body><div class=top><p>Trên cùng: chuyện bến đò."
    f"</p></div><div class=story><h1>{TITLE}</h1>{OPENING}{ENDING}</div>"
    "<div class=footer><p>Dưới cùng: lời cảm ơn bà con.</p></div></body></html>"
)


def test_a_block_from_outside_comes_in_at_its_place() -> None:
    made = Page(html=OUTER)
    assert "cảm ơn bà con" not in body_text(clean(made))
    told = body_text(edited(made, keep=("cảm ơn bà con", "chuyện bến đò")))
    places = [told.index(words) for words in ("chuyện bến đò", FIRST, LAST, "cảm ơn bà con")]
    assert places == sorted(places)


def test_a_line_of_the_page_that_shaping_would_take_stays() -> None:
    made = page("<p>Chia sẻ bài viết</p>")
    assert "Chia sẻ" not in body_text(clean(made))
    assert "Chia sẻ bài viết" in body_text(edited(made, keep=("Chia sẻ bài viết",)))


def test_the_title_said_again_is_kept_when_asked_for() -> None:
    made = page(f"<p>{TITLE}</p>")
    number = max(
        n.number for n in grow(made.html).body.walk() if n.tag == "p" and n.text() == TITLE
    )
    assert TITLE not in body_text(clean(made))
    assert TITLE in body_text(edited(made, keep=(number,)))


def test_a_heading_that_is_dropped_still_names_the_article() -> None:
    made = page()
    heading = next(n.number for n in grow(made.html).body.walk() if n.tag == "h1")
    article = edited(made, drop=(heading,))
    assert article.title == TITLE


def test_a_line_of_a_wall_of_words_is_dropped_alone() -> None:
    lines = [f"{FIRST}, dòng đầu.", "Dòng quảng cáo lạc vào đây.", f"{LAST}, dòng cuối."]
    wall = "<br><br>".join(lines)
    made = page(f"<div>{wall}</div>")
    told = body_text(edited(made, drop=("quảng cáo lạc",)))
    assert "lạc vào đây" not in told
    assert lines[0] in told
    assert lines[2] in told


def test_a_cell_takes_its_row_along() -> None:
    rows = "".join(f"<tr><td>Xã {x}</td><td>{n}</td></tr>" for x, n in [("An", 1), ("Bình", 2)])
    made = page(f"<table><tr><th>Nơi</th><th>Số</th></tr>{rows}</table>")
    told = edited(made, drop=("Xã An",))
    assert "Xã An" not in told.body
    assert told.body.count("<tr>") == 2


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"drop": (9999,)}, "line 3: drop 9999 did nothing: there is no block 9999"),
        ({"keep": ("không có câu này",)}, "keep “không có câu này” did nothing: no block holds it"),
        ({"drop": (1,)}, "drop 1 did nothing: it names all of the article"),
        ({"drop": ("Tin liên quan",)}, "2 blocks hold it"),
        ({"keep": (5,), "drop": (5,)}, "the list keeps that block too"),
    ],
)
def test_an_entry_that_names_nothing_or_too_much_is_told(
    said: dict[str, tuple[int | str, ...]], why: str
) -> None:
    made = page(BOX + "<p>Tin liên quan tới bến cũ thì nhiều.</p>")
    lines = tuple(range(3, 3 + sum(map(len, said.values()))))
    edits = Edits(name="bai.edit.toml", lines=lines, **said)  # type: ignore[arg-type]
    article = clean(made, edits=edits)
    (note,) = article.notes
    assert note.startswith("bai.edit.toml, line ")
    assert why in note
    assert note.endswith(".")
    assert len(article.edits) == sum(map(len, said.values())) - 1
    assert differences(made, article) == {}


def test_numbers_of_another_page_are_refused_and_phrases_still_work() -> None:
    made = Page(html=page(BOX).html, sha256="a" * 64)
    with pytest.raises(UsageError, match="names block 7") as why:
        clean(made, edits=Edits(drop=("một", 7), page="b" * 64, name="x.edit.toml", lines=(2, 3)))
    assert why.value.problem.startswith("x.edit.toml, line 3 ")
    assert "--explain" in why.value.remedy
    kept = clean(made, edits=Edits(keep=("Mùa cá cơm",), page="b" * 64))
    assert "Mùa cá cơm" in kept.body
    same = clean(made, edits=Edits(keep=(number_of(made, "Mùa cá cơm"),), page="a" * 64))
    assert "Mùa cá cơm" in same.body


def test_the_hash_of_the_list_is_recorded() -> None:
    assert clean(page(), edits=Edits(sha256="c" * 64)).source.edits == "c" * 64
    assert clean(page()).source.edits == ""


def test_lines_copied_out_of_a_page_can_be_edited() -> None:
    made = read(CORPUS / "seed-like.txt")
    before = clean(made)
    gone = next(entry for entry in before.removed if len(entry.text) > 10)
    stays = [kept for kept in before.kept if not kept.images][3]
    article = edited(made, keep=(gone.block,), drop=(stays.block,))
    assert stays.text not in [kept.text for kept in article.kept]
    assert gone.block in [kept.block for kept in article.kept]


CARDS = "".join(
    f'<div class="card"><h3><a href="/{n}.html">Tin số {n} của xã ven sông hôm nay</a></h3>'
    f"<p>Tóm tắt tin {n}.</p></div>"
    for n in range(12)
)
FRONT = Page(
    html=f"<html lang=vi><head><title>Ven Sông</title></head><body><h1>Báo Ven Sông</h1>{CARDS}"
    '<div class="note"><p>Lời tòa soạn: tuần này báo nghỉ một số vì nước ngập nhà in.</p>'
    "<p>Mong bạn đọc thông cảm.</p></div></body></html>"
)


def test_a_page_without_an_article_gives_what_the_editor_keeps_of_it() -> None:
    with pytest.raises(NothingFoundError):
        clean(FRONT)
    article = edited(FRONT, keep=("Mong bạn đọc", "Lời tòa soạn"))
    assert article.title == "Báo Ven Sông"
    assert article.body == (
        "<p>Lời tòa soạn: tuần này báo nghỉ một số vì nước ngập nhà in.</p>"
        "<p>Mong bạn đọc thông cảm.</p>"
    )
    assert article.confidence < DOUBTFUL


@pytest.mark.parametrize("edits", [Edits(keep=("không có câu này",)), Edits(drop=("Mong bạn",))])
def test_a_page_without_an_article_is_refused_where_nothing_of_it_is_kept(edits: Edits) -> None:
    with pytest.raises(NothingFoundError):
        clean(FRONT, edits=edits)


def test_a_row_of_pages_is_kept_when_asked_for() -> None:
    names = {2: "2", 3: "3", 4: "Trang sau"}
    row = " ".join(f'<a href="/x-p{n}.html">{name}</a>' for n, name in names.items())
    made = page(f"<p>{row}</p>")
    assert "Trang sau" not in body_text(clean(made))
    assert "Trang sau" in body_text(edited(made, keep=(number_of(made, "Trang sau"),)))


@cache
def corpus_page(name: str) -> tuple[Page, int]:
    made = read(CORPUS / name)
    return made, max(node.number for node in grow(made.html).body.walk())


@settings(max_examples=40, deadline=None)
@given(
    name=st.sampled_from(NAMES),
    keep=st.sets(st.floats(0, 1), max_size=6),
    drop=st.sets(st.floats(0, 1), max_size=6),
)
def test_any_blocks_kept_and_dropped_leave_the_account_exact(
    name: str, keep: set[float], drop: set[float]
) -> None:
    made, last = corpus_page(name)
    numbers = [tuple(sorted({1 + round(at * last) for at in ats})) for ats in (keep, drop)]
    article = clean(made, edits=Edits(keep=numbers[0], drop=numbers[1]))
    assert sum(characters(article).values()) == count(made)
    assert differences(made, article) == {}
    assert list(faults(article.body)) == []

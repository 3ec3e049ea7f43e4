"""Pages of one article joined: the same body as if it had stood on one page."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formatter.article import Article, Edits, Page
from formatter.clean.clean import clean
from formatter.clean.vocabulary import faults
from formatter.original import Resource, Resources
from tests.tools.account import as_page, unaccounted

TITLE = "Người gác đèn biển trên đảo Ba Vú"
LEAD = "Suốt ba mươi năm ông Tự sống một mình ngoài khơi, chỉ có ngọn đèn làm bạn."
SITE = "https://non.example/xa-hoi/nguoi-gac-den"
WORDS = (
    "sóng gió đèn dầu đảo thuyền khơi trăng đá mưa lưới cát neo buồm rạng triều mây bờ vịnh bão "
    "ông Tự thắp nhìn nghe kể chờ đợi giữ gìn lau chùi ghi chép nhớ quên đi về thức ngủ sáng chiều"
).split()


def page(story: Sequence[str], number: int = 1, count: int = 1, *, end: str = "") -> Page:
    """Return a page of a newspaper with a part of a story, all it repeats and its pager."""
    pager = " ".join(
        f'<a href="{SITE}-p{n}.html">{n}</a>' if n != number else f"<b>{n}</b>"
        for n in range(1, count + 1)
    )
    row = f'<div class="k">Trang: {pager} <a href="{SITE}-p{number + 1}.html">Trang sau »</a></div>'
    address = f"{SITE}-p{number}.html" if number > 1 else f"{SITE}.html"
    return Page(
        url=address,
        html=f'<html lang="vi"><head><title>{TITLE}{f" - Trang {number}" * (number > 1)}</title>'
        f'<meta property="og:title" content="{TITLE}"></head><body class="trang-{number}">'
        '<nav><a href="/">Trang chủ</a> <a href="/x">Xã hội</a></nav><div class="b">'
        f'<h1>{TITLE}</h1><p class="sapo">{LEAD}</p><div class="d">{"".join(story)}{end}'
        f"{row * (count > 1)}</div></div><footer>Báo Non, {number}</footer></body></html>",
    )


def joined(pages: Sequence[Page]) -> Article:
    return clean(dataclasses.replace(pages[0], sequels=tuple(pages[1:])))


def lost(pages: Sequence[Page], made: Article) -> dict[str, int]:
    told = (*(use.text for use in made.used), *(gone.text for gone in made.removed))
    return unaccounted([page.html for page in pages], made.body, told)


sentences = st.lists(st.sampled_from(WORDS), min_size=24, max_size=60).map(" ".join)


@st.composite
def stories(draw: st.DrawFn) -> list[str]:
    texts = draw(st.lists(sentences, min_size=2, max_size=9, unique=True))
    blocks = [f"<p>{number} {text}.</p>" for number, text in enumerate(texts, start=10)]
    heads = draw(st.sets(st.integers(1, len(texts) - 1), max_size=3))
    return [f"<h2>Mục {n}</h2>{block}" if n in heads else block for n, block in enumerate(blocks)]


@settings(max_examples=60, deadline=None)
@given(stories(), st.data())
def test_any_split_gives_the_body_of_the_whole(story: list[str], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, len(story) - 1), min_size=1)))
    parts = [story[a:b] for a, b in zip([0, *cuts], [*cuts, len(story)], strict=True)]
    pages = [page(part, n, len(parts)) for n, part in enumerate(parts, start=1)]
    made, whole = joined(pages), clean(page(story))
    assert made.body == whole.body
    assert made.title == whole.title == TITLE
    assert lost(pages, made) == {}
    assert list(faults(made.body)) == []
    assert clean(as_page(made)).body == made.body


LONG = [
    f"<p>Đêm thứ {n} ông Tự lại thắp đèn, ghi vào sổ hướng gió, rồi ngồi nghe sóng vỗ chân đá cho "
    f"tới khi con thuyền số {n} rẽ vào vịnh.</p>"
    for n in range(10, 22)
]


def test_what_the_pages_repeat_stands_once_and_is_entered() -> None:
    box = '<div class="box"><h3>Đảo Ba Vú</h3><p>Rộng bốn cây số vuông, không có suối.</p></div>'
    sign = "<p><strong>Lê Đông Triều</strong></p>"
    pages = [page([box, *LONG[:4]], 1, 2, end=sign), page([box, *LONG[4:8]], 2, 2, end=sign)]
    made = joined(pages)
    for once in ("Rộng bốn cây số vuông", "Lê Đông Triều", LEAD):
        assert made.body.count(once) + sum(u.text.count(once) for u in made.used) == 1
    assert "Trang" not in made.body
    assert lost(pages, made) == {}
    why = {(gone.rule, gone.text) for gone in made.removed if gone.step == "join"}
    assert ("pager", "Trang: 1 2 Trang sau »") in why
    assert ("repeated", LEAD) in why
    assert ("repeated", "Lê Đông Triều") in why
    assert ("repeated", "Đảo Ba Vú Rộng bốn cây số vuông, không có suối.") in why


def test_a_short_line_may_be_said_on_each_page() -> None:
    said = "<p>- Vâng.</p>"
    pages = [page([*LONG[:3], said, LONG[3]], 1, 2), page([*LONG[4:7], said, LONG[7]], 2, 2)]
    assert joined(pages).body.count("- Vâng.") == 2


def test_a_paragraph_printed_again_stands_once() -> None:
    pages = [page(LONG[:4], 1, 2), page(LONG[3:8], 2, 2)]
    assert joined(pages).body == clean(page(LONG[:8])).body


def test_pictures_of_all_pages_are_had_from_where_they_are() -> None:
    first = page(
        ['<figure><img src="a.jpg"><figcaption>Đèn.</figcaption></figure>', *LONG[:3]], 1, 2
    )
    second = dataclasses.replace(
        page(['<figure><img src="b.jpg"></figure><img src="c_files/c.jpg">', *LONG[3:6]], 2, 2),
        url="https://non.example/khac/trang-2.html",
    )
    held = Resources(held=(Resource(address="c_files/c.jpg", data=b"x"),))
    first = dataclasses.replace(first, resources=held)
    made = joined([first, second])
    assert [ref.url for ref in made.images] == [
        "https://non.example/xa-hoi/a.jpg",
        "https://non.example/khac/b.jpg",
        "c_files/c.jpg",
    ]
    assert made.resources == held


def test_a_picture_that_each_page_opens_with_stands_once() -> None:
    hero = '<figure><img src="/hero.jpg"><figcaption>Đảo nhìn từ phía nam.</figcaption></figure>'
    pages = [page([hero, *LONG[:3]], 1, 2), page([hero, *LONG[3:6]], 2, 2)]
    made = joined(pages)
    assert made.body.count("<figure") == 1
    gone = [gone.images for gone in made.removed if gone.text == "Đảo nhìn từ phía nam."]
    assert gone == [("https://non.example/hero.jpg",)]


def test_notes_of_each_page_keep_their_own_calls() -> None:
    pages = [
        page(
            [
                part.replace(".</p>", '<sup><a href="#n1" id="r1">1</a></sup>.</p>'),
                *LONG[4 * n + 1 : 4 * n + 4],
                f'<ol><li id="n1">Sổ tay {n} của ông Tự, trang đầu. <a href="#r1">↑</a></li></ol>',
            ],
            n + 1,
            2,
        )
        for n, part in enumerate((LONG[0], LONG[4]))
    ]
    made = joined(pages)
    assert lost(pages, made) == {}
    named = re.findall(r' id="([^"]+)"', made.body)
    assert len(named) == len(set(named))
    assert list(faults(made.body)) == []


def test_blocks_of_all_pages_have_numbers_of_their_own() -> None:
    pages = [page(LONG[4 * n : 4 * n + 4], n + 1, 3) for n in range(3)]
    numbers = [kept.block for kept in joined(pages).kept]
    assert len(numbers) == 13
    assert len(set(numbers)) == 13


def test_a_later_page_of_few_words_is_joined() -> None:
    pages = [page(LONG[:8], 1, 2), page(["<p>Ngọn đèn vẫn sáng.</p>"], 2, 2)]
    assert joined(pages).body.endswith("<p>Ngọn đèn vẫn sáng.</p>")


def test_a_page_that_adds_nothing_adds_nothing() -> None:
    pages = [page(LONG[:8], 1, 2), page([], 2, 2)]
    made = joined(pages)
    assert made.body == clean(page(LONG[:8])).body
    assert lost(pages, made) == {}


@pytest.mark.parametrize("other", ["", "<p></p>", "<html><body><p>x", "<table><tr><td>1</table>"])
def test_any_page_may_be_a_sequel(other: str) -> None:
    pages = [page(LONG[:8], 1, 2), Page(html=other)]
    assert lost(pages, joined(pages)) == {}


def test_a_pager_goes_where_the_other_pages_were_not_saved() -> None:
    made = clean(page(LONG[:5], 1, 3))
    assert made.body == clean(page(LONG[:5])).body
    assert ("join", "pager") in {(gone.step, gone.rule) for gone in made.removed}
    assert lost([page(LONG[:5], 1, 3)], made) == {}


@pytest.mark.parametrize(("end", "start", "apart"), [(".", "Sáng", True), (" và", "sáng", False)])
def test_text_outside_of_paragraphs(end: str, start: str, *, apart: bool) -> None:
    loose = [re.sub("</?p>", "", part) for part in LONG]
    first = "<br><br>".join(loose[:4]).rstrip(".") + end
    pages = [page([first], 1, 2), page([f"{start} ra. {loose[4]}<br><br>{loose[5]}"], 2, 2)]
    made = joined(pages)
    assert lost(pages, made) == {}
    assert (f"{end} {start} ra." in made.body) is not apart
    assert (f"<p>{start} ra." in made.body) is apart


SAID_TWICE = (
    "<p>Ông Tự nói: đèn còn thì người còn, đèn tắt thì biển cũng quên mất đường về, và câu ấy in "
    "hai lần là có ý.</p>"
)


@pytest.mark.parametrize("words", ["in hai lần", "Báo Non, 2"])
def test_what_joining_takes_is_kept_when_asked_for(words: str) -> None:
    told = [f"<p>{n} {' '.join(WORDS[n : n + 25])}, chuyện người gác đèn.</p>" for n in range(8)]
    pages = [page([*told[:4], SAID_TWICE], 1, 2), page([SAID_TWICE, *told[4:]], 2, 2)]
    whole = dataclasses.replace(pages[0], sequels=(pages[1],))
    before = clean(whole)
    (gone,) = [gone for gone in before.removed if words in gone.text]
    after = clean(whole, edits=Edits(keep=(gone.block,)))
    assert after.body.count(words) == before.body.count(words) + 1
    assert after.notes == before.notes
    assert lost(pages, after) == {}

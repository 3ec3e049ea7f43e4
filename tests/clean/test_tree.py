"""The page's tree: as lexbor read it, its sizes true whatever is taken out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from formatter.clean.node import Node
from formatter.clean.tree import DEEPEST, grow
from tests.tools.account import UNSEEN
from tests.tools.soup import pages

FEW = settings(max_examples=40)


def letters(text: str) -> int:
    return len("".join(text.split()))


def untrue(node: Node) -> list[str]:
    """Return what a node and those below it say of themselves that isn't so."""
    found: list[str] = []
    size = linked = 0
    pictures = int(node.tag == "img")
    for kid in node.kids:
        if isinstance(kid, str):
            size += letters(kid)
        else:
            found += [] if kid.up is node else [f"{kid} hangs elsewhere"]
            found += untrue(kid)
            size += kid.size
            linked += kid.linked
            pictures += kid.pictures
    told = (node.size, node.linked, node.pictures)
    so = (size, size if node.tag == "a" else linked, pictures)
    return found if told == so else [*found, f"{node}: {told}, but {so}"]


@FEW
@given(pages)
def test_the_texts_are_those_of_lexbor(markup: str) -> None:
    parsed = LexborHTMLParser(markup)
    for name in UNSEEN:
        for node in parsed.css(name):
            node.decompose()
    assert parsed.root is not None
    assert "".join("".join(grow(markup).root.texts()).split()) == "".join(
        parsed.root.text().split()
    )


@FEW
@given(pages)
def test_sizes_are_sums(markup: str) -> None:
    assert untrue(grow(markup).root) == []


@FEW
@given(pages, st.data())
def test_sizes_stay_true_while_pieces_are_moved(markup: str, data: st.DataObject) -> None:
    tree = grow(markup)
    whole = letters("".join(tree.root.texts()))
    gone = 0
    for _ in range(4):
        inner = [n for n in tree.body.walk() if n is not tree.body and n.tag not in {"a", "img"}]
        if not inner:
            break
        node = data.draw(st.sampled_from(inner))
        match data.draw(st.sampled_from(("drop", "place", "unwrap"))):
            case "drop":
                gone += node.size
                node.drop()
                assert node.up is None
            case "place":
                homes = [n for n in tree.body.walk() if not n.within(node) and not _linked(n)]
                home = data.draw(st.sampled_from(homes))
                node.place(home, 0)
                assert home.kids[0] is node
            case "unwrap":
                node.unwrap()
        assert tree.root.size == whole - gone
        assert untrue(tree.root) == []


def _linked(node: Node) -> bool:
    return any(up.tag == "a" for up in (node, *node.ancestors()))


def test_dropping_leaves_a_space_between_the_words() -> None:
    tree = grow("<p>bến<button>x</button>đò</p>")
    (button,) = tree.select("button")
    button.drop()
    assert tree.body.text() == "bến đò"


def test_dropping_twice_is_dropping_once() -> None:
    tree = grow("<p>bến<b>đò</b></p>")
    (mark,) = tree.select("b")
    mark.drop()
    mark.drop()
    assert tree.body.size == 3
    assert tree.select("b") == []


def test_placing_takes_a_node_from_where_it_was() -> None:
    tree = grow("<div><p>một</p></div><section></section>")
    (p,), (section,), (div,) = tree.select("p"), tree.select("section"), tree.select("div")
    p.place(section, 0)
    assert (div.size, section.size, tree.body.size) == (0, 3, 3)
    assert p.up is section


def test_unwrapping_leaves_what_was_held() -> None:
    tree = grow("<div>a<section>b<p>c</p></section>d</div>")
    (section,), (div,), (p,) = tree.select("section"), tree.select("div"), tree.select("p")
    section.unwrap()
    assert [kid if isinstance(kid, str) else kid.tag for kid in div.kids] == ["a", "b", "p", "d"]
    assert p.up is div
    assert div.size == 4


def test_text_holds_blocks_apart_and_lines_together() -> None:
    assert grow("<p>một<b>hai</b></p><p>ba<br>bốn</p>").body.text() == "mộthai ba bốn"


@pytest.mark.parametrize("depth", [DEEPEST - 4, DEEPEST, 4 * DEEPEST, 5000])
def test_depth_is_bounded_and_no_text_is_lost(depth: int) -> None:
    tree = grow("<div>" * depth + "đáy" + "</div>" * depth + "mặt")
    assert "".join(tree.root.texts()) == "đáymặt"
    assert tree.body.size == 6
    deepest = max(sum(1 for _ in node.ancestors()) for node in tree.root.walk())
    assert deepest <= DEEPEST


@pytest.mark.parametrize(
    "markup", ["", " ", "<", "\0", "<html>", "<!DOCTYPE html>", "&#0;", "<p", "\x00<p>a"]
)
def test_anything_is_read(markup: str) -> None:
    assert isinstance(grow(markup).body.size, int)


def test_a_nul_ends_no_page() -> None:
    assert grow("<p>trước\0 sau</p>").body.text() == "trước sau"


def test_what_a_browser_does_not_show_is_no_text() -> None:
    tree = grow("<p>chữ<script>var a</script><style>p{}</style><template><b>x</b></template></p>")
    assert tree.body.text() == "chữ"
    assert tree.body.size == 3


def test_the_head_is_read() -> None:
    tree = grow(
        '<head><title>Một &amp; hai</title><meta name="a" content="b"><link rel=canonical '
        'href="/x">'
        '<base href="https://bao.example/"><script type="application/ld+json">{"a": 1}'
        "</script></head>"
        "<svg><title>không</title></svg>"
    )
    assert tree.title == "Một & hai"
    assert tree.metas == [{"name": "a", "content": "b"}]
    assert tree.links == [{"rel": "canonical", "href": "/x"}]
    assert tree.data == ['{"a": 1}']
    assert tree.base == "https://bao.example/"


def test_selecting_gives_what_is_still_there_in_order() -> None:
    tree = grow("<p id=a>1</p><div><p id=b>2</p></div><p id=c>3</p>")
    tree.select("#b")[0].drop()
    assert [node.get("id") for node in tree.select("p")] == ["a", "c"]
    assert tree.select("") == []

"""The copy of the article's tree that is written out: the same elements, attributes and texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from formatter.clean.node import SAID, VOID, Node
from formatter.clean.soup import Tag, is_inline, soup_of
from formatter.clean.tree import grow
from tests.tools.soup import pages


def as_tags(tag: Tag) -> list[object]:
    """Return an element's name, attributes and contents, white space made single."""
    made: list[object] = [tag.name, {**tag.attrs, "class": tag.names, "number": tag.number}]
    for kid in tag.contents:
        text = "" if isinstance(kid, Tag) else " ".join(kid.split())
        if isinstance(kid, Tag):
            made.append(as_tags(kid))
        elif text:
            made.append(text)
    return made


def as_nodes(node: Node) -> list[object]:
    attrs: dict[str, object] = {k: v or "" for k, v in node.attrs.items() if k in SAID}
    attrs |= {"class": " ".join(node.get("class").split()), "number": node.number}
    made: list[object] = [node.tag, attrs]
    loose = ""
    for kid in [] if node.tag in VOID else node.kids:
        if isinstance(kid, str):
            loose += kid
            continue
        if loose.split():
            made.append(" ".join(loose.split()))
        loose = ""
        made.append(as_nodes(kid))
    return [*made, " ".join(loose.split())] if loose.split() else made


@settings(max_examples=40)
@given(pages)
def test_the_copy_is_the_same_tree(markup: str) -> None:
    body = grow(markup).body
    (made,) = soup_of(body).contents
    assert isinstance(made, Tag)
    assert as_tags(made) == as_nodes(body)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<pre>a\n  <b> </b>\n</pre>", "a\n   \n"),
        ("<p>a<b>\n \t</b>c</p>", "a c"),
        ("<p>a<code> \n </code>c</p>", "a\nc"),
        ("<p>a<textarea>  b </textarea></p>", "a  b "),
    ],
)
def test_white_space_is_kept_where_it_is_the_author_s(markup: str, text: str) -> None:
    assert soup_of(grow(markup).body).text() == text


def tag(markup: str, name: str) -> Tag:
    """Return the first element of a name in a page."""
    return soup_of(grow(markup).body).below(name)[0]


def test_what_is_known_of_the_line_is_asked_again_after_a_change() -> None:
    span = tag("<p><span><b>Mưa</b></span></p>", "span")
    assert is_inline(span)
    span.below("b")[0].rename("div")
    assert not is_inline(span)
    span.below("div")[0].take_out()
    assert is_inline(span)
    span.append(Tag("p"))
    assert not is_inline(span)


def test_an_element_is_put_where_it_is_told() -> None:
    row = tag("<p><i>hai</i></p>", "i")
    row.put_before("một ")
    row.put_behind(Tag("hr"))
    up = row.parent
    assert up is not None
    assert [getattr(kid, "name", kid) for kid in up.contents] == ["một ", "i", "hr"]
    assert row.neighbours[0] == "một "
    row.replace("hai ")
    assert up.text() == "một hai "
    up.clear()
    assert not up.contents


def test_beside_an_element_stands_what_is_more_than_white_space() -> None:
    second = tag("<p><b>a</b> \n <i>b</i> </p>", "i")
    before = second.beside(-1)
    assert isinstance(before, Tag)
    assert before.name == "b"
    assert second.beside(1) is None
    assert Tag("i").beside(1) is None


def test_what_stands_nowhere_has_no_place() -> None:
    with pytest.raises(ValueError, match="<i"):
        Tag("i").put_before("a")

"""What bs4 is given of the article's tree: the same elements, attributes and texts, in order."""

from __future__ import annotations

from bs4 import Tag
from hypothesis import given, settings

from formatter.clean.ledger import BLOCK
from formatter.clean.node import SAID, VOID, Node
from formatter.clean.soup import soup_of
from formatter.clean.tree import grow
from tests.tools.soup import pages


def as_tags(tag: Tag) -> list[object]:
    """Return an element's name, attributes and contents, texts that meet joined."""
    made: list[object] = [tag.name, dict(tag.attrs)]
    for kid in tag.contents:
        text = "" if isinstance(kid, Tag) else " ".join(str(kid).split())
        if isinstance(kid, Tag):
            made.append(as_tags(kid))
        elif text:
            made.append(text)
    return made


def as_nodes(node: Node) -> list[object]:
    attrs: dict[str, object] = {k: v or "" for k, v in node.attrs.items() if k in SAID}
    attrs[BLOCK] = str(node.number)
    if "class" in attrs:
        attrs["class"] = str(attrs["class"]).split()
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
def test_bs4_has_the_same_tree(markup: str) -> None:
    body = grow(markup).body
    (made,) = soup_of(body).find_all("body", recursive=False)
    assert as_tags(made) == as_nodes(body)


def test_white_space_in_code_is_kept() -> None:
    body = grow("<pre>a\n  <b> </b>\n</pre>").body
    assert soup_of(body).get_text() == "a\n   \n"

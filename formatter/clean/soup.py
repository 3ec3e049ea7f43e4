"""The article's subtree as bs4 has it.

bs4 takes its elements from the tree that lexbor built instead of reading markup a second time:
half the time of html.parser, and exact where html.parser would have to guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from bs4.element import Tag

from formatter.clean.ledger import BLOCK
from formatter.clean.node import SAID, VOID, Node

# White space that HTML takes for nothing; a no-break space is a word.
_BLANKS = " \t\n\r\f"
# Where white space is the author's, in elements within too.
_AS_SET = frozenset(("pre", "code"))


class _Grown(HTMLTreeBuilder):
    """A builder of bs4's that is given a tree."""

    NAME = "lexbor"
    features = ("lexbor", "html")

    def __init__(self, root: Node) -> None:
        # Words are words, in ruby too: bs4 would leave those out of `get_text`.
        super().__init__(string_containers={})
        self.root = root

    def prepare_markup(self, markup: Any, *_: Any, **__: Any) -> Iterator[Any]:  # noqa: ANN401
        """Yield bs4's four: the markup, its encodings (two), whether letters were lost."""
        yield markup, None, None, False

    def feed(self, _markup: object) -> None:
        """Build the soup."""
        assert self.soup is not None  # noqa: S101  bs4 sets it first
        self.soup.reset()
        self._grow(self.root)
        self.soup.endData()

    def _grow(self, node: Node, *, pre: bool = False) -> None:
        soup = self.soup
        assert soup is not None  # noqa: S101
        attrs = {name: value or "" for name, value in node.attrs.items() if name in SAID}
        attrs[BLOCK] = str(node.number)
        soup.handle_starttag(node.tag, None, None, attrs)
        if node.tag not in VOID:
            pre = pre or node.tag in _AS_SET
            for kid in node.kids:
                if isinstance(kid, str):
                    soup.handle_data(kid if pre or kid.strip(_BLANKS) else " ")
                else:
                    self._grow(kid, pre=pre)
        soup.handle_endtag(node.tag)


def number_of(tag: Tag) -> int:
    """Return the number of the page's element that a tag is, 0 for one made on the way."""
    return int(str(tag.get(BLOCK) or 0))


def block_of(tag: Tag) -> int:
    """Return the number of the page's element that a tag is, or that of the nearest above it."""
    numbers = map(number_of, (tag, *tag.parents))
    return next((number for number in numbers if number), 0)


def soup_of(root: Node) -> BeautifulSoup:
    """Return an element and all below it as bs4's tree."""
    return BeautifulSoup("", builder=_Grown(root))

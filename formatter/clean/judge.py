"""Whether a page holds an article at all, and what it holds where it doesn't."""

from __future__ import annotations

import re

from formatter.clean.locate import SHORTEST, own
from formatter.clean.metadata import Facts
from formatter.clean.node import Node
from formatter.clean.patterns import HEADINGS, hidden
from formatter.clean.tree import Tree
from formatter.errors import NothingFoundError
from formatter.text.plain import words

_LEAST = 140
_CHALLENGE = re.compile(
    r"(?:enable|bật)\s+(?:javascript|cookies?)|checking your browser|just a moment|captcha|"
    r"verify you are (?:a )?human|document\.cookie|D1N=",
    re.IGNORECASE,
)
# What a page of text alone is built of, and what one says that has none to give.
_TEXTUAL = frozenset(
    "body main article section div h1 h2 h3 h4 h5 h6 p blockquote cite aside hr pre code ul ol li "
    "dl dt dd figure figcaption img span br b strong i em u s small sub sup q mark".split()
)
_ERROR = re.compile(r"(?i)\b(?:[45]\d\d|not found|forbidden|error|lỗi|không tìm thấy|loading)\b")
# A script that sets a cookie and loads the page again (Lao Động's D1N).
_RELOADS = re.compile(r"document\.cookie|location\s*\.\s*(?:reload|replace)|location\.href\s*=")
_LOGIN = re.compile(
    r"đăng nhập|mật khẩu|password|log ?in|sign ?in|subscribe to (?:read|continue)", re.IGNORECASE
)


def refuse_if_none(
    tree: Tree,
    root: Node,
    heading: Node | None,
    facts: Facts,
    known: bool,  # noqa: FBT001
) -> None:
    """Raise NothingFoundError where the element found holds no article, saying what it holds."""
    all_below = root.walk()
    dark = (n for n in all_below if n.tag == "noscript" or (n is not root and hidden(n)))
    unread = {id(below) for node in dark for below in node.walk()}
    texts = [
        _shown(node, unread)
        for node in all_below
        if node.size and node.block and node.tag not in HEADINGS and id(node) not in unread
    ]
    prose = [size - linked for size, linked in texts if size - linked >= SHORTEST]
    total = sum(prose)
    # A short piece that is all its page holds is an article too.
    whole = SHORTEST < total < _LEAST and _seen(root) > 0.8 * _seen(tree.body)
    whole = whole and root.linked < root.size / 2 and not _CHALLENGE.search(root.text())
    sure = known or (facts.declared and heading is not None)
    if (total >= _LEAST or whole) and (sure or not _front(all_below, prose)):
        return
    if not _nothing_but_text(tree):
        raise NothingFoundError(*_found(tree, total, prose))


def _seen(top: Node) -> int:
    """Return the letters below an element that the page doesn't hide."""
    size, stack = top.size, list(top.elements())
    while stack:
        node = stack.pop()
        if node.tag == "noscript" or hidden(node):
            size -= node.size
        else:
            stack.extend(node.elements())
    return size


def _shown(node: Node, unread: set[int]) -> tuple[int, int]:
    """Return the letters that stand directly in a block and are seen, and how many are linked."""
    size, linked = own(node)
    stack = [kid for kid in node.elements() if not kid.block] if unread else []
    while stack:
        kid = stack.pop()
        if id(kid) in unread:
            size, linked = size - kid.size, linked - kid.linked
        else:
            stack.extend(kid.elements())
    return size, linked


def _nothing_but_text(tree: Tree) -> bool:
    """Say whether a page is a text and nothing else: however short, that is what it is for."""
    body = tree.body
    return (
        0 < body.size == _seen(body)
        and not body.linked
        and b"<script" not in tree.markup.lower()
        and all(node.tag in _TEXTUAL for node in body.walk())
        and not _ERROR.search(body.text())
        and not _CHALLENGE.search(body.text())
    )


def _front(nodes: list[Node], prose: list[int]) -> bool:
    """Say whether the elements are a list of other articles: a section front, a search result."""
    cards = [
        node
        for node in nodes
        if node.tag in {"h2", "h3", "h4"} and node.linked > 0.8 * node.size > 8
    ]
    full = [size for size in prose if size > 240]
    return len(cards) >= 4 and len(cards) >= 0.6 * len(prose) and len(full) < 3


def _found(tree: Tree, total: int, prose: list[int]) -> tuple[str, str]:
    text = tree.body.text()
    size, count = words(text), sum(node.tag == "a" for node in tree.body.walk())
    if not text.strip():
        scripts = _CHALLENGE.search(tree.parsed.html or "")
        if scripts:
            return (
                "The page holds a script that tests the browser, and no article.",
                "Open the article in a browser, wait until it shows, and save the page from there.",
            )
        return (
            "The page holds no text.",
            "Save the page again, after the article shows in the browser.",
        )
    if (size < 400 and _CHALLENGE.search(text)) or (
        size < 60 and _RELOADS.search(tree.parsed.html or "")
    ):
        return (
            f"The page is a check of the browser ({size} words), not the article.",
            "Open the article in a browser, wait until it shows, and save the page from there.",
        )
    if size < 600 and _LOGIN.search(text) and total < 600:
        return (
            f"The page asks for a login ({size} words) and holds no article.",
            "Log in in a browser, open the article and save the page from there.",
        )
    return (
        f"No article was found: {size} words, {count} links, {len(prose)} pieces of prose.",
        "Give the page of one article, not a section's front; save it after it shows whole.",
    )

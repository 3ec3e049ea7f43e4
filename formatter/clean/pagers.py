"""Rows of links to an article's other pages, which no reader of the whole article needs."""

from __future__ import annotations

from formatter.clean.ledger import Ledger
from formatter.clean.node import Node
from formatter.text.paging import goes_on, is_row

_LONGEST = 160


def pagers(root: Node, ledger: Ledger, markup: str = "") -> None:
    """Take the rows of links to the article's pages out, each with its reason.

    Where `markup`, the page's, is given, it must say besides that the article goes on: a row of
    numbers alone may be anything. It is far longer than the article, so it is asked last.
    """
    rows = [node for node in root.walk() if node is not root and _is_pager(node)]
    if not rows or (markup and not goes_on(markup)):
        return
    for node in rows:
        if node.within(root):
            ledger.remove(
                node, step="join", rule="pager", reason="links to the article's other pages"
            )


def _is_pager(node: Node) -> bool:
    if not 0 < node.linked <= node.size <= _LONGEST or node.pictures:
        return False
    return (node.block or node.tag == "a") and is_row(node.text())

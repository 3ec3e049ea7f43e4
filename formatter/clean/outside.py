"""The page around the article, entered in the account piece by piece."""

from __future__ import annotations

from formatter.clean.ledger import Ledger
from formatter.clean.node import Node
from formatter.clean.patterns import CHROME_TAGS, around, hidden
from formatter.clean.tree import Tree


def enter(tree: Tree, root: Node, ledger: Ledger) -> None:
    """Enter all that stands outside `root`, the largest pieces whole, and leave `root` alone."""
    path = {id(node) for node in root.ancestors()}
    _around(tree.root, root, path, ledger)


def _around(node: Node, root: Node, path: set[int], ledger: Ledger) -> None:
    loose = " ".join(kid for kid in node.kids if isinstance(kid, str) and kid.strip())
    if loose:
        ledger.enter(
            " ".join(loose.split()),
            step="outside",
            rule="text",
            reason=_AROUND,
            block=node.number,
        )
    node.kids = [kid for kid in node.kids if not isinstance(kid, str)]
    for kid in list(node.elements()):
        if kid is root:
            continue
        if id(kid) in path:
            _around(kid, root, path, ledger)
        elif kid.size or kid.pictures:
            rule, reason = _why(kid)
            ledger.remove(kid, step="outside", rule=rule, reason=reason)


_AROUND = "it stands outside the article"


def _why(node: Node) -> tuple[str, str]:
    if node.tag in CHROME_TAGS or node.tag in {"header", "title"}:
        return ("element", f"a <{node.tag}> outside the article")
    if hidden(node):
        return ("hidden", "the page hides it from its readers")
    if said := around(node.key):
        return ("name", f"outside the article, its name says {said}")
    return ("around", _AROUND)

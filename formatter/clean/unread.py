"""What stands only where browsers without scripts see it: a lazy picture's twin in a noscript."""

from __future__ import annotations

from formatter.clean.ledger import Ledger, picture_address
from formatter.clean.tree import Tree


def bring_out(tree: Tree, ledger: Ledger) -> None:
    """Put pictures in place that stand in a `noscript` alone; beside one shown it is a twin."""
    unread = [node for node in tree.tagged("noscript") if node.pictures and node.up]
    within = {id(part) for node in unread for part in node.walk()}
    # What each parent shows is asked once: a page's body may hold a hundred of them.
    shows: dict[int, bool] = {}
    for node in unread:
        up = node.up
        if up is None:
            continue
        if id(up) not in shows:
            shows[id(up)] = any(
                id(img) not in within and picture_address(img, ledger.base) for img in up.images()
            )
        if not shows[id(up)]:
            node.unwrap()

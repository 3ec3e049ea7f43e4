"""Headings and lists that are links: those of the article's own, told from other stories'."""

from __future__ import annotations

from formatter.clean.node import Node
from formatter.clean.patterns import HEADINGS

# A subhead has no more letters than this; a digest has so many pieces; a sentence, the card of a
# story and a word in a line of facts have so many letters.
_LONGEST_SUBHEAD, _PIECES, _SENTENCE, _CARD, _A_WORD = 40, 4, 25, 600, 5


def is_digest(root: Node) -> bool:
    """Say whether an article is made of short pieces, most headed by a link to the whole story.

    Boxes that hold a headline and a line each are cards of other stories, or a section's front.
    """
    below = root.walk()
    heads = [node for node in below if node.tag in HEADINGS and node.size]
    led = [head for head in heads if head.linked > 0.9 * head.size and _introduces(head)]
    if len(led) < _PIECES or 2 * len(led) < len(heads):
        return False
    if any(up is not root and up.size < _CARD for head in led if (up := head.up)):
        return False
    before = (node for node in below if node.tag == "p" and node.number < led[0].number)
    return sum(node.size for node in before) < root.size / 3


def among_subheads(head: Node) -> bool:
    """Say whether a short heading is of the same rank as others beside it that lead nowhere."""
    if head.size > _LONGEST_SUBHEAD or head.up is None:
        return False
    rank = [kid for kid in head.up.elements() if kid.tag == head.tag and kid.size]
    return sum(not kid.linked for kid in rank if kid is not head) > 1


def of_section(node: Node) -> bool:
    """Say whether a list stands under a subhead, one of several of the article's own."""
    if node.tag not in {"ul", "ol"} or node.up is None:
        return False
    before = [kid for kid in node.up.elements() if kid.size]
    at = next((at for at, kid in enumerate(before) if kid is node), 0)
    return at > 0 and before[at - 1].tag in HEADINGS and among_subheads(before[at - 1])


def enumerates(node: Node) -> bool:
    """Say whether a list goes on with a line above it in an item or a cell of facts."""
    up = node.up
    while up is not None and up.tag in {"div", "ul", "ol"} and up.size == node.size:
        up = up.up
    if up is None or up.tag not in {"li", "td", "dd"}:
        return False
    if up.tag == "td":
        return up.up is not None and any(cell.tag == "th" for cell in up.up.elements())
    return up.size > node.size + _A_WORD


def links_only(node: Node, root: Node) -> bool:
    """Say whether a block holds headlines of other stories, or topics at the end, and no more."""
    if not node.size or node.linked < 0.9 * node.size:
        return False
    links = [below for below in node.walk() if below.tag == "a" and below.size]
    if len(links) == 1:
        # A list of one story, as the BBC sets it between paragraphs.
        return node.tag in {"ul", "ol"} and node.size > _SENTENCE
    return len(links) > 1 and (node.size / len(links) > 12 or _closes(node, root))


def _closes(node: Node, root: Node) -> bool:
    """Say whether nothing but links follows a block in the article."""
    while node is not root and node.up is not None:
        after = [kid for kid in node.up.elements() if kid.number > node.number]
        if any(kid.pictures or kid.linked < 0.9 * kid.size for kid in after):
            return False
        node = node.up
    return True


def _introduces(head: Node) -> bool:
    """Say whether a paragraph follows a heading, a picture may stand between."""
    kids = list(head.up.elements()) if head.up is not None else []
    at = next((at for at, kid in enumerate(kids) if kid is head), 0)
    after = next((kid for kid in kids[at + 1 :] if kid.size and kid.tag != "figure"), None)
    return after is not None and after.tag in {"p", "div"} and after.size - after.linked > _SENTENCE

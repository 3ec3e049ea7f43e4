"""Boxes inside an article that serve the page, told by what they hold, whatever they are called.

A box to fill in (newsletter, poll, comment), a row of links that share, the card of another story,
a box whose opening words say what it is for.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from formatter.clean.node import Node
from formatter.clean.patterns import embedded

# What a box of the page may have beside its form or links; a longer one may hold the story.
_LARGEST = 300
# A paragraph with more letters is one of the story.
_PARAGRAPH = 140
_BOXES = frozenset("div section aside ul ol li form fieldset details center header".split())
# A list's first words may tell the reader to do what a box would ask of him.
_LISTS = frozenset(("ul", "ol", "li"))
_FILLED = frozenset(("", "text", "email", "tel", "radio", "password"))
# What a switch of a caption says, and the most letters it has.
_SWITCHES = frozenset(
    ("more", "less", "show more", "show less", "read more", "read less", "see more", "see less",
     "xem thêm", "thu gọn", "đọc thêm", "ẩn bớt", "rút gọn", "mehr", "weniger", "plus", "moins",
     "ver más", "ver menos", "больше", "меньше")
)  # fmt: skip
_SWITCH = 12
# What sites call the box of a player.
_PLAYER = re.compile(r"(?:^|[\s_-])(?:video-?)?player(?=$|[\s_-])")
# Addresses that pass a page on to friends.
_SHARES = re.compile(
    r"facebook\.com/(?:sharer|share|dialog)|(?:twitter|x)\.com/(?:share|intent)|zalo\.me/share|"
    r"linkedin\.com/share|pinterest\.\w+/pin/create|(?:wa\.me|whatsapp\.com)/|t(?:elegram)?\.me/share|"
    r"reddit\.com/submit|[?&]share="
)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|pdf)(?:$|\?)", re.IGNORECASE)
# Links that a site's robot sets on words, by their names and by where they lead.
_ROBOT = re.compile(
    r"(?:^|[\s_-])(?:seo-suggest-link|vcctagiteminnews|link-inline-content|auto-?links?|auto-?tags?)"
    r"(?:$|[\s_-])"
)
_TAG_PAGE = re.compile(r"^(?:[a-z]+:)?(?://[^/]+)?/(?:tags?|chu-de|tu-khoa|keywords?)/")


def serves(
    node: Node, near: Callable[[str], bool], heads: Callable[[str], bool]
) -> tuple[str, str] | None:
    """Return the rule that takes a box by what it holds and why, None for a box that stays.

    `near` says whether an address is of the same site, `heads` whether words open a box that
    serves the page.
    """
    if node.tag not in _BOXES or not 0 < node.size <= _LARGEST:
        return None
    below = node.walk()
    if any(part.size > _PARAGRAPH for part in below if part.tag in {"p", "blockquote", "table"}):
        return None
    if any(_fills(part) for part in below):
        return ("form", "a box to fill in")
    if _plays(node, below):
        return ("player", "a player that isn't in the page, with its title")
    links = [part for part in below if part.tag == "a"]
    if _passes_on(node, links):
        return ("share", "links that pass the page on")
    if node.pictures:
        return _card(below, links, near)
    if node.tag not in _LISTS and heads(opening(node)):
        return ("box", "its first words say that it serves the page")
    return None


def opening(node: Node) -> str:
    """Return the words of the first element of a box, empty where words stand loose beside it."""
    while True:
        kids = [k for k in node.kids if (k.strip() if isinstance(k, str) else k.size)]
        if not kids or any(isinstance(kid, str) for kid in kids):
            return ""
        first = kids[0]
        if isinstance(first, str):
            return ""
        if len(kids) > 1:
            return first.text()
        node = first


def robotic(link: Node, near: Callable[[str], bool]) -> bool:
    """Say whether a link among words is one that the site's robot set on a word it knows."""
    if link.up is None or link.up.size < 2 * link.size:
        return False
    if link.key and _ROBOT.search(link.key):
        return True
    href = link.get("href")
    return bool(_TAG_PAGE.match(href)) and near(href)


def switches(node: Node) -> bool:
    """Say whether a link that leads nowhere only shows more or less of the words beside it."""
    if node.tag != "a" or node.get("href").strip("#") or not 0 < node.size <= _SWITCH:
        return False
    return node.text().strip(" .…[]()").casefold() in _SWITCHES


def _fills(part: Node) -> bool:
    return part.tag == "textarea" or (part.tag == "input" and part.get("type").lower() in _FILLED)


def _plays(node: Node, below: list[Node]) -> bool:
    """Say whether a box holds a player that scripts make, its title and its switches beside it."""
    player = next((part for part in below if part.key and _PLAYER.search(part.key)), None)
    if player is None or player.pictures != node.pictures or player.size == node.size:
        return False
    return not any(embedded(part) or part.tag in {"p", "figcaption"} for part in below)


def _passes_on(node: Node, links: list[Node]) -> bool:
    """Say whether a box holds links that share the page, and hardly a word beside its links."""
    shares = [link for link in links if _SHARES.search(link.get("href"))]
    others = [link for link in links if link.size and link not in shares]
    loose = node.size - sum(link.size for link in links)
    led = [link for link in others if link.get("href").startswith(("http", "/"))]
    return bool(shares) and loose <= 40 and len(led) < len(shares) and not node.pictures


def _card(
    below: list[Node], links: list[Node], near: Callable[[str], bool]
) -> tuple[str, str] | None:
    """Take the card of another story: its picture and its headline lead to the same address."""
    if any(part.tag in {"figcaption", "blockquote"} for part in below):
        return None
    shown = {link.get("href") for link in links if link.pictures}
    for link in links:
        href = link.get("href")
        if href in shown and link.size > 12 and near(href) and not _FILE.search(href):
            return ("card", "another story, its picture and headline one link")
    return None

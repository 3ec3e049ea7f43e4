"""Where the article stands in a page that no family of sites tells us about.

One visit weighs each paragraph by its length and links and gives the weight to the elements above
it, halved at each level; the heaviest is the article, widened while its surroundings hold as good
prose. The weighing of paragraphs upward is Readability's idea (Arc90, 2009).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from formatter.clean.node import Node
from formatter.clean.patterns import CHROME_TAGS, HEADINGS, HOLDS, WEIGHED_TAGS, around, hidden
from formatter.text.plain import folded

# A text with fewer letters than this (beside its links) is no paragraph.
SHORTEST = 25
# Letters after which a paragraph weighs no more: 80 for one unit, at most four units.
_UNIT, _UNITS = 80, 4
# Names that say how a box is laid out, not what it holds.
_COMMON = re.compile(
    r"(?i)row|col|cf$|clear|container|wrap|grid|flex|block$|module$|item$|d-|m[btlrxy]?-"
)
# The weight of a short paragraph, and of two full ones.
_ONE, _FEW = 3.0, 10.0
# The page's data tell an article from so many letters on; it is looked for by this many pieces of
# so many letters, and is held by what has this share of them.
_TOLD, _PIECES, _PIECE, _HELD = 300, 60, 15, 0.9
# With less of it an article is another one, or a part.
ENOUGH = 0.8
_TAGS = re.compile(r"<[^<>]+>")
_NO_PARAGRAPHS = frozenset("ul ol dl table tbody tr h1 h2 h3 h4 h5 h6".split())
# What an article may hold and never is: a quotation has its source beside it, a picture its words.
_HELD_IN_ONE = frozenset(("blockquote", "figure", "figcaption", "aside"))
_PARAGRAPHS = frozenset(("p", "pre", "blockquote", "li"))


@dataclass(slots=True)
class Weights:
    """The weight of the prose below each element, and the share it may call its own."""

    prose: dict[int, float] = field(default_factory=dict)
    near: dict[Node, float] = field(default_factory=dict)
    holders: set[int] = field(default_factory=set)
    measures: dict[int, tuple[list[Node], float]] = field(default_factory=dict)

    def of(self, node: Node) -> float:
        """Return the weight of all prose below the element."""
        return self.prose.get(id(node), 0.0)


def locate(body: Node, heading: Node | None = None) -> tuple[Node, float]:
    """Return the element that holds the article, and its share of the page's prose from 0 to 1.

    `heading` is the element whose text is the page's title, if one is known.
    """
    whole = Weights()
    total = _weigh(body, whole, None, 0.0)
    # What holds the title is no chrome, whatever it is called: some sites read in a pop-up.
    weights = Weights(
        measures=whole.measures,
        holders={id(up) for up in heading.ancestors()} if heading else set(),
    )
    _weigh(body, weights, whole, total)
    found = _heaviest(weights, _scope(heading, weights))
    if found is None:
        return body, 0.0
    found = _widened(found, body, weights)
    while found.tag in _HELD_IN_ONE and found.up is not None:
        found = found.up
    return found, weights.of(found) / max(weights.of(body), 0.01)


def holder(body: Node, story: str) -> Node | None:
    """Return the smallest element that holds the article as the page's data tell it, if any."""
    found: Node | None = None
    kids = [body]
    while here := next((kid for kid in kids if (told(kid, story) or 0) > _HELD), None):
        found, kids = here, [kid for kid in here.elements() if kid.size > _TOLD]
    return found


def told(root: Node, story: str) -> float | None:
    """Return how much of the article that the page's data tell is below `root`, from 0 to 1.

    None where they tell no article. It is looked for by pieces of a few letters.
    """
    theirs = folded(_TAGS.sub(" ", story))
    if len(theirs) < _TOLD:
        return None
    ours = folded(root.text())
    starts = range(0, len(theirs) - _PIECE, max(1, len(theirs) // _PIECES))
    return sum(theirs[at : at + _PIECE] in ours for at in starts) / len(starts)


def own(node: Node) -> tuple[int, int]:
    """Return how many letters stand directly in a block, and how many of them are linked."""
    size, linked = node.size, node.linked
    for kid in node.kids:
        if kid.__class__ is Node and kid.block:
            size -= kid.size
            linked -= kid.linked
    if node.tag == "a":
        # What is said of a link's own words: a link in it, which markup can't make, is one.
        linked = sum(kid.linked for kid in node.elements() if not kid.block)
    return size, linked


def _weigh(node: Node, weights: Weights, whole: Weights | None, total: float) -> float:
    """Weigh what is below `node`; the second time, chrome is left out by the first's weights."""
    if whole is None:
        if node.tag in CHROME_TAGS and node.tag not in WEIGHED_TAGS:
            return 0.0
    elif id(node) not in weights.holders and _chrome(node, whole, total):
        return 0.0
    parts, mine = weights.measures.get(id(node)) or weights.measures.setdefault(
        id(node), _measure(node)
    )
    weight = 0.0
    for kid in parts:
        weight += _weigh(kid, weights, whole, total)
    if mine:
        weight += mine
        if whole is not None:
            _lift(node.up if node.tag in _PARAGRAPHS else node, mine, weights)
    weights.prose[id(node)] = weight
    return weight


def _measure(node: Node) -> tuple[list[Node], float]:
    """Return the blocks in an element that may hold prose, and the weight of its own words."""
    parts = [
        kid for kid in node.kids if kid.__class__ is Node and kid.block and kid.size >= SHORTEST
    ]
    size, linked = own(node)
    if node.tag in _NO_PARAGRAPHS or size - linked < SHORTEST:
        return parts, 0.0
    weight = (min(size / _UNIT, _UNITS) + 1) * (1 - linked / size)
    # Lists are menus more often than not.
    weight *= 0.3 if node.tag == "li" or (node.up is not None and _card(node.up)) else 1
    return parts, weight


def _card(node: Node) -> bool:
    """Say whether an element shows another story: its headline, a link, over a few words."""
    return node.size < 600 and any(
        kid.tag in HEADINGS and kid.linked > 0.8 * kid.size > 0 for kid in node.elements()
    )


def _lift(node: Node | None, weight: float, weights: Weights) -> None:
    for _ in range(4):
        if node is None:
            return
        weights.near[node] = weights.near.get(node, 0.0) + weight
        weight /= 2
        node = node.up


def _chrome(node: Node, whole: Weights, total: float) -> bool:
    if node.tag in CHROME_TAGS:
        return node.tag not in WEIGHED_TAGS or whole.of(node) < total / 2
    if node.tag in {"body", "article", "main"} or whole.of(node) > 0.6 * total:
        return False
    return hidden(node) or bool(around(node.key))


def _scope(heading: Node | None, weights: Weights) -> Node | None:
    """Return the nearest element above the title that holds a paragraph."""
    if heading is None:
        return None
    return next((up for up in heading.ancestors() if weights.of(up) >= _ONE), None)


def _heaviest(weights: Weights, scope: Node | None) -> Node | None:
    best, top = None, 0.0
    # In the order of the page, so that the first of equals wins.
    for node in sorted(weights.near, key=lambda node: node.number):
        weight = weights.near[node]
        if weight <= top / 2 or node.tag in {"p", "li", "tr", "html", "aside"}:
            continue
        weight *= 1.5 if scope is not None and node.within(scope) else 1
        weight *= 1 - node.linked / max(1, node.size)
        if node.get("itemprop").lower() == "articlebody":
            weight *= 1.5
        elif node.key and HOLDS.search(node.key):
            weight *= 1.15
        elif around(node.key):
            weight *= 0.3
        if weight > top:
            best, top = node, weight
    return best


def _widened(found: Node, body: Node, weights: Weights) -> Node:
    """Climb while an element above holds as good prose again: sections, pages, a hidden half."""
    while True:
        have = weights.of(found)
        below = found
        for up in found.ancestors():
            if up.tag == "html":
                return found
            if weights.of(up) - have > 0.08 * have:
                break
            below = up
        else:
            return found
        scattered = have < min(0.25 * weights.of(body), _FEW)
        if not scattered and not _continued(below, up, weights):
            return found
        found = up


def _continued(below: Node, up: Node, weights: Weights) -> bool:
    """Say whether what `up` adds to its child `below` is more of the same article."""
    heads = [node for node in up.walk() if node.tag == "h1"]
    # An endless page hangs the next article under this one.
    if len(heads) > 1 or below.tag == "article":
        return False
    gain = weights.of(up) - weights.of(below)
    kin = [
        kid
        for kid in up.elements()
        if kid is not below
        and weights.of(kid) > 0
        and kid.linked < 0.25 * kid.size
        and (kid.tag == "p" or _akin(kid, below))
        and not any(head.within(kid) for head in heads)
    ]
    if sum(weights.of(kid) for kid in kin) < 0.6 * gain:
        return False
    mine = [size for _, size in _prose(below, weights)]
    more = [size for kid in kin for _, size in _prose(kid, weights)]
    return bool(mine and more) and sum(more) / len(more) > 0.5 * sum(mine) / len(mine)


def _akin(one: Node, other: Node) -> bool:
    """Say whether two elements are built alike: the same tag, and names they share."""
    if one.tag != other.tag:
        return False
    names, others = set(one.get("class").split()), set(other.get("class").split())
    return names == others or any(not _COMMON.match(name) for name in names & others)


def _prose(node: Node, weights: Weights) -> Iterator[tuple[Node, int]]:
    for below in node.walk():
        if id(below) in weights.prose and below.tag not in _NO_PARAGRAPHS:
            size, linked = own(below)
            if size - linked >= SHORTEST and linked < size / 3:
                yield below, size

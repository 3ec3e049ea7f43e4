"""What stands between the title and the body and belongs to the article: lead, hero, byline, date.

Measured on ten newspapers: every lead stands outside the box of the body, so that a tool which
picks one box loses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from formatter.clean.ledger import Ledger
from formatter.clean.locate import own
from formatter.clean.metadata import Facts, people
from formatter.clean.node import Node
from formatter.clean.patterns import CHROME_TAGS, around, hidden, quotes
from formatter.clean.tree import Tree
from formatter.sites import SiteRule
from formatter.text.moment import moment
from formatter.text.plain import folded

_LEAD = re.compile(
    r"(?:^|[\s_-])(?:sapo|lead|lede|standfirst|chapeau|chappeau|summary|excerpt|dek|deck|subtitle|sub-?title|sub-?headline|"
    r"subhead|intro|description|abstract|anrisstext|vorspann|article__desc|strapline|kicker-text|perex|ingress|entradilla|bajada|catenaccio|occhiello)(?=$|[\s_-])"
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|authors?|writer|reporter|tac-?gia)(?=$|[\s_-]|\w*name)"
)
_DATE = re.compile(
    r"(?:^|[\s_-])(?:date\w*|time\w*|published|pub-?date|updated|posted-on)(?=$|[\s_-])"
)
_CAPTION = re.compile(r"(?:^|[\s_-])\w*caption(?=$|[\s_-])")
_LONGEST = 900
_SHORTEST = 30
# As long as "Cập nhật lúc:" and the like.
_LABEL = 15


def between(root: Node, heading: Node | None) -> list[Node]:
    """Return the elements after the title and before the body, outermost first, in order."""
    above = [root, *root.ancestors()]
    top = next((up for up in heading.ancestors() if up in above), None) if heading else None
    if top is None:
        top = above[min(2, len(above) - 1)]
    if top is root:
        return []
    held = {id(node) for node in above}
    if heading is not None:
        held.update(id(node) for node in (heading, *heading.ancestors()))
    found: list[Node] = []
    passed = heading is None or not heading.within(top)
    stack = list(reversed(top.kids))
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            continue
        if node is root:
            break
        if node is heading:
            passed = True
            continue
        if passed and id(node) not in held:
            found.append(node)
        stack.extend(reversed(node.kids))
    return found


def find_lead(tree: Tree, zone: list[Node], facts: Facts, rule: SiteRule | None) -> list[Node]:
    """Return the lead: what the rule names, or what is called a lead or says the description."""
    if rule and rule.lead:
        named = [node for node in tree.select(rule.lead) if node.size >= 15]
        if named:
            return [named[0]]
    wanted = folded(facts.description)[:80]
    chrome = [node for node in zone if around(node.key)]
    for node in zone:
        if not _SHORTEST <= node.size <= _LONGEST or node.linked > 0.3 * node.size:
            continue
        if not node.block or node.tag in CHROME_TAGS or hidden(node) or _splits(node):
            continue
        if any(node.within(up) for up in chrome):
            continue
        if (node.key and _LEAD.search(node.key)) or _says(node, wanted):
            return [node]
    return []


def _says(node: Node, wanted: str) -> bool:
    """Say whether an element's words are those of the page's description."""
    letters = folded(node.text())
    return len(wanted) > 30 and (letters.startswith(wanted[:60]) or wanted.startswith(letters[:80]))


def _splits(node: Node) -> bool:
    """Say whether an element holds more than the lead's one or two paragraphs."""
    return sum(kid.block and kid.size > 0 for kid in node.elements()) > 4


def find_hero(tree: Tree, zone: list[Node], rule: SiteRule | None) -> list[Node]:
    """Return the figures that stand over the body."""
    if rule and rule.hero and (named := tree.select(rule.hero)):
        return _outermost(named)
    found = []
    held = {id(node) for node in zone}
    for node in zone:
        if not node.pictures or (node.tag != "figure" and not _captioned(node)):
            continue
        if node.size > _LONGEST or hidden(node):
            continue
        above = (up for up in (node, *node.ancestors()) if id(up) in held)
        if not any(around(up.key) or up.tag in CHROME_TAGS for up in above):
            found.append(node)
    found = _outermost(found)
    for node in found:
        # From here on it is what it is for the reader.
        node.tag = "figure"
    return found


def _captioned(node: Node) -> bool:
    """Say whether a box holds one picture, its caption and nothing else."""
    if node.tag != "div" or node.pictures != 1 or not node.size or 2 * node.linked > node.size:
        return False
    named = (below for below in node.walk() if below.key and below.tag != "img")
    return any(
        _CAPTION.search(below.key) and 5 * below.size > 4 * node.size
        for below in named
        if below is not node
    )


def _outermost(nodes: list[Node]) -> list[Node]:
    return [
        node
        for node in nodes
        if not any(node.within(other) for other in nodes if other is not node)
    ]


def place(leads: list[Node], heroes: list[Node], root: Node) -> set[int]:
    """Put the lead, then the hero, before what `root` holds, and return the ids of both.

    A hero that stands in the body stays where it is; what holds the body can't be moved.
    """
    fit = [node for node in leads if not root.within(node)]
    fit += [node for node in heroes if not root.within(node) and not node.within(root)]
    for at, node in enumerate(fit):
        node.place(root, at)
    return {id(node) for node in (*fit, *heroes)}


def inside(root: Node, facts: Facts) -> list[Node]:
    """Return a lead that stands in the body's element before the box of the text."""
    kids = [kid for kid in root.elements() if kid.size]
    heavy = next((at for at, kid in enumerate(kids) if kid.size > root.size / 2), 0)
    wanted = folded(facts.description)[:80]
    for kid in kids[: min(heavy, 4)]:
        named = bool(kid.key) and _LEAD.search(kid.key) is not None
        if (
            _SHORTEST <= kid.size <= _LONGEST
            and kid.linked < 0.3 * kid.size
            and not hidden(kid)
            and not around(kid.key)
            and (named or _says(kid, wanted))
        ):
            return [kid]
    return []


def use_named(tree: Tree, root: Node, leads: list[Node], rule: SiteRule, ledger: Ledger) -> None:
    """Enter the byline and the date that the rule names as used for the metadata."""
    for css, name in ((rule.author, "authors"), (rule.date, "published")):
        for node in tree.select(css)[:1]:
            held = root.within(node) or any(one.within(node) for one in leads)
            if 0 < node.size < 200 and not held:
                ledger.use(node, name)


def use_facts(nodes: list[Node], facts: Facts, ledger: Ledger) -> None:
    """Enter the elements that show the byline and the date as used for the metadata."""
    authors = [folded(name) for name in facts.authors]
    for node in nodes:
        # A figure signs itself.
        if not 2 <= node.size <= 160 or node.pictures:
            continue
        name = f"{node.key} {node.get('itemprop').lower()} {node.get('rel')}"
        if not (
            _BYLINE.search(name)
            or _DATE.search(name)
            or node.tag == "time"
            or "data-role" in node.attrs
        ):
            continue
        if node.up is None or any(up.up is None for up in node.ancestors() if up.tag != "html"):
            continue  # it went with an element above
        if not node.block and _in_prose(node):
            continue
        if _BYLINE.search(name) or node.get("data-role") == "author":
            letters = folded(node.text())
            if (
                any(author in letters for author in authors)
                and len(letters) < 3 * sum(map(len, authors)) + 30
            ):
                ledger.use(node, "authors")
        elif (_DATE.search(name) or node.tag == "time") and node.size < 80:
            shown = moment(
                node.text() if node.tag != "time" else node.get("datetime") or node.text()
            )
            if shown and facts.published[:10] == shown[:10]:
                ledger.use(node, "published")


def _in_prose(node: Node) -> bool:
    """Say whether an inline element stands among the words of a sentence."""
    block = next((up for up in node.ancestors() if up.block), None)
    return block is not None and not block.key and own(block)[0] - node.size > _LABEL


def find_authors(nodes: list[Node]) -> tuple[str, ...]:
    """Return the names in the first byline that the page shows, where its data names nobody."""
    for node in nodes:
        if not 3 <= node.size <= 60 or node.up is None or node.pictures:
            continue
        if _BYLINE.search(node.key) or "author" in node.get("itemprop").lower().split():
            names = tuple(people(node.text()))
            if names and all(name[0].isupper() for name in names):
                return names
    return ()


def edges(root: Node) -> Iterator[Node]:
    """Yield the elements that open or close the body: a byline may stand among them."""
    kids = [kid for kid in root.elements() if kid.size]
    for kid in (*kids[:4], *kids[-3:]):
        stack = [kid]
        while stack:
            node = stack.pop()
            # A figure signs itself, and so do words that are quoted.
            if node.tag not in {"figure", "figcaption"} and not quotes(node):
                yield node
                stack.extend(reversed(list(node.elements())))

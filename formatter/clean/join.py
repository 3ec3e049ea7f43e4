"""The pages of one article joined: what the later ones add is hung under the body of the first.

A page of an article repeats its title, its lead, its boxes and the row of links to its other pages.
Each stands once in the joined page, and the rest is entered. What follows is cleaned as if the
article had stood on one page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

from formatter.clean import editor, lead, outside
from formatter.clean.ledger import LAZY, Ledger, picture_address
from formatter.clean.node import Node
from formatter.clean.pagers import pagers
from formatter.clean.tree import Tree
from formatter.text.paging import untold
from formatter.text.plain import folded

# A paragraph with as many letters that stands on two pages was printed twice; a shorter one may be
# said twice.
_PROSE = 80
_BOX = 25
# Lines at a page's head and foot that its template may repeat.
_EDGE = 6
_ADDRESSES = frozenset(("href", "poster", *LAZY))

_Sign = tuple[str, tuple[str, ...]]


@dataclass(slots=True, kw_only=True)
class Part:
    """One page of an article: its tree, the element that holds its text, and its title's.

    `zone` is what stands between the two.
    """

    tree: Tree
    root: Node
    heading: Node | None
    base: str = ""
    zone: Sequence[Node] = ()


def join(parts: Sequence[Part], ledger: Ledger, told: Iterable[str], held: frozenset[str]) -> Node:
    """Return the body of the first part with those of the others joined to it.

    `told` are the texts that the page has of itself, its titles and its description; `held` are
    the addresses of what was saved with the pages.
    """
    first = parts[0]
    fullest = max(parts, key=lambda part: part.root.size)
    pagers(fullest.root, ledger)
    fullest.root = _narrowed(fullest, [part for part in parts if part is not fullest], ledger.base)
    for part in parts:
        if part is not fullest:
            part.root = _twin(fullest.root, part.tree.body) or part.root
    for part in parts:
        part.zone = lead.between(part.root, part.heading)
    for part in parts[1:]:
        _whole(part, first.base, held)
    for part in parts:
        pagers(part.root, ledger)
    seen = _signs(first.root, ledger.base)
    for node in (*first.zone, *([first.heading] if first.heading else ())):
        seen |= _signs(node, ledger.base)
    opening = _opening(first, told, ledger.base)
    last = first
    for place, part in enumerate(parts[1:], start=2):
        _once(part, last, ledger, seen, opening)
        seen |= _signs(part.root, ledger.base)
        # Its links to notes of its own must not lead to those of another page.
        _rename(part.root, first.root, f"-{place}")
        _graft(part, first, ledger)
        last = part
    return first.root


def number(parts: Sequence[Part]) -> None:
    """Count the elements of the later pages on from those of the ones before."""
    start = 0
    for part in parts:
        nodes = part.tree.body.walk()
        for node in nodes:
            node.number += start
        start = max(start, *(node.number for node in nodes))


def _twin(root: Node, body: Node) -> Node | None:
    """Return the element below `body` that is built and named as `root`, at the same place."""
    if root.tag == "body":
        return body
    way = [_name(node) for node in (root, *root.ancestors())]
    alike = [node for node in body.walk() if _name(node) == way[0]]
    placed = [node for node in alike if [_name(up) for up in (node, *node.ancestors())] == way]
    alike = placed or (alike if root.key.strip() else [])
    return max(alike, key=lambda node: node.size, default=None)


def _narrowed(part: Part, others: Sequence[Part], base: str) -> Node:
    """Return the element below a page's body that holds all lines which no other page has.

    A page of few words is widened to what stands around its text, and that is the same on all.
    """
    known = set().union(*(_signs(other.tree.body, base) for other in others))
    root = part.root
    while not any(isinstance(kid, str) and kid.strip() for kid in root.kids):
        held = [kid for kid in root.elements() if kid.size or kid.pictures]
        own = [kid for kid in held if any(_sign(line, base) not in known for line in _lines(kid))]
        rest = [kid for kid in held if kid not in own]
        if len(own) != 1 or any(kid.pictures or not kid.block for kid in rest):
            break
        if not any(kid.block for kid in own[0].elements()):
            break
        root = own[0]
    return root


def _name(node: Node) -> tuple[str, str]:
    # The body's own names often hold the page's number.
    return (node.tag, "" if node.tag in {"body", "html"} else node.key)


def _whole(part: Part, base: str, held: frozenset[str]) -> None:
    """Write addresses whole that mean another thing under the first page's address."""
    if not part.base or urljoin(part.base, "x") == urljoin(base, "x"):
        return
    for node in part.tree.body.walk():
        for name in node.attrs.keys() & _ADDRESSES:
            value = (node.attrs[name] or "").strip()
            if value and value[0] != "#" and unquote(value).removeprefix("./") not in held:
                node.attrs[name] = _joined(part.base, value)


def _joined(base: str, value: str) -> str:
    try:
        return urljoin(base, value)
    except ValueError:
        return value


def _sign(node: Node, base: str) -> _Sign:
    pictures = tuple(picture_address(img, base) for img in node.images())
    return (folded(node.text()), pictures)


def _signs(root: Node, base: str) -> set[_Sign]:
    """Return the text and pictures of each block, to know it by on another page."""
    return {
        _sign(node, base)
        for node in root.walk()
        if node.block and (node.size or node.pictures) and node.up is not None
    }


def _lines(root: Node) -> Iterator[Node]:
    """Yield the blocks that hold no other."""
    for node in root.walk():
        held = node.block and (node.size or node.pictures) and node.up is not None
        if held and not any(kid.block for kid in node.elements()):
            yield node


def _opening(first: Part, told: Iterable[str], base: str) -> set[_Sign]:
    """Return what stands above the text of the first page: later ones repeat it there."""
    lines = [line for node in first.zone for line in _lines(node)]
    lines += [line for line, _ in zip(_lines(first.root), range(_EDGE), strict=False)]
    lines += [first.heading] if first.heading else []
    signs = {_sign(line, base) for line in lines}
    return signs | {(folded(text), ()) for text in told if text}


def _once(part: Part, before: Part, ledger: Ledger, seen: set[_Sign], opening: set[_Sign]) -> None:
    """Take out of a page what stands on an earlier one, and of that what this one closes with."""
    base = ledger.base
    foot = zip(reversed(list(_lines(before.root))), reversed(list(_lines(part.root))), strict=False)
    for (old, new), _ in zip(foot, range(_EDGE), strict=False):
        if _sign(old, base) != _sign(new, base):
            break
        _repeated(old, ledger)
        seen.discard(_sign(new, base))
    for node in part.root.walk():
        if node is part.root or not node.block or not node.within(part.root):
            continue
        least = _PROSE if node.tag in {"p", "td", "th", "li"} else _BOX
        if (node.size >= least or node.pictures) and _sign(node, base) in seen:
            _repeated(node, ledger)
    above = [*([part.heading] if part.heading else []), *part.zone]
    for node in above:
        if not part.root.within(node) and _known(node, base, opening):
            _repeated(node, ledger)
    for line in list(_lines(part.root)):
        if not _known(line, base, opening):
            break
        _repeated(line, ledger)


def _known(line: Node, base: str, opening: set[_Sign]) -> bool:
    """Say whether a line is one that stands above the text of the first page."""
    return _sign(line, base) in opening or (folded(untold(line.text())), ()) in opening


def _repeated(node: Node, ledger: Ledger) -> None:
    ledger.remove(
        node, step="join", rule="repeated", reason="it stands on another page of the article too"
    )


def _rename(root: Node, first: Node, ending: str) -> None:
    """Give the targets of a page's own links names that the pages before it don't have."""
    asked = {node.get("href")[1:] for node in root.walk() if node.get("href").startswith("#")}
    taken = {node.get(name) for node in first.walk() for name in ("id", "name")}
    for node in root.walk():
        for name in ("id", "name"):
            if node.get(name) in asked & taken:
                node.attrs[name] = node.get(name) + ending
        if node.get("href").startswith("#") and node.get("href")[1:] in asked & taken:
            node.attrs["href"] = node.get("href") + ending


def _graft(part: Part, first: Part, ledger: Ledger) -> None:
    """Enter what stands around a page's text, and hang the text under the first page's body."""
    root, other = first.root, part.root
    mine = (node for node in ledger.spared if node.within(part.tree.body))
    editor.bring(mine, other, ledger)
    outside.enter(part.tree, other, ledger)
    # What is left beside it is empty.
    root.kids.append("\n")
    if _parts_a_paragraph(root, other):
        root.kids += [Node("br", {}, root), Node("br", {}, root)]
    for kid in other.kids:
        root.kids.append(kid)
        if isinstance(kid, Node):
            kid.up = root
    for node in (root, *root.ancestors()):
        node.size += other.size
        node.linked += other.linked
        node.pictures += other.pictures
    other.kids = []
    first.tree.joined.append(part.tree)


def _parts_a_paragraph(root: Node, other: Node) -> bool:
    """Say whether text outside of paragraphs ends on one page and begins anew on the next."""
    sides = [
        next((kid for kid in kids if not isinstance(kid, str) or kid.strip()), None)
        for kids in (reversed(root.kids), other.kids)
    ]
    if any(side is None or (isinstance(side, Node) and side.block) for side in sides):
        return False
    before, after = (side.strip() if isinstance(side, str) else "" for side in sides)
    # A sentence may go on over the page.
    return not (before[-1:].isalnum() or before[-1:] == ",") or not after[:1].islower()

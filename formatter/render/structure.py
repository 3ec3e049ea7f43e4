"""The structure of a PDF as a tree of values: what stands in what, and what makes it sound.

Types and attributes are those of PDF 1.7 (ISO 32000-1, 14.8); what must hold is said by PDF/UA-1
(ISO 14289-1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

# What holds blocks alone: words that stand in it bare are a paragraph of their own.
GROUPS = frozenset("Document Part Art Sect Div Aside BlockQuote TOC TOCI L Table TR".split())
# What may be empty and still tells something.
_HOLLOW = frozenset(("TD", "TH", "LBody", "OBJR"))
_DEEPEST = 6


@dataclass(slots=True, eq=False)
class Mark:
    """A stretch of a page's content: its page, counted from 0, and its number on it (MCID).

    `start` and `end` are the places of its signs among the operators of that page; `said` is what
    it says where the glyphs don't tell it.
    """

    page: int
    start: int
    end: int
    said: str = ""
    number: int = -1


@dataclass(slots=True, eq=False)
class Annotation:
    """A place on a page that a reader can press: its page and the engine's object."""

    page: int
    made: Any


@dataclass(slots=True, eq=False)
class Node:
    """An element of the structure.

    `role` is its type, empty for a heading whose level isn't known yet. `element` is the element
    of the document it was made of, None for one that stands between. `attributes` are by owner
    (`Layout`, `List`, `Table`). `depth` is the level of a heading as the document has it.
    """

    role: str
    parent: Node | None = None
    element: Any = None
    kids: list[Node | Mark | Annotation] = field(default_factory=list)
    lang: str = ""
    alt: str | None = None
    identity: str = ""
    depth: int = 0
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    made: bytes = b""

    def add(self, role: str, element: Any = None, **named: Any) -> Node:  # noqa: ANN401
        """Return a new last child of that role."""
        child = Node(role, self, element, **named)
        self.kids.append(child)
        return child

    def say(self, owner: str, **values: Any) -> None:  # noqa: ANN401
        """Give it attributes of that owner."""
        self.attributes.setdefault(owner, {}).update(values)

    def nodes(self) -> Iterator[Node]:
        """Yield its children that are elements, in order."""
        return (kid for kid in self.kids if isinstance(kid, Node))

    def walk(self) -> Iterator[Node]:
        """Yield it and all elements below it, in reading order."""
        yield self
        for kid in self.nodes():
            yield from kid.walk()

    def within(self, *roles: str) -> Node | None:
        """Return the nearest of it and what it stands in that has one of these roles."""
        node: Node | None = self
        while node is not None and node.role not in roles:
            node = node.parent
        return node

    def first_page(self) -> int | None:
        """Return the page it begins on, None where it holds no content."""
        for kid in self.kids:
            page = kid.first_page() if isinstance(kid, Node) else kid.page
            if page is not None:
                return page
        return None


def sound(root: Node) -> None:
    """Make the tree sound: nothing empty, headings without gaps, tables even, captions at an end.

    A table in which a row is shorter than the others gets empty cells for what is missing.
    """
    _prune(root)
    _level(root, [])
    for node in root.walk():
        if node.role == "Table":
            _even(node)
        elif node.role in {"Figure", "Div"}:
            _captioned(node)


def _prune(node: Node) -> bool:
    """Take away what holds nothing, and say whether anything is left of this one."""
    node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or _prune(kid)]
    if node.role == "L":
        return any(kid.role == "LI" for kid in node.nodes())
    return bool(node.kids) or node.role in _HOLLOW


def _level(node: Node, open_heads: list[tuple[int, int]]) -> None:
    """Give each heading a level that is at most one below the heading it stands under.

    `open_heads` are the headings that it may stand under: the depth each has in the document, and
    the level it was given. What is in a box beside the story stands under the heading before it.
    """
    for kid in node.nodes():
        if kid.depth:
            while open_heads and open_heads[-1][0] >= kid.depth:
                open_heads.pop()
            level = min(_DEEPEST, open_heads[-1][1] + 1 if open_heads else 1)
            open_heads.append((kid.depth, level))
            kid.role = f"H{level}"
        elif kid.role == "Aside" and open_heads:
            _level(kid, [(0, open_heads[-1][1])])
        else:
            _level(kid, open_heads)


def _captioned(node: Node) -> None:
    """Let a caption be the first or the last of what it belongs to (PDF/UA-1, 7.3)."""
    captions = [kid for kid in node.nodes() if kid.role == "Caption"]
    if captions and (len(captions) > 1 or captions[0] not in {node.kids[0], node.kids[-1]}):
        one, *others = captions
        for other in others:
            one.kids += other.kids
            for kid in other.nodes():
                kid.parent = one
        node.kids = [kid for kid in node.kids if kid not in captions] + [one]


def _even(table: Node) -> None:
    """Tell what each head of a table speaks for, and fill up rows that are too short."""
    groups = [kid for kid in table.nodes() if kid.role in {"THead", "TBody", "TFoot"}] or [table]
    grids = [_grid(group) for group in groups]
    width = max((len(row) for grid in grids for row in grid), default=0)
    for group, grid in zip(groups, grids, strict=True):
        for row, places in zip(_rows(group), grid, strict=True):
            _scoped(row, sum(places), above=group.role == "THead")
            for taken in (*places, *(False,) * (width - len(places))):
                if not taken:
                    row.add("TD")


def _scoped(row: Node, wide: int, *, above: bool) -> None:
    """Say of each head in a row whether it is its column's or the row's.

    `wide` is how many places the row's cells and those that reach down into it take.
    """
    heads = [cell for cell in row.nodes() if cell.role == "TH"]
    alone = above or wide == sum(
        head.attributes.get("Table", {}).get("ColSpan", 1) for head in heads
    )
    for head in heads:
        said = str(head.element.get("scope", ""))
        column = said.startswith("col") if said else alone
        head.say("Table", Scope="/Column" if column else "/Row")


def _rows(group: Node) -> list[Node]:
    return [kid for kid in group.nodes() if kid.role == "TR"]


def _grid(group: Node) -> list[list[bool]]:
    """Return which places of each row are taken, and hold the cells to the group's rows."""
    rows = _rows(group)
    grid: list[list[bool]] = [[] for _ in rows]
    for number, row in enumerate(rows):
        at = 0
        for cell in row.nodes():
            spans = cell.attributes.get("Table", {})
            wide, high = spans.get("ColSpan", 1), spans.get("RowSpan", 1)
            while at < len(grid[number]) and grid[number][at]:
                at += 1
            free = next((n for n in range(wide) if _taken(grid[number], at + n)), wide)
            left = len(rows) - number
            if free != wide:
                wide = spans["ColSpan"] = free
            if high > left:
                high = spans["RowSpan"] = left
            for line in grid[number : number + high]:
                line.extend([False] * (at + wide - len(line)))
                line[at : at + wide] = [True] * wide
            at += wide
    return grid


def _taken(row: list[bool], at: int) -> bool:
    return at < len(row) and row[at]

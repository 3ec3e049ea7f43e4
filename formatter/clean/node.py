"""An element of the page: what it holds, measured, and how it is taken apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math nobr q "
    "rb rp rt rtc ruby s samp small span strike strong sub sup time tt u var wbr br img picture "
    "source svg path g use button input select textarea option".split()
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# What touches the words before and after it.
_TOUCHING = INLINE - {"br", "img"}
# The attributes that the steps after the tree read.
SAID = frozenset(
    "class id href src srcset alt title width height style align colspan rowspan type start value "
    "dir lang role itemid name display encoding poster data-thumb data-large-src "
    "data-original data-full-src data-hi-res-src data-zoom-src data-src data-lazy-src data-lazy "
    "data-alt data-url data-image data-img-src data-srcset data-lazy-srcset data-formatter "
    "data-formatter-embed".split()
)


class Node:
    """An element of the page.

    `kids` are elements and texts in order. `size` counts the non-space characters below, `linked`
    those of them inside links, `pictures` the pictures below; `key` is its class and id in lower
    case; `block` says that it stands on lines of its own, as an inline element does that holds a
    block. `number` counts the elements of the body as the page has them, from 1; 0 in its head.
    """

    __slots__ = (
        "at",
        "attrs",
        "block",
        "key",
        "kids",
        "linked",
        "number",
        "pictures",
        "size",
        "tag",
        "up",
    )

    def __init__(self, tag: str, attrs: dict[str, str | None], up: Node | None) -> None:
        self.tag = tag
        self.attrs = attrs
        self.up = up
        self.at = len(up.kids) if up is not None else 0
        self.number = 0
        self.kids: list[Node | str] = []
        self.size = 0
        self.linked = 0
        self.pictures = 1 if tag == "img" else 0
        self.block = tag not in INLINE
        self.key = (
            f"{attrs.get('class') or ''} {attrs.get('id') or ''}".lower()
            if "class" in attrs or "id" in attrs
            else ""
        )

    def __repr__(self) -> str:
        return f"<{self.tag} {self.key.strip()!r} {self.size}>"

    def get(self, name: str) -> str:
        """Return the attribute's value, empty where it isn't there."""
        return self.attrs.get(name) or ""

    def elements(self) -> Iterator[Node]:
        """Yield the element children."""
        return (kid for kid in self.kids if not isinstance(kid, str))

    def walk(self) -> list[Node]:
        """Return this element and all below, in document order."""
        found = [self]
        _gather(self, found)
        return found

    def images(self) -> list[Node]:
        """Return the pictures' elements below."""
        found: list[Node] = []
        stack = [self] if self.pictures else []
        while stack:
            node = stack.pop()
            if node.tag == "img":
                found.append(node)
            stack += [kid for kid in reversed(node.kids) if kid.__class__ is Node and kid.pictures]
        return found

    def texts(self) -> Iterator[str]:
        """Yield the texts below in document order."""
        stack: list[Node | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                yield node
            else:
                stack.extend(reversed(node.kids))

    def text(self) -> str:
        """Return the text below with its white space made single, blocks held apart."""
        parts: list[str] = []
        _words(self, parts)
        return " ".join("".join(parts).split())

    def ancestors(self) -> Iterator[Node]:
        """Yield the parent, its parent, and so on."""
        node = self.up
        while node is not None:
            yield node
            node = node.up

    def within(self, other: Node) -> bool:
        """Say whether `other` is this element or holds it."""
        return self is other or any(node is other for node in self.ancestors())

    def first(self, test: Callable[[Node], bool]) -> Node | None:
        """Return the first element below, this one included, for which `test` holds."""
        stack = [self]
        while stack:
            node = stack.pop()
            if test(node):
                return node
            stack += [kid for kid in reversed(node.kids) if kid.__class__ is Node]
        return None

    def drop(self) -> None:
        """Take this element out of the tree."""
        if self.up is None:
            return
        kids = self.up.kids
        index = self._index(kids)
        # A space stays between the neighbours' words.
        kids[index : index + 1] = [" "]
        self._count(-1)
        self.up = None

    def place(self, up: Node, index: int) -> None:
        """Put this element under `up` before its child `index`."""
        self.drop()
        up.kids.insert(index, self)
        self.up, self.at = up, index
        self._count(1)

    def _index(self, kids: list[Node | str]) -> int:
        """Return its place among its parent's kids, from where the page had it on.

        A page may have thousands side by side, and each that goes is looked for.
        """
        near = (at for at in range(self.at, len(kids)) if kids[at] is self)
        return next(near, None) or next(at for at, kid in enumerate(kids) if kid is self)

    def _count(self, sign: int) -> None:
        """Add what this element holds to the sums of those above, or take it away."""
        linked = self.linked
        for node in self.ancestors():
            linked = self.size if node.tag == "a" else linked
            node.size += sign * self.size
            node.linked += sign * linked
            node.pictures += sign * self.pictures

    def unlink(self) -> None:
        """Make words of this link, and count them as words all the way up."""
        linked = self.linked
        self.tag = "span"
        for node in (self, *self.ancestors()):
            node.linked -= linked

    def unwrap(self) -> None:
        """Leave what this element holds in its place."""
        up = self.up
        if up is None:
            return
        index = self._index(up.kids)
        up.kids[index : index + 1] = self.kids
        for kid in self.elements():
            kid.up = up
        self.kids = []
        self.up = None


def dry(body: Node) -> None:
    """Make words of a link that was never closed: it floods all the page after it."""
    sizes: dict[str, int] = {}
    links = [node for node in body.walk() if node.tag == "a"]
    for link in links:
        href = link.get("href")
        sizes[href] = sizes.get(href, 0) + link.size
    href, most = max(sizes.items(), key=lambda pair: pair[1])
    if most < body.size / 2:
        return
    for link in links:
        if link.get("href") == href:
            link.unlink()


def _gather(node: Node, found: list[Node]) -> None:
    for kid in node.kids:
        if kid.__class__ is Node:
            found.append(kid)
            if kid.kids:
                _gather(kid, found)


def _words(node: Node, parts: list[str]) -> None:
    for kid in node.kids:
        if isinstance(kid, str):
            parts.append(kid)
        elif kid.tag in _TOUCHING:
            if kid.kids:
                _words(kid, parts)
        else:
            parts.append(" ")
            # Elements without letters hold white space at most.
            if kid.size:
                _words(kid, parts)
                parts.append(" ")

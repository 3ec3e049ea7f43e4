"""The page's tree: read once by lexbor, the tree a browser would build, with its texts measured.

lexbor because it puts misnested markup where browsers put it and knows `source` as void, which
libxml2 doesn't, at half the time of lxml (see tests/parsers). One visit copies it into nodes of
ours: nothing that a later step keeps can dangle when another removes a piece.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from formatter.text.plain import weight

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math nobr q "
    "rb rp rt rtc ruby s samp small span strike strong sub sup time tt u var wbr br img picture "
    "source svg path g use button input select textarea option".split()
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# What touches the words before and after it.
_TOUCHING = INLINE - {"br", "img"}
# What is no text of the page: programs, styles, and what a browser keeps outside the document.
UNSEEN = frozenset(("script", "style", "template"))
# The attributes that the steps after the tree read.
SAID = frozenset(
    "class id href src srcset alt title width height style align colspan rowspan type start value "
    "dir lang role itemid name display encoding poster data-thumb data-large-src "
    "data-original data-full-src data-hi-res-src data-zoom-src data-src data-lazy-src data-lazy data-url "
    "data-image data-img-src data-srcset data-lazy-srcset "
    "data-formatter data-formatter-embed".split()
)
# Deeper than any page that people read; 5,000 nested divs must not exhaust the stack.
DEEPEST = 120


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
        found: list[Node] = []
        stack = [self]
        while stack:
            node = stack.pop()
            found.append(node)
            if node.kids:
                stack += [kid for kid in reversed(node.kids) if kid.__class__ is Node]
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


@dataclass(slots=True, kw_only=True)
class Tree:
    """A page's elements, and what its head says.

    `markup` is its source, `metas` and `links` the attributes of those elements, `data` the JSON-LD
    texts, `title` the text of the title element. `joined` are the trees of pages whose text hangs
    in this one.
    """

    root: Node
    body: Node
    markup: str = ""
    metas: list[dict[str, str | None]] = field(default_factory=list)
    links: list[dict[str, str | None]] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    title: str = ""
    parsed: LexborHTMLParser
    nodes: dict[int, Node] = field(default_factory=dict)
    # What is asked for on every page, found while the tree is copied; a selector visits it anew.
    tags: dict[str, list[Node]] = field(default_factory=dict)
    properties: list[Node] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    joined: list[Tree] = field(default_factory=list)
    # How many elements stand before the body.
    before: int = sys.maxsize

    @property
    def base(self) -> str:
        """The address that the page says its relative ones hang on, empty where it says none."""
        href = next((node.get("href") for node in self.tagged("base") if node.get("href")), "")
        return href if href.startswith(("http://", "https://")) else ""

    def tagged(self, *tags: str) -> list[Node]:
        """Return the elements of those tags, of _NOTED, still in the page, in document order."""
        trees = (self, *self.joined)
        found = [node for tree in trees for tag in tags for node in tree.tags.get(tag, ())]
        return [node for node in found if node.within(self.root)]

    def marked(self, *names: str) -> list[Node]:
        """Return the elements that microdata call by one of those names, in document order."""
        trees = (self, *self.joined)
        found = [node for tree in trees for node in tree.properties]
        return [node for node in found if not {*names}.isdisjoint(node.get("itemprop").split())]

    def select(self, css: str) -> list[Node]:
        """Return the elements still in the page that a CSS selector names, in document order."""
        if not css:
            return []
        trees = (self, *self.joined)
        found = (tree.nodes.get(hit.mem_id) for tree in trees for hit in tree.parsed.css(css))
        return [node for node in found if node is not None and node.within(self.root)]


def grow(html: str) -> Tree:
    """Return the tree of a page; lexbor reads anything, so nothing is raised."""
    # A body that isn't text for a browser either: lexbor would end the document at a NUL's place.
    parsed = LexborHTMLParser(html.replace("\0", ""))
    top = parsed.root
    root = Node("html", dict(top.attributes) if top is not None else {}, None)
    tree = Tree(root=root, body=root, markup=html, parsed=parsed)
    if top is not None:
        _copy(top, tree)
        if tree.body.linked > tree.body.size / 2:
            _dry(tree.body)
    return tree


def _dry(body: Node) -> None:
    """Make words of a link that was never closed: it floods all the page after it."""
    sizes: Counter[str] = Counter()
    links = [node for node in body.walk() if node.tag == "a"]
    for link in links:
        sizes[link.get("href")] += link.size
    href, most = max(sizes.items(), key=lambda pair: pair[1])
    if most < body.size / 2:
        return
    for link in links:
        if link.get("href") == href:
            link.tag = "span"
            for node in (link, *link.ancestors()):
                node.linked -= link.size


def _copy(top: LexborNode, tree: Tree) -> None:
    """Copy lexbor's tree into ours without recursion, and sum the sizes on the way up."""
    node: LexborNode | None = top.first_child
    here = tree.root
    nodes, names = tree.nodes, tree.names
    # What is open: lexbor's element, and ours, which isn't made below the deepest level.
    path: list[tuple[LexborNode, Node | None]] = [(top, None)]
    while path:
        if node is None:
            left, made = path.pop()
            if made is not None:
                here = _closed(made)
            node = left.next if path else None
            continue
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            here.kids.append(text)
            if not text.isspace():
                here.size += weight("".join(text.split()))
        elif tag in UNSEEN:
            _keep_data(node, tree)
        elif tag[:1] not in _NOTHING:
            made = None
            if len(path) < DEEPEST:
                made = nodes[node.mem_id] = Node(tag, node.attributes, here)
                here.kids.append(made)
                here = made
                names.add(made.key)
                names.update(made.attrs)
                if tag in _NOTED or "itemprop" in made.attrs:
                    _note(node, made, tree)
                made.number = max(0, len(nodes) - tree.before)
            path.append((node, made))
            node = node.first_child
            continue
        node = node.next


def _closed(made: Node) -> Node:
    """Add what an element holds to the one above, and return that one."""
    up = made.up
    if up is None:
        return made
    if made.tag == "a":
        made.linked = made.size
    up.size += made.size
    up.linked += made.linked
    up.pictures += made.pictures
    up.block |= made.block
    return up


# How lexbor calls comments and doctypes.
_NOTHING = frozenset(("", "-", "!"))
_NOTED = frozenset("meta link body title base noscript h1 h2 h3 time".split())


def _keep_data(unseen: LexborNode, tree: Tree) -> None:
    kind = unseen.attributes.get("type") or ""
    if unseen.tag == "script" and "ld+json" in kind.lower():
        tree.data.append(unseen.text(deep=True))


def _note(node: LexborNode, made: Node, tree: Tree) -> None:
    """Note what is asked for on every page: what the head says, where the body is, headings."""
    tree.tags.setdefault(made.tag, []).append(made)
    if "itemprop" in made.attrs:
        tree.properties.append(made)
    if made.tag == "meta":
        tree.metas.append(made.attrs)
    elif made.tag == "link":
        tree.links.append(made.attrs)
    elif made.tag == "body":
        tree.body, tree.before = made, len(tree.nodes) - 1
    elif made.tag == "title" and not tree.title:
        tree.title = node.text()


def _words(node: Node, parts: list[str]) -> None:
    apart = node.tag not in _TOUCHING
    if apart:
        parts.append(" ")
    for kid in node.kids:
        if isinstance(kid, str):
            parts.append(kid)
        elif kid.kids or kid.tag not in _TOUCHING:
            _words(kid, parts)
    if apart:
        parts.append(" ")

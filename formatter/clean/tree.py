"""The page's tree: read once by lexbor, the tree a browser would build, with its texts measured.

lexbor because it puts misnested markup where browsers put it and knows `source` as void, which
libxml2 doesn't, at half the time of lxml (see tests/parsers). One visit copies it into nodes of
ours: nothing that a later step keeps can dangle when another removes a piece.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from formatter.clean.mending import Mender
from formatter.clean.node import INLINE, Node, dry
from formatter.text.plain import weight

# What is no text of the page: programs, styles, and what a browser keeps outside the document.
UNSEEN = frozenset(("script", "style", "template"))
# The type of a script that is a formula, and the class it bears in our tree.
_TEX = "math/tex"
SCRIPTED = "math-scripted"
# Deeper than any page that people read; 5,000 nested divs must not exhaust the stack.
DEEPEST = 120


@dataclass(slots=True, kw_only=True)
class Tree:
    """A page's elements, and what its head says.

    `markup` is its source in UTF-8, `data` the JSON-LD texts, `title` the text of the title
    element, `names` the classes and ids of all elements and the names of their attributes.
    `joined` are the trees of pages whose text hangs in this one.
    """

    root: Node
    body: Node
    markup: bytes = b""
    data: list[str] = field(default_factory=list)
    title: str = ""
    parsed: LexborHTMLParser
    nodes: dict[int, Node] = field(default_factory=dict)
    # What is asked for on every page, found while the tree is copied; a selector visits it anew.
    tags: dict[str, list[Node]] = field(default_factory=dict)
    properties: list[Node] = field(default_factory=list)
    relations: list[Node] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    joined: list[Tree] = field(default_factory=list)

    @property
    def base(self) -> str:
        """The address that the page says its relative ones hang on, empty where it says none."""
        href = next((node.get("href") for node in self.tagged("base") if node.get("href")), "")
        return href if href.startswith(("http://", "https://")) else ""

    @property
    def metas(self) -> list[dict[str, str | None]]:
        """The attributes of the page's own `meta` elements."""
        return [node.attrs for node in self.tags.get("meta", ())]

    @property
    def links(self) -> list[dict[str, str | None]]:
        """The attributes of the page's own `link` elements."""
        return [node.attrs for node in self.tags.get("link", ())]

    def fell(self) -> None:
        """Let go of the elements: Python's collector would have to look through them all for it."""
        for tree in (self, *self.joined):
            for node in tree.nodes.values():
                node.up = None

    def tagged(self, *tags: str) -> list[Node]:
        """Return the elements of those tags, of _NOTED, still in the page, in document order."""
        trees = (self, *self.joined)
        found = [node for tree in trees for tag in tags for node in tree.tags.get(tag, ())]
        found.sort(key=lambda node: node.number)
        return [node for node in found if node.within(self.root)]

    def marked(self, name: str) -> list[Node]:
        """Return the elements that microdata call by a name, in document order."""
        trees = (self, *self.joined)
        found = (node for tree in trees for node in tree.properties)
        return [node for node in found if name in node.get("itemprop").split()]

    def related(self, name: str) -> list[Node]:
        """Return the elements whose `rel` has a name, in document order."""
        trees = (self, *self.joined)
        found = (node for tree in trees for node in tree.relations)
        return [n for n in found if name in n.get("rel").split() and n.within(self.root)]

    def select(self, css: str) -> list[Node]:
        """Return the elements still in the page that a CSS selector names, in document order."""
        if not css:
            return []
        trees = (self, *self.joined)
        found = (tree.nodes.get(hit.mem_id) for tree in trees for hit in tree.parsed.css(css))
        return [node for node in found if node is not None and node.within(self.root)]


def grow(html: str, mender: Mender | None = None) -> Tree:
    """Return the tree of a page; lexbor reads anything, so nothing is raised.

    Its texts are mended by `mender`, and stand as the page has them where there is none. What the
    mender learns of the page from its texts may make it read them once more.
    """
    tree = _grown(html, mender)
    return _grown(html, mender) if mender is not None and mender.settle(tree.parsed) else tree


def _grown(html: str, mender: Mender | None) -> Tree:
    data = html.encode(errors="ignore")
    # A body that isn't text for a browser either: lexbor would end the document at a NUL's place.
    parsed = LexborHTMLParser(data.replace(b"\0", b"") if b"\0" in data else data)
    top = parsed.root
    root = Node("html", dict(top.attributes) if top is not None else {}, None)
    tree = Tree(root=root, body=root, markup=data, parsed=parsed)
    if top is not None:
        _copy(top, tree, mender)
        if tree.body.linked > tree.body.size / 2:
            dry(tree.body)
    return tree


def _copy(top: LexborNode, tree: Tree, mender: Mender | None) -> None:  # noqa: C901  one visit
    """Copy lexbor's tree into ours without recursion, mend its texts and sum the sizes."""
    node: LexborNode | None = top.first_child
    here, nodes, called, deepest = tree.root, tree.nodes, _CALLED, DEEPEST - 1
    made: list[Node] = []
    words: list[tuple[str, Node, int]] = []
    marked = mender.faces(tree.parsed) if mender is not None else {}
    # What is open: lexbor's element, and ours around it.
    path: list[tuple[LexborNode, Node]] = []
    while True:
        if node is None:
            if not path:
                break
            left, here = path.pop()
            node = left.next
            continue
        kind = node.tag_id
        tag = called[kind] if kind in called else _called(node)
        if tag == "-text":
            text = node.text_content or ""
            if text.strip(_BLANKS):
                words.append((text, here, len(here.kids)))
            here.kids.append(text)
        elif tag in UNSEEN:
            formula = _read_program(node, here, tree)
            if formula is not None:
                made.append(formula)
        elif tag[:1] not in _NOTHING:
            within = here
            # What is too deep hangs in what isn't.
            if len(path) < deepest:
                attrs = node.attributes
                new = nodes[node.mem_id] = Node(tag, attrs, here)
                here.kids.append(new)
                made.append(new)
                within = new
                if tag in _NOTED or "itemprop" in attrs or "rel" in attrs:
                    _note(node, new, tree)
                if marked and mender is not None and node.mem_id in marked:
                    mender.mark(new, marked[node.mem_id])
            child = node.first_child
            if child is not None:
                path.append((node, here))
                node, here = child, within
                continue
        node = node.next
    _number(made, tree)
    _write_in(words, mender)
    _sum_up(made)


def _called(node: LexborNode) -> str:
    """Return an element's name, and know it by lexbor's number for it."""
    tag = node.tag or ""
    # The higher ones are of names that HTML doesn't know, on this page alone.
    if node.tag_id < _KNOWN:
        _CALLED[node.tag_id] = tag
    return tag


# The names of HTML's elements by lexbor's numbers, and the number that no name of HTML has.
_CALLED: dict[int, str] = {}
_KNOWN = 256


def _number(made: list[Node], tree: Tree) -> None:
    """Give the elements their numbers, the body's being 1, and note what they are called."""
    keys: set[str] = set()
    names, body = tree.names, tree.body
    number = 0
    for node in made:
        if number or node is body:
            number += 1
            node.number = number
        if node.attrs:
            names.update(node.attrs)
            keys.add(node.key)
    names.update(" ".join(keys).split())


def _write_in(words: list[tuple[str, Node, int]], mender: Mender | None) -> None:
    """Put the texts, mended, where they stand, and count their letters."""
    mended = mender.page([(text, here) for text, here, _ in words]) if mender is not None else {}
    for index, (text, here, at) in enumerate(words):
        told = text
        if mended and index in mended:
            told = mended[index]
        if mender is not None and "\u0300" <= told[:1] <= "\u036f":
            told = _attached(told, here, at)
        if told is not text:
            here.kids[at] = told
        here.size += weight("".join(told.split()))


def _sum_up(made: list[Node]) -> None:
    """Add what each element holds to the one above, those further down before those above."""
    for node in reversed(made):
        up = node.up
        if up is None:
            continue
        if node.size:
            if node.tag == "a":
                node.linked = node.size
            up.size += node.size
            up.linked += node.linked
        if node.pictures:
            up.pictures += node.pictures
        if node.block:
            up.block = True


def _attached(text: str, here: Node, at: int) -> str:
    """Give the marks at a text's start to the letter before them, an element away; return the rest.

    Some write the tone of a letter in an element of its own. `at` is the text's place in `here`.
    """
    marks = text[: len(text) - len(text.lstrip(_ALL_MARKS))]
    up: Node | None = here
    kids = here.kids[:at]
    while not kids and up is not None and up.tag in INLINE and up.up is not None:
        kids = up.up.kids[: up.at]
        up = up.up
    while kids and isinstance(kids[-1], Node) and not _holds_block(kids[-1]):
        up = kids[-1]
        kids = up.kids
    if up is None or not kids or not isinstance(kids[-1], str) or not kids[-1][-1:].isalpha():
        return text
    up.kids[len(kids) - 1] = unicodedata.normalize("NFC", kids[-1] + marks)
    return text[len(marks) :]


def _holds_block(node: Node) -> bool:
    """Say whether an element stands on lines of its own, which sums don't tell yet."""
    return any(below.block for below in node.walk())


# White space that a text between elements is most often all of.
_BLANKS = " \t\r\n\f"
_ALL_MARKS = "".join(map(chr, range(0x300, 0x370)))
# How lexbor calls comments and doctypes.
_NOTHING = frozenset(("", "-", "!"))
_NOTED = frozenset("meta link body title base noscript h1 h2 h3 time".split())


def _write_out(script: LexborNode, here: Node, tree: Tree) -> Node:
    """Put a formula that MathJax would read from a script where its reader would see it."""
    text = script.text(deep=True)
    display = " display" if "mode=display" in (script.attributes.get("type") or "") else ""
    made = tree.nodes[script.mem_id] = Node("code", {"class": f"math {SCRIPTED}{display}"}, here)
    made.kids.append(text)
    made.size = weight("".join(text.split()))
    here.kids.append(made)
    return made


def _read_program(unseen: LexborNode, here: Node, tree: Tree) -> Node | None:
    """Keep what a script tells instead of doing something: data; return it if it is a formula."""
    kind = unseen.attributes.get("type") or ""
    if unseen.tag != "script" or not kind:
        return None
    if "ld+json" in kind.lower():
        tree.data.append(unseen.text(deep=True))
    return _write_out(unseen, here, tree) if kind.startswith(_TEX) else None


def _note(node: LexborNode, made: Node, tree: Tree) -> None:
    """Note what is asked for on every page: what the head says, where the body is, headings."""
    tree.tags.setdefault(made.tag, []).append(made)
    if "itemprop" in made.attrs:
        tree.properties.append(made)
    if "rel" in made.attrs:
        tree.relations.append(made)
    if made.tag == "body":
        tree.body = made
    elif made.tag == "title" and not tree.title:
        tree.title = " ".join(node.text().split())

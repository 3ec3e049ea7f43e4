"""Parse trees of several parsers written alike, so that they can be compared.

A tree is its lines: an element, then its attributes and content two spaces deeper, as in the tree
construction tests that browsers share. Comments, doctypes, namespaces and the content of templates
are left out, since no article is made of them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import bs4
import html5lib
import lxml.html  # type: ignore[import-untyped]  # it ships no types
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

Tree = list[str]
_PART = re.compile(
    r"\n#(errors|new-errors|document-fragment|document|script-on|script-off)(?=\n|\Z)"
)
# Elements that a parser adds by itself and that mean nothing to a reader.
_FRAME = ("<html>", "<head>", "<body>", "<tbody>")


class _Lines:
    """Lines of a tree as it is walked; text that follows text is one."""

    def __init__(self) -> None:
        self.lines: Tree = []
        self.pending: tuple[int, str] | None = None

    def element(self, depth: int, name: str, attributes: Mapping[str, str | None]) -> None:
        self.flush()
        self.lines.append("  " * depth + f"<{name.rpartition('}')[2].rpartition(' ')[2].lower()}>")
        named = ((key.rpartition("}")[2].rpartition(" ")[2], attributes[key]) for key in attributes)
        for key, value in sorted((key.rpartition(":")[2].lower(), value) for key, value in named):
            self.lines.append("  " * (depth + 1) + f'{key}="{value or ""}"')

    def text(self, depth: int, text: str) -> None:
        if self.pending and self.pending[0] == depth:
            text = self.pending[1] + text
        else:
            self.flush()
        self.pending = (depth, text)

    def flush(self) -> None:
        if self.pending and self.pending[1]:
            shown = self.pending[1].replace("\n", "⏎")
            self.lines.append("  " * self.pending[0] + f'"{shown}"')
        self.pending = None

    def done(self) -> Tree:
        self.flush()
        return self.lines


def lexbor(html: str) -> Tree:
    out = _Lines()

    def walk(node: Any, depth: int) -> None:
        while node is not None:
            if node.tag == "-text":
                out.text(depth, node.text_content or "")
            elif not node.tag.startswith(("-", "_", "!")):
                out.element(depth, node.tag, node.attributes)
                if node.tag != "template":
                    walk(node.child, depth + 1)
                out.flush()
            node = node.next

    walk(LexborHTMLParser(html).root, 0)
    return out.done()


def lxml_html(html: str) -> Tree:
    out = _Lines()

    def walk(node: Any, depth: int) -> None:
        if isinstance(node.tag, str):
            out.element(depth, node.tag, dict(node.attrib))
            out.text(depth + 1, node.text or "")
            for child in node if node.tag != "template" else ():
                walk(child, depth + 1)
            out.flush()
        out.text(depth, node.tail or "")

    parser = lxml.html.HTMLParser(encoding="utf-8")
    walk(lxml.html.document_fromstring(html.encode(), parser=parser), 0)
    return out.done()


def soup(html: str) -> Tree:
    out = _Lines()

    def walk(node: Any, depth: int) -> None:
        for child in node.children:
            if isinstance(child, bs4.Tag):
                out.element(depth, child.name, {key: str(child[key]) for key in child.attrs})
                if child.name != "template":
                    walk(child, depth + 1)
                out.flush()
            elif not isinstance(child, bs4.element.PreformattedString):
                out.text(depth, str(child))

    walk(BeautifulSoup(html, "html.parser", multi_valued_attributes=None), 0)
    return out.done()


def html5lib_tree(html: str) -> Tree:
    """Return the tree of the slow parser that follows the standard step by step."""
    out = _Lines()

    def walk(node: Any, depth: int) -> None:
        if isinstance(node.tag, str):
            out.element(depth, node.tag, dict(node.attrib))
            out.text(depth + 1, node.text or "")
            for child in node if not node.tag.endswith("}template") else ():
                walk(child, depth + 1)
            out.flush()
        out.text(depth, node.tail or "")

    walk(html5lib.parse(html), 0)
    return out.done()


PARSERS: dict[str, Callable[[str], Tree]] = {
    "lexbor": lexbor,
    "html5lib": html5lib_tree,
    "lxml": lxml_html,
    "bs4 html.parser": soup,
}
BARE: dict[str, Callable[[str], object]] = {
    "lexbor": LexborHTMLParser,
    "html5lib": html5lib.parse,
    "lxml": lambda html: lxml.html.document_fromstring(html.encode()),
    "bs4 html.parser": lambda html: BeautifulSoup(html, "html.parser"),
}


def content(tree: Tree) -> Tree:
    """Return a tree without the frame that a parser adds around and inside what was written."""
    out = []
    dropped: list[int] = []
    for line in tree:
        depth = (len(line) - len(line.lstrip(" "))) // 2
        while dropped and depth <= dropped[-1]:
            dropped.pop()
        if line.strip() in _FRAME:
            dropped.append(depth)
        elif line.strip().strip('"').strip():
            out.append(line[2 * len(dropped) :])
    return out


def shared_tests(text: str) -> Iterator[tuple[str, Tree]]:
    """Yield the pages of a `.dat` file of tree construction tests, each with its tree.

    Those for fragments and for scripting switched on are left out: no page of ours is read so.
    """
    for block in re.split(r"(?:\A|\n)#data\n", text)[1:]:
        html, *parts = re.split(_PART, block)
        named = dict(zip(parts[::2], parts[1::2], strict=True))
        if "document" in named and not {"document-fragment", "script-on"} & set(named):
            yield html, _expected(named["document"].strip("\n"))


def _expected(document: str) -> Tree:
    out = _Lines()
    hidden = -1
    for line in re.split(r"(?:\A|\n)\| ", document)[1:]:
        bare = line.lstrip(" ")
        depth = (len(line) - len(bare)) // 2
        if 0 <= hidden < depth:
            continue
        hidden = depth if bare == "content" else -1
        if bare == "content" or bare.startswith(("<!", "<?")):
            continue
        if bare.startswith("<"):
            out.element(depth, bare[1:-1], {})
        elif bare.startswith('"'):
            out.text(depth, bare[1:-1])
        else:
            name, _, value = bare.partition("=")
            out.flush()
            key = name.rpartition(" ")[2].rpartition(":")[2].lower()
            out.lines.append("  " * depth + f"{key}={value}")
    # They stand in the order of their names as written, ours in that of lower case.
    runs = itertools.groupby(out.done(), key=lambda line: line.lstrip(" ")[0] not in '<"')
    return [line for is_attributes, run in runs for line in (sorted(run) if is_attributes else run)]

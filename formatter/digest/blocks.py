"""A body taken apart into the blocks at its top, as text, and put together again.

A block that nothing is said of comes back letter for letter: only what is changed is written anew.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from html import escape, unescape

from formatter.text.plain import folded

# An attribute's value may hold `>`, so a tag is read attribute by attribute.
_TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(/?)>""")
_PICTURE = re.compile(r"""\ssrc\s*=\s*["']image:([a-z0-9-]+)""")
_FIGURE = re.compile(r"<figure\b")
_BREAK = re.compile(r"<br\s*/>|</(?:p|li|td|th|dt|dd|h\d|figcaption|div)>")
# Blocks whose words are no part of what is told one after another.
_ASIDE = re.compile(r'<(?:figure|aside|hr)\b|<(?:div|section) class="(?:gallery|notes)"')


def blocks(body: str) -> list[str]:
    """Return the blocks of a body in their order."""
    found: list[str] = []
    depth = start = 0
    for tag in _TAG.finditer(body):
        if tag[1]:
            depth -= 1
        elif not depth:
            start = tag.start()
        if not tag[1] and not tag[3]:
            depth += 1
        if not depth:
            found.append(body[start : tag.end()])
    return found


def joined(parts: Iterable[str]) -> str:
    """Return a body of these blocks."""
    return "\n".join(part for part in parts if part)


def text(block: str) -> str:
    """Return the words of a block, each space one blank."""
    return " ".join(unescape(_TAG.sub("", _BREAK.sub(" ", block))).split())


def element(block: str) -> ET.Element:
    """Return a block as a tree."""
    return ET.fromstring(block)  # noqa: S314  a checked body, entity-free


def markup(tree: ET.Element) -> str:
    """Return a tree as a block of a body."""
    # ElementTree writes > as an entity, so this stands at the end of tags alone.
    return ET.tostring(tree, encoding="unicode").replace(" />", "/>")


def pictures(block: str) -> tuple[str, ...]:
    """Return the ids of the pictures in a block."""
    return tuple(_PICTURE.findall(block))


def paragraph(words: str) -> str:
    """Return the words as a paragraph's content."""
    return escape(" ".join(words.split()), quote=False)


def is_figure(block: str) -> bool:
    """Return whether a block is a figure, or holds one."""
    return bool(_FIGURE.search(block))


def is_told(block: str) -> bool:
    """Return whether a block's words are of the story: of no picture, box or note."""
    return not _ASIDE.match(block)


def is_plain(block: str) -> bool:
    """Return whether a block is a paragraph of the story, and not its lead."""
    return block.startswith(("<p>", "<p lang"))


def holds(block: str, phrase: str) -> bool:
    """Return whether a phrase stands in a block's words, whatever its blanks, marks and capitals.

    Words left out of it are an ellipsis there.
    """
    words = folded(text(block))
    at = 0
    for part in re.split(r"…|\.{3}|\[[.…]+\]", phrase):
        sought = folded(part)
        found = words.find(sought, at)
        if found < 0:
            return False
        at = found + len(sought)
    return bool(folded(phrase))

"""The account of an article: what was kept, removed, used and repaired, each text once.

Law 1: the letters kept in the body, used as metadata and named in a Removal are all letters of the
page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape
from urllib.parse import urljoin

from formatter.article import Kept, Removal, Repair, Use
from formatter.clean.mending import Mender
from formatter.clean.node import Node
from formatter.text.plain import folded

LAZY = ("data-large-src", "data-original", "data-src", "data-lazy-src", "src")
# The number of an element of the page on the way through bs4; it never reaches the body.
BLOCK = "data-block"
_ENDS = re.compile(r"<br/>|</(?:p|h[1-6]|li|t[dhr]|d[td]|caption|figcaption|cite)>")
_CARD = '<aside class="embed">'
_LINES = re.compile(r"</(?:p|figcaption)>")
_TAG = re.compile(r"<[^>]+>")
_PICTURE = re.compile(r'src="image:([^"]+)"')
# Between their children stands no text that would survive: what is put there goes before them.
_STRICT = frozenset("ul ol dl table tbody thead tfoot tr select optgroup picture ruby".split())


class Ledger:
    """Collects the entries while the steps run; `base` makes the pictures' addresses absolute.

    `mender` is the one that mended the page's texts. `language` is the article's. `here` is the
    number of the block at work, which entries without an element of their own bear.
    `spared` are the elements that the editor keeps, `moved` says where blocks were put that stood
    elsewhere in the page, by their number.
    """

    def __init__(self, base: str = "", mender: Mender | None = None) -> None:
        self.base = base
        self.mender = mender or Mender()
        self.language = ""
        self.here = 0
        self.kept: list[Kept] = []
        self.removed: list[Removal] = []
        self.used: list[Use] = []
        self.spared: list[Node] = []
        self.moved: dict[int, str] = {}
        self._safe: frozenset[int] = frozenset()
        self._root: Node | None = None
        self._numbered: dict[int, Node] = {}
        # The block of the page that a block of the body came from, by the string's identity; the
        # string is held so that no other can have it.
        self._origins: dict[int, tuple[str, int]] = {}

    def remove(
        self, node: Node, *, step: str, rule: str, reason: str, edited: bool = False
    ) -> None:
        """Take an element out of the page and enter its text and pictures.

        What the editor keeps stays: alone where it stands in the element. `edited` says that the
        editor takes it out.
        """
        if self.spared and not self._frees(node, edited=edited):
            return
        text = node.text()
        images = tuple(picture_address(img, self.base) for img in node.images())
        number = _number(node)
        node.drop()
        self.enter(
            text, step=step, rule=rule, reason=reason, images=filter(None, images), block=number
        )

    def enter(  # noqa: PLR0913  the fields of a Removal
        self,
        text: str,
        *,
        step: str,
        rule: str,
        reason: str,
        images: Iterable[str] = (),
        block: int = -1,
    ) -> None:
        """Enter text that a step has taken out itself; nothing is entered for nothing."""
        pictures = tuple(dict.fromkeys(images))
        if text.strip() or pictures:
            self.removed.append(
                Removal(
                    step=step,
                    rule=rule,
                    reason=reason,
                    text=text,
                    images=pictures,
                    block=self.here if block < 0 else block,
                )
            )

    def use(self, node: Node, name: str) -> None:
        """Take an element out of the page whose text became the metadata called `name`."""
        if self.spared and not self._frees(node):
            return
        text = node.text()
        number = _number(node)
        node.drop()
        self.note(name, text, number)

    def note(self, name: str, text: str, block: int = -1) -> None:
        """Enter text that became the metadata called `name`."""
        if text:
            self.used.append(Use(field=name, text=text, block=self.here if block < 0 else block))

    def keep(self, block: str, text: str) -> None:
        """Enter a block of the body; `text` is its text."""
        if block.startswith(_CARD):
            text = self._said(block)
        text = " ".join(text.split())
        images = tuple(_PICTURE.findall(block)) if "<img" in block else ()
        if text or images:
            moved = self.moved.get(self.here, "")
            self.kept.append(Kept(block=self.here, text=text, images=images, moved=moved))

    def _frees(self, node: Node, *, edited: bool = False) -> bool:
        """Put what the editor keeps inside an element before it; say whether the rest may go."""
        if not edited and any(node.within(kept) for kept in self.spared):
            return False
        for kept in self.spared:
            if kept is not node and kept.within(node) and node.up is not None:
                put_before(kept, node)
                self.moved.update((below.number, "editor") for below in kept.walk())
        return True

    def _said(self, card: str) -> str:
        """Return those lines of an embedded thing's card that are the page's words."""
        if self._root is not None and not self._numbered:
            # In document order the first of a number wins.
            self._numbered = {node.number: node for node in reversed(self._root.walk())}
        node = self._numbered.get(self.here)
        words = folded(node.text()) if node is not None else ""
        lines = (unescape(_TAG.sub("", line)) for line in _LINES.split(card))
        return " ".join(line for line in lines if folded(line) in words)

    def shaping(self, root: Node | None = None) -> None:
        """Know the blocks below `root`, and those that the editor keeps, by their numbers."""
        self._root, self._numbered = root, {}
        self._safe = frozenset(below.number for kept in self.spared for below in kept.walk())

    @property
    def spares(self) -> bool:
        """Whether the editor keeps the block at work."""
        return self.here in self._safe

    def sparing(self, numbers: Iterable[int]) -> int:
        """Return the first of these numbers that is of a block which the editor keeps, or 0."""
        if not self._safe:
            return 0
        return next((number for number in numbers if number in self._safe), 0)

    def trace(self, blocks: Sequence[str], number: int) -> None:
        """Remember the block of the page that blocks of the body came from, the first told."""
        for block in blocks:
            self._origins.setdefault(id(block), (block, number))

    def follow(self, old: Sequence[str], new: Sequence[str]) -> None:
        """Remember where blocks came from that were joined to the one before them."""
        at = 0
        for block in new:
            if block is not old[at]:
                self.trace([block], self._origins.get(id(old[at]), ("", 0))[1])
                at += 1
            at += 1

    def at(self, block: str) -> None:
        """Let a block of the body be the one at work."""
        self.here = self._origins.get(id(block), ("", self.here))[1]

    def mend(self, text: str) -> str:
        """Return a text that isn't of the page's tree, as an attribute's, mended and counted."""
        return self.mender.text(text)

    def sound(self, text: str) -> str:
        """Return a text that may have been made on the way, in NFC and without controls."""
        return self.mender.sound(text)

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """The repairs by kind, in the order of their first sight."""
        return tuple(self.mender.repairs.values())


def apart(block: str) -> str:
    """Return a block with a space before each end of a line in it, so that its words stay apart."""
    if block.startswith("<p") and "<br/>" not in block:
        return block
    return _ENDS.sub(r" \g<0>", block)


def put_before(node: Node, other: Node) -> None:
    """Put an element before another one, where text may stand."""
    while other.up is not None and other.up.tag in _STRICT and other.up.up is not None:
        other = other.up
    up = other.up
    if up is not None:
        node.place(up, next(at for at, kid in enumerate(up.kids) if kid is other))


def picture_address(img: Node, base: str) -> str:
    """Return the best known address of a picture's element, absolute where `base` is known."""
    for name in LAZY:
        value = img.get(name).strip()
        if value and not value.startswith("data:"):
            if value.startswith(("http://", "https://")) or not base:
                return value
            try:
                return urljoin(base, value)
            except ValueError:  # an address that is none: //[x
                return value
    return ""


def _number(node: Node) -> int:
    """Return the element's number, that of the nearest above where it was made on the way."""
    return next((up.number for up in (node, *node.ancestors()) if up.number), 0)

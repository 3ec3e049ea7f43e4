"""The structure of a printed book in its PDF: what the engine writes, written better.

The engine has tags of its own, one tree a page. Ours is one tree a document: a paragraph that goes
on over the page is one paragraph, notes and contents say what they are, a run in another language
names it, and what stands on every page is no part of the text (ISO 32000-1, 14.7 and 14.8).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pydyf

from formatter.render import roles
from formatter.render.alternatives import Told
from formatter.render.elements import Structure, described, written
from formatter.render.structure import GROUPS, Annotation, Mark, Node, sound

# A pixel of a style sheet in points, the unit of a PDF.
_POINTS = 0.75
_ORNAMENT = b"/Artifact BMC"
# Vowels whose two parts stand apart, so that no glyph is the letter (Thai and Lao sara am). Letters
# drawn from the right are left to readers: they turn them, and would turn what is told too.
_UNTOLD = re.compile("[\u0e33\u0eb3]")
# Signs that mean what their owner says; ISO 19005-3 (6.2.11.7.3) asks for words in their place.
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_RUNNING = b"/Artifact<</Type/Pagination/Subtype/%s>>BDC"
_DRAWN_AGAIN = frozenset(("thead", "tfoot"))
_BLOCKS = frozenset(("BlockBox", "InlineBlockBox"))
_REPEATED = b"/Artifact<</Type/Pagination>>BDC"


def add_tags(pdf: Any, document: Any, _version: Any, streams: Sequence[Any]) -> None:  # noqa: ANN401
    """Write the structure of `document` into `pdf`: what the engine's function of that name does.

    `streams` are the operators of its pages, drawn with marks (`formatter.render.marks`);
    `document.told` says what is told of pictures (`formatter.render.alternatives`).
    """
    # A file that pages of others are put into has none yet.
    if document.pages:
        document.structure = _structure(pdf, document, streams)
    pdf.catalog["ViewerPreferences"] = "<</DisplayDocTitle true>>"
    pdf.catalog["MarkInfo"] = "<</Marked true>>"


def _structure(pdf: Any, document: Any, streams: Sequence[Any]) -> Structure:  # noqa: ANN401
    pages = pdf.page_references
    root = Node("Document", lang=str(document.metadata.lang or ""))
    tree = _Tree(root, document.fonts, document.told)
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        tree.page(number, page._page_box, stream)  # noqa: SLF001
    sound(root)
    described(root, tree.named)
    prefix = getattr(document, "prefix", "")
    named = (node for node in root.walk() if prefix and node.identity)
    for number, node in enumerate(named, start=1):
        # Elements are named in the whole file.
        node.identity = f"{prefix}{number}"
    return written(pdf, root, pages, tree.numbers(streams))


class _Tree:
    """The tree while it grows: page after page, box after box."""

    def __init__(self, root: Node, fonts: Any, told: Told) -> None:  # noqa: ANN401
        self._root, self._told = root, told
        self._homes: dict[tuple[Any, Any], Node | None] = {}
        self._signs: list[list[tuple[int, int, bytes]]] = []
        self._spaces: list[list[int]] = []
        self._blanks = _blanks(fonts)
        self._tags: dict[Any, tuple[int, int]] = {}
        self._height = 0.0
        self._latest: tuple[Mark, int] | None = None
        self._words: Node | None = None
        # The blocks that are walked through, and that had the words drawn last.
        self._block: Any = None
        self._spoken: Any = None
        self.named: dict[str, Node] = {}

    def page(self, number: int, box: Any, stream: Any) -> None:  # noqa: ANN401
        """Add what is on a page."""
        self._number, self._tags = number, stream._tags  # noqa: SLF001
        self._signs.append([])
        self._spaces.append([])
        self._height = box.margin_height()
        self._walk(box, self._root)
        for start, end in self._tags.values():
            self._ornament(start, end, _ORNAMENT)
        self._tags.clear()

    def numbers(self, streams: Sequence[Any]) -> list[list[Node]]:
        """Return the node of each mark of each page, by its number, its signs written."""
        owners: list[list[Node]] = [[] for _ in streams]
        for node in self._root.walk():
            for kid in node.kids:
                if isinstance(kid, Mark):
                    kid.number = len(owners[kid.page])
                    owners[kid.page].append(node)
                    said = b"/ActualText %s" % pydyf.String(kid.said).data if kid.said else b""
                    sign = b"/Span<</MCID %d%s>>BDC" % (kid.number, said)
                    self._signs[kid.page].append((kid.start, kid.end, sign))
        for signs, spaces, stream in zip(self._signs, self._spaces, streams, strict=True):
            operators = stream.stream
            for end in spaces:
                self._blank(operators, end)
            for start, end, sign in signs:
                operators[start], operators[end] = sign, b"EMC"
            stream.stream = [each for each in operators if each != b""]
        return owners

    def _walk(self, box: Any, at: Node) -> None:  # noqa: ANN401
        if type(box).__name__ == "AbsolutePlaceholder":
            box = box._box  # noqa: SLF001
        home = None if hasattr(box, "at_keyword") or box.is_leader else self._home(box, at)
        if home is None:
            return self._aside(box, _sign(box))
        if box.link_annotation is not None:
            self._link(box, home)
        if hasattr(box, "text"):
            return self._text(box, home)
        if box.element_tag == "br" or getattr(box, "spaced", False):
            self._apart()
        if hasattr(box, "replacement"):
            if box in self._tags:
                self._put(home, box)
            return None
        # Where blocks share a home, what is over and under a stroke, their words are parted; those
        # of one that goes on in the next column aren't.
        outer = self._block
        if type(box).__name__ in _BLOCKS:
            self._block = box.element
        for child in box.children:
            self._walk(child, home)
        self._block = outer
        return None

    def _home(self, box: Any, at: Node) -> Node | None:  # noqa: ANN401
        """Return the node of a box: that of its element, wherever the rest of it stands."""
        element, kind = box.element, box.element_tag
        if element is None or kind in {"html", "body"}:
            return at
        key = (element, kind)
        if key not in self._homes:
            self._homes[key] = home = roles.role(box, at, self._told)
            name = element.get("id")
            if name and home is not None:
                self.named.setdefault(name, home)
            return home
        home = self._homes[key]
        if kind in _DRAWN_AGAIN and home is not at:
            # A long table's heads, drawn again on its next page.
            return None
        return home

    def _aside(self, box: Any, sign: bytes) -> None:  # noqa: ANN401
        """Mark a box and all in it as no part of the text."""
        for each in box.descendants(placeholders=True):
            if each in self._tags:
                self._ornament(*self._tags.pop(each), sign)
            if getattr(each, "link_annotation", None) is not None:
                home = self._homes.get((each.element, each.element_tag))
                self._link(each, home or self._root.add("Link"))

    def _ornament(self, start: int, end: int, sign: bytes) -> None:
        signs = self._signs[-1]
        if signs and signs[-1][1] + 1 == start and signs[-1][2] == sign:
            start = signs.pop()[0]
        signs.append((start, end, sign))

    def _link(self, box: Any, home: Node) -> None:  # noqa: ANN401
        link = home.within("Link") or home.add("Link")
        link.kids.append(Annotation(self._number, box.link_annotation))

    def _text(self, box: Any, home: Node) -> None:  # noqa: ANN401
        place = self._tags.get(box)
        if not box.text.strip():
            self._apart()
        if place is None:
            return
        if box.text.strip():
            if self._words is home and self._spoken is not self._block:
                self._apart()
            mark = self._put(home, box)
            self._latest, self._words, self._spoken = (mark, place[1]), home, self._block
            if getattr(box, "spaced", False):
                self._apart()
            return
        del self._tags[box]
        last = self._beside(home, place[0])
        if last is None:
            self._ornament(*place, _ORNAMENT)
        else:
            last.end = place[1]

    def _apart(self) -> None:
        """Let a space follow the words drawn last."""
        if self._latest is not None:
            mark, end = self._latest
            self._latest = None
            if mark.said:
                mark.said += " "
            else:
                self._spaces[mark.page].append(end)

    def _put(self, home: Node, box: Any) -> Mark:  # noqa: ANN401
        """Add what a box has drawn to a node, and return the mark that it is part of."""
        start, end = self._tags.pop(box)
        if home.role in GROUPS or home.role == "Ruby":
            wrap = "RB" if home.role == "Ruby" else "P"
            last = home.kids[-1] if home.kids else None
            if isinstance(last, Node) and last.role == wrap and last.element is None:
                home = last
            else:
                home = home.add(wrap)
        said = _said(getattr(box, "text", ""))
        mark = self._beside(home, start)
        if mark is None or said or mark.said:
            mark = Mark(self._number, start, end, said)
            home.kids.append(mark)
        mark.end = end
        if home.role == "Figure" and hasattr(box, "replacement"):
            self._bounded(home, box)
        return mark

    def _beside(self, home: Node, start: int) -> Mark | None:
        """Return the last mark of a node if nothing is drawn between it and `start`."""
        last = home.kids[-1] if home.kids else None
        beside = isinstance(last, Mark) and (last.page, last.end + 1) == (self._number, start)
        return last if isinstance(last, Mark) and beside else None

    def _bounded(self, figure: Node, box: Any) -> None:  # noqa: ANN401
        left, top = box.content_box_x(), box.content_box_y()
        sides = (left, self._height - top - box.height, left + box.width, self._height - top)
        figure.say("Layout", BBox=f"[{' '.join(f'{side * _POINTS:.2f}' for side in sides)}]")

    def _blank(self, operators: list[Any], end: int) -> None:
        """Draw a space after the words that end there: who reads aloud or copies needs it."""
        at = end - 1
        while at and operators[at] != b"ET":
            at -= 1
        face = at
        while face and not (
            isinstance(operators[face], bytes) and operators[face].endswith(b" Tf")
        ):
            face -= 1
        name = operators[face].split()[0][1:]
        if name in self._blanks:
            operators[at] = b"<%s> Tj\nET" % self._blanks[name]
        elif self._blanks:
            # A font that has drawn no space of its own: that of another does as well.
            other, glyph = next(iter(self._blanks.items()))
            operators[at] = b"/%s 1 Tf\n<%s> Tj\nET" % (other, glyph)


def _sign(box: Any) -> bytes:  # noqa: ANN401
    """Return what a box is that is no part of the text."""
    where = getattr(box, "at_keyword", "")
    if where:
        return _RUNNING % (b"Header" if where.startswith("@top") else b"Footer")
    return _REPEATED if box.element_tag in _DRAWN_AGAIN else _ORNAMENT


def _said(text: str) -> str:
    """Return the words of a run whose glyphs don't tell them, or not in order; else nothing.

    A private sign is told as it is drawn, as its code.
    """
    told = _PRIVATE.sub(lambda sign: f"U+{ord(sign[0]):04X}", text)
    if told == text and not _UNTOLD.search(text):
        return ""
    return told.replace("\N{NO-BREAK SPACE}", " ")


def _blanks(fonts: Any) -> dict[bytes, bytes]:  # noqa: ANN401
    """Return the glyph that is a space in each font that has drawn one, by the font's name."""
    found = {}
    for font in fonts.values():
        for glyph, text in font.to_unicode.items():
            if text == " ":
                found[str(font.hash).encode()] = b"%04x" % glyph
    return found

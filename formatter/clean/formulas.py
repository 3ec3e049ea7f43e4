"""Formulas: one reading of each, however many its page holds (MathML, KaTeX, MathJax, pictures).

A page tells a formula for screens, for screen readers and for machines; a reader wants it once. The
picture is kept where there is one, with its TeX as its text. A formula of signs, indices, simple
fractions and roots is kept as words with raised, lowered and stacked parts, which any reader's font
and voice can say. All else stays as its TeX. MathML itself is not of the vocabulary: neither the
PDF's engine nor many reading systems can set it, so it would come out as letters in a row.
"""

from __future__ import annotations

import re

from formatter.clean.ledger import Ledger
from formatter.clean.mathml import is_plain, read, words_of
from formatter.clean.soup import Tag, block_of
from formatter.clean.tree import SCRIPTED

_WRAPPED = re.compile(r"\{\\(?:display|text|script)style\s+(.*)\}\Z", re.DOTALL)
# Function application, times, comma and plus that only a machine reads.
_UNSEEN = frozenset("\u2061\u2062\u2063\u2064")
# kramdown's marks around the TeX of a script.
_CDATA = re.compile(r"%\s*<!\[CDATA\[|%\s*\]\]>")
_NOT_SET = frozenset((SCRIPTED, "MathJax_Preview"))
_BLOCKS = ("p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "section", "figure")


class Formulas:
    """Puts one element of the vocabulary in the place of each formula."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def settle(self, formulas: list[Tag]) -> None:
        """Rewrite these formulas where they stand."""
        scripted = [node for node in formulas if SCRIPTED in node.classes]
        twins = {id(node) for node in scripted if _is_twin(node, formulas)}
        for node in formulas:
            if id(node) in twins:
                self.ledger.here = block_of(node)
                self._gone(node.text(), "the formula's TeX, beside its signs")
                node.take_out()
            elif SCRIPTED in node.classes:
                self._scripted(node)
            elif node.name == "img":
                _call(node, "")
            elif node.parent is not None:
                self._one(node)

    def _scripted(self, node: Tag) -> None:
        """Write the TeX of a script, without the marks that hide it from readers of XML."""
        self.ledger.here = block_of(node)
        text = node.text()
        tex = _CDATA.sub("", text).strip()
        if len(tex) < len(text.strip()):
            self._gone("".join(_CDATA.findall(text)), "marks that hide TeX from readers of XML")
        made = Tag("code", names="math")
        made.append(tex)
        node.replace(self._set(made, node))

    def _one(self, node: Tag) -> None:
        self.ledger.here = block_of(node)
        if "MathJax_Preview" in node.classes:
            self._gone(words_of([node]), "what stands there until the formula is set")
            node.take_out()
            return
        parts = node.below("math", "img")
        math = node if node.name == "math" else _first(parts, "math")
        image = _first(parts, "img")
        if math is None and image is None:
            _mark_tex(node)
        elif math is not None and math is not node and _is_passage(node, math):
            for inner in node.below("math"):
                self._one(inner)
        elif image is not None:
            node.replace(self._set(self._drawn(node, image), node))
        elif math is not None:
            made = self._set(self._read(node, math), node)
            node.replace(made)
            _part(made)

    def _drawn(self, node: Tag, image: Tag) -> Tag:
        """Return the picture of a formula, its TeX as its text."""
        source = _first(node.below("annotation"), "annotation")
        image.take_out()
        _call(image, words_of([source]) if source is not None else "")
        self._gone(words_of([node]), "the formula again, beside its picture")
        return image

    def _read(self, node: Tag, math: Tag) -> Tag:
        """Return a formula as words where those can show it, as its TeX where there is one."""
        source = _first(math.below("annotation"), "annotation")
        if source is not None:
            source.take_out()
        for sign in math.below("mo"):
            if sign.words("") in _UNSEEN:
                self._gone(sign.words(""), "a sign of MathML that nobody sees")
                sign.take_out()
        if source is None or is_plain(math):
            made = read(math)
            if math is not node:
                math.take_out()
                self._gone(words_of([node]), "the formula again, beside its signs")
            if source is not None:
                self._gone(words_of([source]), "the formula's TeX, beside its signs")
            return made
        tex = words_of([source])
        self._gone(words_of([node]), "the formula again, beside its TeX")
        if inner := _WRAPPED.match(tex):
            self._gone(tex[: inner.start(1)] + "}", "TeX that only sets the size")
            tex = inner.group(1).strip()
        made = Tag("code", names="math")
        made.append(tex)
        return made

    def _set(self, made: Tag, node: Tag) -> Tag:
        """Return a formula that the page displays on a line of its own as a paragraph."""
        names = node.names.lower()
        if "display" not in names and node.get("display") not in {"true", "block"}:
            return made
        line = Tag("p", names="formula")
        line.append(made)
        return line

    def _gone(self, text: str, reason: str) -> None:
        self.ledger.enter(text, step="shape", rule="formula", reason=reason)


def _is_twin(script: Tag, formulas: list[Tag]) -> bool:
    """Say whether the formula that a script tells stands before it, set already (MathJax 2)."""
    before = script.beside(-1)
    if not isinstance(before, Tag) or not any(before is formula for formula in formulas):
        return False
    return _NOT_SET.isdisjoint(before.classes)


def _is_passage(node: Tag, math: Tag) -> bool:
    """Say whether a box by the name of mathematics holds more than one formula."""
    return bool(node.below(*_BLOCKS)) and node.text().split() != math.text().split()


def in_line(img: Tag) -> bool:
    """Say whether a picture's element is a formula, which stands in the line."""
    return "math" in img.classes


def _call(image: Tag, tex: str) -> None:
    """Mark a formula's picture; its text is its TeX without what only sets the size."""
    image.names = "math"
    alt = " ".join(image.get("alt").split()) or tex
    inner = _WRAPPED.match(alt)
    image.attrs["alt"] = inner.group(1).strip() if inner else alt


def _part(formula: Tag) -> None:
    """Part a formula from the letters that it touches, as its box did on the page."""
    before, after = formula.neighbours
    if isinstance(before, str) and before[-1:].isalnum():
        formula.put_before(" ")
    if isinstance(after, str) and after[:1].isalnum():
        formula.put_behind(" ")


def _mark_tex(node: Tag) -> None:
    """Mark TeX that a script would have set (pandoc)."""
    if node.name not in {"span", "code"} or "math" not in node.classes:
        return
    if node.name == "span" and "\\" in node.text() and not node.below("span", "i", "sup"):
        node.rename("code")
    node.names = "math"


def _first(nodes: list[Tag], name: str) -> Tag | None:
    return next((node for node in nodes if node.name == name), None)

"""A style sheet read as rules: which a plain reader gets, and which face sets an element."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# What a reading system built on CSS 2.1 may not parse; one such selector costs it the whole rule,
# and some of the oldest the whole sheet.
_NEWER = re.compile(r"^@|:(?:has|is|where|not)\(|::")
_DECLARATION = re.compile(r"(font-family|font-weight|font-style)\s*:\s*([^;]+)")
_COMPOUND = re.compile(r"\s*([>+~]?)\s*([^\s>+~]+)")
_FAMILY = re.compile(r'"([^"]+)"')
# What a browser does before any sheet of ours (HTML, section 15.3).
_BROWSER = """
b, strong { font-weight: bolder } th, h1, h2, h3, h4, h5, h6 { font-weight: bold }
i, em, cite, dfn, var, address { font-style: italic }
"""
_BOLD, _REGULAR, _BLACK = 700, 400, 900


class Dress(NamedTuple):
    """How an element's own text is set: the families in order of choice, weight and slant."""

    families: tuple[str, ...] = ()
    weight: int = _REGULAR
    italic: bool = False


class Place(dict[tuple[str, str], "Place"]):
    """An element's place in a document: its kind, its class, what encloses it, and the text there.

    It holds the places of the elements inside it, by tag and class; one that is asked for the first
    time is found out then. A tag may have its namespace before it, and a space.

    Elements of one kind in the same kind of place share it, so a document of thousands of
    elements has a few dozen places, and a rule is tried once on each.
    """

    __slots__ = ("dress", "hear", "kinds", "parent", "sheet", "tag", "text")

    def __init__(self, tag: str, kind: str, parent: Place | None, sheet: Sheet) -> None:
        self.tag = tag
        self.kinds = frozenset(kind.split())
        self.parent = parent
        self.sheet = sheet
        self.text: list[str] = []
        self.hear = self.text.append
        self.dress = sheet.dressed(self)

    def __missing__(self, key: tuple[str, str]) -> Place:
        tag, kind = key
        self[key] = child = Place(tag.rpartition(" ")[2], kind, self, self.sheet)
        return child


class _Rule(NamedTuple):
    """One selector with what it says of fonts; `steps` from the element outward."""

    weight: tuple[int, int, int]
    steps: tuple[tuple[str, str, frozenset[str]], ...]  # combinator to the right, tag, classes
    says: tuple[tuple[str, str], ...]


class Sheet:
    """The font rules of a style sheet, and the cascade they make (CSS 2.1, chapter 6).

    A condition on siblings or states (`+`, `:first-child`) is taken as met: the cost of being
    wrong is a face embedded too many.
    """

    def __init__(self, css: str) -> None:
        rules = [*_font_rules(_BROWSER, 0), *_font_rules(css, 1)]
        self._rules = sorted(rules, key=lambda rule: rule.weight)

    def root(self) -> Place:
        """Return the place that holds a document's root element."""
        return Place("", "", None, self)

    def dressed(self, place: Place) -> Dress:
        """Return how the text of a place is set."""
        if place.parent is None:
            return Dress()
        dress = outer = place.parent.dress
        for rule in self._rules:
            if _matches(rule.steps, place):
                for name, value in rule.says:
                    dress = _said(dress, name, value, outer)
        return dress


def split(css: str) -> tuple[str, str]:
    """Return the rules every reading system parses, and those only newer ones do.

    Comments and space go. The two belong in two files: what an old reader can't parse then
    costs it nothing else.
    """
    plain: list[str] = []
    newer: list[str] = []
    for selector, body in _rules(css):
        kept = f"{selector}{{{_squeezed(body)}}}"
        (newer if _NEWER.search(selector) else plain).append(kept)
    return "\n".join(plain) + "\n", "\n".join(newer) + ("\n" if newer else "")


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield each rule at the top level: selector or at-keyword, and what its braces hold."""
    css = _COMMENT.sub("", css)
    start, opened, depth = 0, 0, 0
    for brace in re.finditer(r"[{}]", css):
        if brace[0] == "{":
            if not depth:
                opened = brace.start()
            depth += 1
        else:
            depth -= 1
            if not depth:
                yield _squeezed(css[start:opened]), css[opened + 1 : brace.start()]
                start = brace.end()


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _font_rules(css: str, origin: int) -> Iterator[_Rule]:
    for selectors, body in _rules(css):
        says = tuple((name, value.strip()) for name, value in _DECLARATION.findall(body))
        if not says or selectors.startswith("@"):
            continue
        for selector in selectors.split(","):
            if "::" not in selector:
                steps = tuple(_steps(selector))
                classes = sum(len(kinds) for _, _, kinds in steps) + selector.count(":")
                tags = sum(1 for _, tag, _ in steps if tag)
                yield _Rule((origin, classes, tags), steps, says)


def _steps(selector: str) -> Iterator[tuple[str, str, frozenset[str]]]:
    right = ""
    for combinator, compound in reversed(_COMPOUND.findall(re.sub(r"\([^)]*\)", "", selector))):
        # What stands left of a sibling's sign is a neighbour, no ancestor.
        if right not in {"+", "~"}:
            name, *kinds = compound.split(":")[0].split(".")
            yield right, name.strip("*").partition("[")[0], frozenset(kinds)
        right = combinator


def _matches(steps: Sequence[tuple[str, str, frozenset[str]]], place: Place | None) -> bool:
    if not steps:
        return True
    if place is None or not _fits(steps[0], place):
        return False
    outward = steps[1:]
    if not outward or outward[0][0] == ">":
        return _matches(outward, place.parent)
    around = place.parent
    while around is not None:
        if _matches(outward, around):
            return True
        around = around.parent
    return False


def _fits(step: tuple[str, str, frozenset[str]], place: Place) -> bool:
    _, tag, kinds = step
    return tag in {"", place.tag} and kinds <= place.kinds


def _said(dress: Dress, name: str, value: str, outer: Dress) -> Dress:
    families, weight, italic = dress.families, dress.weight, dress.italic
    match name, value:
        case _, "inherit":
            families, weight, italic = {
                "font-family": (outer.families, weight, italic),
                "font-weight": (families, outer.weight, italic),
                "font-style": (families, weight, outer.italic),
            }[name]
        case "font-family", _:
            families = tuple(_FAMILY.findall(value))
        case "font-style", _:
            italic = value in {"italic", "oblique"}
        case _, "bolder":
            weight = _BOLD if outer.weight < _BOLD else _BLACK
        case _, "bold" | "normal":
            weight = _BOLD if value == "bold" else _REGULAR
        case _ if value.isdecimal():
            weight = int(value)
    return Dress(families=families, weight=weight, italic=italic)

"""A style sheet read as far as its rules: selector, declarations, line, and what encloses it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_TEXT = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""")
_PIECE = re.compile(r"[{};]")
# What the oldest engine that is still sold drops a whole sheet over, by common lore.
_NEWER = re.compile(
    r"(?:^|[\s:,(])(?:var|min|max|clamp|env)\(|:(?:has|is|where)\(|^--[\w-]+\s*:|^&"
)
_NEWER_AT = ("@supports", "@container", "@layer", "@property", "@scope")
# Deeper than any sheet goes; what is opened further is one rule's text.
_DEPTH = 20
# Letters of a sheet that is kept once read, and rules that are looked at of one that is longer.
_SHORT, _MOST = 200_000, 50_000


class Style(NamedTuple):
    """A rule: what encloses it (`@media …`), its selector, what it declares, and its line.

    A statement (`@import …;`) is a rule that declares nothing. `newer` is what in it an old engine
    can't parse, empty where it can all.
    """

    around: tuple[str, ...]
    selector: str
    says: tuple[tuple[str, str], ...]
    line: int
    newer: str

    @property
    def conditional(self) -> bool:
        """Whether the rule holds under a condition only."""
        return any(outer.startswith("@") for outer in self.around)


def rules(css: str, first: int = 0) -> tuple[Style, ...]:
    """Return a sheet's rules in order, a long one's first; `first` is the lines before it."""
    return _kept(css, first) if len(css) < _SHORT else tuple(islice(_rules(css, first), _MOST))


# The books of a batch have one sheet.
@lru_cache(maxsize=8)
def _kept(css: str, first: int) -> tuple[Style, ...]:
    return tuple(_rules(css, first))


def _rules(css: str, first: int) -> Iterator[Style]:
    bare = _TEXT.sub(_blank, _COMMENT.sub(_blank, css))
    open_: list[tuple[str, int, list[tuple[str, str]]]] = []
    at = counted = 0
    line = first + 1
    for piece in _PIECE.finditer(bare):
        text = " ".join(css[at : piece.start()].split()) if at < piece.start() else ""
        if "/*" in text:
            text = " ".join(_COMMENT.sub(" ", text).split())
        begins = at + _indent(bare, at, piece.start())
        line += bare.count("\n", counted, begins)
        counted = begins
        at = piece.end()
        if piece[0] == "{" and len(open_) < _DEPTH:
            open_.append((text, line, []))
            continue
        if not open_:
            if text:
                yield Style((), text, (), line, _newer((), text, ()))
            continue
        name, colon, value = text.partition(":")
        if colon:
            open_[-1][2].append((name.strip().lower(), value.strip()))
        if piece[0] == "}":
            selector, begun, says = open_.pop()
            around = tuple(outer for outer, _, _ in open_)
            yield Style(around, selector, tuple(says), begun, _newer(around, selector, says))


def _newer(around: Sequence[str], selector: str, says: Sequence[tuple[str, str]]) -> str:
    """Return what in a rule an old engine can't parse, empty where it can all."""
    outer = next((a for a in (*around, selector) if a.startswith(_NEWER_AT)), "")
    if outer:
        return outer.split()[0].partition("(")[0]
    if any(not outer.startswith("@") for outer in around):
        return "a rule inside a rule"
    for text in (selector, *(f"{name}: {value}" for name, value in says)):
        if found := _NEWER.search(text):
            return found[0].strip(" :,(;{") or found[0]
    return ""


def _blank(found: re.Match[str]) -> str:
    """Return as many blanks, lines kept: a brace in a text or a comment opens nothing."""
    return re.sub(r"[^\n]", " ", found[0])


def _indent(text: str, start: int, end: int) -> int:
    piece = text[start:end]
    return len(piece) - len(piece.lstrip())

"""What is looked at in each document: encoding, pictures, notes, hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from formatter.check.held import Document, Held
from formatter.check.markup import SPACES, path
from formatter.check.rule import Found

_DECLARED = re.compile(
    rb"""\A(?:\xef\xbb\xbf)?<\?xml\s[^>]*?encoding\s*=\s*["']utf-8["']""", re.IGNORECASE
)
_ENCODING = re.compile(rb"""\A\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.-]+)["']""", re.IGNORECASE)
_STRAY = path("//h:img[not(@src) or normalize-space(@src) = '']")
_CALLS = path("//h:a[contains(concat(' ', @e:type, ' '), ' noteref ')]")
_CODES = path(
    "//*[@hidden or (@style and contains(translate(@style, ' ', ''), 'display:none'))]"
    "[ancestor-or-self::h:body]"
)
# What Amazon's guidelines allow of text that isn't shown, in letters.
_HIDDEN = 10_000
_SIMPLE = re.compile(r"([a-z][\w-]*|\*)?(?:\.([\w-]+)|#([\w-]+))?\Z", re.IGNORECASE)


def encoding(document: Document, _held: Held) -> Iterator[Found]:
    """Find a document that doesn't say it is UTF-8."""
    if _DECLARED.match(document.data):
        return
    said = _ENCODING.match(document.data)
    what = f"it says {said[1].decode()}" if said else "no XML declaration says its encoding"
    yield Found(document.name, 1, what)


def stray(document: Document, _held: Held) -> Iterator[Found]:
    """Find an `img` without a picture."""
    if b"<img" in document.text:
        for picture in _STRAY(document.tree):
            yield Found(document.name, picture.sourceline or 0, "an img has no src")


def hidden(document: Document, held: Held) -> Iterator[Found]:
    """Find much text that isn't shown."""
    for element in _unseen(document, held):
        length = sum(len(text.strip()) for text in element.itertext())
        if length > _HIDDEN:
            what = f"{length:,} letters aren't shown"
            yield Found(document.name, element.sourceline or 0, what)


def asides(document: Document, held: Held) -> Iterator[Found]:
    """Find an `aside` that isn't shown."""
    if b"<aside" in document.text:
        for element in _unseen(document, held):
            if element.tag == f"{{{SPACES['h']}}}aside":
                yield Found(document.name, element.sourceline or 0, "an aside isn't shown")


def tagged(document: Document, _held: Held) -> Iterator[Found]:
    """Find a note's link that holds a tag."""
    if b"noteref" in document.text:
        for call in _CALLS(document.tree):
            if len(call):
                inner = str(call[0].tag).rpartition("}")[2]
                yield Found(document.name, call.sourceline or 0, f"the link holds <{inner}>")


def noted(held: Held) -> Iterator[Found]:
    """Find a note's link whose target isn't marked as a note."""
    for name, told in held.told.items():
        for link in told.links:
            target = held.told.get(link.file)
            if link.note and target and link.anchor not in target.notes:
                what = f"what {link.file}#{link.anchor} marks is no footnote or endnote"
                yield Found(name, link.line, what)


def _unseen(document: Document, held: Held) -> Iterator[Any]:
    """Yield the elements that the document or a sheet hides.

    Sheets are read as far as selectors of one element, by its name, class or id.
    """
    data = document.text
    if b"hidden" in data or b"display" in data:
        yield from _CODES(document.tree)
    for name, kind, code in _hiding(tuple(held.hiding)):
        if (kind or code or name).encode() in data:
            yield from _chosen(name, kind, code)(document.tree)


@cache
def _hiding(selectors: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    found = (_SIMPLE.match(selector) for selector in selectors)
    return tuple((m[1] or "*", m[2] or "", m[3] or "") for m in found if m and m[0])


@cache
def _chosen(name: str, kind: str, code: str) -> Any:  # noqa: ANN401  an XPath of lxml
    tag = "*" if name == "*" else f"h:{name}"
    by_class = f"[contains(concat(' ', normalize-space(@class), ' '), ' {kind} ')]" if kind else ""
    by_id = f"[@id='{code}']" if code else ""
    return path(f"//{tag}{by_class}{by_id}")

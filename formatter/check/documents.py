"""What is looked at in each document: encoding, pictures, notes, hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formatter.check.held import Document, Held
from formatter.check.rule import Found

_DECLARED = re.compile(
    rb"""\A(?:\xef\xbb\xbf)?<\?xml\s[^>]*?encoding\s*=\s*["']utf-8["']""", re.IGNORECASE
)
_ENCODING = re.compile(rb"""\A\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.-]+)["']""", re.IGNORECASE)
# What Amazon's guidelines allow of text that isn't shown, in letters.
_HIDDEN = 10_000


def encoding(document: Document, _held: Held) -> Iterator[Found]:
    """Find a document that doesn't say it is UTF-8."""
    if _DECLARED.match(document.data):
        return
    said = _ENCODING.match(document.data)
    what = f"it says {said[1].decode()}" if said else "no XML declaration says its encoding"
    yield Found(document.name, 1, what)


def stray(document: Document, _held: Held) -> Iterator[Found]:
    """Find an `img` without a picture."""
    for line in document.facts.stray:
        yield Found(document.name, line, "an img has no src")


def hidden(document: Document, _held: Held) -> Iterator[Found]:
    """Find much text that isn't shown.

    Sheets are read as far as selectors of one element, by its name, class or id.
    """
    for one in document.facts.unseen:
        if one.letters > _HIDDEN:
            yield Found(document.name, one.line, f"{one.letters:,} letters aren't shown")


def asides(document: Document, _held: Held) -> Iterator[Found]:
    """Find an `aside` that isn't shown."""
    for one in document.facts.unseen:
        if one.aside:
            yield Found(document.name, one.line, "an aside isn't shown")


def tagged(document: Document, _held: Held) -> Iterator[Found]:
    """Find a note's link that holds a tag."""
    for line, inner in document.facts.tagged:
        yield Found(document.name, line, f"the link holds <{inner}>")


def noted(held: Held) -> Iterator[Found]:
    """Find a note's link whose target isn't marked as a note."""
    for name, told in held.told.items():
        for link in told.links:
            target = held.told.get(link.file)
            if link.note and target and link.anchor not in target.notes:
                what = f"what {link.file}#{link.anchor} marks is no footnote or endnote"
                yield Found(name, link.line, what)

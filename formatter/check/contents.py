"""What is looked at in a book's contents: nav, NCX, landmarks, guide, language, accents."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from formatter.check.box import UnreadableError
from formatter.check.facts import WIDE, resolved
from formatter.check.held import Document, Held
from formatter.check.markup import path
from formatter.check.rule import Found

_POINTS = path("//n:navPoint")
_DEEP = path("//n:navPoint/n:navPoint/n:navPoint")
_TARGETS = path("//n:content")
_TEXT_REFERENCES = path("//o:guide/o:reference[@type='text'][@href]")
_LANGUAGE = path("//d:language")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*\Z")


def nav(held: Held) -> Iterator[Found]:
    """Find a book without the contents of EPUB 3."""
    if held.nav is None:
        yield Found(held.root, 0, "no file of the manifest is the nav")


def ncx(held: Held) -> Iterator[Found]:
    """Find a book without the contents of EPUB 2."""
    if held.ncx is None:
        yield Found(held.root, 0, "the book has no NCX")


def ncx_ids(held: Held) -> Iterator[Found]:
    """Find lines of the NCX without an id of their own."""
    if held.ncx is None:
        return
    points = _POINTS(held.ncx)
    count = Counter(point.get("id", "") for point in points)
    for point in points:
        name = point.get("id", "")
        if not name.strip() or count[name] > 1:
            what = "a navPoint has no id" if not name.strip() else f"two navPoints have id {name}"
            yield Found(held.ncx_name, point.sourceline or 0, what)


def ncx_depth(held: Held) -> Iterator[Found]:
    """Find lines of the NCX below the second level."""
    for point in _DEEP(held.ncx) if held.ncx is not None else ():
        yield Found(held.ncx_name, point.sourceline or 0, "a line stands on a third level or below")


def dead(held: Held) -> Iterator[Found]:
    """Find lines of the contents that lead nowhere."""
    for name, line, file, anchor in _contents(held):
        if file not in held.box.names:
            yield Found(name, line, f"{file} isn't in the book")
        elif anchor and (told := held.told.get(file)) and anchor not in told.ids:
            yield Found(name, line, f"{file} has no id {anchor}")


def body_ids(held: Held) -> Iterator[Found]:
    """Find links to the id of a `body`."""
    bodies = {(name, told.body) for name, told in held.told.items() if told.body}
    if not bodies:
        return
    links = [
        (name, link.line, link.file, link.anchor)
        for name, told in held.told.items()
        for link in told.links
        if held.nav is None or name != held.nav.name
    ]
    for name, line, file, anchor in (*_contents(held), *links):
        if (file, anchor) in bodies:
            yield Found(name, line, f"the link leads to the body of {file}")


def guide(held: Held) -> Iterator[Found]:
    """Find a book whose guide doesn't say where its text begins, or says it more than once."""
    count = len(_TEXT_REFERENCES(held.package))
    if count != 1:
        yield Found(held.root, 0, f"the guide has {count or 'no'} references to the text")


def landmarks(held: Held) -> Iterator[Found]:
    """Find landmarks with no type or with several."""
    name = held.nav.name if held.nav else ""
    told = held.told.get(name)
    for line, kinds in told.landmarks if told else ():
        if len(kinds) != 1:
            what = f"a landmark has {len(kinds) or 'no'} types: {' '.join(kinds)}".rstrip(": ")
            yield Found(name, line, what)


def language(held: Held) -> Iterator[Found]:
    """Find a book that doesn't say its language."""
    told = [(element.text or "").strip() for element in _LANGUAGE(held.package)]
    if not told:
        yield Found(held.root, 0, "the package names no language")
    for tag in told:
        if not _TAG.match(tag):
            yield Found(held.root, 0, f"“{tag}” is no language's tag")


def composed(document: Document, _held: Held) -> Iterator[Found]:
    """Find text that isn't composed (Unicode's form NFC)."""
    if not document.data.isascii():
        yield from _decomposed(document.name, document.data)


def composed_contents(held: Held) -> Iterator[Found]:
    """Find a package or NCX whose text isn't composed."""
    for name in filter(None, (held.root, held.ncx_name)):
        try:
            yield from _decomposed(name, held.box.read(name))
        except UnreadableError:
            continue


def _decomposed(name: str, data: bytes) -> Iterator[Found]:
    text = data.decode("utf-16" if data.startswith(WIDE) else "utf-8", "replace")
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if not unicodedata.is_normalized("NFC", line):
            made = unicodedata.normalize("NFC", line)
            at = next((i for i, (a, b) in enumerate(zip(line, made, strict=False)) if a != b), 0)
            yield Found(name, number, f"“{line[max(0, at - 12) : at + 12].strip()}”")
            return


def _contents(held: Held) -> Iterator[tuple[str, int, str, str]]:
    """Yield each line of the contents: file, line, and the file and anchor it leads to."""
    for content in _TARGETS(held.ncx) if held.ncx is not None else ():
        if to := resolved(held.ncx_name, content.get("src", "")):
            yield held.ncx_name, content.sourceline or 0, *to
    if held.nav and (told := held.told.get(held.nav.name)):
        for link in told.links:
            yield held.nav.name, link.line, link.file, link.anchor

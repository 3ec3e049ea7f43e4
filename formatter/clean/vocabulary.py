"""The closed vocabulary of a body: which elements and attributes may stand in it, and the check.

Themes style exactly this list, scripts can't pass, and an EPUB comes out valid by construction.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

INLINE = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span "
    "strong sub sup time u var".split()
)
BLOCK = frozenset(
    "aside blockquote dd div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre section table "
    "caption thead tbody tfoot tr td th ul".split()
)
ELEMENTS = INLINE | BLOCK

# What each class means, so that a theme's author finds the whole list in one place.
CLASSES = {
    "p": {
        "lead": "the standfirst, always first in the body",
        "signature": "the byline as the article signs itself at its end",
        "verse": "lines whose breaks are the author's",
        "embed-title": "the name of an embedded thing",
        "embed-source": "who shows it, and its address for readers on paper",
        "formula": "a formula on a line of its own",
    },
    "span": {
        "credit": "who made the picture",
        "dateline": "the place or paper a lead opens with",
        "math": "a formula as words, its parts raised, lowered and stacked",
        "math-fraction": "a fraction in it: what is over and what is under the stroke",
        "math-over": "what is over the stroke",
        "math-under": "what is under the stroke",
        "math-root": "what a root is drawn from",
    },
    "code": {"math": "a formula as TeX, where words can't show it"},
    "img": {"math": "a formula's picture in the line; its alt is the formula as TeX"},
    "figure": {"wide": "at least three halves as wide as high", "tall": "higher than wide"},
    "aside": {
        "info": "a box of facts beside the story",
        "pull": "words of the story set large",
        "embed": "a card in place of a video, post or map",
        "note": "an editor's note",
    },
    "blockquote": {},
    "section": {"notes": "footnotes, an ordered list whose items are called from the text"},
    "div": {"gallery": "figures that belong together", "rows": "lines that go one below the other"},
    "a": {"call": "the call of a footnote"},
    "td": {"number": "a cell that holds a number"},
    "th": {"number": "a cell that heads numbers"},
}

ATTRIBUTES = {
    "*": {"class", "lang", "dir"},
    "a": {"href", "id"},
    "li": {"id", "value"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
    "ol": {"start", "type"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "bdo": {"dir"},
}

# A body is at most this deep: WeasyPrint runs out of stack at 137 nested boxes.
DEPTH = 24
HREF = re.compile(r"(https?://|mailto:|#)[^\s<>\"]*\Z")
IMAGE = re.compile(r"image:[a-z0-9-]+\Z")
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


def faults(body: str) -> Iterator[str]:
    """Yield what in `body` isn't of the vocabulary, nothing for a good body."""
    try:
        root = ET.fromstring(f"<body>{body}</body>")  # noqa: S314  our own output, entity-free
    except ET.ParseError as why:
        yield f"not well-formed: {why}"
        return
    if (root.text or "").strip() or any((el.tail or "").strip() for el in root):
        yield "text outside any block"
    for child in root:
        if child.tag in INLINE:
            yield f"inline <{child.tag}> outside any block"
        yield from _element_faults(child, 1)


def _element_faults(el: ET.Element, depth: int) -> Iterator[str]:
    if el.tag not in ELEMENTS:
        yield f"<{el.tag}> is not of the vocabulary"
        return
    if depth > DEPTH:
        yield f"nested deeper than {DEPTH}"
        return
    allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(el.tag, set())
    for name, value in el.attrib.items():
        if name not in allowed:
            yield f"<{el.tag} {name}> is not of the vocabulary"
        elif not _value_fits(el.tag, name, value):
            yield f"<{el.tag} {name}={value!r}> is not of the vocabulary"
    if el.tag == "img" and "alt" not in el.attrib:
        yield "<img> without alt"
    for child in el:
        yield from _element_faults(child, depth + 1)


def _value_fits(tag: str, name: str, value: str) -> bool:
    match name:
        case "class":
            return value in CLASSES.get(tag, {})
        case "href":
            return bool(HREF.match(value))
        case "src":
            return bool(IMAGE.match(value))
        case "lang":
            return bool(_LANG.match(value))
        case "dir":
            return value in {"ltr", "rtl"}
        case "colspan" | "rowspan":
            return value.isdecimal() and 1 < int(value) <= 100
        case "start" | "value":
            return value.lstrip("-").isdecimal()
        case _:
            return True

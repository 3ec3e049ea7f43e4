"""Which element may stand in which, as HTML has it (WHATWG HTML 4): a reading system parses XML,
so that nothing mends a list in a paragraph there.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from formatter.clean.vocabulary import BLOCK, INLINE

# Elements that hold words and their marks only.
_PHRASES = (INLINE - {"br", "img"}) | {"p", "h2", "h3", "h4", "h5", "h6", "pre"}
_HOLDS = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd"},
    "table": {"caption", "thead", "tbody", "tfoot"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tfoot": {"tr"},
    "tr": {"td", "th"},
    "hr": set(),
    "br": set(),
    "img": set(),
}
_BELONGS = {
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "figcaption": {"figure"},
    "caption": {"table"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "tr": {"thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "img": {"figure"},
    "rt": {"ruby"},
    "rp": {"ruby"},
}
# What holds words or blocks, and is nothing when it holds neither.
_NEVER_EMPTY = BLOCK - {"hr", "td", "th", "tr", "thead", "tbody", "tfoot", "figure"}


def astray(body: str) -> list[str]:
    """Return what stands in a body where it may not, or stands there empty."""
    return list(_astray(ET.fromstring(f"<div>{body}</div>"), ()))


def _astray(el: ET.Element, above: tuple[str, ...]) -> Iterator[str]:
    for at, child in enumerate(el):
        tag, home = child.tag, el.tag
        if home in _HOLDS and tag not in _HOLDS[home]:
            yield f"<{tag}> in <{home}>"
        in_line = tag == "img" and child.get("class") == "math"
        if tag in _BELONGS and home not in _BELONGS[tag] and not in_line:
            yield f"<{tag}> in <{home}>"
        if home in _PHRASES and tag in BLOCK:
            yield f"<{tag}> in <{home}>"
        if tag == "a" and "a" in (*above, home) and child.get("href"):
            yield "<a> in <a>"
        if tag == "figcaption" and at not in {0, len(el) - 1}:
            yield "<figcaption> amid its <figure>"
        if tag in _NEVER_EMPTY and not len(child) and not (child.text or "").strip():
            yield f"an empty <{tag}>"
        yield from _astray(child, (*above, home))
    if el.tag in _HOLDS and _loose(el):
        yield f"loose words in <{el.tag}>"


def _loose(el: ET.Element) -> bool:
    return bool((el.text or "").strip()) or any((child.tail or "").strip() for child in el)

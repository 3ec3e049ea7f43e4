"""Faces of fonts from before Unicode: which elements of a page are set in one.

By `face` and `font-family`, in an element's own style and in the page's style sheets.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from formatter.text.context import UNICODE
from formatter.text.legacy import Face, face, told

# What a page must have somewhere before its styles are read. One letter opens all: a page is looked
# through in no time.
_NAMED = re.compile(r"V(?:n[A-Z]|NI-[A-Z]|PS[ -][A-Z]|ISCII)")
_BEFORE = {"n": "."} | dict.fromkeys("NPI", " \t\n\"':;,=")
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]*)\}")
_FAMILY = re.compile(r"(?:^|[;\s{])font(-family)?\s*:\s*([^;}]*)", re.IGNORECASE)
# So few words in a face are enough, since the face speaks too.
_LEAST = 3
# What stands before the family where a rule names all of a font: `bold 12pt/1.2 .VnTime`.
_SIZE = re.compile(r"^.*?[\d.]+(?:px|pt|em|rem|%)(?:/\S+)?\s+", re.IGNORECASE)


def faces(html: str, parsed: LexborHTMLParser) -> dict[int, Face | None]:
    """Return what the faces of elements say of their text, by the parser's number of each.

    None for an element in a face of Unicode; empty for a page without old faces.
    """
    named = _NAMED.finditer(html)
    if not any(html[found.start() - 1] in _BEFORE[found.group()[1]] for found in named):
        return {}
    sheets = (
        re.sub(r"/\*.*?\*/", "", sheet.text(), flags=re.DOTALL) for sheet in parsed.css("style")
    )
    rules = [
        (selector.strip(), name)
        for sheet in sheets
        for selector, rule in _RULE.findall(sheet)
        if (name := _family(rule))
    ]
    found: dict[int, Face | None] = {}
    for selector, name in rules if any(face(name) for _, name in rules) else ():
        found |= dict.fromkeys(_matching(parsed, selector), face(name))
    for node in parsed.css("[face], [style]"):
        style = node.attributes.get("style") or ""
        if name := _family(style) or _first(node.attributes.get("face") or ""):
            found[node.mem_id] = face(name)
    return found if any(found.values()) else {}


def set_in(html: str, parsed: LexborHTMLParser) -> str:
    """Return the encoding that the faces of a page's texts say, where the texts are in it.

    Many pages name such a face and are Unicode: an editor's style that nobody took out.
    """
    texts_in: dict[str, list[str]] = {}
    marked = faces(html, parsed)
    for node in parsed.css("*") if marked else ():
        if said := marked.get(node.mem_id):
            texts_in.setdefault(said.encoding, []).append(node.text(deep=True))
    return next((name for name, texts in texts_in.items() if _speaks(texts, name)), "")


def _speaks(texts: list[str], encoding: str) -> bool:
    odd = [text for text in texts if not text.isascii()]
    strange = sum(1 for text in odd if UNICODE.search(text))
    return strange * 10 <= len(odd) and bool(told(odd, (encoding,), least=_LEAST))


def _matching(parsed: LexborHTMLParser, selector: str) -> list[int]:
    try:
        return [node.mem_id for node in parsed.css(selector)]
    except (SelectolaxError, ValueError):
        # A rule for media or for what only a browser knows.
        return []


def _family(rules: str) -> str:
    """Return the first family that a rule names, empty for none."""
    names = [
        value if long else _SIZE.sub("", value)
        for long, value in _FAMILY.findall(rules.replace("&quot;", '"'))
    ]
    return _first(names[-1]) if names else ""


def _first(families: str) -> str:
    return families.split(",", maxsplit=1)[0].strip(" \t\r\n\"'")

"""The looks of a drawing: the declarations that may stand in it, with no address and no font."""

from __future__ import annotations

import re
from collections.abc import Iterator

_KNOWN = frozenset(
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-dasharray stroke-dashoffset color opacity stop-color stop-opacity "
    "display visibility clip-path clip-rule mask marker marker-start marker-mid marker-end "
    "vector-effect paint-order shape-rendering overflow font-size font-style font-weight "
    "letter-spacing word-spacing text-anchor text-decoration dominant-baseline "
    "alignment-baseline baseline-shift writing-mode direction".split()
)
_PLACE = re.compile(r"url\(\s*(['\"]?)#[\w.:-]+\1\s*\)")
# What asks for something, or hides that it does.
_ASKING = re.compile(r"url|@|\\|expression|javascript|[<>&{}]", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|\Z)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"[\w\s.#,*>:-]+\Z")
_FONT = re.compile(
    r"(?P<style>(?:(?:italic|oblique|normal|small-caps|bold|bolder|lighter|[1-9]00)\s+)*)"
    r"(?P<size>[\d.]+(?:px|pt|em|rem|%|mm)?)\s*(?:/\s*[\w.%]+)?\s+(?P<family>.+)\Z"
)
_WEIGHT = re.compile(r"\b(?:bold|bolder|lighter|[1-9]00)\b")
_MONO = re.compile(r"mono|courier|consol|menlo|code", re.IGNORECASE)
_SERIF = re.compile(
    r"(?<!sans-)(?<!sans )\bserif\b|times|georgia|garamond|roman|palatino", re.IGNORECASE
)


def sheet(css: str) -> str:
    """Return a style sheet with the rules that may stand, each declaration looked at."""
    plain = _AT_RULE.sub("", _COMMENT.sub("", css))
    rules = []
    for selector, body in _RULE.findall(plain):
        said = ";".join(f"{name}:{value}" for name, value in declarations(body))
        if said and _SELECTOR.fullmatch(selector.strip()):
            rules.append(f"{' '.join(selector.split())}{{{said}}}")
    return "".join(rules)


def declarations(style: str) -> Iterator[tuple[str, str]]:
    """Yield the declarations of a style that may stand, by name and value."""
    for part in _COMMENT.sub("", style).split(";"):
        name, colon, value = part.partition(":")
        name, value = name.strip().lower(), " ".join(value.split())
        value = re.sub(r"\s*!important\Z", "", value)
        if not colon or not value or _ASKING.search(_PLACE.sub("", value)):
            continue
        if name == "font-family":
            yield name, generic(value)
        elif name == "font":
            yield from _font(value)
        elif name in _KNOWN:
            yield name, value


def generic(families: str) -> str:
    """Return the generic face nearest to the families asked for, none of which is at hand."""
    if _MONO.search(families):
        return "monospace"
    return "serif" if _SERIF.search(families) else "sans-serif"


def _font(value: str) -> Iterator[tuple[str, str]]:
    if found := _FONT.match(value):
        if "italic" in found["style"] or "oblique" in found["style"]:
            yield "font-style", "italic"
        if weight := _WEIGHT.search(found["style"]):
            yield "font-weight", weight[0]
        yield "font-size", found["size"]
        yield "font-family", generic(found["family"])

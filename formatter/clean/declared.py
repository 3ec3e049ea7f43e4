"""What a page declares of its article for machines: its `meta` elements and its JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from formatter.clean.tree import Tree
from formatter.text.repair import mend

_ARTICLES = {
    "article", "newsarticle", "reportagenewsarticle", "blogposting", "analysisnewsarticle",
    "opinionnewsarticle", "liveblogposting", "webpage", "report", "scholarlyarticle", "recipe",
}  # fmt: skip

_MARKUP = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_BLOCKS = ["p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "blockquote", "tr", "td", "figure"]


class Head:
    """The contents of the `meta` elements by name or property, in their order."""

    def __init__(self, tree: Tree) -> None:
        self._held: dict[str, list[str]] = {}
        for meta in tree.metas:
            key = meta.get("property") or meta.get("name") or meta.get("itemprop")
            key = key or meta.get("http-equiv") or ""
            if content := meta.get("content"):
                self._held.setdefault(key.strip().lower(), []).append(content)

    def first(self, *keys: str) -> str:
        """Return the first content of the first of these that the page has, empty where none."""
        return next(iter(self.all(*keys)), "")

    def all(self, *keys: str) -> list[str]:
        """Return all contents of the first of these that the page has."""
        for key in keys:
            if found := [said for one in self._held.get(key, ()) if (said := plain(one))]:
                return found
        return []


def article_data(texts: list[str]) -> Iterator[tuple[str, Any]]:
    """Yield the fields of the page's JSON-LD, an article's before any other thing's."""
    things = [thing for text in texts for thing in _things(text)]
    ranked = sorted(things, key=_rank, reverse=True)
    for thing in ranked:
        if _rank(thing) > 0:
            yield from reversed(list(thing.items()))
            return


def _things(text: str) -> Iterator[Mapping[str, Any]]:
    try:
        # Newspapers' templates break lines inside strings; strict=False reads those.
        data = json.loads(re.sub(r"^\s*<!--|-->\s*$|;\s*$", "", text), strict=False)
    except (ValueError, RecursionError):
        return
    stack = [data]
    for _ in range(2000):
        if not stack:
            return
        top = stack.pop()
        if isinstance(top, list):
            stack.extend(reversed(top))
        elif isinstance(top, dict):
            yield top
            stack.extend(top[key] for key in ("@graph", "mainEntity") if key in top)


def _rank(thing: Mapping[str, Any]) -> int:
    kinds = thing.get("@type")
    names = {str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}
    if not names & _ARTICLES:
        return 0
    return 1 + 2 * ("headline" in thing) + ("datePublished" in thing) - ("webpage" in names)


def named(value: object) -> str:
    """Return what a thing of JSON-LD is called: a text, or the name of the first of its things."""
    if isinstance(value, list):
        return named(value[0]) if value else ""
    if isinstance(value, dict):
        return plain(value.get("name"))
    return plain(value)


def publisher(linked: Mapping[str, Any]) -> str:
    """Return the publisher's name in JSON-LD; empty where it has an address in a name's place."""
    name = named(linked.get("publisher"))
    return "" if "://" in name else name


def plain(value: object) -> str:
    """Return a text of JSON-LD, or the first of several, in one line with its letters mended."""
    if isinstance(value, list):
        return plain(value[0]) if value else ""
    return mend(" ".join(_words(unescape(value)).split())).text if isinstance(value, str) else ""


def _words(text: str) -> str:
    """Return a text without the markup that some blogs leave in it: a name that is a link."""
    if "<" not in text or not _MARKUP.search(text):
        return text
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(text, "html.parser")
    for block in soup.find_all(_BLOCKS):
        block.insert_before(" ")
        block.append(" ")
    return soup.get_text()


def http(address: str, base: str) -> str:
    """Return an address made absolute; empty for one that isn't of the web."""
    try:
        full = urljoin(base, address.strip())
        parts = urlsplit(full)
    except ValueError:
        return ""
    return full if parts.scheme in {"http", "https"} and parts.hostname else ""

"""One look over the article's subtree: its pictures, its formulas, its links within the page."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from formatter.clean.soup import Tag

# What KaTeX, MathJax 2 and 3, Wikipedia and pandoc call the box of one formula.
_BOXES = frozenset(
    "katex-display katex MathJax MathJax_Display MathJax_SVG MathJax_SVG_Display MathJax_CHTML "
    "MathJax_Preview mjx-chtml MJXc-display mwe-math-element math".split()
)
_DRAWN = re.compile(
    r"(?:^|\s)(?:mwe-math[\w-]*|latex|tex|math(?:-?(?:img|image|inline|display))?)(?=$|\s)"
)
_TEX_MAKERS = re.compile(r"latex\.php\?|latex\.codecogs\.com/|/api/rest_v1/media/math/render/")


class Survey(NamedTuple):
    """What one look found, in document order.

    `links` are links within the page and the ids they lead to, `targets` the elements by id, `at`
    the places of both in the document, by `id()`.
    """

    pictures: list[Tag]
    formulas: list[Tag]
    links: list[tuple[Tag, str]]
    targets: dict[str, Tag]
    at: dict[int, int]


def survey(soup: Tag, base: str) -> Survey:
    """Return what stands in the subtree; `base` is the page's own address, empty if unknown.

    A browser that saves a page may have made its own links whole.
    """
    here = f"{base.partition('#')[0]}#" if base else "#"
    seen = Survey([], [], [], {}, {})
    inside: set[int] = set()
    for place, node in enumerate(soup.below()):
        attrs, name = node.attrs, node.name
        if name == "a":
            href = attrs.get("href", "")
            if len(href) > 1 and (href[0] == "#" or href.startswith(here)):
                seen.links.append((node, unquote(href.partition("#")[2])))
                seen.at[id(node)] = place
        elif name == "img":
            seen.pictures.append(node)
        elif "data-src" in attrs and name in _PLACES and _stands_for_picture(node):
            node.rename("img")
            attrs["alt"] = attrs.get("data-alt", "")
            seen.pictures.append(node)
        elif name == "figure" and "itemid" in attrs and (made := _told(node)) is not None:
            seen.pictures.append(made)
        if own := attrs.get("id") or (attrs.get("name") if name == "a" else ""):
            seen.targets.setdefault(own, node)
            seen.at[id(node)] = place
        boxed = name in _ELEMENTS or (node.names and not _BOXES.isdisjoint(node.classes))
        if (boxed or (name == "img" and drawn(node))) and not any(
            id(up) in inside for up in node.parents
        ):
            inside.add(id(node))
            seen.formulas.append(node)
    return seen


def _told(figure: Tag) -> Tag | None:
    """Put the picture into a figure whose own item names it and whose script never came (NYT)."""
    address = figure.attrs["itemid"]
    if figure.below("img") or not _SUFFIX.search(address):
        return None
    made = Tag("img", {"src": address, "alt": ""})
    figure.insert(0, made)
    return made


def _stands_for_picture(box: Tag) -> bool:
    """Say whether an empty box stands where a script would put the picture it names (BBC)."""
    return bool(_SUFFIX.search(box.attrs["data-src"])) and not box.contents


_PLACES = frozenset(("div", "span", "figure"))
_SUFFIX = re.compile(r"\.(?:jpe?g|png|webp|gif)(?:[?#]|$)", re.IGNORECASE)
_ELEMENTS = frozenset(("math", "mjx-container"))


def drawn(img: Tag) -> bool:
    """Say whether a picture's element is a formula's."""
    names = img.names
    return bool(
        _DRAWN.search(names)
        or _TEX_MAKERS.search(img.get("src"))
        or img.get("alt").startswith((r"{\displaystyle", r"{\textstyle"))
    )

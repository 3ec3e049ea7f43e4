"""What each element of a book's pages is in the structure of a PDF (ISO 32000-1, 14.8.4).

PDF 1.7 has no aside: the role map says that it is a group of the standard's own.
"""

from __future__ import annotations

import re
from typing import Any

from formatter.render.alternatives import Told, clean, typed
from formatter.render.structure import Node

# What a type of ours is among the standard's.
ROLE_MAP = {"Aside": "Div"}
_SIMPLE = {
    "article": "Art",
    "aside": "Aside",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "code": "Code",
    "figcaption": "Caption",
    "footer": "Div",
    "kbd": "Code",
    "nav": "Sect",
    "p": "P",
    "q": "Quote",
    "rp": "RP",
    "rt": "RT",
    "ruby": "Ruby",
    "samp": "Code",
    "section": "Sect",
    "table": "Table",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "thead": "THead",
    "tr": "TR",
}
_LINES = {"del": "LineThrough", "s": "LineThrough", "ins": "Underline", "u": "Underline"}
_NUMBERING = {
    "decimal": "Decimal",
    "decimal-leading-zero": "Decimal",
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
_GROUPS = frozenset("article blockquote div dl figure footer header ol p section table ul".split())
_SVG = "{http://www.w3.org/2000/svg}"
_ADDRESS = re.compile(r"https?://\S+")


def role(box: Any, at: Node, told: Told) -> Node | None:  # noqa: ANN401  the engine's
    """Return the node that the content of `box` belongs to, where it stands in `at`.

    It is a new one or `at` itself; None where nothing is told by the content: an ornament.
    `box` is the engine's, whose element is met for the first time.
    """
    element, kind = box.element, str(box.element_tag)
    if "::" in kind:
        return _marker(at) if kind == "li::marker" else at
    node = _role(box, element, kind, at, told)
    said = element.get("lang", "")
    if node is not None and said and said != spoken(node if node is not at else at):
        if node is at:
            node = at.add("Div" if kind in _GROUPS else "Span", element)
        node.lang = said
    return node


def spoken(node: Node) -> str:
    """Return the language of what stands in `node`, as the document says it."""
    up: Node | None = node
    while up is not None:
        if up.lang:
            return up.lang
        up = up.parent
    return ""


def _role(  # noqa: C901, PLR0911, PLR0912
    box: Any,  # noqa: ANN401
    element: Any,  # noqa: ANN401
    kind: str,
    at: Node,
    told: Told,
) -> Node | None:
    named = element.get("class", "")
    if kind in {"hr", f"{_SVG}svg", "img"}:
        return None if kind == "hr" else _picture(element, kind, at, told)
    if kind[0] == "h" and kind[1:].isdecimal():
        within = at.within("Part") is not None and at.within("Art") is not None
        return at.add("", element, depth=int(kind[1:]) + within)
    if at.element is not None and at.element.tag == "nav" and kind == "p":
        return _entry(element, named, at)
    if kind == "span" and named == "footnote":
        # An issue's: where they stand, they are numbered through it (`formatter.render.tags`).
        return at.add("Note", element, identity="note")
    if kind == "span":
        return _span(element, named, at)
    if kind == "p" or kind in _SIMPLE:
        return _simple(element, kind, named, at)
    if kind == "a":
        if box.link_annotation is None:
            return at
        home = at.add("Reference") if named == "call" else at
        return home.add("Link", element)
    if kind in {"ul", "ol", "dl"}:
        if at.role == "Sect" and _classed(at, "notes"):
            return at
        return at.add("L", element)
    if kind == "li":
        return _item(box, element, at)
    if kind in {"dt", "dd"}:
        return _term(element, kind, at)
    if kind in {"td", "th"}:
        return _cell(element, kind, at)
    if kind == "figure":
        return _figure(element, at, told)
    if kind == "pre":
        return at.add("P").add("Code", element)
    if kind in _LINES:
        node = at.add("Span", element)
        node.say("Layout", TextDecorationType=f"/{_LINES[kind]}")
        return node
    if kind == "div" and (named == "gallery" or _shared(element, named)):
        return at.add("Div" if named == "gallery" else "Sect", element)
    return at


def _simple(element: Any, kind: str, named: str, at: Node) -> Node:  # noqa: ANN401
    if kind == "code" and at.role == "Code":
        return at
    if kind in {"thead", "tbody", "tfoot", "tr"} and at.within("Table") is None:
        return at
    if named == "math":
        return _formula(element, at)
    return at.add("Part" if kind == "section" and named == "part" else _SIMPLE[kind], element)


def _span(element: Any, named: str, at: Node) -> Node | None:  # noqa: ANN401
    if named == "dropcap":
        return None
    if named == "math":
        return _formula(element, at)
    item = at.within("TOCI") if named == "by" else None
    return item.add("P", element) if item else at


def _formula(element: Any, at: Node) -> Node:  # noqa: ANN401
    return at.add("Formula", element, alt=typed(element))


def _picture(element: Any, kind: str, at: Node, told: Told) -> Node | None:  # noqa: ANN401
    if at.role == "Figure":
        return at
    if kind == "img":
        alt = told.alt(element, None, spoken(at))
    else:
        title = element.find(f"{_SVG}title")
        alt = clean(title.text or "") if title is not None else _code(at)
    if not alt:
        return None
    formula = kind == "img" and element.get("class") == "math"
    return at.add("Formula" if formula else "Figure", element, alt=alt)


def _code(at: Node) -> str:
    """Return what a drawing of the colophon is: the code of the address that stands beside it."""
    if not _classed(at, "colophon"):
        return ""
    found = _ADDRESS.search("".join(at.element.itertext()))
    return f"QR: {clean(found[0])}" if found else "QR"


def _figure(element: Any, at: Node, told: Told) -> Node:  # noqa: ANN401
    language = element.get("lang") or spoken(at)
    texts = [told.alt(picture, element, language) for picture in element.iter("img")]
    if texts:
        return at.add("Figure", element, alt=" ".join(texts))
    return at.add("Div", element)


def _item(box: Any, element: Any, at: Node) -> Node:  # noqa: ANN401
    if _classed(at, "notes"):
        return at.add("Note", element, identity=element.get("id") or f"note-{len(at.kids)}")
    numbering = _NUMBERING.get(box.style["list_style_type"], "None")
    if at.role != "L":
        return at.add("P", element)
    at.say("List", ListNumbering=f"/{numbering}")
    return at.add("LI", element).add("LBody", element)


def _marker(at: Node) -> Node:
    """Return what holds an item's number, before the item or note itself."""
    item = at.parent if at.role == "LBody" and at.parent else at
    label = Node("Lbl", item)
    item.kids.insert(0, label)
    return label


def _term(element: Any, kind: str, at: Node) -> Node:  # noqa: ANN401
    """Return what holds a term or its meaning: both are one item of the list."""
    if at.role != "L":
        return at.add("P", element)
    items = list(at.nodes())
    bodies = [kid for kid in items[-1].nodes() if kid.role == "LBody"] if items else []
    item = items[-1] if items and (kind == "dd" or not bodies) else at.add("LI")
    if kind == "dt":
        return item.add("Lbl", element)
    return bodies[0].add("Div", element) if bodies else item.add("LBody", element)


def _cell(element: Any, kind: str, at: Node) -> Node:  # noqa: ANN401
    if at.role != "TR":
        return at
    node = at.add(kind.upper(), element)
    for name, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
        number = element.get(name, "")
        if number.isdecimal() and int(number) > 1:
            node.say("Table", **{key: int(number)})
    return node


def _entry(element: Any, named: str, nav: Node) -> Node:  # noqa: ANN401
    """Return what holds a line of the contents, below its section's where it has one."""
    listed = [kid for kid in nav.nodes() if kid.role == "TOC"]
    contents = listed[-1] if listed else nav.add("TOC")
    if named == "section":
        item = contents.add("TOCI", element)
        contents.add("TOC")
        return item.add("P", element)
    nested = [kid for kid in contents.nodes() if kid.role == "TOC"]
    return (nested[-1] if nested else contents).add("TOCI", element).add("Reference", element)


def _shared(element: Any, named: str) -> bool:  # noqa: ANN401
    """Say whether these are pictures in a row that have one caption."""
    return named == "row" and element.find("figcaption") is not None


def _classed(node: Node, name: str) -> bool:
    return node.element is not None and node.element.get("class") == name

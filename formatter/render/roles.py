"""What each element of a book's pages is in the structure of a PDF (ISO 32000-1, 14.8.4).

PDF 1.7 has no aside: the role map says that it is a group of the standard's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

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
_BLOCKS = frozenset(
    "article blockquote dd div dl dt figcaption figure footer header li ol p section table td th tr"
    " ul".split()
)
_SVG = "{http://www.w3.org/2000/svg}"
_ADDRESS = re.compile(r"https?://\S+")
_JOINER = "\N{WORD JOINER}"
# A note in a viewer's small window, in letters.
_LONGEST = 240


def role(box: Any, at: Node) -> Node | None:  # noqa: ANN401  the engine's
    """Return the node that the content of `box` belongs to, where it stands in `at`.

    It is a new one or `at` itself; None where nothing is told by the content: an ornament.
    `box` is the engine's, whose element is met for the first time.
    """
    element, kind = box.element, str(box.element_tag)
    if "::" in kind:
        return _marker(at) if kind == "li::marker" else at
    node = _role(box, element, kind, at)
    said = element.get("lang", "")
    if node is not None and said and said != spoken(node if node is not at else at):
        if node is at:
            node = at.add("Div" if kind in _BLOCKS else "Span", element)
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


def words(element: Any, most: int = _LONGEST) -> str:  # noqa: ANN401
    """Return the words of an element on one line, the end left out where they are too many."""
    text = clean("".join(_text(element)))
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def clean(text: str) -> str:
    """Return words with plain spaces and without signs that only guide the breaking of lines."""
    return " ".join(text.replace(_JOINER, "").split())


def _text(element: Any) -> Iterator[str]:  # noqa: ANN401
    yield element.text or ""
    for child in element:
        apart = " " if child.tag == "br" or child.tag in _BLOCKS else ""
        yield apart
        yield from _text(child)
        yield apart + (child.tail or "")


def _role(box: Any, element: Any, kind: str, at: Node) -> Node | None:  # noqa: ANN401, C901, PLR0911, PLR0912
    named = element.get("class", "")
    if kind in {"hr", f"{_SVG}svg", "img"}:
        return None if kind == "hr" else _picture(element, kind, at)
    if kind[0] == "h" and kind[1:].isdecimal():
        within = at.within("Part") is not None and at.within("Art") is not None
        return at.add("", element, depth=int(kind[1:]) + within)
    if at.element is not None and at.element.tag == "nav" and kind == "p":
        return _entry(element, named, at)
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
        return _figure(element, at)
    if kind == "pre":
        return at.add("P").add("Code", element)
    if kind in _LINES:
        node = at.add("Span", element)
        node.say("Layout", TextDecorationType=f"/{_LINES[kind]}")
        return node
    if kind == "div" and (named == "gallery" or _shared(element, named)):
        return at.add("Div", element)
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
    return at.add("Formula", element, alt=clean("".join(_linear(element))))


def _linear(element: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield a formula as it is typed in one line."""
    signs = {
        "math-over": ("(", ")/"),
        "math-under": ("(", ")"),
        "math-root": ("√(", ")"),
        "sup": ("^", ""),
        "sub": ("_", ""),
    }
    yield element.text or ""
    for child in element:
        before, after = signs.get(child.get("class") or child.tag, ("", ""))
        yield before
        yield from _linear(child)
        yield after + (child.tail or "")


def _picture(element: Any, kind: str, at: Node) -> Node | None:  # noqa: ANN401
    if kind == "img":
        alt = clean(element.get("alt", ""))
    else:
        title = element.find(f"{_SVG}title")
        alt = clean(title.text or "") if title is not None else _code(at)
    if not alt:
        return at if at.role == "Figure" else None
    if element.get("class") == "math":
        return at.add("Formula", element, alt=alt)
    if at.role == "Figure":
        return at
    return at.add("Figure", element, alt=alt)


def _code(at: Node) -> str:
    """Return what a drawing of the colophon is: the code of the address that stands beside it."""
    if not _classed(at, "colophon"):
        return ""
    found = _ADDRESS.search("".join(at.element.itertext()))
    return f"QR: {found[0].replace(_JOINER, '')}" if found else "QR"


def _figure(element: Any, at: Node) -> Node:  # noqa: ANN401
    texts = [clean(picture.get("alt", "")) for picture in element.iter("img")]
    if any(texts):
        return at.add("Figure", element, alt=" ".join(filter(None, texts)))
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

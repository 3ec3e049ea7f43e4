"""How a theme sets type, measured where it is set: on the pages of a PDF and in Chromium."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from formatter.article import Book
from formatter.fonts import Face, Family
from formatter.render import pdf
from formatter.theme import ROLES, Theme
from tests.tools import chromium

# What an engine draws of itself, and no one reads as lines.
_NO_TEXT = {"svg", "img"}


class Text(NamedTuple):
    """A piece of text: where it stands, its face, and lengths in parts of its size.

    `places` are the elements and classes around it, the outermost first. `pitch` is what the
    lines of its block are apart.
    """

    places: tuple[str, ...]
    text: str
    family: str
    face: Face
    language: str
    pitch: float
    spacing: float
    caps: str
    cuts: bool

    def __str__(self) -> str:
        return f"{' '.join(self.places)}: {self.text.strip()[:24]!r}"


def printed(book: Book, theme: Theme, *, closer: bool = False) -> tuple[Text, ...]:
    """Return every text on the pages of a book, running heads and folios among them.

    With `closer` its stories are drawn in, as those with a thin last page are.
    """
    anchors = [f"bai-{number}" for number, _ in enumerate(book.articles, start=1)]
    with pdf._fonts() as type_case:
        markup = pdf.page_html(book, theme, frozenset(anchors if closer else ()))
        document = pdf._laid_out(markup, pdf._Sealed(book, theme), type_case)
        pages = [page._page_box for page in document.pages]
        return tuple(text for page in pages for text in _boxes(page, theme, (), None, cuts=False))


def shown(texts: Sequence[chromium.Text], theme: Theme) -> tuple[Text, ...]:
    """Return the texts of an e-book as Chromium sets them."""
    return tuple(_node(text, theme) for text in texts)


def _boxes(
    box: Any, theme: Theme, places: tuple[str, ...], line: Any, *, cuts: bool
) -> Iterator[Text]:
    place = _place(box)
    if place and places[-1:] != (place,):
        places = (*places, place)
    kind = type(box).__name__
    if kind != "PageBox" and box.element_tag not in _NO_TEXT:
        cuts = cuts or box.style["overflow"] != "visible"
    if kind == "LineBox":
        line = box
    if kind == "TextBox" and box.text.strip():
        style = box.style
        size = style["font_size"]
        family, face = _face(theme, style["font_family"][0], style["font_weight"], style)
        yield Text(
            places=places,
            text=box.text,
            family=family.key,
            face=face,
            language=style["lang"] or "",
            pitch=_pitch(line) / size,
            spacing=_length(style["letter_spacing"]) / size,
            caps=str(style["font_variant_caps"]),
            cuts=cuts,
        )
    for child in getattr(box, "children", ()):
        yield from _boxes(child, theme, places, line, cuts=cuts)


def _place(box: Any) -> str:
    if box.element_tag is None or box.element_tag in {"html", "body"}:
        return "" if not hasattr(box, "at_keyword") else str(box.at_keyword)
    kind = box.element.get("class") if box.element is not None else None
    return ".".join(filter(None, (box.element_tag, kind)))


def _pitch(line: Any) -> float:
    """Return how far apart the lines of a block are, as its style says: a line may have grown."""
    height = line.style["line_height"]
    if height == "normal":
        return float(line.height)
    if height == getattr(height, "value", None) or not hasattr(height, "value"):
        return float(height) * float(line.style["font_size"])
    return float(height.value)


def _length(value: Any) -> float:
    return 0.0 if value == "normal" else float(getattr(value, "value", value))


def _node(text: chromium.Text, theme: Theme) -> Text:
    asked = text.family.split(",")[0].strip(' "')
    italic = {"font_style": "italic" if text.italic else "normal"}
    family, face = _face(theme, asked, text.weight, italic)
    parts = [(text.block, text.block_kind), (text.tag, text.kind)]
    places = dict.fromkeys(".".join(filter(None, part)) for part in parts)
    return Text(
        places=(text.document, *places),
        text=text.text,
        family=family.key,
        face=face,
        language=text.language,
        pitch=text.pitch / text.size,
        spacing=text.spacing / text.size,
        caps=text.caps,
        cuts=text.cuts,
    )


def _face(theme: Theme, called: str, weight: int, style: Any) -> tuple[Family, Face]:
    """Return the family a style sheet calls so, and its face nearest to what is asked for."""
    roles = {f"Formatter {role.title()}": role for role in ROLES if role in theme.fonts}
    families = {theme.family(role).css_name: theme.family(role) for role in roles.values()}
    family = families[called] if called in families else theme.family(roles[called])
    slant = "italic" if style["font_style"] in {"italic", "oblique"} else "normal"
    face = min(family.faces, key=lambda f: (f.style != slant, abs(f.weight - int(weight))))
    return family, face

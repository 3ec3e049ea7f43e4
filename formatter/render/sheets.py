"""The style sheet a book is printed with: faces, the theme's own sheets, pictures' widths."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from formatter import fonts
from formatter.article import Book, Image
from formatter.render.stories import Part
from formatter.render.subset import covered
from formatter.text.signs import seen
from formatter.theme import ROLES, Theme

_INCH = 25.4
# The least measure in mm that a caption can be set in.
_NARROWEST = 42.0
# The marks of lists in lists, and of a word that is divided.
_MARKS = "•◦▪\u2010"
_CONTENT = re.compile(r"\bcontent\s*:\s*([^;}]*)")
_STRING = re.compile(r'"([^"]*)"')
# What a sheet tells the engine outside its own rules, or reads from elsewhere.
_OUTWARD = re.compile(r"@(?:font-face|import|counter-style|color-profile|namespace)|url\(")
_KEPT = 8
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6}) ?")


def families(theme: Theme, text: str) -> tuple[fonts.Family, ...]:
    """Return the families of the theme that `text` needs, each once.

    The faces for code and signs are loaded only where a letter face lacks something, the user's
    only where all of ours do: a page opens faster without them.
    """
    letters = [role for role in ("text", "head", "sans") if role in theme.fonts]
    common = frozenset.intersection(*(fonts.coverage(theme.fonts[role]) for role in letters))
    needed = frozenset(map(ord, seen(text)))
    plain = needed <= common
    code = any(f"<{tag}" in text for tag in ("code", "pre", "kbd", "samp"))
    roles = [
        role
        for role in ROLES
        if role in theme.fonts and (role in letters or not plain or (role == "mono" and code))
    ]
    ours = tuple(theme.family(role) for role in dict.fromkeys(roles))
    lacking = frozenset() if plain else needed - _covered(ours)
    guests = theme.guests() if lacking else ()
    return (*ours, *(guest for guest in guests if lacking & _covered((guest,))))


def generated(css: str) -> str:
    """Return what a style sheet itself puts on the page: the strings of `content`, list marks."""
    strings = (text for said in _CONTENT.findall(css) for text in _STRING.findall(said))
    return _MARKS + "".join(_ESCAPE.sub(lambda code: chr(int(code[1], 16)), s) for s in strings)


def faces(used: Iterable[fonts.Family]) -> str:
    """Return the `@font-face` rules of the families, their files as `address` has them."""
    return "\n".join(
        f'@font-face {{ font-family: "{family.css_name}"; font-weight: {face.weight}; '
        f"font-style: {face.style}; src: url({address(family, face)}); }}"
        for family in used
        for face in family.faces
    )


def address(family: fonts.Family, face: fonts.Face) -> str:
    """Return what a face is asked for by: `font:KEY/FILE`; a user's file may have any name."""
    file = f"{face.weight}-{face.style}" if family.guest else face.path.name
    return f"font:{family.key}/{file}"


def kept(parse: Callable[..., Any]) -> Callable[..., Any]:
    """Return the engine's reader of style sheets, with a memory of those that name no file.

    `parse` is WeasyPrint's `CSS`. Reading a theme's sheet is a sixth of laying out an article, and
    it is the same for each article, and for a second layout of one.
    """
    known: dict[tuple[str, str], Any] = {}

    def sheet(**given: Any) -> Any:  # noqa: ANN401
        text = given.get("string")
        if text is None or _OUTWARD.search(text):
            return parse(**given)
        key = (text, given["media_type"])
        if key not in known:
            if len(known) == _KEPT:
                del known[next(iter(known))]
            # To the engine the rules for pages of all sheets of a document are one list.
            known[key] = parse(**given | {"page_rules": [], "layers": []})
        return known[key]

    return sheet


def _covered(families: Iterable[fonts.Family]) -> frozenset[int]:
    faces = (face for family in families for face in family.faces)
    return frozenset().union(*(covered(face.path, face.number) for face in faces))


def widths(book: Book, theme: Theme, parts: Iterable[Part]) -> Mapping[tuple[str, str], float]:
    """Return the width in mm of each picture that can't be as wide as its column.

    Keys are pairs of an article's anchor and a picture's id. A tall picture is held to
    `picture_height`, a coarse one to `picture_dpi`.
    """
    return sizes(book, theme, ((s.id, s.article.body) for part in parts for s in part.stories))


def sizes(
    book: Book, theme: Theme, bodies: Iterable[tuple[str, str]]
) -> Mapping[tuple[str, str], float]:
    """Return those widths of pictures in bodies, which are given with their anchors."""
    found: dict[tuple[str, str], float] = {}
    for anchor, body in bodies:
        for image_id, room in _pictures(body, theme):
            image = book.images.get(image_id)
            if image is None or not image.width or image.missing:
                continue
            width = _width(image, room, theme)
            if width < room:
                found[anchor, image_id] = width
    return found


def width_rules(sizes: Mapping[tuple[str, str], float]) -> str:
    """Return the rules that set those widths, a caption never wider than its picture.

    A picture narrower than a caption can be keeps its own width within the figure.
    """
    rules = []
    for (anchor, image_id), size in sizes.items():
        img = f'img[src="image:{image_id}"]'
        rules.append(f"#{anchor} figure:has({img}) {{ width: {max(size, _NARROWEST):.2f}mm; }}")
        if size < _NARROWEST:
            rules.append(f"#{anchor} {img} {{ width: {size:.2f}mm; }}")
    return "\n".join(rules)


def _width(image: Image, room: float, theme: Theme) -> float:
    tallest = theme.options["picture_height"] * image.width / image.height
    coarsest = image.width / theme.options["picture_dpi"] * _INCH
    return float(min(room, tallest, coarsest))


def _pictures(body: str, theme: Theme) -> Iterator[tuple[str, float]]:
    measure = theme.options["measure"]
    root = ET.fromstring(f"<body>{body}</body>")  # noqa: S314  our own output, entity-free
    before = None
    for block in root:
        opens = before is not None and before.get("class") == "lead"
        before = block
        if block.get("class") == "gallery":
            continue
        for figure in block.iter("figure"):
            wide = opens and figure is block and figure.get("class") == "wide"
            room = theme.options.get("page_measure", measure) if wide else measure
            for img in figure.iter("img"):
                yield img.get("src", "").removeprefix("image:"), float(room)

"""The style sheet a book is printed with: faces, the theme's own sheets, pictures' widths."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping

from formatter import fonts
from formatter.article import Book, Image
from formatter.render.stories import Part
from formatter.theme import ROLES, Theme

_INCH = 25.4
# The least measure in mm that a caption can be set in.
_NARROWEST = 42.0


def families(theme: Theme, text: str) -> tuple[fonts.Family, ...]:
    """Return the families of the theme that `text` needs, each once.

    The faces for code and signs are loaded only where a letter face lacks something: a page
    opens faster without them.
    """
    letters = [role for role in ("text", "head", "sans") if role in theme.fonts]
    common = frozenset.intersection(*(fonts.coverage(theme.fonts[role]) for role in letters))
    plain = all(ord(c) in common for c in set(text) if not c.isspace())
    code = any(f"<{tag}" in text for tag in ("code", "pre", "kbd", "samp"))
    roles = [
        role
        for role in ROLES
        if role in theme.fonts and (role in letters or not plain or (role == "mono" and code))
    ]
    return tuple(theme.family(role) for role in dict.fromkeys(roles))


def faces(used: Iterable[fonts.Family]) -> str:
    """Return the `@font-face` rules of the families, their files as `font:KEY/FILE`."""
    return "\n".join(
        f'@font-face {{ font-family: "{family.css_name}"; font-weight: {face.weight}; '
        f"font-style: {face.style}; src: url(font:{family.key}/{face.path.name}); }}"
        for family in used
        for face in family.faces
    )


def widths(book: Book, theme: Theme, parts: Iterable[Part]) -> Mapping[tuple[str, str], float]:
    """Return the width in mm of each picture that can't be as wide as its column.

    Keys are pairs of an article's anchor and a picture's id. A tall picture is held to
    `picture_height`, a coarse one to `picture_dpi`.
    """
    found: dict[tuple[str, str], float] = {}
    for part in parts:
        for story in part.stories:
            for image_id, room in _pictures(story.article.body, theme):
                image = book.images.get(image_id)
                if image is None or not image.width or image.missing:
                    continue
                width = _width(image, room, theme)
                if width < room:
                    found[story.id, image_id] = width
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

"""The word space of a style: what a face of the theme has between words, in CSS pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from formatter.render.outline import pen
from formatter.theme import ROLES, Theme


def space_of(theme: Theme) -> Callable[[Any], float]:
    """Return what measures the word space of a style, by the faces of `theme`.

    A style that names none of them is measured as the text is.
    """
    roles = [role for role in ROLES if role in theme.fonts]
    families = {theme.family(role).css_name: theme.family(role) for role in roles}
    known: dict[tuple[str, int, str], float] = {}

    def width(style: Any) -> float:  # noqa: ANN401
        slant = "normal" if style["font_style"] == "normal" else "italic"
        key = (str(style["font_family"][0]), int(style["font_weight"]), slant)
        if key not in known:
            family = families.get(key[0]) or theme.family("text")
            face = min(family.faces, key=lambda f: (f.style != slant, abs(f.weight - key[1])))
            known[key] = pen(face.path).width(" ", 1.0)
        return known[key] * float(style["font_size"])

    return width

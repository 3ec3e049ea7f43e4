"""The fonts of a book: the faces its letters are set in, each cut to those letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from formatter.fonts import Face
from formatter.render import stack, subset
from formatter.render.stack import Part, Run
from formatter.theme import Theme

_STYLES = {400: "", 600: "Semibold", 700: "Bold"}


class Font(NamedTuple):
    """A font file of the book: its name, its bytes and what the style sheet calls it."""

    file: str
    data: bytes
    family: str
    weight: int
    style: str

    def rule(self, folder: str) -> str:
        """Return the `@font-face` rule, the file lying in `folder`."""
        return (
            f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};'
            f'font-style:{self.style};src:url("{folder}/{self.file}")}}\n'
        )


class Lettering(NamedTuple):
    """A book's fonts, their licences by file name, and what they lack.

    `names` are the families a cut must be called otherwise, and how; empty for one that the book
    doesn't hold. `strays` are the signs that no family of ours in their stack has, each with the
    user's font that has it, or nothing.
    """

    fonts: tuple[Font, ...]
    licences: tuple[tuple[str, Path], ...]
    names: tuple[tuple[str, str], ...]
    strays: Mapping[str, str]

    def sheet(self, css: str, folder: str) -> str:
        """Return a style sheet with its faces before it, their files lying in `folder`."""
        return "".join(font.rule(folder) for font in self.fonts) + self.renamed(css)

    def renamed(self, css: str) -> str:
        """Return a style sheet that calls the families as the cuts are called."""
        for name, called in self.names:
            css = (
                css.replace(f'"{name}"', f'"{called}"')
                if called
                else css.replace(f'"{name}", ', "")
            )
        return css


def lettering(runs: Iterable[Run], css: str, theme: Theme, *, embedded: bool = True) -> Lettering:
    """Return the fonts for those texts, as `css` (the theme's, roles resolved) sets them.

    Where none are `embedded` the reading system has its own, and a style sheet names no family but
    the generic ones. Only faces that set something are cut.
    """
    cast = stack.cast(theme)
    if not embedded:
        return Lettering((), (), tuple((name, "") for name in cast), {})
    allotted = stack.allot(runs, cast, beyond=False)
    small_caps = "small-caps" in css
    fonts = [
        _font(cast[name], face, frozenset(map(ord, letters)), small_caps=small_caps)
        for (name, face), letters in allotted.sets.items()
    ]
    used = {name: cast[name].family for name, _ in allotted.sets}
    # A guest's licence stands in its file, and in each cut of it.
    licences = {family.key: family.licence for family in used.values() if not family.guest}
    return Lettering(
        fonts=tuple(sorted(fonts, key=lambda font: font.file)),
        licences=tuple((f"OFL-{key}.txt", path) for key, path in sorted(licences.items())),
        names=tuple((name, _called(part)) for name, part in cast.items()),
        strays=allotted.strays,
    )


def _font(part: Part, face: Face, letters: frozenset[int], *, small_caps: bool) -> Font:
    role, family = part
    called = _called(part)
    style = " ".join(
        filter(None, (_STYLES.get(face.weight, ""), face.style.strip("normal").title()))
    )
    italic = "-italic" if face.style == "italic" else ""
    data = subset.cut(
        face.path,
        # The alphabet is in each cut already: without it books share cuts.
        letters - subset.ALPHABET,
        name=f"{called} {style}" if family.reserved else "",
        small_caps=small_caps,
        index=face.number,
        guest=family.guest,
    )
    suffix = "otf" if data.startswith(b"OTTO") else "ttf"
    return Font(
        file=f"{role}-{face.weight}{italic}.{suffix}",
        data=data,
        family=called,
        weight=face.weight,
        style=face.style,
    )


def _called(part: Part) -> str:
    """Return what a cut of the family is called: its own private name may hold a reserved one."""
    role, family = part
    return f"Formatter {role.title()}" if family.reserved else family.css_name

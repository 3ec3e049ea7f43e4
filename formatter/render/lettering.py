"""The fonts of a book: the faces its letters are set in, each cut to those letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from formatter.errors import RenderError
from formatter.fonts import Face, Family
from formatter.render import subset
from formatter.render.style import Dress, Place, Sheet
from formatter.theme import ROLES, Theme

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

    `names` are the families a cut must be called otherwise, and how. `uncovered` are the
    characters of the text that no family of their stack has.
    """

    fonts: tuple[Font, ...]
    licences: tuple[tuple[str, Path], ...]
    names: tuple[tuple[str, str], ...]
    uncovered: tuple[str, ...]

    def sheet(self, css: str, folder: str) -> str:
        """Return a style sheet with its faces before it, their files lying in `folder`."""
        return "".join(font.rule(folder) for font in self.fonts) + self.renamed(css)

    def renamed(self, css: str) -> str:
        """Return a style sheet that calls the families as the cuts are called."""
        for name, called in self.names:
            css = css.replace(f'"{name}"', f'"{called}"')
        return css


def lettering(markups: Iterable[str], css: str, theme: Theme) -> Lettering:
    """Return the fonts for those documents, as `css` (the theme's, roles resolved) sets them.

    Only faces that set something are cut. Raises RenderError where a document isn't XML.
    """
    cast = {
        theme.family(role).css_name: (role, theme.family(role))
        for role in reversed(ROLES)
        if role in theme.fonts
    }
    sets: dict[tuple[str, Face], set[str]] = {}
    lacking: set[str] = set()
    for dress, letters in _dressed(markups, css):
        lacking |= _allot(letters, dress, cast, sets)
    small_caps = "small-caps" in css
    fonts = []
    for (name, face), letters in sets.items():
        role, family = cast[name]
        fonts.append(_font(role, family, face, frozenset(map(ord, letters)), small_caps=small_caps))
    used = dict.fromkeys(cast[name][1].key for name, _ in sets)
    licences = {family.key: family.licence for _, family in cast.values()}
    return Lettering(
        fonts=tuple(sorted(fonts, key=lambda font: font.file)),
        licences=tuple((f"OFL-{key}.txt", licences[key]) for key in sorted(used)),
        names=tuple((name, _called(*played)) for name, played in cast.items()),
        uncovered=tuple(sorted(lacking)),
    )


def _font(
    role: str, family: Family, face: Face, letters: frozenset[int], *, small_caps: bool
) -> Font:
    called = _called(role, family)
    style = " ".join(
        filter(None, (_STYLES.get(face.weight, ""), face.style.strip("normal").title()))
    )
    italic = "-italic" if face.style == "italic" else ""
    return Font(
        file=f"{role}-{face.weight}{italic}.ttf",
        # The alphabet is in each cut already: without it books share cuts.
        data=subset.cut(
            face.path,
            letters - subset.ALPHABET,
            name=f"{called} {style}" if family.reserved else "",
            small_caps=small_caps,
        ),
        family=called,
        weight=face.weight,
        style=face.style,
    )


def _called(role: str, family: Family) -> str:
    """Return what a cut of the family is called: its own private name may hold a reserved one."""
    return f"Formatter {role.title()}" if family.reserved else family.css_name


def _dressed(markups: Iterable[str], css: str) -> Iterator[tuple[Dress, set[str]]]:
    """Yield how each place of the documents is set, and the characters in it."""
    sheet = Sheet(css)
    root = sheet.root()
    for markup in markups:
        _walk(markup, sheet, root)
    waiting = [root]
    while waiting:
        place = waiting.pop()
        waiting += place.children.values()
        letters = {c for c in set().union(*place.text) if _shown(c)}
        if letters:
            yield place.dress, letters


def _walk(markup: str, sheet: Sheet, root: Place) -> None:
    path = [root]

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        path.append(sheet.enter(path[-1], tag, attributes.get("class", "")))

    def characters(text: str) -> None:
        path[-1].text.append(text)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(markup.encode(), True)  # noqa: FBT003  expat takes no names
    except expat.ExpatError as why:
        raise RenderError(
            f"A document of the book is not well-formed XML: {why}.",
            "Clean its page again: a body must pass the check of its vocabulary.",
        ) from why


def _shown(character: str) -> bool:
    """Tell whether a character is drawn at all: no space, no control, no variation selector."""
    return not (
        character.isspace()
        or unicodedata.category(character) in {"Cc", "Cf"}
        or "\ufe00" <= character <= "\ufe0f"
    )


def _allot(
    letters: set[str],
    dress: Dress,
    cast: Mapping[str, tuple[str, Family]],
    sets: dict[tuple[str, Face], set[str]],
) -> set[str]:
    """Give each character to the first family that has it; return those that none has."""
    stack = [name for name in dress.families if name in cast]
    left = letters if stack else set()
    for name in stack:
        face = _nearest(cast[name][1].faces, dress)
        has = subset.covered(face.path)
        taken = {c for c in left if ord(c) in has}
        if taken:
            sets.setdefault((name, face), set()).update(taken)
        left = left - taken
    return left


def _nearest(faces: Iterable[Face], dress: Dress) -> Face:
    """Return the face a browser takes: the style first, then the weight (CSS Fonts 4, 5.2)."""
    wanted = "italic" if dress.italic else "normal"
    bold = dress.weight > 500

    def distance(face: Face) -> tuple[bool, bool, int]:
        # A bold text takes the next bolder face before a lighter one, a plain text the other way.
        wrong_way = face.weight < dress.weight if bold else face.weight > max(dress.weight, 500)
        return face.style != wanted, wrong_way, abs(face.weight - dress.weight)

    return min(faces, key=distance)

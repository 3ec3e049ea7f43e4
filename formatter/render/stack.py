"""Font stacks: which face draws each character of a text, and which characters none draws.

Both engines ask here, so that they say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import NamedTuple

from formatter.fonts import Face, Family
from formatter.render import subset
from formatter.render.style import Dress, Sheet
from formatter.text.signs import parts, seen, signs
from formatter.theme import ROLES, Theme

# Of a text whose letters are gathered, in letters.
_BEGINNING = 20_000
_VOID = frozenset("br hr img meta link input wbr col area base embed source track".split())


class Part(NamedTuple):
    """A family and the role it plays: `text`, `symbols`, `extra-1`."""

    role: str
    family: Family


class Run(NamedTuple):
    """Text that is set alike, in pieces, and how."""

    dress: Dress
    pieces: tuple[str, ...]


class Allotted(NamedTuple):
    """What each face draws, by its family's name in style sheets and the face.

    `strays` are the signs that no shipped family of their stack draws whole, each with the name of
    the user's font that helps out, empty where nothing does.
    """

    sets: Mapping[tuple[str, Face], set[str]]
    strays: Mapping[str, str]


def cast(theme: Theme) -> Mapping[str, Part]:
    """Return who plays in a theme, by name in style sheets, the user's families last."""
    ours = {
        theme.family(role).css_name: Part(role, theme.family(role))
        for role in reversed(ROLES)
        if role in theme.fonts
    }
    return ours | {guest.css_name: Part(guest.key, guest) for guest in theme.guests()}


class Hearing:
    """What is heard of documents, tag by tag, as a style sheet sets their text.

    `css` is the theme's sheet, roles resolved; `root` is the place that their root elements are in,
    which hears the text of each place inside it.
    """

    def __init__(self, css: str) -> None:
        self.root = Sheet(css).root()
        self._path = [self.root]

    def start(self, tag: str, kind: str) -> None:
        """Hear of an element, by its tag and its class."""
        self._path.append(self._path[-1][tag, kind])

    def end(self) -> None:
        """Hear that the element ends."""
        self._path.pop()

    def text(self, data: str) -> None:
        """Hear text."""
        self._path[-1].hear(data)

    def runs(self) -> Iterator[Run]:
        """Yield the texts that are set alike, of all that was heard."""
        waiting = [self.root]
        while waiting:
            place = waiting.pop()
            waiting += place.values()
            if place.text:
                yield Run(place.dress, tuple(place.text))


def runs_of_page(markup: str, css: str) -> Iterator[Run]:
    """Yield the runs of an HTML page of ours, as `css` sets them."""
    hearing = Hearing(css)
    walker = _Walker(hearing)
    walker.feed(markup)
    walker.close()
    yield from hearing.runs()


def allot(given: Iterable[Run], parts_played: Mapping[str, Part], *, beyond: bool) -> Allotted:
    """Give each character to the first family of its stack that has it.

    What only parts of are there (NFD) is built of those of the first family, as shapers do.
    `beyond` says that the engine goes on to all families there are when the stack is at its end,
    and to a family's other faces; a browser goes to the machine's.
    """
    sets: dict[tuple[str, Face], set[str]] = {}
    strays: dict[str, str] = {}
    for dress, pieces in given:
        stack = [name for name in dress.families if name in parts_played]
        if beyond:
            stack = [*stack, *(name for name in parts_played if name not in stack)]
        if not stack:
            continue
        faces = [(name, _faces(parts_played[name].family, dress, beyond=beyond)) for name in stack]
        helped, left = _shared(seen(_letters("".join(pieces))), faces, parts_played, sets)
        if odd := helped.keys() | left:
            for sign in {sign for piece in pieces for sign in signs(piece)}:
                if not odd.isdisjoint(sign):
                    names = [helped.get(c, "") for c in sign if c in odd]
                    known = strays.get(sign, names[0])
                    strays[sign] = "" if "" in {known, *names} else known
                    _keep_whole(sign, sets)
    return Allotted(sets, strays)


def nearest(faces: Iterable[Face], weight: int, *, italic: bool) -> Face:
    """Return the face a browser takes: by style, then by weight (CSS Fonts 4, 5.2)."""
    return _by_nearness(faces, weight, italic=italic)[0]


def _by_nearness(faces: Iterable[Face], weight: int, *, italic: bool) -> list[Face]:
    wanted = "italic" if italic else "normal"
    bold = weight > 500

    def distance(face: Face) -> tuple[bool, bool, int]:
        # A bold text takes the next bolder face before a lighter one, a plain text the other way.
        wrong_way = face.weight < weight if bold else face.weight > max(weight, 500)
        return face.style != wanted, wrong_way, abs(face.weight - weight)

    return sorted(faces, key=distance)


def _faces(family: Family, dress: Dress, *, beyond: bool) -> list[Face]:
    found = _by_nearness(family.faces, dress.weight, italic=dress.italic)
    return found if beyond else found[:1]


def _shared(
    letters: set[str],
    stack: list[tuple[str, list[Face]]],
    parts_played: Mapping[str, Part],
    sets: dict[tuple[str, Face], set[str]],
) -> tuple[dict[str, str], set[str]]:
    """Share letters out; return those the user's fonts take, with the font, and those left."""
    left = letters
    helped: dict[str, str] = {}
    for name, faces in stack:
        for face in faces:
            has = subset.covered(face.path, face.number)
            taken = {c for c in left if ord(c) in has}
            if taken:
                sets.setdefault((name, face), set()).update(taken)
                left = left - taken
                if parts_played[name].family.guest:
                    helped |= dict.fromkeys(taken, parts_played[name].family.name)
    if left:
        name, (face, *_) = stack[0]
        has = subset.covered(face.path, face.number)
        for c in tuple(left):
            pieces = parts(c)
            if pieces != c and all(ord(piece) in has for piece in pieces):
                sets.setdefault((name, face), set()).update(pieces)
                left = left - {c}
    return helped, left


def _letters(text: str) -> str:
    """Return each letter of a text once.

    A long text is looked through for what its beginning doesn't have: a letter made an object of
    its own takes many times as long.
    """
    found = set(text[:_BEGINNING])
    at = _BEGINNING
    while at < len(text):
        other = re.compile(f"[^{re.escape(''.join(sorted(found)))}]").search(text, at)
        if other is None:
            break
        at = other.start()
        found.update(text[at : at + _BEGINNING])
    return "".join(found)


def _keep_whole(sign: str, sets: Mapping[tuple[str, Face], set[str]]) -> None:
    """Let each face that draws a part of a sequence have what it can of the rest.

    A thumb of one font and its skin of another don't become one sign.
    """
    if len(letters := seen(sign)) > 1:
        for (_, face), taken in sets.items():
            if not taken.isdisjoint(letters):
                has = subset.covered(face.path, face.number)
                taken.update(c for c in letters if ord(c) in has)


class _Walker(HTMLParser):
    """Walks a printed page, whose elements are closed as our templates close them."""

    def __init__(self, hearing: Hearing) -> None:
        super().__init__()
        self._hearing = hearing
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        if tag not in _VOID:
            kind = next((value for name, value in attrs if name == "class"), "") or ""
            self._hearing.start(tag, kind)
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass an element that holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and those inside it that nobody closed."""
        if tag in self._open:
            last = ""
            while last != tag:
                last = self._open.pop()
                self._hearing.end()

    def handle_data(self, data: str) -> None:
        """Keep the text of an element that is shown."""
        if "head" not in self._open and "svg" not in self._open:
            self._hearing.text(data)

"""A document read once, from its first tag to its last: what the rules ask of it, kept as facts.

Who else wants its tags and its text listens to the same reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar
from xml.parsers import expat

from formatter.check import sheet
from formatter.check.box import UnreadableError
from formatter.check.facts import WIDE, Facts, Link, Selector, Unseen, resolved
from formatter.check.listener import Listener, Silent
from formatter.check.markup import parsed, written
from formatter.check.sheet import Style

# Of XHTML, as expat names an element of a namespace.
_H = "http://www.w3.org/1999/xhtml "
_TYPE = "http://www.idpf.org/2007/ops type"
_A, _ASIDE, _BODY, _FIGCAPTION, _HEAD, _HTML, _IMG, _LINK, _NAV, _STYLE = (
    _H + name for name in "a aside body figcaption head html img link nav style".split()
)
# What is looked at without any attribute too.
_ALONE = frozenset({_A, _BODY, _FIGCAPTION, _IMG, _STYLE})
_BLANKS = " \t\r\n"
_SECOND = 2
_NOTES = frozenset({"footnote", "endnote", "rearnote"})
_WHOLE_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*""")
# What libxml2 opens without a doubt: elements in elements, and bytes.
_DEEP, _LONG = 250, 10_000_000


def read(
    name: str, data: bytes, hiding: tuple[Selector, ...] = (), listener: Listener | None = None
) -> Facts:
    """Return what is kept of the document `data`, called `name` in its book.

    `hiding` are the selectors by which its style sheets hide elements; the listener is that to the
    root element's outside. Raises UnreadableError for
    what isn't well-formed XML, and for a document with entities of its own.
    """
    if b"<!ENTITY" in data:
        raise UnreadableError("it declares entities of its own, which no reading system opens")
    reading = _Reading(name, data, hiding, Silent() if listener is None else listener)
    try:
        facts = reading.facts()
    except (expat.ExpatError, LookupError, ValueError) as why:
        if listener is not None:
            raise UnreadableError(f"it isn't well-formed XML: {why}") from why
        # The other parser knows all encodings, and says more of what is wrong.
        return _Reading(name, written(parsed(data)), hiding, Silent()).facts()
    if reading.strange:
        parsed(data)
    return facts


class _Reading:
    """The reading of one document."""

    def __init__(
        self, name: str, data: bytes, hiding: tuple[Selector, ...], listener: Listener
    ) -> None:
        self._name, self._data = name, data
        # Who listens to what is open, the innermost last, and to what.
        self._here, self._around = listener, list[Listener]()
        self._path: list[str] = []
        self._deep, self._root = False, ""
        self._hiding = hiding
        # All elements are looked at where one may be chosen by its tag.
        self._all = any(not one.kind and not one.code for one in hiding)
        # What is open and ends with an element: that one's depth, and what is done then.
        self._open: list[tuple[int, Callable[[], None]]] = []
        self._in_note = self._in_landmarks = False
        self._call = 0
        self._written: list[str] | None = None
        self._unseen: list[_Unseen] = []
        self._counted: list[_Unseen] = []
        self._ids: set[str] = set()
        self._notes: set[str] = set()
        self._bodies: list[str] = []
        self._links: list[Link] = []
        self._pictures: list[tuple[int, str]] = []
        self._sheets: list[tuple[int, str]] = []
        self._styles: list[Style] = []
        self._stray: list[int] = []
        self._tagged: list[tuple[int, str]] = []
        self._landmarks: list[tuple[int, tuple[str, ...]]] = []
        self._captioned = False
        # What a wide document says of its encoding is passed over.
        encoding = "utf-16" if data.startswith(WIDE) else None
        self._parser = parser = expat.ParserCreate(encoding, namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = listener.hear
        # A paragraph's text comes in one piece, so that no sequence is cut in two.
        parser.buffer_text = True
        parser.buffer_size = len(data) + 1

    @property
    def strange(self) -> bool:
        """Whether what was read is such that the other parser must be asked too."""
        return self._deep or len(self._data) > _LONG or self._root != _HTML

    def facts(self) -> Facts:
        """Read the document, and return what is kept of it."""
        parser = self._parser
        parser.Parse(self._data, True)  # noqa: FBT003  expat takes no names
        # What calls each other is let go only when all memory is looked through.
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
        # What an element hides itself comes first, then what each selector does.
        unseen = sorted(self._unseen, key=lambda one: one.order)
        return Facts(
            ids=frozenset(self._ids),
            body=self._bodies[0] if self._bodies else "",
            notes=frozenset(self._notes),
            links=tuple(self._links),
            pictures=tuple(self._pictures),
            sheets=tuple(self._sheets),
            styles=tuple(self._styles),
            stray=tuple(self._stray),
            tagged=tuple(self._tagged),
            landmarks=tuple(self._landmarks),
            unseen=tuple(Unseen(one.line, one.letters, one.aside) for one in unseen),
            captioned=self._captioned,
            hiding=self._hiding,
        )

    # These two are called a hundred times for each article of a book, and so they call nothing:
    # the parser itself hands a text to who listens.
    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        here = self._here
        self._around.append(here)
        self._path.append(tag)
        if self._call:
            self._tagged.append((self._call, tag.rpartition(" ")[2]))
            self._call = 0
        if attributes:
            self._here = here = here[tag, attributes.get("class", "")]
            self._look(tag, attributes)
        else:
            self._here = here = here[tag, ""]
            if tag in _ALONE:
                self._looks[tag](self, attributes)
        if self._hiding and (attributes or self._all):
            self._choose(tag, attributes)
        if not self._open:
            self._parser.CharacterDataHandler = here.hear

    def _end(self, _tag: str) -> None:
        path = self._path
        if self._open:
            depth = len(path)
            while self._open and self._open[-1][0] == depth:
                self._open.pop()[1]()
        if len(path) > _DEEP:
            self._deep = True
        self._root = path.pop()
        self._here = here = self._around.pop()
        if not self._open:
            self._parser.CharacterDataHandler = here.hear

    def _look(self, tag: str, attributes: dict[str, str]) -> None:
        """Keep what an element's attributes say."""
        name = attributes.get("id")
        if _TYPE in attributes and not self._in_note:
            self._in_note = not _NOTES.isdisjoint(attributes[_TYPE].split())
            if self._in_note:
                self._until(self._note_ends)
        if name:
            self._ids.add(name)
            if self._in_note:
                self._notes.add(name)
        if look := self._looks.get(tag):
            look(self, attributes)
        said = "hidden" in attributes or ("style" in attributes and _hidden(attributes["style"]))
        if said and _BODY in self._path:
            self._hide(0)

    def _until(self, done: Callable[[], None]) -> None:
        """Do something when the element that just began ends; till then its text is looked at."""
        self._open.append((len(self._path), done))
        self._parser.CharacterDataHandler = self._text

    def _note_ends(self) -> None:
        self._in_note = False

    def _link(self, attributes: dict[str, str]) -> None:
        href, kinds = attributes.get("href"), attributes.get(_TYPE, "").split()
        calls = "noteref" in kinds
        if href and (to := resolved(self._name, href)):
            self._links.append(Link(self._line(), *to, calls))
        if self._in_landmarks:
            self._landmarks.append((self._line(), tuple(kinds)))
        if calls:
            self._call = self._line()
            self._until(self._call_ends)

    def _call_ends(self) -> None:
        self._call = 0

    def _picture(self, attributes: dict[str, str]) -> None:
        source = attributes.get("src", "")
        if not source.strip(_BLANKS):
            self._stray.append(self._line())
        if source and (to := resolved(self._name, source)):
            self._pictures.append((self._line(), to[0]))

    def _sheet(self, attributes: dict[str, str]) -> None:
        href = attributes.get("href")
        asked = self._path[:-1] == [_HTML, _HEAD] and "stylesheet" in attributes.get("rel", "")
        if asked and href and (to := resolved(self._name, href)):
            self._sheets.append((self._line(), to[0]))

    def _begun(self, attributes: dict[str, str]) -> None:
        if len(self._path) == _SECOND:
            self._bodies.append(attributes.get("id", ""))

    def _caption(self, _attributes: dict[str, str]) -> None:
        self._captioned = True

    def _nav(self, attributes: dict[str, str]) -> None:
        if "landmarks" in attributes.get(_TYPE, "").split() and not self._in_landmarks:
            self._in_landmarks = True
            self._until(self._landmarks_end)

    def _landmarks_end(self) -> None:
        self._in_landmarks = False

    def _style(self, _attributes: dict[str, str]) -> None:
        line, said = self._line(), list[str]()
        self._written = said

        def done() -> None:
            self._styles.extend(sheet.rules("".join(said), line - 1))
            self._written = None

        self._until(done)

    def _choose(self, tag: str, attributes: dict[str, str]) -> None:
        """Find an element that a style sheet hides."""
        kinds = attributes.get("class", "").split()
        for order, one in enumerate(self._hiding, start=1):
            if (
                (one.tag == "*" or tag == _H + one.tag)
                and (not one.kind or one.kind in kinds)
                and (not one.code or one.code == attributes.get("id"))
            ):
                self._hide(order)

    def _hide(self, order: int) -> None:
        one = _Unseen(order, self._line(), aside=self._path[-1] == _ASIDE)
        self._unseen.append(one)
        self._counted.append(one)

        def done() -> None:
            self._counted.remove(one)

        self._until(done)

    def _text(self, data: str) -> None:
        self._here.hear(data)
        for one in self._counted:
            one.letters += len(data.strip())
        if self._written is not None:
            self._written.append(data)

    def _line(self) -> int:
        """Return the line on which the tag ends that was just read."""
        parser = self._parser
        at = parser.CurrentByteIndex
        tag = _WHOLE_TAG.match(self._data, at)
        return parser.CurrentLineNumber + (self._data.count(b"\n", at, tag.end()) if tag else 0)

    # What is looked at in the elements of a tag.
    _looks: ClassVar[dict[str, Callable[[Any, dict[str, str]], None]]] = {
        _A: _link,
        _BODY: _begun,
        _FIGCAPTION: _caption,
        _IMG: _picture,
        _LINK: _sheet,
        _NAV: _nav,
        _STYLE: _style,
    }


def _hidden(style: str) -> bool:
    return "display:none" in style.replace(" ", "")


class _Unseen:
    """An element that isn't shown, while it is read: `order` is that of what hides it."""

    __slots__ = ("aside", "letters", "line", "order")

    def __init__(self, order: int, line: int, *, aside: bool) -> None:
        self.order, self.line, self.aside = order, line, aside
        self.letters = 0

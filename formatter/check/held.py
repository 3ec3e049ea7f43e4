"""What a book holds: its package, its documents one by one, and what each of them names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from formatter.check import sheet
from formatter.check.box import Box, UnreadableError
from formatter.check.facts import Facts, Selector, hiders, resolved
from formatter.check.made import Made
from formatter.check.markup import SPACES, parsed
from formatter.check.reading import read
from formatter.check.sheet import Style
from formatter.errors import UsageError
from formatter.profile import Bounds

XHTML = "application/xhtml+xml"
NCX = "application/x-dtbncx+xml"
CONTAINER = "META-INF/container.xml"
_FONTS = ("font/", "application/font", "application/x-font", "application/vnd.ms-opentype")
_FONT_NAMES = (".ttf", ".otf", ".woff", ".woff2")
_BODY = f"{{{SPACES['h']}}}body"


class Item(NamedTuple):
    """A file of the manifest: id, name in the zip, media type, properties."""

    id: str
    name: str
    media_type: str
    properties: frozenset[str]


class Document(NamedTuple):
    """A document that was read: its name, its bytes, and what is kept of it."""

    name: str
    data: bytes
    facts: Facts


class Held:
    """An opened book, its documents read one by one: a tree is let go once it was looked at."""

    def __init__(self, box: Box | Made, bounds: Bounds) -> None:
        self.box = box
        self.bounds = bounds
        self.root = self._root()
        self.package = self._tree(self.root)
        self.items = tuple(self._items())
        self.by_id = {item.id: item for item in self.items}
        self.by_name = {item.name: item for item in self.items}
        self.broken: list[tuple[str, str]] = []
        self.told: dict[str, Facts] = {}
        self.loose: list[tuple[str, Style]] = []

    def documents(self) -> Iterator[Document]:
        """Yield each XHTML document of the manifest, and keep what it names."""
        for item in self.items:
            if item.media_type != XHTML or item.name in self.told:
                continue
            try:
                data = self.box.read(item.name)
                hiding = tuple(one for one in self.hiding if one.may_choose(data))
                known = self.box.facts(item.name, data, hiding)
                facts = known or read(item.name, data, hiding)
            except UnreadableError as why:
                self.broken.append((item.name, str(why)))
                continue
            self.told[item.name] = facts
            self.loose += [(item.name, style) for style in facts.styles]
            yield Document(item.name, data, facts)

    def of_kind(self, *kinds: str) -> Iterator[Item]:
        """Yield the items whose media type starts so."""
        return (item for item in self.items if item.media_type.startswith(kinds))

    @cached_property
    def styles(self) -> dict[str, tuple[Style, ...]]:
        """The rules of each style sheet of the manifest, by its name."""
        found = {}
        for item in self.of_kind("text/css"):
            try:
                text = self.box.read(item.name).decode("utf-8", "replace")
            except UnreadableError as why:
                self.broken.append((item.name, str(why)))
                text = ""
            found[item.name] = sheet.rules(text)
        return found

    def every_style(self) -> Iterator[tuple[str, Style]]:
        """Yield each rule of the sheets, and of the documents that were read, with its file."""
        for name, styles in self.styles.items():
            yield from ((name, style) for style in styles)
        yield from self.loose

    @cached_property
    def nav(self) -> Item | None:
        """The navigation document of EPUB 3."""
        return next((item for item in self.items if "nav" in item.properties), None)

    @cached_property
    def ncx(self) -> Any:  # noqa: ANN401  a tree of lxml
        """The tree of the contents of EPUB 2, None where there are none."""
        item = next(self.of_kind(NCX), None)
        return None if item is None else self._tree(item.name, whole=False)

    @cached_property
    def ncx_name(self) -> str:
        """The name of the file of those contents."""
        return next((item.name for item in self.of_kind(NCX)), "")

    @cached_property
    def cover(self) -> Item | None:
        """The picture that the package names as its cover, in the way of EPUB 3 or of EPUB 2."""
        for item in self.items:
            if "cover-image" in item.properties:
                return item
        named = self.package.xpath("//o:meta[@name='cover']/@content", namespaces=SPACES)
        return self.by_id.get(named[0]) if named else None

    @cached_property
    def named_of_old(self) -> bool:
        """Whether the package names its cover in the way of EPUB 2."""
        return bool(self.package.xpath("//o:meta[@name='cover'][@content]", namespaces=SPACES))

    @cached_property
    def font_heads(self) -> tuple[tuple[str, bytes], ...]:
        """The fonts of the manifest, by media type or name, with the directory of their tables."""
        return tuple(
            (item.name, self.box.head(item.name, 12 + 16 * 100))
            for item in self.items
            if item.media_type.startswith(_FONTS) or item.name.lower().endswith(_FONT_NAMES)
        )

    @cached_property
    def hiding(self) -> tuple[Selector, ...]:
        """The selectors of the manifest's sheets that hide what they choose."""
        return hiders(style for styles in self.styles.values() for style in styles)

    @cached_property
    def spine(self) -> tuple[Item, ...]:
        """The items in reading order."""
        refs = self.package.xpath("//o:spine/o:itemref/@idref", namespaces=SPACES)
        return tuple(self.by_id[ref] for ref in refs if ref in self.by_id)

    def worded(self, name: str) -> bool:
        """Tell whether a document that was read has any text."""
        try:
            body = parsed(self.box.read(name)).find(_BODY)
        except UnreadableError:
            return False
        return body is not None and any(text.strip() for text in body.itertext())

    def _root(self) -> str:
        tree = self._tree(CONTAINER)
        named = tree.xpath("//c:rootfile/@full-path", namespaces=SPACES)
        if not named:
            raise _no_epub(self.box.label, f"{CONTAINER} names no package")
        return str(named[0])

    def _items(self) -> Iterator[Item]:
        for item in self.package.xpath("//o:manifest/o:item", namespaces=SPACES):
            found = resolved(self.root, item.get("href", ""))
            if found:
                yield Item(
                    item.get("id", ""),
                    found[0],
                    item.get("media-type", "").strip().lower(),
                    frozenset(item.get("properties", "").split()),
                )

    def _tree(self, name: str, *, whole: bool = True) -> Any:  # noqa: ANN401  a tree of lxml
        try:
            return parsed(self.box.read(name))
        except UnreadableError as why:
            if whole:
                raise _no_epub(self.box.label, f"{name}: {why}") from why
            self.broken.append((name, str(why)))
            return None


def _no_epub(label: str, why: str) -> UsageError:
    return UsageError(f"{label} is no EPUB that can be looked at: {why}.", "Give a whole EPUB.")

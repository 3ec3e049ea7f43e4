"""What a book holds: its package, its documents one by one, and what each of them names."""

from __future__ import annotations

import codecs
import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from formatter.check import sheet
from formatter.check.box import Box, UnreadableError
from formatter.check.markup import SPACES, TYPE, parsed, path
from formatter.check.sheet import Style
from formatter.errors import UsageError
from formatter.profile import Bounds

XHTML = "application/xhtml+xml"
NCX = "application/x-dtbncx+xml"
CONTAINER = "META-INF/container.xml"
_FONTS = ("font/", "application/font", "application/x-font", "application/vnd.ms-opentype")
_FONT_NAMES = (".ttf", ".otf", ".woff", ".woff2")
_H = f"{{{SPACES['h']}}}"


_IDS = path("//@id")
# What an address inside a book mostly is; all others are taken apart by the book (RFC 3986).
_PLAIN = re.compile(r"([\w-][\w./-]*)?(?:#([\w.-]*))?\Z", re.ASCII)
_SHEETS = path("/h:html/h:head/h:link[contains(@rel, 'stylesheet')][@href]")
_STYLES = path("//h:style")
_CAPTION = path("boolean(//h:figcaption)")
_NOTES = path("//*[@e:type]")


class Item(NamedTuple):
    """A file of the manifest: id, name in the zip, media type, properties."""

    id: str
    name: str
    media_type: str
    properties: frozenset[str]


class Link(NamedTuple):
    """A link inside the book: line, file and anchor it leads to, whether it calls a note."""

    line: int
    file: str
    anchor: str
    note: bool = False


class Told(NamedTuple):
    """What is kept of a document that was read."""

    ids: frozenset[str]
    body: str
    notes: frozenset[str]
    links: tuple[Link, ...]
    pictures: tuple[tuple[int, str], ...]
    sheets: tuple[tuple[int, str], ...]
    captioned: bool
    worded: bool


class Document(NamedTuple):
    """A document as it is read: its name, its bytes, the same in ASCII's company, its tree.

    `text` is what a tag is looked for in before the tree is: UTF-8, whatever `data` is.
    """

    name: str
    data: bytes
    text: bytes
    tree: Any


class Held:
    """An opened book, its documents read one by one: a tree is let go once it was looked at."""

    def __init__(self, box: Box, bounds: Bounds) -> None:
        self.box = box
        self.bounds = bounds
        self.root = self._root()
        self.package = self._tree(self.root)
        self.items = tuple(self._items())
        self.by_id = {item.id: item for item in self.items}
        self.by_name = {item.name: item for item in self.items}
        self.broken: list[tuple[str, str]] = []
        self.told: dict[str, Told] = {}
        self.loose: list[tuple[str, Style]] = []

    def documents(self) -> Iterator[Document]:
        """Yield each XHTML document of the manifest, and keep what it names."""
        for item in self.items:
            if item.media_type != XHTML or item.name in self.told:
                continue
            try:
                data = self.box.read(item.name)
                tree = parsed(data)
            except UnreadableError as why:
                self.broken.append((item.name, str(why)))
                continue
            wide = data[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
            text = data.decode("utf-16", "replace").encode() if wide else data
            self.told[item.name] = self._told(item.name, text, tree)
            yield Document(item.name, data, text, tree)

    def resolved(self, base: str, href: str) -> tuple[str, str] | None:
        """Return the file and the anchor of an address in `base`, None where it leads outside."""
        if href.startswith(("http:", "https:")):
            return None
        if (found := _PLAIN.match(href)) and ".." not in href and "//" not in href:
            folder = base[: base.rfind("/") + 1]
            return f"{folder}{found[1]}" if found[1] else base, found[2] or ""
        try:
            parts = urlsplit(href.strip())
        except ValueError:
            return None
        if parts.scheme or parts.netloc:
            return None
        file = unquote(parts.path)
        name = posixpath.normpath(posixpath.join(posixpath.dirname(base), file)) if file else base
        return name.lstrip("/"), unquote(parts.fragment)

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
    def hiding(self) -> tuple[str, ...]:
        """The selectors of the manifest's sheets that hide what they choose."""
        return tuple(
            dict.fromkeys(
                part.strip()
                for styles in self.styles.values()
                for style in styles
                if ("display", "none") in style.says
                for part in style.selector.split(",")
            )
        )

    @cached_property
    def spine(self) -> tuple[Item, ...]:
        """The items in reading order."""
        refs = self.package.xpath("//o:spine/o:itemref/@idref", namespaces=SPACES)
        return tuple(self.by_id[ref] for ref in refs if ref in self.by_id)

    def _root(self) -> str:
        tree = self._tree(CONTAINER)
        named = tree.xpath("//c:rootfile/@full-path", namespaces=SPACES)
        if not named:
            raise _no_epub(self.box.label, f"{CONTAINER} names no package")
        return str(named[0])

    def _items(self) -> Iterator[Item]:
        for item in self.package.xpath("//o:manifest/o:item", namespaces=SPACES):
            found = self.resolved(self.root, item.get("href", ""))
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

    def _told(self, name: str, data: bytes, tree: Any) -> Told:  # noqa: ANN401  a tree of lxml
        body = tree.find(f"{_H}body")
        links = []
        for link in tree.iter(f"{_H}a"):
            href = link.get("href")
            if href and (to := self.resolved(name, href)):
                kinds = (link.get(TYPE) or "").split()
                links.append(Link(link.sourceline or 0, *to, "noteref" in kinds))
        if b"<style" in data:
            for style in _STYLES(tree):
                rules = sheet.rules(style.text or "", (style.sourceline or 1) - 1)
                self.loose += [(name, rule) for rule in rules]
        pictures = tuple(self._addressed(name, tree.iter(f"{_H}img"), "src"))
        covers = self.cover is not None and any(file == self.cover.name for _, file in pictures)
        return Told(
            ids=frozenset(_IDS(tree)),
            body=body.get("id", "") if body is not None else "",
            notes=frozenset(_noted(tree)) if b"note" in data else frozenset(),
            links=tuple(links),
            pictures=pictures,
            sheets=tuple(self._addressed(name, _SHEETS(tree), "href")),
            captioned=b"figcaption" in data and _CAPTION(tree),
            # Asked of the cover's document alone.
            worded=covers and body is not None and any(text.strip() for text in body.itertext()),
        )

    def _addressed(self, name: str, elements: Any, key: str) -> Iterator[tuple[int, str]]:  # noqa: ANN401
        for element in elements:
            href = element.get(key) or ""
            if href and (to := self.resolved(name, href)):
                yield element.sourceline or 0, to[0]


def _noted(tree: Any) -> Iterator[str]:  # noqa: ANN401  a tree of lxml
    """Yield the ids of what is marked as a note, and those that stand inside one or hold one."""
    for element in _NOTES(tree):
        if {"footnote", "endnote", "rearnote"} & set(element.get(TYPE).split()):
            yield from (one.get("id") for one in element.iter() if one.get("id"))


def _no_epub(label: str, why: str) -> UsageError:
    return UsageError(f"{label} is no EPUB that can be looked at: {why}.", "Give a whole EPUB.")

"""A book that is just being made: what its zip will hold, known without opening it again."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipInfo

from formatter.check import sheet
from formatter.check.box import UnreadableError
from formatter.check.facts import Facts, Selector, hiders
from formatter.check.listener import Listener
from formatter.check.reading import read

# The first bytes that tell what kind of picture a file is.
_HEAD = 16


class Made:
    """A book in the making. `size` is that of the whole file in bytes, 0 until it is there.

    `css` is what its style sheets will say, all of them together.
    """

    label = "The book"

    def __init__(self, css: str = "") -> None:
        self.size = 0
        self._hiding = hiders(sheet.rules(css))
        self.names: dict[str, ZipInfo] = {}
        self._files: dict[str, bytes | Path] = {}
        self._heads: dict[str, bytes] = {}
        self._read: dict[str, tuple[bytes, Facts]] = {}

    def hear(self, name: str, data: bytes, listener: Listener | None = None) -> None:
        """Read a document, and keep what the rules will ask of it.

        Raises UnreadableError for what isn't well-formed XML.
        """
        hiding = tuple(one for one in self._hiding if one.may_choose(data))
        self._read[name] = data, read(name, data, hiding, listener)

    def add(self, entry: ZipInfo, source: bytes | Path, head: bytes) -> None:
        """Add a file of the zip: its entry, its bytes or where they lie, and the first of them."""
        self.names[entry.filename] = entry
        self._files[entry.filename] = source
        self._heads[entry.filename] = head[:_HEAD]

    @property
    def entries(self) -> tuple[ZipInfo, ...]:
        """The files of the zip in order."""
        return tuple(self.names.values())

    def facts(self, name: str, data: bytes, hiding: tuple[Selector, ...]) -> Facts | None:
        """Return what is kept of a document, None if it was read as other bytes or not at all."""
        heard, facts = self._read.get(name, (b"", None))
        return facts if facts and facts.hiding == hiding and heard == data else None

    def length(self, name: str) -> int:
        """Return the bytes of a file, 0 where there is none of that name."""
        return self.names[name].file_size if name in self.names else 0

    def head(self, name: str, count: int) -> bytes:
        """Return a file's first bytes, none where there is none of that name."""
        if count <= _HEAD:
            return self._heads.get(name, b"")[:count]
        source = self._files.get(name, b"")
        if isinstance(source, bytes):
            return source[:count]
        with source.open("rb") as file:
            return file.read(count)

    def read(self, name: str) -> bytes:
        """Return a file, whole. Raises UnreadableError where it isn't there."""
        source = self._files.get(name)
        if source is None:
            raise UnreadableError("it isn't in the file")
        return source if isinstance(source, bytes) else source.read_bytes()

"""The zip of a book that nobody vouches for: its names, sizes and bytes, within limits."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING

from formatter.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from formatter.check.facts import Facts, Selector

# Many times what books have: a zip of some kilobytes can claim more than a disk holds.
_ENTRIES = 50_000
_TEXT = 24 * 1024 * 1024
_ALL_TEXT = 512 * 1024 * 1024
# What the zip module raises over a damaged file; RuntimeError is one that is locked.
_BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, OverflowError, RuntimeError, ValueError),
)


class UnreadableError(Exception):
    """A file of the book can't be read; the text says why."""


class Box:
    """An opened book. `size` is that of the whole file in bytes."""

    def __init__(self, source: Path | bytes) -> None:
        self.label = str(source) if isinstance(source, Path) else "The book"
        try:
            self._stream: IO[bytes] = (
                source.open("rb") if isinstance(source, Path) else io.BytesIO(source)
            )
        except OSError as why:
            raise UsageError(
                f"{self.label} can't be read: {why.strerror or why}.", "Check the name."
            ) from why
        self.size = self._stream.seek(0, io.SEEK_END)
        try:
            self._zip = zipfile.ZipFile(self._stream)
        except _BROKEN as why:
            self._stream.close()
            raise UsageError(
                f"{self.label} is no EPUB: it isn't a whole zip file.",
                "Give an EPUB; one that was cut short must be fetched again.",
            ) from why
        self.entries = self._zip.infolist()
        if len(self.entries) > _ENTRIES:
            self.close()
            raise RefusedError(
                f"{self.label} says it holds {len(self.entries):,} files, more than the "
                f"{_ENTRIES:,} that are looked at.",
                "Look where it comes from: no book has so many.",
            )
        self.names = {entry.filename: entry for entry in self.entries}
        self._unpacked = 0

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def facts(self, _name: str, _data: bytes, _hiding: tuple[Selector, ...]) -> Facts | None:
        """Return what is known of a document before it is read: nothing."""
        return None

    def length(self, name: str) -> int:
        """Return the bytes that a file says it unpacks to, 0 where there is none of that name."""
        return self.names[name].file_size if name in self.names else 0

    def head(self, name: str, count: int) -> bytes:
        """Return a file's first bytes, none where it can't be read."""
        try:
            with self._zip.open(self.names[name]) as file:
                return file.read(count)
        except (KeyError, *_BROKEN):
            return b""

    def read(self, name: str) -> bytes:
        """Return a file of text, whole.

        Raises UnreadableError where it isn't there or damaged, RefusedError beyond the limits.
        """
        entry = self.names.get(name)
        if entry is None:
            raise UnreadableError("it isn't in the file")
        try:
            with self._zip.open(entry) as file:
                data = file.read(_TEXT + 1)
        except _BROKEN as why:
            raise UnreadableError(f"it is damaged ({why})") from why
        self._unpacked += len(data)
        if len(data) > _TEXT or self._unpacked > _ALL_TEXT:
            self.close()
            raise RefusedError(
                f"{self.label} unpacks to far more than a book has, at {name}.",
                "Look where it comes from: it may be made to fill a disk.",
            )
        return data

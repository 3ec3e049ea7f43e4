"""The zip of an EPUB: entries of one date and mode, written in memory or to a file."""

from __future__ import annotations

import errno
import io
import os
import tempfile
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import IO, NamedTuple

from deflate import crc32, deflate_compress

from formatter.check import Made
from formatter.errors import RenderError

_PACKED = (".jpg", ".png", ".gif")
# The next one takes a tenth longer, and its files are a hundredth smaller.
_LEVEL = 3


class Container(NamedTuple):
    """A written zip: its bytes, or the file it is in, and its size."""

    data: bytes
    path: Path | None
    size: int


def container(write: Callable[[IO[bytes]], None], folder: Path | None, room: int = 0) -> Container:
    """Return what `write` writes: in a new file of `folder`, in memory where that is None.

    `room` are the bytes that it will have at least. Of a file that can't be written whole nothing
    is left. Raises RenderError for that, before any work where the disk has no such room.
    """
    if folder is None:
        held = io.BytesIO()
        write(held)
        return Container(held.getvalue(), None, held.tell())
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".epub", delete=False) as file:
        try:
            _make_room(file.fileno(), room)
            # The file itself: what wraps it asks at each of thousands of writes what it is.
            write(file.file)
            file.truncate()
        except OSError as why:
            Path(file.name).unlink()
            raise RenderError(
                f"The book can't be written into {folder}: {why.strerror}.",
                f"It takes {room / 1e6:,.0f} MB and some more: make room, or name another folder.",
            ) from why
        except BaseException:
            Path(file.name).unlink()
            raise
        return Container(b"", Path(file.name), file.tell())


def _make_room(file: int, size: int) -> None:
    """Have room made for a file at once, a sixth less work than block by block."""
    if not size or not hasattr(os, "posix_fallocate"):
        return
    try:
        os.posix_fallocate(file, 0, size)
    except OSError as why:
        # A file system that can't is written to all the same.
        if why.errno == errno.ENOSPC:
            raise


def _whole(path: Path) -> bytes:
    """Return what is in a file, without what Python puts between: a book has thousands."""
    file = os.open(path, os.O_RDONLY)
    try:
        data = os.read(file, size := os.fstat(file).st_size)
    finally:
        os.close(file)
    # A system may give less at once than was asked for.
    return data if len(data) == size else path.read_bytes()


class Entries:
    """A zip file's entries, all of one date and mode; what is packed already isn't packed again.

    `file` is the zip that is written to `out`; it writes the list of what it holds when it is
    closed. `made` is told of each.
    """

    def __init__(self, out: IO[bytes], file: zipfile.ZipFile, moment: datetime, made: Made) -> None:
        self._out, self._file = out, file
        self._made = made
        # A zip's dates go from 1980 to 2107, in steps of two seconds.
        year = min(max(moment.year, 1980), 2107)
        clock = (moment.hour, moment.minute, moment.second // 2 * 2)
        self._date = (year, moment.month, moment.day, *clock)

    def writestr(self, name: str, data: str | bytes | Path) -> None:
        """Add a file, or one that lies there: packed pictures as they are, the others deflated."""
        source = data.encode() if isinstance(data, str) else data
        whole = source if isinstance(source, bytes) else _whole(source)
        packed: bytes | bytearray = whole
        entry = zipfile.ZipInfo(name, self._date)
        entry.create_system = 3
        entry.external_attr = 0o644 << 16
        if not name.endswith(_PACKED) and name != "mimetype":
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Not Python's zlib: that is another one on each machine, and writes other bytes there.
            packed = deflate_compress(whole, _LEVEL)
        entry.CRC, entry.file_size, entry.compress_size = crc32(whole), len(whole), len(packed)
        entry.header_offset = self._file.start_dir
        # The module's own way makes each head twice, and seeks back for it.
        head = entry.FileHeader()
        self._out.write(head)
        self._out.write(packed)
        self._file.start_dir += len(head) + len(packed)
        self._file.filelist.append(entry)
        self._made.add(entry, source, whole)

"""What was laid out before, kept in a folder: runs by a hash of all that they depend on.

An entry that can't be read, or isn't as it was written, is dropped and made anew. The folder holds
no more than so many bytes: what was used longest ago goes first.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import tempfile
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from formatter.release import __version__
from formatter.value import dataclass

_LARGEST = 512 * 1024 * 1024
_MARK = b"article-formatter galley 1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A folder of entries by name. `largest` is how many bytes stay in it when it is swept."""

    folder: Path
    largest: int = _LARGEST

    def has(self, name: str) -> bool:
        """Say whether there is a sound entry of that name."""
        return self._read(name) is not None

    def get(self, name: str) -> Any:  # noqa: ANN401  whatever was put
        """Return an entry, None where there is none that is sound."""
        data = self._read(name)
        if data is None:
            return None
        try:
            return pickle.loads(data)  # noqa: S301  its digest is that of what was put
        except (pickle.UnpicklingError, AttributeError, ImportError, EOFError, TypeError):
            self._drop(name)
            return None

    def put(self, name: str, thing: object) -> None:
        """Keep a thing under a name; a reader finds all of it or nothing."""
        data = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".", delete=False) as file:
            file.write(_MARK + sha256(data).digest() + data)
        Path(file.name).replace(self.folder / name)

    def sweep(self) -> None:
        """Take away what was used longest ago, down to the largest size."""
        found = []
        for path in self.folder.iterdir():
            with contextlib.suppress(OSError):
                told = path.stat()
                found.append((told.st_mtime_ns, path.name, told.st_size))
        left = sum(size for *_, size in found)
        for _, name, size in sorted(found):
            if left <= self.largest:
                return
            self._drop(name)
            left -= size

    def _read(self, name: str) -> bytes | None:
        path = self.folder / name
        try:
            data = path.read_bytes()
        except OSError:
            return None
        start = len(_MARK) + 32
        body = data[start:]
        if not data.startswith(_MARK) or sha256(body).digest() != data[len(_MARK) : start]:
            self._drop(name)
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return body

    def _drop(self, name: str) -> None:
        with contextlib.suppress(OSError):
            (self.folder / name).unlink()


@cache
def version() -> str:
    """Return what tells this program from others: its version, and a hash of its own source."""
    own = sha256(__version__.encode())
    root = Path(__file__).parent.parent
    for folder in ("render", "press", "text"):
        for path in sorted((root / folder).glob("*.py")):
            own.update(path.name.encode() + path.read_bytes())
    return own.hexdigest()

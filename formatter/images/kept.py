"""Pictures made ready before, kept in a folder by their content, for all who work at once.

Of each content two files: the picture, named by the SHA-256 of its bytes, and what is known of it,
named by a hash of all that it depends on. One that isn't as it was written is made anew.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from formatter.errors import UsageError
from formatter.images.limits import Limits, Raster, UnusableError
from formatter.images.raster import ready
from formatter.release import __version__

# A thousand articles' pictures are 400 MB.
_LARGEST = 2_000_000_000
_KNOWN = ".json"


class Kept(NamedTuple):
    """A folder of pictures that were made ready. `largest` is how many bytes stay when swept."""

    folder: Path
    largest: int = _LARGEST

    def must_be_usable(self) -> None:
        """Make the folder; UsageError where it can't be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder):
                pass
        except OSError as why:
            raise UsageError(
                f"The folder for pictures that were made ready, {self.folder}, can't be written: "
                f"{why.strerror}.",
                "Name another with --cache, or leave it out.",
            ) from why

    def ready(
        self, data: bytes, limits: Limits, make: Callable[[bytes, Limits], Raster] = ready
    ) -> Raster:
        """Return what `make` makes of `data`: from the folder, or made and put there.

        Of all threads and processes that ask for one content at once a single one makes it; the
        others wait. What can't be used is kept too. Raises UnusableError as `make` does.
        """
        name = sha256(b"\n".join((_program(), repr(limits).encode(), data))).hexdigest()
        found = self._found(name)
        if found is None:
            with self._alone(name):
                found = self._found(name) or self._made(name, data, limits, make)
        if isinstance(found, str):
            raise UnusableError(found)
        return found

    def sweep(self) -> None:
        """Take away what was used longest ago, down to the largest size."""
        told = []
        for path in self.folder.iterdir():
            with contextlib.suppress(OSError):
                state = path.stat()
                told.append((state.st_mtime_ns, path, state.st_size))
        left = sum(size for *_, size in told)
        for _, path, size in sorted(told):
            if left <= self.largest:
                return
            with contextlib.suppress(OSError):
                path.unlink()
            left -= size

    def _found(self, name: str) -> Raster | str | None:
        """Return a picture, or why it is none; None where it isn't there as it was written."""
        known = self.folder / f"{name}{_KNOWN}"
        try:
            told = json.loads(known.read_bytes())
            if "reason" in told:
                return str(told["reason"])
            digest = str(told["sha256"])
            place = self.folder / digest
            data = place.read_bytes()
            width, height = int(told["width"]), int(told["height"])
            media_type = str(told["media_type"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if sha256(data).hexdigest() != digest:
            return None
        for used in (known, place):
            with contextlib.suppress(OSError):
                os.utime(used)
        return Raster(media_type, data, width, height)

    def _made(
        self, name: str, data: bytes, limits: Limits, make: Callable[[bytes, Limits], Raster]
    ) -> Raster | str:
        made: Raster | str
        try:
            made = make(data, limits)
        except UnusableError as why:
            made = why.reason
        # A full disk costs the next run its time, and this one nothing.
        with contextlib.suppress(OSError):
            if isinstance(made, str):
                told: dict[str, str | int] = {"reason": made}
            else:
                digest = sha256(made.data).hexdigest()
                self._put(digest, made.data)
                told = {"sha256": digest, "media_type": made.media_type}
                told |= {"width": made.width, "height": made.height}
            self._put(f"{name}{_KNOWN}", json.dumps(told).encode())
        return made

    def _put(self, name: str, data: bytes) -> None:
        """Write a file; a reader finds all of it or nothing."""
        with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".", delete=False) as file:
            file.write(data)
        Path(file.name).replace(self.folder / name)

    @contextlib.contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        """Wait till no one else makes what has this name; the system ends it with the process."""
        # So few files that they may stay; two contents that share one wait for each other.
        with (self.folder / f".lock-{name[:2]}").open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


@cache
def _program() -> bytes:
    """Return what tells one way of making pictures from another: versions, and our own source."""
    from PIL import __version__ as pillow

    own = sha256(f"{__version__} {pillow}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        own.update(path.read_bytes())
    return own.digest()

"""Files written whole: under a temporary name first, so that a file that exists is complete."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from formatter.article import Rendering
from formatter.errors import UsageError


def must_be_writable(folder: Path) -> None:
    """Make the folder where it isn't there; UsageError where nothing can be written to it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as why:
        raise UsageError(
            f"The folder {folder} can't be written: {why.strerror or why}.",
            "Choose another one with -o, or make it writable.",
        ) from why


def deliver(
    name: str, renderings: Mapping[str, Rendering], folder: Path
) -> tuple[tuple[Mapping[str, str], ...], str]:
    """Write a book's files beside each other, under `name` and their suffixes.

    Return those that were written (format, path, sha256), and what kept one from being written.
    """
    outputs: list[Mapping[str, str]] = []
    for form, rendering in renderings.items():
        path = folder / f"{name}{rendering.suffix}"
        try:
            digest = _digest(rendering)
            if rendering.path is None:
                write_whole(path, rendering.data)
            else:
                _move(rendering.path, path)
        except OSError as why:
            return tuple(outputs), f"{path} can't be written: {why.strerror or why}."
        outputs.append({"format": form, "path": str(path), "sha256": digest})
    return tuple(outputs), ""


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under a temporary name, then rename it: a file that exists is whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        _move(Path(name), path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_asked(path: Path, data: bytes, flag: str) -> None:
    """Write the one file that a flag names; UsageError where that can't be done."""
    try:
        write_whole(path, data)
    except OSError as why:
        raise UsageError(
            f"{path} can't be written: {why.strerror or why}.",
            f"Choose another one with {flag}, or make room for it.",
        ) from why


def _move(written: Path, path: Path) -> None:
    """Give a whole file its name; both lie on one disk."""
    written.chmod(0o666 & ~_umask())
    written.replace(path)


def _digest(rendering: Rendering) -> str:
    if rendering.path is None:
        return hashlib.sha256(rendering.data).hexdigest()
    with rendering.path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""Pango and its kin found at once, not by asking a compiler where they are."""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def found_by_name() -> Iterator[None]:
    """Let the imports inside load shared libraries by their file names alone.

    WeasyPrint tries a list of names for each library, Linux's own last, and for each of the
    others Python starts a compiler and a linker to search for it: 0.4 s of a start of 1.4 s. The
    loader knows where a file name of Linux is. Elsewhere nothing changes.
    """
    if sys.platform != "linux":
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = _nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _nowhere(name: str) -> str | None:  # noqa: ARG001  the signature of what it stands for
    return None

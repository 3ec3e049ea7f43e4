"""The C functions that the PDF engine calls, their types compiled beforehand.

WeasyPrint declares what it uses of Pango, HarfBuzz and Fontconfig as text, which cffi parses at
each start: a sixth of the time until a first page stands, and more each time a type is named.
`foreign.json` holds what cffi's own compiler made of that text and of ours
(`python -m tests.tools.foreign` writes it). It serves for exactly that text; for another, which
another version of the engine has, cffi parses as ever.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

# Fontconfig's empty configuration, which the engine never asks for.
OURS = "FcConfig *FcConfigCreate(void);"
COMPILED = Path(__file__).with_name("foreign.json")


@contextmanager
def compiled() -> Iterator[None]:
    """Let an engine that is imported inside have its types compiled."""
    cffi: Any = import_module("cffi")
    parsing = cffi.FFI
    cffi.FFI = lambda: _Types(parsing)
    try:
        yield
    finally:
        cffi.FFI = parsing


def complete(types: Any) -> None:  # noqa: ANN401  a type of cffi, or what stands for it
    """Declare ours to the types of an engine, which another may have loaded before us."""
    if not isinstance(types, _Types):
        types.cdef(OURS, override=True)


class _Types:
    """What the engine takes for its `cffi.FFI`: the compiled one, if its declarations are known."""

    def __init__(self, parsing: Any) -> None:  # noqa: ANN401  a class of cffi
        self._parsing = parsing

    def cdef(self, text: str) -> None:
        """Declare what the engine uses, with what we use beside it."""
        told = json.loads(COMPILED.read_bytes())
        if told["declared"] == digest(text):
            real = _read(told)
        else:
            real = self._parsing()
            real.cdef(text)
            real.cdef(OURS, override=True)
        # Looked up a thousand times a page.
        for name in dir(real):
            if not name.startswith("_") and name != "cdef":
                setattr(self, name, getattr(real, name))


def digest(text: str) -> str:
    """Return the hash by which declarations are known."""
    return hashlib.sha256(f"{text}\n{OURS}".encode()).hexdigest()


def _read(told: Any) -> Any:  # noqa: ANN401  JSON in, a type of cffi out
    """Return the types as cffi has them from a module that its compiler wrote."""
    backend = import_module("_cffi_backend")
    names = ("types", "globals", "struct_unions", "enums", "typenames")
    parts = {f"_{name}": _bytes(told[name]) for name in names}
    return backend.FFI("formatter.render.foreign", _version=told["version"], **parts)


def _bytes(held: Any) -> Any:  # noqa: ANN401  texts of Latin-1 in lists, as JSON can carry bytes
    if isinstance(held, list):
        return tuple(map(_bytes, held))
    return held.encode("latin-1") if isinstance(held, str) else held

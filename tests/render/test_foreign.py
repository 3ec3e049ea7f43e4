"""The engine's C types compiled beforehand: the very ones, and none for an engine we don't know."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

from formatter.render import foreign
from tests.tools.foreign import compiled, declared

cffi = importlib.import_module("cffi")
ROOT = Path(__file__).parents[2]
PROBE = """
import sys
from formatter.render import pdf
pdf._fonts()
print(type(pdf.engine_fonts.ffi).__module__, "pycparser" in sys.modules)
"""
OTHER = "typedef struct { int seeds; } apple; typedef struct FcConfig FcConfig;"


def test_compiled_types_are_those_of_the_installed_engine() -> None:
    assert foreign.COMPILED.read_text("utf-8") == compiled(declared())


def test_engine_parses_no_declaration() -> None:
    made = subprocess.run(
        [sys.executable, "-c", PROBE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (made.stdout, made.stderr) == ("formatter.render.foreign False\n", "")


def test_other_declarations_are_parsed_as_ever() -> None:
    with foreign.compiled():
        types = cffi.FFI()
        types.cdef(OTHER)
    assert types.new("apple *", {"seeds": 5}).seeds == 5
    assert types.typeof("FcConfig *(*)(void)").result is types.typeof("FcConfig *")


def test_known_declarations_are_read_as_they_would_be_parsed() -> None:
    parsed = cffi.FFI()
    parsed.cdef(declared())
    with foreign.compiled():
        ready = cffi.FFI()
        ready.cdef(declared())
    names = sorted({name for names in parsed.list_types() for name in names} - {"FILE"})
    sizes = {name: _size(parsed, name) for name in names}
    assert {name: _size(ready, name) for name in names} == sizes
    assert sum(size > 0 for size in sizes.values()) > 40


def test_engine_that_another_loaded_has_our_declarations_too() -> None:
    made = subprocess.run(
        [sys.executable, "-c", "import weasyprint\n" + PROBE],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (made.stdout, made.stderr) == ("cffi.api True\n", "")


def test_cffi_is_left_as_it_was() -> None:
    real = cffi.FFI
    with foreign.compiled():
        assert cffi.FFI is not real
    assert cffi.FFI is real


def _size(types: object, name: str) -> int:
    """Return the bytes that a type takes, 0 for one whose inside nobody tells."""
    sizeof = types.sizeof  # type: ignore[attr-defined]
    try:
        return int(sizeof(name))
    except Exception:  # noqa: BLE001  both kinds of cffi have an error of their own
        return 0

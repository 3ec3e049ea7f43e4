"""The engine loaded without what printing our pages never needs: a third of its start."""

from __future__ import annotations

import ctypes.util
import importlib.resources
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from formatter.render import foreign

# Needed for variable fonts, web fonts, emoji and for a HarfBuzz older than ours alone, 0.15 s of a
# start of 1.4 s.
_SELDOM = ("fontTools.subset", "fontTools.ttLib", "fontTools.varLib.instancer")


_FILES = importlib.resources.files
_UNUSED = re.compile(
    r"@counter-style (?!(?:disc|circle|square|decimal|decimal-leading-zero|(?:lower|upper)-"
    r"(?:roman|alpha|latin|greek)) )[^{]*\{[^}]*\}"
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"(?m)^([^@/\s{}][^{}]*)(\{[^{}]*\})")
_SELECTOR = re.compile(r"(?:[^,()\[]|\((?:[^()]|\([^()]*\))*\)|\[[^]]*\])+")
# What no page of ours has: forms, frames, old tables' attributes, three text directions in a nest.
_ABSENT = re.compile(
    r"\b(?:input|select|textarea|button|option|optgroup|keygen|fieldset|legend|datalist|meter"
    r"|progress|frameset|frame|iframe|listing|plaintext|xmp)\b|\[(?:rules|frame|hidden)\b"
    r"|\[dir\] \[dir\] "
)


@contextmanager
def quick_start() -> Iterator[None]:
    """Let WeasyPrint be imported inside in two thirds of its time, all of it still working.

    It tries a list of names for each shared library, Linux's own last, and for each of the others
    Python starts a compiler and a linker to search for it: 0.4 s of 1.4 s. The loader knows where
    a file name of Linux is. The seldom used modules are loaded when something of theirs is used.

    Half of its own style sheet numbers lists in the scripts of the world, much of it is for forms,
    frames and old tables, and a second sheet for attributes that no
    page of ours has: the numberings that themes use are left, others count in digits, and no rule
    that a page of ours could meet is gone.

    WeasyPrint tells Pillow to take cut pictures, for the whole process; it isn't heard, so pictures
    may be decoded meanwhile, and a cut one is a missing one in whatever order things are loaded.
    """
    from PIL import ImageFile

    search = ctypes.util.find_library
    standing = [name for name in _SELDOM if name not in sys.modules]
    sys.modules.update({name: _Later(name) for name in standing})
    if sys.platform == "linux":
        ctypes.util.find_library = _nowhere
    importlib.resources.files = _lean
    ImageFile.__class__ = _Uncut
    try:
        with warnings.catch_warnings():
            # It warns where the machine has no fonts; none of those are ever used.
            warnings.filterwarnings("ignore", message=".*Expect ugly output")
            with foreign.compiled():
                yield
    finally:
        ImageFile.__class__ = ModuleType
        importlib.resources.files = _FILES
        ctypes.util.find_library = search
        for name in standing:
            del sys.modules[name]


def _lean(package: Any) -> Any:  # noqa: ANN401  whatever names a package
    return _Sheets() if getattr(package, "__name__", "") == "weasyprint.css" else _FILES(package)


class _Sheets:
    """The engine's own style sheets, by name, without what our pages never use."""

    def __truediv__(self, name: str) -> _Sheets:
        whole = (_FILES("weasyprint.css") / name).read_text("utf-8")
        few = "" if name == "html5_ph.css" else _UNUSED.sub("", whole)
        self._text = _RULE.sub(_present, _COMMENT.sub("", few))
        return self

    def read_text(self, _encoding: str) -> str:
        return self._text


def _present(rule: re.Match[str]) -> str:
    """Return a rule for the elements that a page of ours may have, nothing where there are none."""
    selectors = [one for one in _SELECTOR.findall(rule[1]) if not _ABSENT.search(one)]
    return ",".join(selectors) + rule[2] if selectors else ""


class _Uncut(ModuleType):
    """`PIL.ImageFile` while its setting for cut pictures can't be changed."""

    def __setattr__(self, name: str, value: object) -> None:
        if name != "LOAD_TRUNCATED_IMAGES":
            super().__setattr__(name, value)


class _Later(ModuleType):
    """Stands for a module until something of it is used."""

    def __getattr__(self, name: str) -> _Stand:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Stand(self.__name__, name)


class _Stand:
    """Stands for a thing of a module until it is called or asked for something.

    The first of them that is used puts the real things in the place of all: an `except` takes
    nothing that stands for an error.
    """

    def __init__(self, module: str, name: str) -> None:
        self._place = (module, name)

    def __call__(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401  whatever it stands for
        return self._real()(*given, **named)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  the same
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._real(), name)

    def _real(self) -> Any:  # noqa: ANN401  the same
        engine = [m for name, m in sys.modules.items() if name.startswith("weasyprint.")]
        for module in engine:
            for key, thing in list(vars(module).items()):
                if isinstance(thing, _Stand):
                    setattr(module, key, _found(*thing._place))  # noqa: SLF001
        return _found(*self._place)


def _found(module: str, name: str) -> Any:  # noqa: ANN401  the same
    held = importlib.import_module(module)
    return (
        getattr(held, name) if hasattr(held, name) else importlib.import_module(f"{module}.{name}")
    )


def _nowhere(name: str) -> str | None:  # noqa: ARG001  the signature of what it stands for
    return None

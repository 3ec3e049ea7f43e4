"""The public names, loaded when they are asked for: `import formatter` starts no engine."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from formatter.release import __version__ as __version__

if TYPE_CHECKING:
    from formatter.article import (
        Article,
        Book,
        Edited,
        Edits,
        Image,
        ImageRef,
        Kept,
        Page,
        Removal,
        Rendering,
        Repair,
        Section,
        Use,
    )
    from formatter.book import bind
    from formatter.clean import clean
    from formatter.errors import (
        FormatterError,
        NothingFoundError,
        RefusedError,
        RenderError,
        UsageError,
    )
    from formatter.images import gather
    from formatter.imprint import Imprint
    from formatter.original import Capture
    from formatter.source import read
    from formatter.theme import Theme

__all__ = [
    "Article",
    "Book",
    "Capture",
    "Edited",
    "Edits",
    "FormatterError",
    "Image",
    "ImageRef",
    "Imprint",
    "Kept",
    "NothingFoundError",
    "Page",
    "RefusedError",
    "Removal",
    "RenderError",
    "Rendering",
    "Repair",
    "Section",
    "Theme",
    "UsageError",
    "Use",
    "bind",
    "clean",
    "gather",
    "read",
    "to_epub",
    "to_pdf",
]

_ROOMS = {
    "article": (
        "Article Book Edited Edits Image ImageRef Kept Page Removal Rendering Repair "
        "Section Use".split()
    ),
    "imprint": ["Imprint"],
    "original": ["Capture"],
    "errors": "FormatterError NothingFoundError RefusedError RenderError UsageError".split(),
    "theme": ["Theme"],
    "source": ["read"],
    "clean": ["clean"],
    "images": ["gather"],
    "book": ["bind"],
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def to_epub(book: Book, theme: str | Theme = "book", profile: str = "generic") -> Rendering:
    """Return `book` as EPUB 3.3, laid out in a theme: a Theme, its name, or the path of its folder.

    `profile` is what it is for: generic, kindle, kobo, print, archive, or a file's path. Raises
    UsageError where there is no such theme or profile, RenderError where the book can't be made.
    """
    from formatter.profile import load
    from formatter.render.epub import to_epub as lay_out

    return lay_out(book, _theme(theme), load(profile))


def to_pdf(book: Book, theme: str | Theme = "book", *, archive: bool = False) -> Rendering:
    """Return `book` as PDF, laid out in a theme: a Theme, its name, or the path of its folder.

    `archive` makes one for libraries to keep: PDF/A-3a and PDF/UA-1, its sources inside. Raises
    UsageError where there is no such theme, RenderError where the book can't be printed.
    """
    from formatter.profile import load
    from formatter.render.pdf import to_pdf as lay_out

    return lay_out(book, _theme(theme), load("archive" if archive else "generic"))


def _theme(theme: str | Theme) -> Theme:
    from formatter.theme import load

    return load(theme) if isinstance(theme, str) else theme


def __getattr__(name: str) -> Any:  # noqa: ANN401  it gives any of the public names
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'formatter' has no attribute {name!r}")
    return getattr(import_module(f"formatter.{_ROOM_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """A package whose public verb `clean` isn't hidden by the room of the same name.

    Python binds a room to its package's name for it when the room is first loaded, by whomever.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _ROOM_OF and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package

"""Where the shipped themes and fonts lie, in an installed package or in a checkout."""

from __future__ import annotations

from pathlib import Path

from formatter.errors import FormatterError

_PACKAGE = Path(__file__).resolve().parent


def folder(kind: str) -> Path:
    """Return the folder of the shipped `kind` (themes, fonts).

    A wheel carries it inside the package, a checkout beside it. Raises FormatterError where
    neither is there.
    """
    for place in (_PACKAGE / kind, _PACKAGE.parent / kind):
        if place.is_dir():
            return place
    raise FormatterError(
        f"The folder of the shipped {kind} is missing from this installation.",
        "Install article-formatter again, from its wheel or a whole checkout.",
    )

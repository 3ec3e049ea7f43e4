"""Sources: a file, bytes, a saved page or an address becomes a Page.

The only place where bytes become text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from formatter.source.folder import expand

if TYPE_CHECKING:
    from formatter.source.page import again, joined, read

__all__ = ["again", "expand", "joined", "read"]


def __getattr__(name: str) -> Any:  # noqa: ANN401  it gives any of the verbs
    # A process that only looks for sources loads nothing that reads them.
    if name not in __all__:
        raise AttributeError(f"module 'formatter.source' has no attribute {name!r}")
    from formatter.source import page

    return getattr(page, name)

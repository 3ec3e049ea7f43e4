"""Who listens while a document is read: to the text of each element, or to nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Listener(Protocol):
    """Who listens to an element, and knows who listens to those inside it."""

    @property
    def hear(self) -> Callable[[str], object]:
        """Hear text that stands in the element itself."""

    def __getitem__(self, kind: tuple[str, str], /) -> Listener:
        """Return who listens to an element inside it, by its tag and its class."""


class Silent:
    """Who listens to nothing."""

    def hear(self, data: str) -> None:
        """Hear text."""

    def __getitem__(self, kind: tuple[str, str], /) -> Silent:
        """Return itself, for any element."""
        return self

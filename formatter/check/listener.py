"""Who listens while a document is read: of each tag and each text, or of nothing."""

from __future__ import annotations

from typing import Protocol


class Listener(Protocol):
    """What is told of each element that opens or closes, and of the text between."""

    def start(self, tag: str, kind: str) -> None:
        """Hear of an element, by its tag and its class."""

    def end(self) -> None:
        """Hear that it ends."""

    def text(self, data: str) -> None:
        """Hear text."""


class Silent:
    """Who listens to nothing."""

    def start(self, tag: str, kind: str) -> None:
        """Hear of an element."""

    def end(self) -> None:
        """Hear that it ends."""

    def text(self, data: str) -> None:
        """Hear text."""

"""What the engine is made to remember, while it lays out and draws, for a PDF's structure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def marking(stream: type) -> type:
    """Return the engine's stream of operators with places left for the signs of marked content.

    `stream` is WeasyPrint's. What a mark says is known only when all pages are drawn.
    """

    class Marking(stream):  # type: ignore[misc]
        """Operators, and where among them each box begins and ends."""

        @contextmanager
        def marked(self, box: Any, _tag: str) -> Iterator[None]:  # noqa: ANN401
            if self._tags is None:
                yield
                return
            start = len(self.stream)
            self.stream.append(b"")
            yield
            self._tags[box] = (start, len(self.stream))
            self.stream.append(b"")

    return Marking


def spacing(engine: Any) -> None:  # noqa: ANN401  a module whose functions are replaced
    """Let the engine's lines remember that a space or a break parts them.

    `engine` is `weasyprint.layout.inline`, which drops those at a line's end and beginning.
    """
    remove, skip_first = engine.remove_last_whitespace, engine.skip_first_whitespace

    def remove_last_whitespace(context: Any, line: Any) -> None:  # noqa: ANN401
        last = line
        while last.children:
            last = last.children[-1]
        if getattr(last, "text", "").endswith(" "):
            last.spaced = True
        remove(context, line)

    def skip_first_whitespace(box: Any, skip_stack: Any) -> Any:  # noqa: ANN401
        skipped = skip_first(box, skip_stack)
        if type(box).__name__ == "LineBox":
            box.spaced = _spaced(box, skipped)
        return skipped

    engine.remove_last_whitespace = remove_last_whitespace
    engine.skip_first_whitespace = skip_first_whitespace


def _spaced(box: Any, place: Any) -> bool:  # noqa: ANN401
    """Say whether a space or a break stands right before a place in a box."""
    while place and place != "continue":
        ((index, place),) = place.items()
        if not box.children:
            return box.text.encode()[:index][-1:] in {b" ", b"\n"}
        box = box.children[index]
    return False

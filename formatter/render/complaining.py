"""What an engine complains of while it works, gathered in place of being printed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

# Its complaint of each letter without a font; they are named together.
_BOX = ".notdef glyph"


@contextmanager
def gathered(logger: logging.Logger) -> Iterator[tuple[list[str], set[str]]]:
    """Gather what WeasyPrint complains of in its `logger`, and what it drew boxes for.

    None of it reaches the terminal.
    """
    heard: list[str] = []
    boxes: set[str] = set()
    handler = _Collector(heard, boxes)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield heard, boxes
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


class _Collector(logging.Handler):
    def __init__(self, into: list[str], boxes: set[str]) -> None:
        super().__init__(level=logging.WARNING)
        self._into, self._boxes = into, boxes

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if not said.startswith(_BOX):
            self._into.append(said)
        elif isinstance(record.args, tuple):
            self._boxes.add(str(record.args[0]))

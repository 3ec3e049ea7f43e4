"""Streams of a PDF packed once, where the engine packs each again to number the file."""

from __future__ import annotations

from typing import Any


def once(stream: type) -> None:
    """Let streams of the engine remember how they were written: a third of the work of writing.

    `stream` is pydyf's `Stream`. It writes all objects, then makes the second part of the file's
    number (ISO 32000-1, 14.4) of all that it would write once more. None changes in between.
    """
    written = stream.data.fget  # type: ignore[attr-defined]

    def data(self: Any) -> bytes:  # noqa: ANN401
        held: bytes | None = self.__dict__.get("written")
        if held is None:
            held = self.__dict__["written"] = written(self)
        return held

    stream.data = property(data)  # type: ignore[attr-defined]

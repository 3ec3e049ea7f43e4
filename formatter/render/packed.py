"""What the engine makes of a PDF again and again, made once: packed streams, pages' references."""

from __future__ import annotations

from copy import copy
from typing import Any

from deflate import zlib_compress
from pydyf import _to_bytes

# One more takes four times as long, for a fiftieth.
_LEVEL = 9


def once(stream: type) -> None:
    """Let streams of the engine remember how they were written: a third of the work of writing.

    `stream` is pydyf's `Stream`. It writes all objects, then makes the second part of the file's
    number (ISO 32000-1, 14.4) of all that it would write once more. None changes in between. They
    are packed as an e-book's files are: tighter than the engine does it, and in half the time.
    """
    written = stream.data.fget  # type: ignore[attr-defined]

    def data(self: Any) -> bytes:  # noqa: ANN401
        held: bytes | None = self.__dict__.get("written")
        if held is None:
            held = self.__dict__["written"] = written(_packed(self))
        return held

    stream.data = property(data)  # type: ignore[attr-defined]


def _packed(stream: Any) -> Any:  # noqa: ANN401
    """Return a stream whose content is packed already; itself, if it isn't to be packed."""
    if not stream.compress:
        return stream
    done = copy(stream)
    content = b"\n".join(map(_to_bytes, stream.stream))
    done.stream, done.compress = [bytes(zlib_compress(content, _LEVEL))], False
    done.extra = {**stream.extra, "Filter": "/FlateDecode"}
    return done


def known(pdf: type) -> None:
    """Let a PDF of the engine know the references of its pages: it asks for them at each bookmark.

    `pdf` is pydyf's `PDF`, which makes the list of all pages anew whenever it is asked.
    """
    listed = pdf.page_references.fget  # type: ignore[attr-defined]

    def page_references(self: Any) -> tuple[bytes, ...]:  # noqa: ANN401
        count = len(self.pages["Kids"])
        held: tuple[int, tuple[bytes, ...]] = self.__dict__.get("references", (-1, ()))
        if held[0] != count:
            held = self.__dict__["references"] = (count, listed(self))
        return held[1]

    pdf.page_references = property(page_references)  # type: ignore[attr-defined]

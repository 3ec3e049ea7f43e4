"""Objects of a PDF that are bytes already, beside those that the engine writes."""

from __future__ import annotations

import pydyf

from formatter.render.galley import Packed

_CMYK = b"/DeviceCMYK"


class Raw(pydyf.Object):  # type: ignore[misc]
    """An object as bytes."""

    data = b""

    def __init__(self, data: bytes = b"") -> None:
        super().__init__()
        self.data = data


class Page(pydyf.Dictionary):  # type: ignore[misc]
    """A page as bytes; as a dictionary it tells its contents."""

    written = b""

    @property
    def data(self) -> bytes:
        """The page's dictionary, written."""
        return self.written


class Stream(pydyf.Stream):  # type: ignore[misc]
    """A stream that is packed already."""

    def __init__(self, packed: Packed) -> None:
        kind = {"Subtype": f"/{packed.kind}"} if packed.kind else {}
        super().__init__([_CMYK] if packed.cmyk else [], kind)
        self.head, self._body, self.digest = packed.head, packed.body, packed.digest

    @property
    def data(self) -> bytes:
        """The stream as it is written."""
        return b"%b\nstream\n%b\nendstream" % (self.head, self._body)

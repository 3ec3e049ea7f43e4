"""Laid out pages as the finders of faults see them, and how they name what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from formatter.article import Image
from formatter.press.limits import Limits
from formatter.press.places import Item, Sheet

_SHOWN = 8


class Pages(NamedTuple):
    """Laid out pages, and what they alone don't tell: see `formatter.press.report.report`."""

    sheets: Sequence[Sheet]
    closing: frozenset[str]
    limits: Limits
    images: Mapping[str, Image]
    space: Callable[[Any], float] | None

    @property
    def items(self) -> Iterator[Item]:
        """Return all lines and pictures in order, without the notes."""
        return (item for sheet in self.sheets for item in sheet.items)

    @property
    def spans(self) -> Mapping[str, tuple[int, int]]:
        """Return the first and last page of each piece, its notes left out."""
        spans: dict[str, tuple[int, int]] = {}
        for item in self.items:
            if item.piece:
                first, _ = spans.get(item.piece, (item.place.page, 0))
                spans[item.piece] = (first, item.place.page)
        return spans


def start(text: str) -> str:
    """Return the first words of a text."""
    said = text.split()
    return " ".join(said[:_SHOWN]) + (" …" if len(said) > _SHOWN else "")


def source(box: Any) -> str:  # noqa: ANN401
    """Return the address of a picture, `image:` and its id."""
    element = box.element
    return str(element.get("src", "")) if element is not None else ""


def name(picture: str, images: Mapping[str, Image]) -> str:
    """Return what an editor knows a picture by: its file's name, or its id where it has none."""
    address = images[picture].address if picture in images else ""
    plain = "" if address.startswith("data:") else unquote(urlsplit(address).path)
    return plain.rsplit("/", 1)[-1] or picture

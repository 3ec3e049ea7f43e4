"""The pictures of an issue's piece: how wide each is set, and which opens the piece."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from formatter.article import Image
from formatter.theme import Theme
from formatter.value import dataclass

_MM_AN_INCH = 25.4
# The least measure in mm that a caption can be set in.
_NARROWEST = 42.0
# A photograph that fills a page's width: its pixels at least, and how much wider than high.
_LARGE, _WIDE = 1200, 1.25
_LEAD = re.compile(r'\s*<p class="lead"[^<>]*>.*?</p>', re.DOTALL)
_HERO = re.compile(
    r'\s*<figure class="(?:wide|tall)"[^<>]*><img\b[^<>]*\bsrc="image:([^"]+)".*?</figure>'
    r'|\s*<figure><img\b[^<>]*\bsrc="image:([^"]+)".*?</figure>',
    re.DOTALL,
)


class Hero(NamedTuple):
    """How the picture is set that opens a piece: its id, its manner, its measure in mm.

    `before` is over the page, up to its edges, before the head; `across` is after it, over all
    columns; `beside` leaves a third of the measure to the lead. All empty where none opens it.
    """

    picture: str = ""
    manner: str = ""
    room: float = 0.0


class Split(NamedTuple):
    """A body in three: its lead, the picture that opens it, the rest; `picture` is its id."""

    lead: str
    hero: str
    rest: str
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What a piece's pictures may take, in mm: a column, the page, the greatest height."""

    column: float
    page: float
    tallest: float
    dpi: float


def split(body: str, manner: str = "across") -> Split:
    """Return a body's lead, the figure right after it unless `manner` is empty, and the rest."""
    lead = _LEAD.match(body)
    at = lead.end() if lead else 0
    hero = _HERO.match(body, at) if manner else None
    end = hero.end() if hero else at
    picture = (hero[1] or hero[2] or "") if hero else ""
    return Split(body[:at].strip(), body[at:end].strip(), body[end:].strip(), picture)


def bleeds(image: Image | None) -> bool:
    """Say whether a picture may fill the page from edge to edge: a photograph, wide and large."""
    return (
        image is not None
        and image.media_type == "image/jpeg"
        and image.width >= _LARGE
        and image.width >= _WIDE * image.height
    )


def measures(theme: Theme, columns: int) -> Measures:
    """Return what pictures may take in a piece of so many columns."""
    options: Mapping[str, Any] = theme.options
    page = float(options.get("page_measure", options["measure"]))
    gap = float(options.get("column_gap", 7))
    return Measures(
        column=(page - (columns - 1) * gap) / columns,
        page=page,
        tallest=float(options["picture_height"]),
        dpi=float(options["picture_dpi"]),
    )


def rules(
    anchor: str, body: str, images: Mapping[str, Image], measure: Measures, hero: Hero
) -> Iterator[str]:
    """Yield the rules for the pictures of a piece that can't be as wide as their room."""
    for image_id in _pictures(body):
        image = images.get(image_id)
        if image is None or not image.width or image.missing:
            continue
        if image_id == hero.picture and hero.manner == "before":
            continue
        room = hero.room if image_id == hero.picture else measure.column
        width = min(
            room,
            measure.tallest * image.width / image.height,
            image.width / measure.dpi * _MM_AN_INCH,
        )
        if width >= room:
            continue
        img = f'img[src="image:{image_id}"]'
        yield f"#{anchor} figure:has({img}) {{ width: {max(width, _NARROWEST):.2f}mm; }}"
        if width < _NARROWEST:
            yield f"#{anchor} {img} {{ width: {width:.2f}mm; }}"


def _pictures(body: str) -> Iterator[str]:
    root = ET.fromstring(f"<body>{body}</body>")  # noqa: S314  our own output, entity-free
    for block in root:
        if block.get("class") == "gallery":
            continue
        for figure in block.iter("figure"):
            for img in figure.iter("img"):
                yield img.get("src", "").removeprefix("image:")

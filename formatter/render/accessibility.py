"""What an EPUB says of its accessibility: computed from what it holds, never more than is so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from formatter.article import Image
from formatter.gif import frames
from formatter.imprint import Imprint
from formatter.render.aloud import BY_CAPTION
from formatter.render.words import Words

_IMG = re.compile(r"<img\s[^<]*?/?>")
_ALT = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# What each book of ours has: contents and headings, one order, text that takes any face and size,
# and no lock.
_ALWAYS = "tableOfContents structuralNavigation readingOrder displayTransformability unlocked"


class Property(NamedTuple):
    """A `meta` of the package: its property, its value, and the attributes beside them."""

    name: str
    value: str
    attributes: tuple[tuple[str, str], ...] = ()


class Pictures(NamedTuple):
    """The pictures of the articles, and how many of them a reader who doesn't see is told of.

    `told` have a text of the page, `captioned` their caption in its place; what has neither may be
    an ornament, and may not. `moving` says that one of them moves.
    """

    shown: int = 0
    told: int = 0
    captioned: int = 0
    moving: bool = False

    @property
    def untold(self) -> int:
        """How many have no text at all."""
        return self.shown - self.told - self.captioned


def pictures(images: Mapping[str, Image], markups: Iterable[str]) -> Pictures:
    """Count the pictures in the articles' markup, `images` being those of the book by their ids."""
    alts: list[str] = []
    captioned = 0
    for markup in markups:
        tags = _IMG.findall(markup)
        alts += [found[1] or found[2] or "" for tag in tags if (found := _ALT.search(tag))]
        captioned += markup.count(BY_CAPTION)
    return Pictures(
        shown=len(alts),
        told=sum(1 for alt in alts if alt.strip()) - captioned,
        captioned=captioned,
        moving=any(map(_moves, images.values())),
    )


def properties(
    held: Pictures, imprint: Imprint, said: Words, *, pages: str = ""
) -> Iterator[Property]:
    """Yield what the package says, in order (EPUB Accessibility 1.1, sections 2.2 to 2.5).

    `pages` is the identifier of the printed book whose pages are listed, empty where none are. That
    the book conforms to a standard is the publisher's word, and so is an exemption.
    """
    all_told = held.told == held.shown
    yield Property("schema:accessMode", "textual")
    if held.shown:
        yield Property("schema:accessMode", "visual")
    yield Property("schema:accessModeSufficient", "textual" if all_told else "textual,visual")
    features = _ALWAYS.split()
    # A caption says what to see in a picture, and not what is there to be seen.
    features += ["alternativeText"] if all_told else []
    features += ["pageNavigation", "pageBreakMarkers"] if pages else []
    for feature in features:
        yield Property("schema:accessibilityFeature", feature)
    yield Property("schema:accessibilityHazard", "unknown" if held.moving else "none")
    yield Property("schema:accessibilitySummary", _summary(held, said, pages=bool(pages)))
    if pages:
        yield Property("pageBreakSource", pages)
    if imprint.conforms:
        yield Property("dcterms:conformsTo", imprint.conforms, (("id", "conformance"),))
        by = (("refines", "#conformance"),)
        yield Property("a11y:certifiedBy", imprint.certified_by, by)
    if imprint.exemption:
        yield Property("a11y:exemption", imprint.exemption)


def doubts(held: Pictures, imprint: Imprint) -> Iterator[str]:
    """Yield what speaks against the publisher's word."""
    if imprint.conforms and held.told < held.shown:
        yield (
            f"The book is claimed to conform to {imprint.conforms}, and "
            f"{held.shown - held.told} of its {held.shown} pictures have no description."
        )


def _summary(held: Pictures, said: Words, *, pages: bool) -> str:
    counts = (
        said.count("pictures", held.shown),
        said.count("told", held.told) if held.told else "",
        said.count("captioned", held.captioned) if held.captioned else "",
        said.count("untold", held.untold) if held.untold else "",
    )
    counted = ", ".join(filter(None, counts))
    sentences = [
        said["accessible"],
        said["accessible_pages"] if pages else "",
        f"{counted}." if held.shown else "",
        said["accessible_moving"] if held.moving else "",
    ]
    return " ".join(filter(None, sentences))


def _moves(image: Image) -> bool:
    return image.media_type == "image/gif" and frames(image.read()) > 1

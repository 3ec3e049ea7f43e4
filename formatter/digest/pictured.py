"""The pictures of a piece as its editor wants them: kept, left out, captioned, one at the head."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from formatter.article import Article, ImageRef
from formatter.digest.blocks import blocks, element, holds, is_figure, markup, pictures, text
from formatter.issue import Override

_LEAD = '<p class="lead"'


class NoPictureError(Exception):
    """A name that means no picture of the piece, or several: the problem and the remedy."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


class Pictured(NamedTuple):
    """A body whose pictures were changed, and what was changed."""

    body: str
    overrides: tuple[Override, ...]


def named(article: Article, name: str) -> str:
    """Return the id of the picture that a name means.

    It is the id itself, an address, the name of a file, or words of the caption, the first of these
    that fits. Raises NoPictureError where none does, or where it means several.
    """
    shown = {one for part in blocks(article.body) if is_figure(part) for one in pictures(part)}
    refs = [ref for ref in article.images if ref.id in shown]
    captions = _captions(article.body)
    for fits in (
        lambda ref: ref.id == name,
        lambda ref: name in {ref.url, *ref.candidates},
        lambda ref: name in _files(ref),
        lambda ref: holds(captions.get(ref.id, ""), name),
    ):
        found = [ref.id for ref in refs if fits(ref)]
        if len(found) > 1:
            raise NoPictureError(
                f"the name {name} is that of {len(found)} pictures of the piece.",
                f"Name one by its id: {', '.join(found)}.",
            )
        if found:
            return found[0]
    said = ", ".join(file_name(ref) or ref.id for ref in refs[:12])
    raise NoPictureError(
        f"the piece has no picture {name}.",
        f"It has {said}." if said else "It has none at all: leave the key out.",
    )


def file_name(ref: ImageRef) -> str:
    """Return the name of a picture's file, empty where it has none."""
    return min(_files(ref), default="")


def _files(ref: ImageRef) -> set[str]:
    addresses = (a for a in (ref.url, *ref.candidates) if not a.startswith("data:"))
    return {unquote(urlsplit(a).path).rpartition("/")[2] for a in addresses} - {""}


def _captions(body: str) -> Mapping[str, str]:
    """Return the caption of each picture, as a block of markup, by its id."""
    found: dict[str, str] = {}
    for figure in _figures(body):
        caption = figure.find("figcaption")
        for img in figure.iter("img"):
            if caption is not None:
                found[_id(img)] = markup(caption)
    return found


def _figures(body: str) -> Iterator[ET.Element]:
    for part in blocks(body):
        if is_figure(part):
            yield from element(part).iter("figure")


def _id(img: ET.Element) -> str:
    return img.get("src", "").removeprefix("image:")


def without(body: str, gone: Sequence[str]) -> Pictured:
    """Return a body without those pictures: a figure goes with its last one."""
    told: list[Override] = []
    made: list[str] = []
    for part in blocks(body):
        if not is_figure(part) or not set(pictures(part)) & set(gone):
            made.append(part)
            continue
        tree = element(part)
        for parent in list(tree.iter()):
            for figure in [child for child in parent if child.tag == "figure"]:
                told += _emptied(figure, gone)
                if figure.find(".//img") is None:
                    _taken(parent, figure)
        if tree.tag == "figure":
            told += _emptied(tree, gone)
        left = tree.find(".//img") is not None or (tree.tag != "figure" and text(markup(tree)))
        made.append(_alone(tree) if left else "")
    return Pictured("\n".join(filter(None, made)), tuple(told))


def _emptied(figure: ET.Element, gone: Sequence[str]) -> Iterator[Override]:
    """Take pictures out of a figure, and tell of them with its caption."""
    caption = figure.find("figcaption")
    said = text(markup(caption)) if caption is not None else ""
    for parent in list(figure.iter()):
        for img in [child for child in parent if child.tag == "img"]:
            if _id(img) in gone:
                _taken(parent, img)
                left = figure.find(".//img") is not None
                yield Override(key="images", before=" ".join((_id(img), "" if left else said)))


def _taken(parent: ET.Element, child: ET.Element) -> None:
    """Take an element out, the words behind it left where they are."""
    if child.tail and child.tail.strip():
        at = list(parent).index(child)
        if at:
            parent[at - 1].tail = (parent[at - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _alone(tree: ET.Element) -> str:
    """Return a block; a gallery of one figure is that figure."""
    if tree.get("class") == "gallery" and len(tree) == 1:
        tree[0].tail = None
        return markup(tree[0])
    return markup(tree)


def captioned(body: str, captions: Mapping[str, str]) -> Pictured:
    """Return a body with those captions by the pictures' ids; who made a picture stays named."""
    told: list[Override] = []
    made: list[str] = []
    for part in blocks(body):
        if not is_figure(part) or not set(pictures(part)) & captions.keys():
            made.append(part)
            continue
        tree = element(part)
        for figure in list(tree.iter("figure")):
            for img in list(figure.iter("img")):
                if (name := _id(img)) in captions:
                    before = _said_under(figure, captions[name])
                    after = " ".join(captions[name].split())
                    told.append(Override(key=f"images.captions.{name}", before=before, after=after))
        made.append(markup(tree))
    return Pictured("\n".join(made), tuple(told))


def _said_under(figure: ET.Element, words: str) -> str:
    """Write a figure's caption, and return the one it had, without who made the picture."""
    old = figure.find("figcaption")
    makers = [] if old is None else [s for s in old.iter("span") if s.get("class") == "credit"]
    before = ""
    if old is not None:
        bare = element(markup(old))
        for parent in list(bare.iter()):
            for span in [one for one in parent if one.get("class") == "credit"]:
                _taken(parent, span)
        before = text(markup(bare))
        figure.remove(old)
    said = " ".join(words.split())
    if said or makers:
        caption = ET.SubElement(figure, "figcaption")
        caption.text = f"{said} " if said and makers else said
        for i, maker in enumerate(makers):
            maker.tail = " " if i < len(makers) - 1 else None
            caption.append(maker)
    return before


def led(body: str, name: str) -> str:
    """Return a body whose picture of that id stands at its head, right after the lead."""
    parts: list[str] = []
    figure = ""
    for part in blocks(body):
        if figure or not is_figure(part) or name not in pictures(part):
            parts.append(part)
            continue
        tree = element(part)
        if tree.tag == "figure":
            figure = part
            continue
        for parent in list(tree.iter()):
            for child in [c for c in parent if c.tag == "figure" and name in pictures(markup(c))]:
                _taken(parent, child)
                child.tail = None
                figure = markup(child)
        if tree.find(".//img") is not None or text(markup(tree)):
            parts.append(_alone(tree))
    at = 1 if parts and parts[0].startswith(_LEAD) else 0
    return "\n".join([*parts[:at], figure, *parts[at:]])

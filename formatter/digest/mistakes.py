"""What is wrong in an issue file: each mistake with its line, and what could stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from formatter import theme
from formatter.digest.keys import COVERS, KEYS
from formatter.digest.kinds import said
from formatter.digest.places import Path as Place
from formatter.digest.tables import Mistake, get, of_kind, of_table
from formatter.errors import UsageError
from formatter.text.address import is_address

_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")
# What an issue wears that doesn't say.
_THEME = "newspaper"
_FILLERS = ("notes", "blank")


def mistakes(table: Mapping[str, Any], folder: Path) -> Iterator[Mistake]:
    """Yield the mistakes of an issue file's table; `folder` is where its files are looked for."""
    yield from of_table("", (), table)
    yield from _of_issue(table, folder)
    yield from _of_files(table, folder)
    yield from _of_sections(table, folder)


def _of_issue(table: Mapping[str, Any], folder: Path) -> Iterator[Mistake]:
    pages, multiple = get(table, "issue", "target_pages"), get(table, "issue", "multiple_of")
    multiple = multiple or 4
    if pages and pages % multiple:
        less, more = pages - pages % multiple, pages - pages % multiple + multiple
        yield Mistake(
            ("issue", "target_pages"),
            f"target_pages is {pages}, which is no multiple of {multiple}.",
            f"Ask for {f'{less} or ' if less else ''}{more}, or set multiple_of.",
        )
    named = get(table, "issue", "theme") or _THEME
    try:
        worn = theme.load(dress(named.strip(), folder))
    except UsageError as why:
        near = get_close_matches(named, theme.names(), 1)
        hint = f"Is it {near[0]}? " if near else ""
        yield Mistake(("issue", "theme"), why.problem, f"{hint}{why.remedy}")
    else:
        yield from _of_cover(table, worn)


def dress(named: str, folder: Path) -> str:
    """Return the theme that a file in `folder` names: a name, or a folder from the file's own."""
    return str(folder / named) if "/" in named or "\\" in named else named


def _of_cover(table: Mapping[str, Any], worn: theme.Theme) -> Iterator[Mistake]:
    named = get(table, "cover", "template")
    if named in COVERS and named in {"full", "framed"} and not get(table, "cover", "image"):
        yield Mistake(
            ("cover", "template"),
            f"The cover {named} is drawn around a picture, and there is none.",
            'Write image = "bia.jpg" below [cover], or template = "type".',
        )
    # A theme draws a cover of its own by rules for its class.
    drawn = re.findall(r"\.cover\.([a-z][a-z0-9-]*)", worn.css("issue-print.css"))
    if named and named not in {*COVERS, *drawn}:
        near = get_close_matches(named, COVERS, 1)
        yield Mistake(
            ("cover", "template"),
            f"The theme {worn.name} draws no cover {named}.",
            f"{f'Is it {near[0]}? ' if near else ''}Choose one of {', '.join(COVERS)}, or write "
            f"rules for .cover.{named} in issue-print.css of a theme of yours.",
        )


def _of_files(table: Mapping[str, Any], folder: Path) -> Iterator[Mistake]:
    for head in ("cover", "masthead"):
        if named := get(table, head, "image"):
            yield from _of_picture((head, "image"), named, folder)
    for i, named in enumerate(get(table, "issue", "fillers") or ()):
        place = ("issue", "fillers", i)
        if named in _FILLERS:
            continue
        if "." not in named:
            near = get_close_matches(named.lower(), _FILLERS, 1)
            yield Mistake(
                place,
                f"There is no filler {named}.",
                f"{f'Is it {near[0]}? ' if near else ''}"
                'Write "notes", "blank" or the file of a page of yours, as "nha.png".',
            )
        else:
            yield from _of_picture(place, named, folder)


def _of_picture(place: Place, named: str, folder: Path) -> Iterator[Mistake]:
    path = folder / named
    if not path.name.lower().endswith(_PICTURES):
        yield Mistake(
            place,
            f"{named} is no picture's file.",
            f"Name a file that ends in one of {', '.join(_PICTURES)}.",
        )
    elif not path.is_file():
        yield Mistake(place, f"There is no file {path}.", _beside(path))


def _beside(path: Path) -> str:
    """Return what to do where a file isn't there: the name that is nearest to it."""
    if not path.parent.is_dir():
        return f"There is no folder {path.parent} either; a file is looked for from the issue's."
    near = get_close_matches(path.name, sorted(one.name for one in path.parent.iterdir()), 1)
    return (f"Is it {near[0]}? " if near else "") + "A file is looked for from the issue's folder."


def _of_sections(table: Mapping[str, Any], folder: Path) -> Iterator[Mistake]:
    seen: dict[str, str] = {}
    for s, section in enumerate(get(table, "section") or ()):
        for a, piece in enumerate(of_kind(section, "article", KEYS["section"]) or ()):
            place = ("section", s, "article", a)
            source = of_kind(piece, "source", KEYS["section.article"])
            if source:
                yield from _of_source((*place, "source"), source, folder)
                if source in seen:
                    yield Mistake(
                        (*place, "source"),
                        f"{source} stands in {seen[source]} already.",
                        "Take one of the two out: an issue has each piece once.",
                    )
                seen.setdefault(source, f"section {s + 1}")
            yield from _of_piece(place, piece)


def _of_source(place: Place, source: str, folder: Path) -> Iterator[Mistake]:
    if is_address(source):
        return
    path = folder / source
    if path.is_dir():
        yield Mistake(
            place,
            f"{path} is a folder, and a piece is one page.",
            f'Name a page in it, as source = "{source.rstrip("/")}/bai.html".',
        )
    elif not path.is_file():
        yield Mistake(place, f"There is no file {path}.", _beside(path))


def _of_piece(place: Place, piece: Mapping[str, Any]) -> Iterator[Mistake]:
    cut = of_kind(piece, "cut", KEYS["section.article"])
    if cut is not None and not cut.keys() - {"words", "until"} and len(cut) != 1:
        both = "both words and until" if cut else "neither words nor until"
        yield Mistake(
            (*place, "cut"),
            f"cut has {both}.",
            'Write one of the two, as cut = { words = 400 } or cut = { until = "Trở lại bến" }.',
        )
    columns, span = piece.get("columns", 0), piece.get("span", 0)
    if isinstance(columns, int) and isinstance(span, int) and 0 < columns < span:
        yield Mistake(
            (*place, "span"),
            f"span is {span}, and the piece has {columns} columns.",
            f"Write at most span = {columns}, or more columns.",
        )
    yield from _of_both(place, piece, "keep", "drop")
    images = of_kind(piece, "images", KEYS["section.article"]) or {}
    yield from _of_both((*place, "images"), images, "keep", "drop")
    lead, drop = images.get("lead"), images.get("drop")
    if isinstance(drop, list) and lead in drop:
        yield Mistake(
            (*place, "images", "lead"),
            f"The picture {lead} leads the piece and is dropped.",
            "Take it out of drop, or let another one lead.",
        )


def _of_both(place: Place, table: Mapping[str, Any], one: str, other: str) -> Iterator[Mistake]:
    held, gone = table.get(one), table.get(other)
    if not isinstance(held, list) or not isinstance(gone, list):
        return
    for i, name in enumerate(gone):
        if name in held:
            yield Mistake(
                (*place, other, i), f"{said(name)} stands in {one} and in {other}.", "Keep one."
            )

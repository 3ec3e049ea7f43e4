"""The shipped font families: their faces, files and licences."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from formatter import data
from formatter.errors import UsageError


class Face(NamedTuple):
    """One static font: weight from 100 to 900, style normal or italic.

    `number` is its place in a file of several.
    """

    path: Path
    weight: int
    style: str
    number: int = 0


class Family(NamedTuple):
    """A family as `fonts/<key>/font.toml` describes it.

    `css_name` is a private name of ours, so that no font of the machine can stand in for it.
    `reserved` says that the licence reserves the family's name: its files must be neither
    changed nor subset under that name. A `guest` is a family of the user's
    (`formatter.typefile`), whose licence is in its files.
    """

    key: str
    name: str
    css_name: str
    generic: str
    reserved: bool
    faces: tuple[Face, ...]
    licence: Path
    guest: bool = False


@cache
def family(key: str) -> Family:
    """Return the family in `fonts/<key>`; UsageError where there is none."""
    place = data.folder("fonts") / key
    if not (place / "font.toml").is_file():
        raise UsageError(
            f"There is no font family named {key}.", f"Choose one of {', '.join(keys())}."
        )
    table = tomllib.loads((place / "font.toml").read_text(encoding="utf-8"))
    faces = tuple(
        Face(path=place / face["file"], weight=face["weight"], style=face["style"])
        for face in table["face"]
    )
    return Family(
        key=key,
        name=table["name"],
        css_name=table["css_name"],
        generic=table["generic"],
        reserved=table["reserved"],
        faces=faces,
        licence=place / "OFL.txt",
    )


@cache
def coverage(key: str) -> frozenset[int]:
    """Return the code points that every face of the family has a glyph for."""
    import uharfbuzz as hb

    faces = (hb.Face(hb.Blob.from_file_path(str(face.path))) for face in family(key).faces)
    return frozenset.intersection(*(frozenset(face.unicodes) for face in faces))


def keys() -> tuple[str, ...]:
    """Return the keys of all shipped families, in alphabetical order."""
    return tuple(sorted(p.parent.name for p in data.folder("fonts").glob("*/font.toml")))

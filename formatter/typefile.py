"""A font file of the user's: looked at before it is trusted, and made a family of the book's."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from formatter.errors import RefusedError, UsageError
from formatter.fonts import Face, Family

_LARGEST = 128 * 1024 * 1024
_SINGLE = {b"\0\1\0\0", b"OTTO", b"true"}
_COLLECTION, _WEB = b"ttcf", {b"wOFF", b"wOF2"}
_NEEDED = ("head", "hhea", "hmtx", "maxp", "cmap", "OS/2")
_OUTLINES = ({"glyf", "loca"}, {"CFF "}, {"CBDT", "CBLC"}, {"sbix"})
# A file of hundreds of tables or faces is made to break a reader.
_TABLES, _FACES = 100, 100
# OS/2, fsType (OpenType 1.9.1): what a licence says about embedding, as the maker set it.
_RESTRICTED, _MAY_EMBED, _NO_SUBSET, _BITMAPS_ONLY = 0x0002, 0x000C, 0x0100, 0x0200
_ENGLISH_FAMILY, _FAMILY = 16, 1
_ANOTHER = "Take another font; `formatter fonts` names free ones."


class _Type(NamedTuple):
    """What a font file says of itself."""

    name: str
    face: Face


def families(files: Sequence[str]) -> tuple[Family, ...]:
    """Return the families of the user's font files, in the order their first faces are named.

    A file is a path, `PATH#NUMBER` for one font of a collection. The faces of one family are
    gathered, whatever their files. Names in style sheets depend on what the fonts are called and
    never on where they lie. Raises UsageError for a file that isn't there or can't be used, with
    what to use instead, RefusedError where its licence forbids that it is embedded.
    """
    gathered: dict[str, dict[tuple[int, str], Face]] = {}
    for file in dict.fromkeys(files):
        name, face = _look(file)
        faces = gathered.setdefault(name, {})
        other = faces.setdefault((face.weight, face.style), face)
        if other is not face:
            raise UsageError(
                f"{other.path} and {face.path} are the same face of {name} (weight {face.weight}, "
                f"{face.style}).",
                "Leave one of them out.",
            )
    made: list[Family] = []
    taken: set[str] = set()
    for number, (name, faces) in enumerate(gathered.items(), start=1):
        called = _plain(name, faces.values())
        # Fontconfig hears neither case nor blanks, and two families of one name are one to it.
        if (heard := called.casefold().replace(" ", "")) in taken:
            called = f"{called} no {number}"
        taken.add(heard)
        made.append(
            Family(
                key=f"extra-{number}",
                name=name,
                css_name=f"Formatter Extra {called}",
                generic="sans-serif",
                # Nobody says whether the name is reserved.
                reserved=True,
                faces=tuple(faces.values()),
                licence=next(iter(faces.values())).path,
                guest=True,
            )
        )
    return tuple(made)


def coverage(face: Face) -> frozenset[int]:
    """Return the code points that a face has a glyph for."""
    return frozenset(_opened(face.path, face.number).unicodes)


def said(face: Face, number: int) -> str:
    """Return what a face says of itself, empty without: 13 is its licence (OpenType, `name`)."""
    return str(_opened(face.path, face.number).get_name(number) or "")


@cache
def _opened(path: Path, index: int) -> Any:  # noqa: ANN401  uharfbuzz ships no types
    import uharfbuzz as hb

    return hb.Face(hb.Blob.from_file_path(str(path)), index)


def _look(file: str) -> _Type:
    path, index = _named(file)
    try:
        status = path.stat()
    except (OSError, ValueError) as why:
        raise UsageError(
            f"The font {path} isn't there.",
            "Name a TTF or OTF file; `formatter fonts` says which are on this machine.",
        ) from why
    if not path.is_file():
        raise UsageError(f"The font {path} is no file.", "Name a TTF or OTF file.")
    if status.st_size > _LARGEST:
        raise RefusedError(
            f"The font {path} has {status.st_size // 1024**2} MB; the limit is "
            f"{_LARGEST // 1024**2}.",
            _ANOTHER,
        )
    return _looked(path.absolute(), index, status.st_mtime_ns)


def _named(file: str) -> tuple[Path, int | None]:
    """Return the path and the number after `#`, None where there is none."""
    found = re.fullmatch(r"(.+)#(\d{1,4})", file, re.DOTALL)
    if found and not Path(file).exists():
        return Path(found[1]), int(found[2])
    return Path(file), None


@cache
def _looked(path: Path, index: int | None, _changed: int) -> _Type:
    try:
        data = path.read_bytes()
    except OSError as why:
        raise UsageError(
            f"The font {path} can't be read: {why.strerror or why}.",
            "Name a file that you may read.",
        ) from why
    start = data[:4]
    if start in _WEB:
        raise UsageError(
            f"{path} is a web font, packed as WOFF.", "Take the TTF or OTF that it was packed from."
        )
    if start == _COLLECTION:
        at = _in_collection(path, data, index)
    elif start in _SINGLE and index in {None, 0}:
        at = 0
    elif start in _SINGLE:
        raise UsageError(f"{path} holds one font.", f"Leave #{index} out.")
    else:
        raise UsageError(f"{path} is no font.", "Name a TTF or OTF file.")
    tables = _tables(path, data, at)
    _must_be_usable(path, tables)
    _must_be_free(path, data, tables)
    return _typed(path, index or 0, data, tables)


def _in_collection(path: Path, data: bytes, index: int | None) -> int:
    """Return where the tables of a collection's font are listed."""
    count = struct.unpack_from(">L", data, 8)[0] if len(data) >= 12 else 0
    if not 0 < count <= _FACES or len(data) < 12 + 4 * count:
        raise _damaged(path, "its list of fonts isn't whole")
    if index is None or index >= count:
        problem = (
            f"{path} is a collection of {count} fonts."
            if index is None
            else f"{path} has no font number {index}."
        )
        named = [
            f"{path.name}#{number} ({_called(path, number)})" for number in range(min(count, 12))
        ]
        raise UsageError(problem, f"Name one of them: {', '.join(named)}.")
    return int(struct.unpack_from(">L", data, 12 + 4 * index)[0])


def _tables(path: Path, data: bytes, at: int) -> dict[str, tuple[int, int]]:
    """Return where each table lies, all of them inside the file (OpenType 1.9.1, otff)."""
    count = struct.unpack_from(">H", data, at + 4)[0] if len(data) >= at + 12 else 0
    if not 0 < count <= _TABLES or len(data) < at + 12 + 16 * count:
        raise _damaged(path, "its list of tables isn't whole")
    tables = {}
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, at + 12 + 16 * number)
        if offset + length > len(data):
            raise _damaged(path, "a table lies beyond its end")
        if not all(0x20 <= letter <= 0x7E for letter in tag):
            raise _damaged(path, "the name of a table isn't one")
        tables[tag.decode("latin-1")] = (offset, length)
    return tables


def _must_be_usable(path: Path, tables: dict[str, tuple[int, int]]) -> None:
    if "fvar" in tables:
        raise UsageError(
            f"{path} is a variable font, of which no two runs make the same PDF.",
            "Take a static one of the family, or make it: "
            f"fonttools varLib.instancer {path.name} wght=400 -o static.ttf, and whatever other "
            "axes it has.",
        )
    for tag in _NEEDED:
        if not tables.get(tag, (0, 0))[1]:
            raise _damaged(path, f"it has no table {tag}")
    if not any(outlines <= tables.keys() for outlines in _OUTLINES):
        raise _damaged(path, "it draws nothing")


def _must_be_free(path: Path, data: bytes, tables: dict[str, tuple[int, int]]) -> None:
    """Raise RefusedError where the licence, as the font's maker set it, forbids embedding."""
    offset, length = tables["OS/2"]
    if length < 10:
        raise _damaged(path, "its table OS/2 is too short")
    kind = struct.unpack_from(">H", data, offset + 8)[0]
    if kind & _RESTRICTED and not kind & _MAY_EMBED:
        said = "may not be embedded in documents"
    elif kind & _NO_SUBSET:
        said = "may not be cut to the letters of a document"
    elif kind & _BITMAPS_ONLY:
        said = "may be embedded as bitmaps alone"
    else:
        return
    raise RefusedError(
        f"The font {path} {said}: its maker says so in it (OS/2, fsType 0x{kind:04X}).", _ANOTHER
    )


def _typed(path: Path, index: int, data: bytes, tables: dict[str, tuple[int, int]]) -> _Type:
    face = _opened(path, index)
    if not (face.glyph_count and len(face.unicodes) and 16 <= face.upem <= 16384):
        raise _damaged(path, "no character has a glyph in it")
    if ord(" ") not in face.unicodes:
        raise UsageError(
            f"The font {path} has no space: boxes would stand between words.",
            "Take the whole font, not one that was cut for a page.",
        )
    place = tables["OS/2"][0]
    weight = struct.unpack_from(">H", data, place + 4)[0]
    # Before OpenType 1.3 they went from 1 to 9.
    weight = weight * 100 if weight < 10 else weight
    length = tables["OS/2"][1]
    slanted = length >= 64 and struct.unpack_from(">H", data, place + 62)[0] & 0x0201
    return _Type(
        name=_called(path, index),
        face=Face(
            path=path,
            weight=min(max(round(weight / 100) * 100, 100), 900),
            style="italic" if slanted else "normal",
            number=index,
        ),
    )


def _called(path: Path, index: int) -> str:
    """Return a font's family name as one line, its file's name where it has none."""
    face = _opened(path, index)
    named = face.get_name(_ENGLISH_FAMILY) or face.get_name(_FAMILY) or ""
    kept = "".join(c for c in named if c.isprintable())[:60]
    return " ".join(kept.split()) or path.stem


def _plain(name: str, faces: Iterable[Face]) -> str:
    """Return a name that may stand in any style sheet; of what has none, the hash of its file."""
    kept = " ".join(re.sub(r"[^A-Za-z0-9 -]", " ", name).split())[:48].strip()
    return kept or _hash(next(iter(faces)).path)


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:8]


def _damaged(path: Path, how: str) -> UsageError:
    return UsageError(
        f"The font {path} is damaged: {how}.", "Fetch it anew from where it came from."
    )

"""A profile: what the reading systems that a book is for can take, read from a TOML file.

Ours lie in `profiles/`, a file each; a user's own is named by its path.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from formatter import data
from formatter.errors import UsageError
from formatter.text.toml import fault
from formatter.value import dataclass

SYSTEMS = ("kindle", "kobo", "apple", "koreader", "thorium", "play", "mupdf")
STANDARDS = ("a-3a", "a-3u", "a-2a", "a-4f")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The pictures of a book: the largest in pixels, how JPEG is written, and whether all are grey.

    `quality` is that of JPEG, 1 to 95; `baseline` turns progressive JPEG into baseline; `grey`
    takes the colours out, for screens of electronic ink that have none.
    """

    width: int = 1600
    height: int = 2400
    quality: int = 85
    baseline: bool = False
    grey: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Epub:
    """How the EPUB is written.

    `suffix` ends its name; `spans` marks each sentence for Kobo (`formatter.render.kobo`);
    `newer_css` adds the sheet of rules that old engines can't parse; `fonts` are in the book
    (`embed`) or left to the reading system (`system`).
    """

    suffix: str = ".epub"
    spans: bool = False
    newer_css: bool = True
    fonts: str = "embed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdf:
    """How the PDF is written.

    `standard` is what it conforms to, for libraries that keep it (`formatter.render.archive`):
    `a-3a` (PDF/A-3a, with PDF/UA-1), `a-3u`, `a-2a`, `a-4f`; empty for a plain one.
    """

    standard: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a book is warned of when it has more: bytes of the file, and of one document.

    Send to Kindle takes 50 MB by mail, with all that a mail adds; Kobo 10 MB a document.
    """

    file: int = 45_000_000
    document: int = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the reading systems of a kind can take.

    `systems` are those whose rules a book is held to before it is written out (`formatter.check`).
    """

    name: str = "generic"
    title: str = ""
    systems: tuple[str, ...] = SYSTEMS
    pictures: Pictures = field(default_factory=Pictures)
    epub: Epub = field(default_factory=Epub)
    pdf: Pdf = field(default_factory=Pdf)
    bounds: Bounds = field(default_factory=Bounds)


GENERIC = Profile()


class _Key(NamedTuple):
    """How a key is written: what it may be, and an example."""

    kind: type
    wanted: str
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()


def _number(wanted: str, least: int, most: int) -> _Key:
    return _Key(int, f"{wanted} from {least} to {most}", least, most)


def _either(choices: Iterable[str]) -> str:
    *others, last = (f'"{choice}"' for choice in choices)
    return f"{', '.join(others)} or {last}"


_PIXELS = _number("a number of pixels", 100, 10_000)
_BYTES = _number("a number of bytes", 10_000, 2_000_000_000)
_SUFFIXES, _FONTS = (".epub", ".kepub.epub"), ("embed", "system")
_FLAG = _Key(bool, "true or false")
_KEYS: Mapping[str, Mapping[str, _Key]] = {
    "": {
        "title": _Key(str, 'a text, as "My reader"'),
        "systems": _Key(list, f"a list of {', '.join(SYSTEMS)}", choices=SYSTEMS),
    },
    "pictures": {
        "width": _PIXELS,
        "height": _PIXELS,
        "quality": _number("a number", 1, 95),
        "baseline": _FLAG,
        "grey": _FLAG,
    },
    "epub": {
        "suffix": _Key(str, _either(_SUFFIXES), choices=_SUFFIXES),
        "spans": _FLAG,
        "newer-css": _FLAG,
        "fonts": _Key(str, _either(_FONTS), choices=_FONTS),
    },
    "pdf": {"standard": _Key(str, _either(STANDARDS), choices=STANDARDS)},
    "bounds": {"file": _BYTES, "document": _BYTES},
}


def names() -> tuple[str, ...]:
    """Return the names of our profiles, in alphabetical order."""
    return tuple(sorted(path.stem for path in data.folder("profiles").glob("*.toml")))


def load(name: str | Profile, standard: str = "") -> Profile:
    """Return the profile of that name, or the one in that file (a path, or what ends in .toml).

    What the file doesn't say is as in `generic`; `standard` is in place of its PDF's, if given.
    Raises UsageError where there is no such profile or standard, and for a file that is none: it
    names file, line and key.
    """
    if standard:
        if standard not in STANDARDS:
            raise UsageError(
                f"There is no standard named {standard} for a PDF.",
                f"Choose one of {', '.join(STANDARDS)}.",
            )
        return replace(load(name), pdf=Pdf(standard=standard))
    if isinstance(name, Profile):
        return name
    if "/" in name or "\\" in name or name.endswith(".toml"):
        return _read(Path(name).expanduser())
    if name not in names():
        raise UsageError(
            f"There is no profile named {name}.",
            f"Choose one of {', '.join(names())}, or give a file, as my-reader.toml.",
        )
    return _ours(name)


@cache
def _ours(name: str) -> Profile:
    return _read(data.folder("profiles") / f"{name}.toml")


def _read(path: Path) -> Profile:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as why:
        raise UsageError(
            f"The profile {path} can't be read: {why.strerror or why}.",
            f"Check the name, or choose one of {', '.join(names())}.",
        ) from why
    except UnicodeDecodeError as why:
        line = why.object[: why.start].count(b"\n") + 1
        raise UsageError(
            f"The profile {path}, line {line}, isn't UTF-8.", "Save the file as UTF-8."
        ) from why
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        line, what = fault(why, text)
        raise UsageError(
            f"The profile {path}, line {line}, isn't TOML: {what}.",
            "Write a key as width = 1264, below the table it belongs to, as [pictures].",
        ) from why
    for place, problem, remedy in _faults(table):
        line = _line(text, *place)
        raise UsageError(f"The profile {path}, line {line}: {problem}", remedy)
    return Profile(
        name=path.stem,
        title=table.get("title", path.stem),
        systems=tuple(table.get("systems", SYSTEMS)),
        pictures=Pictures(**table.get("pictures", {})),
        epub=Epub(**{key.replace("-", "_"): one for key, one in table.get("epub", {}).items()}),
        pdf=Pdf(**table.get("pdf", {})),
        bounds=Bounds(**table.get("bounds", {})),
    )


def _faults(table: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], str, str]]:
    """Yield what is wrong in a profile: table and key, the problem, the remedy."""
    for key, value in table.items():
        if key not in _KEYS:
            yield from _fault("", key, value)
        elif not isinstance(value, dict):
            yield ("", key), f"{key} is a table.", f"Write [{key}], and its keys below it."
        else:
            for inner, one in value.items():
                yield from _fault(key, inner, one)


def _fault(table: str, key: str, value: object) -> Iterator[tuple[tuple[str, str], str, str]]:
    known = _KEYS[table]
    if key not in known:
        where = f"[{table}] has" if table else "there is"
        others = {name: of for of, keys in _KEYS.items() for name in keys}
        from difflib import get_close_matches

        near = get_close_matches(key, (*known, *(() if table else _KEYS)), 1)
        home = f" It belongs to [{others[key]}]." if others.get(key) else ""
        hint = f" Is it {near[0]}?" if near and not home else ""
        listed = ", ".join(f"[{name}]" for name in _KEYS if name)
        tables = "" if table else f" and the tables {listed}"
        yield (
            (table, key),
            f"{where} no key {key}.{home}{hint}",
            f"The keys are {', '.join(known)}{tables}.",
        )
        return
    asked = known[key]
    if not _fits(asked, value):
        yield (table, key), f"{key} is {_as_toml(value)}.", f"It must be {asked.wanted}."


def _fits(asked: _Key, value: object) -> bool:
    if type(value) is not asked.kind:
        return False
    if isinstance(value, int) and asked.most:
        return asked.least <= value <= asked.most
    if asked.choices:
        return all(one in asked.choices for one in (value if isinstance(value, list) else [value]))
    return True


def _as_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"“{value}”" if isinstance(value, str) else str(value)


def _line(text: str, table: str, key: str) -> int:
    """Return the line of a key in its table, as near as it can be told."""
    start = 0
    if table and (head := re.search(rf"^\s*\[\s*{re.escape(table)}\s*\]", text, re.MULTILINE)):
        start = head.end()
    found = re.compile(
        rf"""^\s*(?:\[\s*)?["']?{re.escape(key)}["']?\s*[=.\]]""", re.MULTILINE
    ).search(text, start)
    at = found.end() if found else start
    return text.count("\n", 0, at) + 1

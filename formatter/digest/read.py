"""The reader of issue files: TOML or JSON, checked, and made the values of `formatter.issue`."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from formatter.digest import places
from formatter.digest.kinds import said
from formatter.digest.mistakes import dress, mistakes
from formatter.digest.tables import Mistake
from formatter.errors import UsageError
from formatter.issue import (
    Colophon,
    Contents,
    Cover,
    Cut,
    Department,
    Illustration,
    Index,
    Issue,
    Masthead,
    Piece,
)
from formatter.text.toml import fault

Lines = Mapping[places.Path, int]
_JSON = ".json"
_FORM = 'Write a key as title = "Điểm báo cuối tuần", below the table it belongs to, as [issue].'
# How many further mistakes are told by their lines.
_TOLD = 12


def read(path: Path) -> Issue:
    """Return the issue that a file says; what its name ends in tells TOML from JSON.

    Raises UsageError for a file that can't be used: it names file, line and key of the first
    mistake, says what could stand there, and on which lines there are others.
    """
    text = _text(path)
    table, lines = _json(path, text) if path.suffix.lower() == _JSON else _toml(path, text)
    found = sorted(mistakes(table, path.parent), key=lambda one: _line(lines, one.place))
    if found:
        raise _error(path, lines, found)
    return _issue(table, lines, path.parent)


def _error(path: Path, lines: Lines, found: list[Mistake]) -> UsageError:
    first, *others = found
    more = ""
    if others:
        told = [f"line {_line(lines, one.place)}" for one in others[:_TOLD]]
        several = "mistakes" if len(others) > 1 else "mistake"
        more = f" There {'are' if len(others) > 1 else 'is'} {len(others)} more {several}: "
        more += f"{', '.join(dict.fromkeys(told))}{' …' if len(others) > _TOLD else ''}."
    line = _line(lines, first.place)
    return UsageError(f"{path}, line {line}: {first.problem}", f"{first.remedy}{more}")


def _line(lines: Lines, place: places.Path) -> int:
    """Return the line of a place, or of the nearest one that it is in."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as why:
        raise UsageError(
            f"The issue file {path} can't be read: {why.strerror or why}.",
            "Name a file that is there, or begin one with formatter digest init SOURCE…",
        ) from why
    except UnicodeDecodeError as why:
        line = why.object[: why.start].count(b"\n") + 1
        raise UsageError(f"{path}, line {line}, isn't UTF-8.", "Save the file as UTF-8.") from why


def _toml(path: Path, text: str) -> tuple[Mapping[str, Any], Lines]:
    try:
        return tomllib.loads(text), places.of_toml(text)
    except tomllib.TOMLDecodeError as why:
        line, what = fault(why, text)
        raise UsageError(
            f"{path}, line {line}, isn't TOML: {what}.", _remedy(text, line, what)
        ) from why


def _remedy(text: str, line: int, what: str) -> str:
    """Return what to write in a line that is no TOML."""
    lines = text.splitlines() or [""]
    written = lines[min(line, len(lines)) - 1].strip()
    if re.search("overwrite|twice|duplicate|declare|already", what, re.IGNORECASE):
        if named := re.match(r"\[\s*(section(?:\.article)?)\s*\]", written):
            return f"Write [[{named[1]}]], in two brackets: there are several of them."
        return "Write each key and each table once; several texts stand in one list."
    if found := re.match(r"([A-Za-z_]+)\s*:\s*(.+)", written):
        return f"Write {found[1]} = {found[2]} there: TOML has = where YAML has a colon."
    if re.match(r"date\s*=\s*\d", written):
        return "Write date = 2026-11-22: the year, the month, the day."
    if found := re.match(r"([A-Za-z_]+)\s*=\s*(?![\s\"'\[{\d])([^#]+)", written):
        return f'Write {found[1]} = "{found[2].strip()}" there, with quotation marks.'
    if found := re.match(r"([A-Za-z_]+)\s*=\s*(\"[^\"]*)$", written):
        return f'Write {found[1]} = {found[2]}" there: the closing quotation mark is missing.'
    return _FORM


def _json(path: Path, text: str) -> tuple[Mapping[str, Any], Lines]:
    try:
        table = json.loads(text)
    except ValueError as why:
        line = getattr(why, "lineno", 1)
        what = getattr(why, "msg", str(why))
        raise UsageError(
            f"{path}, line {line}, isn't JSON: {what[:1].lower()}{what[1:]}.",
            'Write {"issue": {"title": "…"}, "section": [{"article": [{"source": "…"}]}]}.',
        ) from why
    if not isinstance(table, dict):
        raise UsageError(
            f"{path}, line 1: the file is {said(table)}, and no object.",
            'Write {"issue": {"title": "…"}, "section": […]}.',
        )
    lines, twice = places.of_json(text)
    if twice:
        raise UsageError(
            f"{path}, line {_line(lines, twice)}: {twice[-1]} stands there twice.",
            "Write each key once.",
        )
    return table, lines


def _issue(table: Mapping[str, Any], lines: Lines, folder: Path) -> Issue:
    own = dict(table["issue"])
    contents = table.get("contents", table.get("toc", {}))
    colophon = table.get("colophon", {})
    lists: dict[str, Any] = {
        key: _texts(own.pop(key)) for key in ("editors", "fillers") if key in own
    }
    links = table.get("notes", {})
    if "date" in own:
        own["date"] = str(own["date"])
    if "theme" in own:
        own["theme"] = dress(own["theme"].strip(), folder)
    return Issue(
        **_stripped(own),
        **lists,
        **links,
        cover=Cover(**_tupled(table.get("cover", {}))),
        masthead=Masthead(**_stripped(table.get("masthead", {}))),
        contents=Contents(**_stripped(contents)),
        index=Index(**_tupled(table.get("index", {}))),
        colophon=Colophon(
            lines=tuple((label, " ".join(text.split()))
                        for label, text in colophon.get("lines", {}).items()),
            text=colophon.get("text", "").strip(),
        ),
        departments=tuple(
            _department(section, lines, ("section", i))
            for i, section in enumerate(table["section"])
        ),
    )  # fmt: skip


def _department(section: Mapping[str, Any], lines: Lines, place: places.Path) -> Department:
    return Department(
        title=section.get("title", "").strip(),
        intro=section.get("intro", "").strip(),
        color=_long(section.get("color", "")),
        pieces=tuple(
            _piece(one, lines, (*place, "article", i)) for i, one in enumerate(section["article"])
        ),
    )


def _piece(given: Mapping[str, Any], lines: Lines, place: places.Path) -> Piece:
    own = _stripped(given)
    cut, images, byline = own.pop("cut", None), own.pop("images", {}), own.pop("byline", "")
    size = len(place)
    return Piece(
        **_tupled(own),
        byline=byline if isinstance(byline, str) else ", ".join(_texts(byline)),
        cut=Cut(**_stripped(cut)) if cut else None,
        images=Illustration(**_tupled(images)),
        place=_line(lines, place),
        places={
            ".".join(map(str, path[size:])): line
            for path, line in lines.items()
            if path[:size] == place and len(path) > size
        },
    )


def _stripped(table: Mapping[str, Any]) -> dict[str, Any]:
    return {k: value.strip() if isinstance(value, str) else value for k, value in table.items()}


def _tupled(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table with its lists as tuples, texts without the blanks around them."""
    return {
        key: _texts(value) if isinstance(value, list) else value
        for key, value in _stripped(table).items()
    }


def _texts(given: list[Any]) -> tuple[Any, ...]:
    return tuple(one.strip() if isinstance(one, str) else one for one in given)


def _long(color: str) -> str:
    """Return a colour with six figures in small letters: `#0f5` is `#00ff55`."""
    figures = color.removeprefix("#").lower()
    return f"#{figures if len(figures) == 6 else ''.join(c * 2 for c in figures)}" if color else ""

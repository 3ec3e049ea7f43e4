"""A user's settings: what flags say when nobody gives them, from the environment and from files.

A flag wins over `FORMATTER_*`, that over the folder where the command stands (`formatter.toml`, or
the table `[tool.formatter]` of `pyproject.toml`), and that over `formatter.toml` in the user's own
folder. Each setting is looked for by itself.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from formatter.errors import UsageError
from formatter.imprint import NO_COVER
from formatter.text.toml import fault

FILE, PROJECT = "formatter.toml", "pyproject.toml"
_PREFIX = "FORMATTER_"
_TABLE = "[tool.formatter]"
_EXTRA, _USE = "extra", "use"
_YES, _NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


class Setting(NamedTuple):
    """A value, and where it was said: `formatter.toml, line 3`, or `FORMATTER_THEME`."""

    value: Any
    origin: str


class _Kind(NamedTuple):
    """How a setting is written: in words with an example, as TOML gives it, as a variable does.

    `place` makes a path of a file's own folder and the value, where the value is one.
    """

    wanted: str
    accepts: Callable[[Any], bool]
    heard: Callable[[str], Any]
    place: Callable[[Path, Any], str] | None = None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _flag(text: str) -> bool | str:
    said = text.strip().lower()
    return True if said in _YES else False if said in _NO else text


def _count(text: str) -> int | str:
    return int(text) if text.strip().isdecimal() else text


def _from(folder: Path, value: str) -> str:
    return str(folder / Path(value).expanduser())


def _from_or_name(folder: Path, value: str) -> str:
    return _from(folder, value) if _is_place(value) else value


def _from_or_none(folder: Path, value: str) -> str:
    return value if value == NO_COVER else _from(folder, value)


def _is_place(value: str) -> bool:
    return bool({"/", "\\"} & set(value)) or value.endswith(".toml")


_FLAG = _Kind("true or false", _is_flag, _flag)
_FILES = _Kind(
    'a list of files, as ["fonts/My-Font.otf"]',
    _is_list,
    lambda text: [part for part in text.split(os.pathsep) if part.strip()],
    place=_from,
)
KINDS: Mapping[str, _Kind] = {
    "theme": _Kind('a name or a folder, as "book"', _is_text, str, place=_from_or_name),
    "to": _Kind('a list of formats, as ["epub"]', _is_list, lambda text: re.split(r"[,\s]+", text)),
    "output": _Kind('a folder, as "books"', _is_text, str, place=_from),
    "profile": _Kind('a name or a file, as "kobo"', _is_text, str, place=_from_or_name),
    "legacy-encoding": _Kind('a name, as "windows-1258"', _is_text, str),
    "smart": _FLAG,
    "tone-style": _Kind('keep, old or new, as "new"', _is_text, str),
    "rules": _Kind('a folder, as "rules"', _is_text, str, place=_from),
    "cache": _Kind('a folder, as "cache"', _is_text, str, place=_from),
    "jobs": _Kind("a whole number from 1", _is_count, _count),
    "online": _FLAG,
    "strict": _FLAG,
    "json": _FLAG,
    "cover": _Kind('a picture or none, as "cover.jpg"', _is_text, str, place=_from_or_none),
    "animation": _Kind('still or keep, as "still"', _is_text, str),
    "conforms": _Kind('a standard, as "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"', _is_text, str),
    "certified-by": _Kind("the name of who checked the book", _is_text, str),
    "exemption": _Kind('one of the European Act, as "eaa-microenterprise"', _is_text, str),
    "font": _FILES,
    "fonts": _Kind('embed or system, as "system"', _is_text, str),
}
# Written in the table [fonts], by other names.
_OF_FONTS = {_EXTRA: "font", _USE: "fonts"}


def home(environment: Mapping[str, str]) -> Path | None:
    """Return the folder of a user's settings, None where the environment names no home.

    It is `formatter` in the folder for settings (XDG Base Directory Specification 0.8), whose place
    the environment names or which is `.config` below the home.
    """
    settings = environment.get("XDG_CONFIG_HOME", "")
    if not settings.startswith("/"):  # the standard says to ignore a relative one
        if not environment.get("HOME"):
            return None
        settings = f"{environment['HOME']}/.config"
    return Path(settings) / "formatter"


def rules_home(environment: Mapping[str, str]) -> Path | None:
    """Return the folder of rules that a user keeps, None where there is none.

    It is `rules` in the folder of a user's settings.
    """
    settings = home(environment)
    folder = settings / "rules" if settings else None
    return folder if folder and folder.is_dir() else None


def read(folder: Path, environment: Mapping[str, str]) -> Mapping[str, Setting]:
    """Return the settings that hold in `folder`, by the names of their flags.

    A relative path in a file is looked for from that file. Raises UsageError for a file that can't
    be read, a key that isn't one and a value of the wrong kind: it names file, line and key, and
    says what it could be.
    """
    found: dict[str, Setting] = {}
    if own := home(environment):
        found |= _of(own / FILE)
    project = folder / FILE
    found |= _of(project) if project.is_file() else _of(folder / PROJECT)
    return found | dict(_of_environment(environment))


def must_be_one(name: str, setting: Setting, choices: Collection[str]) -> None:
    """Raise UsageError where a setting, or one in its list, is none of the choices.

    A path is none of them and may be anything.
    """
    values = setting.value if isinstance(setting.value, list) else [setting.value]
    for value in values:
        if value not in choices and not _is_place(value):
            raise UsageError(
                f"{setting.origin}: there is no {_NOUNS.get(name, name)} named {value}.",
                f"Choose one of {', '.join(choices)}.",
            )


_NOUNS = {"to": "output"}


def _of_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, Setting]]:
    for name, kind in KINDS.items():
        variable = _PREFIX + name.replace("-", "_").upper()
        if variable not in environment or not (text := environment[variable]).strip():
            continue
        value = kind.heard(text)
        if not kind.accepts(value):
            raise UsageError(
                f"The environment's {variable} is “{text}”.", f"Set it to {kind.wanted}."
            )
        yield name, Setting(value, variable)


def _of(path: Path) -> Mapping[str, Setting]:
    if not path.is_file():
        return {}
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as why:
        raise UsageError(
            f"The settings {path} can't be read: {why.strerror or why}.",
            "Let yourself read that file, or take it away.",
        ) from why
    except UnicodeDecodeError as why:
        line = data[: why.start].count(b"\n") + 1
        raise UsageError(f"{path}, line {line}, isn't UTF-8.", "Save the file as UTF-8.") from why
    if path.name == PROJECT and "formatter" not in text:
        return {}
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        if path.name == PROJECT:  # another program's file as well, which says so itself
            return {}
        line, what = fault(why, text)
        raise UsageError(
            f"{path}, line {line}, isn't TOML: {what}.",
            'Write a setting as theme = "newspaper".',
        ) from why
    lines = text.splitlines()
    start = 0
    if path.name == PROJECT:
        tools = table.get("tool", {})
        table = tools.get("formatter", {}) if isinstance(tools, dict) else {}
        start = next((at for at, line in enumerate(lines) if line.strip() == _TABLE), 0)
    return dict(_settings(path, table, lines, start))


def _settings(
    path: Path, table: Mapping[str, Any], lines: list[str], start: int
) -> Iterator[tuple[str, Setting]]:
    for key, value in table.items():
        origin = f"{path}, line {_line_of(lines, start, key)}"
        if key == "fonts":
            known = isinstance(value, dict) and value.keys() <= _OF_FONTS.keys()
            if not known:
                raise UsageError(
                    f"{origin}: [fonts] has {_EXTRA} and {_USE} alone here.",
                    f'Write {_EXTRA} = ["fonts/My-Font.otf"] or {_USE} = "system"; which family '
                    "plays a role is for a theme to say.",
                )
            for own, name in _OF_FONTS.items():
                if own in value:
                    origin = f"{path}, line {_line_of(lines, start, own)}"
                    yield name, _checked(path, name, own, value[own], origin)
        elif key in KINDS and key not in _OF_FONTS.values():
            yield key, _checked(path, key, key, value, origin)
        else:
            keys = ", ".join(name for name in KINDS if name not in _OF_FONTS.values())
            raise UsageError(
                f"{origin}: there is no setting {key}.", f"Use one of {keys}, or [fonts]."
            )


def _checked(path: Path, name: str, key: str, value: object, origin: str) -> Setting:
    kind = KINDS[name]
    if not kind.accepts(value):
        raise UsageError(f"{origin}: {key} is {_as_toml(value)}.", f"It could be {kind.wanted}.")
    if kind.place:
        value = (
            [kind.place(path.parent, one) for one in value]
            if isinstance(value, list)
            else kind.place(path.parent, value)
        )
    return Setting(value, origin)


def _as_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"“{value}”" if isinstance(value, str) else str(value)


def _line_of(lines: list[str], start: int, key: str) -> int:
    """Return the line of a key, as near as it can be told."""
    head = re.compile(
        rf"""\s*["']?{re.escape(key)}["']?\s*[=.]|\s*\[+\s*(?:[\w.]+\.)?{re.escape(key)}\b"""
    )
    return next((at + 1 for at in range(start, len(lines)) if head.match(lines[at])), start + 1)

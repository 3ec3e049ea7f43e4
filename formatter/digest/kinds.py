"""The kinds of values in an issue file: what each must be, in words, as a test, as JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

_LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_COLOR = r"#[0-9A-Fa-f]{3}([0-9A-Fa-f]{3})?"
_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"


class Key(NamedTuple):
    """A key of an issue file: its kind, what it says, and an example as TOML writes it.

    `choices` are all that it may be, `least` and `most` bound a number. `needed` says that a table
    without it can't be used.
    """

    kind: str
    says: str
    example: str
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    needed: bool = False


class Kind(NamedTuple):
    """How values of a kind are told: what is wanted, whether a value is that, its JSON Schema."""

    wanted: Callable[[Key], str]
    fits: Callable[[Any, Key], bool]
    schema: Callable[[Key], dict[str, Any]]


def wanted(key: Key) -> str:
    """Return what a key must be, as part of a sentence."""
    return KINDS[key.kind].wanted(key)


def fits(value: object, key: Key) -> bool:
    """Return whether a value is of the key's kind."""
    return KINDS[key.kind].fits(value, key)


def said(value: object) -> str:
    """Return a value as a sentence tells it, shortened."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, str):
        text = " ".join(value.split())
        return f"“{text[:60]}{'…' if len(text) > 60 else ''}”" if text else "empty"
    if isinstance(value, Sequence):
        return "a list" if value else "an empty list"
    return str(value)


def _is_text(value: object, _: Key) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: object, key: Key) -> bool:
    return isinstance(value, list) and all(_is_text(one, key) for one in value)


def _is_line(value: object, key: Key) -> bool:
    return _is_text(value, key) and "\n" not in str(value).strip()


def _is_count(value: object, key: Key) -> bool:
    return type(value) is int and key.least <= value <= key.most


def _is_day(value: object, _: Key) -> bool:
    if isinstance(value, datetime):
        return False
    if isinstance(value, date):
        return True
    if not isinstance(value, str) or not re.fullmatch(_DAY, value):
        return False
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def _matches(pattern: str) -> Callable[[Any, Key], bool]:
    return lambda value, _: isinstance(value, str) and bool(re.fullmatch(pattern, value))


def _is_block(value: object) -> bool:
    return (type(value) is int and value > 0) or (isinstance(value, str) and bool(value.strip()))


def is_isbn(text: str) -> bool:
    """Return whether a text is an ISBN: thirteen or ten figures, the last one checking them."""
    bare = re.sub(r"[\s-]", "", text).upper()
    if re.fullmatch(r"97[89]\d{10}", bare):
        return sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(bare)) % 10 == 0
    if re.fullmatch(r"\d{9}[\dX]", bare):
        return _weighed(bare)
    return False


def is_issn(text: str) -> bool:
    """Return whether a text is an ISSN: eight figures, the last one checking them (ISO 3297)."""
    return bool(re.fullmatch(r"\d{4}-\d{3}[\dX]", text)) and _weighed(text.replace("-", ""))


def _weighed(figures: str) -> bool:
    size = len(figures)
    return sum((size - i) * (10 if c == "X" else int(c)) for i, c in enumerate(figures)) % 11 == 0


_TEXT: Mapping[str, Any] = {"type": "string", "minLength": 1}
_TEXTS: Mapping[str, Any] = {"type": "array", "items": _TEXT}

KINDS: Mapping[str, Kind] = {
    "line": Kind(lambda _: "text on one line", _is_line, lambda _: dict(_TEXT)),
    "text": Kind(lambda _: "text", _is_text, lambda _: dict(_TEXT)),
    "texts": Kind(lambda _: "a list of texts", _is_texts, lambda _: dict(_TEXTS)),
    "names": Kind(
        lambda _: "a text or a list of texts",
        lambda value, key: _is_line(value, key) or (_is_texts(value, key) and bool(value)),
        lambda _: {"anyOf": [_TEXT, _TEXTS]},
    ),
    "count": Kind(
        lambda key: f"a whole number from {key.least} to {key.most}",
        _is_count,
        lambda key: {"type": "integer", "minimum": key.least, "maximum": key.most},
    ),
    "flag": Kind(
        lambda _: "true or false",
        lambda value, _: isinstance(value, bool),
        lambda _: {"type": "boolean"},
    ),
    "day": Kind(
        lambda _: "a day that is in the calendar, or a month or year as text",
        _is_day,
        lambda _: {"type": "string", "pattern": f"^{_DAY}$"},
    ),
    "choice": Kind(
        lambda key: f"one of {', '.join(key.choices)}",
        lambda value, key: value in key.choices if isinstance(value, str) else False,
        lambda key: {"enum": list(key.choices)},
    ),
    "word": Kind(
        lambda key: f"one of {', '.join(key.choices)}, or the name of a template of the theme's",
        _matches(r"[a-z][a-z0-9-]*"),
        lambda key: {"type": "string", "pattern": "^[a-z][a-z0-9-]*$", "examples": [*key.choices]},
    ),
    "language": Kind(
        lambda _: "a language's tag",
        _matches(_LANGUAGE),
        lambda _: {"type": "string", "pattern": f"^{_LANGUAGE}$"},
    ),
    "color": Kind(
        lambda _: "a colour as # and six figures",
        _matches(_COLOR),
        lambda _: {"type": "string", "pattern": f"^{_COLOR}$"},
    ),
    "isbn": Kind(
        lambda _: "an ISBN whose last figure checks the others",
        lambda value, _: isinstance(value, str) and is_isbn(value),
        lambda _: dict(_TEXT),
    ),
    "issn": Kind(
        lambda _: "an ISSN whose last figure checks the others",
        lambda value, _: isinstance(value, str) and is_issn(value),
        lambda _: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{3}[0-9X]$"},
    ),
    "theme": Kind(lambda _: "the name of a theme, or its folder", _is_line, lambda _: dict(_TEXT)),
    "file": Kind(lambda _: "the name of a file", _is_line, lambda _: dict(_TEXT)),
    "source": Kind(lambda _: "a file or an address", _is_line, lambda _: dict(_TEXT)),
    "fillers": Kind(
        lambda _: "a list of notes, blank, or files of pages", _is_texts, lambda _: dict(_TEXTS)
    ),
    "blocks": Kind(
        lambda _: "a list of blocks, each by its number from 1 or by a phrase in it",
        lambda value, _: isinstance(value, list) and all(map(_is_block, value)),
        lambda _: {
            "type": "array",
            "items": {"anyOf": [{"type": "integer", "minimum": 1}, _TEXT]},
        },
    ),
    "pairs": Kind(
        lambda _: "a table of texts",
        lambda value, _: (
            isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
        ),
        lambda _: {"type": "object", "additionalProperties": {"type": "string"}},
    ),
    "table": Kind(lambda _: "a table", lambda value, _: isinstance(value, dict), lambda _: {}),
    "tables": Kind(
        lambda _: "a list of tables",
        lambda value, _: isinstance(value, list) and all(isinstance(one, dict) for one in value),
        lambda _: {},
    ),
}

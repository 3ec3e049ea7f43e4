"""The tables of an issue file, held against the table of its keys: what is unknown or unfit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from formatter.digest.keys import KEYS, MEANT, OTHER_NAMES
from formatter.digest.kinds import Key, fits, said, wanted
from formatter.digest.places import Path as Place

# What a table of the file is called in a sentence.
_HEADS = {
    "": "the file", "section": "[[section]]", "section.article": "[[section.article]]",
    "section.article.cut": "cut", "section.article.images": "images",
}  # fmt: skip


class Mistake(NamedTuple):
    """A mistake: where it stands, and two whole sentences or more."""

    place: Place
    problem: str
    remedy: str


def of_table(name: str, place: Place, table: Mapping[str, Any]) -> Iterator[Mistake]:
    """Yield what is wrong in a table of that name by its keys alone, and in those below it."""
    known = KEYS[name]
    for written, value in table.items():
        key = OTHER_NAMES.get(written, written) if not name else written
        here = (*place, written)
        if not name and written == "$schema":
            continue
        if key not in known:
            yield Mistake(here, *_unknown(name, written))
        elif key != written and key in table:
            yield Mistake(here, f"[{written}] and [{key}] are one table.", f"Keep [{key}] alone.")
        elif not fits(value, known[key]):
            yield _unfit(here, key, value, known[key])
        elif known[key].kind in {"table", "tables"}:
            inner = f"{name}.{key}".lstrip(".")
            if known[key].kind == "table":
                yield from of_table(inner, here, value)
            else:
                for i, one in enumerate(value):
                    yield from of_table(inner, (*here, i), one)
    yield from _lacking(name, place, table)


def _lacking(name: str, place: Place, table: Mapping[str, Any]) -> Iterator[Mistake]:
    """Yield the keys that a table can't do without, and doesn't have."""
    what = _HEADS.get(name, f"[{name}]")
    for key, asked in KEYS[name].items():
        if not asked.needed or table.get(key) or (key in table and asked.kind != "tables"):
            continue
        form = f"{key} = {asked.example} in it"
        if asked.kind in {"table", "tables"}:
            form = f"{asked.example}, and its keys below it"
        problem = f"{what[:1].upper()}{what[1:]} has no {key}."
        yield Mistake(place, problem, f"Write {form}.")


def _unknown(name: str, key: str) -> tuple[str, str]:
    """Return what is said of a key that there isn't in a table, and where or what it could be."""
    known = KEYS[name]
    what = _HEADS.get(name, f"[{name}]")
    meant = MEANT.get(key.lower(), "")
    if not name and meant == "section.article":
        return (
            "An article stands in no section.",
            "Write [[section.article]], below the [[section]] it belongs to.",
        )
    homes = [home for home, keys in KEYS.items() if key in keys and home != name]
    near = meant if meant in known else next(iter(get_close_matches(key.lower(), known, 1)), "")
    if near:
        hint = f"Is it {f'[{near}]' if not name else near}? "
    elif homes:
        hint = f"It belongs to {' or '.join(_HEADS.get(home, f'[{home}]') for home in homes)}. "
    else:
        hint = ""
    keys = ", ".join(f"[{one}]" for one in known) if not name else ", ".join(known)
    return f"{what[:1].upper()}{what[1:]} has no key {key}.", f"{hint}There are {keys}."


def _unfit(place: Place, key: str, value: object, asked: Key) -> Mistake:
    if asked.kind == "tables":
        home = "[[section.article]]" if key == "article" else "[[section]]"
        problem = f"{key} is {said(value)}, and no list of tables."
        return Mistake(place, problem, f"Write {home}, in two brackets, once for each of them.")
    if asked.kind == "table":
        example = asked.example
        form = f"{key} = {example}" if example.startswith("{") else f"{example}, and its keys below"
        return Mistake(place, f"{key} is {said(value)}, and no table.", f"Write {form}.")
    near = ""
    if asked.choices and isinstance(value, str):
        found = get_close_matches(value.lower(), [one.lower() for one in asked.choices], 1)
        near = next((f" Is it {c}?" for c in asked.choices if c.lower() in found), "")
    at, bad = _worst(value, asked)
    return Mistake(
        (*place, *at),
        f"{key} {'holds' if at else 'is'} {said(bad)}.{near}",
        f"It must be {wanted(asked)}, as {key} = {asked.example}.",
    )


def _worst(value: object, asked: Key) -> tuple[Place, object]:
    """Return the entry of a list or table that isn't as it must be, or the value itself."""
    entries: list[tuple[str | int, object]] = []
    if isinstance(value, list) and asked.kind != "pairs":
        entries = list(enumerate(value))
    elif isinstance(value, dict):
        entries = list(value.items())
    for name, one in entries:
        alone = {name: one} if isinstance(value, dict) else [one]
        if not fits(alone, asked):
            return (name,), one
    return (), value


def get(table: Mapping[str, Any], *place: str) -> Any:  # noqa: ANN401  any value of the file
    """Return a value of the file, None where there is none of its kind."""
    value: Any = table
    for i, name in enumerate(place):
        if not isinstance(value, dict) or name not in value:
            return None
        asked = KEYS[".".join(place[:i])].get(name)
        value = value[name]
        if asked is None or not fits(value, asked):
            return None
    return value


def of_kind(table: Mapping[str, Any], key: str, known: Mapping[str, Key]) -> Any:  # noqa: ANN401
    """Return the value of a key, None where there is none of its kind."""
    value = table.get(key)
    return value if value is not None and fits(value, known[key]) else None

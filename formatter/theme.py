"""A theme: theme.toml, style sheets and templates, looked up along `inherit`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from formatter import data
from formatter.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme and those it inherits from.

    `folders` are its own folder first, then the inherited ones. `options` are the merged
    `[options]` tables, the nearest winning. `fonts` maps a role (text, head, sans, mono, symbols)
    to the name of a family folder in `fonts/`.
    """

    name: str
    folders: tuple[Path, ...]
    options: Mapping[str, Any]
    fonts: Mapping[str, str]
    title: str = ""

    def css(self, *names: str) -> str:
        """Return the named style sheets joined, the base theme's first so that nearer ones win."""
        sheets = (folder / name for name in names for folder in reversed(self.folders))
        return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.is_file())

    def find(self, name: str) -> Path | None:
        """Return the nearest file of that relative name along the inheritance."""
        return next((f / name for f in self.folders if (f / name).is_file()), None)


def names() -> tuple[str, ...]:
    """Return the names of the shipped themes a user may ask for, in alphabetical order."""
    shipped = data.folder("themes")
    found = (p.parent for p in shipped.glob("*/theme.toml"))
    return tuple(sorted(f.name for f in found if not _table(f).get("abstract", False)))


@cache
def load(name: str) -> Theme:
    """Return the theme of that name, or the one in that folder (a path with a separator).

    Raises UsageError where there is none, where `inherit` runs in a circle, or where theme.toml
    can't be read.
    """
    chain: list[tuple[Path, dict[str, Any]]] = []
    following = name
    while following:
        place = _place(following, chain[-1][0] if chain else None)
        if any(place == seen for seen, _ in chain):
            circle = " → ".join(seen.name for seen, _ in chain)
            raise UsageError(
                f"The theme {name} inherits from itself ({circle} → {place.name}).",
                f"Take out one `inherit` line in {chain[-1][0] / 'theme.toml'}.",
            )
        chain.append((place, _table(place)))
        following = str(chain[-1][1].get("inherit", ""))
    options: dict[str, Any] = {}
    fonts: dict[str, str] = {}
    for _, table in reversed(chain):
        options |= table.get("options", {})
        fonts |= table.get("fonts", {})
    return Theme(
        name=chain[0][0].name,
        folders=tuple(place for place, _ in chain),
        options=options,
        fonts=fonts,
        title=str(chain[0][1].get("title", chain[0][0].name)),
    )


def _place(name: str, heir: Path | None) -> Path:
    beside = [heir.parent / name] if heir else []
    asked = [Path(name)] if "/" in name or "\\" in name else []
    for place in (*asked, *beside, data.folder("themes") / name):
        if (place / "theme.toml").is_file():
            return place.resolve()
    raise UsageError(
        f"There is no theme named {name}.",
        f"Choose one of {', '.join(names())}, or give a folder that holds a theme.toml.",
    )


def _table(place: Path) -> dict[str, Any]:
    path = place / "theme.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        raise UsageError(
            f"The theme file {path} can't be read: {why}.",
            "Mend that line; it must be TOML in UTF-8.",
        ) from why

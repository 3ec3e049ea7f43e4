"""A theme: theme.toml, style sheets and templates, looked up along `inherit`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from formatter import data, fonts
from formatter.errors import UsageError
from formatter.fonts import Family

ROLES = ("text", "head", "sans", "mono", "symbols")
# A style sheet names a role, never a family, so that an heir changes its faces in one table.
_ROLE = re.compile(r'"@([a-z]+)"')


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
        """Return the named style sheets joined, the base theme's first so that nearer ones win.

        A font role, written `font-family: "@text"`, becomes the stack of its families: its own,
        the symbols, the generic one. Raises UsageError where the theme has no font for a role.
        """
        sheets = (folder / name for name in names for folder in reversed(self.folders))
        texts = (sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.is_file())
        return _ROLE.sub(lambda found: self._stack(found[1]), "\n".join(texts))

    def find(self, name: str) -> Path | None:
        """Return the nearest file of that relative name along the inheritance."""
        return next((f / name for f in self.folders if (f / name).is_file()), None)

    def family(self, role: str) -> Family:
        """Return the family that plays `role`; UsageError where theme.toml names none."""
        if role not in self.fonts:
            raise UsageError(
                f"The theme {self.name} has no font for the role {role}.",
                f"Name one in [fonts] of its theme.toml: {', '.join(fonts.keys())}.",
            )
        return fonts.family(self.fonts[role])

    def _stack(self, role: str) -> str:
        # The other roles stand behind: a sign that only one of our faces has is drawn with it,
        # never with a font that happens to be on the machine.
        others = [other for other in ROLES if other in self.fonts and other != role]
        families = dict.fromkeys(self.family(r) for r in (role, *others))
        named = [f'"{family.css_name}"' for family in families]
        return ", ".join([*named, self.family(role).generic])


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

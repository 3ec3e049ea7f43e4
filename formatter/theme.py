"""A theme: theme.toml, style sheets and templates, looked up along `inherit`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from formatter import data, fonts, typefile
from formatter.errors import UsageError
from formatter.fonts import Family
from formatter.value import dataclass

ROLES = ("text", "head", "sans", "mono", "symbols")
# In [fonts] beside the roles: files of the user's own, for what no family of a role has.
_EXTRA = "extra"
# A style sheet names a role, never a family, so that an heir changes its faces in one table.
_ROLE = re.compile(r'"@([a-z]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme and those it inherits from.

    `folders` are its own folder first, then the inherited ones. `options` are the merged
    `[options]` tables, the nearest winning. `fonts` maps a role (text, head, sans, mono, symbols)
    to the name of a family folder in `fonts/`. `extra` are font files of the user's, the nearest
    theme's first, that take what none of those families has. `versions` are those that the
    theme.toml in each of its folders gives, empty where one gives none.
    """

    name: str
    folders: tuple[Path, ...]
    options: Mapping[str, Any]
    fonts: Mapping[str, str]
    title: str = ""
    extra: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()

    @property
    def edition(self) -> str:
        """Name and version of the theme and of those it inherits from: `book 1, base 1`."""
        held = dict(zip((folder.name for folder in self.folders), self.versions, strict=False))
        return ", ".join(f"{name} {version}".strip() for name, version in held.items())

    def css(self, *names: str) -> str:
        """Return the named style sheets joined, the base theme's first so that nearer ones win.

        A font role, written `font-family: "@text"`, becomes the stack of its families: its own,
        the others, the user's, the generic one. Raises UsageError where the theme has no font for a
        role.
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

    def guests(self) -> tuple[Family, ...]:
        """Return the families of the user's own fonts; the errors of one that can't be used."""
        return typefile.families(self.extra)

    def with_fonts(self, files: Iterable[str]) -> Theme:
        """Return the theme with font files of the user's, asked before its own extra ones."""
        return replace(self, extra=tuple(dict.fromkeys((*files, *self.extra))))

    def _stack(self, role: str) -> str:
        # The other roles stand behind: a sign that only one of our faces has is drawn with it,
        # never with a font that happens to be on the machine.
        others = [other for other in ROLES if other in self.fonts and other != role]
        families = dict.fromkeys((*(self.family(r) for r in (role, *others)), *self.guests()))
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
    extra: list[str] = []
    for place, table in reversed(chain):
        options |= table.get("options", {})
        named = dict(table.get("fonts", {}))
        extra = [*_files(place, named.pop(_EXTRA, [])), *extra]
        fonts |= named
    return Theme(
        name=chain[0][0].name,
        folders=tuple(place for place, _ in chain),
        options=options,
        fonts=fonts,
        title=str(chain[0][1].get("title", chain[0][0].name)),
        extra=tuple(dict.fromkeys(extra)),
        versions=tuple(str(table.get("version", "")) for _, table in chain),
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


def _files(place: Path, named: object) -> list[str]:
    """Return the font files that a theme.toml names, those of a relative path from its folder."""
    if not (isinstance(named, list) and all(isinstance(file, str) for file in named)):
        raise UsageError(
            f"In [fonts] of {place / 'theme.toml'}, {_EXTRA} is no list of files.",
            f'Write {_EXTRA} = ["fonts/My-Font.otf"].',
        )
    return [str(place / file) for file in named]


def _table(place: Path) -> dict[str, Any]:
    path = place / "theme.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        raise UsageError(
            f"The theme file {path} can't be read: {why}.",
            "Mend that line; it must be TOML in UTF-8.",
        ) from why

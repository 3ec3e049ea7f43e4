"""Where each key of a TOML or JSON text stands: its line, by the path that leads to its value.

The texts are those that a parser has taken already: only what tells keys from values is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

Path = tuple[str | int, ...]
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_SCALAR = re.compile(r"[^,\]}\n#]*")
_STRING = {
    '"""': re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}', re.DOTALL),
    "'''": re.compile(r"'''.*?'{3,5}", re.DOTALL),
    '"': re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    "'": re.compile(r"'[^'\n]*'"),
}


def of_toml(text: str) -> Mapping[Path, int]:
    """Return the line, from 1, of each key, table and list's entry of a valid TOML text."""
    return _Toml(text.replace("\r\n", "\n")).read()


def of_json(text: str) -> tuple[Mapping[Path, int], Path | None]:
    """Return the same of a valid JSON text, and the path of a key that stands twice, or None."""
    reader = _Json(text)
    reader.value(())
    return reader.lines, reader.twice


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self._counted = (0, 1)

    def line(self) -> int:
        """Return the line at which the reader stands; it only goes on."""
        at, line = self._counted
        self._counted = (self.at, line + self.text.count("\n", at, self.at))
        return self._counted[1]

    def skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def taken(self, sign: str) -> bool:
        if self.text.startswith(sign, self.at):
            self.at += len(sign)
            return True
        return False


class _Toml(_Reader):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._sizes: dict[Path, int] = {}

    def read(self) -> Mapping[Path, int]:
        table: Path = ()
        while self._more():
            line = self.line()
            if self.taken("[["):
                table = self._within(keys := self._key())
                size = self._sizes[table] = self._sizes.get(table, 0) + 1
                self.lines.setdefault(table, line)
                table = (*table, size - 1)
                self.lines[table] = line
                self._end("]]", keys)
            elif self.taken("["):
                table = self._within(keys := self._key())
                self.lines.setdefault(table, line)
                self._end("]", keys)
            else:
                self._pair(table)
        return self.lines

    def _more(self) -> bool:
        self.skip(_BLANK)
        return self.at < len(self.text)

    def _end(self, sign: str, _: Path) -> None:
        self.skip(_SPACE)
        self.taken(sign)

    def _within(self, keys: Path) -> Path:
        """Return where a table's name leads: into the last table of each list on its way."""
        path: Path = ()
        for i, key in enumerate(keys):
            path = (*path, key)
            if i < len(keys) - 1 and path in self._sizes:
                path = (*path, self._sizes[path] - 1)
        return path

    def _pair(self, table: Path) -> None:
        line = self.line()
        path = table
        for key in self._key():
            path = (*path, key)
            self.lines.setdefault(path, line)
        self.skip(_SPACE)
        self.taken("=")
        self._value(path)

    def _key(self) -> Path:
        parts: list[str | int] = []
        while True:
            self.skip(_SPACE)
            if bare := _BARE.match(self.text, self.at):
                parts.append(bare[0])
                self.at = bare.end()
            else:
                parts.append(self._string())
            self.skip(_SPACE)
            if not self.taken("."):
                return tuple(parts)

    def _string(self) -> str:
        """Return a key in quotation marks; of a value only the end is wanted."""
        for sign, pattern in _STRING.items():
            if self.text.startswith(sign, self.at) and (found := pattern.match(self.text, self.at)):
                self.at = found.end()
                inner = found[0][len(sign) : -len(sign)]
                return _unescaped(inner) if sign == '"' else inner
        # No valid text comes here; what isn't understood is passed over.
        self.at += 1
        return ""

    def _value(self, path: Path) -> None:
        self.skip(_SPACE)
        if self.taken("["):
            number = 0
            while self._inside("]"):
                self.lines[*path, number] = self.line()
                self._value((*path, number))
                number += 1
        elif self.taken("{"):
            while self._inside("}"):
                self._pair(path)
        elif self.text[self.at : self.at + 1] in {'"', "'"}:
            self._string()
        else:
            self.skip(_SCALAR)

    def _inside(self, sign: str) -> bool:
        self.skip(_BLANK)
        if self.taken(","):
            self.skip(_BLANK)
        return self._more() and not self.taken(sign)


class _Json(_Reader):
    twice: Path | None = None

    def value(self, path: Path) -> None:
        """Read one value and all that is in it."""
        self.skip(_BLANK)
        if self.taken("{"):
            while self._inside("}"):
                line = self.line()
                inner = (*path, self._string())
                if inner in self.lines:
                    self.twice = self.twice or inner
                self.lines[inner] = line
                self.skip(_BLANK)
                self.taken(":")
                self.value(inner)
        elif self.taken("["):
            number = 0
            while self._inside("]"):
                self.lines[*path, number] = self.line()
                self.value((*path, number))
                number += 1
        elif self.text.startswith('"', self.at):
            self._string()
        else:
            self.skip(_SCALAR)

    def _string(self) -> str:
        found = _STRING['"'].match(self.text, self.at)
        if found is None:
            self.at += 1
            return ""
        self.at = found.end()
        return _unescaped(found[0][1:-1])

    def _inside(self, sign: str) -> bool:
        self.skip(_BLANK)
        if self.taken(","):
            self.skip(_BLANK)
        return self.at < len(self.text) and not self.taken(sign)


def _unescaped(inner: str) -> str:
    if "\\" not in inner:
        return inner
    try:
        return str(json.loads(f'"{inner}"'))
    except ValueError:
        return inner

"""The editor's file beside a page: blocks to keep and to drop, by number or phrase, as TOML."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from formatter.article import Edits
from formatter.errors import UsageError
from formatter.text.toml import fault

SUFFIX = ".edit.toml"
_KEYS = ("keep", "drop", "page")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FORM = 'Write keep = [12, "a phrase"] and drop = [7, "another phrase"].'


def beside(source: Path) -> Path | None:
    """Return the editor's file beside a page (`bai.edit.toml` beside `bai.html`), None without."""
    path = source.with_suffix(SUFFIX) if source.name else source
    return path if path != source and path.is_file() else None


def must_be_of_one(path: Path | None, pages: int) -> None:
    """Raise UsageError where an editor's file is given to more pages than one."""
    if path is not None and pages > 1:
        raise UsageError(
            f"The edits {path} are for one page, and there are {pages}.",
            f"Put each page's own beside it, as PAGE{SUFFIX}, or convert that page alone.",
        )


def read_edits(path: Path) -> Edits:
    """Return what an editor's file says.

    Raises UsageError where it can't be read or says what no such file says; the error names the
    line and what to write instead.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as why:
        raise UsageError(
            f"The edits {path} can't be read: {why.strerror or why}.",
            "Name a file that is there and that you may read, or leave --edits out.",
        ) from why
    except UnicodeDecodeError as why:
        line = data[: why.start].count(b"\n") + 1
        raise UsageError(f"{path}, line {line}, isn't UTF-8.", "Save the file as UTF-8.") from why
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        line, what = fault(why, text)
        raise UsageError(f"{path}, line {line}, isn't TOML: {what}.", _FORM) from why
    lines = text.splitlines()
    for key in table:
        if key not in _KEYS:
            raise UsageError(
                f"{path}, line {_line_of(lines, key)}: there is no key {key}.",
                f"Use one of {', '.join(_KEYS)}. {_FORM}",
            )
    page = table.get("page", "")
    if not isinstance(page, str) or (page and not _SHA256.fullmatch(page)):
        raise UsageError(
            f"{path}, line {_line_of(lines, 'page')}: page isn't the SHA-256 of a page.",
            "Copy the line from the report that --explain writes, or leave it out.",
        )
    keep, drop = (_entries(path, lines, table, key) for key in ("keep", "drop"))
    edits = Edits(keep=keep, drop=drop, page=page, data=data, name=path.name)
    places = tuple(_line_of(lines, *entry) for entry in edits.entries)
    return replace(edits, sha256=sha256(data).hexdigest(), lines=places)


def _entries(
    path: Path, lines: list[str], table: dict[str, Any], key: str
) -> tuple[int | str, ...]:
    found = table.get(key, [])
    if not isinstance(found, list):
        raise UsageError(
            f"{path}, line {_line_of(lines, key)}: {key} is no list.",
            f"Write {key} = [{_as_toml(found)}].",
        )
    for asked in found:
        number = isinstance(asked, int) and not isinstance(asked, bool) and asked > 0
        if not number and not (isinstance(asked, str) and asked.strip()):
            raise UsageError(
                f"{path}, line {_line_of(lines, key, asked)}: {key} holds {_as_toml(asked)}, which "
                "is neither a block's number nor a phrase.",
                "Write a whole number from 1, as the report of --explain shows it, or words in "
                "quotation marks.",
            )
    return tuple(found)


def _as_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _line_of(lines: list[str], key: str, asked: object = None) -> int:
    """Return the line of a key, or of an entry of its list, as near as it can be told."""
    head = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]|\s*\[+\s*{re.escape(key)}\b""")
    start = next((at for at, line in enumerate(lines) if head.match(line)), 0)
    if asked is None:
        return start + 1
    if isinstance(asked, str):
        # The beginning of a phrase suffices: the rest may be escaped or on other lines.
        sought = re.compile(re.escape(asked.strip().splitlines()[0][:40] if asked.strip() else '"'))
    else:
        sought = re.compile(rf"(?<![\w.\"]){re.escape(_as_toml(asked))}(?![\w.\"])")
    for at in range(start, len(lines)):
        words = lines[at].split("=", 1)[1] if at == start and "=" in lines[at] else lines[at]
        if sought.search(words):
            return at + 1
    return start + 1

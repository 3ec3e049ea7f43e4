"""One family's rule: read from its TOML, with each fault told by file, line and what to write."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from formatter.errors import UsageError
from formatter.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule:
    """The parts of a family's page, each a CSS selector, empty where the family has none.

    `version` counts the changes of the rule, from 1. `marks` are texts of which one stands in the
    markup of every page of the family: a page without them isn't looked at closer. `body` may name
    several elements; `drop` is chrome inside the body, `aside` boxes of facts, `keep` what general
    rules would take for chrome, `unlink` links that the site's robot set on words. `origin` is the
    file it was read from, `data` its bytes.
    """

    name: str
    version: int
    marks: tuple[str, ...]
    body: str
    title: str = ""
    lead: str = ""
    hero: str = ""
    author: str = ""
    date: str = ""
    section: str = ""
    drop: str = ""
    keep: str = ""
    aside: str = ""
    unlink: str = ""
    origin: Path | None = None
    data: bytes = field(default=b"", repr=False)

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


KEYS = tuple(one.name for one in fields(SiteRule) if one.name not in {"name", "origin", "data"})
_NEEDED = {
    "version": "version = 1, and count it up with each change",
    "marks": 'marks = ["…"], a text or several of which one stands in the markup of each page',
    "body": 'body = [".…"], the selector of the element that holds the text',
}
# Words that people write for our keys.
_MEANT = {
    "sapo": "lead", "standfirst": "lead", "summary": "lead", "description": "lead",
    "headline": "title", "h1": "title", "content": "body", "article": "body", "text": "body",
    "mark": "marks", "match": "marks", "fingerprint": "marks", "remove": "drop", "exclude": "drop",
    "ignore": "drop", "chrome": "drop", "ads": "drop", "byline": "author", "time": "date",
    "published": "date", "category": "section", "picture": "hero", "image": "hero", "box": "aside",
    "include": "keep", "url": "marks", "host": "marks", "domain": "marks", "name": "",
}  # fmt: skip
_OPEN = {"[": "]", "(": ")"}
# The pseudo-classes that lexbor answers; it takes any other name and finds nothing by it.
_STATES = frozenset(
    "empty first-child first-of-type has is last-child last-of-type lexbor-contains not nth-child "
    "nth-last-child nth-last-of-type nth-of-type only-child only-of-type root where".split()
)


def load(path: Path, *, compiled: bool = True) -> SiteRule:
    """Return the family of one TOML, its selectors tried where `compiled`.

    Raises UsageError for a rule that can't be used: it names the file, the line and what to write
    there instead.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as why:
        line = why.object[: why.start].count(b"\n") + 1
        raise UsageError(
            f"The site rule {path}, line {line}, can't be read: it isn't UTF-8.",
            "Save the file as UTF-8.",
        ) from why
    except OSError as why:
        raise UsageError(
            f"The site rule {path} can't be read: {why.strerror}.",
            "Check the name, and that you may read it.",
        ) from why
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        raise UsageError(*_no_toml(path, text, why)) from why
    for problem, remedy in _faults(text, table, compiled=compiled):
        raise UsageError(f"The site rule {path}{problem}", remedy)
    selectors = {key: _joined(table[key]) for key in KEYS[2:] if key in table}
    return SiteRule(
        name=path.stem,
        version=table["version"],
        marks=tuple(table["marks"]),
        origin=path,
        data=data,
        **selectors,
    )


def _no_toml(path: Path, text: str, why: tomllib.TOMLDecodeError) -> tuple[str, str]:
    """Return what is wrong with a file that is no TOML, and what to write in that line."""
    said = str(why)
    place = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)", said)
    number = int(place.group(1)) if place and place.group(1) else text.rstrip().count("\n") + 1
    lines = text.splitlines() or [""]
    line = lines[min(number, len(lines)) - 1].strip()
    reason = said[: place.start()] if place else said
    if key := re.match(r"([A-Za-z_]+)\s*[=:]\s*(?![\s\"'\[{\d])([^#]+)", line):
        remedy = f'Write {key.group(1)} = "{key.group(2).strip()}" there, with quotation marks.'
    elif key := re.match(r"([A-Za-z_]+)\s*:\s*(.+)", line):
        remedy = f"Write {key.group(1)} = {key.group(2)} there: TOML has = where YAML has a colon."
    elif re.search(r"overwrite|twice|duplicate", reason, re.IGNORECASE):
        remedy = "Write each key once; several selectors stand in one list."
    else:
        remedy = 'Write that line as KEY = "SELECTOR" or KEY = ["SELECTOR", "SELECTOR"].'
    return (f"The site rule {path}, line {number}, is no TOML: {reason}.", remedy)


def _faults(text: str, table: dict[str, Any], *, compiled: bool) -> Iterator[tuple[str, str]]:
    """Yield what is wrong in a rule, the part of a sentence after its name, and the remedy."""
    for key, value in table.items():
        place = f", line {_line(text, key)},"
        if key not in KEYS:
            yield f"{place} has an unknown key, {key}.", _nearest(key)
        elif key == "version":
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                yield f"{place} has no number as its version.", "Write version = 1 there, or more."
        elif not _is_list(value) and (key == "marks" or not isinstance(value, str)):
            kind = (
                'a list of texts, as marks = ["article__body"]'
                if key == "marks"
                else f'a selector or a list of them, as {key} = [".name"]'
            )
            yield f"{place} has a {key} that is no text.", f"Write {kind}."
        elif any(not part.strip() for part in (value if isinstance(value, list) else [value])):
            yield f"{place} has an empty text in {key}.", "Write a text there, or leave it out."
        elif key != "marks":
            yield from _selectors(text, key, value, compiled=compiled)
    for key, form in _NEEDED.items():
        if not table.get(key):
            line = f", line {_line(text, key)}," if key in table else ""
            yield f"{line} has no {key}.", f"Write {form}."


def _selectors(
    text: str, key: str, value: str | list[str], *, compiled: bool
) -> Iterator[tuple[str, str]]:
    for css in value if isinstance(value, list) else [value]:
        why = _wrong(css) if compiled else ""
        if why:
            place = f", line {_line(text, key, css)},"
            remedy = f"{why} Write a CSS selector, such as .box, #box, p.lead or [data-role=lead]."
            yield f"{place} has in {key} what is no selector: {css}", remedy


def _wrong(css: str) -> str:
    """Return what is wrong with a selector, empty for a good one."""
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", css)
    closing: list[str] = []
    for letter in bare:
        if letter in _OPEN:
            closing.append(_OPEN[letter])
        elif letter in "])" and (not closing or closing.pop() != letter):
            return f"Its {letter} closes nothing."
    if closing:
        return f"It lacks a {closing[-1]}."
    if '"' in bare or "'" in bare:
        return "It lacks a quotation mark."
    for state in re.findall(r"(?<!\\):+([\w-]*)", re.sub(r"\[[^\]]*\]", "", bare)):
        if state not in _STATES:
            near = get_close_matches(state, _STATES, 1)
            return f":{state} isn't known." + (f" Is it :{near[0]}?" if near else "")
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        LexborHTMLParser("<p>").css_first(" ".join(css.split()))
    except SelectolaxError:
        return "It isn't written as CSS."
    return ""


def _nearest(key: str) -> str:
    if key == "name":
        return "Leave it out: a rule is called as its file is."
    near = _MEANT.get(key.lower()) or next(iter(get_close_matches(key.lower(), KEYS, 1)), "")
    return (f"Write {near} there. " if near else "") + f"The keys are {', '.join(KEYS)}."


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _line(text: str, key: str, part: str = "") -> int:
    """Return the number of the line that sets a key, or the one of its value that holds `part`."""
    found = re.search(rf"""^\s*\[*["']?{re.escape(key)}["']?\s*[=\].]""", text, re.MULTILINE)
    start = found.end() if found else 0
    within = text.find(part, start) if part else -1
    if within < 0:
        within = found.end() - 1 if found else 0
    return text.count("\n", 0, within) + 1


def _joined(value: str | list[str]) -> str:
    css = value if isinstance(value, str) else ", ".join(value)
    return re.sub(r"\s*\n\s*", " ", css).strip()

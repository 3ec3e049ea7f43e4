"""The families of newspapers: what their content systems call the parts of an article.

A family is one TOML in `rules/`. It is known by its attributes, not by its address: so subdomains
and sister papers that nobody has listed are covered.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from formatter.errors import UsageError

_RULES = Path(__file__).parent / "rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule:
    """The parts of a family's page, each a CSS selector, empty where the family has none.

    `marks` are texts of which one stands in the markup of every page of the family: a page without
    them isn't looked at closer. `body` may name several elements; `drop` is chrome inside the body,
    `aside` boxes of facts, `keep` what general rules would take for chrome, `unlink` links that the
    site's robot set on words.
    """

    name: str
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


def rule_for(markup: str, matches: Callable[[str], bool]) -> SiteRule | None:
    """Return the first family, in the order of their file names, that the page belongs to.

    `markup` is the page's text, `matches` says whether a CSS selector names something in it.
    """
    if not matches(_bodies()):
        return None
    for rule in rules():
        if any(mark in markup for mark in rule.marks) and matches(rule.body):
            return rule
    return None


@cache
def _bodies() -> str:
    """Return a selector of all families' bodies: most pages of other sites have none of them."""
    return ", ".join(rule.body for rule in rules())


def _fits(key: str, value: object) -> bool:
    texts = isinstance(value, list) and all(isinstance(part, str) for part in value)
    return texts or (key != "marks" and isinstance(value, str))


@cache
def rules() -> tuple[SiteRule, ...]:
    """Return all families in the order of their file names."""
    return tuple(load(path) for path in sorted(_RULES.glob("*.toml")))


def load(path: Path) -> SiteRule:
    """Return the family of one TOML; UsageError names what in it can't be used."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        raise UsageError(
            f"The site rule {path} can't be read: {why}.",
            "Mend that line; it must be TOML in UTF-8.",
        ) from why
    known = {field.name for field in fields(SiteRule)} - {"name"}
    unknown = sorted(set(table) - known)
    for key, value in table.items():
        if key in known and not _fits(key, value):
            kind = "a list of texts" if key == "marks" else "a selector or a list of them"
            raise UsageError(
                f"In the site rule {path}, {key} is no text.", f"Write {kind} for {key}."
            )
    if unknown or not table.get("body") or not table.get("marks"):
        raise UsageError(
            f"The site rule {path} has "
            + (f"an unknown key, {unknown[0]}." if unknown else "no body or no marks."),
            f"Its keys are {', '.join(sorted(known))}; body and marks must be there.",
        )
    return SiteRule(
        name=path.stem,
        marks=tuple(table["marks"]),
        **{
            key: re.sub(
                r"\s*\n\s*", " ", value if isinstance(value, str) else ", ".join(value)
            ).strip()
            for key, value in table.items()
            if key != "marks"
        },
    )

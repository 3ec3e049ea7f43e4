"""The families of newspapers: what their content systems call the parts of an article.

A family is one TOML in `rules/`, or in a folder of the user's own, which wins. It is known by its
attributes, not by its address: so subdomains and sister papers that nobody has listed are covered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path

from formatter.errors import UsageError
from formatter.settings import rules_home as home
from formatter.sites.rule import SiteRule, load

__all__ = ["SiteRule", "home", "is_ours", "load", "rule_for", "rules"]

_RULES = Path(__file__).parent / "rules"


def rules(folder: Path | None = None) -> tuple[SiteRule, ...]:
    """Return all families in the order they are asked: those of `folder`, then ours.

    Both stand in the order of their file names; a rule of `folder` takes the place of ours of the
    same name. Raises UsageError for a folder that isn't there and for a rule that can't be used.
    """
    if folder is None:
        return _ours()
    own = _of(folder)
    taken = {rule.name for rule in own}
    return own + tuple(rule for rule in _ours() if rule.name not in taken)


def rule_for(
    markup: str,
    matches: Callable[[str], bool],
    rules: Sequence[SiteRule] | None = None,
    names: AbstractSet[str] | None = None,
) -> SiteRule | None:
    """Return the first of `rules`, ours where none are given, whose family the page belongs to.

    `markup` is the page's text, `matches` says whether a CSS selector names something in it.
    `names` are the classes and ids of all its elements, in lower case, and the names of their
    attributes, if they are known: then a family whose body has a name that isn't among them needn't
    be looked for.
    """
    for rule in _ours() if rules is None else rules:
        if names is not None and not any(not n or n in names for n in _named(rule.body)):
            continue
        # Its elements are found sooner than its marks in all the markup.
        if matches(rule.body) and any(mark in markup for mark in rule.marks):
            return rule
    return None


def is_ours(rule: SiteRule) -> bool:
    """Say whether a rule comes with the program."""
    return rule.origin is not None and rule.origin.parent == _RULES


@cache
def _ours() -> tuple[SiteRule, ...]:
    # Tests compile their selectors, so each run needn't.
    return tuple(load(path, compiled=False) for path in sorted(_RULES.glob("*.toml")))


@cache
def _named(selectors: str) -> tuple[str, ...]:
    """Return a name that each of the selectors needs, nothing at all for one that needs none."""
    # What has an escape in it, or selectors in a selector, isn't taken apart.
    if re.search(r"\\|:(?:not|is|where|has|matches)\(", selectors):
        return ("",)
    found = (re.search(r"[.#\[]\s*([\w-]+)", one) for one in selectors.lower().split(","))
    return tuple(hit[1] if hit else "" for hit in found)


def _of(folder: Path) -> tuple[SiteRule, ...]:
    if not folder.is_dir():
        problem = "is no folder" if folder.exists() else "isn't there"
        raise UsageError(
            f"The folder of rules {folder} {problem}.",
            "Name a folder of .toml files, one a family of newspapers.",
        )
    paths = sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))
    return tuple(_kept(path, path.stat().st_mtime_ns) for path in paths)


@cache
def _kept(path: Path, _changed: int) -> SiteRule:
    """Return a rule read once, and again when its file has changed: a batch asks for each page."""
    return load(path)

"""The rules run over a book."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from formatter.check.box import Box
from formatter.check.held import Held
from formatter.check.made import Made
from formatter.check.rule import Finding, Found, Rule
from formatter.check.rules import RULES
from formatter.errors import UsageError
from formatter.profile import SYSTEMS, Bounds

_BOUNDS = Bounds()
# Findings of one rule that are told; a book made wrong by a program is so on each page.
_MOST = 100


def check(
    source: Path | bytes, systems: Collection[str] = SYSTEMS, bounds: Bounds = _BOUNDS
) -> tuple[Finding, ...]:
    """Return what the reading systems named would stumble over, in the order of RULES.

    `source` is the file of any EPUB, or its bytes. Of one rule a hundred findings are told. Raises
    UsageError for what is no EPUB, or a system there isn't; RefusedError for a file that unpacks to
    more than any book.
    """
    _must_be_known(systems)
    box = Box(source)
    try:
        return _found(Held(box, bounds), systems)
    finally:
        box.close()


def check_made(made: Made, systems: Collection[str], bounds: Bounds) -> tuple[Finding, ...]:
    """Return what `check` finds in the file of a book that was just made, without opening it."""
    _must_be_known(systems)
    return _found(Held(made, bounds), systems)


def _found(held: Held, systems: Collection[str]) -> tuple[Finding, ...]:
    rules = [rule for rule in RULES if set(rule.systems) & set(systems)]
    found: dict[str, list[Found]] = {rule.code: [] for rule in rules}
    each = [(rule.of, found[rule.code]) for rule in rules if rule.of]
    for document in held.documents():
        for of, places in each:
            _add(places, of(document, held))
    for rule in rules:
        if rule.find:
            _add(found[rule.code], rule.find(held))
    return tuple(
        _finding(rule, one, systems) for rule in rules for one in dict.fromkeys(found[rule.code])
    )


def _add(held: list[Found], more: Iterable[Found]) -> None:
    for one in more:
        if len(held) >= _MOST:
            return
        held.append(one)


def _finding(rule: Rule, found: Found, systems: Collection[str]) -> Finding:
    asked = tuple(system for system in rule.systems if system in systems)
    return Finding(rule.code, rule.severity, asked, *found, rule.remedy)


def _must_be_known(systems: Iterable[str]) -> None:
    for system in systems:
        if system not in SYSTEMS:
            raise UsageError(
                f"There is no reading system named {system}.",
                f"Choose one of {', '.join(SYSTEMS)}.",
            )

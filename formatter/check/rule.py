"""A rule of a reading system, and what is found where a book breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from formatter.check.held import Document, Held

Severity = Literal["error", "warning"]


class Found(NamedTuple):
    """Where a rule is broken, and how: a file of the book, its line (0 where it has none)."""

    file: str
    line: int
    what: str


class Rule(NamedTuple):
    """A rule: its code, how grave it is to break it, whose it is, what it asks, why, what to do.

    An error is a book refused, or a part of it lost; a warning, one that is shown worse. `find`
    looks at the book, after each of its documents was read; `of` looks at one document.
    """

    code: str
    severity: Severity
    systems: tuple[str, ...]
    asks: str
    why: str
    remedy: str
    find: Callable[[Held], Iterable[Found]] | None = None
    of: Callable[[Document, Held], Iterable[Found]] | None = None


class Finding(NamedTuple):
    """A rule broken at one place: code, severity, systems, file, line, what is there, a remedy."""

    code: str
    severity: Severity
    systems: tuple[str, ...]
    file: str
    line: int
    what: str
    remedy: str

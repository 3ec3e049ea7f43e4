"""What was looked at in a PDF, and what was found: a value, and how it is told."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

# What is looked at, in the order it is told.
CHECKS = ("seal", "files", "article", "text", "pictures", "fonts", "metadata", "standard")


class Finding(NamedTuple):
    """One thing that was looked at.

    `verdict` is `right`, `wrong`, or `open` where it couldn't be told, and `said` says so in a
    whole sentence.
    """

    check: str
    verdict: Literal["right", "wrong", "open"]
    said: str

    def json(self) -> dict[str, Any]:
        """Return it as the command's contract writes it."""
        return self._asdict()


def right(check: str, said: str) -> Finding:
    """Return the finding that all is as it was."""
    return Finding(check, "right", said)


def wrong(check: str, said: str) -> Finding:
    """Return the finding that something isn't as it was."""
    return Finding(check, "wrong", said)


def undecided(check: str, said: str) -> Finding:
    """Return the finding that it can't be told here, and why."""
    return Finding(check, "open", said)

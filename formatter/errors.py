"""Errors: what happened, what to do about it, and the exit code a command ends with."""

from __future__ import annotations


class FormatterError(Exception):
    """A fault a person can act on.

    `problem` says what happened, `remedy` what to do; both are whole sentences.
    """

    exit_code = 1

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        """Both sentences on one line."""
        return f"{self.problem} {self.remedy}"


class UsageError(FormatterError):
    """The command was asked for something it doesn't have: a theme, a format, a flag's value."""

    exit_code = 2


class NothingFoundError(FormatterError):
    """The source was read and holds no article."""

    exit_code = 3


class RefusedError(FormatterError):
    """A limit or a policy forbids the work."""

    exit_code = 4


class RenderError(FormatterError):
    """An engine couldn't make the book."""

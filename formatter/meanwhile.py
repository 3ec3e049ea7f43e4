"""Work done ahead in a copy of this process, on a processor that has nothing else to do.

It may turn out that nobody wants what it makes; then the copy is ended at once. Only a process that
was told that a processor is free for it (`allow`) does anything ahead.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Generic, NoReturn, TypeVar

Made = TypeVar("Made")
_allowed = False


def allow() -> None:
    """Let this process do work ahead: a processor is free for its copies."""
    global _allowed  # noqa: PLW0603  a process is told once, at its beginning
    _allowed = True


def allowed() -> bool:
    """Say whether work may be done ahead: copies are safe on Linux, in a process of one thread."""
    return _allowed and sys.platform == "linux" and threading.active_count() == 1


class LostError(Exception):
    """The copy ended without making anything: it failed, or was ended for its memory."""


class Ahead(Generic[Made]):
    """What a copy of this process is making."""

    def __init__(self, work: Callable[[], Made]) -> None:
        out, into = os.pipe()
        self._process = os.fork()
        if not self._process:
            os.close(out)
            _make(work, os.fdopen(into, "wb"))
        os.close(into)
        self._answer = os.fdopen(out, "rb")

    def made(self) -> Made:
        """Return what was made, when it is; LostError where nothing was."""
        try:
            made: Made = pickle.load(self._answer)  # noqa: S301  from a copy of ourselves
        except (OSError, EOFError, pickle.UnpicklingError) as why:
            raise LostError from why
        return made

    def end(self) -> None:
        """End the copy, whatever it is doing."""
        self._answer.close()
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)


@contextmanager
def ahead(work: Callable[[], Made]) -> Iterator[Ahead[Made]]:
    """Give the work while a copy of this process does it, and end the copy at the end."""
    started = Ahead(work)
    try:
        yield started
    finally:
        started.end()


def _make(work: Callable[[], Made], answer: IO[bytes]) -> NoReturn:
    """Do the work and tell what it made: the life of the copy."""
    try:
        answer.write(pickle.dumps(work(), pickle.HIGHEST_PROTOCOL))
        answer.close()
    finally:
        # Nothing of the copied process may run: its files, its tests, its handlers.
        os._exit(0)

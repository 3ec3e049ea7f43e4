"""An engine at work in a process of its own, beside the one that reads and cleans."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import IO, TYPE_CHECKING, NoReturn, TypeAlias

from formatter.errors import FormatterError, RenderError
from formatter.profile import GENERIC, Profile

if TYPE_CHECKING:
    from formatter.article import Book, Rendering
    from formatter.theme import Theme

Engine: TypeAlias = "Callable[[Book, Theme, Profile], Rendering]"
# An output is a module of render/ and a line here.
OUTPUTS: Mapping[str, tuple[str, str]] = {
    "epub": ("formatter.render.epub", "to_epub"),
    "pdf": ("formatter.render.pdf", "to_pdf"),
}
# Loading WeasyPrint takes as long as reading, cleaning and gathering a page.
_HEAVY = ("pdf",)


def engine(name: str) -> Engine:
    """Return what renders a format, loaded in this process."""
    module, verb = OUTPUTS[name]
    render: Engine = getattr(import_module(module), verb)
    return render


@contextmanager
def engines(names: Sequence[str]) -> Iterator[dict[str, Engine]]:
    """Give those of the formats whose engine is worth a process of its own, already loading.

    The process is this one's copy, so there is none where copies aren't safe (another system than
    Linux, a program of several threads) or where there is no second processor to run it.
    """
    alone = sys.platform != "linux" or threading.active_count() > 1 or _processors() < 2
    started = [] if alone else [Beside(name) for name in names if name in _HEAVY]
    try:
        yield {beside.name: beside.render for beside in started}
    finally:
        for beside in started:
            beside.close()


class Beside:
    """A process that loads the engine of a format at once, and renders the books it is handed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._turn = threading.Lock()
        ask_out, ask_in = os.pipe()
        answer_out, answer_in = os.pipe()
        self._process = os.fork()
        if not self._process:
            os.close(ask_in)
            os.close(answer_out)
            _serve(name, os.fdopen(ask_out, "rb"), os.fdopen(answer_in, "wb"))
        os.close(ask_out)
        os.close(answer_in)
        self._ask, self._answer = os.fdopen(ask_in, "wb"), os.fdopen(answer_out, "rb")

    def render(self, book: Book, theme: Theme, profile: Profile = GENERIC) -> Rendering:
        """Return the book as the engine renders it there; raises what the engine raises.

        RenderError where the process ended: the system stops one that takes too much memory.
        """
        try:
            with self._turn:
                pickle.dump((book, theme, profile), self._ask, pickle.HIGHEST_PROTOCOL)
                self._ask.flush()
                answer = pickle.load(self._answer)  # noqa: S301  from a copy of ourselves
        except (OSError, EOFError, pickle.UnpicklingError) as why:
            raise RenderError(
                f"The process that makes the {self.name.upper()} was ended, most often for want "
                "of memory.",
                "Convert the page alone, or on a machine with more memory.",
            ) from why
        if isinstance(answer, Exception):
            raise answer
        rendering: Rendering = answer
        return rendering

    def close(self) -> None:
        """Let the process end, and wait for it."""
        for end in (self._ask, self._answer):
            try:
                end.close()
            except OSError:  # what was left to send finds nobody
                continue
        os.waitpid(self._process, 0)


def _serve(name: str, asked: IO[bytes], answers: IO[bytes]) -> NoReturn:
    """Render what comes until nothing more does: the life of the process beside."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        render = _loaded(name)
        while True:
            order = pickle.load(asked)  # noqa: S301  from the process this one copies
            answers.write(_answered(render, *order))
            answers.flush()
    except (EOFError, OSError):
        code = 0
    finally:
        # Nothing of the copied process may run: its files, its tests, its handlers.
        os._exit(code)


def _loaded(name: str) -> Engine:
    try:
        return engine(name)
    except Exception as why:  # noqa: BLE001  told for each book, as it would be in one process
        fault = why

        def failing(_book: Book, _theme: Theme, _profile: Profile) -> Rendering:
            raise fault

        return failing


def _answered(render: Engine, book: Book, theme: Theme, profile: Profile) -> bytes:
    answer: Rendering | Exception
    try:
        answer = render(book, theme, profile)
    except FormatterError as why:
        answer = why
    except Exception as why:  # noqa: BLE001  a fault of ours, told where the book came from
        answer = RuntimeError(f"{type(why).__name__}: {why}")
    return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1

"""Processes beside this one: an engine at work there, or the intake of pages."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeAlias

from formatter import meanwhile
from formatter.errors import FormatterError, RenderError

if TYPE_CHECKING:
    from pathlib import Path

    from formatter.article import Article, Book, Page, Rendering
    from formatter.profile import Profile
    from formatter.theme import Theme

Engine: TypeAlias = "Callable[[Book, Theme, Profile], Rendering]"
Intake: TypeAlias = "Callable[..., Article]"
# An output is a module of render/ and a line here.
OUTPUTS: Mapping[str, tuple[str, str]] = {
    "epub": ("formatter.render.epub", "to_epub"),
    "pdf": ("formatter.render.pdf", "to_pdf"),
}
# Loading WeasyPrint takes as long as reading, cleaning and gathering a page.
_HEAVY = ("pdf",)
_INTAKE = ("formatter.intake", "article_of")
# With one of these in its command line, a conversion may have no use for an intake.
_OTHERWISE = {"pdf", "-h", "--help", "--bind", "--update", "--jobs"}


class Helpers(NamedTuple):
    """What is at work beside this process: engines by format, and the intake if that is."""

    engines: Mapping[str, Engine]
    intake: Intake | None


def engine(name: str) -> Engine:
    """Return what renders a format, loaded in this process."""
    render: Engine = _verb(*OUTPUTS[name])
    return render


def begun(words: Sequence[str]) -> BesideIntake | None:
    """Return an intake, already loading, where a command line seems to have use for one.

    It is looked at before anything that could read it is loaded. `helpers` uses what was begun, or
    lets it end.
    """
    said = {word.removeprefix("--to=") for word in words}
    if words[:1] == ["convert"] and "epub" in said and not said & _OTHERWISE and _free():
        return BesideIntake()
    return None


@contextmanager
def helpers(names: Sequence[str], begun: BesideIntake | None = None) -> Iterator[Helpers]:
    """Give what of those formats' work is worth a process of its own, already loading.

    That is a heavy engine; and where this process has an engine to load itself, the intake. A
    process is this one's copy, so there is none where copies aren't safe (another system than
    Linux, a program of several threads) or where there is no further processor to run it.
    """
    free = _free()
    heavy = [name for name in names if name in _HEAVY][:free]
    # This process waits while a heavy engine works alone: then its processor is free too.
    spare = free + 1 - len(heavy) > 2 * (len(names) > len(heavy))
    # The last is closed first: it has the ends of the others' pipes, being a copy.
    with ExitStack() as started:
        if begun:
            started.enter_context(closing(begun))
        engines = {
            name: started.enter_context(closing(BesideEngine(name, spare=spare))) for name in heavy
        }
        intake = None
        if len(names) > len(heavy) < free:
            intake = begun or started.enter_context(closing(BesideIntake()))
        yield Helpers(
            {name: each.render for name, each in engines.items()},
            intake.article_of if intake else None,
        )


class _Beside:
    """A process that loads a verb at once, and does it for what it is handed."""

    def __init__(self, module: str, verb: str, *, spare: bool = False) -> None:
        self._turn = threading.Lock()
        ask_out, ask_in = os.pipe()
        answer_out, answer_in = os.pipe()
        self._process = os.fork()
        if not self._process:
            os.close(ask_in)
            os.close(answer_out)
            if spare:
                meanwhile.allow()
            _serve(module, verb, os.fdopen(ask_out, "rb"), os.fdopen(answer_in, "wb"))
        os.close(ask_out)
        os.close(answer_in)
        self._ask, self._answer = os.fdopen(ask_in, "wb"), os.fdopen(answer_out, "rb")

    def asked(self, *things: object, **wishes: object) -> Any:  # noqa: ANN401  any verb's
        """Return what the verb makes of these; raises what it raises, _EndedError for no answer."""
        try:
            with self._turn:
                pickle.dump((things, wishes), self._ask, pickle.HIGHEST_PROTOCOL)
                self._ask.flush()
                answer = pickle.load(self._answer)  # noqa: S301  from a copy of ourselves
        except (OSError, EOFError, pickle.UnpicklingError) as why:
            raise _EndedError from why
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        """Let the process end, and wait for it."""
        for end in (self._ask, self._answer):
            try:
                end.close()
            except OSError:  # what was left to send finds nobody
                continue
        os.waitpid(self._process, 0)


class _EndedError(Exception):
    """The process ended before it answered: the system stops one that takes too much memory."""


class BesideEngine(_Beside):
    """A process that loads the engine of a format at once, and renders the books it is handed.

    `spare` says that a further processor is free for what the engine does ahead.
    """

    def __init__(self, name: str, *, spare: bool = False) -> None:
        super().__init__(*OUTPUTS[name], spare=spare)
        self.name = name

    def render(self, book: Book, theme: Theme, profile: Profile | None = None) -> Rendering:
        """Return the book as the engine renders it there; raises what the engine raises.

        RenderError where the process ended.
        """
        try:
            rendering: Rendering = self.asked(book, theme, *([profile] if profile else []))
        except _EndedError as why:
            raise RenderError(
                f"The process that makes the {self.name.upper()} was ended, most often for want "
                "of memory.",
                "Convert the page alone, or on a machine with more memory.",
            ) from why
        return rendering


class BesideIntake(_Beside):
    """A process that loads what reads and cleans at once, and takes in the sources it is handed."""

    def __init__(self) -> None:
        super().__init__(*_INTAKE)

    def article_of(self, source: str | Path | bytes | Page, **wishes: object) -> Article:
        """Return the source's article (`formatter.intake`); raises what that raises.

        FormatterError where the process ended.
        """
        try:
            article: Article = self.asked(source, **wishes)
        except _EndedError as why:
            raise FormatterError(
                "The process that cleans the page was ended, most often for want of memory.",
                "Give this page alone on a machine with more memory, and look whether it is what "
                "it seems.",
            ) from why
        return article


def _verb(module: str, verb: str) -> Any:  # noqa: ANN401  any verb
    return getattr(import_module(module), verb)


def _serve(module: str, verb: str, orders: IO[bytes], answers: IO[bytes]) -> NoReturn:
    """Do what comes until nothing more does: the life of a process beside."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        work = _loaded(module, verb)
        while True:
            things, wishes = pickle.load(orders)  # noqa: S301  from the process this one copies
            answers.write(_answered(work, things, wishes))
            answers.flush()
    except (EOFError, OSError):
        code = 0
    finally:
        # Nothing of the copied process may run: its files, its tests, its handlers.
        os._exit(code)


def _loaded(module: str, verb: str) -> Callable[..., object]:
    try:
        work: Callable[..., object] = _verb(module, verb)
    except Exception as why:  # noqa: BLE001  told for each order, as it would be in one process
        fault = why

        def failing(*_: object, **__: object) -> NoReturn:
            raise fault

        return failing
    return work


def _answered(
    work: Callable[..., object], things: Sequence[object], wishes: Mapping[str, object]
) -> bytes:
    answer: object
    try:
        answer = work(*things, **wishes)
    except FormatterError as why:
        answer = why
    except Exception as why:  # noqa: BLE001  a fault of ours, told where the order came from
        answer = RuntimeError(f"{type(why).__name__}: {why}")
    return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def _free() -> int:
    """Return how many processors there are for copies of this process."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 0
    return len(os.sched_getaffinity(0)) - 1

"""The line of the press: runs to galleys, page numbers, margins, one file."""

from __future__ import annotations

import pickle
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NoReturn, TypeVar

from formatter.article import Book, Rendering
from formatter.errors import RenderError
from formatter.layout import Layout
from formatter.press import job, merge
from formatter.press.cache import Store
from formatter.press.job import Job, Made, Task
from formatter.press.order import Order
from formatter.profile import Profile
from formatter.render import paging, pdf, uncovered
from formatter.render.folios import Asked
from formatter.render.galley import Galley
from formatter.theme import Theme
from formatter.workers import Workers

In = TypeVar("In")
Out = TypeVar("Out")

# The anchors whose page numbers are printed.
_POINTED = re.compile(r"(?:bai|phan)-\d+|muc-luc|chi-muc")
# A page number that changes a line may change the next page's number, and so on.
_ROUNDS = 3
# How many runs have their margins drawn by one process at a time.
_TOGETHER = 16


class Pressing:
    """One issue on its way through the press."""

    def __init__(
        self, book: Book, theme: Theme, profile: Profile, order: Order, *, jobs: int = 1
    ) -> None:
        self._book, self._theme, self._profile = book, theme, profile
        self._order, self._jobs = order.checked(), jobs

    def printed(self, cache: Path | None) -> tuple[Rendering, Layout]:
        """Return the issue's PDF and its layout."""
        with ExitStack() as held:
            spool = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="formatter-")))
            self._store = Store(folder=cache if cache is not None else spool / "galleys")
            self._place = spool / "job"
            self._place.write_bytes(
                pickle.dumps(
                    Job(
                        book=self._book,
                        theme=self._theme,
                        profile=self._profile,
                        sheet=self._order.css,
                        store=self._store,
                    ),
                    pickle.HIGHEST_PROTOCOL,
                )
            )
            self._workers = held.enter_context(Workers(self._jobs))
            _, self._runs = job.read(self._place)
            parts = self._settled()
            firsts = tuple(job.numbered(parts))
            beside = self._margins(parts, firsts)
            made = self._bound(parts, firsts, beside)
            if cache is not None:
                self._store.sweep()
            return made

    def _settled(self) -> tuple[Made, ...]:
        """Return all runs, laid out until the page numbers that they print are right."""
        tasks = [Task(self._place, number) for number in range(len(self._runs))]
        parts = list(self._each(job.printed, tasks))
        for _ in range(_ROUNDS):
            again = [
                task
                for task, old in zip(self._pointed(tasks, parts), tasks, strict=True)
                if task != old
            ]
            if not again:
                break
            for task, part in zip(again, self._each(job.printed, again), strict=True):
                tasks[task.run], parts[task.run] = task, part
        return tuple(parts)

    def _pointed(self, tasks: Sequence[Task], parts: Sequence[Made]) -> Iterator[Task]:
        """Yield the tasks with the pages that their runs print, as they are now."""
        pages: dict[str, int] = {}
        found: dict[str, tuple[int, ...]] = {}
        for first, part in zip(job.numbered(parts), parts, strict=True):
            for name, page in part.anchors.items():
                if _POINTED.fullmatch(name):
                    pages.setdefault(name, first + page)
            for name, places in part.found.items():
                found[name] = found.get(name, ()) + tuple(first + page - 1 for page in places)
        for task, part in zip(tasks, parts, strict=True):
            asked = sorted(part.asked & pages.keys())
            yield task._replace(
                pages=tuple((name, pages[name]) for name in asked),
                found=tuple(sorted(found.items())) if self._runs[task.run].back else (),
            )

    def _margins(self, parts: Sequence[Made], firsts: Sequence[int]) -> tuple[Galley, ...]:
        """Return what stands in the margins of each run."""
        by_style: dict[str, list[int]] = {}
        for number, part in enumerate(parts):
            by_style.setdefault(part.head, []).append(number)
        groups = [
            (head, numbers[at : at + _TOGETHER])
            for head, numbers in by_style.items()
            for at in range(0, len(numbers), _TOGETHER)
        ]
        tasks: list[tuple[Path, str, tuple[Asked, ...]]] = [
            (
                self._place,
                head,
                tuple(parts[i].margins._replace(first=firsts[i]) for i in numbers),
            )
            for head, numbers in groups
        ]
        keys: dict[int, str] = {}
        for (_, numbers), made in zip(groups, self._each(job.margins, tasks), strict=True):
            keys |= dict(zip(numbers, made, strict=True))
        return tuple(self._store.get(f"{keys[i]}.margins") for i in range(len(parts)))

    def _bound(
        self, parts: Sequence[Made], firsts: Sequence[int], beside: Sequence[Galley]
    ) -> tuple[Rendering, Layout]:
        """Return the runs as one file, and as one layout."""
        placed = [
            merge.Placed(job.galley(self._store, part), margins, first)
            for part, margins, first in zip(parts, beside, firsts, strict=True)
        ]
        faces = merge.Faces(galley for run in placed for galley in (run.galley, run.margins))
        missing = frozenset().union(*(part.missing for part in parts))
        own = sha256(
            repr([(part.key, first) for part, first in zip(parts, firsts, strict=True)]).encode()
        )
        identifier = own.digest()[:16]
        filling = merge.Merge(placed, faces)
        with pdf.Press(self._book, self._theme, self._profile) as press:
            finisher = press.finisher(missing)
            data = press.bound(faces.all, filling, identifier, finisher)
            data = finisher.sealed(data) if finisher else data
        strays: dict[str, str] = {}
        for part in parts:
            strays |= part.strays
        otherwise, note = pdf.told_boxes(self._profile)
        signs = uncovered.told(self._book, strays, otherwise)
        counted = [page for part in parts for page in part.counted]
        complaints = dict.fromkeys(said for part in parts for said in part.complaints)
        rendering = Rendering(
            data=data,
            media_type="application/pdf",
            suffix=".pdf",
            pages=len(counted),
            uncovered=uncovered.uncovered(signs),
            signs=signs,
            notes=(
                *uncovered.notes(signs, note),
                *complaints,
                *(f"No anchor #{name} for internal URI reference" for name in filling.dangling),
                *(finisher.notes if finisher else ()),
            ),
            pagination=paging.counted(counted, identifier)
            if self._book.imprint.page_list
            else None,
        )
        return rendering, joined(parts, firsts)

    def _each(self, work: Callable[[In], Out], things: Sequence[In]) -> Iterator[Out]:
        return self._workers.map(work, things, partial(_lost, self._book))


def joined(parts: Iterable[Made], firsts: Iterable[int]) -> Layout:
    """Return the layout of all runs as that of the issue."""
    layouts = [part.layout.later(first - 1) for part, first in zip(parts, firsts, strict=True)]
    whole = Layout(pages=sum(each.pages for each in layouts))
    return replace(
        whole,
        pieces=tuple(piece for each in layouts for piece in each.pieces),
        faults=tuple(fault for each in layouts for fault in each.faults),
        said=tuple(said for each in layouts for said in each.said),
    )


def _lost(book: Book, thing: object) -> NoReturn:
    raise RenderError(
        f"The process that lays out {_name(book, thing)} was ended, most often for want of memory.",
        "Print with fewer processes (--jobs 1), or leave that piece out.",
    )


def _name(book: Book, thing: object) -> str:
    if not isinstance(thing, Task):
        return "the margins of the pages"
    _, runs = job.read(thing.job)
    titles = [f"“{book.articles[number - 1].title}”" for number in runs[thing.run].stories]
    return ", ".join(titles) or "the contents and what else isn't a piece"

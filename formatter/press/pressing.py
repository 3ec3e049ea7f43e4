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
from typing import TYPE_CHECKING, NoReturn, TypeVar

from formatter.article import Book, Rendering
from formatter.errors import RenderError
from formatter.layout import Layout
from formatter.press import job, leftout, merge, prepress
from formatter.press.cache import Store
from formatter.press.faces import Faces
from formatter.press.job import Made
from formatter.press.keys import Job, Task
from formatter.press.order import Order
from formatter.press.target import Offer, planned
from formatter.profile import Profile
from formatter.render import forme, paging, pdf, uncovered
from formatter.render.folios import Asked
from formatter.render.galley import Galley
from formatter.render.words import words
from formatter.theme import Theme
from formatter.workers import Workers

if TYPE_CHECKING:
    import pikepdf

In = TypeVar("In")
Out = TypeVar("Out")

# The anchors whose page numbers are printed.
_POINTED = re.compile(r"(?:bai|phan)-\d+|muc-luc|chi-muc")
_INDEX = "chi-muc"
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
        self._dropped: frozenset[int] = frozenset()
        self._store = Store(folder=Path("galleys"))

    def printed(self, cache: Path | None) -> tuple[Rendering, Layout, tuple[int, ...]]:
        """Return the issue's PDF, its layout, and the numbers of the pieces that are left out."""
        with ExitStack() as held:
            spool = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="formatter-")))
            self._store = Store(folder=cache if cache is not None else spool / "galleys")
            self._place = self.task(spool).job
            held.callback(job.close, self._place)
            self._workers = held.enter_context(Workers(self._jobs))
            _, self._runs = job.read(self._place)
            self._tasks = [Task(self._place, number) for number in range(len(self._runs))]
            parts = self._planned(self._settled())
            if not self._dropped:
                firsts = tuple(job.numbered(parts))
                beside = self._margins(parts, firsts)
                made = self._bound(parts, firsts, beside)
                if cache is not None:
                    self._store.sweep()
                return (*made, ())
        rest, said = leftout.without(self._book, self._dropped)
        again = Pressing(rest, self._theme, self._profile, self._order, jobs=self._jobs)
        rendering, layout, more = again.printed(cache)
        left = [i for i in range(1, len(self._book.articles) + 1) if i not in self._dropped]
        gone = sorted(self._dropped.union(left[number - 1] for number in more))
        return rendering, replace(layout, said=(*said, *layout.said)), tuple(gone)

    def task(self, spool: Path, run: int = 0) -> Task:
        """Return the task of a run; what is to be printed is written into `spool`."""
        place = spool / "job"
        whole = Job(
            book=self._book,
            theme=self._theme,
            profile=self._profile,
            sheet=self._order.css,
            store=self._store,
        )
        place.write_bytes(pickle.dumps(whole, pickle.HIGHEST_PROTOCOL))
        return Task(place, run)

    def _settled(self) -> tuple[Made, ...]:
        """Return all runs, laid out until the page numbers that they print are right."""
        tasks = self._tasks
        # What stands at the end is made of the pages before it, which don't wait for it.
        now = [i for i, task in enumerate(tasks) if not self._is_last(task)]
        parts: list[Made | None] = [None] * len(tasks)
        for _ in range(_ROUNDS + 1):
            for number, part in zip(
                now, self._each(job.printed, [tasks[i] for i in now]), strict=True
            ):
                parts[number] = part
            pointed = list(self._pointed(tasks, parts))
            now = [i for i, task in enumerate(pointed) if task != tasks[i] or parts[i] is None]
            if not now:
                break
            tasks[:] = pointed
        return tuple(part for part in parts if part is not None)

    def _is_last(self, task: Task) -> bool:
        return not task.fillers and self._runs[task.run].back

    def _planned(self, parts: tuple[Made, ...]) -> tuple[Made, ...]:
        """Return the runs of an issue that has as many pages as it is to have."""
        issue = self._book.issue
        if issue is None or (issue.multiple_of < 2 and not issue.target_pages):
            return parts
        plan = planned(
            [
                Offer(len(part.counted), part.used, leftout.priority(issue, run))
                for part, run in zip(parts, self._runs, strict=True)
            ],
            multiple=issue.multiple_of,
            target=issue.target_pages,
            fillers=issue.fillers,
            reach=partial(self._reaches, parts),
        )
        self._dropped = frozenset(
            story for number in plan.dropped for story in self._runs[number].stories
        )
        if self._dropped:
            return parts
        self._tasks = [
            task._replace(wish=wish) for task, wish in zip(self._tasks, plan.wishes, strict=True)
        ]
        if plan.fillers:
            self._tasks.insert(-1, Task(self._place, -1, fillers=plan.fillers))
        return self._settled()

    def _reaches(self, parts: Sequence[Made], run: int, wish: int) -> bool:
        (made,) = self._each(job.printed, [self._tasks[run]._replace(wish=wish)])
        return len(made.counted) == len(parts[run].counted) + wish

    def _pointed(self, tasks: Sequence[Task], parts: Sequence[Made | None]) -> Iterator[Task]:
        """Yield the tasks with the pages that their runs print, as they are now."""
        pages: dict[str, int] = {}
        found: dict[str, tuple[int, ...]] = {}
        number = 1
        for part in parts:
            first = number
            if part is None:
                # The index opens what stands at the end.
                pages.setdefault(_INDEX, first)
                continue
            number += len(part.counted)
            for name, page in part.anchors.items():
                if _POINTED.fullmatch(name):
                    pages.setdefault(name, first + page)
            for name, places in part.found.items():
                found[name] = found.get(name, ()) + tuple(first + page - 1 for page in places)
        for task, part in zip(tasks, parts, strict=True):
            asked = sorted((part.asked if part else pages.keys()) & pages.keys())
            yield task._replace(
                pages=tuple((name, pages[name]) for name in asked),
                found=tuple(sorted(found.items())) if self._is_last(task) else (),
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
        faces = Faces(galley for run in placed for galley in (run.galley, run.margins))
        missing = frozenset().union(*(part.missing for part in parts))
        own = sha256()
        for galley in (galley for run in placed for galley in (run.galley, run.margins)):
            for sheet in galley.sheets:
                own.update(galley.streams[sheet.content].digest.encode())
        identifier = own.digest()[:16]
        filling = merge.Merge(placed, faces)
        with forme.Press(self._book, self._theme, self._profile) as press:
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
        return self._ordered(rendering, joined(parts, firsts))

    def _ordered(self, rendering: Rendering, layout: Layout) -> tuple[Rendering, Layout]:
        """Return the pages with what is asked of the press."""
        if self._order.is_plain:
            return rendering, layout
        notes: list[str] = []

        def carry_out(opened: pikepdf.Pdf) -> None:
            notes.extend(
                prepress.ready(
                    opened,
                    self._order,
                    issue=self._book.issue,
                    layout=layout,
                    said=words(self._theme, self._book.language),
                    standard=self._profile.pdf.standard,
                )
            )

        data = prepress.again(rendering.data, carry_out)
        if self._profile.pdf.standard:
            notes.append("The pages are changed for a printer, so the PDF bears no seal.")
        return replace(rendering, data=data, notes=(*rendering.notes, *notes)), layout

    def _each(self, work: Callable[[In], Out], things: Sequence[In]) -> Iterator[Out]:
        return self._workers.map(work, things, _lost)


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


def _lost(thing: object) -> NoReturn:
    called = job.named(thing) if isinstance(thing, Task) else "What stands in the pages' margins"
    raise RenderError(
        f"{called} can't be laid out: the process that does it was ended, most often for want of "
        "memory.",
        "Print with fewer processes (--jobs 1), or leave that piece out.",
    )

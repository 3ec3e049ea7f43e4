"""One run of an issue, in whichever process: laid out, fitted to its pages, written as a galley."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from multiprocessing import parent_process
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from formatter.copyfit import Copyfit
from formatter.errors import FormatterError, RenderError
from formatter.issue import Issue
from formatter.layout import Layout
from formatter.press import limits, places
from formatter.press.cache import Store, version
from formatter.press.fitting import fitted
from formatter.press.keys import Job, Task, key_of_pages, key_of_pieces
from formatter.press.report import Reader
from formatter.render import forme, index, paging
from formatter.render.copyfitted import movable
from formatter.render.folios import Asked
from formatter.render.galley import Galley
from formatter.render.printed import filler_html, page_html, strays
from formatter.render.run import Run, Setting, runs
from formatter.render.stories import ANCHOR
from formatter.render.typecase import Cases
from formatter.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What became of a run. Its galley is kept under `key`.

    `used` is what part of its last page is used. `asked` are the anchors whose pages it prints,
    `anchors` its own, each with its page from 0, `found` the names of the index on its pages from
    1. `counted` are the letters of the articles on each page. `margins` are what is drawn there
    later, in the style of `head`.
    """

    key: str
    layout: Layout
    fits: Mapping[str, Copyfit]
    used: float
    anchors: Mapping[str, int]
    found: Mapping[str, tuple[int, ...]]
    counted: tuple[tuple[tuple[int, int], ...], ...]
    margins: Asked
    head: str
    strays: Mapping[str, str]
    missing: frozenset[str]
    complaints: tuple[str, ...]
    asked: frozenset[str] = frozenset()


def printed(task: Task) -> Made:
    """Return a run laid out, from what is kept where it was laid out just so before."""
    job, parts = read(task.job)
    run = Run() if task.fillers else parts[task.run]
    watched = _Watched(task.pages)
    found = dict(task.found)

    def markup(fits: Mapping[str, Copyfit]) -> str:
        setting = Setting(fits=fits, pages=watched, found=found)
        return _markup(job, run, setting, task.fillers)

    key = (
        key_of_pieces(job, run, task)
        if run.stories and not run.front
        else key_of_pages(job, task, markup({}))
    )
    made = job.store.get(f"{key}.run")
    if not isinstance(made, Made) or not job.store.has(f"{key}.galley"):
        try:
            made = _made(task, run, markup, key)
        except FormatterError:
            raise
        except Exception as why:
            said = f"{type(why).__name__}: {why}".strip(": ")
            raise RenderError(
                f"{named(task)} can't be laid out ({said}).",
                "Leave that piece out of the issue, and report it with its page.",
            ) from why
        made = replace(made, asked=frozenset(watched.asked))
        job.store.put(f"{key}.run", made)
    return made


def named(task: Task) -> str:
    """Return what a run is called: its pieces by their titles."""
    job, parts = read(task.job)
    stories = () if task.fillers else parts[task.run].stories
    titles = [f"“{job.book.articles[number - 1].title}”" for number in stories]
    return ", ".join(titles) or "What stands before or after the pieces"


def margins(task: tuple[Path, str, tuple[Asked, ...]]) -> tuple[str, ...]:
    """Return the keys of what is drawn in the margins of runs, of one style: a file, a head."""
    place, head, asked = task
    job, _ = read(place)
    style = (version(), job.profile, job.theme.fonts, job.theme.extra, head)
    keys = [sha256(pickle.dumps((style, each))).hexdigest() for each in asked]
    lacking = [i for i, key in enumerate(keys) if not job.store.has(f"{key}.margins")]
    if lacking:
        with forme.Press(job.book, job.theme, job.profile, _cases(place)) as press:
            drawn = press.folios(head, [asked[i] for i in lacking])
        for i, galley in zip(lacking, drawn, strict=True):
            job.store.put(f"{keys[i]}.margins", galley)
    return tuple(keys)


@lru_cache(maxsize=2)
def read(place: Path) -> tuple[Job, tuple[Run, ...]]:
    """Return the job in a file, and the runs of its book."""
    if parent_process() is not None:
        # The engine stays: what a process of ours looks through is what it has made since.
        gc.freeze()
    job: Job = pickle.loads(place.read_bytes())  # noqa: S301  written by the process that asks
    return job, runs(job.book, job.theme)


def close(place: Path) -> None:
    """Let go of what this process holds for the runs of a job."""
    _cases(place).close()


@lru_cache(maxsize=1)
def _cases(place: Path) -> Cases:  # noqa: ARG001  one for each job
    cases = forme.new_cases()
    Finalize(None, cases.close, exitpriority=1)
    return cases


def _made(task: Task, run: Run, markup: Callable[[Mapping[str, Copyfit]], str], key: str) -> Made:
    job, _ = read(task.job)
    stories = {f"{ANCHOR}{number}": job.book.articles[number - 1] for number in run.stories}
    reader = Reader(job.book, job.theme)
    with forme.Press(job.book, job.theme, job.profile, _cases(task.job)) as press:
        best = fitted(
            lambda fits: press.laid_out(markup(fits)),
            tuple(stories),
            limits.of(job.theme),
            read=lambda forme: reader(forme.boxes),
            wish=task.wish,
            movable={anchor: movable(article.body) for anchor, article in stories.items()},
        )
        boxes = best.forme.boxes
        counted = tuple(map(paging.pieces, boxes))
        issue = job.book.issue
        found = index.found(boxes, issue.index) if issue is not None else {}
        galley = best.forme.galley(_prefix(run))
        missing = frozenset(press.missing)
        signs = strays(best.forme.markup, job.theme, set(missing))
        layout = replace(reader(boxes, uncovered=signs), said=reader.told(best.layout.said))
    job.store.put(f"{key}.galley", galley)
    return Made(
        key=key,
        layout=layout,
        fits=dict(best.fits),
        used=_used(boxes),
        anchors={name: page for name, page, _, _ in galley.anchors},
        found={name: tuple(pages) for name, pages in found.items()},
        counted=counted,
        margins=galley.margins,
        head=galley.head,
        strays=dict(signs),
        missing=missing,
        complaints=best.forme.complaints,
    )


def _used(boxes: Sequence[Any]) -> float:
    """Return what part of the last page is used."""
    last = places.sheets(boxes)[-1]
    return min(1.0, max(0.0, (last.end - last.top) / last.height))


def galley(store: Store, made: Made) -> Galley:
    """Return the pages of a run that was made."""
    held: Galley = store.get(f"{made.key}.galley")
    return held


def _markup(job: Job, run: Run, setting: Setting, fillers: tuple[str, ...]) -> str:
    if fillers:
        issue = job.book.issue or Issue(title=job.book.title)
        return filler_html(
            job.book, issue, job.theme, fillers, profile=job.profile, sheet=job.sheet
        )
    return page_html(
        job.book, job.theme, frozenset(), job.profile, run=run, setting=setting, sheet=job.sheet
    )


def _prefix(run: Run) -> str:
    if run.stories:
        return f"{ANCHOR}{run.stories[0]}."
    return "front." if run.front else "back." if run.back else "filler."


class _Watched(dict[str, int]):
    """Pages by anchor, and which of them were asked for."""

    def __init__(self, held: Iterable[tuple[str, int]]) -> None:
        super().__init__(held)
        self.asked: set[str] = set()

    def __getitem__(self, anchor: str) -> int:
        self.asked.add(anchor)
        return super().__getitem__(anchor)

    def __contains__(self, anchor: object) -> bool:
        self.asked.add(str(anchor))
        return super().__contains__(anchor)

    def get(self, anchor: str, default: Any = None) -> Any:  # noqa: ANN401  as dict has it
        """Return the page of an anchor."""
        self.asked.add(anchor)
        return super().get(anchor, default)


def numbered(parts: Sequence[Made]) -> Iterator[int]:
    """Yield the number of each run's first page."""
    number = 1
    for part in parts:
        yield number
        number += len(part.counted)

"""Workers: processes that share out a batch, and outlive a page that kills one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

In = TypeVar("In")
Out = TypeVar("Out")


class Workers:
    """A number of processes, or none where one is enough: then this one does the work.

    The system kills a process most often for the memory it takes. All that was running in the
    others is lost with it, and is done again, each alone in a process of its own; what kills that
    too is handed to `lost`.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def map(
        self, work: Callable[[In], Out], things: Iterable[In], lost: Callable[[In], Out]
    ) -> Iterator[Out]:
        """Yield what `work` makes of each thing, in their order; `work` must be picklable."""
        if self._count < 2:
            yield from map(work, things)
            return
        from concurrent.futures.process import BrokenProcessPool

        running = [(thing, self._submit(work, thing)) for thing in things]
        for thing, job in running:
            try:
                yield job.result()
            except BrokenProcessPool:
                yield _alone(work, thing, lost)

    def _submit(self, work: Callable[[In], Out], thing: In) -> Future[Out]:
        # Loaded for a batch only: the pool costs a single page a tenth of its time.
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool

        if self._pool:
            try:
                return self._pool.submit(work, thing)
            except BrokenProcessPool:
                self._pool.shutdown()
        self._pool = ProcessPoolExecutor(max_workers=self._count)
        return self._pool.submit(work, thing)


def _alone(work: Callable[[Any], Out], thing: Any, lost: Callable[[Any], Out]) -> Out:  # noqa: ANN401  any work's
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(max_workers=1) as pool:
        try:
            return pool.submit(work, thing).result()
        except BrokenProcessPool:
            return lost(thing)

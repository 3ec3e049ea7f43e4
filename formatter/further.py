"""Further pages: which of many sources go on with another one's article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from formatter.text.address import is_address
from formatter.workers import Workers

# Sources looked through at a time: the first book of a hundred thousand pages is made at once, and
# the pages of one article lie near each other in a folder's order.
WINDOW = 256

Out = TypeVar("Out")
Named = dict[str | bytes, str]


def windows(
    sources: Sequence[str | bytes],
    *,
    workers: Workers,
    legacy: str = "offer",
) -> Iterator[tuple[Sequence[str | bytes], Named]]:
    """Yield the sources in order, some at a time, with those that are further pages of another.

    Each of these is mapped to the source whose article it goes on with. A window is looked through
    with the one after it, whose pages may begin an article of this one. A page is asked for only
    where another lies beside it; `workers` read it.
    """
    files = _files(sources)
    beside = Counter(path.parent for path in files)
    asked = {source: path for path, source in files.items() if beside[path.parent] > 1}
    seen: dict[str, list[str]] = {}
    found: Named = {}
    starts = range(0, len(sources), WINDOW)
    for start in starts:
        ahead = [s for s in sources[start : start + 2 * WINDOW] if s in asked and s not in seen]
        paths = [asked[str(source)] for source in ahead]
        told = workers.map(partial(_parts, legacy=legacy), paths, _none)
        for source, parts in zip(ahead, told, strict=True):
            seen[str(source)] = [files[part] for part in parts if part in files]
        _settle({s: seen[s] for s in map(str, ahead) if seen[s]}, found)
        yield sources[start : start + WINDOW], found


def outcomes(  # noqa: PLR0913  each is one thing that a batch and a binder do differently
    sources: Sequence[str | bytes],
    work: Callable[[str | bytes], Out],
    *,
    lost: Callable[[str | bytes], Out],
    further: Callable[[str, str], Out],
    workers: Workers,
    legacy: str,
) -> Iterator[Out]:
    """Yield what becomes of each source, in their order.

    `work` is done by `workers`, `lost` is for a source that its process didn't outlive, `further`
    for one that goes on with another, which it is given too.
    """
    for window, found in windows(sources, workers=workers, legacy=legacy):
        made = workers.map(work, [source for source in window if source not in found], lost)
        for source in window:
            yield further(str(source), found[source]) if source in found else next(made)


def _files(sources: Sequence[str | bytes]) -> dict[Path, str]:
    return {Path(s).resolve(): s for s in sources if isinstance(s, str) and not is_address(s)}


def _parts(path: Path, legacy: str) -> tuple[Path, ...]:
    """Return the files beside a page on which its article goes on."""
    from formatter.source import joined

    return tuple(part.resolve() for part in joined(path, legacy=legacy))


def _none(_: Path) -> tuple[Path, ...]:
    return ()


def _settle(parts: dict[str, list[str]], found: Named) -> None:
    """Enter which source goes on with which: the first page is followed by the most others.

    Of two that lead to each other, the one of the lower number is the first.
    """
    if not parts:
        return
    from formatter.text.paging import places

    for source in sorted(parts, key=lambda name: (-len(parts[name]), places(name)[-1].number)):
        if source not in found:
            found |= dict.fromkeys(parts[source], source)

"""Speed against peers: medians of one run, as ratios, none above its floor in floors.toml.

`./tests/run bench [--rounds N] [--pages DIR]`; DIR holds other pages to clean (.html, .html.gz).
"""

from __future__ import annotations

import argparse
import gzip
import os
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from readability import Document

from formatter import NothingFoundError, Page, clean
from tests.bench import peers
from tests.bench.peers import Command
from tests.bench.served import served

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "examples/mua-nuoc-noi.html"
FLOORS: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_name("floors.toml").read_text(encoding="utf-8")
)

# Seconds of ours and of the peer by the floor's name; a word in place of seconds is an absence.
Figures = dict[str, tuple[float, float | str]]


def timed(work: Callable[[], object], clock: Callable[[], float]) -> float:
    before = clock()
    work()
    return clock() - before


def in_turns(
    works: Sequence[Callable[[], object]], rounds: int, clock: Callable[[], float]
) -> list[float]:
    """Return the median of each work's times, run turn by turn after one round that isn't counted.

    The turns spread what else the machine does over all of them alike.
    """
    times = [[timed(work, clock) for work in works] for _ in range(rounds + 1)][1:]
    return [median(column) for column in zip(*times, strict=True)]


def commands(mine: Command, others: Mapping[str, Command], rounds: int) -> Figures:
    here = {name: other for name, other in others.items() if not other.absent}
    first, *rest = in_turns(
        [mine.run, *(other.run for other in here.values())], rounds, time.perf_counter
    )
    measured = dict(zip(here, rest, strict=True))
    return {name: (first, measured.get(name, other.absent)) for name, other in others.items()}


def pages(more: Path | None) -> Iterator[str]:
    """Yield the pages of `more` as they are, without it ours as a newspaper would serve them."""
    for folder in [more] if more else [ROOT / "examples", ROOT / "tests/corpus"]:
        for path in sorted(folder.rglob("*.html*")):
            raw = path.read_bytes()
            try:
                text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
            except UnicodeDecodeError:
                continue  # a page for the tests of encodings
            yield text if more else served(text)


def summary(text: str) -> str:
    return str(Document(text).summary())


def cleaning(texts: Sequence[str], rounds: int) -> tuple[float, float]:
    """Return the seconds of processor time a page, ours and readability-lxml's."""
    mine = theirs = 0.0
    cleaned = 0
    for text in texts:
        try:
            clean(Page(html=text))
        except NothingFoundError:
            continue  # a section's front, for the tests
        cleaned += 1
        one, other = in_turns(
            [partial(clean, Page(html=text)), partial(summary, text)],
            rounds,
            time.process_time,
        )
        mine, theirs = mine + one, theirs + other
    return mine / cleaned, theirs / cleaned


def measure(environment: Path, folder: Path, rounds: int, more: Path | None) -> Figures:
    shown = peers.shown_page(PAGE, folder)
    to = ("convert", str(PAGE), "-o", str(folder / "ours"), "--to")
    figures: Figures = {}
    (alone,) = in_turns([peers.ours(environment, "--help").run], rounds, time.perf_counter)
    figures["help"] = (alone, "")
    figures |= commands(
        peers.ours(environment, *to, "epub"),
        {
            "epub-pandoc": peers.pandoc(shown, folder),
            "epub-calibre": peers.calibre(shown, folder),
            "epub-imports": peers.imports(environment, PAGE, folder, own=True),
            "epub-libraries": peers.imports(environment, PAGE, folder, own=False),
        },
        rounds,
    )
    figures |= commands(
        peers.ours(environment, *to, "pdf"),
        {
            "pdf-percollate": peers.percollate(shown, folder),
            "pdf-bare": peers.bare_weasyprint(environment, PAGE, folder),
        },
        rounds,
    )
    name = "clean-readability" if more else "clean-served"
    figures[name] = cleaning(list(pages(more)), rounds)
    return figures


def verdict(name: str, mine: float, peer: float | str) -> tuple[str, bool]:
    """Return what the table says of a measure, and whether it is good."""
    floor = FLOORS[name]
    if "seconds" in floor:
        return f"{mine:8.3f}                   ≤ {floor['seconds']} s", mine <= floor["seconds"]
    if isinstance(peer, str):
        bad = bool(floor.get("required")) and os.environ.get("CI") == "true"
        return f"{mine:8.3f}  absent: {peer}", not bad
    ratio = mine / peer
    return f"{mine:8.3f} {peer:8.3f} {ratio:8.2f}  ≤ {floor['ratio']}", ratio <= floor["ratio"]


def main() -> int:
    asked = argparse.ArgumentParser(prog="./tests/run bench")
    asked.add_argument("--environment", type=Path, required=True, help="the one that is timed")
    asked.add_argument("--rounds", type=int, default=7, help="runs of each command (7)")
    asked.add_argument("--pages", type=Path, metavar="DIR", help="other pages to clean")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(options.environment, Path(folder), options.rounds, options.pages)
    print(f"{'seconds, medians':84} {'ours':>8} {'peer':>8} {'ratio':>8}")
    failed = 0
    for name, (mine, peer) in figures.items():
        row, good = verdict(name, mine, peer)
        failed += not good
        print(f"{'' if good else 'TOO SLOW: '}{FLOORS[name]['what']}".ljust(84), row)
    print(f"{len(figures) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

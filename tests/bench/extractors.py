"""Our cleaning beside other extractors on pages with their truth, all in one run.

`./tests/run compare [--rounds N] [DIR…]` prints a table in Markdown for each DIR (truths.py says
what one holds), without any for our own corpus. Every extractor is a process of its own and is
given each page in turn, so that what else the machine does is spread over all of them alike.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median

from tests.bench import scores, truths
from tests.bench.scores import Text
from tests.bench.truths import Case, Pages

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TRAFILATURA = "trafilatura==2.3.1"
READABILITY = "readability-lxml==0.9"
READABILITY_JS = ("@mozilla/readability@0.6.0", "linkedom@0.18.15")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """An extractor's command; `absent` says why it can't be run here."""

    name: str
    words: tuple[str, ...] = ()
    absent: str = ""


@dataclass(slots=True, kw_only=True)
class Run:
    """What an extractor made of a set: each page's result, and its seconds."""

    found: list[Text] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def tools(environment: Path, home: Path) -> Iterator[Tool]:
    """Yield ours, timed as its users have it, and the others, brought into `home` on demand."""
    child = str(HERE / "extract.py")
    yield Tool(name="formatter", words=(str(environment / "bin/python"), child, "ours"))
    python, why = _brought(home / "trafilatura", TRAFILATURA)
    for name, form in (("text, precision", "text"), ("HTML", "html")):
        words = (python, child, f"trafilatura-{form}")
        yield Tool(name=f"{TRAFILATURA.replace('==', ' ')} {name}", words=words, absent=why)
    python, why = _brought(home / "readability-lxml", READABILITY)
    words = (python, child, "readability-lxml")
    yield Tool(name=READABILITY.replace("==", " "), words=words, absent=why)
    name = f"Readability.js {READABILITY_JS[0].rpartition('@')[2]} on linkedom"
    why = _brought_by_npm(home / "readability-js")
    words = ("node", str(HERE / "extract.mjs"), str(home / "readability-js"))
    yield Tool(name=name, words=words, absent=why)


def _brought(folder: Path, package: str) -> tuple[str, str]:
    """Bring a package into an environment; return its interpreter, and why it is absent."""
    python, done = folder / "bin/python", folder / package
    if not done.exists():
        try:
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
            # lxml lost what both lean on to a package that an old pip doesn't bring by itself.
            packages = (package, "lxml_html_clean")
            subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
        except subprocess.CalledProcessError:
            return str(python), f"pip can't bring {package}"
        done.touch()
    return str(python), ""


def _brought_by_npm(folder: Path) -> str:
    for tool in ("node", "npm"):
        if not shutil.which(tool):
            return f"{tool} is not installed"
    if not (folder / "node_modules/linkedom").exists():
        folder.mkdir(parents=True, exist_ok=True)
        npm = ("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder))
        try:
            subprocess.run([*npm, *READABILITY_JS], check=True)
        except subprocess.CalledProcessError:
            return "npm can't bring it"
    return ""


@contextmanager
def started(tool: Tool) -> Iterator[subprocess.Popen[str]]:
    """Give an extractor's process, ended when it is done with."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    with subprocess.Popen(tool.words, stdin=pipe, stdout=pipe, text=True, env=env) as process:
        yield process


def ask(process: subprocess.Popen[str], markup: str) -> tuple[str, float]:
    """Return what the extractor makes of a page, and its seconds of processor time."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("The process has no pipes.")
    process.stdin.write(json.dumps(markup) + "\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    return answer["out"], answer["seconds"]


def measure(given: Sequence[Tool], cases: Sequence[Case], rounds: int) -> dict[str, Run]:
    """Return what each extractor made of the pages; the first round isn't timed."""
    runs = {tool.name: Run() for tool in given}
    with ExitStack() as stack:
        at_work = {tool.name: stack.enter_context(started(tool)) for tool in given}
        for case in cases:
            times: dict[str, list[float]] = {name: [] for name in runs}
            for turn in range(rounds + 1):
                for name, process in at_work.items():
                    out, seconds = ask(process, case.markup)
                    if turn:
                        times[name].append(seconds)
                    else:
                        runs[name].found.append(scores.read(out))
            for name, run in runs.items():
                run.seconds.append(median(times[name]))
    return runs


def table(pages: Pages, given: Sequence[Tool], runs: Mapping[str, Run]) -> Iterator[str]:
    """Yield the lines of a set's table in Markdown."""
    truth = [case.truth for case in pages.cases]
    first = next(iter(runs.values()))
    pairs = list(zip(truth, first.found, strict=True))
    kinds = {
        kind: wanted
        for kind in scores.KINDS
        if all(case.built for case in pages.cases)
        and (wanted := scores.of_objects(pairs, kind).wanted)
    }
    yield f"### {pages.name}, {len(pages.cases)} pages"
    yield ""
    heads = ["", "F1", "precision", "recall", "CPU ms a page"]
    heads += [f"{kind} ({wanted})" for kind, wanted in kinds.items()]
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for tool in given:
        if tool.absent:
            yield f"| {tool.name} | absent: {tool.absent} |{' |' * (len(heads) - 2)}"
            continue
        run = runs[tool.name]
        pairs = list(zip(truth, run.found, strict=True))
        words = scores.of_words(pairs)
        cells = [tool.name, f"{words.f1:.3f}", f"{words.precision:.3f}", f"{words.recall:.3f}"]
        cells.append(f"{1000 * mean(run.seconds):.1f}")
        cells += [_kept(pairs, kind) for kind in kinds]
        yield f"| {' | '.join(cells)} |"
    yield ""


def _kept(pairs: Sequence[tuple[Text, Text]], kind: str) -> str:
    if not any(found.objects for _, found in pairs):
        return "–"
    shares = scores.of_objects(pairs, kind)
    return f"{shares.recall:.2f} / {shares.precision:.2f}"


def main() -> int:
    """Measure each set that is asked for."""
    asked = argparse.ArgumentParser(prog="./tests/run compare")
    asked.add_argument("--environment", type=Path, required=True, help="the one that is timed")
    asked.add_argument("--rounds", type=int, default=3, help="timed runs of each page (3)")
    asked.add_argument("folders", type=Path, nargs="*", metavar="DIR", help="pages with truth")
    options = asked.parse_args()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    given = list(tools(options.environment, cache / "article-formatter-bench"))
    print(f"Measured on {datetime.now(UTC):%Y-%m-%d}; objects: recall / precision.\n")
    for folder in options.folders or [None]:
        pages = truths.load(folder)
        here = [tool for tool in given if not tool.absent]
        runs = measure(here, pages.cases, options.rounds)
        print("\n".join(table(pages, given, runs)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

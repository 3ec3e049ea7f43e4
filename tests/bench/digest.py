"""An issue of two hundred pieces: the press against one process of its engine, on the same pages.

    python -m tests.bench.digest [--articles N] [--blocks N] [--jobs N] [--rounds N] [--trials N]

Each is made in a process of its own, tagged and of an archive's standard. Told are the time on the
wall, the processors' time of all processes, and the greatest memory of any of them; then what an
issue costs a tenth as long, and one of which a single piece was changed.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from formatter import press, profile, theme
from formatter.article import Book
from formatter.theme import Theme
from tests.press import issues


def _issue(
    articles: int, blocks: int, *, changed: bool = False, trials: int = 1
) -> tuple[Book, Theme]:
    book = issues.book(articles, blocks=blocks)
    if changed:
        number = articles // 2
        sections = [
            replace(
                part,
                articles=tuple(
                    replace(one, body=one.body.replace(" những ", " bao ", 3))
                    if one.url == issues.address(number)
                    else one
                    for one in part.articles
                ),
            )
            for part in book.sections
        ]
        book = replace(book, sections=tuple(sections))
    dress = theme.load("book")
    # Unless more are asked for, each run is laid out once: what the fitting tries is no work of the
    # engine's alone.
    return book, replace(dress, options={**dress.options, "fit_trials": trials})


def pressed(given: argparse.Namespace) -> dict[str, Any]:
    """Print an issue by the press, and return what it cost."""
    book, dress = _issue(given.articles, given.blocks, changed=given.changed, trials=given.trials)
    kept = Path(given.cache) if given.cache else None
    start, spent = time.perf_counter(), _spent()
    made = press.printed(book, dress, profile.load("archive"), jobs=given.jobs, cache=kept)
    return _told(start, spent, made.rendering.pages or 0, len(made.rendering.data))


def alone(given: argparse.Namespace) -> dict[str, Any]:
    """Print the same pages as one document of the engine's, and return what that cost."""
    from functools import partial

    from formatter.render import complaining, pdf
    from formatter.render.words import words

    book, dress = _issue(given.articles, given.blocks)
    asked = profile.load("archive")
    start, spent = time.perf_counter(), _spent()
    archive = pdf._archive()
    options = archive.standard(asked.pdf.standard).options
    fetcher = pdf._Sealed(book, dress, asked)
    with complaining.gathered(logging.getLogger("weasyprint")) as (_, boxes), pdf._fonts() as case:
        markup = pdf.page_html(book, dress, profile=asked)
        document = pdf._laid_out(markup, fetcher, case, **options)
        archive.ready(document, partial(words, dress), fetcher.present)
        finisher = archive.Finisher(book, (dress, asked), boxes, pdf._ENGINE)
        data = document.write_pdf(pdf_identifier=b"0" * 16, finisher=finisher, **options)
        data = finisher.sealed(data)
    return _told(start, spent, len(document.pages), len(data))


def _spent() -> float:
    own, others = (resource.getrusage(who) for who in _WHO)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _told(start: float, spent: float, pages: int, size: int) -> dict[str, Any]:
    own, others = (resource.getrusage(who) for who in _WHO)
    return {
        "wall": round(time.perf_counter() - start, 2),
        "processor": round(_spent() - spent, 2),
        "own": round(own.ru_utime + own.ru_stime, 2),
        "memory": max(own.ru_maxrss, others.ru_maxrss) // 1024,
        "pages": pages,
        "size": size,
        "load": round(os.getloadavg()[0], 1),
    }


def _run(what: str, given: argparse.Namespace, **more: object) -> dict[str, Any]:
    asked = {"articles": given.articles, "blocks": given.blocks, "jobs": given.jobs}
    asked |= {"trials": given.trials} | more
    flags = [
        part
        for name, value in asked.items()
        for part in ([f"--{name}"] if value is True else [f"--{name}", str(value)])
    ]
    command = [sys.executable, "-m", "tests.bench.digest", "--measure", what, *flags]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout)
    print(f"{what} {more or ''}: {told}", flush=True)
    return told


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--articles", type=int, default=200)
    reader.add_argument("--blocks", type=int, default=14)
    reader.add_argument("--jobs", type=int, default=2)
    reader.add_argument("--trials", type=int, default=1, help="layouts of a run with a fault")
    reader.add_argument("--rounds", type=int, default=1)
    reader.add_argument("--measure", choices=("pressed", "alone"))
    reader.add_argument("--cache", default="")
    reader.add_argument("--changed", action="store_true")
    given = reader.parse_args()
    if given.measure:
        print(json.dumps({"pressed": pressed, "alone": alone}[given.measure](given)))
        return
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(given.rounds):
            one = _run("alone", given)
            first = _run("pressed", given, cache=f"{folder}/{number}")
            ratios.append(first["wall"] / one["wall"])
        again = _run("pressed", given, cache=f"{folder}/0", changed=True)
        tenth = _run("pressed", given, articles=given.articles // 10)
    each = first["processor"] / first["pages"]
    print(f"wall, of one process: {median(ratios):.2f}")
    print(f"a page of a tenth as many costs {tenth['processor'] / tenth['pages'] / each:.2f}")
    print(f"one piece changed: {again['wall'] / first['wall']:.2f} of the wall's time,")
    print(f"  {again['processor'] / first['processor']:.2f} of the processors'")


if __name__ == "__main__":
    main()

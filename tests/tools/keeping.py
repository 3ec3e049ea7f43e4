"""PDFs for an archive of every page that the tests have, made once, by as many as can work."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from formatter import profile, theme
from formatter.article import Article, Book
from formatter.book import bind
from formatter.clean.clean import clean
from formatter.convert import limits
from formatter.images import gather
from formatter.render.pdf import to_pdf
from formatter.source import read
from tests.tools import oddities

_ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((_ROOT / "examples").glob("*.html"))
CORPUS = sorted(
    place for kind in ("html", "txt") for place in (_ROOT / "tests" / "corpus").glob(f"*.{kind}")
)
# A book of so many articles; its pages come last in the list, for they take longest.
_MANY = 50


class Job(NamedTuple):
    """A PDF: the pages it is made of (none for the book of oddities), its theme and standard."""

    pages: tuple[Path, ...]
    style: str
    standard: str = "a-3a"

    @property
    def name(self) -> str:
        """What a test calls it: `wiki in newspaper, a-3a`."""
        what = self.pages[0].stem if len(self.pages) == 1 else f"{len(self.pages)} articles"
        return f"{what if self.pages else 'oddities'} in {self.style}, {self.standard}"


class Made(NamedTuple):
    """A PDF and what was noted while it was made."""

    data: bytes
    notes: tuple[str, ...]


def jobs() -> tuple[Job, ...]:
    """Return all PDFs: each page in one theme, the themes in turn; what tries most in each."""
    styles = theme.names()
    return (
        Job(tuple(CORPUS[:_MANY]), "book"),
        *(Job((page,), style) for page, style in zip(CORPUS, cycle(styles), strict=False)),
        *(Job((page,), style) for page in EXAMPLES for style in styles),
        *(Job((), style) for style in styles),
        *(Job((), "book", standard) for standard in profile.STANDARDS[1:]),
    )


@cache
def all_made() -> Mapping[str, Made]:
    """Return the PDF of each job, by its name."""
    asked = jobs()
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=spawn) as workers:
        done = workers.map(made, asked)
        return {job.name: each for job, each in zip(asked, done, strict=True)}


def made(job: Job) -> Made:
    """Return the PDF that a job asks for."""
    done = to_pdf(
        book(*job.pages), theme.load(job.style), profile.load("archive", standard=job.standard)
    )
    return Made(done.data, done.notes)


def book(*pages: Path) -> Book:
    """Return the book of those pages, its pictures as an archive has them."""
    if not pages:
        return oddities.book()
    articles = [article(page) for page in pages]
    title = "Năm mươi bài" if len(pages) > 1 else ""
    return bind(articles, images=gather(articles, limits("archive")), title=title)


def article(page: Path) -> Article:
    """Return the article of a page."""
    return clean(read(page))

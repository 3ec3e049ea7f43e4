"""What a run is kept under: a hash of all that its pages depend on."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from formatter import fonts
from formatter.article import Article, Book
from formatter.press.cache import Store, version
from formatter.profile import Profile
from formatter.render import subset
from formatter.render.run import Run
from formatter.theme import Theme
from formatter.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An issue to be printed: its book, its dress, its last style sheet, where galleys are kept."""

    book: Book
    theme: Theme
    profile: Profile
    sheet: str
    store: Store


class Task(NamedTuple):
    """A run to be laid out: by its number, and by how many pages more or less than it would have.

    `job` is the file of the job. `pages` and `found` are those of a setting, as far as they are
    known. With `fillers` it is a run of pages that fill the issue up, and no other.
    """

    job: Path
    run: int
    wish: int = 0
    fillers: tuple[str, ...] = ()
    pages: tuple[tuple[str, int], ...] = ()
    found: tuple[tuple[str, tuple[int, ...]], ...] = ()


def key_of_pieces(job: Job, run: Run, task: Task) -> str:
    """Return what a run of pieces is kept under: a hash of all that its pages depend on.

    Of other pieces that is their addresses, which a link may name, of the issue what is said of all
    of it. It isn't made of the run's markup, which takes longer to write than to find.
    """
    book, issue = job.book, job.book.issue
    told = [_article(book.articles[number - 1]) for number in run.stories]
    if issue is not None:
        told += [repr(issue.pieces[number - 1]) for number in run.stories]
        told += [repr(replace(issue, departments=()))]
        told += [f"{replace(part, pieces=())} {len(part.pieces)}" for part in issue.departments]
    names = {ref.id for number in run.stories for ref in book.articles[number - 1].images}
    rest = (
        (book.title, book.language, book.creators, book.date, book.identifier, book.number),
        [article.url for article in book.articles],
        run,
    )
    return _digest("\n".join((*told, repr(rest), _common(job, task, names))).encode())


def key_of_pages(job: Job, task: Task, markup: str) -> str:
    """Return what a run is kept under that tells of the pieces: a hash of its markup."""
    names = {name for name in job.book.images if f"image:{name}" in markup}
    return _digest(f"{_common(job, task, names)}\n{markup}".encode())


def _common(job: Job, task: Task, names: AbstractSet[str]) -> str:
    """Return what any run depends on; `names` are the ids of its pictures."""
    pictures = [
        (name, *_picture(job.book, name)) for name in sorted(names & job.book.images.keys())
    ]
    asked = task._replace(job=Path())
    return repr((version(), job.profile, _dress(job.theme), job.sheet, asked, pictures))


def _article(article: Article) -> str:
    return repr(replace(article, source=article.source.bare()))


@lru_cache(maxsize=8)
def _sheets(folders: tuple[Path, ...]) -> str:
    """Return a hash of all files of a theme."""
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return _digest(b"".join(f"{path.name}\n".encode() + path.read_bytes() for path in files))


def _dress(theme: Theme) -> tuple[Any, ...]:
    faces = [
        face
        for family in (*map(fonts.family, theme.fonts.values()), *theme.guests())
        for face in family.faces
    ]
    files = [subset.digest(face.path, face.number) for face in faces]
    options = sorted(theme.options.items())
    return (theme.edition, options, sorted(theme.fonts.items()), files, _sheets(theme.folders))


def _picture(book: Book, name: str) -> tuple[Any, ...]:
    image = book.images[name]
    held = "" if image.missing else _digest(image.read())
    return (held, image.media_type, image.width, image.height, image.missing, image.address)


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()

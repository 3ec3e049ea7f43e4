"""The copy desk: each piece of an issue is had, cleaned, edited, and its pictures gathered."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from formatter import digest
from formatter.article import Article, Image
from formatter.batch import Order, killed
from formatter.convert import pictures_of
from formatter.digest.lock import Held, held
from formatter.errors import FormatterError, UsageError
from formatter.intake import article_of, edits_for
from formatter.issue import Issue, Piece
from formatter.profile import Profile
from formatter.profile import load as profile_of
from formatter.records import Record, broken, failure, words_of
from formatter.spool import bare, spooled
from formatter.text.address import is_address
from formatter.workers import Workers

# An issue is printed from pictures as large as paper shows, its EPUB has those that screens do.
_PROFILES: Mapping[str, str] = {"pdf": "print", "epub": "generic"}


class Taken(NamedTuple):
    """What a worker hands back of a piece.

    `article` is as the issue has it, `held` what the lock is made of, `pictures` those of each
    format; or `record` is that of a failure, and `wrong` says that the issue's file is at fault.
    """

    article: Article | None = None
    held: Held | None = None
    pictures: Mapping[str, Mapping[str, Image]] = {}
    record: Record | None = None
    wrong: bool = False


def copy(
    issue: Issue, path: Path, order: Order, spool: Path, workers: Workers
) -> tuple[Taken, ...]:
    """Return what was had of each piece of the issue in the file `path`, in their order.

    What is large lies in files in the folder `spool`. Raises UsageError for what the issue's file
    says of a piece in error, of all pieces at once.
    """
    work = partial(_work, path=path, order=order, spool=spool)
    taken = tuple(workers.map(work, issue.pieces, _lost))
    if wrong := [one.record for one in taken if one.wrong and one.record]:
        more = ""
        if others := wrong[1:]:
            more = " " + " ".join(f"Then: {one.problem}" for one in others)
        raise UsageError(wrong[0].problem, f"{wrong[0].remedy}{more}")
    return taken


def _lost(piece: Piece) -> Taken:
    return Taken(record=failure(piece.source, killed(), time.perf_counter()))


def _work(piece: Piece, path: Path, order: Order, spool: Path) -> Taken:
    start = time.perf_counter()
    source = piece.source if is_address(piece.source) else path.parent / piece.source
    reading = order.reading() | {"edits": digest.edits(piece, str(path)) or edits_for(source)}
    try:
        cleaned = article_of(source, **reading)
    except UsageError as why:
        return Taken(record=failure(piece.source, why, start), wrong=bool(piece.keep or piece.drop))
    except FormatterError as why:
        return Taken(record=failure(piece.source, why, start))
    except Exception as why:  # noqa: BLE001  a fault of ours is a failure of its page alone
        return Taken(record=broken(piece.source, why, start))
    try:
        _must_have_done(cleaned, piece, path)
        article = digest.edited(cleaned, piece, str(path))
    except UsageError as why:
        return Taken(record=failure(piece.source, why, start), wrong=True)
    pictures: dict[str, Mapping[str, Image]] = {}
    for form in order.formats:
        suited = profile(order, form)
        twin = next((f for f in pictures if profile(order, f) == suited), "")
        pictures[form] = pictures[twin] if twin else _spooled_all(article, suited, order, spool)
    kept = any(profile(order, form).pdf.standard for form in order.formats)
    return Taken(bare(article, spool, archive=kept), held(piece, cleaned), pictures)


def _must_have_done(cleaned: Article, piece: Piece, path: Path) -> None:
    """Raise UsageError where a piece keeps or drops a block that its page hasn't."""
    asked = len(piece.keep) + len(piece.drop)
    if not asked or len(cleaned.edits) == asked:
        return
    for note in cleaned.notes:
        if note.startswith(f"{path}, line "):
            problem, _, remedy = note.partition("; ")
            raise UsageError(f"{problem}.", f"{remedy[:1].upper()}{remedy[1:]}")


def profile(order: Order, form: str) -> Profile:
    """Return the profile that a format's pictures are gathered for."""
    return profile_of(order.profile or _PROFILES[form])


def _spooled_all(
    article: Article, suited: Profile, order: Order, spool: Path
) -> Mapping[str, Image]:
    images = pictures_of(article, suited, order.imprint, online=order.online)
    return {name: spooled(image, spool) for name, image in images.items()}


def listed(
    sources: Sequence[str], order: Order, folder: Path, jobs: int
) -> Iterator[tuple[str, digest.Found | str]]:
    """Yield each source with what an issue file lists of it, or why it can't be had.

    Files are named from the `folder` of the issue file.
    """
    with Workers(min(jobs, len(sources))) as workers:
        work = partial(_look, order=order, folder=folder)
        yield from zip(sources, workers.map(work, sources, _unseen), strict=True)


def _unseen(_: str) -> digest.Found | str:
    return str(killed())


def _look(source: str, order: Order, folder: Path) -> digest.Found | str:
    try:
        article = article_of(source if is_address(source) else Path(source), **order.reading())
    except FormatterError as why:
        return str(why)
    place = source if is_address(source) else os.path.relpath(source, folder)
    names = (digest.file_name(ref) for ref in article.images)
    return digest.Found(
        source=place.replace(os.sep, "/"),
        title=article.title,
        words=words_of(article),
        language=article.language,
        pictures=tuple(dict.fromkeys(filter(None, names))),
    )

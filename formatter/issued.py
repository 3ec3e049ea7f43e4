"""The line of a printed issue: its file becomes its book, its pages, and the same issue as EPUB."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from formatter import approval, digest, press
from formatter.article import Book, Rendering
from formatter.batch import Order, must_be_right
from formatter.beside import engine
from formatter.convert import imprinted, limits
from formatter.copydesk import Taken, copy, profile
from formatter.digest import lock as locking
from formatter.errors import FormatterError
from formatter.images import own_picture
from formatter.issue import Issue
from formatter.layout import Layout
from formatter.pagination import Pagination
from formatter.press.order import Order as PressOrder
from formatter.records import Record, rendered, words_of
from formatter.spool import spooled
from formatter.text.slug import slug
from formatter.theme import load
from formatter.workers import Workers
from formatter.written import deliver, write_asked

_JSON = "application/json"


class Pressing(NamedTuple):
    """What is asked of one issue beside how its pages are read and what files are made.

    `press` is what is asked of the press. With `locked` an issue is refused that isn't as its lock
    file holds it. `cache` is the folder of what was laid out before, None for none.
    """

    press: PressOrder = PressOrder()
    locked: bool = False
    cache: Path | None = None


class Issued(NamedTuple):
    """What became of an issue: its record, and its layout where it was printed."""

    record: Record
    layout: Layout | None = None


def run(path: Path, order: Order, pressing: Pressing | None = None, *, jobs: int = 1) -> Issued:
    """Return what became of the issue in the file `path`, its files written.

    `order.theme` goes before the issue's own where it isn't empty, and so does `order.profile`;
    without one, each format has the pictures that suit it. A page that can't be had is left out,
    and makes the record a failure that names it; all else is made. Raises UsageError before any
    work for a file, an order or an override that can't be used, and RefusedError where the issue
    isn't as it was locked and `pressing.locked` asks for that.
    """
    start = time.perf_counter()
    pressing = pressing or Pressing()
    asked = pressing.press.checked()
    issue = digest.read(path)
    order = order._replace(theme=order.theme or issue.theme)
    if {"epub", "pdf"} <= set(order.formats):
        order = order._replace(imprint=replace(order.imprint, page_list=True))
    must_be_right(order._replace(profile=order.profile or "generic"), 1)
    with tempfile.TemporaryDirectory(dir=order.folder, prefix=".formatter-") as spool:
        with Workers(min(jobs, len(issue.pieces))) as workers:
            taken = copy(issue, path, order, Path(spool), workers)
        changes = approval.since(issue, path, taken)
        if pressing.locked:
            approval.must_hold(issue, path, taken, changes)
        issue = approval.marked(issue, changes)
        asked = asked._replace(lock=approval.state(changes))
        record = _gathered(path, issue, taken, changes, start)
        if not any(one.article for one in taken):
            return Issued(record)
        books = {
            form: _book(issue, path, taken, form, order, Path(spool)) for form in order.formats
        }
        made, layout, failed = _made(books, order, pressing._replace(press=asked), jobs)
        record = rendered(record, made, failed)._replace(
            pages=layout.pages if layout else max((one.pages for one in made.values()), default=0)
        )
        files = dict(made)
        if layout:
            files["layout"] = _layout(layout)
        record = record.with_outputs(*deliver(_name(issue), files, order.folder))
    return Issued(record._replace(seconds=round(time.perf_counter() - start, 3)), layout)


def lock(path: Path, order: Order, *, jobs: int = 1) -> tuple[Path, tuple[str, ...]]:
    """Write the lock file of an issue as its pages and its file are now.

    Return its place, and what changed since the last approval, in sentences. Raises the error of a
    piece that can't be had: what can't be looked at can't be approved.
    """
    issue = digest.read(path)
    place = locking.beside(path)
    with (
        tempfile.TemporaryDirectory(prefix=".formatter-") as spool,
        Workers(min(jobs, len(issue.pieces))) as workers,
    ):
        taken = copy(issue, path, order._replace(formats=()), Path(spool), workers)
    for piece, one in zip(issue.pieces, taken, strict=True):
        if one.record:
            problem = f"{path}, line {piece.place}: {piece.source} can't be approved. "
            raise FormatterError(problem + one.record.problem, one.record.remedy)
    changes = approval.since(issue, path, taken) or ()
    now = locking.lock(issue, [one.held for one in taken if one.held])
    write_asked(place, locking.written(now).encode(), "its folder")
    return place, tuple(approval.told(issue, changes))


def _book(  # noqa: PLR0913, PLR0917  what a book of an issue is made of
    issue: Issue, path: Path, taken: Sequence[Taken], form: str, order: Order, spool: Path
) -> Book:
    """Return the issue's book with the pictures that suit a format."""
    images = {name: image for one in taken for name, image in one.pictures.get(form, {}).items()}
    suited = profile(order, form)
    bounds = limits(suited, order.imprint)
    own = {"cover": issue.cover.image, "masthead": issue.masthead.image}
    own |= {f"filler-{i}": name for i, name in enumerate(digest.house(issue.fillers), start=1)}
    for name, file in own.items():
        if file:
            images[name] = spooled(own_picture(path.parent / file, bounds, name), spool)
    book = digest.bound(issue, [one.article for one in taken], images)
    return imprinted(book, order.imprint, suited)


def _made(
    books: Mapping[str, Book], order: Order, pressing: Pressing, jobs: int
) -> tuple[dict[str, Rendering], Layout | None, dict[str, FormatterError]]:
    """Return the issue in each format, its layout, and the errors of what couldn't be made.

    The PDF comes first: the e-book is told where its pages begin.
    """
    made: dict[str, Rendering] = {}
    failed: dict[str, FormatterError] = {}
    layout: Layout | None = None
    pages: Pagination | None = None
    left_out: tuple[int, ...] = ()
    theme = load(order.theme).with_fonts(order.fonts)
    if "pdf" in books:
        try:
            printed = press.printed(
                books["pdf"],
                theme,
                profile(order, "pdf"),
                jobs=jobs,
                cache=pressing.cache,
                order=pressing.press,
            )
        except FormatterError as why:
            failed["pdf"] = why
        else:
            made["pdf"], layout, left_out = printed
            pages = made["pdf"].pagination
            if pressing.press.booklet:
                made["booklet"] = _booklet(made["pdf"], pressing.press)
    if "epub" in books:
        book = replace(_same(books["epub"], left_out), pagination=pages)
        try:
            made["epub"] = engine("epub")(book, theme, profile(order, "epub"))
        except FormatterError as why:
            failed["epub"] = why
    return made, layout, failed


def _same(book: Book, left_out: Sequence[int]) -> Book:
    """Return the issue as it was printed: without the pieces that its pages had no room for."""
    if not left_out:
        return book
    from formatter.press.leftout import without

    return without(book, left_out)[0]


def _booklet(pdf: Rendering, asked: PressOrder) -> Rendering:
    from formatter.press import imposition

    whole = pdf.path.read_bytes() if pdf.path else pdf.data
    sheets = imposition.booklet(whole, asked)
    return Rendering(data=sheets, media_type=pdf.media_type, suffix=".booklet.pdf")


def _layout(layout: Layout) -> Rendering:
    text = json.dumps(layout.record(), ensure_ascii=False, indent=1)
    return Rendering(data=f"{text}\n".encode(), media_type=_JSON, suffix=".layout.json")


def _name(issue: Issue) -> str:
    """Return what the files are called: number, date and title."""
    number = str(issue.number or "")
    return "-".join(filter(None, (number, issue.date, slug(issue.title))))


def _gathered(
    path: Path,
    issue: Issue,
    taken: Sequence[Taken],
    changes: tuple[locking.Change, ...] | None,
    start: float,
) -> Record:
    """Return the record of the issue as far as its pieces go; a failure where one is lacking."""
    there = [one.article for one in taken if one.article]
    pairs = list(zip(issue.pieces, taken, strict=True))
    notes = [f"{one.article.title}: {note}" for _, one in pairs if one.article
             for note in one.article.notes]  # fmt: skip
    images = {name: image for one in taken for held in one.pictures.values()
              for name, image in held.items() if image.missing}  # fmt: skip
    record = Record(
        source=str(path),
        status="done",
        title=issue.title,
        words=sum(map(words_of, there)),
        confidence=min((article.confidence for article in there), default=0.0),
        missing=tuple(
            {"id": image.id, "address": image.address, "reason": image.missing}
            for image in images.values()
        ),
        notes=(*approval.told(issue, changes or ()), *notes),
        seconds=round(time.perf_counter() - start, 3),
    )
    lost = [(piece, one.record) for piece, one in pairs if one.record]
    if not lost:
        return record
    problems = [f"{path}, line {piece.place}: {piece.source} isn't in the issue. {why.problem}"
                for piece, why in lost]  # fmt: skip
    codes = {why.exit_code for _, why in lost}
    return record._replace(
        status="failed" if there else lost[0][1].status,
        problem=" ".join(problems),
        remedy=" ".join(dict.fromkeys(why.remedy for _, why in lost)),
        exit_code=1 if there else codes.pop() if len(codes) == 1 else 1,
    )

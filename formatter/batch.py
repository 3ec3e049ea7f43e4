"""Many sources: each converted on its own, its files written whole, a record of each.

One bad page stops nothing: what failed is told in its record and the rest is delivered.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from formatter.article import Rendering
from formatter.beside import Engine
from formatter.convert import Converted, check, convert, is_address
from formatter.edits import must_be_of_one
from formatter.errors import FormatterError, NothingFoundError, RefusedError, UsageError
from formatter.further import windows
from formatter.text.plain import words
from formatter.text.slug import slug, untaken
from formatter.workers import Workers

STATUS = {NothingFoundError: "nothing", RefusedError: "refused"}


class Order(NamedTuple):
    """How sources are converted: the arguments of `convert`, and the folder for the files."""

    folder: Path
    formats: tuple[str, ...] = ("epub", "pdf")
    theme: str = "book"
    profile: str = "generic"
    url: str = ""
    legacy: str = "auto"
    online: bool = False
    rules: Path | None = None
    edits: Path | None = None
    fonts: tuple[str, ...] = ()


class Record(NamedTuple):
    """What became of one source. `status` is done, nothing, refused or failed.

    `signs` tells of each sign that no font of ours has, and what draws it in each format.
    """

    source: str
    status: str
    title: str = ""
    outputs: tuple[Mapping[str, str], ...] = ()
    words: int = 0
    pages: int = 0
    confidence: float = 0.0
    missing: tuple[Mapping[str, str], ...] = ()
    uncovered: tuple[str, ...] = ()
    signs: tuple[Mapping[str, Any], ...] = ()
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    problem: str = ""
    remedy: str = ""
    exit_code: int = 0

    def json(self) -> dict[str, Any]:
        """Return the record as its contract writes it; problem and remedy where it failed."""
        kept = {name: getattr(self, name) for name in _FIELDS}
        return kept | ({"problem": self.problem, "remedy": self.remedy} if self.problem else {})


_FIELDS = (
    "source status title outputs words pages confidence missing uncovered signs notes "
    "seconds".split()
)


class _Made(NamedTuple):
    """What a worker hands back: the record without its outputs, the name and bytes of the files."""

    record: Record
    renderings: Mapping[str, Rendering]
    name: str = ""


def run(
    sources: Sequence[str | bytes],
    order: Order,
    *,
    jobs: int = 1,
    engines: Mapping[str, Engine] | None = None,
) -> Iterator[Record]:
    """Yield a record of each source, in their order, its files written to the order's folder.

    `jobs` is the number of processes; where it is one, `engines` are those at work beside it
    (`formatter.beside`). Raises UsageError before any work where the folder can't be
    written, or a format, theme, profile, rule or list of edits can't be used.
    """
    _must_be_writable(order.folder)
    must_be_of_one(order.edits, len(sources))
    check(
        formats=order.formats,
        theme=order.theme,
        profile=order.profile,
        rules=order.rules,
        fonts=order.fonts,
    )
    taken: set[str] = set()
    with Workers(min(jobs, len(sources))) as workers:
        for window, further in windows(sources, legacy=order.legacy, workers=workers):
            made = workers.map(
                partial(_work, order=order, engines=engines if jobs == 1 else None),
                [source for source in window if source not in further],
                _lost,
            )
            for source in window:
                if source in further:
                    note = f"It is a further page of {further[source]} and stands in that book."
                    yield Record(source=str(source), status="done", notes=(note,))
                else:
                    yield _deliver(next(made), order, taken)


def _lost(source: str | bytes) -> _Made:
    """Return the record of a source that its process didn't outlive."""
    why = FormatterError(
        "The system ended the process that worked on the page, most often for want of memory.",
        "Give this page alone on a machine with more memory, and look whether it is what it seems.",
    )
    return _Made(record=_failed(_named(source), why, time.perf_counter()), renderings={})


def _work(source: str | bytes, order: Order, engines: Mapping[str, Engine] | None = None) -> _Made:
    start = time.perf_counter()
    name = _named(source)
    try:
        done = convert(
            source if isinstance(source, bytes) or is_address(source) else Path(source),
            formats=order.formats,
            theme=order.theme,
            profile=order.profile,
            url=order.url,
            legacy=order.legacy,
            online=order.online,
            rules=order.rules,
            edits=order.edits,
            fonts=order.fonts,
            engines=engines,
        )
    except FormatterError as why:
        return _Made(record=_failed(name, why, start), renderings={})
    except Exception as why:  # noqa: BLE001  a fault of ours is a failure of its page alone
        fault = FormatterError(
            f"The page broke a step of the work ({type(why).__name__}: {why}).",
            "Report the page, and go on without it.",
        )
        return _Made(record=_failed(name, fault, start), renderings={})
    return _Made(
        record=_record(name, done, start),
        name="-".join(filter(None, (done.article.published[:10], slug(done.article.title)))),
        renderings=done.renderings,
    )


def _named(source: str | bytes) -> str:
    return "-" if isinstance(source, bytes) else source


def _failed(source: str, why: FormatterError, start: float) -> Record:
    return Record(
        source=source,
        status=STATUS.get(type(why), "failed"),
        problem=why.problem,
        remedy=why.remedy,
        exit_code=why.exit_code,
        seconds=_since(start),
    )


def _record(source: str, done: Converted, start: float) -> Record:
    renderings = done.renderings.values()
    why = next(iter(done.failed.values()), None)
    return Record(
        source=source,
        status=STATUS.get(type(why), "failed") if why else "done",
        problem=why.problem if why else "",
        remedy=why.remedy if why else "",
        exit_code=why.exit_code if why else 0,
        title=done.article.title,
        words=words(_bare(done.article.body)),
        pages=max((rendering.pages for rendering in renderings), default=0),
        confidence=done.article.confidence,
        missing=tuple(
            {"id": image.id, "address": image.address, "reason": image.missing}
            for image in done.book.images.values()
            if image.missing
        ),
        uncovered=tuple(sorted({c for rendering in renderings for c in rendering.uncovered})),
        signs=_signs(done.renderings),
        notes=tuple(
            dict.fromkeys(
                (*done.article.notes, *(n for rendering in renderings for n in rendering.notes))
            )
        ),
        seconds=_since(start),
    )


def _signs(renderings: Mapping[str, Rendering]) -> tuple[Mapping[str, Any], ...]:
    """Return the signs no font of ours has, in code order, with what draws each, by format."""
    found: dict[str, dict[str, Any]] = {}
    for form, rendering in renderings.items():
        for sign in rendering.signs:
            told = asdict(sign)
            del told["font"], told["covered"]
            found.setdefault(sign.sign, told | {"fonts": {}})["fonts"][form] = sign.font
    return tuple(told for _, told in sorted(found.items()))


def _bare(body: str) -> str:
    from html import unescape
    from re import sub

    return unescape(sub(r"<[^>]+>", " ", body))


def _since(start: float) -> float:
    return round(time.perf_counter() - start, 3)


def _must_be_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as why:
        raise UsageError(
            f"The folder {folder} can't be written: {why.strerror or why}.",
            "Choose another one with -o, or make it writable.",
        ) from why


def _deliver(made: _Made, order: Order, taken: set[str]) -> Record:
    """Write a source's files beside each other and return its record with them."""
    if not made.renderings:
        return made.record
    name = untaken(made.name, taken)
    outputs: list[dict[str, str]] = []
    for form, rendering in made.renderings.items():
        path = order.folder / f"{name}{rendering.suffix}"
        try:
            write_whole(path, rendering.data)
        except OSError as why:
            problem = f"{path} can't be written: {why.strerror or why}."
            return _replaced(made.record, outputs, problem)
        digest = sha256(rendering.data).hexdigest()
        outputs.append({"format": form, "path": str(path), "sha256": digest})
    return _replaced(made.record, outputs)


def _replaced(record: Record, outputs: list[dict[str, str]], problem: str = "") -> Record:
    if problem:
        return record._replace(
            outputs=tuple(outputs),
            status="failed",
            problem=problem,
            remedy="Make room or choose another folder with -o, and run it again.",
            exit_code=1,
        )
    return record._replace(outputs=tuple(outputs))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under a temporary name, then rename it: a file that exists is whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

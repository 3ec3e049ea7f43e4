"""A record: what became of one source, as the command tells it and `--json` prints it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from html import unescape
from re import sub
from typing import Any, NamedTuple

from formatter.article import Article, Image, Rendering
from formatter.errors import FormatterError, NothingFoundError, RefusedError
from formatter.text.plain import words

_STATUS = {NothingFoundError: "nothing", RefusedError: "refused"}


class Record(NamedTuple):
    """What became of one source. `status` is done, nothing, refused or failed.

    `signs` tells of each sign that no font of ours has, and what draws it in each format. `card` is
    what a catalogue is told of its book, by the elements of Dublin Core, where that was asked.
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
    card: Mapping[str, tuple[str, ...]] = {}

    def with_outputs(self, outputs: Iterable[Mapping[str, str]], problem: str = "") -> Record:
        """Return the record with the files that were written; a failure where one couldn't be."""
        told = self._replace(outputs=tuple(outputs))
        if not problem:
            return told
        return told._replace(
            status="failed",
            problem=problem,
            remedy="Make room or choose another folder with -o, and run it again.",
            exit_code=1,
        )

    def json(self) -> dict[str, Any]:
        """Return the record as its contract writes it; problem and remedy where it failed."""
        kept = {name: getattr(self, name) for name in _FIELDS}
        return kept | ({"problem": self.problem, "remedy": self.remedy} if self.problem else {})


_FIELDS = (
    "source status title outputs words pages confidence missing uncovered signs notes "
    "seconds".split()
)


def failure(source: str, why: FormatterError, start: float) -> Record:
    """Return the record of a source that came to nothing; `start` is when the work began."""
    return Record(
        source=source,
        status=_STATUS.get(type(why), "failed"),
        problem=why.problem,
        remedy=why.remedy,
        exit_code=why.exit_code,
        seconds=_since(start),
    )


def broken(source: str, why: Exception, start: float) -> Record:
    """Return the record of a source that met a fault of ours."""
    fault = FormatterError(
        f"The page broke a step of the work ({type(why).__name__}: {why}).",
        "Report the page, and go on without it.",
    )
    return failure(source, fault, start)


def words_of(article: Article) -> int:
    """Return the number of words of an article's body."""
    return words(unescape(sub(r"<[^>]+>", " ", article.body)))


def success(
    source: str, article: Article, images: Iterable[Image], start: float, notes: Iterable[str] = ()
) -> Record:
    """Return the record of an article, without what became of it in a book."""
    return Record(
        source=source,
        status="done",
        title=article.title,
        words=words_of(article),
        confidence=article.confidence,
        missing=tuple(
            {"id": image.id, "address": image.address, "reason": image.missing}
            for image in images
            if image.missing
        ),
        notes=tuple(dict.fromkeys((*article.notes, *notes))),
        seconds=_since(start),
    )


def rendered(
    record: Record,
    renderings: Mapping[str, Rendering],
    failed: Mapping[str, FormatterError],
) -> Record:
    """Return the record with what the renderings of its book say, by format.

    A format that couldn't be made, while another could, makes it a failure.
    """
    why = next(iter(failed.values()), None)
    told = record._replace(
        pages=max((rendering.pages for rendering in renderings.values()), default=0),
        uncovered=tuple(sorted({c for each in renderings.values() for c in each.uncovered})),
        signs=_signs(renderings),
        notes=tuple(
            dict.fromkeys((*record.notes, *(n for r in renderings.values() for n in r.notes)))
        ),
    )
    if why is None:
        return told
    return told._replace(
        status=_STATUS.get(type(why), "failed"),
        problem=why.problem,
        remedy=why.remedy,
        exit_code=why.exit_code,
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


def _since(start: float) -> float:
    return round(time.perf_counter() - start, 3)

"""The lock of an issue: what its pieces were when they were approved, so that a change is seen."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from json import dumps
from pathlib import Path
from typing import Any, NamedTuple

from formatter.article import Article
from formatter.errors import UsageError
from formatter.issue import Issue, Piece
from formatter.text.toml import fault

SUFFIX = ".lock"
_VERSION = 1
_HASH = re.compile(r"[0-9a-f]{64}\Z")
# What of a piece may differ from when it was approved, each with how it is told.
_PARTS = {
    "source": "its page is another one",
    "article": "what cleaning makes of its page is another article",
    "overrides": "the issue file says something else of it",
}


class Held(NamedTuple):
    """What a piece was: the hashes of the bytes read, of the cleaned article, of what is said."""

    piece: str
    source: str
    article: str
    overrides: str


class Lock(NamedTuple):
    """A lock: the hash of what the file says of the issue itself, and the pieces in their order."""

    issue: str
    pieces: tuple[Held, ...]


class Change(NamedTuple):
    """A change since approval: the number of the piece from 0, -1 for the issue; how it is told."""

    number: int
    said: str


def beside(issue: Path) -> Path:
    """Return where the lock of an issue's file is: `issue.lock` beside `issue.toml`."""
    return issue.with_suffix(SUFFIX)


def held(piece: Piece, cleaned: Article) -> Held:
    """Return what a piece is: `cleaned` is its article before anything is put over it."""
    told = [cleaned.title, *cleaned.authors, cleaned.published, cleaned.body]
    said = asdict(replace(piece, place=0, places={}, approval=""))
    return Held(
        piece=piece.source,
        source=cleaned.source.sha256,
        article=_hash(told),
        overrides=_hash(said),
    )


def lock(issue: Issue, pieces: Sequence[Held]) -> Lock:
    """Return the lock of an issue whose pieces are these."""
    own = asdict(replace(issue, departments=()))
    own["departments"] = [
        (part.title, part.intro, part.color, len(part.pieces)) for part in issue.departments
    ]
    return Lock(_hash(own), tuple(pieces))


def _hash(told: Any) -> str:  # noqa: ANN401  whatever JSON can say
    return sha256(dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def written(made: Lock) -> str:
    """Return a lock as its file says it."""
    pieces = "".join(
        f"\n[[piece]]\npiece = {dumps(one.piece, ensure_ascii=False)}\n"
        f'source = "{one.source}"\narticle = "{one.article}"\noverrides = "{one.overrides}"\n'
        for one in made.pieces
    )
    return (
        "# What was approved: formatter digest lock writes this file, and tells what changed.\n"
        f'version = {_VERSION}\nissue = "{made.issue}"\n{pieces}'
    )


def read_lock(path: Path) -> Lock | None:
    """Return the lock in a file, None where there is none; UsageError for a file that is none."""
    if not path.is_file():
        return None
    remedy = "Look at the issue and lock it again, with formatter digest lock, or take it away."
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except OSError as why:
        raise UsageError(f"The lock {path} can't be read: {why.strerror or why}.", remedy) from why
    except UnicodeDecodeError as why:
        raise UsageError(f"The lock {path} isn't UTF-8.", remedy) from why
    except tomllib.TOMLDecodeError as why:
        line, what = fault(why, text)
        raise UsageError(f"The lock {path}, line {line}, isn't TOML: {what}.", remedy) from why
    if table.get("version") != _VERSION:
        raise UsageError(f"The lock {path} is of a form that isn't known here.", remedy)
    try:
        pieces = tuple(
            Held(one["piece"], one["source"], one["article"], one["overrides"])
            for one in table.get("piece", [])
        )
        made = Lock(table["issue"], pieces)
    except (KeyError, TypeError) as why:
        raise UsageError(f"The lock {path} isn't whole.", remedy) from why
    hashes = (made.issue, *(one for piece in pieces for one in piece[2:]))
    if not all(isinstance(one, str) and _HASH.match(one) for one in hashes):
        raise UsageError(f"The lock {path} holds what is no hash.", remedy)
    return made


def changes(approved: Lock, now: Lock) -> tuple[Change, ...]:
    """Return what isn't as it was approved: of the issue first, then of its pieces in order."""
    found: list[Change] = []
    before = {one.piece: one for one in approved.pieces}
    after = [one.piece for one in now.pieces]
    if approved.issue != now.issue:
        found.append(Change(-1, "what the issue file says of the issue itself"))
    if gone := [name for name in before if name not in after]:
        found.append(Change(-1, f"it no longer holds {', '.join(gone)}"))
    stayed = [name for name in after if name in before]
    if stayed != [name for name in before if name in stayed]:
        found.append(Change(-1, "its pieces stand in another order"))
    for number, one in enumerate(now.pieces):
        was = before.get(one.piece)
        if was is None:
            found.append(Change(number, "it is new"))
        elif was != one:
            told = [said for key, said in _PARTS.items() if getattr(was, key) != getattr(one, key)]
            found.append(Change(number, "; ".join(told)))
    return tuple(found)

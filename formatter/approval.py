"""Approval: what changed in an issue since it was locked, and what that means for its run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from formatter.copydesk import Taken
from formatter.digest import lock as locking
from formatter.errors import RefusedError
from formatter.issue import Issue
from formatter.press.order import Lock


def since(issue: Issue, path: Path, taken: Sequence[Taken]) -> tuple[locking.Change, ...] | None:
    """Return what changed since the issue was locked, None where it never was."""
    approved = locking.read_lock(locking.beside(path))
    if approved is None:
        return None
    lacking = {piece.source for piece, one in zip(issue.pieces, taken, strict=True) if not one.held}
    # A page that couldn't be had is told of as that, not as a change.
    kept = tuple(one for one in approved.pieces if one.piece not in lacking)
    now = locking.lock(issue, [one.held for one in taken if one.held])
    there = [i for i, one in enumerate(taken) if one.held]
    return tuple(
        change._replace(number=there[change.number] if change.number >= 0 else -1)
        for change in locking.changes(approved._replace(pieces=kept), now)
    )


def told(issue: Issue, changes: Sequence[locking.Change]) -> Iterator[str]:
    """Yield the changes as whole sentences, with the lines of their pieces."""
    for change in changes:
        piece = issue.pieces[change.number] if change.number >= 0 else None
        what = f"{piece.title or piece.source} (line {piece.place})" if piece else "The issue"
        yield f"{what} changed since approval: {change.said}."


def must_hold(
    issue: Issue, path: Path, taken: Sequence[Taken], changes: tuple[locking.Change, ...] | None
) -> None:
    """Raise RefusedError where the issue isn't as it was approved, or never was."""
    lost = [
        f"{piece.source} (line {piece.place}) can't be had: {one.record.problem}"
        for piece, one in zip(issue.pieces, taken, strict=True)
        if one.record
    ]
    if changes == () and not lost:
        return
    again = f"formatter digest lock {path}"
    if changes is None:
        raise RefusedError(
            f"{path} was never approved: there is no {locking.beside(path)}.",
            f"Look at the issue and approve it with {again}, or leave --locked out.",
        )
    raise RefusedError(
        " ".join((*told(issue, changes), *lost)),
        f"Look at what changed and approve it with {again}, or leave --locked out.",
    )


def state(changes: tuple[locking.Change, ...] | None) -> Lock:
    """Return what a proof tells of the lock."""
    return "none" if changes is None else "changed" if changes else "held"


def marked(issue: Issue, changes: tuple[locking.Change, ...] | None) -> Issue:
    """Return the issue with what its lock says of each piece."""
    if changes is None:
        return issue
    changed = {change.number for change in changes}
    numbers = iter(range(len(issue.pieces)))
    return replace(
        issue,
        departments=tuple(
            replace(
                part,
                pieces=tuple(
                    replace(p, approval="changed" if next(numbers) in changed else "approved")
                    for p in part.pieces
                ),
            )
            for part in issue.departments
        ),
    )

"""What is left out of an issue that would have too many pages, and what never is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import compress

from formatter.article import Book
from formatter.issue import Issue
from formatter.render.run import Run


def without(book: Book, left_out: Collection[int]) -> tuple[Book, tuple[str, ...]]:
    """Return an issue without some of its pieces, by number from 1, and sentences that say so."""
    issue = book.issue
    if issue is None:
        return book, ()
    said = tuple(
        f"“{book.articles[number - 1].title}” was left out: the issue would have too many pages."
        for number in sorted(left_out)
    )
    numbers = iter(range(1, len(book.articles) + 1))
    kept = [[next(numbers) not in left_out for _ in part.articles] for part in book.sections]
    sections = [
        replace(part, articles=tuple(compress(part.articles, row)))
        for part, row in zip(book.sections, kept, strict=True)
    ]
    stays = iter([one for row in kept for one in row])
    departments = [
        replace(part, pieces=tuple(piece for piece in part.pieces if next(stays)))
        for part in issue.departments
    ]
    rest = replace(
        book,
        sections=tuple(part for part in sections if part.articles),
        issue=replace(issue, departments=tuple(part for part in departments if part.pieces)),
    )
    return rest, said


def priority(issue: Issue, run: Run) -> int:
    """Return the priority of a run that is one piece; what else there is stays."""
    if run.front or run.back or len(run.stories) != 1:
        return 0
    return issue.pieces[run.stories[0] - 1].priority

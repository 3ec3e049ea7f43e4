"""The lock: what is held of each piece, and what is told of a change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from formatter.article import Article
from formatter.digest import held
from formatter.digest.lock import beside, changes, lock, read_lock, written
from formatter.errors import UsageError
from formatter.issue import Department, Issue, Piece
from formatter.original import Source

ARTICLES = {
    name: Article(title=name, body=f"<p>{name}</p>", language="vi", source=Source(sha256=name * 64))
    for name in "abc"
}
ISSUE = Issue(
    title="Cửa Sông",
    departments=(
        Department(title="Một", pieces=(Piece(source="a"), Piece(source='b "c".html'))),
        Department(title="Hai", pieces=(Piece(source="c"),)),
    ),
)
HELD = [held(p, a) for p, a in zip(ISSUE.pieces, ARTICLES.values(), strict=True)]


def test_a_lock_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = lock(ISSUE, HELD)
    path = tmp_path / "so.lock"
    assert read_lock(path) is None
    path.write_text(written(made), encoding="utf-8")
    assert read_lock(path) == made
    assert written(made) == written(lock(ISSUE, HELD))
    assert beside(tmp_path / "so.toml") == path


def test_lines_of_the_file_change_nothing() -> None:
    moved = replace(ISSUE.pieces[0], place=9, places={"title": 10}, approval="approved")
    assert held(moved, ARTICLES["a"]) == HELD[0]


def told(issue: Issue = ISSUE, **articles: Article) -> list[tuple[int, str]]:
    now = [
        held(piece, articles.get(piece.source[0], ARTICLES[piece.source[0]]))
        for piece in issue.pieces
    ]
    return [(one.number, one.said) for one in changes(lock(ISSUE, HELD), lock(issue, now))]


def with_pieces(*pieces: Piece) -> Issue:
    return replace(ISSUE, departments=(replace(ISSUE.departments[0], pieces=pieces),))


def test_what_changed_is_told_of_each_piece() -> None:
    assert told() == []
    a, b, c = ISSUE.pieces
    other = replace(ARTICLES["a"], source=Source(sha256="d" * 64))
    assert told(a=other) == [(0, "its page is another one")]
    cleaned = replace(ARTICLES["a"], body="<p>khác</p>")
    assert told(a=cleaned) == [(0, "what cleaning makes of its page is another article")]
    parts = (replace(ISSUE.departments[0], pieces=(a, replace(b, kicker="K"))),)
    issue = replace(ISSUE, departments=(*parts, ISSUE.departments[1]))
    assert told(issue) == [(1, "the issue file says something else of it")]
    both = replace(other, title="khác")
    assert told(a=both) == [
        (0, "its page is another one; what cleaning makes of its page is another article")
    ]
    assert told(replace(ISSUE, number=4)) == [(-1, "what the issue file says of the issue itself")]
    del c


def test_pieces_that_come_go_and_move() -> None:
    a, b, c = ISSUE.pieces
    gone = told(with_pieces(a, b))
    assert (-1, "it no longer holds c") in gone
    moved = told(with_pieces(b, a, c))
    assert (-1, "its pieces stand in another order") in moved
    came = told(with_pieces(a, b, c, Piece(source="a2")))
    assert (3, "it is new") in came


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("version = ", "line 1, isn't TOML"),
        ("version = 2", "a form that isn't known"),
        ("version = 1", "isn't whole"),
        ('version = 1\nissue = "x"', "holds what is no hash"),
        (f'version = 1\nissue = "{"a" * 64}"\n[[piece]]\npiece = "a"', "isn't whole"),
    ],
)
def test_a_lock_that_is_none(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "so.lock"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        read_lock(path)
    assert problem in raised.value.problem
    assert "lock it again" in raised.value.remedy


def test_a_lock_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "so.lock"
    path.write_bytes(b"\xff")
    with pytest.raises(UsageError, match="isn't UTF-8"):
        read_lock(path)

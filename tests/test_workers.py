"""Workers: the order of what they make, and what becomes of a thing that kills its process."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from formatter.workers import Workers


def doubled(number: int) -> int:
    return 2 * number


def lost(_: int | Path) -> int:
    return -1


def deadly(number: int) -> int:
    if number == 3:
        os._exit(9)
    return 2 * number


def deadly_once(mark: Path) -> int:
    if not mark.exists():
        mark.touch()
        os._exit(9)
    return 1


@pytest.mark.parametrize("count", [1, 2, 3])
def test_results_come_in_the_order_of_the_things(count: int) -> None:
    with Workers(count) as workers:
        assert list(workers.map(doubled, range(9), lost)) == [2 * n for n in range(9)]


def test_what_kills_its_process_is_lost_and_nothing_else() -> None:
    with Workers(2) as workers:
        assert list(workers.map(deadly, range(7), lost)) == [0, 2, 4, -1, 8, 10, 12]
        assert list(workers.map(doubled, range(3), lost)) == [0, 2, 4]


def test_what_was_killed_by_another_is_done_again(tmp_path: Path) -> None:
    with Workers(2) as workers:
        assert list(workers.map(deadly_once, [tmp_path / "a", tmp_path / "b"], lost)) == [1, 1]

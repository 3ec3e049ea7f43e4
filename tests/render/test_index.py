"""The index: names in Vietnamese order, found on the pages, their pages joined."""

from __future__ import annotations

import pytest

from formatter.issue import Index
from formatter.render import index
from formatter.render.run import Run
from tests.render import issue_book


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ([12], "12"),
        ([3, 4], "3, 4"),
        ([16, 14, 15, 12, 14], "12, 14–16"),
        ([1, 2, 3, 7, 9, 10, 11, 12], "1–3, 7, 9–12"),
        ([], ""),
    ],
)
def test_pages_are_joined(pages: list[int], told: str) -> None:
    assert index.ranges(pages) == told


def test_people_stand_by_their_given_name() -> None:
    names = ("Đặng Hữu Ngữ", "Trần Ẩn = ông Ẩn", "Nguyễn Thị Lài", "Hồ Yến Kỵ", "Lê An")
    held = {name.partition(" =")[0]: [1] for name in names}
    group, *rest = index.groups(names, held, people=True)
    assert not rest
    assert [(entry.before, entry.name) for entry in group.entries] == [
        ("Lê", "An"),
        ("Trần", "Ẩn"),
        ("Hồ Yến", "Kỵ"),
        ("Nguyễn Thị", "Lài"),
        ("Đặng Hữu", "Ngữ"),
    ]


def test_many_names_stand_under_letters_of_the_alphabet() -> None:
    names = tuple(
        f"{letter}ng {number}" for letter in ("A", "Ă", "Ấ", "Đ", "D") for number in range(9)
    )
    groups = index.groups(names, dict.fromkeys(names, (2,)), people=False)
    assert [group.letter for group in groups] == ["A", "Ă", "Â", "D", "Đ"]


def test_what_is_nowhere_is_left_out() -> None:
    assert index.groups(("Lê An",), {}, people=True) == ()


def test_of_two_names_the_longer_is_meant_and_none_within_a_word() -> None:
    asked = Index(people=("Lài", "Nguyễn Thị Lài = bà Lài"))
    text = "Nguyễn Thị Lài cười. Lài và bà Lài; Làii thì không."
    assert [name for name, _ in index.met(text, asked)] == [
        "Nguyễn Thị Lài",
        "Lài",
        "Nguyễn Thị Lài",
    ]


def test_names_are_found_on_their_pages_though_lines_part_them() -> None:
    asked = issue_book.book().issue.index  # type: ignore[union-attr]
    pages = issue_book.boxes(Run(stories=(1,)), "book")
    places = index.found(pages, asked)
    assert set(places) == {"Trương Mỹ Uyên", "Đặng Hữu Ngữ", "Cửa Vạn"}
    # The first page is that of the section.
    assert places["Cửa Vạn"][0] == 2
    assert all(0 < page <= len(pages) for of in places.values() for page in of)
    assert list(places["Trương Mỹ Uyên"]) == sorted(set(places["Trương Mỹ Uyên"]))


def test_contents_and_colophon_are_no_place_of_a_name() -> None:
    asked = Index(people=("Hồ Yến Kỵ", "Cửa Vạn"))
    assert index.found(issue_book.boxes(Run(front=True), "book"), asked) == {}
    assert index.found(issue_book.boxes(Run(back=True), "book"), asked) == {}

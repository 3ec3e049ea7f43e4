"""A bundle: sections by what articles say, and volumes that hold no more than asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.article import Article, Section
from formatter.bundle import (
    Leaf,
    Limit,
    limit,
    must_be_an_order,
    order_of,
    sections,
    volumes,
)
from formatter.errors import UsageError

LEAVES = (
    Leaf(
        Article(
            title="Mùa nước nổi", body="", site="Báo Non", published="2026-10-11T06:30:00+07:00"
        ),
        "a",
    ),
    Leaf(Article(title="Chợ phiên", body="", site="Báo Suối", published="2026-10-09"), "a"),
    Leaf(Article(title="Ghi chép", body=""), "b"),
    Leaf(
        Article(title="Gác đèn", body="", site="Báo Non", published="2026-10-10T23:00:00+00:00"),
        "b",
    ),
)


def told(by: str) -> list[tuple[str, list[str]]]:
    made = sections(LEAVES, by, day=lambda day: f"ngày {day}", other="Bài khác")
    return [(part.title, [article.title for article in part.articles]) for part in made]


def test_articles_without_an_order_are_one_section_without_a_title() -> None:
    assert told("none") == [("", ["Mùa nước nổi", "Chợ phiên", "Ghi chép", "Gác đèn"])]


def test_sections_by_site_keep_the_order_and_what_has_none_comes_last() -> None:
    assert told("site") == [
        ("Báo Non", ["Mùa nước nổi", "Gác đèn"]),
        ("Báo Suối", ["Chợ phiên"]),
        ("Bài khác", ["Ghi chép"]),
    ]


def test_sections_by_date_go_from_the_oldest_moment_on() -> None:
    assert told("date") == [
        ("ngày 2026-10-09", ["Chợ phiên"]),
        ("ngày 2026-10-10", ["Gác đèn"]),
        ("ngày 2026-10-11", ["Mùa nước nổi"]),
        ("Bài khác", ["Ghi chép"]),
    ]


def test_sections_by_folder() -> None:
    assert told("folder") == [
        ("a", ["Mùa nước nổi", "Chợ phiên"]),
        ("b", ["Ghi chép", "Gác đèn"]),
    ]


def test_sections_of_a_kind_that_no_article_names_are_one_without_a_title() -> None:
    assert told("section") == [("", ["Mùa nước nổi", "Chợ phiên", "Ghi chép", "Gác đèn"])]


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("50", Limit(articles=50)),
        ("45MB", Limit(size=45_000_000)),
        (" 45 mb ", Limit(size=45_000_000)),
        ("1,5MB", Limit(size=1_500_000)),
        ("2GB", Limit(size=2_000_000_000)),
    ],
)
def test_a_limit_is_a_number_of_articles_or_a_size(text: str, most: Limit) -> None:
    assert limit(text) == most


@pytest.mark.parametrize("text", ["", "0", "-3", "nhiều", "200KB", "0MB", "45MiB"])
def test_another_limit_is_an_error_with_an_example(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        limit(text)
    assert "45MB" in raised.value.remedy


def test_an_order_that_is_none_names_those_there_are() -> None:
    must_be_an_order("site")
    with pytest.raises(UsageError) as raised:
        must_be_an_order("màu")
    assert "folder" in raised.value.remedy


def part(title: str, *names: str) -> Section:
    return Section(
        title=title, intro=f"Về {title}", articles=tuple(Article(title=n, body="") for n in names)
    )


def test_a_section_goes_on_in_the_next_volume_under_its_title_without_its_intro() -> None:
    made = volumes([part("A", "1", "2", "3"), part("B", "4")], Limit(articles=2), lambda _: 0)
    assert [
        [(one.title, one.intro, [a.title for a in one.articles]) for one in each] for each in made
    ] == [
        [("A", "Về A", ["1", "2"])],
        [("A", "", ["3"]), ("B", "Về B", ["4"])],
    ]


@given(
    st.lists(st.lists(st.integers(0, 50), min_size=1, max_size=6), max_size=5),
    st.integers(0, 4),
    st.integers(0, 90),
)
def test_volumes_hold_every_article_once_in_order_and_no_more_than_asked(
    sizes: list[list[int]], most: int, room: int
) -> None:
    known = {f"{i}-{j}": size for i, row in enumerate(sizes) for j, size in enumerate(row)}
    parts = [part(str(i), *(f"{i}-{j}" for j in range(len(row)))) for i, row in enumerate(sizes)]
    made = volumes(parts, Limit(articles=most, size=room), lambda article: known[article.title])
    names = [[a.title for one in each for a in one.articles] for each in made]
    assert [name for each in names for name in each] == list(known)
    for each in names:
        assert not most or len(each) <= most
        assert not room or len(each) == 1 or sum(known[name] for name in each) <= room


@given(
    st.lists(
        st.builds(
            lambda site, day, section: Leaf(
                Article(title="x", body="", site=site, published=day, section=section), "a", "b"
            ),
            st.sampled_from(["", "Báo Non", "Báo Suối"]),
            st.sampled_from(["", "2026-10-09", "2026-10-10T01:00:00+07:00"]),
            st.sampled_from(["", "Chợ", "Đò"]),
        ),
        min_size=1,
    ),
    st.sampled_from(["none", "site", "date", "section", "folder", "feed"]),
)
def test_the_order_that_a_book_tells_makes_the_same_book(leaves: list[Leaf], by: str) -> None:
    def day(date: str) -> str:
        return f"ngày {date}"

    made = sections(leaves, by, day=day, other="Bài khác")
    told_order = order_of(made, day=day, other="Bài khác")
    if by in {"site", "date", "section"}:
        assert sections(leaves, told_order, day=day, other="Bài khác") == made
    else:
        assert told_order == "none"

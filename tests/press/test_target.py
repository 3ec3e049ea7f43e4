"""The plan of an issue's length, and its laws: a multiple, by the fewest changes, in order."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.press.target import Offer, Plan, planned


def _offers(*pages: int) -> list[Offer]:
    return [Offer(each) for each in pages]


def _length(offers: Sequence[Offer], plan: Plan) -> int:
    kept = [run for run in range(len(offers)) if run not in plan.dropped]
    return sum(offers[run].pages + plan.wishes[run] for run in kept) + len(plan.fillers)


def test_a_multiple_already_is_left_as_it_is() -> None:
    def reach(_run: int, _wish: int) -> bool:
        raise AssertionError

    plan = planned(_offers(3, 5), multiple=4, fillers=["notes"], reach=reach)
    assert plan == Plan((0, 0), (), (), 8)


def test_few_pages_over_are_taken_in_where_least_stands_on_the_last() -> None:
    offers = [Offer(3, used=0.9), Offer(3, used=0.2), Offer(3, used=0.5)]
    plan = planned(offers, multiple=4, fillers=["notes"], reach=lambda _run, wish: wish == -1)
    assert plan == Plan((0, -1, 0), (), (), 8)


def test_no_more_runs_are_asked_than_are_needed() -> None:
    asked: list[tuple[int, int]] = []

    def reach(run: int, wish: int) -> bool:
        asked.append((run, wish))
        return run == 2

    offers = [Offer(3, used=0.9), Offer(3, used=0.2), Offer(3, used=0.5)]
    assert planned(offers, multiple=4, reach=reach).wishes == (0, 0, -1)
    assert asked == [(1, -1), (2, -1)]


def test_what_cant_be_taken_in_is_filled_in_the_order_named() -> None:
    plan = planned(_offers(3, 2), multiple=4, fillers=["notes", "nha.pdf"])
    assert plan == Plan((0, 0), (), ("notes", "nha.pdf", "notes"), 8)


def test_a_house_page_stands_once() -> None:
    assert planned(_offers(1), multiple=4, fillers=["nha.pdf"]).fillers == (
        "nha.pdf",
        "blank",
        "blank",
    )


def test_without_fillers_the_fullest_is_made_longer_before_a_page_stays_blank() -> None:
    offers = [Offer(3, used=0.3), Offer(3, used=0.95)]
    plan = planned(offers, multiple=4, reach=lambda run, wish: (run, wish) == (1, 1))
    assert plan == Plan((0, 1), (), ("blank",), 8)


def test_a_run_of_one_page_is_not_shortened() -> None:
    assert planned(_offers(1, 1, 1, 1, 1), multiple=4, reach=lambda *_: True).wishes != (-1,) * 5
    assert -1 not in planned(_offers(1, 1, 1, 1, 1), multiple=4, reach=lambda *_: True).wishes


def test_for_a_target_the_last_of_the_highest_number_goes_first() -> None:
    offers = [Offer(4), Offer(2, priority=9), Offer(2, priority=3), Offer(2, priority=9)]
    plan = planned(offers, multiple=4, target=8, fillers=["notes"])
    assert plan == Plan((0, 0, 0, 0), (3,), (), 8)


def test_pieces_are_taken_in_before_one_is_left_out() -> None:
    offers = [Offer(5), Offer(4, priority=9)]
    plan = planned(offers, target=8, reach=lambda run, _: run == 0)
    assert plan == Plan((-1, 0), (), (), 8)


def test_without_a_target_nothing_is_left_out() -> None:
    assert planned([Offer(5, priority=9)], multiple=4, fillers=["notes"]).dropped == ()


def test_a_target_that_is_no_multiple_is_taken_for_the_next() -> None:
    assert planned(_offers(3), multiple=4, target=6, fillers=["notes"]).pages == 8


def test_a_target_out_of_reach_is_missed_by_what_is_said() -> None:
    offers = [Offer(10), Offer(2, priority=1)]
    plan = planned(offers, multiple=4, target=8, fillers=["notes"])
    assert (plan.dropped, plan.pages, plan.missed) == ((1,), 12, 4)


_RUNS = st.lists(
    st.builds(
        Offer,
        pages=st.integers(1, 9),
        used=st.floats(0, 1),
        priority=st.integers(0, 9),
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize("multiple", [1, 4, 16])
@given(
    offers=_RUNS,
    target=st.integers(0, 60),
    able=st.sets(st.tuples(st.integers(0, 11), st.sampled_from([-1, 1]))),
    fillers=st.sampled_from([(), ("notes",), ("nha.pdf", "notes")]),
)
def test_laws(
    multiple: int,
    offers: list[Offer],
    target: int,
    able: set[tuple[int, int]],
    fillers: tuple[str, ...],
) -> None:
    asked: list[tuple[int, int]] = []

    def reach(run: int, wish: int) -> bool:
        asked.append((run, wish))
        return (run, wish) in able

    plan = planned(offers, multiple=multiple, target=target, fillers=fillers, reach=reach)
    natural = sum(offer.pages for offer in offers)
    # It is what it says, and a multiple.
    assert plan.pages == _length(offers, plan)
    assert plan.pages % multiple == 0
    # Only what can be is set otherwise, nothing is asked twice, no run is left without a page.
    wished = {(run, wish) for run, wish in enumerate(plan.wishes) if wish}
    assert wished <= able
    assert len(asked) == len(set(asked))
    assert all(offer.pages + wish > 0 for offer, wish in zip(offers, plan.wishes, strict=True))
    # Nothing that must stay is left out, nothing before what goes sooner.
    gone = [offers[run].priority for run in plan.dropped]
    stays = [o.priority for run, o in enumerate(offers) if run not in plan.dropped and o.priority]
    assert 0 not in gone
    assert max(stays, default=0) <= min(gone, default=10)
    assert not wished & {(run, wish) for run in plan.dropped for wish in (-1, 1)}
    # No more is done than is needed.
    if not target:
        assert not gone
        assert sum(map(abs, plan.wishes)) + len(plan.fillers) < max(2, multiple)
        assert abs(plan.pages - natural) < multiple
        if natural % multiple == 0:
            assert plan.wishes == (0,) * len(offers)
    else:
        wanted = -(-target // multiple) * multiple
        assert plan.missed == plan.pages - wanted >= 0
        if natural <= wanted:
            assert not gone
            assert not plan.missed
        if plan.missed:
            assert len(gone) == sum(offer.priority > 0 for offer in offers)

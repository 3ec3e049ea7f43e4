"""The fitting loop: what it changes first, what it keeps, where it stops, what it mends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from formatter.copyfit import AS_SET, Copyfit
from formatter.layout import Fault, Layout, Placed
from formatter.press.fitting import Fitted, fitted, weight
from formatter.press.limits import Limits
from formatter.press.report import report
from formatter.render import copyfitted
from tests.press.made import TITLES, article, lines, pages

LIMITS = Limits()
HOLE = Fault(kind="holes", page=1, piece="Bến ghe", amount=0.4, what="cau.jpg", picture="cau-tau")
PIECE = Placed(title="Bến ghe", first=1, last=2, words=900)
Rule = Callable[[Copyfit], tuple[int, tuple[Fault, ...]]]


def _fit(
    rule: Rule, limits: Limits = LIMITS, wish: int = 0
) -> tuple[Fitted[Layout], list[Copyfit]]:
    """Fit a run of one piece whose layout `rule` gives, and say what was tried."""
    tried: list[Copyfit] = []

    def lay_out(fits: Mapping[str, Copyfit]) -> Layout:
        fit = fits.get("bai-1", AS_SET)
        tried.append(fit)
        pages, faults = rule(fit)
        return Layout(pages=pages, pieces=(PIECE,), faults=faults)

    return fitted(lay_out, ["bai-1"], limits, read=lambda layout: layout, wish=wish), tried


def test_pages_without_a_fault_are_laid_out_once() -> None:
    made, tried = _fit(lambda _: (2, ()))
    assert tried == [AS_SET]
    assert made.fits == {}
    assert made.layout.said == ()


@pytest.mark.parametrize("kind", ["alt_missing", "pictures_coarse", "uncovered", "lines_loose"])
def test_what_cant_be_mended_here_is_not_tried(kind: str) -> None:
    _, tried = _fit(lambda _: (2, (replace(HOLE, kind=kind),)))
    assert tried == [AS_SET]


@pytest.mark.parametrize(("count", "even", "trials"), [(1, 1, 2), (1, 0, 1), (2, 1, 1)])
def test_one_loose_line_is_tried_again_where_a_theme_asks_for_it(
    count: int, even: int, trials: int
) -> None:
    loose = (replace(HOLE, kind="lines_loose", amount=2.6),) * count
    made, tried = _fit(lambda fit: (2, () if fit.spacing < 0 else loose), Limits(even=even))
    assert len(tried) == trials
    assert made.layout.faults == (() if trials > 1 else loose)


def test_columns_that_no_change_alone_makes_level_are_met_by_two() -> None:
    uneven = replace(HOLE, kind="columns_uneven", amount=3.0, picture="")
    wanted = Copyfit(spacing=0.03, tight=True)
    made, _ = _fit(lambda fit: (1, () if fit == wanted else (uneven,)), Limits(trials=28))
    assert made.fits == {"bai-1": wanted}
    made, tried = _fit(lambda _: (1, (uneven,)), Limits(trials=99, spacing=0.0))
    assert all(not fit.spacing for fit in tried)
    assert made.fits == {}


def test_a_picture_that_leaves_a_hole_is_set_later() -> None:
    moved = (("cau-tau", 2),)
    made, _ = _fit(lambda fit: (2, () if fit.moved == moved else (HOLE,)))
    assert made.fits == {"bai-1": Copyfit(moved=moved)}
    assert made.layout.faults == ()
    assert made.layout.said == (
        "“Bến ghe” is set with image:cau-tau 2 paragraphs later: 1 fault less.",
    )


def test_what_mends_nothing_is_not_kept() -> None:
    made, tried = _fit(lambda _: (2, (HOLE,)))
    assert made.fits == {}
    assert made.layout.faults == (HOLE,)
    assert len(tried) > 1


def test_it_stops_at_its_limit_of_trials() -> None:
    for trials in (1, 2, 5):
        _, tried = _fit(lambda _: (2, (HOLE,)), Limits(trials=trials))
        assert len(tried) == trials


def test_nothing_is_tried_twice() -> None:
    _, tried = _fit(lambda _: (2, (HOLE,)), Limits(trials=99))
    assert len(tried) == len(set(tried))


def test_limits_hold_for_every_trial() -> None:
    limits = Limits(moved=1, picture=0.9, spacing=0.02, tight=False, endnotes=False, trials=99)
    notes = replace(HOLE, kind="notes_astray")
    for fault in (HOLE, notes, replace(HOLE, kind="pages_thin")):
        _, tried = _fit(lambda _, fault=fault: (2, (fault,)), limits)  # type: ignore[misc]
        assert len(tried) > 2
        for fit in tried:
            assert abs(fit.spacing) <= 0.02
            assert fit.pictures >= 0.9
            assert not fit.tight
            assert not fit.endnotes
            assert all(abs(places) <= 1 for _, places in fit.moved)


def test_notes_go_to_the_end_only_where_nothing_less_helps() -> None:
    astray = replace(HOLE, kind="notes_astray", amount=1)
    made, _ = _fit(lambda fit: (2, () if fit.endnotes else (astray,)))
    assert made.fits == {"bai-1": Copyfit(endnotes=True)}
    made, _ = _fit(lambda fit: (2, () if fit.endnotes or fit.spacing else (astray,)))
    assert not made.fits["bai-1"].endnotes


def test_two_faults_are_mended_one_after_the_other() -> None:
    thin = Fault(kind="pages_thin", page=2, piece="Bến ghe", amount=0.1)

    def rule(fit: Copyfit) -> tuple[int, tuple[Fault, ...]]:
        return 2, (*(() if fit.tight else (thin,)), *(() if fit.pictures < 1 else (HOLE,)))

    made, _ = _fit(rule)
    assert made.layout.faults == ()
    assert made.fits["bai-1"].tight
    assert made.fits["bai-1"].pictures < 1


def test_a_fault_in_exchange_for_a_worse_one_is_taken() -> None:
    loose = Fault(kind="lines_loose", page=1, piece="Bến ghe", amount=2.6)
    made, _ = _fit(lambda fit: (2, (loose,) if fit.pictures < 1 else (HOLE,)))
    assert made.layout.faults == (loose,)


@pytest.mark.parametrize("wish", [-1, 1])
def test_a_wished_page_is_reached_where_the_limits_allow(wish: int) -> None:
    made, _ = _fit(lambda fit: (3 + (round(fit.spacing * 100 / 3)), ()), wish=wish)
    assert made.layout.pages == 3 + wish
    assert made.fits["bai-1"].spacing * wish > 0


def test_a_wish_out_of_reach_leaves_the_run_as_it_was() -> None:
    made, _ = _fit(lambda _: (3, ()), wish=-1)
    assert made.fits == {}
    assert made.layout.pages == 3


def test_a_wish_out_of_reach_is_given_up_early() -> None:
    _, tried = _fit(lambda _: (3, (HOLE,)), Limits(trials=28), wish=-1)
    assert len(tried) == 7


def test_a_last_page_of_few_lines_is_taken_in() -> None:
    thin = Fault(kind="pages_thin", page=2, piece="Bến ghe", amount=0.1)
    made, _ = _fit(lambda fit: (1, ()) if fit.tight and fit.spacing < 0 else (2, (thin,)))
    assert made.layout.pages == 1
    assert made.layout.said[0].endswith("1 fault less, 1 page instead of 2.")


@pytest.mark.parametrize(("full", "tried"), [(0.3, 1), (0.6, 2), (0.95, 1)])
def test_a_picture_goes_across_a_page_that_is_half_full(full: float, tried: int) -> None:
    count = 0

    def lay_out(fits: Mapping[str, Copyfit]) -> Layout:
        nonlocal count
        count += 1
        part = 0.9 if fits.get("bai-1", AS_SET).across else full
        return Layout(
            pages=2, pieces=(replace(PIECE, full=part, gain=0.0 if part == 0.9 else 0.3),)
        )

    limits = Limits(across=True)
    made = fitted(lay_out, ["bai-1"], limits, read=lambda layout: layout)
    assert count == tried
    assert made.fits == ({"bai-1": Copyfit(across=True)} if tried == 2 else {})
    count = 0
    fitted(lay_out, ["bai-1"], LIMITS, read=lambda layout: layout)
    assert count == 1


def test_a_picture_that_wouldnt_fit_across_the_page_is_not_tried() -> None:
    count = 0

    def lay_out(_: Mapping[str, Copyfit]) -> Layout:
        nonlocal count
        count += 1
        return Layout(pages=2, pieces=(replace(PIECE, full=0.8, gain=0.3),))

    fitted(lay_out, ["bai-1"], Limits(across=True), read=lambda layout: layout)
    assert count == 1


def test_a_last_page_of_few_lines_gets_more_where_a_picture_goes_across() -> None:
    thin = Fault(kind="pages_thin", page=2, piece="Bến ghe", amount=0.1)

    def lay_out(fits: Mapping[str, Copyfit]) -> Layout:
        across = fits.get("bai-1", AS_SET).across
        piece = replace(PIECE, full=0.4 if across else 0.1, gain=0.0 if across else 0.3)
        return Layout(pages=2, pieces=(piece,), faults=() if across else (thin,))

    made = fitted(lay_out, ["bai-1"], Limits(across=True), read=lambda layout: layout)
    assert made.fits == {"bai-1": Copyfit(across=True)}


def test_a_picture_across_the_page_that_brings_a_fault_is_not_kept() -> None:
    piece = replace(PIECE, full=0.6, gain=0.3)

    def lay_out(fits: Mapping[str, Copyfit]) -> Layout:
        across = fits.get("bai-1", AS_SET).across
        return Layout(
            pages=2,
            pieces=(replace(piece, full=0.9 if across else 0.6),),
            faults=(HOLE,) if across else (),
        )

    made = fitted(lay_out, ["bai-1"], Limits(across=True), read=lambda layout: layout)
    assert made.fits == {}


def test_a_page_more_is_no_mending() -> None:
    made, _ = _fit(lambda fit: (2, (HOLE,)) if fit == AS_SET else (3, ()))
    assert made.layout.pages == 2


def test_the_same_run_is_fitted_the_same_way() -> None:
    def rule(fit: Copyfit) -> tuple[int, tuple[Fault, ...]]:
        return 2, () if fit.tight and fit.pictures < 1 else (HOLE,)

    assert _fit(rule) == _fit(rule)


def test_what_is_set_otherwise_has_a_cost() -> None:
    plain = Layout(pages=2)
    assert weight(plain, {}, 2) == 0
    for fit in (
        Copyfit(spacing=0.01),
        Copyfit(pictures=0.9),
        Copyfit(tight=True),
        Copyfit(moved=(("x", -1),)),
        Copyfit(endnotes=True),
    ):
        assert weight(plain, {"bai-1": fit}, 2) > 0


# Pages that are laid out: a line is a tenth of a page.


def _mended(body: str, css: str = "") -> tuple[Layout, Layout, Mapping[str, Copyfit]]:
    """Return the layouts of a piece as it is set and as it is fitted, and how it is."""

    def lay_out(fits: Mapping[str, Copyfit]) -> list[Any]:
        inside = copyfitted.body(body, fits.get("bai-1", AS_SET))
        return pages(article(inside), css + copyfitted.rules(fits))

    def read(boxes: list[Any]) -> Layout:
        return report(boxes, titles=TITLES, closing={"bai-1"})

    made = fitted(lay_out, ["bai-1"], LIMITS, read=read)
    return read(lay_out({})), made.layout, made.fits


def test_a_figure_that_leaves_a_hole_is_moved_on_the_page() -> None:
    figure = '<figure><img src="image:ben-ghe" alt="Ghe" height="120"></figure>'
    before, after, fits = _mended(lines(6) + figure + lines(3) + lines(3) + lines(3))
    assert [(fault.kind, fault.amount) for fault in before.faults] == [("holes", 0.4)]
    assert after.faults == ()
    assert fits == {"bai-1": Copyfit(moved=(("ben-ghe", 1),))}


def test_a_head_at_the_end_of_a_page_finds_its_text() -> None:
    text = (
        "Sáng nào chú cũng ra bến từ lúc trời còn mờ, đứng nhìn con nước rồi mới quyết đi hay ở. "
    )
    # Its last words make an eighth line, which closer words take in.
    body = f"<p>{text * 4}Sáng nào chú</p><h2>Chợ phiên</h2>{lines(6)}"
    before, after, fits = _mended(body)
    assert [(fault.kind, fault.amount) for fault in before.faults] == [("heads_stranded", 1)]
    assert after.faults == ()
    assert fits == {"bai-1": Copyfit(spacing=-0.03)}

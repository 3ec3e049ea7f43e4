"""The layout in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formatter.copyfit import Copyfit
from formatter.layout import KINDS, Fault, Layout, Placed
from formatter.press import told

PIECES = (Placed(title="Bến ghe", first=1, last=4, words=900),)


def _lines(*faults: Fault) -> tuple[str, ...]:
    return told.words(Layout(pages=4, pieces=PIECES, faults=faults))


def _fault(kind: str, page: int = 2, amount: float = 1, what: str = "Chợ phiên") -> Fault:
    return Fault(kind=kind, page=page, piece="Bến ghe", amount=amount, what=what)


def test_a_layout_without_a_fault_says_so() -> None:
    assert _lines() == ("4 pages, 1 piece.", "The layout has no fault.")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_told_with_its_page_and_a_remedy(kind: str) -> None:
    _, line = _lines(_fault(kind))
    assert line.startswith("Page 2, “Bến ghe”: ")
    assert line.count(". ") >= 1
    assert line.endswith(".")
    assert "{" not in line


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (
            replace(_fault("holes", amount=0.38, what="cau"), picture="p-1"),
            "38% of the page stay white before the picture cau.",
        ),
        (_fault("lines_loose", amount=2.502), "stand 2.51 times as far apart"),
        (_fault("heads_stranded", amount=1), "The head “Chợ phiên” has 1 line below it."),
        (_fault("heads_stranded", amount=0), "The head “Chợ phiên” has 0 lines below it."),
        (_fault("pages_thin", amount=0.12), "The last page is 12% full."),
        (_fault("pictures_coarse", amount=131, what="cau"), "The picture cau has 131 dots an inch"),
        (
            _fault("uncovered", amount=2, what="한"),
            "No font has the sign 한, which stands here 2 times.",
        ),
        (_fault("notes_astray"), "The note “Chợ phiên” stands 1 page after its call."),
    ],
)
def test_amounts_are_told_in_their_own_measure(fault: Fault, said: str) -> None:
    assert said in _lines(fault)[1]


def test_many_of_one_kind_in_a_piece_are_told_once() -> None:
    _, line = _lines(*(_fault("alt_missing", page, what=f"anh-{page}") for page in (1, 3, 3)))
    assert line.startswith("Page 1, “Bến ghe”: The picture anh-1 has no text")
    assert "So 2 more, page 3." in line


def test_what_was_done_is_told_a_piece_at_a_time() -> None:
    before = Layout(pages=5, pieces=PIECES, faults=(_fault("holes"), _fault("holes", 3)))
    after = Layout(pages=4, pieces=PIECES)
    fit = Copyfit(spacing=-0.015, pictures=0.9, tight=True, moved=(("cau", -1),), endnotes=True)
    assert told.done(before, after, {"bai-1": fit, "bai-2": Copyfit()}, {"bai-1": "Bến ghe"}) == (
        (
            "“Bến ghe” is set in closer measures, 1.5% closer, with pictures at 90% of their size, "
            "with image:cau 1 paragraph earlier, with its notes at the end: 2 faults less, "
            "4 pages instead of 5."
        ),
    )

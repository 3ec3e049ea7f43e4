"""Colours of sections, and the ink that is read on them."""

from __future__ import annotations

import pytest

from formatter.render import colour, ground
from tests.render import sample_book as sample


@pytest.mark.parametrize(
    ("ground_colour", "ink"),
    [
        ("#000000", "#ffffff"),
        ("#ffffff", "#16140f"),
        ("#1f5673", "#ffffff"),
        ("#ffe9b0", "#16140f"),
    ],
)
def test_ink_is_read_on_its_ground(ground_colour: str, ink: str) -> None:
    assert colour.upon(ground_colour) == ink


def test_luminance_is_that_of_the_standard() -> None:
    assert colour.luminance("#ffffff") == pytest.approx(1)
    assert colour.luminance("#808080") == pytest.approx(0.2159, abs=0.0001)


@pytest.mark.parametrize("written", ["", "red", "#12345", "#1f5673; } body { display: none"])
def test_what_is_no_colour_makes_no_rule(written: str) -> None:
    assert list(colour.rules("bai-1", "phan-1", written)) == []


def test_the_name_on_a_cover_is_read_on_its_picture() -> None:
    images = sample.book(sample.plain(1)).images
    assert ground.ink(None) == ground.ink(images["khong-con"]) == colour.WHITE
    assert ground.ink(images["cua-song"]) in {colour.WHITE, colour.BLACK}

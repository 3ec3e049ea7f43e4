"""The pictures of the examples: all there, each as its script draws it."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tests.tools.draw import PICTURES, ROOT
from tests.tools.plots import chart

FILES = [(name, width) for _, files in PICTURES for name, width in files]


@pytest.mark.parametrize(("name", "width"), FILES)
def test_each_picture_is_in_the_examples(name: str, width: int) -> None:
    with Image.open(ROOT / "examples" / name) as picture:
        assert picture.width == width
        shades = np.asarray(picture.convert("L"))
    assert np.ptp(shades) > 100, "a picture of one shade"


def test_no_picture_without_a_script() -> None:
    held = ROOT / "examples"
    lying = {p.relative_to(held).as_posix() for p in held.glob("**/*_files/*.*")}
    assert lying == {name for name, _ in FILES}


def test_the_examples_stay_small() -> None:
    assert sum((ROOT / "examples" / name).stat().st_size for name, _ in FILES) < 3_500_000


def test_a_picture_is_as_its_script_draws_it() -> None:
    drawn = np.asarray(chart().finished(), dtype=int)
    with Image.open(ROOT / "examples" / "mua-nuoc-noi_files" / "bieu-do-dinh-nuoc.png") as picture:
        kept = np.asarray(picture.convert("RGB"), dtype=int)
    # The file has 128 colours, so single pixels may differ a little.
    assert float(np.abs(drawn - kept).mean()) < 1

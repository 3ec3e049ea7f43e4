"""Whole articles as they come out, word by word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from formatter.clean.clean import clean
from formatter.source import read
from tests.tools.told import as_json

ROOT = Path(__file__).parents[2]
CASES = {
    "seed-like": ROOT / "tests/corpus/seed-like.txt",
    "mua-nuoc-noi": ROOT / "examples/mua-nuoc-noi.html",
    "cho-phien": ROOT / "examples/cho-phien.html",
}


@pytest.mark.parametrize("name", CASES)
def test_an_article_word_by_word(name: str, golden: Callable[[Path, str], None]) -> None:
    golden(Path("clean") / name / "article.json", as_json(clean(read(CASES[name]))))

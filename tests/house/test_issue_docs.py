"""docs/digest.md: its tables list the keys that the reader of issue files knows."""

from __future__ import annotations

import re

import pytest

from formatter.digest.keys import KEYS
from formatter.layout import KINDS
from tests.house.checkout import ROOT

PAGE = (ROOT / "docs" / "digest.md").read_text(encoding="utf-8")
_ROW = re.compile(r"^\| `([a-z_]+)` \| (.+?) \| `(.+)` \|$", re.MULTILINE)


@pytest.mark.parametrize("name", KEYS)
def test_a_table_lists_all_keys(name: str) -> None:
    place = f"<!-- keys {name} -->" if name else "<!-- keys -->"
    told = PAGE.split(place, 1)[1].split("\n\n", 2)[1]
    known = [(key, value.says, value.example) for key, value in KEYS[name].items()]
    assert _ROW.findall(told) == known


def test_the_layout_report_lists_all_kinds() -> None:
    told = PAGE.split("## The layout report", 1)[1].split("\n## ", 1)[0]
    assert re.findall(r"^\| `([a-z_]+)` \|", told, re.MULTILINE) == list(KINDS)

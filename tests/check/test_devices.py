"""The page for a person with devices: its rules are those of the lint, its pages are there."""

from __future__ import annotations

import re

from formatter.check import RULES
from formatter.profile import SYSTEMS
from tests.house.checkout import ROOT

PAGE = (ROOT / "docs/devices.md").read_text(encoding="utf-8")


def test_all_rules_are_told_as_they_are() -> None:
    told = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert told == [
        f"| `{rule.code}` | {rule.severity} | "
        f"{'all' if rule.systems == SYSTEMS else ', '.join(rule.systems)} | "
        f"{rule.asks.replace('<', '&lt;')} |"
        for rule in RULES
    ]


def test_the_pages_to_try_are_there() -> None:
    named = re.search(r"^set -- (.*)$", PAGE, re.MULTILINE)
    assert named
    assert all((ROOT / name).exists() for name in named[1].split())


def test_each_line_of_what_must_be_seen_can_be_ticked() -> None:
    asked = re.findall(r"^\| (\d+) \| [^☐–]", PAGE, re.MULTILINE)
    ticked = re.findall(r"^\| (\d+) \| [☐–]", PAGE, re.MULTILINE)
    assert asked == ticked == [str(number) for number in range(1, 17)]

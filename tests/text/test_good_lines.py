"""Ten thousand lines of good text: none is changed, alone or on a Vietnamese page."""

from __future__ import annotations

import re
from collections import Counter

from formatter.text.repair import Context, mend
from formatter.text.syllable import legal
from tests.tools import good_lines

COUNT = 10_000
LINES = list(good_lines.lines(COUNT))


def test_there_are_as_many_of_every_kind() -> None:
    assert len(LINES) == COUNT
    assert len(set(LINES)) > 0.8 * COUNT
    for letters in (
        "ð",
        "Ω",
        "Он",
        "ß",
        "œ",
        "\u200d",
        "\u200c",
        "\u202b",
        "\u00a0",
        "“",
        "&",
        "₫",
    ):
        assert sum(letters in line for line in LINES) >= 20, letters
    words = Counter(word for line in LINES for word in re.findall(r"[^\W\d_]+", line))
    assert sum(1 for word in words if legal(word)) > 3000


def test_none_is_changed() -> None:
    changed = [(line, mend(line)) for line in LINES if mend(line).changes]
    assert changed == []


def test_none_is_changed_on_a_vietnamese_page() -> None:
    """Where the page says what language it is in, only what needs that may ask it."""
    page = Context(vietnamese=True)
    changed = [(line, mend(line, page)) for line in LINES if mend(line, page).changes]
    assert changed == []

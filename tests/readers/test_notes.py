"""A note opens over the page where it is called, and says what the note says and no more."""

from __future__ import annotations

import pytest

from formatter import theme
from tests.readers import everything
from tests.readers.engines import Engines

NOTES = [
    ("1", "Bóng đèn bão số 12, loại cổ cao. Xem bản vẽ ở đầu bài."),
    ("1", "Một chục ở miệt này là mười hai trái."),
    ("1", "Two thousand đồng in 1998.A chicken would do."),
    ("2", "Green, from the same shop."),
]


@pytest.mark.parametrize("style", theme.names())
def test_the_popup_says_the_note(style: str, engines: Engines) -> None:
    notes = engines.ask("foliate", everything.made(style))["notes"]
    assert [(note["call"], note["text"]) for note in notes] == NOTES
    # They stand at the end of an article, and a reader who has no popups finds them there.
    assert {(note["type"], note["hidden"]) for note in notes} == {("endnote", False)}

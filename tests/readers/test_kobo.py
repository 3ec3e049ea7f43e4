"""Kobo's form of a book opens wherever the other does, and says the same of itself."""

from __future__ import annotations

from tests.readers import everything
from tests.readers.engines import Engines

SAME = ("title", "language", "contents", "landmarks", "notes", "wrong")


def test_a_reading_engine_sees_the_same_book(engines: Engines) -> None:
    plain = engines.ask("foliate", everything.made("book"))
    made = engines.ask("foliate", everything.made("book", "kobo"))
    assert {key: made[key] for key in SAME} == {key: plain[key] for key in SAME}
    assert made["wrong"] == []
    assert len(made["notes"]) == 4
    for one, other in zip(made["documents"], plain["documents"], strict=True):
        assert {key: one[key] for key in one if key != "elements"} == {
            key: other[key] for key in other if key != "elements"
        }, one["title"]


def test_ace_asserts_nothing(engines: Engines) -> None:
    found = engines.ask("ace", everything.made("book", "kobo"))
    assert (found["assertions"], found["outcome"]) == ([], "pass")

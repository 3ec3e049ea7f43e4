"""Each page of the corpus and of the examples, opened in a reading engine."""

from __future__ import annotations

from typing import Any

import pytest

from formatter import theme
from tests.readers import everything
from tests.readers.engines import Engines


@pytest.fixture(scope="module")
def found(engines: Engines) -> dict[str, Any]:
    return engines.ask("foliate", everything.bound(theme.names()[-1]))


def test_all_are_there_and_nothing_goes_wrong(found: dict[str, Any]) -> None:
    titles = [article.title for article in everything.pages().values()]
    assert [" ".join(entry["label"].split()) for entry in found["contents"]] == titles
    assert [one["title"] for one in found["documents"]][-len(titles) :] == titles
    assert found["wrong"] == []


def test_each_keeps_to_the_page_and_to_the_reader_s_colours(found: dict[str, Any]) -> None:
    for document in found["documents"]:
        assert (document["coloured"], document["wide"]) == ([], []), document["title"]


def test_each_shows_its_pictures_in_its_own_fonts(found: dict[str, Any]) -> None:
    for document in found["documents"]:
        assert all(document["pictures"]), document["title"]
        assert [face for face in document["fonts"] if face.endswith(" error")] == []


def test_each_runs_as_its_language_does(found: dict[str, Any]) -> None:
    turned = [one["language"] for one in found["documents"] if one["direction"] == "rtl"]
    assert turned == [a.language for a in everything.pages().values() if a.language == "ar"]
    assert turned


def test_each_note_opens(found: dict[str, Any]) -> None:
    calls = sum(article.body.count('class="call"') for article in everything.pages().values())
    assert len(found["notes"]) == calls > 8
    assert {note["type"] for note in found["notes"]} == {"endnote"}
    assert all(note["text"] for note in found["notes"])

"""An issue's archive proves itself: its pieces, what was put over them, and their words."""

from __future__ import annotations

from pathlib import Path

import pytest

from formatter import issued
from formatter.batch import Order
from formatter.issued import Pressing
from formatter.verify import pieces, verify
from tests.test_issued import ISSUE, issue

__all__ = ["issue"]  # a fixture


def test_an_issue_proves_itself(issue: Path) -> None:
    text = ISSUE.replace('theme = "newspaper"', 'theme = "book"\nmultiple_of = 1')
    issue.write_text(text, encoding="utf-8")
    order = Order(folder=issue.parent / "out", formats=("pdf",), theme="", profile="archive")
    record = issued.run(issue, order, Pressing()).record
    assert record.status == "done", record
    path = Path(record.outputs[0]["path"])
    found = {(one.check, one.verdict) for one in verify(path)}
    proven = {check for check, verdict in found if verdict == "right"}
    assert proven >= {"seal", "files", "article", "text", "fonts", "metadata"}
    assert not any(verdict == "wrong" for _, verdict in found)


@pytest.mark.parametrize(
    ("printed", "wanted", "verdict", "said"),
    [
        ("con đò sang sông", ["sông", "con", None, "đò"], "right", "4 with the issue's own"),
        ("con đò sang sông", ["cầu"], "wrong", "lack “cầu”"),
        ("điện thoại thông minh", ["điệnthoại"], "right", "all words"),
        ("con con", ["con", "con", "con"], "right", "all words"),
    ],
)
def test_no_word_of_a_piece_is_lacking(
    printed: str, wanted: list[str | None], verdict: str, said: str
) -> None:
    (found,) = pieces.look(printed.split(), [("Bài", wanted)])
    assert (found.check, found.verdict) == ("text", verdict)
    assert said in found.said

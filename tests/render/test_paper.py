"""An issue on another paper than its theme's."""

from __future__ import annotations

import pytest

from formatter.render import paper
from formatter.render.run import Run
from tests.render import issue_book


def test_the_themes_own_paper_changes_nothing() -> None:
    style = issue_book.style("newspaper")
    for page in ("", "A4"):
        issue = issue_book.book(page=page).issue
        assert issue is not None
        assert paper.cut_to(style, issue) is style


@pytest.mark.parametrize(
    ("name", "page"), [("newspaper", "A5"), ("book", "A4"), ("magazine", "letter")]
)
def test_pages_have_the_papers_size_and_whole_lines(name: str, page: str) -> None:
    width, height = paper.SIZES[page]
    for box in issue_book.boxes(Run(stories=(2,)), name, page=page):
        assert box.margin_width() == pytest.approx(width * 96 / 25.4, abs=0.1)
        assert box.margin_height() == pytest.approx(height * 96 / 25.4, abs=0.1)
        pitch = issue_book.style(name).options["pitch"] * 4 / 3
        assert min(box.height % pitch, -box.height % pitch) < 0.1
        assert box.height > 10 * pitch


def test_measures_follow_the_paper() -> None:
    issue = issue_book.book(page="A5").issue
    assert issue is not None
    style = issue_book.style("newspaper")
    narrow = paper.cut_to(style, issue).options
    assert narrow["page_measure"] == style.options["page_measure"] - 62
    assert narrow["measure"] == style.options["measure"] - 31

"""Columns that are balanced in few trials: all that is in them stands where the last one put it."""

from __future__ import annotations

import re

import pypdfium2  # type: ignore[import-untyped]
import pytest

from formatter import theme
from formatter.article import Article
from formatter.render import pdf
from tests.render import sample_book as sample
from tests.tools import ink


@pytest.mark.parametrize("paragraphs", [2, 15])
def test_notes_keep_their_numbers_in_columns_that_are_balanced(paragraphs: int) -> None:
    notes = "".join(f"<li>Chú {'dẫn của bài này, dài hơn một dòng ' * 2}</li>" for _ in range(8))
    body = sample.plain(1, paragraphs).body + f'<section class="notes"><ol>{notes}</ol></section>'
    made = pdf.to_pdf(sample.book(Article(title="Bến ghe", body=body)), theme.load("newspaper"))
    starts: dict[str, list[tuple[int, float, bool]]] = {"number": [], "note": []}
    with pypdfium2.PdfDocument(made.data) as document:
        for number, page in enumerate(document):
            for line in ink.lines(page):
                place = (number, round(line.bottom), line.left > page.get_width() / 2)
                starts["number"] += [place] if re.fullmatch(r"\d\. ?", line.text) else []
                starts["note"] += [place] if line.text.startswith("Chú") else []
    assert len(starts["note"]) == 8
    assert starts["number"] == starts["note"]

"""Lines of text: remembered without a change, and never broken after their first word."""

from __future__ import annotations

import random
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from weasyprint import HTML
from weasyprint.layout import inline

from formatter import theme
from formatter.render import lines, pdf
from tests.render import sample_book as sample

WORDS = (
    "Doi cát không đứng yên Theo số liệu đo của trạm thuỷ văn huyện từ năm đến nay mũi doi đã lùi"
    " còn luồng lạch thì xoay gần độ Mỗi lần luồng đổi ông Ngữ lại tháo chòi vác từng cây tre sang"
).split()


def paragraph(seed: int) -> str:
    chance = random.Random(seed)  # noqa: S311  a sample, no secret
    return " ".join(
        f"<b>{chance.choice(WORDS)}</b>" if chance.random() < 0.1 else chance.choice(WORDS)
        for _ in range(60)
    )


def line_texts(box: Any) -> Iterator[str]:
    if isinstance(box, inline.boxes.LineBox):
        yield "".join(b.text for b in box.descendants() if isinstance(b, inline.boxes.TextBox))
    else:
        for child in getattr(box, "children", ()):
            yield from line_texts(child)


def test_no_line_ends_after_its_first_word() -> None:
    text = "".join(f"<p>{paragraph(seed)}</p>" for seed in range(240))
    sheet = "@page { size: 148mm 4000mm } p { font-size: 10pt }"
    document = HTML(string=f"<style>{sheet}</style>{text}").render()
    found = [
        list(line_texts(block))
        for page in document.pages
        for block in page._page_box.descendants()
        if block.element_tag == "p" and hasattr(block, "children")
    ]
    broken = [line for block in found for line in block[:-1] if len(line) < 40]
    assert sum(map(len, found)) > 1000
    assert broken == []


def test_memory_changes_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    book, loaded = sample.book(sample.lighthouse()), theme.load("newspaper")
    remembered = pdf.to_pdf(book, loaded).data
    calls: list[str] = []
    split = inline.split_first_line

    def forgetful(text: str, style: Any, context: Any, *rest: Any) -> Any:
        calls.append(text)
        context.__dict__.pop("remembered_lines", None)
        return split(text, style, context, *rest)

    def keyword(text: str, style: Any, context: Any, *rest: Any, **named: Any) -> Any:
        return forgetful(text, style, context, *rest, *named.values())

    monkeypatch.setattr(inline, "split_first_line", keyword)
    assert pdf.to_pdf(book, loaded).data == remembered
    assert len(calls) > 2 * len(set(calls))


def test_no_break_spaces_are_written_as_spaces() -> None:
    font = SimpleNamespace(to_unicode={3: "\N{NO-BREAK SPACE}", 4: "ợ"})
    seen: list[Any] = []
    lines.searchable(lambda *given: seen.append(given))("pdf", {"a": font}, "rest")
    assert seen == [("pdf", {"a": font}, "rest")]
    assert font.to_unicode == {3: " ", 4: "ợ"}

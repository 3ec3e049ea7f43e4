"""Lines of text: remembered without a change, broken where they should be, read out of the PDF."""

from __future__ import annotations

import random
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from weasyprint import HTML
from weasyprint.layout import inline

from formatter import theme
from formatter.book import bind
from formatter.clean.clean import clean
from formatter.images import gather
from formatter.render import lines, pdf
from formatter.render.glue import glued
from formatter.source import read
from tests.bench.lines import LOOSE_MOST, ROOT
from tests.render import sample_book as sample
from tests.tools.linework import Line, figures
from tests.tools.linework import lines as printed

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


# Names, prices and dialogues; long words, which leave holes in lines; many articles in one book.
TRYING = ["examples/cho-phien.html", "tests/corpus/german.html", "tests/corpus/recipe.html"]
PROSE = (
    "<p>Ghe chở 48 triệu đồng tiền khóm – ông Tư nói – cập bến lúc 5 giờ sáng ngày 24 tháng 11 năm"
    " 2025 , trễ <b>30</b> km so với chị Hạnh ( quê quận 7, TP. Thủ Đức ) <i>– người cùng xóm</i>"
    " – và cách chỗ PGS. TS. Lê Ngữ đo nước 1.234,5 km, trời nóng 37 °C mà ai cũng đi.</p>"
)
STARTS = ("– ", "km", "°C", "triệu", "giờ", "24", "11", "2025", ",", ")", "7,", "Tư", "Hạnh", "TS")


@pytest.mark.parametrize("style", ["book", "newspaper"])
def test_no_line_is_bad_in_books_of_our_pages(style: str) -> None:
    articles = [clean(read(ROOT / name)) for name in TRYING]
    book = bind(articles, title="Điểm báo cuối tuần", images=gather(articles))
    found = figures([printed(book, theme.load(style))])
    assert found.lines > 150
    assert found.justified > 50
    assert not found.starts
    assert found.alone == 0
    assert found.share <= LOOSE_MOST


def test_no_width_makes_a_line_start_badly() -> None:
    """Read from the boxes, each width by itself: 60 of them break each place somewhere."""
    blocks = "".join(
        f'<div style="width:{width}mm">{glued(PROSE, "vi")}</div>' for width in range(40, 160, 2)
    )
    sheet = "@page { size: 200mm 9000mm } p { font-size: 10pt }"
    document = HTML(string=f"<style>{sheet}</style><body lang=vi>{blocks}").render()
    starts = [
        line
        for page in document.pages
        for block in page._page_box.descendants()
        if block.element_tag == "p" and hasattr(block, "children")
        for line in list(line_texts(block))[1:]
    ]
    assert len(starts) > 200
    assert [line for line in starts if line.replace("\xa0", " ").startswith(STARTS)] == []


@pytest.mark.parametrize(("width", "justified"), [(40, False), (110, True)])
def test_the_letters_of_a_column_decide_whether_it_is_justified(
    width: int, justified: bool
) -> None:
    sheet = f"p {{ width: {width}mm; text-align: justify; font-size: 10pt }}"
    style = f"<style>@page {{ size: 200mm }} html {{ --least-justified: 38 }} {sheet}</style>"
    text = paragraph(1).replace("<b>", "").replace("</b>", "")
    document = HTML(string=f"{style}<p>{text}</p>").render()
    spaced = [
        box.justification_spacing > 0
        for box in document.pages[0]._page_box.descendants()
        if isinstance(box, inline.boxes.TextBox)
    ]
    assert any(spaced) == justified


def test_a_line_before_gives_a_word_to_one_too_loose() -> None:
    """Of all widths some have a hole that one word mends, and none has one left."""
    text = "Nước lên rồi nước xuống, ai cũng quen. Nhưng Donaudampfschifffahrtsgesellschaft thì lạ."
    loose = {planned: holes(text * 2, planned=planned) for planned in (False, True)}
    assert loose[False] > 5
    assert loose[True] == 0


def holes(text: str, *, planned: bool) -> int:
    """How many lines have a hole, over many widths; without a plan as the engine does it."""
    found = 0
    for width in range(300, 420, 6):
        css = f"p {{ width: {width}px; text-align: justify; font: 16px serif }}"
        # A part out of the flow can't be tried twice, so its paragraph isn't planned.
        alone = "" if planned else '<span style="position:absolute"></span>'
        markup = f"<style>@page {{ size: 200mm 400mm }} {css}</style><p>{text}{alone}"
        document = HTML(string=markup).render()
        found += sum(
            box.justification_spacing > 1.5 * 4.5
            for box in document.pages[0]._page_box.descendants()
            if isinstance(box, inline.boxes.TextBox)
        )
    return found


def test_the_outline_of_a_pdf_has_plain_spaces() -> None:
    page = SimpleNamespace(bookmarks=[(2, "Giữ lối cho\xa0nước", (1.0, 2.0), "open")])
    lines.plain([page])
    assert page.bookmarks == [(2, "Giữ lối cho nước", (1.0, 2.0), "open")]


def line(**values: Any) -> Line:
    plain: dict[str, Any] = {"page": 1, "places": ("p",), "opens": False, "ends": False}
    plain |= {"justified": True, "gap": 1.0, "words": ("nước",), "before": ("ghe",)}
    return Line(**(plain | values))


@pytest.mark.parametrize(
    ("before", "word", "fault"),
    [
        ("ghe", "nước", ""),
        ("ghe", "–", "dash"),
        ("ghe", "—ông", "dash"),
        ("ghe", "-", "dash"),
        ("ghe", "-5", ""),
        ("ghe", ",", "closing mark"),
        ("ghe", ")", "closing mark"),
        ("ghe", "…rồi", ""),
        ("ghe", "…", "closing mark"),
        ("30", "km.", "unit"),
        ("30", "kmh", ""),
        ("1.234,5", "tỉ", "unit"),
        ("ngày", "24", "number"),
        ("Ông", "Tư", "name"),
        ("sông", "Tiền", ""),
        ("TS.", "Ngữ", "name"),
    ],
)
def test_the_measure_knows_a_bad_start(before: str, word: str, fault: str) -> None:
    made = line(before=(before,), words=(word, "rồi"))
    assert made.fault == fault
    assert not made._replace(opens=True).fault


def test_the_measure_knows_a_hole_and_a_lonely_word() -> None:
    assert line(gap=2.6).loose
    assert not line(gap=2.4).loose
    assert not line(gap=2.6, justified=False).loose
    assert line(places=("h2",), ends=True).alone
    assert line(places=("p.entry",), ends=True, words=("nước", ".......", "12")).alone
    assert not line(places=("p",), ends=True).alone
    assert not line(places=("h2",), ends=True, words=("nước", "lên")).alone

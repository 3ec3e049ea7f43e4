"""PDFs for an archive: every page there is, held to the standards that each claims by veraPDF."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest

from formatter import profile, theme
from formatter.article import Article
from formatter.book import bind
from formatter.render import codes, opaque
from formatter.render.pdf import to_pdf
from tests.tools import keeping, oddities, standards

CLAIMED = {
    "a-3a": {"PDF/A-3A", "PDF/UA-1"},
    "a-3u": {"PDF/A-3U"},
    "a-2a": {"PDF/A-2A", "PDF/UA-1"},
    "a-4f": {"PDF/A-4F"},
}
JOBS = {job.name: job for job in keeping.jobs()}
ARCHIVE = profile.load("archive")


@pytest.fixture(scope="module")
def made() -> Mapping[str, keeping.Made]:
    return keeping.all_made()


@pytest.fixture(scope="module")
def reports(made: Mapping[str, keeping.Made]) -> Mapping[str, standards.Report]:
    return standards.reports({name: each.data for name, each in made.items()})


@pytest.mark.parametrize("name", JOBS)
def test_both_standards_are_claimed_and_kept(
    name: str, reports: Mapping[str, standards.Report]
) -> None:
    assert set(reports[name]) == CLAIMED[JOBS[name].standard]
    assert [broken for rules in reports[name].values() for broken in rules] == []


@pytest.mark.parametrize("name", JOBS)
def test_nothing_is_noted_but_signs_without_a_font(
    name: str, made: Mapping[str, keeping.Made]
) -> None:
    known = ("No font has ", codes.NOTE)
    assert [note for note in made[name].notes if not note.startswith(known)] == []


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def images(pdf: pikepdf.Pdf) -> list[Any]:
    return [
        each
        for each in pdf.objects
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
    ]


def test_a_pdf_says_when_it_was_made_what_by_and_what_its_colours_are(
    made: Mapping[str, keeping.Made],
) -> None:
    pdf = opened(made["mua-nuoc-noi in book, a-3a"].data)
    assert str(pdf.Root.Lang) == "vi"
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert "sRGB" in str(intent.OutputConditionIdentifier)
    assert pdf.docinfo.CreationDate == pdf.docinfo.ModDate
    with pdf.open_metadata() as told:
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("3", "A")
        assert told["pdfuaid:part"] == "1"
        assert told["dc:title"] == str(pdf.docinfo.Title)
        assert told["pdf:Producer"] == str(pdf.docinfo.Producer)
        assert re.sub(r"\D", "", told["xmp:CreateDate"]) == re.sub(
            r"\D", "", str(pdf.docinfo.CreationDate)
        )


def test_nothing_is_see_through_and_no_picture_is_smoothed(
    made: Mapping[str, keeping.Made],
) -> None:
    for name, job in JOBS.items():
        pdf = opened(made[name].data)
        assert {bool(image.Interpolate) for image in images(pdf)} <= {False}
        assert [image for image in images(pdf) if "/SMask" in image] == []
        assert [image for image in images(pdf) if "CMYK" in str(image.ColorSpace)] == []
        if job.pages:
            states = pdf.pages[0].Resources.ExtGState
            inks = {float(value) for state in states.values() for value in state.values()}
            assert inks <= {1.0}, name


@pytest.mark.parametrize("style", theme.names())
@pytest.mark.parametrize("page", keeping.EXAMPLES, ids=lambda page: page.stem)
def test_an_archive_s_pages_look_like_the_plain_ones(
    style: str, page: Any, made: Mapping[str, keeping.Made]
) -> None:
    plain = to_pdf(keeping.book(page), theme.load(style))
    kept = made[f"{page.stem} in {style}, a-3a"].data
    assert b"GTS_PDFA1" not in plain.data
    with pypdfium2.PdfDocument(plain.data) as one, pypdfium2.PdfDocument(kept) as other:
        assert len(one) < len(other) <= len(one) + 2
        for number in range(len(one)):
            pixels = [
                each[number].render(scale=0.7, grayscale=True).to_numpy().astype(int)
                for each in (one, other)
            ]
            assert pixels[0].shape == pixels[1].shape
            assert np.abs(pixels[0] - pixels[1]).max() == 0


def test_what_no_font_has_is_copied_out_as_itself(made: Mapping[str, keeping.Made]) -> None:
    for name, words in {
        "chinese": "山顶邮局的最后一只邮包",
        "japanese": "豆腐屋のラッパが坂道に戻った朝",
        "thai": "ห้องสมุดเรือพาย",
        "korean-short": "약속으로 가는 나룻배",
    }.items():
        (held,) = (each.data for job, each in made.items() if job.startswith(f"{name} in "))
        with pypdfium2.PdfDocument(held) as pdf:
            text = pdf[0].get_textpage().get_text_range()
        assert words.replace(" ", "") in "".join(text.split())


def test_a_code_is_drawn_for_each_letter_and_its_parts() -> None:
    rule = codes.rule("ำ漢")
    assert "E32-E33-E4D-6F22" in rule
    address = rule.split("url(")[1].split(")")[0]
    assert codes.asked(address) == codes.face("ำ漢" + "าํ")
    assert codes.asked(address) != codes.face("漢")
    assert codes.rule("") == ""


def test_what_is_not_kept_is_not_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "rule", lambda _: "")
    book = bind([Article(title="Chữ lạ", body="<p>Có 漢 và 字.</p>")], images={})
    found = to_pdf(book, theme.load("book"), ARCHIVE)
    assert "The PDF isn't PDF/A-3a and PDF/UA-1: no font has 字 漢." in found.notes
    with opened(found.data).open_metadata() as told:
        assert "pdfaid:part" not in told
        assert "pdfuaid:part" not in told
        assert told["dc:title"] == "Chữ lạ"


def test_colours_of_print_are_not_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opaque, "picture", lambda data: data)
    found = to_pdf(oddities.book(), theme.load("book"), ARCHIVE)
    assert [note for note in found.notes if "CMYK" in note]


def test_a_picture_without_a_fault_is_left_as_it_is() -> None:
    for job in keeping.EXAMPLES:
        for image in keeping.book(job).images.values():
            assert opaque.picture(image.data) is image.data
    assert opaque.picture(b"no picture") == b"no picture"


def test_the_date_is_the_source_s_or_the_one_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article = Article(title="Bài", body="<p>Lời.</p>", published="2021-09-28T07:00:00+07:00")
    book = bind([article], images={})

    def dated() -> str:
        pdf = opened(to_pdf(book, theme.load("book"), ARCHIVE).data)
        return str(pdf.docinfo.CreationDate)

    assert dated() == "D:20210928000000Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert dated() == "D:20231114221320Z"


def test_what_a_program_hands_in_wrong_is_no_false_claim() -> None:
    # Pages without a date say the calendar's first or last day, which UTC may not have.
    days = (
        "0001-01-01T00:00:00+07:00",
        "9999-12-31T23:59:59-07:00",
        "0800-05-05",
        "2026-13-40",
        "hôm qua",
    )
    made = {}
    for day in days:
        one = Article(title="Mốc nước", body="<p>Nước lên.</p>", language="vi", published=day)
        made[day] = to_pdf(bind([one], images={}), theme.load("book"), profile.load("archive"))
        assert made[day].notes == ()
    reports = standards.reports({day: each.data for day, each in made.items()})
    assert [dict(report) for report in reports.values()] == [
        {"PDF/A-3A": (), "PDF/UA-1": ()} for _ in days
    ]


def test_what_is_in_no_language_is_for_nobody_to_read_aloud() -> None:
    one = Article(title="Mốc nước", body="<p>Nước lên.</p>", language="")
    made = to_pdf(bind([one], images={}), theme.load("book"), profile.load("archive"))
    assert made.notes == (
        "The PDF isn't PDF/A-3a and PDF/UA-1: it isn't known which language it is in.",
    )

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from formatter import profile
from formatter.issue import Issue
from formatter.layout import Fault, Layout, Placed
from formatter.press import prepress, proof, strokes
from formatter.press.compared import compared
from formatter.press.order import LOCKS, NUMBERINGS, Lock, Numbering, Order
from formatter.render.pdf import to_pdf
from formatter.render.words import words
from formatter.sight import Sight
from formatter.theme import load
from tests.press.test_difference import held, made, story
from tests.render.sample_book import book, plain
from tests.tools import standards
from tests.tools.leaves import steps

ISSUE = Issue(title="Điểm báo cuối tuần", number=47, date="2026-11-22")
STORIES = (story(1), story(2))
LAYOUT = Layout(
    pages=4,
    pieces=(
        Placed(title="Chuyện kể thứ 1", first=1, last=2, words=1240),
        Placed(title="Chuyện kể thứ 2", first=2, last=2, words=980),
    ),
)


class Said:
    """What is drawn on a proof, letters caught before they become outlines."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, float, tuple[float, float]]] = []


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    caught = Said()
    drawn = strokes.letters

    def letters(text: str, size: float, at: tuple[float, float], **more: Any) -> bytes:
        caught.texts.append((text, size, at))
        return drawn(text, size, at, **more)

    monkeypatch.setattr(proof, "letters", letters)
    return caught


def proofed(data: bytes, order: Order, language: str = "vi", layout: Layout = LAYOUT) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        prepress.ready(
            pdf,
            order.checked(),
            issue=ISSUE,
            layout=layout,
            said=words(load("newspaper"), language),
            standard="",
        )
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


@cache
def issue() -> bytes:
    return made("newspaper", *STORIES)


@pytest.mark.parametrize("lock", LOCKS)
def test_each_page_says_that_it_is_a_proof_of_which_issue_in_which_state(
    said: Said, lock: Lock
) -> None:
    proofed(issue(), Order(proof=True, lock=lock))
    state = {
        "none": "Chưa khóa duyệt",
        "held": "Đúng như bản đã duyệt",
        "changed": "Đã đổi so với bản đã duyệt",
    }[lock]
    heads = [text for text, *_ in said.texts if text.startswith("Bản bông")]
    with Sight(issue()) as sight:
        assert len(heads) == len(sight)
    assert set(heads) == {f"Bản bông · Điểm báo cuối tuần · Số 47 · Chủ Nhật, 22/11/2026 · {state}"}


def test_a_piece_has_its_words_where_it_begins(said: Said) -> None:
    proofed(issue(), Order(proof=True))
    told = [text for text, *_ in said.texts]
    assert "Chuyện kể thứ 1 · 1.240 chữ · tr. 1–2" in told
    assert "Chuyện kể thứ 2 · 980 chữ · tr. 2" in told


def test_an_english_issue_has_an_english_proof(said: Said) -> None:
    proofed(issue(), Order(proof=True), "en")
    told = [text for text, *_ in said.texts]
    assert "Chuyện kể thứ 1 · 1,240 words · p. 1–2" in told
    assert any(text.startswith("Proof · ") and text.endswith("Not locked") for text in told)


def test_every_fifth_line_has_its_number_at_its_baseline(said: Said) -> None:
    proofed(made("book", story(1)), Order(proof=True))
    numbered = [(int(text), at) for text, _, at in said.texts if text.isdecimal()]
    with Sight(made("book", story(1))) as sight:
        bases = [{round(word.base, 2) for word in sight.words(page)} for page in range(len(sight))]
    assert numbered
    page = -1
    for number, (_, base) in numbered:
        assert number % 5 == 0
        page += number == 5
        assert any(abs(base - other) < 0.1 for held in bases for other in held)
    # Numbers of a page begin again, and go on by five down the column.
    runs: list[list[int]] = []
    for number, _ in numbered:
        if number == 5:
            runs.append([])
        runs[-1].append(number)
    assert all(run == list(range(5, 5 * len(run) + 1, 5)) for run in runs)
    assert len(runs) >= 2


@pytest.mark.parametrize("numbering", NUMBERINGS)
def test_lines_are_counted_by_page_or_through_a_piece(said: Said, numbering: Numbering) -> None:
    data = made("book", story(1, 14))
    with Sight(data) as sight:
        pages = len(sight)
    assert pages > 2
    one = Layout(pages=pages, pieces=LAYOUT.pieces[:1])
    proofed(data, Order(proof=True, numbering=numbering), layout=one)
    numbers = [int(text) for text, *_ in said.texts if text.isdecimal()]
    assert numbers.count(5) == (pages if numbering == "page" else 1)
    steps_of = {after - before for before, after in pairwise(numbers) if after > before}
    assert steps_of == {5}


def test_columns_are_numbered_beside_themselves(said: Said) -> None:
    proofed(issue(), Order(proof=True))
    places = {round(at[0] / 20) for text, _, at in said.texts if text.isdecimal()}
    # Two columns, 91 mm apart: numbers stand left of each.
    assert max(places) - min(places) == pytest.approx((84.5 + 7) * 72 / 25.4 / 20, abs=1)


def test_a_proof_says_nothing_new_to_who_searches_or_listens() -> None:
    plain_words, proof_words = (
        [[word.text for word in sight.words(page)] for page in range(len(sight))]
        for sight in (Sight(issue()), Sight(proofed(issue(), Order(proof=True))))
    )
    assert plain_words == proof_words
    with pikepdf.open(io.BytesIO(proofed(issue(), Order(proof=True)))) as pdf:
        for page in pdf.pages:
            deep = marked = 0
            for given, operator in steps(page):
                if operator in {"BMC", "BDC"}:
                    deep += 1
                    marked += str(given[0]) == "/Artifact"
                deep -= operator == "EMC"
            assert deep == 0
            assert marked >= 2


def test_bars_stand_beside_what_was_changed_since_the_last_proof(
    said: Said, tmp_path: Path
) -> None:
    last = held(tmp_path, "bong-1.pdf", proofed(issue(), Order(proof=True)))
    body = STORIES[1].body.replace("nhà số 64", "căn nhà cũ số 64")
    new = made("newspaper", STORIES[0], replace(STORIES[1], body=body))
    assert body != STORIES[1].body
    bars = _bars(proofed(new, Order(proof=True, against=str(last))))
    assert sum(map(len, bars)) >= 1
    assert not any(_bars(proofed(issue(), Order(proof=True, against=str(last)))))
    with Sight(new) as sight:
        for page, found in enumerate(bars):
            marked = [word for word in sight.words(page) if word.text in {"căn", "cũ"}]
            assert bool(marked) == bool(found)
            for _, y, _, high in found:
                assert any(y - 1 <= word.base <= y + high for word in marked)
    assert said.texts


def test_proofs_are_compared_as_their_issues(tmp_path: Path) -> None:
    body = STORIES[1].body.replace("nhà số 64", "căn nhà cũ số 64")
    new = made("newspaper", STORIES[0], replace(STORIES[1], body=body))
    first = held(tmp_path, "bong-1.pdf", proofed(issue(), Order(proof=True)))
    order = Order(proof=True, lock="changed", numbering="piece", against=str(first), marks=True)
    second = held(tmp_path, "bong-2.pdf", proofed(new, order))
    plain = held(tmp_path, "so-1.pdf", issue())
    for old in (first, plain):
        kinds = [pair.kind for pair in compared(old, second)]
        assert set(kinds) == {"same", "words"}
        assert kinds.count("words") == 1
    assert {pair.kind for pair in compared(plain, first)} == {"same"}


def _bars(data: bytes) -> list[list[tuple[float, ...]]]:
    """Return the narrow upright rectangles of each page's proof, which is its last stream."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            content = page.obj.Contents
            assert isinstance(content, pikepdf.Array)
            drawn = [
                tuple(float(each) for each in given)
                for given, operator in steps(content[-1])
                if operator == "re"
            ]
            found.append([each for each in drawn if each[2] < 2])
    return found


def test_a_proof_of_an_archive_is_one_still() -> None:
    data = to_pdf(book(plain(1)), load("book"), profile.load("generic", "a-3a")).data
    made = proofed(data, Order(proof=True, marks=True))
    (report,) = standards.reports({"proof": made}).values()
    assert dict(report) == {"PDF/A-3A": (), "PDF/UA-1": ()}


def test_the_same_issue_gives_the_same_proof() -> None:
    order = Order(proof=True, marks=True)
    assert proofed(issue(), order) == proofed(issue(), order)


def test_pictures_too_coarse_for_print_are_said_with_an_order() -> None:
    faults = (
        Fault(kind="pictures_coarse", page=3, piece="a", amount=150.0, what="anh-1"),
        Fault(kind="pictures_coarse", page=7, piece="b", amount=96.4, what="anh-2"),
        Fault(kind="holes", page=2, piece="b", amount=0.3),
    )
    with pikepdf.open(io.BytesIO(issue())) as pdf:
        layout = Layout(pages=8, faults=faults)
        assert prepress.ready(pdf, Order(ink="grey"), layout=layout) == (
            "2 pictures have fewer dots an inch than print asks for, the coarsest 96, on page 7.",
        )

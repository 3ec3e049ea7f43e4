"""Galleys are put together: references, outlines and faces, each by itself."""

from __future__ import annotations

from typing import Any

import pydyf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.press.faces import Faces
from formatter.press.outline import Outline, figure
from formatter.render.galley import Face, Galley, Heading, references, renumbered


@pytest.mark.parametrize(
    ("data", "made"),
    [
        (b"<</P 4 0 R/K [5 0 R 6]>>", b"<</P 40 0 R/K [50 0 R 6]>>"),
        (b"<</Alt (see 4 0 R)/Pg 4 0 R>>", b"<</Alt (see 4 0 R)/Pg 40 0 R>>"),
        (rb"<</Alt (a \) 4 0 R \\)/Pg 4 0 R>>", rb"<</Alt (a \) 4 0 R \\)/Pg 40 0 R>>"),
        (b"<</Alt (two\nlines 5 0 R)/K 5 0 R>>", b"<</Alt (two\nlines 5 0 R)/K 50 0 R>>"),
        (b"[4 0 R /XYZ 14 0 0]", b"[40 0 R /XYZ 14 0 0]"),
    ],
)
def test_references_are_numbered_anew_and_words_stay(data: bytes, made: bytes) -> None:
    assert renumbered(data, {4: 40, 5: 50}) == made


@given(st.text(max_size=40), st.lists(st.integers(1, 99), max_size=5))
def test_no_text_is_taken_for_a_reference(text: str, numbers: list[int]) -> None:
    said = pydyf.String(text).data
    data = b"<</Alt %b/K [%b]>>" % (said, b" ".join(b"%d 0 R" % one for one in numbers))
    moved = renumbered(data, {one: one + 1000 for one in numbers})
    assert said in moved
    assert list(references(moved)) == [one + 1000 for one in numbers]


def outline(*levels: int) -> tuple[pydyf.PDF, list[Any]]:
    pdf = pydyf.PDF()
    heads = [
        (Heading(level, f"Bến {i}", 0, 0.0, 0.0, closed=level > 1), b"9 0 R", 10.0)
        for i, level in enumerate(levels)
    ]
    Outline(pdf, heads).write()
    return pdf, pdf.objects[3:]


def test_lines_stand_under_the_last_line_of_a_lesser_level() -> None:
    pdf, (top, one, two, three, four) = outline(1, 2, 3, 1)
    assert pdf.catalog["Outlines"] == top.reference
    assert (top["First"], top["Last"], top["Count"]) == (one.reference, four.reference, 3)
    assert (one["First"], one["Next"], one["Count"]) == (two.reference, four.reference, 1)
    assert (two["Parent"], two["First"], two["Count"]) == (one.reference, three.reference, -1)
    assert four["Prev"] == one.reference


def test_a_level_may_be_passed_over() -> None:
    _, (top, one, two) = outline(2, 4)
    assert one["Parent"] == top.reference
    assert two["Parent"] == one.reference


def test_a_file_without_headings_has_no_outline() -> None:
    pdf, made = outline()
    assert "Outlines" not in pdf.catalog
    assert made == []


def face(letters: dict[int, str], missing: dict[int, int] | None = None, digest: str = "a") -> Face:
    facts = {"widths": dict.fromkeys(letters, 500), "to_unicode": letters, "missing": missing or {}}
    return Face(key="ABCDEF", digest=digest, facts=facts)


def galley(*faces: Face) -> Galley:
    return Galley(sheets=(), objects={}, streams={}, shared={}, faces=faces)


def test_a_face_is_one_with_all_letters_that_were_drawn() -> None:
    one, two = galley(face({1: "s"})), galley(face({2: "ô"}))
    faces = Faces([one, two])
    assert [each.facts["to_unicode"] for each in faces.all] == [{1: "s", 2: "ô"}]
    assert faces.of(one) == faces.of(two) == {"ABCDEF": "ABCDEF"}
    assert one.faces[0].facts["to_unicode"] == {1: "s"}


def test_faces_of_other_files_and_with_letters_they_lack_stay_apart() -> None:
    one, two = galley(face({1: "s"}, {99: 500})), galley(face({1: "s"}, {98: 500}))
    other = galley(face({1: "s"}, digest="b"))
    faces = Faces([one, two, other])
    assert len(faces.all) == 3
    keys = [faces.of(each)["ABCDEF"] for each in (one, two, other)]
    assert len(set(keys)) == 3
    assert [each.facts["hash"] for each in faces.all] == keys


@pytest.mark.parametrize(
    ("value", "made"), [(3.0, b"3"), (0.5, b"0.5"), (-11.338583, b"-11.338583"), (7, b"7")]
)
def test_figures_are_written_as_a_pdf_has_them(value: float, made: bytes) -> None:
    assert figure(value) == made

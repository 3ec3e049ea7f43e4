from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formatter.errors import UsageError
from formatter.press import imposition
from formatter.press.imposition import Side, imposed
from formatter.press.order import Order
from formatter.press.strokes import MM
from tests.tools.leaves import Drawn, leaves, placed, steps

WIDTH, HEIGHT = 420.0, 595.0


def folded(sheets: Sequence[tuple[Side, Side]]) -> list[int | None]:
    """Return the pages in the order in which a reader of one signature turns them.

    The first sheet lies outermost, its front outside. Folded down the middle, the right half of
    its front is the first page, and what is printed behind it, turned on the short edge, is the
    left half of its back.
    """
    first: list[int | None] = []
    last: list[int | None] = []
    for front, back in sheets:
        first += [front.right, back.left]
        last = [back.right, front.left, *last]
    return first + last


def signatures(sides: Sequence[Side]) -> list[list[tuple[Side, Side]]]:
    """Return the sheets of each signature: one begins where no sheet lies around the sheet."""
    found: list[list[tuple[Side, Side]]] = []
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        if front.depth == 0:
            found.append([])
        assert front.depth == back.depth == len(found[-1])
        found[-1].append((front, back))
    return found


def read(sides: Sequence[Side]) -> list[int | None]:
    return [page for signature in signatures(sides) for page in folded(signature)]


def test_two_sheets_are_the_booklet_that_everybody_folds() -> None:
    assert imposed(8) == (
        Side(7, 0, 0),
        Side(1, 6, 0),
        Side(5, 2, 1),
        Side(3, 4, 1),
    )


def test_a_blank_is_at_the_end() -> None:
    assert imposed(6)[:2] == (Side(None, 0, 0), Side(1, None, 0))


@given(pages=st.integers(0, 400), signature=st.integers(0, 12))
def test_folded_sheets_give_each_page_once_in_order(pages: int, signature: int) -> None:
    turned = read(imposed(pages, signature))
    assert turned[:pages] == list(range(pages))
    assert turned[pages:] == [None] * (-pages % 4)


@given(pages=st.integers(1, 400), signature=st.integers(1, 12))
def test_no_signature_has_more_sheets_than_asked_or_two_more_than_another(
    pages: int, signature: int
) -> None:
    sizes = [len(each) for each in signatures(imposed(pages, signature))]
    assert max(sizes) <= signature
    assert max(sizes) - min(sizes) <= 1
    assert sum(sizes) == -(-pages // 4)


def _halves(page: pikepdf.Page) -> tuple[Drawn | None, Drawn | None]:
    found = list(placed(page))
    left = [each for each in found if each.clip[0] < WIDTH - 1]
    right = [each for each in found if each.clip[0] >= WIDTH - 1]
    assert len(left) <= 1
    assert len(right) <= 1
    return next(iter(left), None), next(iter(right), None)


@settings(max_examples=30)
@given(
    count=st.integers(1, 41),
    signature=st.integers(0, 4),
    creep=st.sampled_from([0.0, 0.1, 0.35]),
    bleed=st.sampled_from([0.0, 3.0]),
    corner=st.sampled_from([(0.0, 0.0), (-8.5, 12.0)]),
)
def test_a_booklet_unfolds_to_every_page_once_in_order_the_right_way_up(
    count: int, signature: int, creep: float, bleed: float, corner: tuple[float, float]
) -> None:
    texts = [f"Trang {number}" for number in range(count)]
    source = leaves(texts, (WIDTH, HEIGHT), corner)
    order = Order(booklet=True, signature=signature, creep=creep, bleed=bleed)
    made = imposition.booklet(source, order)
    plan = imposed(count, signature)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == len(plan)
        found: list[Side] = []
        for page, side in zip(pdf.pages, plan, strict=True):
            assert [float(each) for each in page.obj.TrimBox] == [0, 0, 2 * WIDTH, HEIGHT]
            assert "/Rotate" not in page.obj
            numbers: list[int | None] = []
            for half, drawn in enumerate(_halves(page)):
                if drawn is None:
                    numbers.append(None)
                    continue
                a, b, c, d, x, y = drawn.matrix
                # Upright, as large as it was, in the corner of its half, and nearer to the fold.
                inward = creep * MM * side.depth * (-1 if half else 1)
                assert (a, b, c, d) == pytest.approx((1, 0, 0, 1))
                assert x + corner[0] == pytest.approx(half * WIDTH + inward, abs=0.01)
                assert y + corner[1] == pytest.approx(0, abs=0.01)
                # Nothing of it is drawn over the fold.
                assert drawn.clip[0] == pytest.approx(WIDTH if half else -bleed * MM, abs=0.01)
                assert drawn.clip[2] == pytest.approx(WIDTH + bleed * MM, abs=0.01)
                numbers.append(int(drawn.text.removeprefix("Trang ")))
            found.append(Side(numbers[0], numbers[1], side.depth))
    assert len(found) == 2 * -(-count // 4)
    assert read(found) == [*range(count), *[None] * (-count % 4)]


def test_who_reads_a_sheet_finds_its_words_in_its_halves() -> None:
    made = imposition.booklet(leaves([f"Trang {number}" for number in range(7)], (WIDTH, HEIGHT)))
    with pypdfium2.PdfDocument(made) as document:
        text = document[1].get_textpage()
        assert text.get_text_bounded(0, 0, WIDTH, HEIGHT).strip() == "Trang 1"
        assert text.get_text_bounded(WIDTH, 0, 2 * WIDTH, HEIGHT).strip() == "Trang 6"


def test_the_same_pages_give_the_same_bytes() -> None:
    source = leaves(["một", "hai", "ba"])
    order = Order(booklet=True, marks=True, bleed=3)
    assert imposition.booklet(source, order) == imposition.booklet(source, order)


def test_a_sheet_with_marks_says_where_it_is_cut_and_folded() -> None:
    order = Order(booklet=True, marks=True).checked()
    with pikepdf.open(io.BytesIO(imposition.booklet(leaves(["a"] * 4), order))) as pdf:
        page = pdf.pages[0]
        media, bleed, trim = (
            [float(each) for each in page.obj[key]]
            for key in ("/MediaBox", "/BleedBox", "/TrimBox")
        )
        at = (0.0, 0.0)
        lines: list[tuple[float, ...]] = []
        dashed: list[tuple[float, ...]] = []
        dash = False
        for operands, operator in steps(page):
            name = str(operator)
            if name == "m":
                at = (float(operands[0]), float(operands[1]))
            elif name == "l":
                (dashed if dash else lines).append((*at, *map(float, operands)))
            elif name == "d":
                dash = True
    assert bleed == pytest.approx(
        [t + s * 3 * MM for t, s in zip(trim, (-1, -1, 1, 1), strict=True)], abs=1e-3
    )
    assert {(x1, x2) for x1, _, x2, _ in dashed} == {(trim[2] / 2, trim[2] / 2)}
    assert {x1 for x1, y1, x2, y2 in lines if x1 == x2} == {0, trim[2]}
    assert {y1 for x1, y1, x2, y2 in lines if y1 == y2} == {0, trim[3]}
    for x1, y1, x2, y2 in (*lines, *dashed):
        for x, y in ((x1, y1), (x2, y2)):
            assert media[0] <= x <= media[2]
            assert media[1] <= y <= media[3]
            assert not (bleed[0] < x < bleed[2] and bleed[1] < y < bleed[3])


def test_pages_of_several_sizes_make_no_booklet() -> None:
    with pikepdf.open(io.BytesIO(leaves(["a", "b"]))) as pdf:
        pdf.pages[1].obj.MediaBox = pdf.pages[1].obj.TrimBox = pikepdf.Array([0, 0, 595, 842])
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(UsageError, match=r"Page 2 is of another size"):
        imposition.booklet(out.getvalue())

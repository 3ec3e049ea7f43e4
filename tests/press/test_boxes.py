from __future__ import annotations

import io
from itertools import pairwise, takewhile

import pikepdf
import pytest

from formatter.issue import Issue
from formatter.press import prepress
from formatter.press.boxes import trim
from formatter.press.order import INKS, Ink, Order
from formatter.press.strokes import MM, letters, width
from formatter.render.words import words
from formatter.theme import load
from tests.tools.leaves import leaves, steps, times

Point = tuple[float, float]
SIZE, CORNER = (420.0, 595.0), (-8.5, 12.0)
TITLE = Issue(title="Điểm báo cuối tuần", number=47, date="2026-11-22")


def printed(order: Order, count: int = 3) -> pikepdf.Pdf:
    pdf = pikepdf.open(io.BytesIO(leaves([f"Trang {i}" for i in range(count)], SIZE, CORNER)))
    prepress.ready(pdf, order.checked(), issue=TITLE, said=words(load("newspaper"), "vi"))
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return pikepdf.open(io.BytesIO(out.getvalue()))


def box(page: pikepdf.Page, key: str) -> list[float]:
    return [float(each) for each in page.obj[key]]


def marks(page: pikepdf.Page) -> pikepdf.Stream:
    (name,) = [str(given[0]) for given, operator in steps(page) if operator == "Do"]
    form = page.Resources.XObject[name]
    assert isinstance(form, pikepdf.Stream)
    return form


def strokes(form: pikepdf.Stream) -> list[tuple[Point, Point]]:
    """Return the straight lines that a form draws."""
    found: list[tuple[Point, Point]] = []
    path: list[Point] = []
    for given, operator in steps(form):
        if operator in {"m", "l"}:
            path.append((float(given[0]), float(given[1])))
        elif operator == "S":
            found += pairwise(path)
            path = []
        elif operator in {"f", "c"}:
            path = []
    return found


@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("bleed", [0.0, 3.0, 5.0])
def test_boxes_lie_in_one_another_on_every_page(ink: Ink, bleed: float) -> None:
    order = Order(marks=True, bleed=bleed, ink=ink)
    reach = (bleed or 3.0) * MM
    with printed(order) as pdf:
        for page in pdf.pages:
            cut = box(page, "/TrimBox")
            assert cut == pytest.approx([*CORNER, CORNER[0] + SIZE[0], CORNER[1] + SIZE[1]])
            wanted = [cut[0] - reach, cut[1] - reach, cut[2] + reach, cut[3] + reach]
            assert box(page, "/BleedBox") == pytest.approx(wanted, abs=1e-3)
            sheet = box(page, "/MediaBox")
            assert [b - s for s, b in zip(sheet[:2], wanted[:2], strict=True)] == pytest.approx(
                [9 * MM] * 2, abs=1e-3
            )
            assert "/CropBox" not in page.obj


def test_a_bleed_alone_has_no_marks_and_no_more_paper() -> None:
    with printed(Order(bleed=3)) as pdf:
        for page in pdf.pages:
            assert box(page, "/MediaBox") == box(page, "/BleedBox")
            assert not [1 for _, operator in steps(page) if operator == "Do"]


def test_crop_marks_point_at_the_trim_and_stay_out_of_the_bleed() -> None:
    with printed(Order(marks=True)) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = box(page, "/TrimBox")
            bleed, sheet = box(page, "/BleedBox"), box(page, "/MediaBox")
            lines = strokes(marks(page))
            upright = [x1 for (x1, _), (x2, _) in lines if x1 == x2]
            level = [y1 for (_, y1), (_, y2) in lines if y1 == y2]
            for side in (left, right):
                assert sum(abs(x - side) < 0.01 for x in upright) == 2
            for side in (bottom, top):
                assert sum(abs(y - side) < 0.01 for y in level) == 2
            for x, y in (point for line in lines for point in line):
                assert sheet[0] <= x <= sheet[2]
                assert sheet[1] <= y <= sheet[3]
                assert not (bleed[0] <= x <= bleed[2] and bleed[1] <= y <= bleed[3])


def test_registration_marks_are_drawn_with_all_inks_at_the_middle_of_each_side() -> None:
    with printed(Order(marks=True, ink="cmyk")) as pdf:
        page = pdf.pages[0]
        form = marks(page)
        space = form.Resources.ColorSpace.All
        assert [str(each) for each in list(space)[:3]] == ["/Separation", "/All", "/DeviceCMYK"]
        left, bottom, right, top = box(page, "/TrimBox")
        # Patches of the inks, and the name of their profile, are drawn after them.
        targets = takewhile(lambda step: step[1] != "re", steps(form))
        circles = [
            (float(given[-2]), float(given[-1])) for given, operator in targets if operator == "c"
        ]
        for x, y in (((left + right) / 2, None), (None, (bottom + top) / 2)):
            near = [
                (a, b)
                for a, b in circles
                if (x is None or abs(a - x) < 6) and (y is None or abs(b - y) < 6)
            ]
            assert len(near) == 8


def test_what_is_drawn_beyond_the_bleed_is_cut_off() -> None:
    with printed(Order(marks=True)) as pdf:
        for page in pdf.pages:
            clip = next(given for given, operator in steps(page) if operator == "re")
            x, y, wide, high = (float(each) for each in clip)
            assert [x, y, x + wide, y + high] == pytest.approx(box(page, "/BleedBox"), abs=0.01)
            order = [operator for _, operator in steps(page)]
            # The clip holds for the page, and has ended where the marks are drawn.
            assert order.index("W") < order.index("Tj") < order.index("Do")
            assert (
                order[: order.index("Do")].count("q") - order[: order.index("Do")].count("Q") == 1
            )


def test_marks_are_no_content_for_who_listens() -> None:
    with printed(Order(marks=True)) as pdf:
        deep = 0
        for _, operator in steps(pdf.pages[0]):
            deep += (operator in {"BMC", "BDC"}) - (operator == "EMC")
            if operator == "Do":
                assert deep == 1
        assert deep == 0


def test_pages_of_a_size_share_their_marks() -> None:
    with printed(Order(marks=True), count=8) as pdf:
        assert len({marks(page).objgen for page in pdf.pages}) == 1


def test_a_page_without_a_trim_is_cut_at_its_edge() -> None:
    with pikepdf.open(io.BytesIO(leaves(["a"], SIZE, CORNER))) as pdf:
        del pdf.pages[0].obj.TrimBox
        assert trim(pdf.pages[0])[:2] == CORNER


def test_letters_are_as_wide_as_they_are_told() -> None:
    drawn = letters("Đường về Ẩm Thượng", 10, (100, 50))
    pdf = pikepdf.new()
    matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    xs: list[float] = []
    ys: list[float] = []
    for given, operator in steps(pdf.make_stream(drawn)):
        numbers = tuple(float(each) for each in given)
        if operator == "cm":
            matrix = times(numbers, matrix)
        elif operator in {"m", "l", "c"}:
            xs.append(numbers[-2] * matrix[0] + matrix[4])
            ys.append(numbers[-1] * matrix[3] + matrix[5])
    assert 100 <= min(xs) < 102
    assert 100 + width("Đường về Ẩm Thượng", 10) == pytest.approx(max(xs), abs=1)
    # Two stacked marks over a capital, a tail below the line.
    assert max(ys) > 50 + 8
    assert min(ys) < 50 - 1

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image as Raster

from formatter import press, profile, theme
from formatter.article import Image
from formatter.issue import Cover
from formatter.press import imposition
from formatter.press.order import Order
from formatter.press.strokes import MM
from tests.press import issues
from tests.press.test_intent import ALLOWED, colours
from tests.tools import standards

ORDER = Order(marks=True, ink="cmyk", proof=True).checked()
PLAIN = Order()


@cache
def printed(order: Order) -> bytes:
    """Return a small issue of the archive's form, as an order has it."""
    archive = profile.load("generic", "a-3a")
    made = press.printed(issues.book(2, blocks=3), theme.load("book"), archive, order=order)
    return made.rendering.data


def told(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Return where an issue's links, names and outline lead, and what its tags are."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    names: dict[str, Any] = dict(pikepdf.NameTree(pdf.Root.Names.Dests).items())
    links: list[list[Any]] = [list(page.obj.get("/Annots", [])) for page in pdf.pages]
    with pdf.open_outline() as outline:
        heads = [item.title for item in outline.root]
    return {
        "links": [
            [(str(link.get("/Dest", link.get("/A"))), list(map(float, link.Rect))) for link in held]
            for held in links
        ],
        "names": {key: pages[place[0].objgen] for key, place in names.items()},
        "outline": heads,
        "tagged": sum(
            isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem"
            for each in pdf.objects
        ),
        "attached": sorted(pdf.attachments),
    }


def test_an_order_changes_no_link_name_outline_tag_or_attachment() -> None:
    with (
        pikepdf.open(io.BytesIO(printed(PLAIN))) as plain,
        pikepdf.open(io.BytesIO(printed(ORDER))) as ordered,
    ):
        assert told(plain) == told(ordered)
        assert told(plain)["tagged"] > 20
        assert told(plain)["names"]


def test_an_order_changes_no_word() -> None:
    with (
        pypdfium2.PdfDocument(printed(PLAIN)) as plain,
        pypdfium2.PdfDocument(printed(ORDER)) as ordered,
    ):
        for one, other in zip(plain, ordered, strict=True):
            assert one.get_textpage().get_text_bounded() == other.get_textpage().get_text_bounded()


def test_an_archive_for_the_printer_is_one_and_universal() -> None:
    made = {"plain": printed(PLAIN), "ordered": printed(ORDER)}
    for report in standards.reports(made).values():
        assert dict(report) == {"PDF/A-3A": (), "PDF/UA-1": ()}


def test_heads_and_folios_are_drawn_with_the_inks_too() -> None:
    with pikepdf.open(io.BytesIO(printed(ORDER))) as pdf:
        found = {operator for operator, *_ in colours(pdf)}
        trims = [[float(each) for each in page.obj.TrimBox] for page in pdf.pages]
    assert found - {"cs", "CS", "scn", "SCN", "g"} <= ALLOWED["cmyk"]
    for left, bottom, right, top in trims:
        assert (right - left, top - bottom) == pytest.approx((148 * MM, 210 * MM), abs=0.1)


def test_what_was_marked_for_the_printer_is_imposed_without_its_marks() -> None:
    made = imposition.booklet(printed(ORDER), ORDER._replace(booklet=True))
    with pikepdf.open(io.BytesIO(made)) as pdf, pikepdf.open(io.BytesIO(printed(ORDER))) as source:
        assert len(pdf.pages) == 2 * -(-len(source.pages) // 4)
        assert [str(each.S) for each in pdf.Root.OutputIntents] == ["/GTS_PDFA1", "/GTS_PDFX"]
        for page in pdf.pages:
            for form in page.Resources.get("/XObject", pikepdf.Dictionary()).values():
                wide = float(form.BBox[2]) - float(form.BBox[0])
                assert wide == pytest.approx((148 + 6) * MM, abs=0.1)


def test_a_cover_s_picture_reaches_the_bleed_and_nothing_the_slug() -> None:
    held = issues.book(1, blocks=3)
    dark = Raster.new("RGB", (600, 860), (30, 60, 90))
    out = io.BytesIO()
    dark.save(out, "PNG")
    cover = Image(id="cover", media_type="image/png", data=out.getvalue(), width=600, height=860)
    assert held.issue is not None
    book = replace(
        held,
        images={**held.images, "cover": cover},
        issue=replace(held.issue, cover=Cover(image="bia.png", template="full")),
    )
    order = Order(marks=True, bleed=4).checked()
    made = press.printed(book, theme.load("book"), order=order).rendering.data
    with pikepdf.open(io.BytesIO(made)) as pdf:
        page = pdf.pages[0]
        left, _, _, top = (float(each) for each in page.obj.MediaBox)
        reach = [float(each) for each in page.obj.BleedBox]
    scale = 2.0
    with pypdfium2.PdfDocument(made) as document:
        seen = document[0].render(scale=scale).to_pil().convert("L")
    inside = (reach[0] + 1.5, reach[1] + 1.5, reach[2] - 1.5, reach[3] - 1.5)
    outside = (reach[0] - 1.5, reach[1] - 1.5, reach[2] + 1.5, reach[3] + 1.5)
    for box, dark_there in ((inside, True), (outside, False)):
        for x in (box[0], box[2]):
            for y in (box[1], box[3]):
                level = seen.getpixel((round((x - left) * scale), round((top - y) * scale)))
                assert isinstance(level, int)
                assert (level < 100) is dark_there

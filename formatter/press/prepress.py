"""Prepress: a merged PDF made ready for the printer, as an order asks, before it is saved."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

import pikepdf

from formatter.issue import Issue
from formatter.layout import Layout
from formatter.press import boxes, inks, intent, proof
from formatter.press.order import Order
from formatter.render.words import Words


def ready(  # noqa: PLR0913  all that an issue's pages are told by
    pdf: pikepdf.Pdf,
    order: Order,
    *,
    issue: Issue | None = None,
    layout: Layout | None = None,
    said: Words | None = None,
    standard: str = "",
) -> tuple[str, ...]:
    """Carry out an order on the pages of `pdf`, and return what is to be known of it.

    Inks, intent, proof, marks and boxes, in that order; a plain order changes nothing. What pages
    draw, their boxes and the intent change, and nothing else: structure, links, outline and
    attachments are as they were. `standard` is what the PDF claims, if any. A sentence each tells
    of what a printer would send back. Raises UsageError for a profile that is none.
    """
    if order.is_plain:
        return ()
    ink = inks.of(order)
    if ink is not None:
        intent.inked(pdf, ink, kept=bool(standard))
    if order.proof and said is not None:
        proof.proofed(pdf, order, said, issue=issue, layout=layout)
    if order.marks or order.bleed:
        boxes.boxed(pdf, order.bleed, marks=order.marks, inks=ink, told=_told(issue, said))
    return tuple(_coarse(layout)) if layout is not None else ()


def again(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return a PDF with its pages changed; the same change gives the same bytes.

    Its seal, which is of other bytes then, is taken out.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        if "/PieceInfo" in pdf.Root:
            del pdf.Root.PieceInfo
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            min_version="1.7",
        )
    return out.getvalue()


def _told(issue: Issue | None, said: Words | None) -> str:
    if issue is None:
        return ""
    number, day = str(issue.number or ""), issue.date
    if said is not None:
        number = number and said["issue_number"].format(number)
        day = day and said.moment(day)
    return " · ".join(filter(None, (issue.title, number, day)))


def _coarse(layout: Layout) -> Iterable[str]:
    coarse = [fault for fault in layout.faults if fault.kind == "pictures_coarse"]
    if coarse:
        worst = min(coarse, key=lambda fault: fault.amount)
        one = len(coarse) == 1
        yield (
            f"{len(coarse)} {'picture has' if one else 'pictures have'} fewer dots an inch than "
            f"print asks for, the coarsest {worst.amount:.0f}, on page {worst.page}."
        )

"""The outline of a file: its bookmarks, made of the headings on its pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pydyf

from formatter.render.galley import Heading


class Outline:
    """The outline of a file, made of the headings on its pages."""

    def __init__(self, pdf: Any, headings: Sequence[tuple[Heading, bytes, float]]) -> None:  # noqa: ANN401
        self._pdf, self._headings = pdf, headings

    def write(self) -> None:
        """Put it into the file, if there is one."""
        if not self._headings:
            return
        top = pydyf.Dictionary()
        self._pdf.add_object(top)
        open_heads: list[tuple[int, Any, list[Any]]] = [(0, top, [])]
        held = [open_heads[0]]
        for heading, page, left in self._headings:
            while open_heads[-1][0] >= heading.level:
                open_heads.pop()
            place = (page, figure(left), figure(heading.top))
            line = pydyf.Dictionary(
                {
                    "Title": pydyf.String(heading.label),
                    "Dest": b"[%b /XYZ %b %b 0]" % place,
                    "Parent": open_heads[-1][1].reference,
                }
            )
            self._pdf.add_object(line)
            open_heads[-1][2].append(line)
            line.closed = heading.closed
            open_heads.append((heading.level, line, []))
            held.append(open_heads[-1])
        for _, over, under in reversed(held):
            self._join(over, under)
        self._pdf.catalog["Outlines"] = top.reference

    def _join(self, over: Any, under: Sequence[Any]) -> None:  # noqa: ANN401
        """Write what stands below a line; lines below it are joined already."""
        for one, other in pairwise(under):
            one["Next"], other["Prev"] = other.reference, one.reference
        if under:
            over["First"], over["Last"] = under[0].reference, under[-1].reference
        count = len(under) + sum(max(0, one.get("Count", 0)) for one in under)
        if count:
            over["Count"] = -count if getattr(over, "closed", False) else count


def figure(value: float) -> bytes:
    """Return a number as PDF writes it."""
    if float(value).is_integer():
        return b"%d" % value
    return f"{value:f}".rstrip("0").encode()

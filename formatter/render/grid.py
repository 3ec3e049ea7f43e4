"""Lines kept on a common grid: what is set between them is made whole lines high.

A theme's line pitch is a fixed length and every margin a multiple of it, but a picture, a table or
a small head is as high as it is, and the lines after it would stand between those of the next
column. A style sheet asks for it by

    article > .story > * { --snap: 13.5pt }
    article > .story > figure { --snap: 13.5pt 5pt }

and each such block is laid out a little higher then, up to the next whole line; a second length is
the least that is added.
"""

from __future__ import annotations

from collections.abc import Callable
from math import floor
from typing import Any

# CSS pixels in the units that a pitch may be given in (CSS Values 4, 6.2).
_PIXELS = {"px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
# A margin is rounded to the nearest number of lines.
_HALF = 0.5
# What a sum of lengths may be off by, in parts of a line.
_SLACK = 0.01


def snapping(lay_out: Callable[..., Any]) -> Callable[..., Any]:
    """Return the engine's layout of a block, its height rounded up to whole lines where asked.

    `lay_out` is WeasyPrint's `block_box_layout`. A block within a block that is rounded isn't.
    """

    def snapped(context: Any, box: Any, space: float, *rest: Any, **named: Any) -> Any:  # noqa: ANN401
        step, air = (0.0, 0.0) if context.__dict__.get("snapping") else _step(box)
        if not step:
            return lay_out(context, box, space, *rest, **named)
        for side in ("margin_top", "margin_bottom"):
            if isinstance(margin := getattr(box, side), (int, float)):
                setattr(box, side, step * floor(margin / step + _HALF))
        context.snapping = True
        try:
            result = lay_out(context, box, space, *rest, **named)
        finally:
            context.snapping = False
        laid, resume_at, after, _, through, *others = result
        if laid is not None and not through:
            # Margins of what stands in a block stay in it: they would fall between the lines.
            result = (laid, resume_at, after, [], through, *others)
            air = air if resume_at is None else 0.0
            over = (laid.border_height() + air) % step
            if _SLACK * step < over < (1 - _SLACK) * step:
                air += step - over
            # What ends a column needs no line after it, and must not be pushed out of it.
            left = context.page_bottom - space - laid.border_box_y() - laid.border_height()
            laid.height += min(air, max(0.0, left))
        return result

    return snapped


def _step(box: Any) -> tuple[float, float]:  # noqa: ANN401
    """Return the pitch in CSS pixels that a block is rounded to (0 for none), and the least air."""
    if box.element is None or box.is_column:
        return 0.0, 0.0
    lengths = [
        float(token.value * _PIXELS.get(token.unit, 0.0))
        for token in box.style["__snap"] or ()
        if token.type == "dimension"
    ]
    return lengths[0] if lengths else 0.0, lengths[1] if len(lengths) > 1 else 0.0

"""Lines of text remembered while a document is laid out, since trials break the same lines again.

A page is laid out more than once: columns are balanced by trials, a figure that doesn't fit is
tried in other sizes, a contents list waits for its page numbers. Breaking lines is most of that
work, and a line depends on nothing but its text, its style and the width it may take.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def remembering(split: Callable[..., Any]) -> Callable[..., Any]:
    """Return the engine's line breaker with a memory as long as the document's layout.

    `split` is WeasyPrint's `split_first_line`. A style is told by its identity, and kept alive
    with its lines so that no other can take its place.
    """

    def split_first_line(  # noqa: PLR0913, PLR0917  the engine's signature
        text: str,
        style: Any,  # noqa: ANN401
        context: Any,  # noqa: ANN401
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,  # noqa: FBT001, FBT002
        minimum: bool = False,  # noqa: FBT001, FBT002
    ) -> Any:  # noqa: ANN401
        if context is None:
            return split(
                text, style, context, max_width, justification_spacing, is_line_start, minimum
            )
        memory = context.__dict__.setdefault("remembered_lines", {})
        key = (text, id(style), max_width, justification_spacing, is_line_start, minimum)
        if key not in memory:
            line = split(
                text, style, context, max_width, justification_spacing, is_line_start, minimum
            )
            memory[key] = (line, style)
        return memory[key][0]

    return split_first_line

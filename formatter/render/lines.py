"""Lines of text: remembered while a document is laid out, and searchable in what is written.

A page is laid out more than once: columns are balanced by trials, a figure that doesn't fit is
tried in other sizes, a contents list waits for its page numbers. Breaking lines is most of that
work, and a line depends on nothing but its text, its style and the width it may take.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

_NO_BREAK = "\N{NO-BREAK SPACE}"


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
        if max_width is not None and not minimum:
            # A line that gives its last word to the next (`formatter.render.justify`).
            max_width = max(0.0, max_width - getattr(context, "narrower", 0.0))
        key = (text, id(style), max_width, justification_spacing, is_line_start, minimum)
        if key not in memory:
            line = split(
                text, style, context, max_width, justification_spacing, is_line_start, minimum
            )
            if _broken(text, line) and max_width is not None and not minimum:
                # The engine takes a text that only its last space makes too wide for one whose
                # first word is too wide, and breaks after that word: "Doi" stood alone on a
                # line, the other words up to the next tag below it. That space may hang.
                bare = split(text.rstrip(" "), style, context, max_width, justification_spacing)
                if bare[2] is None and bare[3] <= max_width:
                    line = split(text, style, context, None, justification_spacing)
            memory[key] = (line, style)
        return memory[key][0]

    return split_first_line


def _broken(text: str, line: Any) -> bool:  # noqa: ANN401
    _, _, resume_at, *_ = line
    return text.endswith(" ") and resume_at is not None and " " in text.strip(" ")


def plain(pages: Iterable[Any]) -> None:
    """Make the spaces of the outline's lines on these pages plain ones, for the same reason."""
    for page in pages:
        page.bookmarks = [
            (level, label.replace(_NO_BREAK, " "), *place)
            for level, label, *place in page.bookmarks
        ]


def searchable(build: Callable[..., Any]) -> Callable[..., Any]:
    """Return the engine's writer of fonts, with no-break spaces that a PDF gives out as spaces.

    `build` is WeasyPrint's `build_fonts_dictionary`. The pages' glue (`formatter.render.glue`)
    is for the eye: who searches or copies types and wants a plain space.
    """

    def build_fonts_dictionary(pdf: Any, fonts: Any, *rest: Any) -> Any:  # noqa: ANN401
        for font in fonts.values():
            for glyph, text in font.to_unicode.items():
                font.to_unicode[glyph] = text.replace(_NO_BREAK, " ")
        return build(pdf, fonts, *rest)

    return build_fonts_dictionary

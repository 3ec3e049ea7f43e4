"""What a box of the engine tells by itself: where it ends, its line pitch, words and piece."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from formatter.render.stories import ANCHOR


def bottom(box: Any) -> float:  # noqa: ANN401
    """Return where a box's border ends, in CSS pixels."""
    return float(box.border_box_y() + box.border_height())


def pitch(box: Any) -> float:  # noqa: ANN401
    """Return the height of a line in a box, in CSS pixels."""
    height, size = box.style["line_height"], float(box.style["font_size"])
    if height == "normal":
        return size * 1.4
    # A number is in parts of the size; what has a unit comes in pixels.
    return float(height.value) if hasattr(height, "value") else float(height) * size


def words(box: Any) -> str:  # noqa: ANN401
    """Return the text of a line, or of all in a box, without what a style sheet put there."""
    return "".join(
        " " if type(each).__name__ == "LineBox" else each.text
        for each in every(box)
        if type(each).__name__ == "LineBox" or (hasattr(each, "text") and not made(each))
    ).strip()


def made(box: Any) -> bool:  # noqa: ANN401
    """Say whether a style sheet made a box: a mark of a list, the call of a note."""
    return "::" in (box.element_tag or "")


def texts(box: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield each box of text in a box that is the document's own."""
    return (each for each in every(box) if hasattr(each, "text") and not made(each))


def every(box: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield a box and all in it; a drawing is one."""
    yield box
    for child in getattr(box, "children", ()):
        if child is not None and child.element_tag != "svg":
            yield from every(child)


def anchor(box: Any) -> str:  # noqa: ANN401
    """Return the anchor of the piece that a box is the whole of, on its page; or nothing."""
    if box.element_tag != "article" or box.element is None:
        return ""
    name = str(box.element.get("id", ""))
    return name if name.startswith(ANCHOR) else ""

"""Pictures made to fit the page they fall on, where leaving them whole would leave a hole.

WeasyPrint has no page floats: a figure that doesn't fit moves to the next page and the rest of
its page stays white. Moving words around it would change the order of the story, so the picture
gives way instead: down to the part of its size that the theme allows, by

    figure { --least-picture: .5 }

Only style sheets that say so are touched, so other users of the engine in the same process see
no change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from formatter.render import grid

# Columns are balanced by trials at lesser heights; a picture gives way to the page's end alone.
_TRIAL = 24
# Rounding of a layout unit must not push out again what was made to fit.
_SLACK = 0.5
# The least measure in CSS pixels that a caption is set in, and how often one is tried.
_NARROWEST = 160
_ROUNDS = 3
# What the engine's layout of a block says where nothing of it fits on the page.
_PUT_OFF: tuple[Any, ...] = (None, None, {"break": "any", "page": None}, [], False, None)


def shrinking(lay_out: Callable[..., Any], dimension: Callable[..., Any]) -> Callable[..., Any]:
    """Return the engine's layout of a block, with figures shrunk to the room there is.

    `lay_out` is WeasyPrint's `block_box_layout`, `dimension` its type of a length.
    """

    def fitted(  # noqa: PLR0913, PLR0917  the engine's signature
        context: Any,  # noqa: ANN401
        box: Any,  # noqa: ANN401
        bottom_space: float,
        skip_stack: Any,  # noqa: ANN401
        containing_block: Any,  # noqa: ANN401
        page_is_empty: bool,  # noqa: FBT001
        absolute_boxes: Any,  # noqa: ANN401
        fixed_boxes: Any,  # noqa: ANN401
        adjoining_margins: Any,  # noqa: ANN401
        *rest: Any,  # noqa: ANN401
        **named: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        def attempt(space: float) -> Any:  # noqa: ANN401
            return lay_out(
                context, box, space, skip_stack, containing_block, page_is_empty,
                absolute_boxes, fixed_boxes, list(adjoining_margins or ()), *rest, **named,
            )  # fmt: skip

        least = _least(box)
        figure = _Figure(box, dimension, attempt) if least else None
        if figure is None or not figure.pictures:
            made = lay_out(
                context, box, bottom_space, skip_stack, containing_block, page_is_empty,
                absolute_boxes, fixed_boxes, adjoining_margins, *rest, **named,
            )  # fmt: skip
            return _PUT_OFF if not (page_is_empty or skip_stack) and _is_alone(box, made) else made
        whole = figure.laid(bottom_space)
        if _fits(whole) or page_is_empty or skip_stack or bottom_space > _TRIAL:
            return whole
        fitting = figure.shrunk(context.page_bottom - bottom_space, bottom_space, least)
        return fitting or figure.laid(bottom_space)

    return grid.snapping(fitted)


class _Figure:
    """One figure, or one row of a gallery, that can be laid out in other sizes."""

    def __init__(
        self,
        box: Any,  # noqa: ANN401
        dimension: Callable[..., Any],
        attempt: Callable[[float], Any],
    ) -> None:
        self.pictures = tuple(_pictures(box))
        self._box, self._dimension, self._attempt = box, dimension, attempt
        self._styles = [getattr(picture, "whole_style", picture.style) for picture in self.pictures]
        self._place = box.position_y
        self._sides = (box.width, box.margin_left, box.margin_right)
        self._restore()

    def laid(self, space: float, width: float | None = None) -> Any:  # noqa: ANN401
        """Return the layout with `space` left free below, in the measure `width` if given."""
        box = self._box
        box.position_y = self._place
        sides = self._sides if width is None else (width, "auto", "auto")
        box.width, box.margin_left, box.margin_right = sides
        return self._attempt(space)

    def shrunk(self, end: float, space: float, least: float) -> Any:  # noqa: ANN401
        """Return the layout that ends above `end`, None where it would be less than `least`."""
        width, floor = None, 0.0
        for _ in range(_ROUNDS):
            whole = self.laid(float("-inf"), width)[0]
            pictures = list(_pictures(whole))
            tallest = max(picture.height for picture in pictures)
            floor = floor or tallest * least
            over = whole.border_box_y() + whole.border_height() - end + _SLACK
            if over <= 0 or tallest - over < floor:
                break
            part = 1 - over / tallest
            fills = pictures[0].width > whole.width - 1
            if len(pictures) == 1 and fills and pictures[0].width * part > _NARROWEST:
                # The caption narrows with its picture, and may need a line more: once again.
                width = pictures[0].width * part
            else:
                self._resize(*(picture.width * part for picture in pictures))
            fitting = self.laid(space, width)
            if _fits(fitting):
                return fitting
        self._restore()
        return None

    def _resize(self, *lengths: float) -> None:
        for picture, style, length in zip(self.pictures, self._styles, lengths, strict=True):
            picture.whole_style, picture.style = style, style.copy()
            picture.style["width"] = self._dimension(length, "px")

    def _restore(self) -> None:
        for picture, style in zip(self.pictures, self._styles, strict=True):
            picture.style = style


def balancing(lay_out: Callable[..., Any]) -> Callable[..., Any]:
    """Return the engine's layout of columns, the last ones balanced in few trials.

    `lay_out` is WeasyPrint's `columns_layout`. Its own balancing lets the columns grow pixel by
    pixel, each time laying out all of them: half a minute for a page of text. Here a page that
    holds the rest of the story is laid out at the least height, and then at what is still too
    much by more than half a line, as the search goes on between the two.
    """

    def balanced(  # noqa: PLR0913, PLR0917  the engine's signature
        context: Any,  # noqa: ANN401
        box: Any,  # noqa: ANN401
        bottom_space: float,
        skip_stack: Any,  # noqa: ANN401
        containing_block: Any,  # noqa: ANN401
        page_is_empty: bool,  # noqa: FBT001
        absolute_boxes: Any,  # noqa: ANN401
        fixed_boxes: Any,  # noqa: ANN401
        adjoining_margins: Any,  # noqa: ANN401
        *rest: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        def attempt(space: float) -> Any:  # noqa: ANN401
            return lay_out(
                context, box, space, skip_stack, containing_block, page_is_empty,
                absolute_boxes, fixed_boxes, list(adjoining_margins), *rest,
            )  # fmt: skip

        if not box.style["__balance"]:
            return attempt(bottom_space)
        box.style["column_fill"] = "auto"
        best = attempt(bottom_space)
        columns = [child for child in getattr(best[0], "children", ()) if child.is_column]
        if not _fits(best) or not columns:
            return best
        top = columns[-1].position_y
        filled = [_filled(column) for column in columns if column.position_y == top]
        low = sum(filled) / box.style["column_count"]
        high = max(filled)
        grow = step = _line(box)
        last, taken = best, bottom_space
        while high - low > step / 2:
            height = min(low + grow, (low + high) / 2) if grow else (low + high) / 2
            space = max(bottom_space, context.page_bottom - top - height)
            last = attempt(space)
            if _fits(last):
                best, taken, high, grow = last, space, height, 0
            else:
                low, grow = height, grow * 2
        if last is not best:
            # The numbers of a list stand where the last trial put them, whichever is taken.
            best = attempt(taken)
        return best

    return balanced


def ragged(pages: Iterable[Any], thin: float, hole: float) -> frozenset[str]:
    """Return the anchors of the articles with a last page next to empty, or a hole before it.

    `pages` are the engine's page boxes, in order. A last page is next to empty when less than
    the part `thin` of its height is used, a hole is more than the part `hole` of a page or a
    column. An article of one page has neither.
    """
    fills: dict[str, list[tuple[float, float]]] = {}
    for page in pages:
        for article in _articles(page):
            end = article.position_y + article.margin_height()
            used = (min(_ends(article), default=end), end)
            fills.setdefault(article.element.get("id"), []).append(
                tuple((place - page.content_box_y()) / page.height for place in used)
            )
    return frozenset(
        anchor
        for anchor, (*before, (_, last)) in fills.items()
        if before and (last < thin or any(least < 1 - hole for least, _ in before))
    )


def _ends(article: Any) -> Iterator[float]:  # noqa: ANN401
    """Yield where the text block of an article, or each column of it, ends on a page."""
    blocks = [block for block in article.children[-1:] if block.children]
    for block in blocks:
        last = block.children[-1]
        rooms = [c for c in block.children if c.is_column and c.position_y == last.position_y]
        for room in rooms if last.is_column else [block]:
            lowest = room.children[-1]
            yield lowest.border_box_y() + lowest.border_height()


def _is_alone(box: Any, made: Any) -> bool:  # noqa: ANN401
    """Say whether a page ends with the large letter of a story, and its words are on the next."""
    if box.element_tag != "p" or box.element.get("class") != "opening":
        return False
    new_box, resume_at, *_ = made
    held = getattr(new_box, "children", ())
    return (
        resume_at is not None
        and bool(held)
        and not any(child.is_in_normal_flow() for child in held)
    )


def _filled(column: Any) -> float:  # noqa: ANN401
    last = column.children[-1]
    return float(last.border_box_y() + last.border_height() - column.position_y)


def _line(box: Any) -> float:  # noqa: ANN401
    height = box.style["line_height"]
    return float(getattr(height, "value", 0) or box.style["font_size"] * 1.4)


def _articles(box: Any) -> Iterator[Any]:  # noqa: ANN401
    for child in getattr(box, "children", ()):
        if child.element_tag == "article" and child.element is not None:
            yield child
        elif child.element_tag in {"html", "body", "section"}:
            yield from _articles(child)


def _least(box: Any) -> float:  # noqa: ANN401
    row = box.element_tag == "div" and box.element.get("class") == "row"
    if not row and box.element_tag != "figure":
        return 0
    tokens = [token for token in box.style["__least_picture"] if token.type == "number"]
    return float(tokens[0].value) if tokens else 0


def _pictures(box: Any) -> Iterator[Any]:  # noqa: ANN401
    for child in getattr(box, "children", ()):
        if child.element_tag == "img" and hasattr(child, "replacement"):
            yield child
        else:
            yield from _pictures(child)


def _fits(result: Any) -> bool:  # noqa: ANN401
    new_box, resume_at, *_ = result
    return new_box is not None and resume_at is None

"""Folios and running heads: the margins of a run's pages, drawn once their numbers are known.

A run is laid out as if it were the first of its book, on a right-hand page. Where it falls in the
book is known when all runs are laid out; until then its margins stay empty. A page that turns out
to be a left-hand one has the other side's margins, and its text stands as far to the side as those
differ.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

_BODY = re.compile(r"<body[^>]*>")
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SIDES = {"left": "right", "right": "left"}


class Told(NamedTuple):
    """What a laid out page tells for its margins: its kind, its counters, where its text begins.

    `kind` is how the engine names it: side, blank, name, number in the run from 0, groups.
    """

    kind: tuple[Any, ...]
    state: Any
    left: float


class Asked(NamedTuple):
    """A run whose margins are drawn: what its pages told, its running heads, its first number."""

    told: tuple[Told, ...]
    strings: Mapping[str, Mapping[int, tuple[str, ...]]]
    first: int


def kept_back(make: Callable[..., Any]) -> Callable[..., Any]:
    """Return the engine's maker of margins, which leaves those of a run for later.

    `make` is WeasyPrint's `make_margin_boxes`. It is called when all pages are laid out; a run's
    configuration of fonts has a list `held`, which takes up what the engine knows of them then.
    """

    def make_margin_boxes(context: Any, page: Any, state: Any) -> Any:  # noqa: ANN401
        held = getattr(context.font_config, "held", None)
        if held is None:
            return make(context, page, state)
        held[:] = [context]
        return ()

    return make_margin_boxes


def told(
    context: Any,  # noqa: ANN401
    boxes: Sequence[Any],
) -> tuple[tuple[Told, ...], dict[str, dict[int, tuple[str, ...]]]]:
    """Return what the engine's pages tell for their margins, and the running heads by page."""
    pages = tuple(
        Told(tuple(box.page_type), copy.deepcopy(maker[3]), box.content_box_x())
        for box, maker in zip(boxes, context.page_maker[1:], strict=False)
    )
    strings = {
        name: {page: tuple(texts) for page, texts in by_page.items()}
        for name, by_page in context.string_set.items()
    }
    return pages, strings


def head(markup: str) -> str:
    """Return a document's head and nothing below it, of its sheets those that tell of pages."""
    before = _BODY.split(markup, maxsplit=1)[0]
    kept = _STYLE.sub(lambda found: found[0] if "@" in found[1] else "", before)
    return f"{kept}<body></body></html>"


class Engine:
    """Lays out margins for pages that hold nothing else.

    `html` is a document of the book's style, `context` what the engine lays it out in, `page` and
    `background` are `weasyprint.layout.page` and `.background`. `lefts` are where the text of
    the pages made last begins, and whether anything stands in their margins.
    """

    def __init__(self, html: Any, context: Any, page: Any, background: Any) -> None:  # noqa: ANN401
        self._html, self._context = html, context
        self._page, self._background = page, background
        self.lefts: tuple[tuple[float, bool], ...] = ()

    def pages(self, run: Asked) -> Iterator[Any]:
        """Yield the engine's boxes of a run's pages, with nothing but what their margins hold."""
        context = self._context
        context.string_set.clear()
        for name, by_page in run.strings.items():
            context.string_set[name].update({at: list(said) for at, said in by_page.items()})
        lefts = []
        for index, page in enumerate(run.told):
            number = run.first + index
            box = self._box(page, number)
            context.current_page = index + 1
            state = copy.deepcopy(page.state)
            state[1]["page"] = [number]
            box.children = tuple(self._page.make_margin_boxes(context, box, state))
            for child in box.children:
                self._background.layout_box_backgrounds(box, child, context.get_image_from_uri)
            # Lines around a page are drawn with its text.
            for side in ("top", "right", "bottom", "left"):
                setattr(box, f"border_{side}_width", 0)
            lefts.append((box.content_box_x(), bool(box.children)))
            yield box
        self.lefts = tuple(lefts)

    def _box(self, page: Told, number: int) -> Any:  # noqa: ANN401
        engine, context = self._page, self._context
        kind = engine.PageType(*page.kind)
        # Odd pages stand on the right.
        kind = kind._replace(side="right" if number % 2 else "left")
        engine.set_page_type_computed_styles(kind, self._html, context.style_for)
        style = context.style_for(kind)
        box = engine.boxes.PageBox(kind, style)
        size = style["size"]
        engine.resolve_percentages(box, size)
        box.position_x = box.position_y = 0
        engine.page_width(box, context, size[0])
        engine.page_height(box, context, size[1])
        self._background.layout_box_backgrounds(
            box, box, context.get_image_from_uri, layout_children=False
        )
        box.background = box.canvas_background = None
        context.page_bottom = box.content_box_y() + box.height
        return box

"""Whether a paragraph is justified or set left in print, and where its lines break.

Syllables never divide, so a narrow column has nothing to give: one that holds fewer letters than
`--least-justified` says is set left. In one wide enough a line may still be left with too few
words, because the next is long; then the lines before it are broken a word earlier where that
helps, and the paragraph is set left where nothing does. (The engine fills line after line and
never looks ahead.)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

# What a justified word space may grow by, in parts of itself: two and a half times the normal one
# is a hole, and a reader of the page measures with less care than we do.
_MOST = 1.4
# One line of a paragraph may have a little more: a paragraph set left among others is seen sooner.
_ONCE = 1.48
# Vietnamese as it is read, for the mean width of a letter in a face; spaces count as letters.
_SAMPLE = (
    "Sáng nào chú cũng ra bến từ lúc trời còn mờ, đứng nhìn con nước rồi mới quyết chuyện đi hay ở."
    " Người trong xóm bảo ông biết nghe sông thở; ông chỉ cười, nói rằng mình học của cha."
)
# Lines of a paragraph whose breaks are weighed; how many ways to each are kept; words moved on.
_LONGEST, _KEPT, _MOVED = 80, 4, 2
_HOLE = 1000.0


class Plan(NamedTuple):
    """How a paragraph is set: left or justified, and which lines are how much narrower.

    A line is told by where it starts.
    """

    left: bool
    narrower: dict[str, float]


class _Try(NamedTuple):
    """One line tried: its share of growth, where it ends, and how much narrower a word less is."""

    grows: float
    resume_at: Any
    less: float


_Lay = Callable[..., tuple[Any, Any]]


def justifying(next_line: _Lay, create_layout: Callable[..., Any], line_size: Any) -> _Lay:  # noqa: ANN401
    """Return the engine's maker of lines, each paragraph planned before its first is made.

    `next_line` is WeasyPrint's `get_next_linebox`; the others measure a text in a style. What is
    narrower is read by `formatter.render.lines` from the context.
    """

    def get_next_linebox(  # noqa: PLR0913, PLR0917  the engine's signature
        context: Any,  # noqa: ANN401
        linebox: Any,  # noqa: ANN401
        position_y: float,
        bottom_space: float,
        skip_stack: Any,  # noqa: ANN401
        block: Any,  # noqa: ANN401
        *rest: Any,  # noqa: ANN401
    ) -> tuple[Any, Any]:
        def lay(skip: Any, down: float, *lists: Any) -> tuple[Any, Any]:  # noqa: ANN401
            return next_line(context, linebox, position_y + down, bottom_space, skip, block, *lists)

        style = linebox.style
        if style["text_align_all"] != "justify" or "planning" in context.__dict__:
            return lay(skip_stack, 0, *rest)
        plans = context.__dict__.setdefault("plans", {})
        key = (id(linebox), block.width)
        if key not in plans:
            wide = block.width / _letter(context, style, create_layout, line_size)
            if wide < _least(style):
                plan = Plan(left=True, narrower={})
            elif not all(_plain(linebox)):
                plan = Plan(left=False, narrower={})
            else:
                space = _space(context, style, create_layout, line_size)
                plan = _planned(context, linebox, skip_stack, lay, rest[2:], space)
            plans[key] = (plan, linebox)
        plan, _ = plans[key]
        if plan.left:
            linebox.style = _left(context, style)
        context.narrower = plan.narrower.get(str(skip_stack), 0.0)
        try:
            return lay(skip_stack, 0, *rest)
        finally:
            linebox.style, context.narrower = style, 0.0

    return get_next_linebox


def aligning(align: Callable[..., float]) -> Callable[..., float]:
    """Return the engine's `text_align`, which tells a plan how long its line may be."""

    def text_align(context: Any, line: Any, available_width: float, last: bool) -> float:  # noqa: ANN401, FBT001
        if context is not None and "planning" in context.__dict__:
            context.planning = available_width
        return align(context, line, available_width, last)

    return text_align


def _planned(  # noqa: PLR0913, PLR0917
    context: Any,  # noqa: ANN401
    linebox: Any,  # noqa: ANN401
    start: Any,  # noqa: ANN401
    lay: Callable[..., tuple[Any, Any]],
    letters: tuple[Any, ...],
    space: float,
) -> Plan:
    """Return the plan of a paragraph from the line that begins at `start` on."""
    indent, style = linebox.text_indent, linebox.style
    tried: dict[tuple[str, int, float], _Try] = {}
    shapes, height = context.excluded_shapes, 0.0

    def attempt(skip: Any, number: int, narrower: float) -> _Try:  # noqa: ANN401
        nonlocal height
        key = (str(skip), number, narrower)
        if key not in tried:
            linebox.text_indent = 0 if number else indent
            context.narrower = narrower
            if not number:
                # The first line brings the large letter that the next ones stand beside.
                context.excluded_shapes = shapes.copy()
            line, resume_at = lay(skip, number * height, [], [], *letters)
            if line is None:
                tried[key] = _Try(0.0, None, 0.0)
            else:
                height = height or line.height
                slack = context.planning - line.width
                spaces = sum(_spaces(line))
                grows = slack / spaces / space if spaces else _HOLE * (slack > space)
                done = resume_at is None or _broken(line)
                tried[key] = _Try(0.0 if done else grows, resume_at, max(0.0, slack) + 0.5)
        return tried[key]

    context.planning = 0.0
    # Tried lines are only measured: they needn't be justified.
    linebox.style = _left(context, style)
    try:
        skip, count, loose = start, 0, False
        while True:
            line = attempt(skip, count, 0.0)
            loose = loose or line.grows > _MOST
            skip, count = line.resume_at, count + 1
            if skip is None:
                break
        if not loose:
            return Plan(left=False, narrower={})
        if count > _LONGEST:
            return Plan(left=True, narrower={})
        narrower = _weighed(attempt, start, _MOST)
        if narrower is None:
            narrower = _weighed(attempt, start, _ONCE)
    finally:
        del context.__dict__["planning"]
        linebox.style, linebox.text_indent, context.narrower = style, indent, 0.0
        context.excluded_shapes = shapes
    return Plan(left=narrower is None, narrower=narrower or {})


def _weighed(
    attempt: Callable[[Any, int, float], _Try],
    start: Any,  # noqa: ANN401
    most: float,
) -> dict[str, float] | None:
    """Return which lines to make narrower so that no space grows by more; None where none can be.

    One line at most grows by more than what all may.

    Total fit after Knuth and Plass (1981): the sum of the cubes of what the spaces grow by is
    least. Lines only ever end earlier than they could, for a space of ours doesn't shrink.
    """
    ways: dict[str, tuple[float, Any, dict[str, float]]] = {str(start): (0.0, start, {})}
    best: tuple[float, dict[str, float]] | None = None
    number = 0
    while ways:
        further: dict[str, tuple[float, Any, dict[str, float]]] = {}
        for place, (cost, skip, path) in ways.items():
            narrower = 0.0
            for _ in range(_MOVED + 1):
                line = attempt(skip, number, narrower)
                total = cost + line.grows**3 + (_HOLE if line.grows > _MOST else 0)
                if line.grows > most or total >= 2 * _HOLE:
                    break
                taken = path | {place: narrower} if narrower else path
                if line.resume_at is None:
                    if best is None or total < best[0]:
                        best = (total, taken)
                    break
                end = str(line.resume_at)
                if end not in further or total < further[end][0]:
                    further[end] = (total, line.resume_at, taken)
                narrower = line.less
        number += 1
        ways = dict(sorted(further.items(), key=lambda way: way[1][0])[:_KEPT])
    return best[1] if best else None


def _letter(context: Any, style: Any, create_layout: Any, line_size: Any) -> float:  # noqa: ANN401
    return _measured(context, style, _SAMPLE, create_layout, line_size) / len(_SAMPLE)


def _space(context: Any, style: Any, create_layout: Any, line_size: Any) -> float:  # noqa: ANN401
    apart = _measured(context, style, "n n", create_layout, line_size)
    return apart - _measured(context, style, "nn", create_layout, line_size)


def _measured(context: Any, style: Any, text: str, create_layout: Any, line_size: Any) -> float:  # noqa: ANN401
    known = context.__dict__.setdefault("measured", {})
    key = (
        style["font_family"],
        style["font_size"],
        style["font_weight"],
        style["font_style"],
        style["letter_spacing"],
        text,
    )
    if key not in known:
        layout = create_layout(text, style, context, None, 0)
        line, _ = layout.get_first_line()
        known[key] = line_size(line, style)[0]
    return float(known[key])


def _least(style: Any) -> float:  # noqa: ANN401
    tokens = [token for token in style["__least_justified"] or () if token.type == "number"]
    return float(tokens[0].value) if tokens else 0.0


def _left(context: Any, style: Any) -> Any:  # noqa: ANN401
    known = context.__dict__.setdefault("left_styles", {})
    if id(style) not in known:
        left = style.copy()
        left["text_align_all"] = "start"
        known[id(style)] = (left, style)
    return known[id(style)][0]


def _plain(box: Any) -> Any:  # noqa: ANN401
    """Yield whether each box in a line can be tried twice: it stands in it or beside it."""
    for child in getattr(box, "children", ()):
        yield child.is_in_normal_flow() or child.is_floated()
        yield from _plain(child)


def _spaces(box: Any) -> Any:  # noqa: ANN401
    if hasattr(box, "text"):
        yield box.text.count(" ") + box.text.count("\N{NO-BREAK SPACE}")
    elif type(box).__name__ in {"LineBox", "InlineBox"}:
        for child in box.children:
            yield from _spaces(child)


def _broken(line: Any) -> bool:  # noqa: ANN401
    """Say whether a line break of the text's own ends this line."""
    box = line
    while getattr(box, "children", ()):
        box = box.children[-1]
    return str(box.element_tag).startswith("br")

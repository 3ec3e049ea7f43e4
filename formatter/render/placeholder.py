"""The quiet box that stands for a missing picture and says which one is missing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from formatter import fonts
from formatter.render.drawn import APART, LETTERS
from formatter.render.outline import Pen, pen

# As legible on white paper as on a black screen (contrast 4.5 and 4.6): the box has no ground of
# its own, so a reader's night mode needs no second drawing.
_GREY = "#767676"
_MARGIN = 44


def svg(
    lines: Sequence[str], *, width: int = 1200, height: int = 160, apart: bool = False
) -> bytes:
    """Return an SVG of `width` by `height` pixels with `lines` in it, the first one stronger.

    The letters are outlines of Source Sans 3, so it looks alike where no font is at hand. A line
    too long for the box loses its middle. With `apart` the letters of a line are told from each
    other, as a PDF's page wants them. The same lines give the same bytes.
    """
    sign = min(height * 0.5, 80)
    left = _MARGIN * 2 + sign
    size = min(42.0, (height - _MARGIN) / (1.35 * max(len(lines), 1)))
    step = size * 1.35
    first = (height - step * len(lines)) / 2 + step * 0.72
    text = "".join(
        _line(
            _pen(strong=i == 0),
            line,
            size,
            (left, first + i * step),
            width - left - _MARGIN,
            apart=apart,
        )
        for i, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">'
        f"<title>{escape(' · '.join(lines), quote=False)}</title>"
        f'<g fill="none" stroke="{_GREY}">'
        f'<rect x="2" y="2" width="{width - 4}" height="{height - 4}" rx="10" '
        f'stroke-width="2" stroke-dasharray="10 8"/>'
        f"{_sign(_MARGIN * 1.2, (height - sign * 0.8) / 2, sign)}</g>"
        f'<g fill="{_GREY}">{text}</g></svg>\n'
    ).encode()


def _line(  # noqa: PLR0913
    face: Pen, text: str, size: float, at: tuple[float, float], width: float, *, apart: bool
) -> str:
    scale = face.scale(size)
    x, y = at
    told = face.path(face.shorten(text, size, width), APART if apart else "")
    letters = f'{LETTERS}="" ' if apart else ""
    return (
        f'<path {letters}transform="translate({x:g} {y:.1f}) scale({scale:.5g} -{scale:.5g})" '
        f'd="{told}"/>'
    )


def _sign(x: float, y: float, size: float) -> str:
    """Draw a picture's frame with a hill and a sun: what is missing, without a word."""
    scale = size / 100
    return (
        f'<g transform="translate({x:g} {y:g}) scale({scale:g})" stroke-width="5" '
        f'stroke-linejoin="round"><rect x="3" y="3" width="94" height="74" rx="8"/>'
        f'<path d="M6 66L34 36L56 58L70 46L94 68"/><circle cx="70" cy="25" r="8"/></g>'
    )


def _pen(*, strong: bool) -> Pen:
    weight = 600 if strong else 400
    faces = fonts.family("source-sans-3").faces
    return pen(next(f.path for f in faces if (f.weight, f.style) == (weight, "normal")))

"""The pages' markup: a theme's templates, and what they are filled with."""

from __future__ import annotations

import io
from functools import cache, lru_cache, partial
from importlib import import_module
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from formatter.errors import RenderError, UsageError
from formatter.render.dropcap import opening
from formatter.render.glue import tied, together
from formatter.render.outline import pen
from formatter.render.words import words
from formatter.theme import Theme

if TYPE_CHECKING:
    from jinja2 import Environment

_POINTS_A_MM = 72 / 25.4
# The engine rounds glyphs to its own unit: a line that just fits here might break there.
_CARE = 0.99
# What a name is made smaller by at most, to stand in one line.
_SMALLEST = 0.55
# Of a code's side, which is 15 mm in print: finer dots than a quarter of a millimetre are read by
# no telephone at arm's length. That is an address of 213 signs.
_DOTS = 57


def render(theme: Theme, template: str, *, language: str, **values: Any) -> str:  # noqa: ANN401
    """Return the theme's template filled with `values`.

    The template is looked for along the theme's inheritance, below `templates/`. It sees
    `labels`, `words` (`formatter.render.words`), `language`, `options`, `title`, `opening`, `glued`
    and `qr_svg` too. Text is escaped; a body is passed as Markup. Raises UsageError where no theme
    of the line has the template, RenderError where it asks for what isn't there or isn't its own.
    """
    environment = _environment(theme.folders)
    if theme.find(f"templates/{template}") is None:
        raise UsageError(
            f"The theme {theme.name} has no template {template}.",
            f"Add templates/{template} to it, or let it inherit from base.",
        )
    from jinja2 import TemplateError

    said = words(theme, language)
    try:
        return environment.get_template(template).render(
            labels=said.labels,
            words=said,
            language=language,
            options=theme.options,
            title=partial(title, theme),
            opening=partial(opening, theme),
            **values,
        )
    except TemplateError as why:
        raise RenderError(
            f"The template {template} of the theme {theme.name} can't be filled: {why}.",
            "Mend it; it may name no file, and nothing of Python's that begins with _.",
        ) from why


def load() -> None:
    """Load what templates are filled by, which an e-book does without."""
    for module in ("jinja2", "segno"):
        import_module(module)


def qr_svg(address: str, title: str = "") -> Markup:
    """Return a code that opens `address`, as one path of SVG without margin (ISO/IEC 18004).

    `title` is read in its place. Nothing is returned for an address too long for a code that a
    telephone reads in print.
    """
    drawing = _code(address)
    if drawing and title:
        head, end, rest = drawing.partition(">")
        drawing = f"{head}{end}<title>{escape(title)}</title>{rest}"
    return Markup(drawing)  # noqa: S704  segno's own markup


# A book is laid out twice where that helps, and an archive's has each code in two places.
@lru_cache(maxsize=1000)
def _code(address: str) -> str:
    import segno

    try:
        code = segno.make(address, error="m", micro=False)
    except segno.DataOverflowError:
        return ""
    if code.symbol_size(border=0)[0] > _DOTS:
        return ""
    out = io.BytesIO()
    code.save(
        out, kind="svg", border=0, xmldecl=False, svgns=True, omitsize=True, svgclass=None,
        lineclass=None,
    )  # fmt: skip
    return out.getvalue().decode().strip()


def title(theme: Theme, text: str, size: float, measure: float) -> Markup:
    """Return a title broken into lines of like length, where no phrase is cut after one word.

    It is set in the bold of the theme's head family at `size` points; `measure` is in mm.
    """
    lines = pen(_bold(theme)).wrap(together(text), size, measure * _POINTS_A_MM * _CARE)
    return Markup("<br>").join(lines)


def fitting(theme: Theme, text: str, size: float, measure: float) -> float:
    """Return the size in points, `size` at most, at which a title takes one line of `measure` mm.

    One that would be too small for it is set in several lines, at a little more than half.
    """
    width = pen(_bold(theme)).width(text, size)
    return round(size * max(_SMALLEST, min(1.0, measure * _POINTS_A_MM * _CARE / max(width, 1))), 1)


def short(text: str, limit: int) -> str:
    """Return `text` cut after a whole word to at most `limit` letters, with an ellipsis."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-.") + "…"


def _bold(theme: Theme) -> Path:
    faces = theme.family("head").faces
    return max((face for face in faces if face.style == "normal"), key=lambda f: f.weight).path


@cache
def _environment(folders: tuple[Path, ...]) -> Environment:
    # An EPUB asks this module for words only: it needn't wait for the engine of templates.
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Templates of another hand: they see values, and neither Python's insides nor files."""

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401
            return not isinstance(obj, PurePath) and super().is_safe_attribute(obj, attr, value)

    environment = Sandbox(
        loader=FileSystemLoader([folder / "templates" for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals |= {"glued": tied, "qr_svg": qr_svg}
    return environment

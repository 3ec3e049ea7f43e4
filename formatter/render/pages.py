"""The pages' markup: a theme's templates, its labels, and how a language writes a date."""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from formatter.errors import UsageError
from formatter.render.dropcap import opening
from formatter.render.glue import together
from formatter.render.outline import pen
from formatter.theme import Theme

if TYPE_CHECKING:
    from jinja2 import Environment

_DAYS = {
    "vi": "Thứ Hai,Thứ Ba,Thứ Tư,Thứ Năm,Thứ Sáu,Thứ Bảy,Chủ Nhật".split(","),
    "en": "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday".split(","),
}
_MONTHS = (
    "January,February,March,April,May,June,July,August,September,October,November,December"
).split(",")
_PART_OF_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?\Z")
_POINTS_A_MM = 72 / 25.4
# The engine rounds glyphs to its own unit: a line that just fits here might break there.
_CARE = 0.99
_REASONS = "reasons"
_NO_BREAK = "\N{NO-BREAK SPACE}"


def labels(theme: Theme, language: str) -> Mapping[str, str]:
    """Return the words the theme itself prints, in `language`.

    A table is looked for under the whole tag, then its first part, then English; an heir's
    table needs only the labels it changes. Raises UsageError where a table can't be read.
    """
    return _labels(theme.folders, language)


def absence(theme: Theme, language: str, missing: str) -> str:
    """Return why a picture is missing, in the words of the labels of `language`.

    `missing` is the reason in English, as `Image.missing` has it; the table `[reasons]` of the
    labels has the known ones. A reason that isn't there is left out, for an English half line in
    a book of another language says nothing to its reader.
    """
    if not (reasons := _reasons(theme.folders, language)):
        return missing
    for known, said in reasons.items():
        if found := re.fullmatch(re.escape(known).replace(r"\{\}", "(.+)"), missing):
            return said.format(*found.groups())
    return ""


def date_words(moment: str, language: str) -> str:
    """Return `moment` (ISO 8601) as `language` writes it out, in the moment's own zone.

    Vietnamese: `Thứ Ba, 28/9/2021, 07:30 (GMT+7)`. A moment without a clock time gives the date
    alone, a month or a year no more than it says, and what isn't ISO 8601 comes back as it is.
    A language that isn't known here keeps the order of ISO 8601.
    """
    tongue = language.split("-", maxsplit=1)[0].lower()
    if part := _PART_OF_DATE.match(moment):
        return _month_words(part[1], part[2], tongue)
    try:
        if "T" not in moment and " " not in moment.strip():
            return _day_words(date.fromisoformat(moment), tongue)
        when = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    zone = "" if (offset := when.utcoffset()) is None else f" ({_zone_words(offset)})"
    return f"{_day_words(when.date(), tongue)}, {when:%H:%M}{zone}"


def render(theme: Theme, template: str, *, language: str, **values: Any) -> str:  # noqa: ANN401
    """Return the theme's template filled with `values`.

    The template is looked for along the theme's inheritance, below `templates/`. It sees
    `labels`, `language`, `options`, `date_words`, `title`, `opening`, `glued` and `qr_svg` too.
    Text is escaped; a body is passed as Markup. Raises UsageError where no theme of the line has
    the template.
    """
    environment = _environment(theme.folders)
    if theme.find(f"templates/{template}") is None:
        raise UsageError(
            f"The theme {theme.name} has no template {template}.",
            f"Add templates/{template} to it, or let it inherit from base.",
        )
    return environment.get_template(template).render(
        labels=labels(theme, language),
        language=language,
        options=theme.options,
        title=partial(title, theme),
        opening=partial(opening, theme),
        **values,
    )


def load() -> None:
    """Load what templates are filled by, which an e-book does without."""
    for module in ("jinja2", "segno"):
        import_module(module)


def qr_svg(address: str) -> Markup:
    """Return a code that opens `address`, as one path of SVG without margin (ISO/IEC 18004)."""
    import segno

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True, omitsize=True, svgclass=None,
        lineclass=None,
    )  # fmt: skip
    return Markup(out.getvalue().decode().strip())  # noqa: S704  segno's own markup


def title(theme: Theme, text: str, size: float, measure: float) -> Markup:
    """Return a title broken into lines of like length, where no phrase is cut after one word.

    It is set in the bold of the theme's head family at `size` points; `measure` is in mm.
    """
    faces = theme.family("head").faces
    bold = max((face for face in faces if face.style == "normal"), key=lambda face: face.weight)
    lines = pen(bold.path).wrap(together(text), size, measure * _POINTS_A_MM * _CARE)
    return Markup("<br>").join(lines)


def glued(text: str) -> str:
    """Return `text` with its last two words kept on one line."""
    return _NO_BREAK.join(text.rsplit(" ", 1))


def short(text: str, limit: int) -> str:
    """Return `text` cut after a whole word to at most `limit` letters, with an ellipsis."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-.") + "…"


@cache
def _labels(folders: tuple[Path, ...], language: str) -> Mapping[str, str]:
    tables = _tables(folders, ("en", *_tags(language)))
    return MappingProxyType(
        {key: str(value) for table in tables for key, value in table.items() if key != _REASONS}
    )


@cache
def _reasons(folders: tuple[Path, ...], language: str) -> Mapping[str, str]:
    tables = (table.get(_REASONS, {}) for table in _tables(folders, _tags(language)))
    return MappingProxyType({known: said for table in tables for known, said in table.items()})


def _tags(language: str) -> tuple[str, ...]:
    return (language.split("-", maxsplit=1)[0].lower(), language)


def _tables(folders: tuple[Path, ...], tags: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    for tag in dict.fromkeys(tags):
        for folder in reversed(folders):
            yield _table(folder / "labels" / f"{tag}.toml")


@cache
def _environment(folders: tuple[Path, ...]) -> Environment:
    # An EPUB asks this module for words only: it needn't wait for the engine of templates.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader([folder / "templates" for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals |= {"date_words": date_words, "glued": glued, "qr_svg": qr_svg}
    return environment


def _table(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        raise UsageError(
            f"The labels {path} can't be read: {why}.", "Mend that line; it must be TOML in UTF-8."
        ) from why


def _day_words(day: date, tongue: str) -> str:
    match tongue:
        case "vi":
            return f"{_DAYS['vi'][day.weekday()]}, {day.day}/{day.month}/{day.year}"
        case "en":
            month = _MONTHS[day.month - 1]
            return f"{_DAYS['en'][day.weekday()]} {day.day} {month} {day.year}"
        case _:
            return day.isoformat()


def _month_words(year: str, month: str | None, tongue: str) -> str:
    if month is None or not 1 <= int(month) <= len(_MONTHS):
        return year if month is None else f"{year}-{month}"
    match tongue:
        case "vi":
            return f"Tháng {int(month)}/{year}"
        case "en":
            return f"{_MONTHS[int(month) - 1]} {year}"
        case _:
            return f"{year}-{month}"


def _zone_words(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    if not minutes:
        return "GMT"
    hours, rest = divmod(abs(minutes), 60)
    return f"GMT{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"

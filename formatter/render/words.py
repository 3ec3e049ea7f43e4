"""The words a theme itself prints: labels, dates, numbers, sums and counts of one language.

All of a language is data, the files `labels/TAG.toml` along a theme's inheritance: another language
is one file more.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from formatter.errors import UsageError
from formatter.theme import Theme
from formatter.value import dataclass

if TYPE_CHECKING:
    from decimal import Decimal

# A language without a file has these labels and counts; its dates and numbers are ISO's.
_COMMON = "en"
# A date without a day, or without a month (ISO 8601, 5.2.2).
_PART_OF_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?\Z")
# A figure in a reason, as the room that gives it writes it.
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_PLAIN: Mapping[str, Mapping[str, Any]] = {
    "dates": {
        "day": "{year:04}-{month:02}-{day:02}",
        "short": "{year:04}-{month:02}-{day:02}",
        "long": "{year:04}-{month:02}-{day:02}",
        "month": "{year:04}-{month:02}",
        "moment": "{date}, {hour:02}:{minute:02}{zone}",
        "span": "{first} – {last}",
        "days": [""] * 7,
        "months": [""] * 12,
    },
    "numbers": {
        "group": "",
        "decimal": ".",
        "percent": "{}%",
        "money": "{amount}\N{NO-BREAK SPACE}{sign}",
        "size": "{amount}\N{NO-BREAK SPACE}{unit}",
        "units": ["B", "KB", "MB", "GB"],
    },
    "citation": {
        "signed": "{authors} ({date}). {title}. {site}.",
        "unsigned": "{title}. ({date}). {site}.",
        "fetched": "{address} ({day})",
        "at": "{address}",
        "and": "; ",
        "undated": "–",
        "day": "{year:04}-{month:02}-{day:02}",
        "month": "{year:04}-{month:02}",
        "year": "{year:04}",
        "visit": "{year:04}-{month:02}-{day:02}",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language, as a theme and those it inherits from have them.

    `language` is the book's tag, `labels` are whole phrases by key. Where a file's pattern can't be
    filled, UsageError names the table and what it may hold.
    """

    language: str
    labels: Mapping[str, str]
    own: Mapping[str, Any]
    common: Mapping[str, Any]

    def __getitem__(self, key: str) -> str:
        return self.labels[key]

    def moment(self, written: str) -> str:
        """Return a moment (ISO 8601) in the moment's own zone: `Thứ Ba, 28/09/2021, 07:30 (GMT+7)`.

        One without a clock time gives the date alone, a month or a year no more than it says, and
        what isn't ISO 8601 comes back as it is.
        """
        if part := _PART_OF_DATE.match(written):
            return self._month(int(part[1]), part[2]) or written
        try:
            if "T" not in written and " " not in written.strip():
                return self._day("day", date.fromisoformat(written))
            when = datetime.fromisoformat(written)
        except ValueError:
            return written
        return self._filled(
            "dates",
            "moment",
            date=self._day("day", when.date()),
            hour=when.hour,
            minute=when.minute,
            zone="" if (offset := when.utcoffset()) is None else f" ({_zone(offset)})",
        )

    def days(self, first: str, last: str) -> str:
        """Return the days from one to another (ISO 8601): a day written out, or two in figures.

        `Thứ Hai, ngày 24 tháng 11 năm 2025`; `22/11/2025 – 24/11/2025`.
        """
        try:
            ends = [date.fromisoformat(first), date.fromisoformat(last)]
        except ValueError:
            told = dict.fromkeys((self.moment(first), self.moment(last)))
            return " – ".join(filter(None, told))
        if ends[0] == ends[1]:
            return self._day("long", ends[0])
        told_ends = [self._day("short", end) for end in ends]
        return self._filled("dates", "span", first=told_ends[0], last=told_ends[1])

    def number(self, value: float | Decimal | str) -> str:
        """Return a number with its digits in groups: `1.234.567,5`."""
        # Loaded for the first number only.
        from decimal import Decimal

        numbers = self._table("numbers")
        signs = {",": numbers["group"], ".": numbers["decimal"], "-": "−"}
        return f"{Decimal(str(value)):,f}".translate(str.maketrans(signs))

    def percent(self, value: float | Decimal) -> str:
        """Return a percentage, 15.5 as `15,5%`."""
        return self._filled("numbers", "percent", self.number(value))

    def money(self, amount: float | Decimal, sign: str) -> str:
        """Return a sum in the currency of that sign: `25.000 ₫`."""
        return self._filled("numbers", "money", amount=self.number(amount), sign=sign)

    def size(self, count: int) -> str:
        """Return a number of bytes in the unit that keeps it short: `2,4 MB` (10⁶ bytes each)."""
        from decimal import Decimal

        units = self._table("numbers")["units"]
        power = min((len(str(count)) - 1) // 3, len(units) - 1)
        rounded = round(Decimal(count) / 1000**power, 1).normalize()
        return self._filled("numbers", "size", amount=self.number(rounded), unit=units[power])

    def count(self, key: str, number: int) -> str:
        """Return how many there are of what `[counts]` has under `key`: `1 article`, `2 articles`.

        `[plural]` says by a pattern of the number's digits which of the forms it takes, `other`
        where none fits; a language with one form has a text in place of a table.
        """
        table = self.own if key in self.own.get("counts", {}) else self.common
        forms = table["counts"][key]
        if isinstance(forms, Mapping):
            fits = (name for name, digits in table.get("plural", {}).items()
                    if re.fullmatch(digits, str(number)) and name in forms)  # fmt: skip
            forms = forms[next(fits, "other")]
        return str(forms).format(self.number(number))

    def cited(self, key: str, **named: str | int) -> str:
        """Return a part of a citation: what `[citation]` has under `key`, filled."""
        return self._filled("citation", key, **named)

    def month(self, number: int) -> str:
        """Return the name of a month, from 1; empty for none, and in a language without labels."""
        return str(self._table("dates")["months"][number - 1]) if number else ""

    def absence(self, missing: str) -> str:
        """Return why a picture is missing.

        `missing` is the reason in English, as `Image.missing` has it; `[reasons]` has the known
        ones. A reason that isn't there is left out, for an English half line in a book of another
        language says nothing to its reader.
        """
        if not (reasons := self.own.get("reasons")):
            return missing
        for known, said in reasons.items():
            if found := re.fullmatch(re.escape(known).replace(r"\{\}", "(.+)"), missing):
                figures = (
                    self.number(text.replace(",", "")) if _FIGURE.fullmatch(text) else text
                    for text in found.groups()
                )
                return str(said).format(*figures)
        return ""

    def _day(self, kind: str, day: date) -> str:
        return self._filled(
            "dates",
            kind,
            weekday=self._entry("dates", "days")[day.weekday()],
            day=day.day,
            month=day.month,
            name=self._entry("dates", "months")[day.month - 1],
            year=day.year,
        )

    def _month(self, year: int, written: str | None) -> str:
        if written is None or not 1 <= int(written) <= 12:
            return ""
        month = int(written)
        name = self._table("dates")["months"][month - 1]
        return self._filled("dates", "month", month=month, name=name, year=year)

    def _table(self, name: str) -> Mapping[str, Any]:
        return {**_PLAIN[name], **self.own.get(name, {})}

    def _entry(self, table: str, key: str) -> Any:  # noqa: ANN401  a text, or a list of them
        own = self.own.get(table, {})
        return own[key] if key in own else _PLAIN[table][key]

    def _filled(self, table: str, key: str, *values: str, **named: str | int) -> str:
        pattern = str(self._entry(table, key))
        try:
            return pattern.format(*values, **named)
        except (KeyError, IndexError, ValueError, AttributeError) as why:
            may = ", ".join(f"{{{name}}}" for name in named) or "{}"
            raise UsageError(
                f"The labels of {self.language} can't be filled: [{table}] {key} = {pattern!r}.",
                f"It may hold {may}.",
            ) from why


def words(theme: Theme, language: str) -> Words:
    """Return the words of `language`.

    A file is looked for under the whole tag and its first part, for labels and counts then under
    English; an heir's file needs only what it changes. Raises UsageError where a file can't be
    read.
    """
    return _words(theme.folders, language)


@cache
def _words(folders: tuple[Path, ...], language: str) -> Words:
    common = _merged(folders, (_COMMON,))
    own = _merged(folders, (language.split("-", maxsplit=1)[0].lower(), language))
    phrases = {k: v for table in (common, own) for k, v in table.items() if isinstance(v, str)}
    return Words(language=language, labels=MappingProxyType(phrases), own=own, common=common)


def _merged(folders: tuple[Path, ...], tags: tuple[str, ...]) -> Mapping[str, Any]:
    merged: dict[str, Any] = {}
    for table in _tables(folders, tags):
        for key, value in table.items():
            merged[key] = {**merged.get(key, {}), **value} if isinstance(value, dict) else value
    return MappingProxyType(merged)


def _tables(folders: tuple[Path, ...], tags: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    for tag in dict.fromkeys(tags):
        for folder in reversed(folders):
            path = folder / "labels" / f"{tag}.toml"
            if path.is_file():
                yield _read(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        raise UsageError(
            f"The labels {path} can't be read: {why}.", "Mend that line; it must be TOML in UTF-8."
        ) from why


def _zone(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    if not minutes:
        return "GMT"
    hours, rest = divmod(abs(minutes), 60)
    return f"GMT{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"

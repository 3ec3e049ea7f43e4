"""Points in time as pages write them, read into ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?)?"
    r"\s*(Z|UTC|GMT)?\s*([+-]\d{1,2}(?::?\d{2})?)?"
)
# 28/9/2021 as Vietnamese pages write it, the day first, the hour before it or behind.
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
# Drupal's default, `Mon, 10/05/2026 - 05:00`: an English day is followed by the month (VOV).
_ENGLISH_DAY = re.compile(r"\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)")
_HOUR = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?::|h|giờ\s)\s*(\d{2})(?::(\d{2}))?(\s*[AP]M)?", re.IGNORECASE
)
_ZONE = re.compile(r"(?:GMT|UTC)\s*([+-]\s*\d{1,2}(?::?\d{2})?)")
VIETNAM = timezone(timedelta(hours=7))


def moment(text: str, *, zone: timezone | None = None) -> str:
    """Return a date or a point in time as ISO 8601, empty where the text holds none.

    `zone` is the zone of the page where the text names none; without both the result has no zone.
    A time in UTC is told in `zone`, the hour that the page's readers saw.
    """
    found = _ISO.search(text)
    if found:
        year, month, day, hour, minute, second, utc, offset = found.groups()
        own = _offset(offset) if offset else (UTC if utc else None)
        return _written((year, month, day), (hour, minute, second), own, zone)
    found = _DAY_FIRST.search(text)
    if not found:
        return ""
    day, month, year = found.groups()
    if _ENGLISH_DAY.match(text) or int(month) > 12:
        day, month = month, day
    rest = text[: found.start()] + " " + text[found.end() :]
    named = _ZONE.search(rest)
    clock = _HOUR.search(_ZONE.sub(" ", rest))
    hour, minute, second = clock.group(1, 2, 3) if clock else (None, None, None)
    if clock and hour and (clock.group(4) or "").strip().upper() == "PM" and int(hour) < 12:
        hour = str(int(hour) + 12)
    own = _offset(named.group(1)) if named else None
    return _written((year, month, day), (hour, minute, second), own, zone)


def _offset(text: str) -> timezone | None:
    hours, minutes = re.fullmatch(r"([+-]\d{1,2}):?(\d{2})?", text.replace(" ", "")).groups()  # type: ignore[union-attr]
    sign = -1 if hours.startswith("-") else 1
    delta = timedelta(hours=int(hours), minutes=sign * int(minutes or 0))
    return timezone(delta) if abs(delta) < timedelta(hours=24) else None


def _written(
    date: tuple[str, str, str],
    clock: tuple[str | None, str | None, str | None],
    own: timezone | None,
    zone: timezone | None,
) -> str:
    hour, minute, second = clock
    try:
        made = datetime(  # noqa: DTZ001  the zone is given where it is known
            int(date[0]),
            int(date[1]),
            int(date[2]),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
        )
    except ValueError:
        return ""
    if hour is None:
        return made.date().isoformat()
    if own is not None:
        aware = made.replace(tzinfo=own)
        try:
            return (aware.astimezone(zone) if own == UTC and zone else aware).isoformat()
        except OverflowError:  # the first and the last day of the calendar
            return aware.isoformat()
    return made.replace(tzinfo=zone).isoformat() if zone else made.isoformat()

"""Points in time as pages write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.text.moment import VIETNAM, moment

ISO = {
    "2021-09-28": "2021-09-28",
    "2021-9-8": "2021-09-08",
    "2021-09-28T18:29": "2021-09-28T18:29:00",
    "2021-09-28 18:29:05": "2021-09-28T18:29:05",
    "2021-09-28T18:29:05.123": "2021-09-28T18:29:05",
    "2021-09-28T18:29:05+07:00": "2021-09-28T18:29:05+07:00",
    "2021-09-28T18:29:05+0700": "2021-09-28T18:29:05+07:00",
    "2021-09-28T18:29:05+07": "2021-09-28T18:29:05+07:00",
    "2021-09-28T18:29:05 +07:00": "2021-09-28T18:29:05+07:00",
    "2021-09-28T18:29:05-03:30": "2021-09-28T18:29:05-03:30",
    "2021-09-28T11:29:05Z": "2021-09-28T11:29:05+00:00",
    "2021-09-28T11:29:05.000Z": "2021-09-28T11:29:05+00:00",
    "2021-09-28 11:29:05 UTC": "2021-09-28T11:29:05+00:00",
    "Đăng lúc 2021-09-28 18:29": "2021-09-28T18:29:00",
}
SHOWN = {
    "18:29 28/09/2021 GMT+7": "2021-09-28T18:29:00+07:00",
    "28/09/2021 18:29 GMT+7": "2021-09-28T18:29:00+07:00",
    "Thứ năm, 5/11/2026, 09:30 (GMT+7)": "2026-11-05T09:30:00+07:00",
    "Chủ nhật, 11/10/2026 06:15 (GMT+7)": "2026-10-11T06:15:00+07:00",
    "Thứ Ba, 28/9/2021, 07:30 (GMT+7)": "2021-09-28T07:30:00+07:00",
    "Cập nhật: 17:05 16/08/2026 GMT+7": "2026-08-16T17:05:00+07:00",
    "28-09-2021 - 18h29": "2021-09-28T18:29:00",
    "28.09.2021 18 giờ 29": "2021-09-28T18:29:00",
    "28/9/2021": "2021-09-28",
    "Ngày 3/2/2026": "2026-02-03",
    "5:07 PM 28/09/2021": "2021-09-28T17:07:00",
    "12:07 PM 28/09/2021": "2021-09-28T12:07:00",
    "Mon, 10/05/2026 - 05:00": "2026-10-05T05:00:00",
    "09/28/2021": "2021-09-28",
    "07:00 28/09/2021 GMT+5:30": "2021-09-28T07:00:00+05:30",
    "07:00 28/09/2021 UTC-3": "2021-09-28T07:00:00-03:00",
}
NONE = [
    "", "hôm qua", "3 giờ trước", "2021", "Số 47", "28/9", "32/13/2021", "30/02/2021", "2021-13-01",
    "2021-02-30T10:00", "0000-01-01", "123/45/67890", "tỉ số 3-2-1", "0/0/2021",
]  # fmt: skip


@pytest.mark.parametrize("text", ISO)
def test_iso(text: str) -> None:
    assert moment(text) == ISO[text]


@pytest.mark.parametrize("text", SHOWN)
def test_as_pages_show_it(text: str) -> None:
    assert moment(text) == SHOWN[text]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date(text: str) -> None:
    assert moment(text) == ""
    assert moment(text, zone=VIETNAM) == ""


def test_the_zone_of_the_page_is_taken_where_the_text_names_none() -> None:
    assert moment("18:29 28/09/2021", zone=VIETNAM) == "2021-09-28T18:29:00+07:00"
    assert moment("2021-09-28T18:29", zone=VIETNAM) == "2021-09-28T18:29:00+07:00"


def test_a_zone_that_the_text_names_outranks_that_of_the_page() -> None:
    assert moment("2021-09-28T18:29+02:00", zone=VIETNAM) == "2021-09-28T18:29:00+02:00"
    assert moment("18:29 28/09/2021 GMT+9", zone=VIETNAM) == "2021-09-28T18:29:00+09:00"


@pytest.mark.parametrize("text", ["2021-09-28T23:29:00Z", "2021-09-28T23:29:00+00:00"])
def test_a_time_in_utc_is_told_in_the_zone_of_the_page(text: str) -> None:
    assert moment(text, zone=VIETNAM) == "2021-09-29T06:29:00+07:00"


def test_a_day_without_an_hour_gets_no_zone() -> None:
    assert moment("2021-09-28", zone=VIETNAM) == "2021-09-28"
    assert moment("28/9/2021", zone=VIETNAM) == "2021-09-28"


def test_a_time_of_midnight_is_a_time() -> None:
    assert moment("2021-09-28T00:00:00+07:00") == "2021-09-28T00:00:00+07:00"


@pytest.mark.parametrize("text", ["25:10 28/09/2021", "2021-09-28T25:10", "2021-09-28T10:75"])
def test_an_hour_that_is_none_makes_no_time(text: str) -> None:
    """The day may still be told; an hour that no clock shows is never."""
    assert moment(text) in {"", "2021-09-28"}


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
@pytest.mark.parametrize("hours", [-12, 7, 14])
def test_the_ends_of_the_calendar_break_nothing(text: str, hours: int) -> None:
    found = moment(text, zone=timezone(timedelta(hours=hours)))
    assert found == "" or datetime.fromisoformat(found).tzinfo is not None


DIGITS = st.sampled_from(
    [*"0123456789", *"/-.:TZ+ ,()", "GMT", "UTC", "h", "giờ ", "PM", "AM", "20", "Mon"]
)
ZONES = st.one_of(st.none(), st.integers(-12, 14).map(lambda h: timezone(timedelta(hours=h))))


@given(st.one_of(st.text(), st.lists(DIGITS, max_size=24).map("".join)), ZONES)
def test_never_raises_and_gives_iso_or_nothing(text: str, zone: timezone | None) -> None:
    found = moment(text, zone=zone)
    assert found == "" or datetime.fromisoformat(found)


# A page's clock has no zone, and shows no smaller part than a second.
TIMES = st.integers(631_152_000, 3_786_912_000).map(
    lambda second: datetime.fromtimestamp(second, UTC).replace(tzinfo=None)
)


@given(TIMES)
def test_each_way_of_writing_a_time_says_the_same(time: datetime) -> None:
    iso = time.replace(tzinfo=VIETNAM).isoformat()
    assert moment(iso) == iso
    assert moment(time.replace(tzinfo=VIETNAM).astimezone(UTC).isoformat(), zone=VIETNAM) == iso
    minute = time.replace(second=0, tzinfo=VIETNAM).isoformat()
    assert moment(f"{time:%H:%M} {time:%d/%m/%Y} GMT+7") == minute
    assert moment(f"Thứ hai, {time.day}/{time.month}/{time.year}, {time:%H:%M} (GMT+7)") == minute
    assert moment(f"{time:%d-%m-%Y %H:%M}", zone=VIETNAM) == minute

"""Dates, working days and deadlines, for known days and for any."""

import calendar
import dataclasses
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.case.model import Case
from generator.clock import (
    WEEKDAYS,
    WorkingDays,
    end_of,
    format_date,
    format_time,
    has_calendar,
    later,
    months_before,
)
from generator.rules.deadlines import OFFICE_CLOSES, deadlines_of
from tests.world.world import copy_world

OFFICE = WorkingDays("KR", WEEKDAYS[:5])
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("language", "words"), [("en", "8 November 2026"), ("zh", "2026年11月8日"), ("ko", "2026년 11월 8일")]
)
def test_dates_in_words(language: str, words: str) -> None:
    assert format_date(date(2026, 11, 8), language) == words


@given(st.dates())
def test_any_date_in_words(day: date) -> None:
    for language in ("zh", "ko"):
        numbers = [int(number) for number in re.findall(r"\d+", format_date(day, language))]
        assert numbers == [day.year, day.month, day.day]
    number, month, year = format_date(day, "en").split()
    assert (int(number), month, int(year)) == (day.day, calendar.month_name[day.month], day.year)


def test_moments_in_words() -> None:
    moment = datetime(2026, 11, 8, 9, 5, tzinfo=ZoneInfo("Asia/Seoul"))
    assert format_time(moment, "en") == "8 November 2026, 09:05"
    assert format_time(moment, "zh") == "2026年11月8日 09:05"


CLOSED = [
    "2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18",  # New Year, Seollal
    "2026-03-02",  # in place of Sunday, 1 March
    "2026-09-24", "2026-09-25", "2026-10-05",  # Chuseok; in place of Saturday, 3 October
    "2026-12-25", "2027-02-06", "2027-02-08", "2027-02-09",  # Seollal 2027 begins on a Saturday
    "2027-09-14", "2027-09-15", "2027-09-16",
]  # fmt: skip


@pytest.mark.parametrize("day", CLOSED)
def test_korean_offices_are_closed(day: str) -> None:
    assert not OFFICE.works(date.fromisoformat(day))


OPEN = ["2026-02-19", "2026-09-23", "2026-09-28", "2026-11-23", "2027-02-10", "2027-02-05"]


@pytest.mark.parametrize("day", OPEN)
def test_korean_offices_are_open(day: str) -> None:
    assert OFFICE.works(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-20", 1, "2026-11-23"), ("2026-11-20", 7, "2026-12-01"), ("2026-09-23", 1, "2026-09-28"),
        ("2026-02-13", 1, "2026-02-19"), ("2026-11-21", 0, "2026-11-21"), ("2026-12-31", 1, "2027-01-04"),
    ],
)  # fmt: skip
def test_working_days(start: str, count: int, end: str) -> None:
    assert OFFICE.add(date.fromisoformat(start), count) == date.fromisoformat(end)


@given(DAYS, st.integers(1, 30))
def test_working_days_of_any_length(start: date, count: int) -> None:
    end = OFFICE.add(start, count)
    assert OFFICE.works(end)
    assert OFFICE.add(start, count + 1) > end
    assert OFFICE.add(start + timedelta(days=1), count) >= end
    between = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert sum(OFFICE.works(day) for day in between) == count


@given(DAYS, DAYS)
def test_last_working_day(day: date, other: date) -> None:
    last = OFFICE.last_before(day)
    assert OFFICE.works(last)
    assert last <= day
    assert (last == day) == OFFICE.works(day)
    assert OFFICE.last_before(last) == last
    if other <= day:
        assert OFFICE.last_before(other) <= last


def test_extra_days_off() -> None:
    office = WorkingDays("KR", WEEKDAYS, {date(2026, 11, 23)})
    assert office.holiday(date(2026, 11, 23)) == "office closed"
    assert office.works(date(2026, 11, 22))
    assert office.add(date(2026, 11, 22), 1) == date(2026, 11, 24)


@pytest.mark.parametrize("country", ["KR", "US", "DE", "PL", "LV", "CN"])
def test_countries_have_calendars(country: str) -> None:
    assert has_calendar(country)
    assert WorkingDays(country, WEEKDAYS).holiday(date(2026, 1, 1))


@pytest.mark.parametrize("country", ["", "KO", "kr", "KOR", "XX"])
def test_unknown_countries(country: str) -> None:
    assert not has_calendar(country)


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        ("2026-11-23", 12, "2025-11-23"), ("2026-03-31", 1, "2026-02-28"), ("2024-03-31", 1, "2024-02-29"),
        ("2026-01-15", 1, "2025-12-15"), ("2026-12-31", 0, "2026-12-31"), ("2024-02-29", 12, "2023-02-28"),
    ],
)  # fmt: skip
def test_months_before(day: str, months: int, earlier: str) -> None:
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(earlier)


@given(DAYS, st.integers(0, 120))
def test_months_before_any_day(day: date, months: int) -> None:
    earlier = months_before(day, months)
    assert (day.year - earlier.year) * 12 + day.month - earlier.month == months
    assert earlier.day <= day.day
    assert earlier.day == day.day or (earlier + timedelta(days=1)).day == 1


ZONES = st.sampled_from(["Asia/Seoul", "Europe/Riga", "America/Los_Angeles", "Asia/Shanghai"])


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), ZONES, st.integers(-400, 400))  # noqa: DTZ001
def test_hours_run_on_when_clocks_change(naive: datetime, zone: str, hours: int) -> None:
    moment = naive.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    moved = later(moment, hours)
    assert moved.astimezone(UTC) - moment.astimezone(UTC) == timedelta(hours=hours)
    assert moved.tzinfo == moment.tzinfo


def test_end_of_day() -> None:
    assert end_of(date(2026, 11, 8), ZoneInfo("Asia/Seoul")).isoformat() == "2026-11-08T23:59:00+09:00"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return copy_world(tmp_path_factory.mktemp("world")).case()


Hours = tuple[int, int]
"""From the hard date back to the safe date, and from there to the internal review."""


def with_dates(case: Case, received: datetime, deadline: datetime | None, zone: str, hours: Hours) -> Case:
    """Return the case with other dates, in another zone."""
    rules = dataclasses.replace(
        case.platform.clock, timezone=zone, safe_before_hours=hours[0], review_before_hours=hours[1]
    )
    notice = dataclasses.replace(case.notice, received=received, deadline=deadline)
    return dataclasses.replace(case, platform=dataclasses.replace(case.platform, clock=rules), notice=notice)


def with_window(case: Case, value: int, unit: str) -> Case:
    """Return the case with another known window."""
    window = dataclasses.replace(case.platform.facts["answer-in-7-days"], value=str(value), unit=unit)
    return dataclasses.replace(case, platform=dataclasses.replace(case.platform, facts={window.id: window}))


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)).map(lambda m: m.replace(tzinfo=UTC))  # noqa: DTZ001
HOURS = st.tuples(st.integers(1, 96), st.integers(0, 96))


WINDOWS = st.tuples(st.integers(0, 60), st.sampled_from(["hours", "days", "working-days"]))


@given(MOMENTS, st.none() | MOMENTS, ZONES, HOURS, WINDOWS)
def test_review_before_safe_before_hard(
    case: Case,
    received: datetime,
    deadline: datetime | None,
    zone: str,
    hours: Hours,
    window: tuple[int, str],
) -> None:
    value, unit = window
    changed = with_window(with_dates(case, received, deadline, zone, hours), value, unit)
    dates = deadlines_of(changed)
    assert dates.hard
    assert dates.safe
    assert dates.review
    hard, safe, review = (moment.astimezone(UTC) for moment in (dates.hard, dates.safe, dates.review))
    assert review <= safe < hard
    assert hard - safe >= timedelta(hours=hours[0])
    assert safe - review >= timedelta(hours=hours[1])
    office = changed.platform.clock.office
    assert office.works(dates.safe.date())
    assert office.works(dates.review.date())
    assert dates.hard.tzinfo == ZoneInfo(zone)
    assert (dates.assumed is None) == (deadline is not None)
    if deadline:
        assert hard == deadline
    elif unit == "hours":
        assert hard - received == timedelta(hours=value)
    else:
        assert (dates.hard.hour, dates.hard.minute) == (23, 59)
        days = (dates.hard.date() - dates.received.date()).days
        assert days == value if unit == "days" else days >= value


def test_safe_date_on_a_holiday_moves_to_the_office_hour_before(case: Case) -> None:
    """A deadline after Chuseok 2026: the safe day falls on the holiday, the last open day is 23 September."""
    deadline = datetime.fromisoformat("2026-09-26T12:00+09:00")
    dates = deadlines_of(with_dates(case, case.notice.received, deadline, "Asia/Seoul", (24, 24)))
    assert dates.safe == datetime.combine(date(2026, 9, 23), OFFICE_CLOSES, ZoneInfo("Asia/Seoul"))
    assert dates.review == datetime.fromisoformat("2026-09-22T18:00+09:00")


def test_world_deadlines(case: Case) -> None:
    dates = deadlines_of(case)
    assert [str(moment) for moment in (dates.hard, dates.safe, dates.review)] == [
        "2026-11-27 23:59:00+09:00", "2026-11-26 23:59:00+09:00", "2026-11-25 23:59:00+09:00",
    ]  # fmt: skip


def test_the_same_world_elsewhere(tmp_path: Path) -> None:
    """A window of days ends in the platform's day, wherever the notice was read."""
    world = copy_world(tmp_path)
    world.change({"notice.deadline": None, "notice.received": "2026-11-20T23:30-08:00"})
    assert str(deadlines_of(world.case()).hard) == "2026-11-28 23:59:00+09:00"

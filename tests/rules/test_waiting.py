"""While the platform looks at a filing: working days across holidays, in any week, and the seasons that delay an answer."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.case.load import load_case
from generator.case.model import Case
from generator.clock import public_holidays
from generator.knowledge.load import load_knowledge
from generator.rules.waiting import WATCH_DAYS, Wait, answer_by, wait_for_reply, watch_days

ROOT = Path(__file__).parents[2]
KNOWLEDGE = load_knowledge(ROOT / "content")
MOMENTS = st.integers(0, 3 * 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
"""Any minute of three years."""


@cache
def case(name: str) -> Case:
    return load_case(ROOT / f"case_templates/examples/{name}/case.yml", KNOWLEDGE)


def wait(name: str, filed: str) -> Wait:
    return wait_for_reply(case(name), datetime.fromisoformat(filed))


@pytest.mark.parametrize(
    ("example", "filed", "first", "last", "closed", "seasons"),
    [
        # An ordinary week: 3 and 10 working days after a Monday.
        ("coupang-kc-certification", "2026-11-23T10:00+09:00", "2026-11-26", "2026-12-07", [], 0),
        # Seollal 2027 is on Saturday to Monday, with Tuesday instead of the Sunday.
        ("coupang-kc-certification", "2027-02-04T10:00+09:00", "2027-02-11", "2027-02-22", ["2027-02-08", "2027-02-09"], 1),
        # Chuseok 2026: Thursday and Friday; then the Monday for Foundation Day, and Hangul Day.
        ("coupang-kc-certification", "2026-09-22T10:00+09:00", "2026-09-29", "2026-10-12",
         ["2026-09-24", "2026-09-25", "2026-10-05", "2026-10-09"], 1),
        # Christmas in Seoul is no season of its own.
        ("coupang-kc-certification", "2026-12-23T10:00+09:00", "2026-12-29", "2027-01-08", ["2026-12-25", "2027-01-01"], 0),
        # Thanksgiving, filed on the evening before in Seattle, which is the morning of the day itself in China.
        ("amazon-order-defect-rate", "2026-11-26T09:00+08:00", "2026-11-30", "2026-12-17", ["2026-11-26"], 0),
        # Filed on a Sunday.
        ("amazon-order-defect-rate", "2026-11-01T10:00-08:00", "2026-11-03", "2026-11-23", ["2026-11-11"], 0),
        # Latvia: 24, 25 and 31 December and New Year; the 26th is a Saturday.
        ("joom-late-shipment", "2026-12-22T10:00+02:00", "2026-12-29", "2027-01-11", ["2026-12-24", "2026-12-25", "2026-12-31", "2027-01-01"], 0),
    ],
)  # fmt: skip
def test_known_weeks(
    example: str, filed: str, first: str, last: str, closed: list[str], seasons: int
) -> None:
    made = wait(example, filed)
    assert (made.first.date().isoformat(), made.last.date().isoformat()) == (first, last)
    assert [day.isoformat() for day, _ in made.closed] == closed
    assert len(made.seasons) == seasons


@given(
    st.sampled_from(["coupang-kc-certification", "amazon-order-defect-rate", "joom-late-shipment"]), MOMENTS
)
def test_any_week(example: str, filed: datetime) -> None:
    about = case(example)
    office, window = about.platform.clock.office, about.platform.reply_window
    made = wait_for_reply(about, filed)
    begins = filed.astimezone(about.platform.clock.zone).date()

    def worked(until: date) -> int:
        """Return how many days the office works after the filing, that day included."""
        return sum(office.works(begins + timedelta(days=n)) for n in range(1, (until - begins).days + 1))

    assert worked(made.first.date()) == window.min_working_days
    assert worked(made.last.date()) == window.max_working_days
    assert worked(made.ask_on) == window.max_working_days + 1
    assert worked(made.other_way_on) == 2 * window.max_working_days + 1
    assert all(map(office.works, (made.first.date(), made.last.date(), made.ask_on, made.other_way_on)))
    assert all(not office.works(day) and begins <= day <= made.last.date() for day, _ in made.closed)
    assert made.first.tzinfo == made.last.tzinfo == about.platform.clock.zone


def test_an_answer_asked_on_a_friday_is_due_on_tuesday() -> None:
    office = case("amazon-order-defect-rate").platform.clock.office
    assert answer_by(date(2026, 12, 11), office) == date(2026, 12, 15)
    assert answer_by(date(2026, 12, 23), office) == date(2026, 12, 28)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_watch_days_count_from_the_day_of_return(back: date) -> None:
    assert [(day - back).days for day in watch_days(back)] == list(WATCH_DAYS)


def test_every_season_has_its_holidays_in_the_calendar() -> None:
    for platform in KNOWLEDGE.platforms.values():
        names = {
            name
            for year in (2026, 2027, 2028)
            for name in public_holidays(platform.clock.holidays, year).values()
        }
        for season in platform.seasons:
            assert set(season.holidays) <= names


def test_a_platform_without_seasons_has_none_to_tell() -> None:
    about = case("coupang-kc-certification")
    bare = replace(about, platform=replace(about.platform, seasons=()))
    assert wait_for_reply(bare, datetime.fromisoformat("2027-02-04T10:00+09:00")).seasons == ()

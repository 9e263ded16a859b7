"""The first day on which the same grounds may be filed again."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.case.model import Case
from generator.rules.cooldown import cool_down
from tests.world.world import copy_world

SEOUL = ZoneInfo("Asia/Seoul")
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(SEOUL))  # noqa: DTZ001
# In the seller's own zone: near midnight its day is not the platform's.
moments = moments.map(lambda moment: moment.astimezone(ZoneInfo("Asia/Shanghai")))


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return copy_world(Path(tmp_path_factory.mktemp("world"))).case()


def resting(case: Case, *rests: tuple[int, str]) -> Case:
    """Return the case on a channel with these rests."""
    base = case.platform.facts["answer-in-7-days"]
    facts = {f"rest-{n}": replace(base, value=str(value), unit=unit) for n, (value, unit) in enumerate(rests)}
    platform = replace(case.platform, facts={**case.platform.facts, **facts})
    return replace(case, platform=platform, channel=replace(case.channel, cool_down=tuple(facts)))


@given(filed=moments, days=st.integers(1, 60))
def test_calendar_days(case: Case, filed: datetime, days: int) -> None:
    rest = cool_down(resting(case, (days, "days")), filed)
    assert rest is not None
    assert rest.earliest.tzinfo == SEOUL
    assert (rest.earliest.hour, rest.earliest.minute) == (0, 0)
    assert rest.earliest.date() - filed.astimezone(SEOUL).date() == timedelta(days=days + 1)


@given(filed=moments, days=st.integers(1, 20))
def test_working_days(case: Case, filed: datetime, days: int) -> None:
    rest = cool_down(resting(case, (days, "working-days")), filed)
    assert rest is not None
    day = filed.astimezone(SEOUL).date() + timedelta(days=1)
    worked = 0
    while day < rest.earliest.date():
        worked += case.platform.clock.office.works(day)
        day += timedelta(days=1)
    assert worked == days
    assert case.platform.clock.office.works(rest.earliest.date() - timedelta(days=1))


@given(filed=moments, hours=st.integers(1, 200))
def test_hours_run_on(case: Case, filed: datetime, hours: int) -> None:
    rest = cool_down(resting(case, (hours, "hours")), filed)
    assert rest is not None
    assert rest.earliest - filed == timedelta(hours=hours)


def test_the_longest_counts(case: Case) -> None:
    rest = cool_down(
        resting(case, (7, "days"), (10, "working-days"), (48, "hours")),
        datetime(2026, 11, 20, 9, tzinfo=SEOUL),
    )
    assert rest is not None
    assert rest.fact.unit == "working-days"


def test_none_known(case: Case) -> None:
    assert cool_down(case, datetime(2026, 11, 20, 9, tzinfo=SEOUL)) is None

"""While the platform looks at a filing: when it usually answers, what lies in between, and the days to act on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from generator.case.model import Case
from generator.clock import WorkingDays
from generator.knowledge.model import Season
from generator.rules.deadlines import reply_window

ANSWER_WITHIN = 2
"""Working days in which a request for more should be answered where it names no day. Our own advice."""

WATCH_DAYS = (1, 7, 14, 30)
"""Days after reinstatement on which the metrics are written down."""


@dataclass(frozen=True)
class Wait:
    """The days of one filing, in the platform's zone. `closed` are public holidays in between that the office would have worked.

    `ask_on` is the first working day after the usual time; `other_way_on` when a question then has had the same time again.
    """

    filed: datetime
    first: datetime
    last: datetime
    ask_on: date
    other_way_on: date
    closed: tuple[tuple[date, str], ...]
    seasons: tuple[Season, ...]


def wait_for_reply(case: Case, filed: datetime) -> Wait:
    """Return the days of a filing made at `filed`."""
    office = case.platform.clock.office
    first, last = reply_window(case, filed)
    begins, ends = filed.astimezone(case.platform.clock.zone).date(), last.date()
    ask_on = office.add(ends, 1)
    holidays = [(day, name) for day in _days(begins, ends) if (name := office.holiday(day))]
    return Wait(
        filed=filed.astimezone(case.platform.clock.zone), first=first, last=last, ask_on=ask_on,
        other_way_on=office.add(ask_on, case.platform.reply_window.max_working_days),
        closed=tuple((day, name) for day, name in holidays if day.weekday() in office.weekdays),
        seasons=tuple(s for s in case.platform.seasons if any(name in s.holidays for _, name in holidays)),
    )  # fmt: skip


def answer_by(asked: date, office: WorkingDays) -> date:
    """Return by when a request that names no day should be answered."""
    return office.add(asked, ANSWER_WITHIN)


def watch_days(back: date) -> tuple[date, ...]:
    """Return the days on which metrics are written down when sales are back on the day `back`."""
    return tuple(back + timedelta(days=count) for count in WATCH_DAYS)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]

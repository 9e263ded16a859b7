"""When a filing must, should and is better in: hard date, safe date, internal review."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from generator import clock
from generator.case.model import Case
from generator.knowledge.model import Fact, Knowledge
from generator.rules.finding import Finding
from generator.text import Text, same

OFFICE_CLOSES = time(18, 0)
"""Safe date and internal review move to this hour when they would fall on a day the platform's office is closed."""


@dataclass(frozen=True)
class Deadlines:
    """The moments of one filing in the platform's zone. `assumed` is the fact used when the notice names no deadline."""

    received: datetime
    hard: datetime | None
    safe: datetime | None
    review: datetime | None
    assumed: Fact | None


def deadlines_of(case: Case) -> Deadlines:
    """Return the case's deadlines. The notice decides; a known window stands in when it names none.

    Safe date: the platform's `safe_before_hours` before the hard date. Internal review: `review_before_hours` before
    that. Both move back to the last working day's closing hour where the platform's office is closed, because a
    question to the platform finds nobody there.
    """
    rules = case.platform.clock
    received = case.notice.received.astimezone(rules.zone)
    assumed = None
    if case.notice.deadline:
        hard: datetime | None = case.notice.deadline.astimezone(rules.zone)
    else:
        assumed = case.platform.facts.get(case.violation.deadline.fact or "")
        hard = end_of_window(received, assumed, case) if assumed else None
    if hard is None:
        return Deadlines(received, None, None, None, None)
    safe = _open_at_or_before(clock.later(hard, -rules.safe_before_hours), case)
    review = _open_at_or_before(clock.later(safe, -rules.review_before_hours), case)
    return Deadlines(received, hard, safe, review, assumed)


def end_of_window(start: datetime, window: Fact, case: Case) -> datetime:
    """Return when a window that began at `start` ends. Days end at 23:59 of the platform's zone; hours run on."""
    count = int(window.value or 0)
    zone = case.platform.clock.zone
    match window.unit:
        case "hours":
            return clock.later(start, count)
        case "working-days":
            return clock.end_of(case.platform.clock.office.add(start.date(), count), zone)
        case _:
            return clock.end_of(start.date() + timedelta(days=count), zone)


def reply_window(case: Case, filed: datetime) -> tuple[datetime, datetime]:
    """Return the first and last day on which the platform usually answers a filing made at `filed`."""
    zone, office, window = case.platform.clock.zone, case.platform.clock.office, case.platform.reply_window
    day = filed.astimezone(zone).date()
    first, last = (office.add(day, count) for count in (window.min_working_days, window.max_working_days))
    return clock.end_of(first, zone), clock.end_of(last, zone)


def _open_at_or_before(moment: datetime, case: Case) -> datetime:
    office = case.platform.clock.office
    if office.works(moment.date()):
        return moment
    return datetime.combine(office.last_before(moment.date()), OFFICE_CLOSES, moment.tzinfo)


def check_deadlines(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield what is wrong with the time left."""
    dates = deadlines_of(case)
    place = case.place("notice.deadline")
    if dates.hard is None or dates.safe is None:
        return
    hard = _moment(dates.hard)
    if case.notice.deadline and case.notice.deadline <= case.notice.received:
        values = {"deadline": hard, "received": _moment(dates.received)}
        yield Finding("deadline.before-received", place, values)
        return
    if now >= dates.hard:
        yield Finding("deadline.passed", place, {"hard": hard})
    elif now >= dates.safe:
        yield Finding("deadline.safe-passed", place, {"safe": _moment(dates.safe), "hard": hard})
    if dates.assumed:
        length = f"{dates.assumed.value} {dates.assumed.unit}"
        yield Finding("deadline.assumed", place, {"hard": hard, "days": length})
    day = dates.received.date()
    while day <= dates.hard.date():
        name = case.platform.clock.office.holiday(day)
        if name:
            yield Finding("deadline.near-holiday", place, {"holiday": f"{name} ({day})", "hard": hard})
        day += timedelta(days=1)


def _moment(moment: datetime) -> Text:
    zone = same(f" ({moment.tzname()})").en
    return Text(*(clock.format_time(moment, language) + zone for language in ("zh", "en", "ko")))

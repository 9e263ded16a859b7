"""The delivery plan: by when the client brings what, and when we review, sign and file.

Papers are due by what they take (`EFFORTS`), counted in the client's working days; the platform's own days decide
everything else. What cannot be there in time is said, not hidden.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from generator import clock
from generator.case.model import Case
from generator.rules.deadlines import OFFICE_CLOSES, Deadlines, reply_window
from generator.rules.gaps import Gap

CLIENT_OFFICE = clock.WorkingDays("CN", ("mon", "tue", "wed", "thu", "fri"))
"""The clients' own working days: they sit in China, whatever the platform."""

WORKING_DAYS = {"day": 1, "existing": 1, "week": 5}
"""Working days we plan for an effort; `existing` is the day it takes to look for it. A purchase has no date of ours."""


@dataclass(frozen=True)
class Step:
    """One row of the plan: what is due `when`, at the latest. None: nobody here can name the day."""

    id: str
    when: datetime | None
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True)
class Delivery:
    """The rows in order of time. `late` are must gaps that miss the plan, `cut` other gaps left out of it."""

    steps: tuple[Step, ...]
    late: tuple[Gap, ...] = ()
    cut: tuple[Gap, ...] = ()

    def due(self, gap: Gap) -> datetime | None:
        """Return by when a gap is to be mended; None where the plan has no date for it."""
        return next((step.when for step in self.steps if gap in step.gaps), None)


def delivery_of(case: Case, gaps: Collection[Gap], deadlines: Deadlines, now: datetime) -> Delivery:
    """Return the plan from `now` to the platform's answer. After the hard date there is none."""
    zone = case.platform.clock.zone
    now = now.astimezone(zone)
    if deadlines.hard and now >= deadlines.hard:
        return Delivery((), late=tuple(g for g in gaps if g.must), cut=tuple(g for g in gaps if not g.must))
    last = _last_papers(deadlines, now)
    groups: dict[datetime | None, list[Gap]] = {}
    late: list[Gap] = []
    for gap in gaps:
        due = _due(gap.effort, now, last)
        if last and (due is None or due > last):
            late.append(gap)
        else:
            groups.setdefault(due, []).append(gap)
    steps = [
        Step(id_, due, tuple(gap for gap in group if gap.is_paper == is_paper))
        for due, group in groups.items()
        for id_, is_paper in (("papers", True), ("entries", False))
        if any(gap.is_paper == is_paper for gap in group)
    ]
    steps += _filing(case, [due for due in groups if due], deadlines, now)
    steps.sort(key=lambda step: (step.when is None, step.when or now))
    return Delivery(
        tuple(steps),
        late=tuple(gap for gap in late if gap.must),
        cut=tuple(gap for gap in late if not gap.must),
    )


def _last_papers(deadlines: Deadlines, now: datetime) -> datetime | None:
    """Return until when papers may come: until the client signs; after the safe date for half of the time left."""
    if deadlines.hard is None or deadlines.safe is None or deadlines.review is None:
        return None
    if now >= deadlines.safe:
        return max(now, (now + (deadlines.hard - now) / 2).replace(second=0, microsecond=0))
    return _signature(deadlines.safe, max(now, deadlines.review))


def _signature(filing: datetime, review: datetime) -> datetime:
    """Return by when the client signs: the office's last closing hour before filing, but not before the review."""
    closing = _closing_before(filing)
    return closing if closing >= review else filing


def _due(effort: str, now: datetime, last: datetime | None) -> datetime | None:
    """Return when something of this effort is there if it is begun now."""
    if effort == "minutes":
        # At hand on any day, working or not: by tomorrow evening, or by the last moment where less is left.
        tomorrow = now.astimezone(clock.CHINA).date() + timedelta(days=1)
        due = _closing(tomorrow).astimezone(now.tzinfo)
        return min(due, last) if last else due
    days = WORKING_DAYS.get(effort)
    if days is None:
        return None
    return _closing(CLIENT_OFFICE.add(now.astimezone(clock.CHINA).date(), days)).astimezone(now.tzinfo)


def _filing(case: Case, dues: Collection[datetime], deadlines: Deadlines, now: datetime) -> list[Step]:
    """Return review, signature, filing and answer."""
    ready = max(dues, default=now)
    if deadlines.hard is None or deadlines.safe is None or deadlines.review is None:
        review, signature, filing = (_after(ready, days) for days in (1, 2, 2))
        steps = [Step("review", review), Step("signature", signature), Step("filing", filing)]
    elif now >= deadlines.safe:
        filing = deadlines.hard
        steps = [Step("at-once", ready), Step("hard", filing)]
    else:
        filing = deadlines.safe
        short = now >= deadlines.review
        review = min(ready, filing) if short else deadlines.review
        steps = [
            Step("review-short" if short else "review", review),
            Step("signature", _signature(filing, max(now, deadlines.review))),
            Step("filing", filing),
            Step("hard", deadlines.hard),
        ]
    first, final = reply_window(case, filing)
    return [*steps, Step("reply-first", first), Step("reply-last", final)]


def _after(moment: datetime, days: int) -> datetime:
    return _closing(CLIENT_OFFICE.add(moment.astimezone(clock.CHINA).date(), days)).astimezone(moment.tzinfo)


def _closing_before(moment: datetime) -> datetime:
    """Return the last closing hour of the client's office before `moment`."""
    china = moment.astimezone(clock.CHINA)
    today = china.date() if china.time() > OFFICE_CLOSES else china.date() - timedelta(days=1)
    return _closing(CLIENT_OFFICE.last_before(today)).astimezone(moment.tzinfo)


def _closing(day: date, hour: time = OFFICE_CLOSES) -> datetime:
    return datetime.combine(day, hour, clock.CHINA)

"""How long the same grounds must rest before they may be filed again, where anybody says so."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from generator.case.model import Case
from generator.knowledge.model import Fact
from generator.rules.deadlines import end_of_window


@dataclass(frozen=True)
class CoolDown:
    """The rest after a filing: the fact that asks for it, and the first moment after it in the platform's zone."""

    fact: Fact
    earliest: datetime


def cool_down(case: Case, filed: datetime) -> CoolDown | None:
    """Return the longest rest known for this channel and violation after a filing; None where no number is known.

    The day of filing does not count and the last day counts whole, so that the earliest day is safe by either reading.
    """
    facts = [case.platform.facts[id_] for id_ in case.channel.cool_down]
    about = [f for f in facts if not f.violations or case.violation.id in f.violations]
    rests = [CoolDown(fact, _after(filed, fact, case)) for fact in about]
    return max(rests, key=lambda rest: rest.earliest, default=None)


def _after(filed: datetime, fact: Fact, case: Case) -> datetime:
    end = end_of_window(filed.astimezone(case.platform.clock.zone), fact, case)
    if fact.unit == "hours":
        return end
    return datetime.combine(end.date() + timedelta(days=1), time(0, 0), case.platform.clock.zone)

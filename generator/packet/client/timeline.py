"""The dates of a case: deadlines, what is planned, when the platform answers."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from generator.case.model import Case, Statement
from generator.clock import CHINA
from generator.knowledge.model import Knowledge
from generator.packet.plan import Event
from generator.rules.cooldown import cool_down
from generator.rules.deadlines import Deadlines, reply_window


def events(case: Case, dates: Deadlines, now: datetime, knowledge: Knowledge) -> tuple[Event, ...]:
    """Return the dates of the timeline in order, all in the platform's zone."""

    def word(key: str, **values: object) -> str:
        return knowledge.word(key, case.client_language, **values)

    found = [Event("received", dates.received, word("event_received"), "")]
    if dates.hard and dates.safe and dates.review:
        note = word("event_assumed_note") if dates.assumed else word("event_hard_note")
        found += [
            Event("review", dates.review, word("event_review"), word("event_review_note")),
            Event("safe", dates.safe, word("event_safe"), word("event_safe_note")),
            Event("hard", dates.hard, word("event_hard"), note),
        ]
    rest = cool_down(case, case.previous.filed) if case.previous else None
    if rest:
        note = word("event_refile_note", rule=rest.fact.says.in_(case.client_language))
        found.append(Event("refile", rest.earliest, word("event_refile"), note))
    zone = case.platform.clock.zone
    for key, statement in _planned(case):
        when = datetime.combine(statement.planned, time(18, 0), zone) if statement.planned else now
        title = word("event_planned", label=statement.label.in_(case.client_language))
        found.append(Event(key, when, title, word("event_planned_note")))
    first, last = reply_window(case, now)
    found += [
        Event("reply-first", first, word("event_reply_first"), word("event_reply_note")),
        Event("reply-last", last, word("event_reply_last"), word("event_reply_note")),
    ]
    return tuple(sorted(found, key=lambda event: event.when))


def _planned(case: Case) -> Iterator[tuple[str, Statement]]:
    """Yield what is still to be done with a key made from what it is.

    Other actions may come, go and change places, and its date may move: a calendar still knows it again.
    """
    taken: Counter[str] = Counter()
    for statement in case.statements:
        if statement.is_planned:
            name = statement.action.id if statement.action else "own"
            key = f"planned-{name}-{hashlib.sha256(statement.label.en.encode()).hexdigest()[:8]}"
            taken[key] += 1
            yield key if taken[key] == 1 else f"{key}-{taken[key]}", statement


@dataclass(frozen=True)
class ShownEvent:
    """An event with its time in China beside the platform's."""

    key: str
    when: datetime
    china: datetime
    title: str
    note: str


def shown(events: tuple[Event, ...]) -> list[ShownEvent]:
    """Return the events as the timeline prints them."""
    return [ShownEvent(e.key, e.when, e.when.astimezone(CHINA), e.title, e.note) for e in events]

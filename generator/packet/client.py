"""What the client is told: trace table, self-check, dates, expected reply."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from generator.case.model import Case, Response
from generator.clock import end_of
from generator.knowledge.model import Knowledge
from generator.packet.letter import Composer
from generator.packet.plan import CheckRow, Event, TraceGroup, TraceRow
from generator.rules.deadlines import Deadlines
from generator.rules.finding import SEVERITIES, Finding


def trace(case: Case, composer: Composer) -> tuple[TraceGroup, ...]:
    """Return, for each point of the notice, one row for each way over its causes to an action with its exhibits."""
    return tuple(
        TraceGroup(
            composer.points[allegation.id], allegation.quote, allegation.says.in_(case.client_language),
            tuple(row for r in case.responses if allegation.id in r.answers for row in _trace_rows(r, composer)),
        )
        for allegation in case.notice.allegations
    )  # fmt: skip


def _trace_rows(response: Response, composer: Composer) -> Iterator[TraceRow]:
    client = composer.case.client_language
    causes = response.of("root_cause")
    for action in (*response.of("corrective"), *response.of("preventive")):
        proof = {id_ for statement in (*causes, action) for id_ in statement.proof}
        sources = [statement.place.short for statement in (*causes, action)]
        if action.action:
            sources.append(composer.knowledge.places[f"actions/{action.action.id}"])
        yield TraceRow(
            causes=tuple(cause.label.in_(client) for cause in causes), action=action.label.in_(client),
            when=action.done or action.planned, planned=action.is_planned,
            exhibits=tuple(e.label for e in composer.exhibits if e.exhibit.id in proof), source=tuple(sources),
        )  # fmt: skip


def check_rows(findings: Sequence[Finding], knowledge: Knowledge, language: str) -> tuple[CheckRow, ...]:
    """Return every check of the knowledge base with what the rules found; none is left out because it passed."""
    rows = []
    for id_, group, checks in _all_checks(knowledge, language):
        found = [f for f in findings if f.id == id_]
        worst = min((SEVERITIES.index(f.severity(knowledge)) for f in found), default=None)
        texts = tuple(
            (f.says(knowledge, language), f.mend(knowledge, language), f.place.short) for f in found
        )
        rows.append(CheckRow(id_, group, checks, "pass" if worst is None else SEVERITIES[worst], texts))
    return tuple(rows)


@dataclass(frozen=True)
class CheckGroup:
    """The checks of one group: those that found something, and the words of those that passed."""

    name: str
    found: tuple[CheckRow, ...]
    passed: tuple[str, ...]


def check_groups(rows: Sequence[CheckRow]) -> list[CheckGroup]:
    """Return the checks by group, in the order in which the groups first appear."""
    return [
        CheckGroup(
            name.replace("-", "_"),
            tuple(r for r in rows if r.group == name and r.result != "pass"),
            tuple(r.checks for r in rows if r.group == name and r.result == "pass"),
        )
        for name in dict.fromkeys(row.group for row in rows)
    ]


def _all_checks(knowledge: Knowledge, language: str) -> list[tuple[str, str, str]]:
    checks = [(c.id, c.group, c.checks.in_(language)) for c in knowledge.checks.values()]
    wording = [
        (f"wording.{rule.id}", "wording", rule.says.in_(language)) for rule in knowledge.wording.values()
    ]
    return checks + wording


def reply_window(case: Case, filed: datetime) -> tuple[datetime, datetime]:
    """Return the first and last day on which the platform usually answers a filing made at `filed`."""
    zone, office, window = case.platform.clock.zone, case.platform.clock.office, case.platform.reply_window
    day = filed.astimezone(zone).date()
    first, last = (office.add(day, count) for count in (window.min_working_days, window.max_working_days))
    return end_of(first, zone), end_of(last, zone)


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
    zone = case.platform.clock.zone
    for number, statement in enumerate((s for s in case.statements if s.planned), 1):
        when = datetime.combine(statement.planned, time(18, 0), zone) if statement.planned else now
        title = word("event_planned", label=statement.label.in_(case.client_language))
        found.append(Event(f"planned-{number}", when, title, word("event_planned_note")))
    first, last = reply_window(case, now)
    found += [
        Event("reply-first", first, word("event_reply_first"), word("event_reply_note")),
        Event("reply-last", last, word("event_reply_last"), word("event_reply_note")),
    ]
    return tuple(sorted(found, key=lambda event: event.when))

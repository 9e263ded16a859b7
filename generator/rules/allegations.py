"""Every allegation answered, link by link in both directions; numbers that add up; done and planned kept apart."""

from collections.abc import Iterator
from datetime import date, datetime

from generator import clock
from generator.case.model import Case
from generator.knowledge.model import Knowledge
from generator.rules.finding import Finding
from generator.text import Text, squeeze


def check_allegations(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield every break in the chain allegation -> root cause -> action."""
    answered = {id_ for response in case.responses for id_ in response.answers}
    known = {a.id for a in case.notice.allegations}
    notice = squeeze(case.notice.text)
    cells = {cell for e in case.exhibits for row in e.media.rows for cell in row}
    for allegation in case.notice.allegations:
        values: dict[str, str | Text] = {"allegation": allegation.id}
        if allegation.id not in answered:
            yield Finding("allegation.unanswered", allegation.place, values)
        if squeeze(allegation.quote) not in notice:
            yield Finding(
                "allegation.quote-not-in-notice", allegation.place, {**values, "file": case.notice.file}
            )
        missing = [item for item in allegation.items if item not in cells]
        if cells and missing:
            shown = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
            yield Finding("allegation.items-not-in-evidence", allegation.place, {**values, "missing": shown})
        if allegation.count and allegation.items and allegation.count != len(allegation.items):
            numbers = {"expected": str(allegation.count), "found": str(len(allegation.items))}
            yield Finding("allegation.count-differs", allegation.place, {**values, **numbers})
    for response in case.responses:
        for id_ in response.answers:
            if id_ not in known:
                yield Finding("allegation.unknown", response.place, {"allegation": id_})
        if not response.of("corrective") or not response.of("preventive"):
            yield Finding("allegation.no-action", response.place, {"allegation": ", ".join(response.answers)})
    yield from _sums(case)


def _sums(case: Case) -> Iterator[Finding]:
    """A reviewer adds: the causes given for an allegation must account for exactly what it counts."""
    for allegation in case.notice.allegations:
        responses = [r for r in case.responses if allegation.id in r.answers]
        causes = [cause for r in responses for cause in r.of("root_cause") if cause.count]
        explained = sum(cause.count or 0 for cause in causes)
        if causes and allegation.count and allegation.count != explained:
            values = {"allegation": allegation.id, "expected": str(allegation.count), "found": str(explained)}
            yield Finding("allegation.count-differs", causes[0].place, values)


def check_actions(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield actions whose date does not fit what they say: done lies in the past, planned in the future, never both."""
    today = now.astimezone(case.platform.clock.zone).date()
    received = case.notice.received.astimezone(case.platform.clock.zone).date()
    for statement in case.statements:
        name: dict[str, str | Text] = {"action": statement.title}
        if statement.action and statement.action.kind != statement.kind:
            yield Finding("action.kind", statement.place, {**name, "expected": statement.kind})
        if statement.kind == "root_cause":
            continue
        if (statement.done is None) == (statement.planned is None):
            yield Finding("action.done-and-planned", statement.place, name)
        if statement.done and statement.done > today:
            yield Finding("action.done-in-future", statement.place, {**name, "date": _day(statement.done)})
        if statement.planned and statement.planned < today:
            yield Finding(
                "action.planned-in-past", statement.place, {**name, "date": _day(statement.planned)}
            )
        if statement.is_planned and statement.action and statement.action.planned is None:
            yield Finding("action.not-plannable", statement.place, name)
        if statement.done and statement.done < received:
            yield Finding(
                "action.done-before-notice", statement.place, {**name, "date": _day(statement.done)}
            )


def _day(day: date) -> Text:
    return Text(*(clock.format_date(day, language) for language in ("zh", "en", "ko")))

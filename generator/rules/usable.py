"""Which exhibits can't be used, and the case as it is filed without them.

What can't be used is left out of the filing, with its reasons; what it was to prove is judged on the rest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from generator.case.model import Case, Exhibit, Statement
from generator.clock import format_date, months_before
from generator.knowledge.model import Knowledge
from generator.rules.belonging import check_belonging
from generator.rules.finding import Finding, language_name
from generator.text import Text


@dataclass(frozen=True)
class SetAside:
    """An exhibit that is not filed, and why."""

    exhibit: Exhibit
    why: tuple[Finding, ...]


@dataclass(frozen=True)
class Filing:
    """A case as it is filed: without `aside`, and without `unproved`, which is said to be done and nothing proves it."""

    case: Case
    aside: tuple[SetAside, ...]
    unproved: tuple[Statement, ...]
    findings: tuple[Finding, ...]


def as_filed(case: Case, knowledge: Knowledge, now: datetime) -> Filing:
    """Return the case without what can't be used."""
    today = now.astimezone(case.platform.clock.zone).date()
    why = {e.id: [*_reasons(e, case, knowledge, today), *check_belonging(case, e)] for e in case.exhibits}
    translated = any("translator" in e.kind.fields and not why[e.id] for e in case.exhibits)
    for exhibit in case.exhibits:
        if exhibit.language not in ("en", *case.channel.languages) and not translated:
            values: dict[str, str | Text] = {
                "exhibit": exhibit.id,
                "language": language_name(exhibit.language),
            }
            why[exhibit.id].append(Finding("evidence.language", exhibit.place, values))
    late = {(s.place, e.id): found for s in case.statements for e in case.exhibits if (found := _late(e, s))}
    for exhibit in case.exhibits:
        cited = [s for s in case.statements if exhibit.id in s.proof]
        if cited and all((s.place, exhibit.id) in late for s in cited):
            why[exhibit.id] += [late[s.place, exhibit.id] for s in cited]
    aside = tuple(SetAside(e, tuple(why[e.id])) for e in case.exhibits if why[e.id])
    gone = {a.exhibit.id for a in aside}

    def proved(statement: Statement) -> Statement:
        kept = (id_ for id_ in statement.proof if id_ not in gone and (statement.place, id_) not in late)
        return replace(statement, proof=tuple(kept))

    responses = [replace(r, statements=tuple(map(proved, r.statements))) for r in case.responses]
    unproved = tuple(s for r in responses for s in r.statements if _is_unproved(s))
    responses = [
        replace(r, statements=tuple(s for s in r.statements if s not in unproved)) for r in responses
    ]
    filed = replace(
        case, responses=tuple(responses), exhibits=tuple(e for e in case.exhibits if e.id not in gone)
    )
    findings = [finding for a in aside for finding in a.why] + list(late.values())
    findings += [Finding("evidence.proof-missing", s.place, {"action": s.title}) for s in unproved]
    findings += _bare_causes(case, filed)
    return Filing(filed, aside, unproved, tuple(findings))


def _is_unproved(statement: Statement) -> bool:
    """Tell whether a statement claims a deed that no exhibit proves; a cause explains and what is planned promises."""
    return statement.kind != "root_cause" and statement.done is not None and not statement.proof


def _bare_causes(case: Case, filed: Case) -> Iterator[Finding]:
    """Yield the causes that stay in the letter and have lost every exhibit."""
    kept = {s.place: s for s in filed.statements}
    for cause in (s for s in case.statements if s.kind == "root_cause" and s.proof):
        if not kept[cause.place].proof:
            values: dict[str, str | Text] = {"cause": cause.title, "exhibits": ", ".join(cause.proof)}
            yield Finding("evidence.cause-unproved", cause.place, values)


def _late(exhibit: Exhibit, statement: Statement) -> Finding | None:
    """Return that a paper is dated after the deed it is to prove, where its kind must be older than that."""
    if exhibit.id not in statement.proof or exhibit.kind.before != "action":
        return None
    if not (exhibit.issued and statement.done) or exhibit.issued <= statement.done:
        return None
    return _after(exhibit, statement.title, statement.done)


def _after(exhibit: Exhibit, what: Text, day: date) -> Finding:
    values: dict[str, str | Text] = {
        "exhibit": exhibit.id, "issued": _day(exhibit.issued), "what": what, "day": _day(day),
    }  # fmt: skip
    return Finding("evidence.after-proved", exhibit.place, values)


def _day(day: date | None) -> Text:
    return Text(*(format_date(day, language) if day else "" for language in ("zh", "en", "ko")))


def _reasons(exhibit: Exhibit, case: Case, knowledge: Knowledge, today: date) -> Iterator[Finding]:
    """Yield why one exhibit can't be used, whatever the others are."""
    kind, place, issued = exhibit.kind, exhibit.place, exhibit.issued
    name: dict[str, str | Text] = {"exhibit": exhibit.id}
    for need in case.violation.evidence:
        if need.kind != kind.id or not need.when.holds(case.context):
            continue
        if need.need == "never":
            yield Finding("evidence.never", place, {**name, "kind": kind.names})
        received = case.notice.received.astimezone(case.platform.clock.zone).date()
        if need.before == "notice" and issued and issued > received:
            yield _after(exhibit, Text(zh="收到通知", en="the notice", ko="통지"), received)
    if kind.signed and not exhibit.signed:
        yield Finding("evidence.unsigned", place, name)
    for mark in knowledge.marks.values():
        if not mark.kinds or kind.id in mark.kinds:
            line = next((m for p in mark.patterns if (m := _line(p, exhibit))), "")
            if line:
                yield Finding("evidence.draft", place, {**name, "mark": mark.names, "words": line})
    if exhibit.screenshot and kind.screenshot == "refused":
        yield Finding("evidence.screenshot", place, name)
    max_age = case.platform.max_age_months(kind)
    if issued and issued > today:
        yield Finding("evidence.dated-later", place, {**name, "issued": str(issued)})
    elif issued and max_age and issued < months_before(today, max_age):
        yield Finding("evidence.too-old", place, {**name, "issued": str(issued), "months": str(max_age)})
    if exhibit.expires and exhibit.expires < today:
        yield Finding("evidence.expired", place, {**name, "expires": str(exhibit.expires)})


def _line(pattern: str, exhibit: Exhibit) -> str:
    """Return the first line of a paper that a pattern finds."""
    compiled = re.compile(pattern)
    lines = (line.strip() for text in exhibit.media.text for line in text.splitlines())
    return next((line[:60] for line in lines if compiled.search(line)), "")

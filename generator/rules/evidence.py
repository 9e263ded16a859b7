"""Exhibits against the violation's evidence matrix, and each exhibit against what its kind must be."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from generator.case.model import Case, Exhibit
from generator.clock import months_before
from generator.knowledge.model import Knowledge
from generator.rules.finding import Finding, language_name
from generator.text import Text


def check_matrix(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield what the matrix wants and the case lacks, and what it forbids and the case holds."""
    present = {exhibit.kind.id for exhibit in case.exhibits}
    for need in case.violation.evidence:
        if not need.when.holds(case.context):
            continue
        values = {"kind": knowledge.evidence[need.kind].names}
        if need.need == "never":
            for exhibit in (e for e in case.exhibits if e.kind.id == need.kind):
                yield Finding("evidence.never", exhibit.place, values)
        elif need.kind not in present:
            id_ = "evidence.missing" if need.need == "must" else "evidence.advised"
            yield Finding(id_, case.place("exhibits"), values)


def check_exhibits(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield what makes single exhibits weak or useless."""
    today = now.astimezone(case.platform.clock.zone).date()
    translated = any(e.kind.id in _translations(knowledge) for e in case.exhibits)
    for exhibit in case.exhibits:
        name: dict[str, str | Text] = {"exhibit": exhibit.id}
        kind = exhibit.kind
        for key, field in kind.fields.items():
            if field.required and key not in exhibit.fields:
                yield Finding("evidence.field-missing", exhibit.place, {**name, "field": field.names})
        if kind.signed and not exhibit.signed:
            yield Finding("evidence.unsigned", exhibit.place, name)
        if exhibit.screenshot and kind.screenshot == "refused":
            yield Finding("evidence.screenshot", exhibit.place, name)
        if exhibit.language not in ("en", *case.channel.languages) and not translated:
            yield Finding(
                "evidence.language", exhibit.place, {**name, "language": language_name(exhibit.language)}
            )
        yield from _dates(exhibit, today, name, case.platform.max_age_months(kind))


def _translations(knowledge: Knowledge) -> set[str]:
    """Return the kinds that stand for a translation of other papers: those that must name a translator."""
    return {id_ for id_, kind in knowledge.evidence.items() if "translator" in kind.fields}


def _dates(
    exhibit: Exhibit, today: date, name: dict[str, str | Text], max_age: int | None
) -> Iterator[Finding]:
    kind = exhibit.kind
    if kind.dated and exhibit.issued is None:
        yield Finding("evidence.date-missing", exhibit.place, name)
    if exhibit.issued and exhibit.issued > today:
        yield Finding("evidence.dated-later", exhibit.place, {**name, "issued": str(exhibit.issued)})
    elif exhibit.issued and max_age and exhibit.issued < months_before(today, max_age):
        values = {**name, "issued": str(exhibit.issued), "months": str(max_age)}
        yield Finding("evidence.too-old", exhibit.place, values)
    if kind.expires and exhibit.expires is None:
        yield Finding("evidence.expires-missing", exhibit.place, name)
    if exhibit.expires and exhibit.expires < today:
        yield Finding("evidence.expired", exhibit.place, {**name, "expires": str(exhibit.expires)})


def check_proof(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield breaks between statements and exhibits, in both directions."""
    known = {exhibit.id for exhibit in case.exhibits}
    used = {id_ for statement in case.told for id_ in statement.proof}
    for statement in case.told:
        for id_ in statement.proof:
            if id_ not in known:
                yield Finding("evidence.unknown-exhibit", statement.place, {"exhibit": id_})
        if statement.done and not statement.proof:
            yield Finding("evidence.proof-missing", statement.place, {"action": statement.title})
    for exhibit in case.exhibits:
        if exhibit.id not in used:
            yield Finding("evidence.unused", exhibit.place, {"exhibit": exhibit.id})


def check_privacy(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield what is masked or removed in the copies that are filed."""
    for exhibit in case.exhibits:
        if exhibit.media.location:
            yield Finding("privacy.location-removed", exhibit.place, {"exhibit": exhibit.id})
        if exhibit.media.rows and (columns := private_columns(exhibit.media.rows[0], knowledge)):
            headings = ", ".join(exhibit.media.rows[0][index] for index in columns)
            yield Finding("privacy.buyer-data", exhibit.place, {"exhibit": exhibit.id, "columns": headings})


def private_columns(heading: tuple[str, ...], knowledge: Knowledge) -> list[int]:
    """Return the indexes of columns that hold buyers' data, by content/privacy.yml."""
    patterns = [re.compile(p, re.IGNORECASE) for kind in knowledge.privacy.values() for p in kind.headers]
    return [index for index, cell in enumerate(heading) if any(p.search(cell.strip()) for p in patterns)]

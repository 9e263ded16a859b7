"""Exhibits against the violation's evidence matrix, and what the case tells about each exhibit."""

import re
from collections.abc import Iterator
from datetime import datetime

from generator.case.model import Case
from generator.knowledge.model import Knowledge
from generator.rules.finding import Finding
from generator.text import Text


def check_matrix(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield what the matrix wants and the case lacks. What it forbids is set aside before (`usable`)."""
    present = {exhibit.kind.id for exhibit in case.exhibits}
    for need in case.violation.evidence:
        if need.need != "never" and need.kind not in present and need.when.holds(case.context):
            id_ = "evidence.missing" if need.need == "must" else "evidence.advised"
            yield Finding(id_, case.place("exhibits"), {"kind": knowledge.evidence[need.kind].names})


def check_exhibits(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield what the case does not tell about single exhibits."""
    for exhibit in case.exhibits:
        name: dict[str, str | Text] = {"exhibit": exhibit.id}
        kind = exhibit.kind
        for key, field in kind.fields.items():
            if field.required and key not in exhibit.fields:
                yield Finding("evidence.field-missing", exhibit.place, {**name, "field": field.names})
        if kind.dated and exhibit.issued is None:
            yield Finding("evidence.date-missing", exhibit.place, name)
        if kind.expires and exhibit.expires is None:
            yield Finding("evidence.expires-missing", exhibit.place, name)


def check_proof(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield breaks between statements and exhibits, in both directions."""
    known = {exhibit.id for exhibit in case.exhibits}
    used = {id_ for statement in case.told for id_ in statement.proof}
    for statement in case.told:
        for id_ in statement.proof:
            if id_ not in known:
                yield Finding("evidence.unknown-exhibit", statement.place, {"exhibit": id_})
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

"""The self-check: every check of the knowledge base with what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.case.model import Case
from generator.knowledge.model import GROUPS, Knowledge
from generator.packet.plan import CheckRow
from generator.rules.applies import why_not
from generator.rules.finding import SEVERITIES, Finding


def check_rows(
    findings: Sequence[Finding], case: Case, knowledge: Knowledge, language: str, *, made: bool
) -> tuple[CheckRow, ...]:
    """Return every check of the knowledge base with what the rules found, by group; none is left out.

    `made` tells whether the packet is made; before, its sizes and pages are not known.
    """
    rows = []
    for id_, check in knowledge.all_checks.items():
        found = [f for f in findings if f.id == id_]
        # What was found counts, whatever the conditions say.
        reason = None if found else why_not(check, case, knowledge, made=made)
        worst = min((SEVERITIES.index(f.severity(knowledge)) for f in found), default=None)
        rows.append(
            CheckRow(
                id=id_, group=check.group, checks=check.checks.in_(language), why=check.why.in_(language),
                result=SEVERITIES[worst] if worst is not None else "not-applicable" if reason else "pass",
                findings=tuple(
                    (f.says(knowledge, language), f.mend(knowledge, language), f.place.short) for f in found
                ),
                reason=knowledge.word(reason, language) if reason else "",
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: GROUPS.index(row.group)))


def counts(rows: Iterable[CheckRow]) -> Mapping[str, int]:
    """Return how many checks passed, found something (by severity), and do not apply."""
    results = [row.result for row in rows]
    return {result: results.count(result) for result in ("pass", *SEVERITIES, "not-applicable")}


@dataclass(frozen=True)
class CheckGroup:
    """The checks of one group: what found something, what passed, what does not apply."""

    name: str
    rows: tuple[CheckRow, ...]

    @property
    def found(self) -> list[CheckRow]:
        """Checks with findings, worst first."""
        return sorted((r for r in self.rows if r.findings), key=lambda r: SEVERITIES.index(r.result))

    @property
    def passed(self) -> list[CheckRow]:
        """Checks that found nothing."""
        return [r for r in self.rows if r.result == "pass"]

    @property
    def others(self) -> list[CheckRow]:
        """Checks that do not apply."""
        return [r for r in self.rows if r.reason]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of them came out how."""
        return counts(self.rows)


def check_groups(rows: Sequence[CheckRow]) -> list[CheckGroup]:
    """Return the checks by group, in the order of what reviewers judge."""
    groups = [CheckGroup(name, tuple(r for r in rows if r.group == name)) for name in GROUPS]
    return [group for group in groups if group.rows]

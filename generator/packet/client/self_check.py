"""The self-check: every check of the knowledge base with what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.knowledge.model import GROUPS, Knowledge
from generator.packet.plan import CheckRow
from generator.rules.finding import SEVERITIES, Finding


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
    """Return the checks by group, in the order of what reviewers judge."""
    return [
        CheckGroup(
            name.replace("-", "_"),
            tuple(r for r in rows if r.group == name and r.result != "pass"),
            tuple(r.checks for r in rows if r.group == name and r.result == "pass"),
        )
        for name in GROUPS
        if any(r.group == name for r in rows)
    ]


def _all_checks(knowledge: Knowledge, language: str) -> list[tuple[str, str, str]]:
    checks = [(c.id, c.group, c.checks.in_(language)) for c in knowledge.checks.values()]
    wording = [(f"wording.{r.id}", r.group, r.checks.in_(language)) for r in knowledge.wording.values()]
    return checks + wording

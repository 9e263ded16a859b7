"""All rules over one case."""

from collections.abc import Callable, Iterator
from datetime import datetime

from generator.case.model import Case
from generator.knowledge.model import Knowledge
from generator.rules import allegations, conduct, deadlines, evidence, filing, notice, structure, wording
from generator.rules.finding import Finding, worst_first

Rule = Callable[[Case, Knowledge, datetime], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    filing.check_violation,
    deadlines.check_deadlines,
    notice.check_notice,
    allegations.check_allegations,
    allegations.check_actions,
    structure.check_parts,
    structure.check_points_proved,
    structure.check_sentences,
    evidence.check_matrix,
    evidence.check_exhibits,
    evidence.check_proof,
    evidence.check_privacy,
    wording.check_wording,
    wording.check_language,
    filing.check_parties,
    filing.check_channel,
    conduct.check_conduct,
)


def review(case: Case, knowledge: Knowledge, now: datetime) -> list[Finding]:
    """Return every finding about a case at the moment `now`, worst first."""
    return worst_first([finding for rule in RULES for finding in rule(case, knowledge, now)], knowledge)

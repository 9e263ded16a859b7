"""All rules over one case."""

from collections.abc import Callable, Iterator
from datetime import datetime

from generator.case.model import Case
from generator.knowledge.model import Knowledge
from generator.rules import (
    allegations,
    conduct,
    crosscheck,
    deadlines,
    evidence,
    filing,
    gates,
    notice,
    replies,
    several,
    structure,
    wording,
)
from generator.rules.finding import Finding, worst_first
from generator.rules.usable import as_filed

Rule = Callable[[Case, Knowledge, datetime], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    filing.check_violation,
    gates.check_risks,
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
    crosscheck.check_text,
    crosscheck.check_numbers,
    crosscheck.check_quantities,
    crosscheck.check_details,
    wording.check_wording,
    wording.check_language,
    filing.check_parties,
    filing.check_channel,
    several.check_several,
    replies.check_reply,
    conduct.check_conduct,
)


def review(case: Case, knowledge: Knowledge, now: datetime) -> list[Finding]:
    """Return every finding about a case at the moment `now`, worst first.

    What can't be used is found first; everything else is judged on what is left to file.
    """
    filing = as_filed(case, knowledge, now)
    found = [finding for rule in RULES for finding in rule(filing.case, knowledge, now)]
    return worst_first([*filing.findings, *found], knowledge)

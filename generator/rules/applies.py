"""When a check does not apply to a case: the conditions that content/checks may name, and why one does not hold."""

from collections.abc import Callable, Mapping

from generator.case.model import Case
from generator.knowledge.model import Check, Confirmation, Knowledge, WordingRule
from generator.rules.deadlines import deadlines_of

Condition = Callable[[Case], bool]

CONDITIONS: Mapping[str, Condition] = {
    "has-deadline": lambda case: deadlines_of(case).hard is not None,
    "notice-names-deadline": lambda case: case.notice.deadline is not None,
    "notice-names-no-deadline": lambda case: case.notice.deadline is None,
    "notice-names-policies": lambda case: bool(case.notice.policies or case.notice.clauses),
    "has-references": lambda case: bool(case.notice.references),
    "has-count": lambda case: any(a.count for a in case.notice.allegations),
    "has-items": lambda case: any(a.items for a in case.notice.allegations),
    "has-tables": lambda case: any(e.media.rows for e in case.exhibits),
    "has-exhibits": lambda case: bool(case.exhibits),
    "has-pictures": lambda case: any(e.media.kind == "image" for e in case.exhibits),
    "has-screenshots": lambda case: any(e.screenshot for e in case.exhibits),
    "has-dated-papers": lambda case: any(e.kind.dated or e.issued for e in case.exhibits),
    "has-papers-that-age": lambda case: any(case.platform.max_age_months(e.kind) for e in case.exhibits),
    "has-papers-that-expire": lambda case: any(e.kind.expires or e.expires for e in case.exhibits),
    "has-papers-to-sign": lambda case: any(e.kind.signed for e in case.exhibits),
    "wants-evidence": lambda case: _needs(case, "must"),
    "advises-evidence": lambda case: _needs(case, "should"),
    "refuses-evidence": lambda case: _needs(case, "never"),
    "asks-details": lambda case: any(ask.required for ask in case.violation.ask.values()),
    "cites-exhibits": lambda case: any(s.proof for s in case.statements),
    "has-done": lambda case: any(s.done for s in case.statements),
    "has-planned": lambda case: any(s.planned for s in case.statements),
    "uses-actions": lambda case: any(s.action for s in case.statements),
    "later-round": lambda case: case.round > 1,
    "fix-first": lambda case: case.violation.appealable.value == "after-fix",
    "signer-named": lambda case: case.channel.signer in ("legal-representative", "account-holder"),
    "handwritten": lambda case: case.channel.signature == "handwritten",
    "has-declaration": lambda case: case.letter.declaration is not None,
    "separate-files": lambda case: case.channel.exhibits_as != "binder",
    "limits-fields": lambda case: any(f.max_characters is not None for f in case.channel.fields.values()),
    "requires-fields": lambda case: any(f.required for f in case.channel.fields.values()),
    "refuses-characters": lambda case: bool(case.channel.refuses),
    "limits-file-size": lambda case: case.channel.max_file_mb is not None,
    "limits-total-size": lambda case: case.channel.max_total_mb is not None,
    "limits-files": lambda case: case.channel.max_files is not None,
    "limits-pages": lambda case: case.channel.max_pages is not None,
    "wants-confirmations": lambda case: bool(case.confirmations),
}
"""What `applies_when` may name. The words for one that does not hold are `check_na_<name>` in content/ui."""

MADE = "packet-made"
"""The one condition that no case decides: sizes and pages are known only when the packet is made."""


def reason(condition: str) -> str:
    """Return the ui key that says in words that a condition does not hold."""
    return f"check_na_{condition.replace('-', '_')}"


def _needs(case: Case, need: str) -> bool:
    return any(n.need == need and n.when.holds(case.context) for n in case.violation.evidence)


def why_not(
    check: Check | Confirmation | WordingRule, case: Case, knowledge: Knowledge, *, made: bool
) -> str | None:
    """Return the ui key of why a check does not apply to a case, or None where it does. `made`: the packet is made."""
    match check:
        case Check():
            failed = [n for n in check.applies_when if not (made if n == MADE else CONDITIONS[n](case))]
            return reason(failed[0]) if failed else None
        case Confirmation():
            return None if check.id in case.confirmations else reason("not-wanted")
        case WordingRule():
            if case.language not in check.patterns:
                return reason("other-language")
            return None if _speaks_of_something(check, case) else reason("nothing-such")


def _speaks_of_something(rule: WordingRule, case: Case) -> bool:
    """Tell whether the letter has what the rule's `applies_to` names."""
    every = {"any", "letter"} | {scope for s in case.statements for scope in s.scopes}
    return not every.isdisjoint(rule.applies_to)

"""What `review` tells about one case: every finding under what reviewers judge, and how each check came out."""

from typing import Any

from generator.cli.console import say
from generator.knowledge.model import Knowledge
from generator.packet.client.self_check import CheckGroup, check_groups, counts
from generator.packet.plan import Plan
from generator.rules.finding import Finding


def result_of(plan: Plan, knowledge: Knowledge, language: str) -> dict[str, Any]:
    """Return the review of a case for programs: counts, each check with group and result, each finding."""
    return {
        "case_id": plan.case.id,
        "counts": dict(counts(plan.checks)),
        "checks": [{"id": row.id, "group": row.group, "result": row.result} for row in plan.checks],
        "findings": [_told(finding, knowledge, language) for finding in plan.findings],
        "set_aside": [aside.exhibit.file for aside in plan.aside],
        "limits": [
            {"of": limit.of, "have": limit.have, "limit": limit.limit, "over": limit.is_over, "file": limit.file}
            for limit in plan.limits
        ],
    }  # fmt: skip


def _told(finding: Finding, knowledge: Knowledge, language: str) -> dict[str, str]:
    return {
        "id": finding.id, "group": knowledge.all_checks[finding.id].group, "severity": finding.severity(knowledge),
        "place": str(finding.place), "says": finding.says(knowledge, language),
        "mend": finding.mend(knowledge, language), "page": finding.page,
    }  # fmt: skip


def say_review(plan: Plan, knowledge: Knowledge, language: str) -> None:
    """Print the findings of a case, group by group."""
    found = [_told(finding, knowledge, language) for finding in plan.findings]
    say(
        {"en": f"{plan.case.id}: {len(found)} finding(s)", "zh": f"{plan.case.id}：{len(found)} 条结果"}[
            language
        ]
    )
    for group in check_groups(plan.checks):
        say(f" {_word('group', group.name, knowledge, language)} ({_numbers(group, knowledge, language)})")
        for f in (f for f in found if f["group"] == group.name):
            say(
                f"  {f['severity']:8}{f['id']}  {f['place']}\n          {f['says']}\n          → {f['mend']}  ({f['page']})"
            )

    say(f"  {knowledge.word('limits_title', language)}: {plan.case.channel.names.in_(language)}")
    for limit in plan.limits:
        name = knowledge.word(f"limit_{limit.of.replace('-', '_')}", language)
        verdict = knowledge.word("limit_unpublished", language)
        if limit.limit is not None:
            verdict = f"/ {limit.limit}  {knowledge.word('limit_over' if limit.is_over else 'limit_fits', language)}"
        say(f"    {name}: {limit.have:g} {verdict}")


def _numbers(group: CheckGroup, knowledge: Knowledge, language: str) -> str:
    """Return how many checks of a group came out how, leaving out what none did."""
    shown = [
        f"{_word('result', result, knowledge, language)} {number}"
        for result, number in group.counts.items()
        if number
    ]
    return ", ".join(shown)


def _word(kind: str, value: str, knowledge: Knowledge, language: str) -> str:
    return knowledge.word(f"{kind}_{value.replace('-', '_')}", language)

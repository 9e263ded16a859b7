"""The list of the client's papers. A new paper is a module beside this one, a template, and one line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.packet.client import evidence, feasibility, guide, next_steps, quote, self_check, timeline
from generator.packet.client.desk import Desk


@dataclass(frozen=True)
class Paper:
    """One PDF in client/. `values` returns what its template is filled with, or None where a case needs no such paper."""

    file: str
    template: str
    values: Callable[[Desk], Mapping[str, Any] | None]


def _review_copy(desk: Desk) -> Mapping[str, Any]:
    # The column of what is filed speaks the letter's language; other headings are said by the letter shape in both.
    word, filed = desk.knowledge.word, desk.plan.letter.language
    return {"news_filed": word("letter_news", filed), "planned_filed": word("planned_for", filed)}


def _trace(desk: Desk) -> Mapping[str, Any]:
    plan = desk.plan
    return {
        "trace": plan.trace, "exhibits": plan.exhibits, "notice_language": plan.case.language,
        "files": {copy.plan.label: copy.name for copy in desk.copies},
    }  # fmt: skip


def _self_check(desk: Desk) -> Mapping[str, Any]:
    checks = desk.plan.checks
    return {
        "groups": self_check.check_groups(checks),
        "counts": self_check.counts(checks),
        "total": len(checks),
    }


def _feasibility(desk: Desk) -> Mapping[str, Any]:
    plan = desk.plan
    return feasibility.values(plan.case, desk.knowledge, plan.now, plan.findings)


def _timeline(desk: Desk) -> Mapping[str, Any]:
    return {"events": timeline.shown(desk.plan.events)}


PAPERS = (
    Paper("feasibility", "feasibility", _feasibility),
    Paper("review-copy", "review-copy", _review_copy),
    Paper("trace", "trace", _trace),
    Paper("self-check", "self-check", _self_check),
    Paper("evidence-report", "evidence", evidence.values),
    Paper("submission-guide", "guide", guide.values),
    Paper("timeline", "timeline", _timeline),
    Paper("next-steps", "next-steps", next_steps.values),
    Paper("quote", "quote", quote.values),
)
"""In the order in which the client reads them."""

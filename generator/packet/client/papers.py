"""The list of the client's papers. A new paper is a module beside this one, a template, and one line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.clock import format_date, format_time
from generator.packet.client import evidence, feasibility, quote, self_check, timeline
from generator.packet.client.desk import Desk
from generator.rules.deadlines import reply_window


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


def _guide(desk: Desk) -> Mapping[str, Any]:
    plan, case, language = desk.plan, desk.plan.case, desk.language
    window = case.platform.reply_window
    first, last = reply_window(case, plan.now)
    reply = desk.word(
        "guide_reply_window", min=window.min_working_days, max=window.max_working_days,
        first=format_date(first.date(), language), last=format_date(last.date(), language),
    )  # fmt: skip
    hard = plan.deadlines.hard
    return {
        "channel": case.channel, "fields": plan.fields, "attachments": _attachments(desk),
        "by_hand": plan.letter.signature.by_hand, "letter_language": case.language, "reply": reply,
        "hard": hard, "hard_text": format_time(hard, language) if hard else "",
        "safe": plan.deadlines.safe, "zone": case.platform.clock.timezone,
    }  # fmt: skip


def _attachments(desk: Desk) -> list[tuple[str, str]]:
    """Return names and sizes of what is attached, the letter first."""
    names = [n for n in desk.files if n.startswith("submit/") and not n.startswith("submit/fields/")]
    if "attach" not in desk.plan.case.channel.letter_as:
        # Where the letter is pasted, its PDF is for the seller's own file.
        names.remove("submit/appeal-letter.pdf")
    return [(name, f"{len(desk.files[name]) / 1000:,.0f} KB") for name in names if not name.endswith(".docx")]


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
    Paper("submission-guide", "guide", _guide),
    Paper("timeline", "timeline", _timeline),
    Paper("quote", "quote", quote.values),
)
"""In the order in which the client reads them."""

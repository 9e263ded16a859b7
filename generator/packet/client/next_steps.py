"""The plan for each possible answer: how to tell it, what to do within a day, what to collect, which day comes next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.clock import format_date
from generator.knowledge.model import Metric, Reply, about
from generator.packet.client.basis import Basis
from generator.packet.client.desk import Desk
from generator.packet.client.guide import waiting
from generator.rules.cooldown import cool_down
from generator.rules.waiting import ANSWER_WITHIN, WATCH_DAYS, answer_by, wait_for_reply, watch_days
from generator.text import has_han, has_hangul

MOST_REPLIES = 8
"""So many answers are told in full, those about the violation first; of the others the names are given."""


@dataclass(frozen=True)
class ShownReply:
    """One answer: how it may read, what it asks for, what to add, and the papers it wants: (name, label in this case or "")."""

    name: str
    example: str
    example_language: str
    asks_for: str
    add: tuple[str, ...]
    papers: tuple[tuple[str, str], ...]
    basis: str


@dataclass(frozen=True)
class ShownMetric:
    """One number to watch, in words."""

    name: str
    window: str
    target: str
    warning: str
    basis: str


def values(desk: Desk) -> Mapping[str, Any]:
    """Return what the template next-steps.html is filled with."""
    plan, case, language = desk.plan, desk.plan.case, desk.language
    office = case.platform.clock.office
    wait = wait_for_reply(case, plan.now)
    basis = Basis(desk.knowledge, language)
    rest = cool_down(case, plan.now)
    replies = {means: _replies(means, desk) for means in ("more", "refused", "waiting")}
    shown = {
        "parts": {part: _steps(part, desk, basis) for part in _PARTS},
        "metrics": [_metric(case.platform.metrics[id_], desk, basis) for id_ in case.violation.metrics],
        "replies": {means: [_shown(reply, desk, basis) for reply in told[:MOST_REPLIES]] for means, told in replies.items()},
        **waiting(desk, wait, basis),
        "rest": rest, "rest_basis": basis.of_facts([rest.fact.id]) if rest else "",
    }  # fmt: skip
    return {
        **shown, "sources": basis.listed(), "channel": case.channel, "answer_within": ANSWER_WITHIN,
        "more_names": [reply.names.in_(language) for reply in replies["more"][MOST_REPLIES:]],
        "answer_by": [format_date(answer_by(day.date(), office), language) for day in (wait.first, wait.last)],
        "watch": list(zip(WATCH_DAYS, watch_days(wait.first.date()), watch_days(wait.last.date()), strict=True)),
        "planned": [(s.label.in_(language), s.planned) for s in case.statements if s.is_planned],
        "other_ways": [
            (other.names.in_(language), other.path[0].in_(language))
            for id_ in case.violation.channels
            if (other := case.platform.channels[id_]).id != case.channel.id
        ],
    }  # fmt: skip


_PARTS = ("accepted", "settings", "watch", "ranking", "silent", "stop")


def _steps(part: str, desk: Desk, basis: Basis) -> list[tuple[str, str]]:
    """Return words and basis of what a platform's knowledge says for one part of the plan, in this case's situation."""
    case = desk.plan.case
    return [
        (step.says.in_(desk.language), basis.mark(step.status, step.sources))
        for step in about(case.platform.after.values(), case.violation.id)
        if step.part == part and step.when.holds(case.context)
    ]


def _replies(means: str, desk: Desk) -> list[Reply]:
    case = desk.plan.case
    return [
        reply for reply in about(case.platform.replies.values(), case.violation.id) if reply.means == means
    ]


def _shown(reply: Reply, desk: Desk, basis: Basis) -> ShownReply:
    language = desk.language
    return ShownReply(
        name=reply.names.in_(language), example=reply.example, example_language=_language(reply.example), asks_for=reply.asks_for.in_(language),
        add=tuple(text.in_(language) for text in reply.add), papers=tuple(_papers(reply.evidence, desk)),
        basis=basis.mark(reply.status, reply.sources),
    )  # fmt: skip


def _language(text: str) -> str:
    return "ko" if has_hangul(text) else "zh" if has_han(text) else "en"


def _papers(kinds: Sequence[str], desk: Desk) -> Iterator[tuple[str, str]]:
    """Yield each kind of paper that fits this case with the labels of the exhibits of that kind in it."""
    case = desk.plan.case
    fitting = {n.kind for n in case.violation.evidence if n.need != "never" and n.when.holds(case.context)}
    fitting |= {exhibit.kind.id for exhibit in case.exhibits}
    for kind in [kind for kind in kinds if kind in fitting] or kinds:
        labels = [e.label for e in desk.plan.exhibits if e.exhibit.kind.id == kind]
        yield desk.knowledge.evidence[kind].names.in_(desk.language), ", ".join(labels)


def _metric(metric: Metric, desk: Desk, basis: Basis) -> ShownMetric:
    language = desk.language
    return ShownMetric(
        name=metric.names.in_(language), window=metric.window.in_(language),
        target=metric.target.in_(language) if metric.target else desk.word("after_no_target"),
        warning=metric.early_warning.in_(language) if metric.early_warning else desk.word("after_no_target"),
        basis=basis.of_facts(metric.facts),
    )  # fmt: skip

"""The report on the papers: what is wanted and there, what is left out and why, what was compared, what the channel allows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from generator.case.model import Exhibit
from generator.knowledge.model import EvidenceKind
from generator.packet.plan import ExhibitPlan
from generator.rules.finding import Finding
from generator.rules.reading import unread_pages, words_of
from generator.text import Text

if TYPE_CHECKING:
    from generator.packet.client.desk import Desk


@dataclass(frozen=True)
class Wanted:
    """One line of the violation's matrix. `state` is here, aside, missing or kept-out; `papers` names the files."""

    kind: EvidenceKind
    need: str
    state: str
    papers: tuple[str, ...]
    why: Text


@dataclass(frozen=True)
class LeftOut:
    """One paper that is not filed: why, and how to mend it."""

    exhibit: Exhibit
    reasons: tuple[str, ...]
    instead: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """One filed paper: how it was compared with the case, and what came of it (says, mend)."""

    label: str
    exhibit: Exhibit
    how: str
    by_eye: bool
    found: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Deed:
    """One action of the letter with its day and the labels of its exhibits."""

    says: str
    when: date | None
    exhibits: tuple[str, ...]


def values(desk: "Desk") -> Mapping[str, Any]:
    """Return what the report is filled with."""
    plan, language = desk.plan, desk.language
    wanted = list(_wanted(desk))
    missing = [w for w in wanted if w.state in ("missing", "aside")]
    left_out = [
        LeftOut(
            a.exhibit,
            tuple(f.says(desk.knowledge, language) for f in a.why),
            tuple(dict.fromkeys(f.mend(desk.knowledge, language) for f in a.why)),
        )
        for a in plan.aside
    ]
    actions = [s for s in plan.case.statements if s.kind != "root_cause"]
    actions.sort(key=lambda s: s.done or s.planned or date.min)
    deeds = [
        (s.is_planned, Deed(s.label.in_(language), s.done or s.planned, _labels(desk, s.proof)))
        for s in actions
    ]
    return {
        "wanted": wanted, "missing": missing, "left_out": left_out,
        "asked": sum(w.need != "never" for w in wanted), "there": sum(w.state == "here" for w in wanted),
        "must": sum(w.need == "must" for w in missing), "should": sum(w.need == "should" for w in missing),
        "unproved": [Deed(s.label.in_(language), s.done, ()) for s in plan.unproved],
        "done": [deed for planned, deed in deeds if not planned], "planned": [deed for planned, deed in deeds if planned],
        "compared": [_compared(desk, e) for e in plan.exhibits], "together": list(_together(desk)),
        "limits": plan.limits,
    }  # fmt: skip


def _labels(desk: "Desk", ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(e.label for e in desk.plan.exhibits if e.exhibit.id in ids)


def _wanted(desk: "Desk") -> Iterator[Wanted]:
    case = desk.plan.case
    for need in case.violation.evidence:
        if not need.when.holds(case.context):
            continue
        here = [f"{e.label} · {e.exhibit.file}" for e in desk.plan.exhibits if e.exhibit.kind.id == need.kind]
        aside = [a.exhibit.file for a in desk.plan.aside if a.exhibit.kind.id == need.kind]
        state = "here" if here else "aside" if aside else "missing"
        if need.need == "never":
            state = "kept-out"
        yield Wanted(desk.knowledge.evidence[need.kind], need.need, state, tuple(here or aside), need.why)


def _compared(desk: "Desk", plan: ExhibitPlan) -> Compared:
    exhibit, media = plan.exhibit, plan.exhibit.media
    pages = unread_pages(exhibit)
    if media.kind == "image":
        how = desk.word("read_picture")
    elif pages:
        how = desk.word("read_scan", pages=", ".join(map(str, pages)))
    elif words_of(exhibit) is None:
        how = desk.word("read_unread")
    else:
        how = desk.word("read_table" if media.kind == "table" else "read_text")
    found = [
        f for f in _about_papers(desk) if f.values.get("exhibit") == exhibit.id and f.id != "evidence.scanned"
    ]
    return Compared(
        plan.label, exhibit, how, words_of(exhibit) is None, tuple(_texts(desk, f) for f in found)
    )


def _about_papers(desk: "Desk") -> Iterator[Finding]:
    aside = {finding for a in desk.plan.aside for finding in map(_key, a.why)}
    return (f for f in desk.plan.findings if f.id.startswith("evidence.") and _key(f) not in aside)


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.id, finding.place


def _together(desk: "Desk") -> Iterator[tuple[str, str]]:
    """Yield what several papers come to that no single one shows."""
    return (_texts(desk, f) for f in _about_papers(desk) if "told" in f.values and "exhibit" not in f.values)


def _texts(desk: "Desk", finding: Finding) -> tuple[str, str]:
    return finding.says(desk.knowledge, desk.language), finding.mend(desk.knowledge, desk.language)

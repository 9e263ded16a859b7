"""The feasibility report: what a friend would say first, then gates, strengths, gaps, plan and what is included."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from generator.case.model import Case
from generator.clock import CHINA, format_date, format_time
from generator.knowledge.model import Fact, Knowledge
from generator.packet.render.pdf import render_pdf
from generator.rules.deadlines import deadlines_of
from generator.rules.delivery import Step
from generator.rules.feasibility import Feasibility, feasibility
from generator.rules.finding import Finding
from generator.rules.gaps import Gap
from generator.rules.gates import Gate
from generator.text import listed

SHOWN_PAPERS = 4
"""So many papers stand in the table; the rest are named below it."""

SHOWN_ENTRIES = 3
"""So many of our own corrections are told in full."""

NAMED = 3
"""So many papers a line names before it only counts the rest."""

_WHO = {"papers": "client", "signature": "client", "filing": "client", "at-once": "client",
        "reply-first": "platform", "reply-last": "platform", "hard": "platform"}  # fmt: skip


@dataclass(frozen=True)
class Report:
    """A feasibility record told in one language."""

    case: Case
    knowledge: Knowledge
    record: Feasibility
    now: datetime
    language: str

    def word(self, key: str, **values: Any) -> str:
        """Return a small word in the report's language."""
        return self.knowledge.word(key, self.language, **values)

    @property
    def grade(self) -> str:
        """The grade as a word."""
        return self.word(f"grade_{self.record.grade}")

    @property
    def reasons(self) -> list[str]:
        """Why the grade is no better."""
        return [reason.in_(self.knowledge, self.language) for reason in self.record.reasons]

    @property
    def strengths(self) -> list[str]:
        """What speaks for the case."""
        return [strength.in_(self.knowledge, self.language) for strength in self.record.strengths]

    def answers(self) -> list[tuple[str, str]]:
        """Return the four things a client asks first, each with its answer."""
        can = self.word(f"feasibility_can_{self.record.grade}")
        if self.record.grade != "high":
            can = self._joined([can, *self.reasons[:1]])
        chance = self._joined(self.strengths[:2]) or self.word("feasibility_no_strength")
        return [
            (self.word("feasibility_can"), can),
            (self.word("feasibility_chance"), chance),
            (self.word("feasibility_lacks"), self._most_lacking()),
            (self.word("feasibility_when"), self._latest()),
        ]

    def _most_lacking(self) -> str:
        """Return what to bring first: what lifts the grade, else what is required."""
        lift = self.record.lift
        must = (gap for gap in self.record.gaps if gap.must)
        wanted = lift.gaps if lift else tuple(sorted(must, key=_weight))
        if not wanted:
            return self.word("feasibility_lacks_nothing")
        first = wanted[0]
        key = "feasibility_lacks_required" if first.must else "feasibility_lacks_advised"
        said = self.word(key, paper=self.paper(first)) if first.is_absent else self.says(first)
        more = len(wanted) - 1
        return self._joined([said, self.word("feasibility_lacks_more", count=more) if more else ""])

    def _latest(self) -> str:
        gate = next(gate for gate in self.record.gates if gate.id == "time")
        key = gate.says.key.removeprefix("gate_time_").replace("enough", "known")
        values = {
            name: v if isinstance(v, str) else v.in_(self.language) for name, v in gate.says.values.items()
        }
        return self.word(f"feasibility_when_{key}", **values)

    def _joined(self, sentences: Iterable[str]) -> str:
        return ("" if self.language == "zh" else " ").join(s for s in sentences if s)

    def says(self, gap: Gap) -> str:
        """Return what is wrong, as a sentence."""
        said = gap.finding.says(self.knowledge, self.language).rstrip(".。")
        return said + ("。" if self.language == "zh" else ".")

    def paper(self, gap: Gap) -> str:
        """Return the name of the paper a gap is about."""
        return gap.kind.names.in_(self.language) if gap.kind else ""

    def mend(self, gap: Gap) -> str:
        """Return how to mend a gap: for a missing paper where it comes from."""
        if gap.is_absent and gap.kind:
            return gap.kind.get_from.in_(self.language)
        return gap.finding.mend(self.knowledge, self.language)

    def why(self, gap: Gap) -> str:
        """Return why the violation wants the paper, or ""."""
        return gap.why.in_(self.language) if gap.why else ""

    def due(self, gap: Gap) -> str:
        """Return by when, in China time."""
        when = self.record.delivery.due(gap)
        return (
            format_time(when.astimezone(CHINA), self.language) if when else self.word("feasibility_no_date")
        )

    def lift_says(self) -> str:
        """Return what the cheapest step comes to."""
        lift = self.record.lift
        if lift is None:
            if self.record.grade != "high":
                return self.word("feasibility_lift_none")
            return self.word("feasibility_lift_done" if self.record.gaps else "feasibility_lift_nothing")
        key = "feasibility_lift_one" if len(lift.gaps) == 1 else "feasibility_lift_all"
        return self.word(key, now=self.grade, to=self.word(f"grade_{lift.to}"))

    def gate_name(self, gate: Gate) -> str:
        """Return what a gate is called."""
        return gate.names.in_(self.language) if gate.names else self.word(f"gate_{gate.id}")

    def gate_says(self, gate: Gate) -> str:
        """Return what a gate says."""
        return self._joined(
            [gate.says.in_(self.knowledge, self.language), *(w.in_(self.language) for w in gate.why)]
        )

    def gate_sources(self, gate: Gate) -> list[str]:
        """Return what a gate rests on: what is known in full where it holds the case back, else who says so."""
        if gate.names or gate.state == "blocking" or len(gate.facts) == 1:
            return [self._joined([fact.says.in_(self.language), self._source([fact])]) for fact in gate.facts]
        return [self._source(gate.facts)] if gate.facts else []

    def _source(self, facts: Collection[Fact]) -> str:
        """Return how sure facts are and who says so."""
        ids = dict.fromkeys(id_ for fact in facts for id_ in fact.sources)
        publishers = list(dict.fromkeys(self.knowledge.sources[id_].publisher for id_ in ids))
        if len(publishers) > NAMED:
            publishers[NAMED:] = [self.word("feasibility_more_sources", count=len(publishers) - NAMED)]
        statuses = dict.fromkeys(self.word(f"site_status_{fact.status}") for fact in facts)
        checked = format_date(min(fact.checked for fact in facts), self.language)
        return self.word(
            "feasibility_fact_source", status=" · ".join(statuses), checked=checked,
            sources=("、" if self.language == "zh" else ", ").join(publishers),
        )  # fmt: skip

    @property
    def papers(self) -> list[Gap]:
        """What the client has to bring, what is required first."""
        return sorted((gap for gap in self.record.gaps if gap.is_paper), key=lambda gap: not gap.must)

    def entries(self) -> str:
        """Return what we have to complete or correct ourselves, as one paragraph; "" where there is nothing."""
        ours = sorted((gap for gap in self.record.gaps if not gap.is_paper), key=lambda gap: not gap.must)
        if not ours:
            return ""
        said = self._joined([self.says(gap) for gap in ours[:SHOWN_ENTRIES]])
        rest = len(ours) - SHOWN_ENTRIES
        more = self.word("feasibility_more_entries", count=rest) if rest > 0 else ""
        return self._joined([self.word("feasibility_entries", count=len(ours)), said, more])

    def listed(self, gaps: Collection[Gap]) -> str:
        """Return what a number of gaps are about: papers by name, entries of the case by their number."""
        names = list(dict.fromkeys(self.paper(gap) for gap in gaps if gap.is_paper))
        texts = sum(not gap.is_paper for gap in gaps)
        shown = listed(names, self.language)
        if len(names) > NAMED:
            some = ("、" if self.language == "zh" else ", ").join(names[:NAMED])
            shown = self.word("feasibility_points_more", names=some, count=len(names))
        entries = self.word("feasibility_case_texts", count=texts) if texts else ""
        return ("；" if self.language == "zh" else "; ").join(part for part in (shown, entries) if part)

    def plan(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield the delivery plan: time there, time in China, who, what."""
        for step in self.record.delivery.steps:
            yield (*self._times(step), self.word(f"who_{_WHO.get(step.id, 'us')}"), self._step(step))

    def _times(self, step: Step) -> tuple[str, str]:
        if step.when is None:
            return self.word("feasibility_no_date"), "–"
        shown = format_date if step.id.startswith("reply") else format_time
        china = step.when.astimezone(CHINA)
        return shown(step.when, self.language), shown(china, self.language)

    def _step(self, step: Step) -> str:
        return self.word(f"step_{step.id}", **({"what": self.listed(step.gaps)} if step.gaps else {}))

    def lists(self, name: str) -> list[str]:
        """Return what is `included` or `not_included`: the practice's own list, else the usual one."""
        return service(name, self.case, self.knowledge)


def service(name: str, case: Case, knowledge: Knowledge) -> list[str]:
    """Return what the service has `included` or `not_included`: the practice's own list, else the usual one."""
    own = getattr(case.practice, name) if case.practice else ()
    usual = [text for key, text in knowledge.ui.items() if key.startswith(f"{name}_")]
    return [text.in_(case.client_language) for text in own or usual]


def _weight(gap: Gap) -> tuple[bool, bool]:
    """Return the order in which missing things are named: a licence before other papers, papers before the rest."""
    return not (gap.is_absent and gap.kind and gap.kind.licence), not gap.is_absent


def report_on(case: Case, knowledge: Knowledge, now: datetime, findings: Collection[Finding]) -> Report:
    """Return the report on a case in the client's language."""
    now = now.astimezone(case.platform.clock.zone)
    record = feasibility(case, knowledge, now, findings, deadlines_of(case))
    return Report(case, knowledge, record, now, case.client_language)


def values(
    case: Case, knowledge: Knowledge, now: datetime, findings: Collection[Finding]
) -> Mapping[str, Any]:
    """Return what the report's template is filled with."""
    report = report_on(case, knowledge, now, findings)
    window = case.platform.reply_window
    lead = report.word(
        "feasibility_lead", violation=case.violation.names.in_(report.language),
        marketplace=case.marketplace.names.in_(report.language),
        round=case.round, now=format_time(report.now.astimezone(CHINA), report.language),
    )  # fmt: skip
    return {
        "report": report, "record": report.record, "lead": lead, "zone": case.platform.clock.timezone,
        "papers": report.papers[:SHOWN_PAPERS], "more_papers": listed([report.paper(gap) for gap in report.papers[SHOWN_PAPERS:]], report.language),
        "reply_note": report.word("feasibility_reply_note", min=window.min_working_days, max=window.max_working_days),
    }  # fmt: skip


def report_pdf(case: Case, knowledge: Knowledge, now: datetime, findings: Collection[Finding]) -> bytes:
    """Return the report alone as a PDF, without the rest of the packet."""
    language = case.client_language

    def words(key: str, **filled: Any) -> str:
        return knowledge.word(key, language, **filled)

    return render_pdf(
        "feasibility.html", language, name="feasibility", case_id=case.id, draft="", paper_language=language,
        words=words, practice=case.practice, **values(case, knowledge, now, findings),
    ).data  # fmt: skip

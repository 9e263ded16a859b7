"""Feasibility: the gates first, then what speaks for the case, what it lacks, and the cheapest step that lifts the grade.

The grade is the first row that fits. It is a word and stays one: no points are added up, no percentage is given.

| grade | when |
|---|---|
| not-advised | a gate blocks: not appealable, a licence missing, too late, a risk that allows nothing better |
| low | a risk allows nothing better; or something the case fails without is missing: a must paper, an answer to a point |
| medium | a gate has a caution; a paper or a sentence is weak; or of the papers a reviewer also likes to see most are missing |
| high | none of these |

The rules are monotone: mending something never lowers the grade. So the cheapest step can be found by trying.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from generator.case.model import Case
from generator.knowledge.model import Knowledge
from generator.rules.deadlines import Deadlines
from generator.rules.delivery import Delivery, delivery_of
from generator.rules.finding import Finding
from generator.rules.gaps import Gap, Matrix, gaps_of
from generator.rules.gates import Gate, Saying, all_of, both_zones, gates_of, time_left

GRADES = ("not-advised", "low", "medium", "high")
"""From the worst to the best."""


@dataclass(frozen=True)
class Lift:
    """What to mend, cheapest first, for a better grade: one gap where one is enough, else all that it takes."""

    gaps: tuple[Gap, ...]
    to: str


@dataclass(frozen=True)
class Feasibility:
    """What can be said about a case before it is filed."""

    grade: str
    reasons: tuple[Saying, ...]
    gates: tuple[Gate, ...]
    strengths: tuple[Saying, ...]
    gaps: tuple[Gap, ...]
    lift: Lift | None
    delivery: Delivery


def feasibility(
    case: Case, knowledge: Knowledge, now: datetime, findings: Collection[Finding], deadlines: Deadlines
) -> Feasibility:
    """Return the report on a case at the moment `now`. `findings` are all that is known about it."""
    gaps = gaps_of(case, knowledge, findings)
    judge = _Judge(case, knowledge, now, deadlines)
    gates = judge.gates(gaps)
    return Feasibility(
        grade=judge.grade(gaps),
        reasons=tuple(judge.reasons(gaps)),
        gates=gates,
        strengths=tuple(_strengths(case, knowledge, now, deadlines, gaps, findings)),
        gaps=gaps,
        lift=judge.lift(gaps),
        delivery=delivery_of(case, gaps, deadlines, now),
    )


@dataclass(frozen=True)
class _Judge:
    """Grades one case with whatever gaps it is thought to have."""

    case: Case
    knowledge: Knowledge
    now: datetime
    deadlines: Deadlines

    def gates(self, gaps: Collection[Gap]) -> tuple[Gate, ...]:
        return gates_of(self.case, self.knowledge, self.now, self.deadlines, gaps)

    def grade(self, gaps: Collection[Gap]) -> str:
        """Return the grade by the table above."""
        best = min((gate.at_best for gate in self.gates(gaps)), key=GRADES.index)
        if any(gap.must for gap in gaps):
            allowed = "low"
        elif any(not gap.is_absent for gap in gaps) or self._few_papers(gaps):
            allowed = "medium"
        else:
            allowed = "high"
        return min(best, allowed, key=GRADES.index)

    def _few_papers(self, gaps: Collection[Gap]) -> bool:
        """Tell whether of the papers that should be there fewer are there than are missing."""
        missing = len(_absent(gaps, must=False))
        return len(Matrix(self.case, self.knowledge).of("should")) - missing < missing

    def reasons(self, gaps: Collection[Gap]) -> Iterator[Saying]:
        """Yield why the grade is no better: whatever holds it where it is."""
        grade = self.grade(gaps)
        # What the client told comes first: it weighs more than any paper that is missing.
        for gate in sorted(self.gates(gaps), key=lambda gate: gate.names is None):
            if gate.at_best == grade != "high":
                yield Saying("reason_risk", {"risk": gate.names}) if gate.names else gate.says
        if grade == "low":
            papers = _absent(gaps, must=True)
            if papers:
                names = [gap.kind.names for gap in papers if gap.kind]
                yield Saying("reason_must_papers", {"count": str(len(papers)), "papers": all_of(names)})
            others = sum(gap.must and not gap.is_absent for gap in gaps)
            if others:
                yield Saying("reason_must_others", {"count": str(others)})
        if grade == "medium":
            weak = sum(not gap.is_absent for gap in gaps)
            if weak:
                yield Saying("reason_weak", {"count": str(weak)})
            if self._few_papers(gaps):
                yield Saying("reason_few_papers", {"count": str(len(_absent(gaps, must=False)))})
        if grade == "high":
            yield Saying("reason_complete")

    def lift(self, gaps: tuple[Gap, ...]) -> Lift | None:
        """Return the cheapest that lifts the grade; None where nothing the client can bring does.

        `gaps` come cheapest first. If no single one is enough, all that a better grade takes are returned: as many
        as needed from the cheap end, less those that turn out to be needless.
        """
        now = GRADES.index(self.grade(gaps))

        def better(mended: Collection[Gap]) -> str | None:
            grade = self.grade([gap for gap in gaps if gap not in mended])
            return grade if GRADES.index(grade) > now else None

        for gap in gaps:
            if to := better([gap]):
                return Lift((gap,), to)
        for count in range(2, len(gaps) + 1):
            if better(gaps[:count]):
                needed = list(gaps[:count])
                for gap in reversed(gaps[:count]):
                    rest = [other for other in needed if other is not gap]
                    needed = rest if better(rest) else needed
                return Lift(tuple(needed), better(needed) or "")
        return None


def _absent(gaps: Collection[Gap], *, must: bool) -> list[Gap]:
    return [gap for gap in gaps if gap.is_absent and gap.must == must]


def _numbers(case: Case) -> set[str]:
    """Return every number the evidence holds: the cells of its tables, and what the case states about its papers."""
    cells = {cell for e in case.exhibits for row in e.media.rows for cell in row}
    stated = [
        v
        for e in case.exhibits
        for value in e.fields.values()
        for v in (value if isinstance(value, list) else [value])
    ]
    return cells | {str(value) for value in stated}


def _strengths(
    case: Case, knowledge: Knowledge, now: datetime, deadlines: Deadlines, gaps: Collection[Gap], findings: Collection[Finding]
) -> Iterator[Saying]:  # fmt: skip
    """Yield what speaks for the case, the weightiest first. Each is a fact of the case, checked by a rule."""
    found = {finding.id for finding in findings}
    matrix = Matrix(case, knowledge)
    present = {exhibit.kind.id for exhibit in case.exhibits} - {g.kind.id for g in gaps if g.kind}
    musts = matrix.of("must")
    if musts and present.issuperset(musts):
        names = all_of([knowledge.evidence[id_].names for id_ in musts])
        yield Saying("strength_musts", {"papers": names})
    proved = [
        {id_ for r in case.responses if any(s.done and s.proof for s in r.of(kind)) for id_ in r.answers}
        for kind in ("corrective", "preventive")
    ]
    points = {a.id for a in case.notice.allegations}
    if points <= proved[0] & proved[1]:
        yield Saying("strength_points", {"count": str(len(points))})
    elif points <= proved[0]:
        yield Saying("strength_corrected", {"count": str(len(points))})
    items = {item for a in case.notice.allegations for item in a.items}
    if items and items <= _numbers(case) and "allegation.count-differs" not in found:
        yield Saying("strength_numbers", {"count": str(len(items))})
    shoulds = [id_ for id_ in matrix.of("should") if id_ in present]
    if shoulds:
        names = all_of([knowledge.evidence[id_].names for id_ in shoulds])
        yield Saying("strength_shoulds", {"count": str(len(shoulds)), "papers": names})
    if case.round == 1 and not case.risks:
        yield Saying("strength_first_round")
    if deadlines.hard and deadlines.review and now < deadlines.review:
        yield Saying(
            "strength_time",
            {"left": time_left(deadlines.hard, now), "review": both_zones(deadlines.review)},
        )

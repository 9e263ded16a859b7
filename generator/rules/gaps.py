"""What a case lacks: each finding that can be mended, with what mending takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from generator.case.model import Case
from generator.knowledge.model import EvidenceKind, EvidenceNeed, Knowledge
from generator.rules.finding import Finding
from generator.text import Text

EFFORTS = ("minutes", "day", "week", "purchase", "existing")
"""What it takes to mend something, the cheapest first.

`existing` papers cannot be made afterwards: either they are in a drawer, or they cannot be had at any price.
"""

OF_GATES = ("deadline", "violation", "round", "risk")
"""Areas of checks that the gates speak about: nothing the client can bring mends those."""


@dataclass(frozen=True)
class Gap:
    """One thing to mend. `kind` is the paper it is about; `must` says that without it the case fails."""

    finding: Finding
    effort: str
    must: bool
    kind: EvidenceKind | None = None
    why: Text | None = None

    @property
    def is_paper(self) -> bool:
        """Whether the client has to bring a paper; what else there is to mend stands in the letter or the case file."""
        return self.kind is not None and (self.is_absent or self.effort != "minutes")

    @property
    def is_absent(self) -> bool:
        """Whether a whole paper is missing, not only something about one."""
        return self.finding.id in ("evidence.missing", "evidence.advised")

    @property
    def cost(self) -> tuple[int, bool]:
        """The order in which things are mended: the cheapest first, then what must be there."""
        return EFFORTS.index(self.effort), not self.must


@dataclass(frozen=True)
class Matrix:
    """What the violation's evidence matrix wants of one case, whether the case has it or not."""

    case: Case
    knowledge: Knowledge

    @cached_property
    def needs(self) -> dict[str, EvidenceNeed]:
        """Kind of paper -> its cell; where a kind stands twice, `must` counts before `should`."""
        holding = [n for n in self.case.violation.evidence if n.when.holds(self.case.context)]
        order = sorted(holding, key=lambda n: n.need == "must")
        return {need.kind: need for need in order if need.need != "never"}

    def of(self, need: str) -> list[str]:
        """Return the kinds of one need, `must` or `should`, in the matrix's order."""
        wanted = {kind for kind, cell in self.needs.items() if cell.need == need}
        return [
            kind for kind in dict.fromkeys(n.kind for n in self.case.violation.evidence) if kind in wanted
        ]


def gaps_of(case: Case, knowledge: Knowledge, findings: Iterable[Finding]) -> tuple[Gap, ...]:
    """Return what the findings leave to mend, the cheapest first.

    Errors count as `must`, unless they are about form alone: a text too long or a name left blank says nothing
    about the case's prospects. Notes are no gaps.
    """
    matrix = Matrix(case, knowledge)
    gaps = []
    for finding in findings:
        severity = finding.severity(knowledge)
        if severity == "note" or finding.id.partition(".")[0] in OF_GATES:
            continue
        check = knowledge.checks.get(finding.id)  # None for a wording rule, which takes minutes
        kind = _kind(finding, case, matrix)
        effort = check.effort if check else "minutes"
        absent = finding.id in ("evidence.missing", "evidence.advised")
        if kind and (absent or effort == "paper"):
            effort = kind.effort
        need = matrix.needs.get(kind.id) if kind else None
        gaps.append(
            Gap(
                finding,
                effort if effort in EFFORTS else "day",
                must=severity == "error" and check is not None and check.group != "form",
                kind=kind,
                why=need.why if need and absent else None,
            )
        )
    return tuple(sorted(gaps, key=lambda gap: gap.cost))


def _kind(finding: Finding, case: Case, matrix: Matrix) -> EvidenceKind | None:
    """Return the kind of paper a finding is about: the one it names, or that of the exhibit it names."""
    exhibit = next((e for e in case.exhibits if e.id == finding.values.get("exhibit")), None)
    if exhibit:
        return exhibit.kind
    kinds = (matrix.knowledge.evidence[id_] for id_ in matrix.needs)
    return next((kind for kind in kinds if kind.names == finding.values.get("kind")), None)

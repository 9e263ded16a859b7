"""What a packet will hold, decided before anything is rendered. Renderers place these records and decide nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from generator.case.model import Case, Exhibit, Statement
from generator.rules.deadlines import Deadlines
from generator.rules.finding import Finding
from generator.rules.limits import Limit
from generator.rules.usable import SetAside


@dataclass(frozen=True)
class Said:
    """The same words as they are filed and as the client reads them."""

    filed: str
    client: str


@dataclass(frozen=True)
class Line:
    """One paragraph of the letter. `source` names the case line and, if there is one, the action behind it."""

    said: Said
    source: tuple[str, ...]
    points: tuple[int, ...] = ()
    exhibits: tuple[str, ...] = ()
    when: date | None = None
    planned: bool = False


SHORT_LINE = 45
"""A line of a column holds about so many characters; a shorter one takes no less room."""


@dataclass(frozen=True)
class Section:
    """One part of the letter under a heading; what is still planned stands apart from what is done.

    Where a letter is laid out, the table of `rows` shows the lines of the section `of` notice.
    """

    of: str
    heading: Said
    leads: tuple[Line, ...]
    lines: tuple[Line, ...]
    planned: tuple[Line, ...] = ()

    @property
    def halves(self) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """The lines in two columns of about the same length, each read down: balancing them while setting takes far longer."""
        lengths = [max(len(line.said.filed), SHORT_LINE) for line in self.lines]
        cut = next((n for n in range(len(lengths)) if sum(lengths[:n]) >= sum(lengths[n:])), len(lengths))
        return self.lines[:cut], self.lines[cut:]


@dataclass(frozen=True)
class TableAction:
    """One action in the first page's table."""

    label: Said
    when: date | None
    planned: bool


@dataclass(frozen=True)
class Row:
    """One row of the first page's table: points of the notice -> causes -> actions -> exhibits.

    `told` are the points that no row above has told; the others are called by their numbers alone. `lines` are the
    sentences of a brief letter, which its causes and actions show instead of labels.
    """

    points: tuple[int, ...]
    told: tuple[Line, ...]
    causes: tuple[Said, ...]
    actions: tuple[TableAction, ...]
    exhibits: tuple[str, ...]
    lines: tuple[Line, ...] = ()

    @property
    def again(self) -> tuple[int, ...]:
        """The points that a row above has told."""
        return tuple(p for p in self.points if p not in {line.points[0] for line in self.told})


@dataclass(frozen=True)
class Signature:
    """Who signs, and how."""

    company: Said
    name: Said
    title: Said
    by_hand: bool
    day: date


@dataclass(frozen=True)
class DeclarationPlan:
    """The statement filed beside the letter."""

    title: Said
    statements: tuple[Line, ...]


@dataclass(frozen=True)
class Letter:
    """The letter in the filed language with the client's reading of each part.

    `news` is what is new since the last filing; `short_one` and `short_three` say the letter in one and in three
    sentences, for chat and phone.
    """

    language: str
    title: Said
    header: tuple[tuple[Said, Said], ...]
    opening: Line
    request: Line
    responsibility: Line
    news: tuple[Line, ...]
    rows: tuple[Row, ...]
    sections: tuple[Section, ...]
    closing: Line
    signature: Signature
    declaration: DeclarationPlan | None
    short_one: Line
    short_three: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every paragraph in reading order."""
        inner = [line for s in self.sections for line in s.leads + s.lines + s.planned]
        return (self.opening, self.request, *self.news, *inner, self.closing)

    @property
    def cause_heading(self) -> Said | None:
        """How this letter calls the causes: who denies a complaint gives facts and grounds."""
        return next((s.heading for s in self.sections if s.of == "root_cause"), None)

    @property
    def every_line(self) -> tuple[Line, ...]:
        """Every paragraph, with those of the declaration and of the short versions."""
        declared = self.declaration.statements if self.declaration else ()
        return (*self.lines, *declared, self.short_one, *self.short_three)

    @property
    def body(self) -> tuple[str, ...]:
        """What is new, causes and actions as filed, each paragraph: what a later letter must say anew."""
        kinds = ("root_cause", "corrective", "preventive")
        told = [line for s in self.sections if s.of in kinds for line in s.lines + s.planned]
        return tuple(line.said.filed for line in (*self.news, *told))


@dataclass(frozen=True)
class ExhibitPlan:
    """One exhibit as it will be filed. `file` is its name in submit/exhibits/, `points` what it answers."""

    exhibit: Exhibit
    label: str
    title: Said
    shows: Said
    file: str
    points: tuple[int, ...]


@dataclass(frozen=True)
class TraceRow:
    """One way from the causes of a point to an action and its proof."""

    causes: tuple[str, ...]
    action: str
    when: date | None
    planned: bool
    exhibits: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True)
class TraceGroup:
    """One point of the notice, word for word and as the client reads it, with everything that answers it."""

    point: int
    quote: str
    says: str
    rows: tuple[TraceRow, ...]


@dataclass(frozen=True)
class CheckRow:
    """One check with what came of it: `pass`, `not-applicable`, or the worst severity of its findings.

    A finding is what is wrong, how to mend it, and where; `reason` says why a check does not apply.
    """

    id: str
    group: str
    checks: str
    why: str
    result: str
    findings: tuple[tuple[str, str, str], ...]
    reason: str = ""


@dataclass(frozen=True)
class Event:
    """One date of the timeline. `key` is stable across builds."""

    key: str
    when: datetime
    title: str
    note: str


@dataclass(frozen=True)
class PortalText:
    """Text for one field of the form, with its length in characters and the field's limit, if known."""

    name: str
    label: str
    text: str
    limit: int | None


@dataclass(frozen=True)
class Plan:
    """Everything decided about one packet. A `redacted` one is for showing to others and is never filed.

    `case` is the case as it is filed: without the exhibits set `aside`, and without what is said to be done and `unproved`.
    """

    case: Case
    now: datetime
    draft: bool
    letter: Letter
    exhibits: tuple[ExhibitPlan, ...]
    fields: tuple[PortalText, ...]
    findings: tuple[Finding, ...]
    deadlines: Deadlines
    trace: tuple[TraceGroup, ...]
    checks: tuple[CheckRow, ...]
    events: tuple[Event, ...]
    aside: tuple[SetAside, ...] = ()
    unproved: tuple[Statement, ...] = ()
    limits: tuple[Limit, ...] = ()
    redacted: bool = False

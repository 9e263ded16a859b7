"""The knowledge base as frozen records. Field names are the YAML keys; a trailing `_` marks Python's own words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from generator.clock import WorkingDays
from generator.knowledge.after import AfterStep
from generator.knowledge.channels import Channel, LetterShape
from generator.knowledge.evidence import EvidenceField, Mark, Specimen
from generator.knowledge.fees import FeeFactor
from generator.knowledge.when import ALWAYS, When
from generator.text import Text


@dataclass(frozen=True)
class Source:
    """Where something is said."""

    id: str
    publisher: str
    type: str
    read: date
    title: Text | None = None
    url: str | None = None
    language: str | None = None
    date: "date | None" = None


@dataclass(frozen=True)
class Claim:
    """One researched claim; `left_out` says why no statement carries it."""

    id: str
    platform: str
    kind: str
    status: str
    left_out: Text | None = None


@dataclass(frozen=True)
class Earlier:
    """What a fact said before it changed, and until when."""

    says: Text
    to: date
    sources: tuple[str, ...]
    value: str | None = None
    from_: date | None = None


@dataclass(frozen=True)
class Fact:
    """One statement of value or rule."""

    id: str
    topic: str
    says: Text
    status: str
    sources: tuple[str, ...]
    checked: date
    value: str | None = None
    unit: str | None = None
    scope: When = ALWAYS
    violations: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    otherwise: Text | None = None
    note: Text | None = None
    from_: date | None = None
    to: date | None = None
    history: tuple[Earlier, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """Facts that disagree, with the one to act on."""

    id: str
    names: Text
    facts: tuple[str, ...]
    act_on: str
    do: Text
    because: Text
    checked: date


@dataclass(frozen=True)
class Term:
    """A glossary entry."""

    id: str
    term: Text
    means: Text
    also: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class EvidenceKind:
    """A type of proof."""

    id: str
    names: Text
    file_stem: str
    what: Text
    looks_for: tuple[Text, ...]
    get_from: Text
    effort: str = "day"
    licence: bool = False
    refused: tuple[Text, ...] = ()
    fields: Mapping[str, EvidenceField] = field(default_factory=dict)
    dated: bool = False
    expires: bool = False
    max_age_months: int | None = None
    signed: bool = False
    before: str | None = None
    screenshot: str = "accepted"
    private: bool = False
    stamp: bool = False
    translation: Text | None = None
    facts: tuple[str, ...] = ()
    specimen: Specimen | None = None


@dataclass(frozen=True)
class Action:
    """A reusable, parameterised statement: `says` for a cause, `done` and `planned` for what was or will be done."""

    id: str
    kind: str
    names: Text
    label: Text
    slots: Mapping[str, str] = field(default_factory=dict)
    says: Text | None = None
    done: Text | None = None
    planned: Text | None = None
    proof: tuple[str, ...] = ()
    hint: Text | None = None


GROUPS = ("clarity", "evidence", "accountability", "corrective-action", "form")
"""What reviewers judge a filing by, in the order in which checks are shown."""


@dataclass(frozen=True)
class WordingRule:
    """Words that weaken or break a letter; `patterns` are regular expressions by language."""

    id: str
    severity: str
    group: str
    patterns: Mapping[str, tuple[str, ...]]
    checks: Text
    says: Text
    mend: Text
    why: Text
    applies_to: tuple[str, ...] = ("any",)
    weak: Text | None = None
    strong: Text | None = None


@dataclass(frozen=True)
class Check:
    """What the self-check says when a rule speaks. It does not apply where one of `applies_when` does not hold."""

    id: str
    severity: str
    group: str
    checks: Text
    says: Text
    mend: Text
    why: Text
    effort: str = "minutes"
    applies_when: tuple[str, ...] = ()


@dataclass(frozen=True)
class Confirmation:
    """What nobody but the client can know, and confirms in the case under `conduct`; `asks` is the question."""

    id: str
    severity: str
    group: str
    checks: Text
    asks: Text
    says: Text
    mend: Text
    why: Text


@dataclass(frozen=True)
class Risk:
    """Something about a case that no paper can mend. With it no better grade than `at_best` is given."""

    id: str
    names: Text
    says: Text
    mend: Text
    at_best: str
    asked: bool = False
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrivateColumn:
    """What others must not read, as regular expressions.

    `headers` are headings of columns that hold buyers' data; `texts` are shapes in free text, masked in a redacted copy.
    """

    id: str
    names: Text
    headers: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Characters:
    """Typographic characters, and what says the same where a channel refuses them."""

    id: str
    characters: tuple[str, ...]
    plain: str = ""
    blank: bool = False

    @property
    def instead(self) -> str:
        """What stands in their place: the plain form, a blank, or nothing for what nobody sees."""
        return self.plain or " " * self.blank


@dataclass(frozen=True)
class Marketplace:
    """One site of a platform."""

    names: Text
    country: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clock:
    """How a platform counts time."""

    timezone: str
    holidays: str
    working_days: tuple[str, ...]
    safe_before_hours: int
    review_before_hours: int
    extra_holidays: tuple[date, ...] = ()
    facts: tuple[str, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The platform's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def office(self) -> WorkingDays:
        """The days the platform's office works."""
        return WorkingDays(self.holidays, self.working_days, frozenset(self.extra_holidays))


@dataclass(frozen=True)
class ReplyWindow:
    """How long the platform takes to answer, in working days."""

    min_working_days: int
    max_working_days: int
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Season:
    """A time of year when answers take longer: around `holidays`, named as the platform's calendar names them."""

    names: Text
    says: Text
    holidays: tuple[str, ...]
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class PaperRule:
    """How old a type of proof may be for one platform, in months, and which facts say so."""

    kind: str
    max_age_months: int
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Policy:
    """A rule book the platform cites."""

    id: str
    names: Text
    says: Text
    status: str
    sources: tuple[str, ...]
    checked: date
    clauses: Mapping[str, Text] = field(default_factory=dict)
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Metric:
    """A number the platform measures."""

    id: str
    names: Text
    says: Text
    formula: Text
    window: Text
    checked: date
    target: Text | None = None
    early_warning: Text | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pitfall:
    """A mistake, why it fails, and what to do instead."""

    id: str
    names: Text
    mistake: Text
    why: Text
    instead: Text
    status: str
    sources: tuple[str, ...]
    checked: date
    check: str | None = None
    violations: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    otherwise: Text | None = None


@dataclass(frozen=True)
class Question:
    """A question sellers ask, with its answer."""

    id: str
    question: Text
    answer: Text
    status: str
    sources: tuple[str, ...]
    checked: date
    violations: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    otherwise: Text | None = None


@dataclass(frozen=True)
class Reply:
    """How an answer is phrased, what it asks for, and what the next round must bring.

    `means`: `more` is asked for, it is `refused` without a way named, or it is still `waiting`.
    """

    id: str
    names: Text
    phrases: Mapping[str, tuple[str, ...]]
    example: str
    asks_for: Text
    add: tuple[Text, ...]
    status: str
    sources: tuple[str, ...]
    checked: date
    evidence: tuple[str, ...] = ()
    violations: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    means: str = "more"


@dataclass(frozen=True)
class Recognise:
    """Cues in a notice, as regular expressions: one that decides, ones that add up, ones that must not count."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    not_: tuple[str, ...] = ()


@dataclass(frozen=True)
class Appealable:
    """Whether an appeal is possible, and why."""

    value: str
    because: Text
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeadlineRule:
    """Who decides the deadline; `fact` holds when the notice names none."""

    decided_by: str
    says: Text
    fact: str | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ask:
    """One thing a case of this violation must tell."""

    type: str
    names: Text
    prompt: Text
    example: str
    required: bool = False
    means: str | None = None
    choices: Mapping[str, Text] = field(default_factory=dict)
    weak: Text | None = None
    strong: Text | None = None


@dataclass(frozen=True)
class EvidenceNeed:
    """One cell of the evidence matrix."""

    kind: str
    need: str
    why: Text
    before: str | None = None
    when: When = ALWAYS
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActionMenu:
    """Ids of the actions that fit a violation."""

    root_cause: tuple[str, ...]
    corrective: tuple[str, ...]
    preventive: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """How a weak and a strong letter say the same."""

    about: Text
    weak: Text
    strong: Text


@dataclass(frozen=True)
class FirstDayStep:
    """One thing to do in the first 24 hours."""

    within_hours: int
    do: Text
    why: Text | None = None


@dataclass(frozen=True)
class Situation:
    """What holds in one situation; where it does not occur, why not."""

    when: When
    says: Text
    occurs: bool = True


@dataclass(frozen=True)
class Violation:
    """One kind of enforcement reason on one platform."""

    id: str
    names: Text
    enforcement: tuple[str, ...]
    summary: Text
    meaning: Text
    recognise: Recognise
    appealable: Appealable
    deadline: DeadlineRule
    channels: tuple[str, ...]
    letter: str
    evidence: tuple[EvidenceNeed, ...]
    actions: ActionMenu
    answers: tuple[Answer, ...]
    first_day: tuple[FirstDayStep, ...]
    checked: date
    contexts: tuple[Situation, ...] = ()
    ask: Mapping[str, Ask] = field(default_factory=dict)
    policies: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    confirmations: tuple[str, ...] = ()


class _AboutViolations(Protocol):
    @property
    def violations(self) -> tuple[str, ...]: ...


_Record = TypeVar("_Record", bound=_AboutViolations)


def about(records: Iterable[_Record], violation: str) -> list[_Record]:
    """Return the records that speak of one violation, its own before those of the whole platform."""
    fitting = [r for r in records if not r.violations or violation in r.violations]
    return sorted(fitting, key=lambda r: not r.violations)


@dataclass(frozen=True)
class Platform:
    """Everything known about one platform."""

    id: str
    names: Text
    summary: Text
    portal: str
    marketplaces: Mapping[str, Marketplace]
    clock: Clock
    reply_window: ReplyWindow
    letters: Mapping[str, LetterShape]
    channels: Mapping[str, Channel]
    policies: Mapping[str, Policy]
    metrics: Mapping[str, Metric]
    facts: Mapping[str, Fact]
    pitfalls: Mapping[str, Pitfall]
    faq: Mapping[str, Question]
    replies: Mapping[str, Reply]
    fees: Mapping[str, FeeFactor]
    after: Mapping[str, AfterStep]
    violations: Mapping[str, Violation]
    seasons: tuple[Season, ...] = ()
    papers: tuple[PaperRule, ...] = ()
    confirmations: tuple[str, ...] = ()

    def max_age_months(self, kind: EvidenceKind) -> int | None:
        """Return how many months old a type of proof may be here; None for any age."""
        own = (rule.max_age_months for rule in self.papers if rule.kind == kind.id)
        return next(own, kind.max_age_months)


@dataclass(frozen=True)
class Knowledge:
    """The whole knowledge base. `places` maps `collection/id` to `path:line`, with the platform between where ids are a platform's own."""

    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    glossary: Mapping[str, Term]
    evidence: Mapping[str, EvidenceKind]
    actions: Mapping[str, Action]
    wording: Mapping[str, WordingRule]
    checks: Mapping[str, Check]
    confirmations: Mapping[str, Confirmation]
    conflicts: Mapping[str, Conflict]
    ui: Mapping[str, Text]
    privacy: Mapping[str, PrivateColumn]
    marks: Mapping[str, Mark]
    risks: Mapping[str, Risk]
    characters: Mapping[str, Characters]
    platforms: Mapping[str, Platform]
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def all_checks(self) -> Mapping[str, "Check | Confirmation | WordingRule"]:
        """Every check by its full id: those of rules, what the client confirms, and words looked for."""
        return {
            **self.checks,
            **{f"conduct.{id_}": record for id_, record in self.confirmations.items()},
            **{f"wording.{id_}": record for id_, record in self.wording.items()},
        }

    def fact(self, id_: str) -> Fact:
        """Return a fact of any platform; fact ids hold for the whole knowledge base."""
        return next(p.facts[id_] for p in self.platforms.values() if id_ in p.facts)

    def word(self, key: str, language: str, /, **values: Any) -> str:
        """Return a small word of pages and papers, its `{name}` parts filled."""
        return self.ui[key].in_(language).format(**values)

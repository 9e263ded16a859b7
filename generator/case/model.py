"""A case as frozen records, with the place of each thing the rules may speak about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from generator.case.practice import Practice
from generator.errors import Place
from generator.knowledge.model import (
    Action,
    Channel,
    EvidenceKind,
    LetterShape,
    Marketplace,
    Platform,
    Risk,
    Violation,
)
from generator.text import Text


@dataclass(frozen=True)
class Allegation:
    """One point of the notice that must be answered. `violation` is the case's own unless the point names another."""

    id: str
    quote: str
    says: Text
    place: Place
    violation: str
    count: int | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement:
    """One cause or action of the answer, or (kind `new`) one line of what is new since the last filing.

    `says` and `label` are filled in; `action` is None for own words. `slots` holds what the action's texts were filled with.
    """

    kind: str
    says: Text
    label: Text
    place: Place
    action: Action | None = None
    done: date | None = None
    planned: date | None = None
    count: int | None = None
    proof: tuple[str, ...] = ()
    slots: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> Text:
        """What findings call it: the action's name, or the label of own words."""
        return self.action.names if self.action else self.label

    @property
    def is_planned(self) -> bool:
        """Whether it is still to be done."""
        return self.planned is not None and self.done is None

    @property
    def scopes(self) -> frozenset[str]:
        """What a wording rule's `applies_to` may call it."""
        when = "planned" if self.is_planned else "done" if self.kind == "corrective" else self.kind
        return frozenset({"any", self.kind, when})


@dataclass(frozen=True)
class Response:
    """The answer to one or several allegations."""

    answers: tuple[str, ...]
    statements: tuple[Statement, ...]
    place: Place

    def of(self, kind: str) -> tuple[Statement, ...]:
        """Return the statements of one kind."""
        return tuple(s for s in self.statements if s.kind == kind)


@dataclass(frozen=True)
class Media:
    """What a file really is. `pages` counts PDF pages (1 for a picture), `size` bytes.

    `text` holds the words of a PDF page by page, "" for a page that is only a picture; very long papers are not read to the end.
    """

    kind: str
    format: str
    size: int
    sha256: str
    pages: int
    location: bool = False
    rows: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    text: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Exhibit:
    """One file of proof."""

    id: str
    kind: EvidenceKind
    file: str
    path: Path
    media: Media
    shows: Text
    language: str
    place: Place
    issued: date | None = None
    expires: date | None = None
    screenshot: bool = False
    signed: bool | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Person:
    """Who signs."""

    name: Text
    title: Text
    role: str


@dataclass(frozen=True)
class Seller:
    """Who files."""

    company: Text
    seller_id: str
    store: str
    signatory: Person
    email: str


@dataclass(frozen=True)
class Notice:
    """The message that is answered; `text` is the whole of its file."""

    received: datetime
    file: str
    text: str
    allegations: tuple[Allegation, ...]
    deadline: datetime | None = None
    references: Mapping[str, str] = field(default_factory=dict)
    policies: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class NamedRisk:
    """A risk the client has told of; `exhibits` are ids of the papers it is about, `note` is what was said."""

    risk: Risk
    place: Place
    exhibits: tuple[str, ...] = ()
    note: Text | None = None


@dataclass(frozen=True)
class Previous:
    """The round before: when it was filed, its letter and the platform's reply as texts ("" where there is none).

    `files` names the files the texts were read from.
    """

    filed: datetime
    letter: str = ""
    reply: str = ""
    replied: datetime | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """One filing of one client, with everything of the knowledge base it rests on already looked up.

    `mask` are words of its texts, beside what is known to name the client, that a redacted copy must not show.
    """

    id: str
    folder: Path
    path: str
    platform: Platform
    violation: Violation
    marketplace: Marketplace
    channel: Channel
    letter: LetterShape
    language: str
    client_language: str
    round: int
    context: Mapping[str, str]
    notice: Notice
    seller: Seller
    details: Mapping[str, Any]
    responses: tuple[Response, ...]
    exhibits: tuple[Exhibit, ...]
    places: Mapping[str, Place]
    practice: Practice | None = None
    new_since: tuple[Statement, ...] = ()
    risks: tuple[NamedRisk, ...] = ()
    previous: Previous | None = None
    conduct: Mapping[str, bool] = field(default_factory=dict)
    mask: tuple[str, ...] = ()

    def place(self, where: str) -> Place:
        """Return the place of a dotted entry such as `notice.deadline`, or of what surrounds it."""
        while where not in self.places and "." in where:
            where = where.rpartition(".")[0]
        return self.places.get(where, Place(self.path, 1, 1))

    @property
    def confirmations(self) -> tuple[str, ...]:
        """What the client is to confirm here: for the platform, then for the violation."""
        return tuple(dict.fromkeys(self.platform.confirmations + self.violation.confirmations))

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every cause and action of the answer, in order."""
        return tuple(s for response in self.responses for s in response.statements)

    @property
    def told(self) -> tuple[Statement, ...]:
        """Everything the letter says in the client's name: what is new since the last filing, then causes and actions."""
        return self.new_since + self.statements

"""What belongs to a type of proof: its fields, and the invented papers drawn beside it."""

from dataclasses import dataclass

from generator.text import Text


@dataclass(frozen=True)
class EvidenceField:
    """One thing a case must state about a paper."""

    names: Text
    type: str
    required: bool = False
    means: str | None = None


@dataclass(frozen=True)
class Callout:
    """What a note says about a place of a sheet: its `heading`, the number of a line, or a mark."""

    at: str
    says: Text


@dataclass(frozen=True)
class Sheet:
    """An invented paper as it is drawn; `form` only where it differs from the specimen's."""

    heading: Text
    lines: tuple[Text, ...]
    notes: tuple[Callout, ...]
    marks: tuple[str, ...] = ()
    form: str | None = None


@dataclass(frozen=True)
class Specimen:
    """A paper that does its work beside one that is worthless."""

    form: str
    good: Sheet
    poor: Sheet


@dataclass(frozen=True)
class Mark:
    """Words on a paper's own pages that say it is no paper to file: `patterns` are looked for, in `kinds` only or in all."""

    id: str
    names: Text
    patterns: tuple[str, ...]
    kinds: tuple[str, ...] = ()

"""What moves the price of help, and what a case must be for it to count."""

from dataclasses import dataclass
from datetime import date

from generator.text import Text


@dataclass(frozen=True)
class Applies:
    """What of a case makes a price count. Everything that is set must hold; an empty one holds always.

    `within_hours` are hours left until the case should be filed, `languages` those the letter may be filed in.
    """

    enforcement: tuple[str, ...] = ()
    fulfilment: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    within_hours: int | None = None
    round_from: int | None = None
    points_from: int | None = None
    items_from: int | None = None
    listings_from: int | None = None
    papers_missing: bool = False
    papers_to_translate: bool = False
    two_languages: bool = False


@dataclass(frozen=True)
class FeeFactor:
    """What moves the price of help. `percent` and `amount` are published ranges (from, to); `and_more` has no upper end.

    Without `applies` a case does not tell whether it counts; a base counts wherever its violations fit.
    """

    id: str
    names: Text
    says: Text
    effect: str
    status: str
    sources: tuple[str, ...]
    checked: date
    percent: tuple[float, ...] = ()
    amount: tuple[float, ...] = ()
    currency: str | None = None
    and_more: bool = False
    applies: Applies | None = None
    ask: Text | None = None
    violations: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

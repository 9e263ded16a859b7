"""What of a case makes a price count, and the reason to print beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from generator.case.model import Case
from generator.knowledge.fees import Applies
from generator.knowledge.model import Knowledge
from generator.rules.deadlines import Deadlines
from generator.rules.evidence import check_matrix
from generator.text import Text, same


@dataclass(frozen=True)
class Reason:
    """Why a price counts: the small word `quote_because_<key>` and what it is filled with."""

    key: str
    values: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Measures:
    """What conditions look at. `hours_left` until the case should be filed, below 0 when that is past; None: no deadline."""

    case: Case
    hours_left: int | None
    items: int
    listings: int
    missing: tuple[Text, ...]
    to_translate: tuple[str, ...]
    enforcement: Text


def measure(case: Case, knowledge: Knowledge, now: datetime, dates: Deadlines) -> Measures:
    """Return the measures of a case at the moment `now`."""
    missing = [f for f in check_matrix(case, knowledge, now) if f.id == "evidence.missing"]
    items = _items(case)
    enforcement = case.context["enforcement"]
    return Measures(
        case=case,
        hours_left=int((dates.safe - now).total_seconds() // 3600) if dates.safe else None,
        items=items,
        # Only a notice about listings counts listings; in others the numbers are orders.
        listings=items if enforcement == "listing-removal" else 1,
        missing=tuple(_text(f.values["kind"]) for f in missing),
        to_translate=tuple(e.id for e in case.exhibits if e.language not in ("en", *case.channel.languages)),
        enforcement=knowledge.ui[f"site_enforcement_{enforcement.replace('-', '_')}"],
    )


def reasons(applies: Applies, measures: Measures) -> tuple[Reason, ...] | None:
    """Return why a price counts, one reason for each condition set, or None where one of them does not hold."""
    found = []
    for name, wanted in vars(applies).items():
        if wanted in ((), None, False):
            continue
        values = _CONDITIONS[name](wanted, measures)
        if values is None:
            return None
        found.append(Reason(name, values))
    return tuple(found)


Values = Mapping[str, Text]


def _count(number: int, least: int) -> Values | None:
    return {"n": same(str(number))} if number >= least else None


def _hours(limit: int, m: Measures) -> Values | None:
    if m.hours_left is None or m.hours_left > limit:
        return None
    return {"n": same(str(max(m.hours_left, 0))), "limit": same(str(limit))}


def _papers(papers: tuple[Text, ...]) -> Values | None:
    if not papers:
        return None
    return {"papers": Text("、".join(p.zh for p in papers), ", ".join(p.en for p in papers))}


_CONDITIONS: dict[str, Callable[..., Values | None]] = {
    "enforcement": lambda wanted, m: {"what": m.enforcement} if m.case.context["enforcement"] in wanted else None,
    "fulfilment": lambda wanted, m: {} if m.case.context["fulfilment"] in wanted else None,
    "languages": lambda wanted, m: {} if m.case.language in wanted else None,
    "within_hours": _hours,
    "round_from": lambda least, m: _count(m.case.round, least),
    "points_from": lambda least, m: _count(len(m.case.notice.allegations), least),
    "items_from": lambda least, m: _count(m.items, least),
    "listings_from": lambda least, m: _count(m.listings, least),
    "papers_missing": lambda _, m: _papers(m.missing),
    "papers_to_translate": lambda _, m: _papers(tuple(map(same, m.to_translate))),
    "two_languages": lambda _, m: {} if m.case.client_language != m.case.language else None,
}  # fmt: skip
"""Condition -> the values of its reason, or None where it does not hold."""


def _items(case: Case) -> int:
    """Return how many orders or products the notice concerns; points may be about the same ones."""
    counted = [a for a in case.notice.allegations if a.count or a.items]
    if all(a.items for a in counted):
        return max(len({item for a in counted for item in a.items}), 1)
    return max(a.count or len(a.items) for a in counted)


def _text(value: str | Text) -> Text:
    return value if isinstance(value, Text) else same(value)

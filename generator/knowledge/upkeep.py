"""Keeping the knowledge base true: what to look at again, which rules changed, which claims are carried."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from generator.knowledge.model import Claim, Earlier, Fact, Knowledge, Platform

CHECKED = ("facts", "violations", "pitfalls", "faq", "replies", "fees", "after", "policies", "metrics")
"""A platform's collections whose records say when somebody last looked."""


class _Record(Protocol):
    @property
    def checked(self) -> date: ...


@dataclass(frozen=True, order=True)
class Look:
    """When somebody last looked at one record, which stands at `place` (`path:line`)."""

    checked: date
    place: str
    collection: str
    platform: str
    id: str


def looks(knowledge: Knowledge) -> list[Look]:
    """Return the last look at every record that has one, the oldest first."""

    def of(collection: str, platform: str, records: Mapping[str, _Record]) -> Iterator[Look]:
        for id_, record in records.items():
            place = (
                knowledge.places.get(f"{collection}/{id_}")
                or knowledge.places[f"{collection}/{platform}/{id_}"]
            )
            yield Look(record.checked, place, collection, platform, id_)

    found = list(of("conflicts", "", knowledge.conflicts))
    for platform in knowledge.platforms.values():
        for collection in CHECKED:
            found += of(collection, platform.id, getattr(platform, collection))
    return sorted(found)


def stale(knowledge: Knowledge, today: date, days: int) -> list[Look]:
    """Return what nobody looked at for more than `days` days, the oldest first."""
    return [look for look in looks(knowledge) if (today - look.checked).days > days]


@dataclass(frozen=True)
class RuleChange:
    """One day on which a rule begins, ends, or replaces `before`."""

    day: date
    platform: Platform
    fact: Fact
    kind: str
    before: Earlier | None = None


def rule_changes(knowledge: Knowledge) -> list[RuleChange]:
    """Return every known change of a rule, past and ahead, by day."""
    changes = [
        change
        for platform in knowledge.platforms.values()
        for fact in platform.facts.values()
        for change in _changes_of(platform, fact)
    ]
    return sorted(changes, key=lambda change: (change.day, change.fact.id))


def _changes_of(platform: Platform, fact: Fact) -> Iterator[RuleChange]:
    replaced = {earlier.to + timedelta(days=1): earlier for earlier in fact.history}
    for day, earlier in replaced.items():
        yield RuleChange(day, platform, fact, "was", earlier)
    if fact.from_ and fact.from_ not in replaced:
        yield RuleChange(fact.from_, platform, fact, "begins")
    if fact.to:
        yield RuleChange(fact.to, platform, fact, "ends")


@dataclass(frozen=True)
class Coverage:
    """One researched claim, and which records carry it (`collection/id`)."""

    claim: Claim
    carried_by: tuple[str, ...]


def coverage(knowledge: Knowledge) -> list[Coverage]:
    """Return every researched claim with what carries it; nothing carries those that were left out."""
    carriers: dict[str, list[str]] = {}
    for platform in knowledge.platforms.values():
        for collection in ("facts", "pitfalls", "faq", "replies", "fees", "policies"):
            for id_, record in getattr(platform, collection).items():
                for claim in record.claims:
                    carriers.setdefault(claim, []).append(f"{platform.id}/{collection}/{id_}")
    return [Coverage(claim, tuple(carriers.get(id_, ()))) for id_, claim in knowledge.claims.items()]

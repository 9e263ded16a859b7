"""What to look at again, which rules changed, which claims are carried; and that the real content forgets nothing."""

from datetime import date
from itertools import product

import pytest

from generator.knowledge.load import load_knowledge
from generator.knowledge.model import Knowledge
from generator.knowledge.relations import SITUATIONS
from generator.knowledge.upkeep import coverage, looks, rule_changes, stale
from tests.website.site import INVENTED, ROOT


@pytest.fixture(scope="module")
def invented() -> Knowledge:
    return load_knowledge(INVENTED)


@pytest.fixture(scope="module")
def own() -> Knowledge:
    return load_knowledge(ROOT / "content")


def test_every_record_with_a_date_has_its_look(invented: Knowledge) -> None:
    found = {(look.collection, look.id) for look in looks(invented)}
    platform = invented.platforms["lantern"]
    assert {("facts", id_) for id_ in platform.facts} <= found
    assert ("violations", "dark-lamp") in found
    assert ("conflicts", "lantern-window") in found
    assert all(look.place.endswith(tuple("0123456789")) for look in looks(invented))


def test_stale_begins_the_day_after(invented: Knowledge) -> None:
    oldest = looks(invented)[0]
    assert (oldest.id, oldest.checked) == ("lantern-region", date(2026, 2, 2))
    assert [look.id for look in stale(invented, date(2026, 3, 4), 30)] == []
    assert [look.id for look in stale(invented, date(2026, 3, 5), 30)] == ["lantern-region"]


def test_changes_of_rules(invented: Knowledge) -> None:
    assert [(c.day.isoformat(), c.fact.id, c.kind, c.before and c.before.value) for c in rule_changes(invented)] == [
        ("2025-01-01", "lantern-door", "begins", None),
        ("2025-07-01", "lantern-review", "was", "9"),
        ("2026-06-30", "lantern-door", "ends", None),
        ("2026-12-01", "lantern-review", "was", "5"),
    ]  # fmt: skip


def test_coverage(invented: Knowledge) -> None:
    rows = {row.claim.id: row for row in coverage(invented)}
    assert rows["ten-days"].carried_by == ("lantern/facts/lantern-ten-days",)
    assert rows["moon"].carried_by == ()
    assert rows["moon"].claim.left_out is not None


def test_every_researched_claim_is_carried_or_left_out_with_a_reason(own: Knowledge) -> None:
    rows = coverage(own)
    assert len(rows) >= 459
    assert [row.claim.id for row in rows if bool(row.carried_by) == bool(row.claim.left_out)] == []


def test_every_violation_says_something_for_every_situation(own: Knowledge) -> None:
    """Fulfilment × brand × round: a case in any of them finds advice, or the reason why it does not occur."""
    rounds = (*SITUATIONS["round"], "first")
    for platform in own.platforms.values():
        for violation in platform.violations.values():
            for fulfilment, brand, round_ in product(SITUATIONS["fulfilment"], SITUATIONS["brand"], rounds):
                context = {
                    "fulfilment": fulfilment,
                    "brand": brand,
                    "round": round_,
                    "enforcement": "warning",
                }
                fitting = [s for s in violation.contexts if s.when.holds(context)]
                assert fitting, (platform.id, violation.id, context)

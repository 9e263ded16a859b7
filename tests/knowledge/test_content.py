"""What the real knowledge base holds: every violation that sellers come for, and enough advice on each."""

import re

import pytest

from generator.knowledge.load import load_knowledge
from generator.knowledge.model import Platform, Violation
from tests.website.site import ROOT

KNOWLEDGE = load_knowledge(ROOT / "content")
VIOLATIONS = [(p, v) for p in KNOWLEDGE.platforms.values() for v in p.violations.values()]
each_violation = pytest.mark.parametrize(
    ("platform", "violation"), VIOLATIONS, ids=[f"{p.id}-{v.id}" for p, v in VIOLATIONS]
)

EXPECTED = {
    "amazon": """order-defect-rate late-shipment cancellation-rate valid-tracking late-response return-rate not-as-described
        used-sold-as-new inauthentic counterfeit ip-trademark ip-copyright ip-patent related-accounts code-of-conduct
        section-3-generic identity-verification restricted-product product-safety review-manipulation variation-abuse
        drop-shipping listing-removed-generic listing-quality category-approval price-fraud payment-hold fba-inventory
        brand-registry advertising-suspended""",
    "coupang": """late-shipment cancellation-rate late-response return-rate listing-quality listing-removed-generic
        kc-certification mfds-notification korean-labelling prohibited-expression restricted-product price-fraud counterfeit
        distribution-documents ip-trademark ip-copyright ip-patent fake-waybill order-manipulation qualification-missing
        related-accounts account-suspension-generic payment-hold""",
    "joom": """product-safety restricted-product ip-trademark ip-copyright not-as-described late-shipment cancellation-rate
        return-rate low-rating identity-verification store-suspended-generic payment-hold""",
}


@pytest.mark.parametrize("platform", EXPECTED)
def test_every_violation_that_sellers_come_for(platform: str) -> None:
    assert set(EXPECTED[platform].split()) - set(KNOWLEDGE.platforms[platform].violations) == set()


def test_enough_of_everything() -> None:
    platforms = KNOWLEDGE.platforms.values()
    assert len(KNOWLEDGE.actions) >= 200
    assert len(KNOWLEDGE.evidence) >= 50
    assert len(KNOWLEDGE.glossary) >= 70
    assert sum(len(p.pitfalls) for p in platforms) >= 50
    assert sum(len(p.faq) for p in platforms) >= 40
    assert sum(len(p.fees) for p in platforms) >= 50
    assert all(p.replies for p in platforms)


@each_violation
def test_a_page_answers_what_a_seller_asks(platform: Platform, violation: Violation) -> None:
    """What not to do, what others asked, and both sides of the wording, about this very violation."""
    assert len([p for p in platform.pitfalls.values() if violation.id in p.violations]) >= 2
    assert len([q for q in platform.faq.values() if violation.id in q.violations]) >= 2
    assert len(violation.answers) >= 3
    assert len(violation.first_day) >= 6
    assert violation.ask
    assert {need.need for need in violation.evidence} >= {"must", "should"}
    assert any("later" in need.when.round for need in violation.evidence)
    assert violation.policies or violation.metrics


@each_violation
def test_no_cue_matches_everything(platform: Platform, violation: Violation) -> None:
    """A cue that an empty or an everyday text matches would decide every notice."""
    harmless = (
        "",
        "Dear seller, thank you for your message. We will answer within two days.",
        "안녕하세요, 판매자님.",
        "您好",
    )
    for cue in (*violation.recognise.strong, *violation.recognise.weak):
        assert not any(re.search(cue, text, re.IGNORECASE) for text in harmless), cue


def test_examples_of_choices_can_be_chosen() -> None:
    wrong = [
        (p.id, v.id, name)
        for p, v in VIOLATIONS
        for name, ask in v.ask.items()
        if (ask.type == "choice") != bool(ask.choices) or (ask.choices and ask.example not in ask.choices)
    ]
    assert wrong == []


def test_every_action_is_on_a_menu() -> None:
    used = {id_ for _, v in VIOLATIONS for menu in vars(v.actions).values() for id_ in menu}
    assert set(KNOWLEDGE.actions) - used == set()


def test_every_blank_has_a_label_in_both_languages() -> None:
    """Without one the site would show the slot's own name, in Chinese sentences too."""
    slots = {(action.id, name) for action in KNOWLEDGE.actions.values() for name in action.slots}
    assert sorted((a, name) for a, name in slots if f"site_slot_{name}" not in KNOWLEDGE.ui) == []
    labels = {key: text for key, text in KNOWLEDGE.ui.items() if key.startswith("site_slot_")}
    assert [key for key, text in labels.items() if not text.has("zh") or not text.has("en")] == []


def test_no_label_of_a_blank_is_left_over() -> None:
    """A label for a type or an action is one that some slot uses."""
    actions = KNOWLEDGE.actions.values()
    special = {f"{name}_as_{kind.rstrip('?')}" for a in actions for name, kind in a.slots.items()}
    special |= {f"{name}_in_{a.id}" for a in actions for name in a.slots}
    names = {name for a in actions for name in a.slots}
    for key in KNOWLEDGE.ui:
        label = key.removeprefix("site_slot_")
        if label != key and label not in names and re.search(r"_(as|in)_", label):
            assert label in special, key


def test_every_source_is_used() -> None:
    """A source that nothing cites is left over."""
    used: set[str] = set()
    for platform in KNOWLEDGE.platforms.values():
        for collection in ("facts", "pitfalls", "faq", "replies", "fees", "after", "policies"):
            used.update(s for record in getattr(platform, collection).values() for s in record.sources)
        used.update(
            s for fact in platform.facts.values() for earlier in fact.history for s in earlier.sources
        )
    used.update(s for term in KNOWLEDGE.glossary.values() for s in term.sources)
    assert set(KNOWLEDGE.sources) - used == set()

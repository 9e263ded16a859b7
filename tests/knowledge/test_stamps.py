"""Papers whose worth is that nobody has touched them never carry our label: identity papers, bills, invoices and their like."""

import re
from pathlib import Path

import pytest

from generator.knowledge.load import load_knowledge
from generator.knowledge.model import EvidenceKind

KINDS = load_knowledge(Path(__file__).parents[2] / "content").evidence
UNTOUCHED = re.compile(
    r"identity|passport|licen[cs]e|permit|registration|company register|invoice|bill\b|receipt|bank|payment|payout"
    r"|settlement|tax|proof of|certificate|declaration|contract|agreement|authori[sz]ation|lease|title|court"
    r"|opinion|counter-notice|packing slip|authority|mandate|test (report|summary)",
    re.IGNORECASE,
)
"""What such papers are called in English."""


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_untouched_papers_are_never_stamped(kind: EvidenceKind) -> None:
    if kind.private or UNTOUCHED.search(kind.names.en):
        assert not kind.stamp


def test_what_the_seller_made_may_be_stamped() -> None:
    """Otherwise the rule above would hold because nothing is stamped at all."""
    assert {"order-export", "check-log", "listing-screenshot", "product-photo"} <= {
        k.id for k in KINDS.values() if k.stamp
    }
    assert {"identity-document", "supplier-invoice", "utility-bill", "bank-statement"} <= set(KINDS)

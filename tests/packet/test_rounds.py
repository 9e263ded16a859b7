"""What a packet of a later round holds beside the others: when the same grounds may be filed again, and what it was made from."""

import json
from dataclasses import replace
from datetime import datetime

import pytest

from generator.case.load import load_case
from generator.case.model import Previous
from generator.knowledge.model import Knowledge
from generator.packet.client.timeline import events
from generator.rules.deadlines import deadlines_of
from tests.packet.conftest import Example
from tests.packet.papers import EXAMPLES, ROOT
from tests.world.world import NOW

FILED = datetime.fromisoformat("2026-11-20T23:30+08:00")


@pytest.mark.parametrize(
    ("name", "day"),
    [
        (
            "coupang-kc-certification",
            "2026-11-29T00:00:00+09:00",
        ),  # filed on the 21st in Korea, seven whole days after it
        ("amazon-order-defect-rate", None),  # no number is known
    ],
)
def test_the_timeline_says_when_the_same_may_be_filed_again(
    name: str, day: str | None, knowledge: Knowledge
) -> None:
    case = replace(load_case(EXAMPLES[name], knowledge), previous=Previous(FILED))
    found = [e for e in events(case, deadlines_of(case), NOW, knowledge) if e.key == "refile"]
    assert [e.when.isoformat() for e in found] == ([day] if day else [])
    assert all(case.platform.facts["cp-list-repeat-7d"].says.zh in e.note for e in found)


def test_the_manifest_names_the_letter_before(example: Example) -> None:
    built = example("amazon-inauthentic")
    manifest = json.loads(built.files["manifest.json"])
    letter = ROOT / "case_templates/examples/amazon-inauthentic/previous/letter.txt"
    assert letter.is_file()
    assert "previous/letter.txt" in manifest["made_from"]
    assert not [name for name in built.files if "previous" in name]

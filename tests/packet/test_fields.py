"""Texts for a form that refuses characters: said plainly where that says the same, reported where it does not."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.knowledge.load import load_knowledge
from generator.packet.build import plan_packet
from generator.packet.plan import Plan
from generator.packet.render.text import plain
from tests.packet.filing import CHANNELS, filing_world
from tests.packet.papers import ROOT
from tests.world.world import NOW

REAL = load_knowledge(ROOT / "content")
KNOWN = sorted({c for group in REAL.characters.values() for c in group.characters})


def planned(folder: Path, refuses: list[str], company: str) -> Plan:
    world = filing_world(folder)
    world.change_content(CHANNELS, {"mail.refuses": refuses})
    world.change({"seller.company.en": company})
    return plan_packet(world.case(), world.knowledge(), NOW)


def findings(plan: Plan) -> list[str]:
    return [f.id for f in plan.findings if f.id == "channel.refused-character"]


def test_refused_characters_are_said_plainly(tmp_path: Path) -> None:
    plan = planned(tmp_path, ["“", "”", "–"], "“Sample” Trading – South")
    (letter,) = (field.text for field in plan.fields if field.name == "letter")
    assert '"Sample" Trading - South' in letter
    assert findings(plan) == []


def test_only_the_form_is_written_plainly(tmp_path: Path) -> None:
    """The letter itself stays as it was written."""
    plan = planned(tmp_path, ["“", "”", "–"], "“Sample” Trading – South")
    assert plan.letter.signature.company.filed == "“Sample” Trading – South"


def test_what_a_form_takes_stays(tmp_path: Path) -> None:
    plan = planned(tmp_path, ["–"], "“Sample” Trading")
    assert any("“Sample” Trading" in field.text for field in plan.fields)


def test_what_has_no_plain_form_is_reported(tmp_path: Path) -> None:
    plan = planned(tmp_path, ["*", "“", '"'], "“Sample” * Trading")
    assert findings(plan) == ["channel.refused-character"]
    (values,) = (f.values for f in plan.findings if f.id == "channel.refused-character")
    assert values["characters"] == "*“"


@given(
    st.text(st.sampled_from(KNOWN) | st.characters(codec="utf-8"), max_size=40),
    st.sets(st.sampled_from(KNOWN)),
)
def test_whatever_is_known_is_gone_and_the_rest_is_untouched(text: str, refused: set[str]) -> None:
    said = plain(text, refused, REAL)
    assert not refused & set(said)
    kept = [c for c in text if c not in refused]
    rest = iter(said)
    assert all(c in rest for c in kept)


def test_each_character_has_one_plain_form() -> None:
    every = [c for group in REAL.characters.values() for c in group.characters]
    assert len(set(every)) == len(every)
    assert all(group.instead.isascii() for group in REAL.characters.values())

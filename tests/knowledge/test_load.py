"""The invented world as the rest of the program sees it."""

from copy import deepcopy
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from generator.knowledge.model import about
from generator.knowledge.when import When
from generator.text import Text
from tests.world.world import World, copy_world


@pytest.fixture
def world(tmp_path: Path) -> World:
    return copy_world(tmp_path)


def test_records_have_their_types(world: World) -> None:
    knowledge = world.knowledge()
    platform = knowledge.platforms["examplemart"]
    assert platform.clock.working_days == ("mon", "tue", "wed", "thu", "fri")
    assert platform.channels["desk"].fields["letter"].max_characters == 100
    assert platform.letters["answer"].title.ko == "소명서"
    assert platform.violations["late-parcel"].evidence[0].when == When(fulfilment=("seller",))
    assert knowledge.evidence["carrier-contract"].max_age_months == 12
    assert knowledge.fact("answer-in-7-days").value == "7"
    assert knowledge.places["actions/daily-check"].startswith("content/actions/delivery.yml:")


def test_unknown_limits_are_none_and_empty_ones_are_not(world: World) -> None:
    platform = world.knowledge().platforms["examplemart"]
    assert platform.channels["mail"].max_file_mb is None
    assert platform.channels["desk"].max_file_mb == 1


def test_records_can_not_be_changed(world: World) -> None:
    knowledge = world.knowledge()
    with pytest.raises(FrozenInstanceError):
        knowledge.platforms["examplemart"].portal = "Elsewhere"  # type: ignore[misc]


def test_values_that_look_like_others_stay_text(world: World) -> None:
    facts = "platforms/examplemart/facts.yml"
    for typed in ("NO", "12:30", "010", "1e3", "2026-01-02", "on"):
        world.change_content(facts, {"answer-in-10-days.value": typed})
        assert world.knowledge().fact("answer-in-10-days").value == typed


def test_actions_may_stand_in_several_files(world: World) -> None:
    text = (world.content / "actions" / "delivery.yml").read_text(encoding="utf-8")
    (world.content / "actions" / "more.yml").write_text(
        text.replace("slow-carrier:", "slow-packing:").split("change-carrier:")[0], encoding="utf-8"
    )
    assert {"slow-carrier", "slow-packing"} <= world.knowledge().actions.keys()


def test_one_string_may_stand_for_all_languages(world: World) -> None:
    sheet = {
        "heading": "INV-1",
        "lines": ["Date", {"zh": "灯", "en": "Lamp"}],
        "notes": [{"at": "heading", "says": {"zh": "号", "en": "A number"}}],
    }
    specimen = {"form": "letter", "good": sheet, "poor": deepcopy(sheet)}
    world.change_content("evidence.yml", {"order-export.specimen": specimen})
    made = world.knowledge().evidence["order-export"].specimen
    assert made is not None
    assert made.good.heading == Text("INV-1", "INV-1", "INV-1")
    assert made.good.lines[1] == Text("灯", "Lamp")


def test_hidden_files_are_left_alone(world: World) -> None:
    (world.content / ".DS_Store").write_bytes(b"\0")
    assert world.knowledge().platforms


def test_about_a_violation(world: World) -> None:
    facts = "platforms/examplemart/facts.yml"
    world.change_content(facts, {"answer-in-10-days.violations": ["late-parcel"]})
    records = world.knowledge().platforms["examplemart"].facts.values()
    assert [r.id for r in about(records, "late-parcel")] == ["answer-in-10-days", "answer-in-7-days"]
    assert [r.id for r in about(records, "fraud")] == ["answer-in-7-days"]


def test_when() -> None:
    context = {"fulfilment": "seller", "brand": "own", "enforcement": "warning", "round": "later"}
    assert When().holds(context)
    assert When(round=("first", "later"), brand=("own",)).holds(context)
    assert not When(round=("first",), brand=("own",)).holds(context)


def test_english_stands_in_for_korean_only() -> None:
    assert Text("中", "en").in_("ko") == "en"
    assert not Text("中", "en").has("ko")
    assert Text("中", "en", "한").in_("ko") == "한"

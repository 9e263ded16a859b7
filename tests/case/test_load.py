"""A whole case, read: what the rest of the program sees of it."""

from datetime import date, datetime
from pathlib import Path

import pytest
import yaml

from generator.case.load import load_case
from generator.errors import Place
from generator.text import Text
from tests.world.world import World, copy_world


@pytest.fixture
def world(tmp_path: Path) -> World:
    return copy_world(tmp_path)


def test_the_case_holds_what_was_written(world: World) -> None:
    case = world.case()
    assert (case.id, case.round, case.language, case.client_language) == ("world-1", 1, "en", "zh")
    assert (case.platform.id, case.violation.id, case.channel.id) == ("examplemart", "late-parcel", "desk")
    assert case.context == {
        "fulfilment": "seller",
        "brand": "own",
        "enforcement": "suspension",
        "round": "first",
    }
    assert case.notice.received == datetime.fromisoformat("2026-11-20T09:30+09:00")
    assert case.notice.text.startswith("Your account is on hold.")
    assert case.notice.allegations[0].items == ("X-1", "X-2")
    assert [e.media.kind for e in case.exhibits] == ["pdf", "table"]
    assert case.exhibits[0].issued == date(2026, 11, 21)
    assert case.details == {"carrier": "Example Express"}


def test_sentences_are_filled_in_three_languages(world: World) -> None:
    cause, change, check = world.case().statements
    assert cause.says == Text(
        "Example Express收件晚。", "Example Express collected late.", "Example Express가 늦게 집하했습니다."
    )
    assert change.says.en == "On 21 November 2026 we moved to 한진."
    assert change.says.ko == "2026년 11월 21일에 한진으로 변경했습니다."
    assert check.says.zh == "自2026年11月22日起每天核对发货时间。"
    assert (cause.count, change.done, change.proof) == (2, date(2026, 11, 21), ("E1",))


def test_slots_by_language_and_optional_slots(world: World) -> None:
    carrier = {"en": "Hanjin", "zh": "韩进", "ko": "한진"}
    world.change({"response[0].corrective[0].carrier": carrier, "response[0].corrective[0].contract": "C-9"})
    says = world.case().statements[1].says
    assert says.en == "On 21 November 2026 we moved to Hanjin (contract C-9)."
    assert says.zh == "2026年11月21日起改用韩进（合同C-9）。"
    assert says.ko == "2026년 11월 21일에 한진으로 변경했습니다."


def test_planned_actions_take_the_planned_text(world: World) -> None:
    world.change({"response[0].corrective[0].done": None, "response[0].corrective[0].planned": "2026-12-01"})
    statement = world.case().statements[1]
    assert statement.is_planned
    assert statement.says.en == "On 1 December 2026 we will move to 한진."


def test_own_words_stand_as_written(world: World) -> None:
    own = {"en": "We {{ were }} late.", "zh": "晚了。", "label": {"en": "Late", "zh": "晚"}}
    world.change({"response[0].root_cause[0]": own})
    statement = world.case().statements[0]
    assert statement.action is None
    assert statement.says == Text("晚了。", "We {{ were }} late.")
    assert statement.title.en == "Late"


def test_places(world: World) -> None:
    case = load_case(world.case_file, world.knowledge(), "li/case.yml")
    lines = world.case_file.read_text(encoding="utf-8").splitlines()
    assert lines[case.place("notice.deadline").line - 1].strip().startswith("deadline:")
    assert case.place("seller.signatory.phone") == case.place("seller.signatory")
    assert case.place("channel") == Place("li/case.yml", 1, 1)
    assert case.statements[1].place.path == "li/case.yml"


def test_values_of_yaml_mean_what_the_form_says(world: World) -> None:
    """A store may be called NO, a seller's number may begin with a zero."""
    world.change({"seller.store": "NO", "seller.seller_id": "010", "details.carrier": "12:30"})
    case = world.case()
    assert (case.seller.store, case.seller.seller_id, case.details["carrier"]) == ("NO", "010", "12:30")


def test_a_way_of_filing_may_want_a_shape_of_its_own(world: World) -> None:
    """An appeal on one order is no plan for an account, though the violation is the same."""
    platform = "platforms/examplemart/platform.yml"
    shape = yaml.safe_load((world.content / platform).read_text(encoding="utf-8"))["letters"]["answer"]
    world.change_content(platform, {"letters.short": {**shape, "max_pages": 1}})
    assert world.case().letter.id == "answer"
    world.change_content("platforms/examplemart/channels.yml", {"desk.letter": "short"})
    assert world.case().letter.id == "short"

"""One case file about many products: the table, the groups, and what is said about mistakes in either."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.case.listings import ManyListings, has_many, load_many
from generator.errors import CaseError
from generator.messages import explain
from tests.world.world import World, copy_world

TABLE = "listing,group,name,stopped,state,filed\n" + "".join(
    f"X-{n},{group},,2026-11-19,blocked,\n" for n, group in ((1, "late"), (2, "late"), (3, "lost"))
)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """The world's case, written as one about many products: the answer for `late`, none yet for `lost`."""
    world = copy_world(tmp_path)
    case = yaml.load(world.case_file.read_text(encoding="utf-8"), yaml.BaseLoader)
    allegation = {
        k: v for k, v in case["notice"].pop("allegations")[0].items() if k not in ("count", "items")
    }
    group = {key: case.pop(key) for key in ("violation", "details", "response")}
    lost = {
        "id": "lost",
        "names": {"zh": "丢失", "en": "Lost"},
        "violation": group["violation"],
        "allegations": [deepcopy(allegation)],
    }
    late = {
        "id": "late",
        "names": {"zh": "晚发", "en": "Late"},
        "allegations": [deepcopy(allegation)],
        **group,
    }
    case |= {"listings": "listings.csv", "groups": [late, lost]}
    world.case_file.write_text(yaml.safe_dump(case, allow_unicode=True, sort_keys=False), encoding="utf-8")
    write_table(world, TABLE)
    return world


def write_table(world: World, text: str) -> None:
    (world.case_file.parent / "listings.csv").write_text(text, encoding="utf-8")


def load(world: World) -> ManyListings:
    assert has_many(world.case_file)
    return load_many(world.case_file, world.knowledge(), "case/case.yml")


def test_each_group_is_a_case_of_its_own(world: World) -> None:
    many = load(world)
    late, lost = many.groups
    assert (late.case.id, lost.case.id) == ("world-1-late", "world-1-lost")
    assert [a.items for a in late.case.notice.allegations] == [("X-1", "X-2")]
    assert late.case.notice.allegations[0].count == 2
    assert {e.id for e in late.case.exhibits} == {"E1", "E2"}
    assert (lost.case.responses, lost.case.exhibits) == ((), ())
    assert [case.id for case in many.cases] == ["world-1-late"]


def test_places_are_those_of_the_file(world: World) -> None:
    """A finding about a group's answer leads to the line in which it was written."""
    lines = world.case_file.read_text(encoding="utf-8").splitlines()
    statement = load(world).groups[0].case.responses[0].statements[0]
    assert "use: slow-carrier" in lines[statement.place.line - 1]


def change_table(old: str, new: str) -> Callable[[World], None]:
    return lambda world: write_table(world, TABLE.replace(old, new, 1))


def change_case(changes: dict[str, Any]) -> Callable[[World], None]:
    return lambda world: world.change(changes)


MISTAKES: dict[str, tuple[Callable[[World], None], str]] = {
    "no group column": (change_table("group", "cause"), "must be a CSV table whose heading has the columns listing and group"),
    "a group nobody knows": (change_table("X-3,lost", "X-3,lots"), "row 4, column group: expected late, lost, got “lots”"),
    "the same listing twice": (change_table("X-2", "X-1"), "row 3, column listing: expected an id, each once, got “X-1”"),
    "no such day": (change_table("2026-11-19", "2026-11-31"), "row 2, column stopped: expected 2026-11-18, got “2026-11-31”"),
    "no such state": (change_table("blocked", "gone"), "row 2, column state: expected blocked, filed, restored, closed"),
    "filed without a day": (change_table("blocked", "filed"), "row 2, column filed: expected 2026-11-18"),
    "a single listing": (lambda w: write_table(w, "listing,group\nX-1,late\n"), "names 1 listing(s), expected 2 to 500"),
    "501 listings": (
        lambda w: write_table(w, "listing,group\n" + "".join(f"Y-{n},late\n" for n in range(501))),
        "names 501 listing(s), expected 2 to 500",
    ),
    "a group without listings": (change_table("X-3,lost", "X-3,late"), "no listing of the table belongs to the group lost"),
    "no table": (lambda w: (w.case_file.parent / "listings.csv").unlink(), "there is no file listings.csv"),
    "a picture as table": (change_case({"listings": "exhibits/photo.jpg"}), "must be a CSV table"),
    "a group twice": (change_case({"groups[1].id": "late"}), "the id late is also the id of groups[0]"),
    "an unknown action": (
        change_case({"groups[0].response[0].root_cause[0].use": "slow-carier"}), "slow-carier",
    ),
    "an unknown key in a group": (change_case({"groups[0].colour": "red"}), "unknown key"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_are_told(world: World, mistake: str) -> None:
    break_it, words = MISTAKES[mistake]
    break_it(world)
    with pytest.raises(CaseError) as caught:
        load(world)
    told = [explain(problem, "en") for problem in caught.value.problems]
    assert any(words in text for text in told), told
    assert all(explain(problem, "zh") for problem in caught.value.problems)


def test_a_problem_of_the_common_part_is_told_once(world: World) -> None:
    world.change({"seller.email": "nobody"})
    with pytest.raises(CaseError) as caught:
        load(world)
    assert len(caught.value.problems) == 1

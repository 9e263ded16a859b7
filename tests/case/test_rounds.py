"""The next round's case.yml: edited by lines, so that everything its author wrote stays."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.case.load import load_case
from generator.case.rounds import LETTER, REPLY, Step, next_case, next_id, thread
from generator.case.splitting import split_case
from generator.errors import CaseError
from generator.knowledge.load import load_knowledge
from generator.knowledge.model import Knowledge
from generator.source.read import Document, parse_yaml
from tests.packet.papers import EXAMPLES, ROOT
from tests.world.world import World, copy_world

FILED = datetime.fromisoformat("2026-11-24T10:00+08:00")
STEP = Step(FILED, FILED + timedelta(days=3), FILED + timedelta(days=10))
# Of the others `previous` is written anew and what was new is put aside; the test of the third round sees to that.
FIRST = [name for name, path in EXAMPLES.items() if "\nround: 1\n" in path.read_text(encoding="utf-8")]


def read(text: str) -> Document:
    document, problems = parse_yaml(text.encode(), "case.yml")
    assert document is not None
    assert problems == []
    return document


def made_of(text: str, step: Step = STEP) -> str:
    return next_case(read(text), text, step, changes=["1. more", "new_since:"], points=["- id: A9"])


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(ROOT / "content")


@pytest.mark.parametrize("name", FIRST)
def test_every_line_of_an_example_survives_but_the_few_that_change(name: str) -> None:
    old = EXAMPLES[name].read_text(encoding="utf-8").splitlines()
    new = made_of("\n".join(old) + "\n").splitlines()
    changed = ("case_id:", "round:", "  received:", "  deadline:")
    kept = [line for line in old if not line.startswith(changed)]
    rest = iter(new)
    assert all(any(line == other for other in rest) for line in kept)  # in their order
    fresh = [line for line in new if line not in old and not line.lstrip().startswith("#")]
    assert [line.split(":")[0].strip() for line in fresh if line] == [
        "case_id", "round", "previous", "filed", "letter", "reply", "replied", "received", "deadline",
    ]  # fmt: skip


@given(
    filed=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.timezones()),  # noqa: DTZ001
    days=st.integers(0, 90),
    deadline=st.booleans(),
    had=st.booleans(),
)
def test_the_new_round_holds_what_it_should(filed: datetime, days: int, deadline: bool, had: bool) -> None:
    text = copy_text() if had else copy_text().replace("  deadline: 2026-11-27T23:59+09:00\n", "")
    filed = filed.replace(second=0, microsecond=0)
    step = Step(filed, filed + timedelta(days=days), filed if deadline else None)
    data = read(made_of(text, step)).data
    assert (data["case_id"], data["round"]) == ("world-1-R2", "2")
    assert (data["previous"]["letter"], data["previous"]["reply"]) == (LETTER, REPLY)
    assert datetime.fromisoformat(data["notice"]["received"]) == step.replied
    assert ("deadline" in data["notice"]) == deadline
    assert "new_since" not in data


def copy_text() -> str:
    return (ROOT / "tests/world/case/case.yml").read_text(encoding="utf-8")


def test_a_third_round_puts_the_second_aside() -> None:
    second = made_of(copy_text()).replace("# new_since:", "new_since:\n  - {en: New., zh: 新。}")
    third = made_of(second, Step(FILED + timedelta(days=5), FILED + timedelta(days=9)))
    data = read(third).data
    assert (data["case_id"], data["round"]) == ("world-1-R3", "3")
    assert data["previous"]["filed"] == "2026-11-29T10:00+08:00"
    assert "new_since" not in data
    assert "#   - {en: New., zh: 新。}" in third
    assert third.count("previous:") == 1


@pytest.mark.parametrize(
    ("old", "number", "new"), [("EX-1", 2, "EX-1-R2"), ("EX-1-R2", 3, "EX-1-R3"), ("EX-R2", 2, "EX-R2-R2")]
)
def test_case_ids(old: str, number: int, new: str) -> None:
    assert next_id(old, number) == new


def test_a_conversation_can_be_quoted_from_both() -> None:
    text = thread("The reply.\n", "The notice.\n", FILED)
    assert text == "The reply.\n\n----- 2026-11-24T10:00+08:00 -----\n\nThe notice.\n"


@pytest.mark.parametrize(
    "text",
    [
        "{case_id: a, round: 1, notice: {received: 2026-11-20T09:30+09:00, allegations: [{id: A1}]}}\n",
        "case_id: >-\n  a\nround: 1\nnotice:\n  received: 2026-11-20T09:30+09:00\n  allegations:\n    - id: A1\n",
    ],
)
def test_a_form_that_can_not_be_edited_is_refused(text: str) -> None:
    with pytest.raises(CaseError) as caught:
        made_of(text)
    assert [problem.code for problem in caught.value.problems] == ["edit-form"]


def two_issues(folder: Path) -> World:
    """The world's case with a second point, about another violation, that has its own answer and exhibit."""
    world = copy_world(folder)
    known = world.content / "platforms" / "examplemart" / "violations"
    shutil.copy(known / "late-parcel.yml", known / "lost-parcel.yml")
    text = world.case_file.read_text(encoding="utf-8")
    text = text.replace(
        "seller:\n",
        "    # the second issue\n"
        "    - id: A2\n      quote: your account is on hold\n      violation: lost-parcel\n"
        "      says: {zh: 暂停。, en: On hold., ko: 정지되었습니다.}\nseller:\n",
    ).replace(
        "exhibits:\n",
        "  # about the second issue\n"
        "  - answers: [A2]\n    root_cause:\n      - {use: slow-carrier, carrier: 한진}\n"
        "    corrective:\n      - {use: change-carrier, carrier: 한진, done: 2026-11-21, proof: [E2]}\n"
        "    preventive:\n      - {use: daily-check, done: 2026-11-22, proof: [E2]}\nexhibits:\n",
    )
    world.case_file.write_text(text, encoding="utf-8")
    return world


def test_a_case_for_each_issue(tmp_path: Path) -> None:
    world = two_issues(tmp_path)
    knowledge = world.knowledge()
    violations = knowledge.platforms["examplemart"].violations
    text = world.case_file.read_text(encoding="utf-8")
    document = read(text)
    first, first_files = split_case(document, text, violations["late-parcel"])
    second, second_files = split_case(document, text, violations["lost-parcel"])
    assert "second issue" not in first
    assert "second issue" in second
    assert (first_files, second_files) == (
        ["exhibits/contract.pdf", "exhibits/orders.csv"],
        ["exhibits/orders.csv"],
    )
    for made, id_, points in ((first, "late-parcel", ["A1"]), (second, "lost-parcel", ["A2"])):
        world.case_file.write_text(made, encoding="utf-8")
        case = load_case(world.case_file, knowledge)
        assert (case.id, case.violation.id) == (f"world-1-{id_}", id_)
        assert [a.id for a in case.notice.allegations] == points
        assert [r.answers for r in case.responses] == [tuple(points)]
        assert {id_ for s in case.statements for id_ in s.proof} <= {e.id for e in case.exhibits}


def test_an_issue_nobody_answered_is_not_split_off(tmp_path: Path) -> None:
    world = two_issues(tmp_path)
    text = world.case_file.read_text(encoding="utf-8").replace("answers: [A2]", "answers: [A1]")
    with pytest.raises(CaseError) as caught:
        split_case(read(text), text, world.knowledge().platforms["examplemart"].violations["lost-parcel"])
    assert [problem.code for problem in caught.value.problems] == ["split-unanswered"]

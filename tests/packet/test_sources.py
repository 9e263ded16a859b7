"""No sentence without a fact: each line of a letter names the line of the case, the action or the letter shape behind it."""

import re
from pathlib import Path

import pytest

from generator.case.load import load_case
from generator.case.model import Case
from generator.knowledge.model import Knowledge
from generator.packet.build import plan_packet
from generator.packet.plan import Plan
from tests.packet.papers import EXAMPLES, ROOT
from tests.world.world import NOW


@pytest.fixture(scope="module", params=EXAMPLES)
def plan(request: pytest.FixtureRequest, knowledge: Knowledge) -> Plan:
    return plan_packet(load_case(EXAMPLES[request.param], knowledge), knowledge, NOW)


def stands(source: str, case: Case, knowledge: Knowledge) -> bool:
    """Tell whether what a source names is there."""
    place, _, action = source.partition(" (")
    if action and action.rstrip(")") not in knowledge.actions:
        return False
    if shape := re.fullmatch(r"([a-z-]+)/platform.yml: ([a-z0-9-]+)\.(.+)", place):
        platform, letter, part = shape.groups()
        return letter in knowledge.platforms[platform].letters and part.split(".")[0] in {
            "opening", "request", "responsibility", "closing", "short", "declaration", "sections",
        }  # fmt: skip
    file, _, line = place.rpartition(":")
    path: Path = case.folder / file if file == "case.yml" else ROOT / file
    return path.is_file() and 0 < int(line) <= len(path.read_text(encoding="utf-8").splitlines())


def test_every_line_has_a_source_that_stands(plan: Plan, knowledge: Knowledge) -> None:
    lines = plan.letter.every_line
    assert [line.said.filed for line in lines if not line.source] == []
    sources = {source for line in lines for source in line.source}
    assert [source for source in sources if not stands(source, plan.case, knowledge)] == []


def test_every_line_names_a_place_in_the_case(plan: Plan) -> None:
    lines = plan.letter.every_line
    assert [
        line.said.filed for line in lines if not any(s.startswith("case.yml:") for s in line.source)
    ] == []


def test_statements_of_the_knowledge_base_name_their_action(plan: Plan) -> None:
    named = " ".join(source for line in plan.letter.every_line for source in line.source)
    used = {s.action.id for s in plan.case.statements if s.action}
    assert [id_ for id_ in used if f"({id_})" not in named] == []


def test_done_and_planned_are_never_mixed(plan: Plan) -> None:
    for section in plan.letter.sections:
        assert not any(line.planned for line in section.lines)
        assert all(line.planned and line.when for line in section.planned)


def test_what_is_short_says_nothing_the_letter_does_not(plan: Plan) -> None:
    """One sentence is the first of three; causes, measures and their days are those of the case."""
    letter, case = plan.letter, plan.case
    one, three = letter.short_one, letter.short_three
    assert three[0] is one
    assert len(three) == 3
    assert case.seller.seller_id in one.said.filed
    labels = [(s.label.in_(case.language), s.kind == "root_cause") for s in case.statements]
    for label, is_cause in labels:
        assert label.lower() in three[1 if is_cause else 2].said.filed.lower()
    assert plan.exhibits[0].label in three[2].said.filed
    for line in three:
        assert line.said.filed.count("\n") == 0
        assert line.said.filed[-1] in ".。"
        assert line.said.client[-1] in ".。"

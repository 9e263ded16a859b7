"""No sentence without a fact: each line of a letter names the line of the case, the action or the letter shape behind it."""

import re
from pathlib import Path

import pytest
import yaml

from generator.case.load import load_case
from generator.case.model import Case
from generator.knowledge.model import Knowledge
from generator.packet.build import plan_packet
from generator.packet.plan import Plan
from tests.packet.filing import filing_world
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


def test_a_point_without_an_answer_stands_open_in_the_table(tmp_path: Path) -> None:
    """In a draft the gap must be seen; the finding says how to close it."""
    world = filing_world(tmp_path)
    says = {"zh": "又一点。", "en": "Another point.", "ko": "다른 사항입니다."}
    first = yaml.safe_load(world.case_file.read_text(encoding="utf-8"))["notice"]["allegations"][0]
    world.change({"notice.allegations": [first, {"id": "A2", "quote": first["quote"], "says": says}]})
    knowledge = world.knowledge()
    case = load_case(world.case_file, knowledge, "case/case.yml")
    rows = plan_packet(case, knowledge, NOW, draft=True).letter.rows
    assert [row.points for row in rows] == [(1,), (2,)]
    assert rows[1].told[0].said.filed == says[case.language]
    assert not rows[1].causes
    assert not rows[1].actions


def test_texts_in_lists_are_said_in_each_language(tmp_path: Path) -> None:
    """A name stands as it is; a text is said as filed and as the client reads it."""
    world = filing_world(tmp_path)
    path = "platforms/examplemart/violations/late-parcel.yml"
    ask = {"type": "list", "names": {"zh": "材料", "en": "Papers", "ko": "자료"}}
    ask |= {"prompt": {"zh": "哪些？", "en": "Which?"}, "example": "X"}
    world.change_content(path, {"ask.papers": ask})
    section = {"of": "details", "heading": {"zh": "数据", "en": "Data", "ko": "자료"}}
    world.change_content("platforms/examplemart/platform.yml", {"letters.answer.sections[0]": section})
    world.change({"details.papers": ["CPC", {"zh": "照片", "en": "photos", "ko": "사진"}], "language": "en"})
    knowledge = world.knowledge()
    case = load_case(world.case_file, knowledge, "case/case.yml")
    lines = plan_packet(case, knowledge, NOW, draft=True).letter.sections[0].lines
    assert lines[-1].said.filed == "Papers: CPC and photos"
    assert lines[-1].said.client == "材料：CPC和照片"

"""The feasibility report: its sentences in tests/rule_cases, and what must hold whatever the case."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.case.load import load_case
from generator.case.model import Case
from generator.clock import CHINA
from generator.knowledge.load import load_knowledge
from generator.knowledge.model import Knowledge
from generator.rules.deadlines import deadlines_of
from generator.rules.delivery import CLIENT_OFFICE
from generator.rules.feasibility import GRADES, Feasibility, feasibility
from generator.rules.gaps import EFFORTS, Matrix
from generator.rules.gates import both_zones, time_left
from generator.rules.review import review
from tests.packet.papers import EXAMPLES, ROOT
from tests.rules.test_rule_cases import CASES, RuleCase
from tests.world.world import NOW

GRADED = [param for param in CASES if isinstance(param.values[0], RuleCase) and param.values[0].grade]


@pytest.fixture(scope="module")
def content() -> Knowledge:
    return load_knowledge(ROOT / "content")


@pytest.fixture(scope="module")
def cases(content: Knowledge) -> list[Case]:
    """Examples of all platforms, one of them in a later round."""
    names = ("amazon-inauthentic", "amazon-late-shipment", "coupang-kc-certification", "joom-ip-trademark")
    return [load_case(EXAMPLES[name], content) for name in names]


def assess(case: Case, knowledge: Knowledge, now: datetime = NOW) -> Feasibility:
    return feasibility(case, knowledge, now, review(case, knowledge, now), deadlines_of(case))


@pytest.mark.parametrize("sentence", GRADED)
def test_sentence(sentence: RuleCase, tmp_path: Path, content: Knowledge) -> None:
    world = sentence.world(tmp_path)
    case, knowledge = world.case(), world.knowledge()
    made = assess(case, knowledge, sentence.moment)
    states = {gate.id: gate.state for gate in made.gates}
    assert {id_: states.get(id_, "absent") for id_ in sentence.gates} == sentence.gates
    assert made.grade == sentence.grade
    if sentence.lift is not None:
        lifted = [gap.finding.id for gap in made.lift.gaps] if made.lift else []
        assert lifted == sentence.lift
        assert (made.lift.to if made.lift else "") == sentence.to
    assert made.reasons
    sayings = [*made.reasons, *made.strengths, *(gate.says for gate in made.gates)]
    for language in ("zh", "en"):
        assert all(saying.in_(content, language) for saying in sayings)


def test_every_grade_and_every_state_of_the_lasting_gates_has_a_sentence() -> None:
    sentences = [param.values[0] for param in GRADED]
    assert {s.grade for s in sentences if isinstance(s, RuleCase)} == set(GRADES)
    seen = {pair for s in sentences if isinstance(s, RuleCase) for pair in s.gates.items()}
    wanted = {"appealable": ("open", "caution", "blocking"), "licence": ("open", "blocking", "not-applicable"),
              "time": ("open", "caution", "blocking"), "round": ("open", "caution", "blocking"),
              "forged-paper": ("to-confirm", "blocking"), "second-offence": ("to-confirm", "caution")}  # fmt: skip
    assert {(id_, state) for id_, states in wanted.items() for state in states} <= seen


def test_a_grade_is_a_word(content: Knowledge) -> None:
    told = [*GRADES, *(content.word(f"grade_{g}", lang) for g in GRADES for lang in ("zh", "en"))]
    assert [word for word in told if re.search(r"[\d%％成折分]", word)] == []


def test_nothing_promises_an_outcome(content: Knowledge) -> None:
    """No percentage anywhere in the report's words; that nothing is guaranteed is said once."""
    ours = {
        k: t
        for k, t in content.ui.items()
        if re.match("feasibility|grade|reason|strength|gate|step|effort", k)
    }
    assert [
        key
        for key, text in ours.items()
        if re.search("[%％]|百分之|成功率|percent|success rate", text.zh + text.en)
    ] == []
    assert [key for key, text in ours.items() if "guarantee" in text.en or "保证" in text.zh] == [
        "feasibility_no_guarantee"
    ]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_must_paper_more_never_lowers_the_grade(
    data: st.DataObject, content: Knowledge, cases: list[Case]
) -> None:
    case = data.draw(st.sampled_from(cases))
    kept = data.draw(st.lists(st.sampled_from(case.exhibits), unique_by=lambda e: e.id))
    musts = Matrix(case, content).of("must")
    present = {exhibit.kind.id for exhibit in kept}
    missing = [e for e in case.exhibits if e.kind.id in musts and e.kind.id not in present]
    if not missing:
        return
    more = [*kept, data.draw(st.sampled_from(missing))]
    before, after = (assess(replace(case, exhibits=tuple(papers)), content) for papers in (kept, more))
    assert GRADES.index(before.grade) <= GRADES.index(after.grade)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_cheapest_step_lifts_and_nothing_cheaper_does(
    data: st.DataObject, content: Knowledge, cases: list[Case]
) -> None:
    case = data.draw(st.sampled_from(cases))
    kept = data.draw(st.lists(st.sampled_from(case.exhibits), unique_by=lambda e: e.id))
    case = replace(case, exhibits=tuple(kept))
    findings = review(case, content, NOW)
    made = assess(case, content)
    if made.lift is None:
        bare = feasibility(case, content, NOW, [], deadlines_of(case))
        assert made.grade == bare.grade
        return

    def graded(mended: list[object]) -> str:
        rest = [f for f in findings if f not in mended]
        return feasibility(case, content, NOW, rest, deadlines_of(case)).grade

    step = [gap.finding for gap in made.lift.gaps]
    assert GRADES.index(graded([*step])) > GRADES.index(made.grade)
    assert graded([*step]) == made.lift.to
    for one in step if len(step) > 1 else []:
        assert graded([f for f in step if f != one]) == made.grade
    cheaper = [gap for gap in made.gaps if gap.cost < made.lift.gaps[0].cost]
    if len(step) == 1:
        assert all(graded([gap.finding]) == made.grade for gap in cheaper)


@settings(max_examples=150, deadline=None)
@given(hours=st.integers(-30, 14 * 24), which=st.integers(0, 3), papers=st.integers(0, 3), told=st.booleans())
def test_the_plan_keeps_its_dates(
    hours: int, which: int, papers: int, told: bool, content: Knowledge, cases: list[Case]
) -> None:
    case = replace(cases[which], exhibits=cases[which].exhibits[:papers])
    if not told:
        unknown = replace(case.violation.deadline, fact=None)
        case = replace(
            case,
            notice=replace(case.notice, deadline=None),
            violation=replace(case.violation, deadline=unknown),
        )
    now = case.notice.received + timedelta(hours=hours)
    made = assess(case, content, now)
    plan, dates = made.delivery, deadlines_of(case)
    planned = [gap for step in plan.steps for gap in step.gaps]
    assert sorted(map(id, [*planned, *plan.late, *plan.cut])) == sorted(map(id, made.gaps))
    assert all(gap.must for gap in plan.late)
    assert not any(gap.must for gap in plan.cut)
    known = [step for step in plan.steps if step.when]
    assert [s.when for s in known if s.when] == sorted(s.when for s in known if s.when)
    assert all(step.when >= now for step in known if step.when)
    order = {step.id: step.when for step in known}
    if dates.hard and now >= dates.hard:
        assert plan.steps == ()
    elif dates.hard:
        ours = [step for step in known if not step.id.startswith("reply")]
        assert all(step.when <= dates.hard for step in ours if step.when)
        if dates.safe and now < dates.safe:
            review_id = "review" if "review" in order else "review-short"
            dated = [order[id_] for id_ in (review_id, "signature", "filing")]
            assert dated == sorted(m for m in dated if m)
            assert dated[-1] == dates.safe
    for step in known:
        if step.id == "papers" and step.when and any(g.effort != "minutes" for g in step.gaps):
            assert CLIENT_OFFICE.works(step.when.astimezone(CHINA).date())


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (0, "不到1小时", "less than an hour"),
        (59, "不到1小时", "less than an hour"),
        (60, "1小时", "1 hour"),
        (48 * 60 + 59, "48小时", "48 hours"),
        (49 * 60, "2天1小时", "2 days 1 hour"),
        (10 * 24 * 60 + 6 * 60, "10天6小时", "10 days 6 hours"),
    ],
)
def test_time_left_is_never_rounded_up(minutes: int, zh: str, en: str) -> None:
    left = time_left(NOW + timedelta(minutes=minutes), NOW)
    assert (left.zh, left.en) == (zh, en)


@pytest.mark.parametrize(
    ("moment", "zh", "en"),
    [
        ("2026-11-25T18:00+09:00", "北京时间2026年11月25日 17:00", "25 November 2026, 18:00"),
        ("2026-11-30T23:59-08:00", "北京时间2026年12月1日 15:59", "1 December 2026, 15:59 in China"),
    ],
)
def test_a_moment_is_told_in_both_zones(moment: str, zh: str, en: str) -> None:
    told = both_zones(datetime.fromisoformat(moment))
    assert zh in told.zh
    assert en in told.en


def test_every_paper_says_what_it_takes(content: Knowledge) -> None:
    """A paper that cannot be made afterwards is never called a matter of minutes."""
    assert {kind.effort for kind in content.evidence.values()} == set(EFFORTS)
    assert [
        kind.id for kind in content.evidence.values() if kind.licence and kind.effort in ("minutes", "day")
    ] == []


def test_risks_speak_of_facts_that_some_platform_has(content: Knowledge) -> None:
    known = {id_ for platform in content.platforms.values() for id_ in platform.facts}
    assert {id_ for risk in content.risks.values() for id_ in risk.facts} <= known
    assert {"not-advised", "low", "medium"} == {risk.at_best for risk in content.risks.values()}

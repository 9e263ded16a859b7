"""The example cases that the program ships: each can be filed as it stands, and shows what it is meant to show."""

from collections import Counter
from datetime import timedelta

import pytest

from generator.case.load import load_case
from generator.case.model import Case
from generator.knowledge.load import load_knowledge
from generator.knowledge.model import Knowledge
from generator.packet.build import plan_packet
from generator.packet.plan import Plan
from generator.rules.applies import why_not
from tests.packet.papers import EXAMPLES, ROOT
from tests.world.world import NOW


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(ROOT / "content")


@pytest.fixture(scope="module", params=EXAMPLES)
def case(request: pytest.FixtureRequest, knowledge: Knowledge) -> Case:
    return load_case(EXAMPLES[request.param], knowledge)


@pytest.fixture
def plan(case: Case, knowledge: Knowledge) -> Plan:
    return plan_packet(case, knowledge, NOW)


def test_there_are_examples(knowledge: Knowledge) -> None:
    assert len(EXAMPLES) >= 18
    platforms = [load_case(path, knowledge).platform.id for path in EXAMPLES.values()]
    assert min(Counter(platforms).values()) >= 6


def test_they_show_every_way_of_filing(knowledge: Knowledge) -> None:
    """Each channel, letter shape and kind of enforcement is shown by some example; so are later rounds and Korean."""
    cases = [load_case(path, knowledge) for path in EXAMPLES.values()]
    shown = {(case.platform.id, case.channel.id) for case in cases}
    assert {(p.id, c) for p in knowledge.platforms.values() for c in p.channels} - shown == set()
    shapes = {(case.platform.id, case.letter.id) for case in cases}
    assert {(p.id, shape) for p in knowledge.platforms.values() for shape in p.letters} - shapes == set()
    levels = {
        level for p in knowledge.platforms.values() for v in p.violations.values() for level in v.enforcement
    }
    assert levels - {case.context["enforcement"] for case in cases} == set()
    assert max(case.round for case in cases) > 1
    assert "ko" in {case.language for case in cases}


def test_no_error_and_no_weak_wording(plan: Plan, knowledge: Knowledge) -> None:
    assert [f.id for f in plan.findings if f.severity(knowledge) == "error"] == []
    assert [f.id for f in plan.findings if f.id.startswith("wording.")] == []


def test_every_point_of_the_notice_is_answered_and_proved(plan: Plan) -> None:
    assert len(plan.trace) == len(plan.case.notice.allegations)
    for group in plan.trace:
        assert group.rows
        assert any(row.exhibits for row in group.rows)
        assert all(row.causes for row in group.rows)


def test_what_finds_something_applies(plan: Plan, knowledge: Knowledge) -> None:
    for finding in plan.findings:
        assert why_not(knowledge.all_checks[finding.id], plan.case, knowledge, made=True) is None, finding.id


def test_what_does_not_apply_says_why(plan: Plan, knowledge: Knowledge) -> None:
    assert {row.id for row in plan.checks} == set(knowledge.all_checks)
    for row in plan.checks:
        assert (row.result == "not-applicable") == bool(row.reason)
        assert not (row.findings and row.reason)


def test_the_client_has_confirmed_what_is_asked(case: Case) -> None:
    assert case.confirmations
    assert dict(case.conduct) == dict.fromkeys(case.confirmations, True)


def test_every_quote_stands_in_the_notice(case: Case) -> None:
    notice = " ".join(case.notice.text.split())
    assert [a.quote for a in case.notice.allegations if " ".join(a.quote.split()) not in notice] == []


def test_every_exhibit_is_named_in_the_letter(plan: Plan) -> None:
    named = {label for line in plan.letter.lines for label in line.exhibits}
    assert named == {exhibit.label for exhibit in plan.exhibits}
    in_order = [label for line in plan.letter.lines for label in line.exhibits]
    first = list(dict.fromkeys(in_order))
    assert first == [exhibit.label for exhibit in plan.exhibits]


def test_labels_run_without_gaps(plan: Plan) -> None:
    style = plan.case.channel.exhibit_labels
    numbers = range(1, len(plan.exhibits) + 1)
    wanted = {
        "letters": [chr(ord("A") + n - 1) for n in numbers],
        "numbers": [str(n) for n in numbers],
        "korean": [f"첨부 {n}" for n in numbers],
    }[style]
    assert [exhibit.label for exhibit in plan.exhibits] == wanted


def test_it_is_filed_in_time(plan: Plan) -> None:
    dates = plan.deadlines
    assert dates.hard is not None
    assert dates.safe is not None
    assert dates.review is not None
    assert NOW <= dates.review < dates.safe < dates.hard
    assert dates.hard - dates.safe >= timedelta(hours=24)
    assert dates.assumed is None  # the notice names the day


def test_goods_and_orders_are_counted_once(plan: Plan) -> None:
    """A notice on four options, three for one reason and one for another, is about four."""
    listed = {item for a in plan.case.notice.allegations for item in a.items}
    if "items_count" in plan.case.letter.opening.en and all(a.items for a in plan.case.notice.allegations):
        count = {"ko": f"{len(listed)}건", "en": f"{len(listed)} "}[plan.case.language]
        assert count in plan.letter.opening.said.filed


def test_nothing_is_left_to_fill_in(plan: Plan) -> None:
    texts = [field.text for field in plan.fields]
    texts += [line.said.client for line in plan.letter.lines]
    marks = ("{{", "}}", "{%", "TBD", "XXX", "____", "[  ]", "None", "待补", "某某", "○○")
    assert [(mark, text) for text in texts for mark in marks if mark in text] == []


def test_people_and_companies_are_invented(case: Case) -> None:
    assert "example" in f"{case.seller.company.en} {case.seller.email}".lower()
    assert "EXAMPLE" in case.seller.seller_id

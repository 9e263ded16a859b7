"""The feasibility report as its reader sees it, read back from the PDF."""

import io
from dataclasses import replace
from datetime import datetime, timedelta

import pikepdf
import pytest

from generator.case.model import Case, NamedRisk
from generator.case.practice import Practice
from generator.knowledge.model import Knowledge
from generator.packet.client.feasibility import Report, report_on, report_pdf
from generator.rules.review import review
from generator.text import Text
from tests.packet.conftest import Built, Example
from tests.packet.papers import bare, pages, pdf_words
from tests.world.world import NOW

FILE = "client/feasibility.pdf"


def made(case: Case, knowledge: Knowledge, now: datetime = NOW) -> tuple[Report, str]:
    """Return the report on a case and the words of its PDF."""
    findings = review(case, knowledge, now)
    return report_on(case, knowledge, now, findings), pdf_words(report_pdf(case, knowledge, now, findings))


@pytest.fixture
def certified(example: Example) -> Built:
    return example("coupang-kc-certification")


def test_four_answers_stand_first_and_the_grade_is_a_word(certified: Built) -> None:
    report, words = made(certified.case, certified.knowledge)
    places = [words.index(bare(asked + answer)) for asked, answer in report.answers()]
    assert places == sorted(places)
    assert places[-1] < words.index(bare(f"{report.word('feasibility_grade')}：{report.grade}"))
    assert words in (pdf_words(certified.files[FILE]),)


def test_the_whole_report_is_there(certified: Built) -> None:
    report, words = made(certified.case, certified.knowledge)
    told = [
        *report.reasons,
        *report.strengths,
        report.lift_says(),
        *report.lists("included"),
        *report.lists("not_included"),
    ]
    told += [report.gate_says(gate) for gate in report.record.gates]
    told += [
        part
        for gap in report.papers
        for part in (report.paper(gap), report.mend(gap), report.why(gap), report.due(gap))
    ]
    told += [part for row in report.plan() for part in row]
    assert [text for text in told if bare(text) not in words] == []
    assert words.count(bare(report.word("feasibility_no_guarantee"))) == 1


def test_two_pages_are_enough(built: Built) -> None:
    assert len(pages(built.files[FILE])) <= 2


def test_it_speaks_english_to_who_reads_english(certified: Built) -> None:
    case = replace(certified.case, client_language="en")
    report, words = made(case, certified.knowledge)
    assert bare("Can it be appealed") in words
    assert bare(report.answers()[3][1]) in words
    with pikepdf.open(io.BytesIO(report_pdf(case, certified.knowledge, NOW, []))) as pdf:
        assert pdf.Root.Lang == "en"
        assert pdf.docinfo["/Title"] == "Feasibility report"
        assert pdf.Root.MarkInfo.Marked


def test_what_the_client_told_is_printed_with_its_papers(certified: Built) -> None:
    risk = certified.knowledge.risks["forged-paper"]
    said = Text(zh="客户自己改了证书上的日期。", en="The client changed the date on the certificate.")
    named = NamedRisk(risk, certified.case.place("case_id"), ("E1",), said)
    report, words = made(replace(certified.case, risks=(named,)), certified.knowledge)
    assert report.record.grade == "not-advised"
    assert [text for text in (risk.says.zh, risk.mend.zh, said.zh, "E1") if bare(text) not in words] == []
    assert bare(report.word("feasibility_plan_if")) in words


def test_a_case_without_papers_or_answer(certified: Built) -> None:
    case = replace(certified.case, exhibits=(), responses=())
    report, words = made(case, certified.knowledge)
    assert report.record.grade == "not-advised"
    assert "KC" in report.answers()[2][1]
    assert bare(report.word("feasibility_late", what=report.listed(report.record.delivery.late))) in words
    assert bare(report.entries()) in words


def test_after_the_end_there_is_no_plan(certified: Built) -> None:
    hard = certified.case.notice.deadline
    assert hard
    report, words = made(certified.case, certified.knowledge, hard + timedelta(minutes=1))
    assert report.record.delivery.steps == ()
    assert bare(report.word("feasibility_plan_none")) in words
    assert report.grade in words


def test_a_practice_says_itself_what_is_included(certified: Built) -> None:
    own = Practice(
        names=Text(zh="示例事务所", en="Example Practice"), contact=(Text(zh="电话", en="Phone"),),
        included=(Text(zh="两轮修改", en="Two revisions"),),
    )  # fmt: skip
    report, words = made(replace(certified.case, practice=own), certified.knowledge)
    assert report.lists("included") == ["两轮修改"]
    assert len(report.lists("not_included")) > 3
    assert "两轮修改" in words
    assert bare(certified.knowledge.word("included_check", "zh")) not in words


def test_an_expired_licence_takes_as_long_as_a_new_one(certified: Built) -> None:
    case = certified.case
    old = [replace(e, expires=NOW.date() - timedelta(days=1)) if e.expires else e for e in case.exhibits]
    report, _ = made(replace(case, exhibits=tuple(old)), certified.knowledge)
    expired = [gap for gap in report.record.gaps if gap.finding.id == "evidence.expired"]
    assert expired
    assert all(gap.kind and gap.effort == gap.kind.effort for gap in expired)

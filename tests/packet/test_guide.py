"""Submission guide, next steps and quote: what stands in the finished papers."""

import re
from datetime import timedelta

import pytest

from generator.clock import CHINA, format_date, format_time
from generator.knowledge.model import about
from generator.rules.deadlines import deadlines_of
from generator.rules.quote import quote
from generator.rules.waiting import wait_for_reply
from tests.packet.conftest import Built, Example
from tests.packet.papers import bare, pages

EXAMPLES = ("amazon-order-defect-rate", "coupang-kc-certification", "joom-late-shipment")


@pytest.fixture(params=EXAMPLES)
def paper(request: pytest.FixtureRequest, example: Example) -> Built:
    """One example of each platform."""
    return example(request.param)


def words(built: Built, name: str) -> str:
    """Return the words of a client's paper without what stands below each page: marks of lists, footer, page number."""
    below = r"(?<![\d:])(•|\d{1,2}\.)*" + re.escape(built.case.id) + r".{10,80}\d+/\d+$"
    return "".join(re.sub(below, "", page) for page in pages(built.files[f"client/{name}.pdf"]))


class TestGuide:
    def test_every_field_is_a_whole_block(self, paper: Built) -> None:
        guide = words(paper, "submission-guide")
        fields = paper.packet.plan.fields
        assert max(len(field.text) for field in fields) > 900
        assert [field.name for field in fields if bare(field.text) not in guide] == []

    def test_the_path_is_told_in_order(self, paper: Built) -> None:
        guide, at = words(paper, "submission-guide"), 0
        for step in paper.case.channel.path:
            at = guide.index(bare(step.in_(paper.case.client_language)), at)

    def test_each_file_says_what_it_is_in_the_order_of_uploading(self, paper: Built) -> None:
        guide, at = words(paper, "submission-guide"), 0
        for plan in paper.packet.plan.exhibits:
            at = guide.index(bare(plan.file), at)
            at = guide.index(bare(f"{plan.label} · {plan.title.client} · {plan.shows.client}"), at)

    def test_the_answer_is_expected_in_both_zones(self, paper: Built) -> None:
        guide, language = words(paper, "submission-guide"), paper.case.client_language
        wait = wait_for_reply(paper.case, paper.packet.plan.now)
        for end in (wait.first, wait.last):
            assert bare(format_date(end.date(), language)) in guide
            assert bare(format_time(end.astimezone(CHINA), language)) in guide
        safe = paper.packet.plan.deadlines.safe
        if safe:
            assert bare(format_time(safe.astimezone(CHINA), language)) in guide

    def test_what_to_keep_and_what_proves_the_filing(self, paper: Built) -> None:
        guide, channel = words(paper, "submission-guide"), paper.case.channel
        for text in (channel.confirmation, channel.reply, channel.resend, *channel.save):
            assert bare(text.in_(paper.case.client_language)) in guide

    def test_short_versions(self, paper: Built) -> None:
        guide, letter = words(paper, "submission-guide"), paper.packet.plan.letter
        for line in (letter.short_one, *letter.short_three):
            assert bare(line.said.filed) in guide
            assert bare(line.said.client) in guide


class TestNextSteps:
    def test_each_answer_has_its_part(self, paper: Built) -> None:
        plan, at = words(paper, "next-steps"), 0
        for letter, answer in zip("ABCD", ("accepted", "more", "refused", "silent"), strict=True):
            at = plan.index(bare(f"{letter}. {paper.own_word(f'after_{answer}')}"), at)
        for letter, answer in zip("ABCD", ("accepted", "more", "refused", "silent"), strict=True):
            at = plan.index(bare(f"{letter}. {paper.own_word(f'after_{answer}')}"), at)

    def test_every_answer_known_for_the_violation_is_named(self, paper: Built) -> None:
        plan = words(paper, "next-steps")
        replies = about(paper.case.platform.replies.values(), paper.case.violation.id)
        assert [r.id for r in replies if bare(r.names.in_(paper.case.client_language)) not in plan] == []

    def test_papers_the_case_has_are_told_by_their_labels(self, paper: Built) -> None:
        plan = words(paper, "next-steps")
        replies = about(paper.case.platform.replies.values(), paper.case.violation.id)
        first = next(reply for reply in replies if reply.means == "more" and reply.evidence)
        held = [e for e in paper.packet.plan.exhibits if e.exhibit.kind.id in first.evidence]
        assert held
        for exhibit in held:
            assert bare(paper.own_word("after_have", labels=exhibit.label)) in plan

    def test_every_metric_of_the_violation_with_its_target(self, paper: Built) -> None:
        plan, language = words(paper, "next-steps"), paper.case.client_language
        for id_ in paper.case.violation.metrics:
            metric = paper.case.platform.metrics[id_]
            for text in (metric.names, metric.window, metric.target, metric.early_warning):
                assert text is None or bare(text.in_(language)) in plan
        assert (bare(paper.own_word("after_no_metrics")) in plan) == (not paper.case.violation.metrics)

    def test_thirty_days_after_the_first_and_the_last_day(self, paper: Built) -> None:
        plan, language = words(paper, "next-steps"), paper.case.client_language
        wait = wait_for_reply(paper.case, paper.packet.plan.now)
        for back in (wait.first.date(), wait.last.date()):
            for count in (1, 7, 14, 30):
                assert bare(format_date(back + timedelta(days=count), language)) in plan

    def test_what_the_letter_promises_stands_there_with_its_day(self, paper: Built) -> None:
        plan, language = words(paper, "next-steps"), paper.case.client_language
        for statement in paper.case.statements:
            if statement.planned:
                said = statement.label.in_(language) + format_date(statement.planned, language)
                assert bare(said) in plan

    def test_other_ways_are_those_of_the_violation(self, paper: Built) -> None:
        plan, case = words(paper, "next-steps"), paper.case
        heading = bare(paper.own_word("after_other_ways"))
        ways = plan[plan.index(heading) :]
        for channel in case.platform.channels.values():
            fits = channel.id in case.violation.channels and channel.id != case.channel.id
            step = bare(
                f"{channel.names.in_(case.client_language)}：{channel.path[0].in_(case.client_language)}"
            )
            assert (step in ways) == fits

    def test_only_steps_of_this_situation(self, paper: Built) -> None:
        plan, case = words(paper, "next-steps"), paper.case
        for step in case.platform.after.values():
            fits = step.when.holds(case.context) and (
                not step.violations or case.violation.id in step.violations
            )
            assert (bare(step.says.in_(case.client_language)) in plan) == fits


class TestQuote:
    def test_total_and_every_line(self, paper: Built) -> None:
        text, plan = words(paper, "quote"), paper.packet.plan
        made = quote(paper.case, paper.knowledge, plan.now, deadlines_of(paper.case))
        if made.total:
            assert bare(f"{made.currency} {int(made.total.low):,}–{int(made.total.high):,}") in text
        else:
            assert bare(paper.own_word("quote_total_unknown")) in text
        for line in made.lines:
            assert bare(line.names.in_(paper.case.client_language)) in text
        assert bare(paper.own_word("quote_note_result")) in text

    def test_that_the_platform_charges_nothing(self, paper: Built) -> None:
        text = words(paper, "quote")
        free = [f for f in paper.case.platform.fees.values() if f.effect == "none" and not f.violations]
        assert free
        assert [f.id for f in free if bare(f.says.in_(paper.case.client_language)) not in text] == []

    def test_every_source_named_is_listed(self, paper: Built) -> None:
        for name in ("quote", "next-steps", "submission-guide"):
            text = words(paper, name)
            title = bare(paper.own_word("sources_title"))
            told, _, listed = text.rpartition(title)
            numbers = {int(number) for number in re.findall(r"\[(\d+)\]", told)}
            assert numbers
            assert numbers == set(range(1, max(numbers) + 1))
            assert listed

"""In every paper and in both languages, what is planned is marked as such wherever it stands."""

import pytest

from generator.packet.plan import Plan
from generator.packet.render.text import letter_text
from tests.packet.conftest import Built
from tests.packet.papers import bare, pages, words


@pytest.fixture
def plan(built: Built) -> Plan:
    if not any(s.is_planned for s in built.packet.plan.case.statements):
        pytest.skip("everything is done")
    return built.packet.plan


def test_the_letter_keeps_them_apart(plan: Plan) -> None:
    for section in plan.letter.sections:
        assert not any(line.planned for line in section.lines)
        assert all(line.planned for line in section.planned)
    planned = [s for s in plan.case.statements if s.is_planned]
    lines = [line for section in plan.letter.sections for line in section.planned]
    assert sorted(line.said.filed for line in lines) == sorted(
        s.says.in_(plan.case.language) for s in planned
    )


def test_the_first_page_marks_what_is_planned(plan: Plan) -> None:
    language, planned = plan.case.language, [s for s in plan.case.statements if s.is_planned]
    if any(
        row.lines for row in plan.letter.rows
    ):  # a brief letter has whole sentences in its table, of what is done
        below = {line.said.filed for section in plan.letter.sections for line in section.planned}
        assert below == {s.says.in_(language) for s in planned}
        assert not any(line.planned for row in plan.letter.rows for line in row.lines)
        return
    marked = [a for row in plan.letter.rows for a in row.actions if a.planned]
    assert {a.label.filed for a in marked} == {s.label.in_(language) for s in planned}


def filed_words(built: Built) -> dict[str, str]:
    names = ["submit/appeal-letter.pdf", "submit/appeal-letter.docx"]
    texts = {name: words(name, built.files[name]) for name in names}
    texts["letter for the portal"] = bare(letter_text(built.packet.plan.letter, built.knowledge))
    return texts


def test_filed_letters_say_it_before_each(plan: Plan, built: Built) -> None:
    """What is planned stands below its own heading: after it, and after everything of its section that is done."""
    heading = bare(built.word("letter_still_planned"))
    for name, text in filed_words(built).items():
        for section in (s for s in plan.letter.sections if s.planned):
            start = text.rindex(bare(section.heading.filed)[:12])
            for line in section.planned:
                place = text.find(bare(line.said.filed)[:30], start)
                assert heading in text[start:place], (name, line.said.filed)
                assert all(text.find(bare(done.said.filed)[:30], start) < place for done in section.lines), (
                    name
                )


def test_client_papers_mark_it(plan: Plan, built: Built) -> None:
    mark = bare(built.own_word("planned_mark"))
    planned = [s.label.in_(built.case.client_language) for s in plan.case.statements if s.is_planned]
    for name in ("trace", "review-copy"):
        text = "".join(pages(built.files[f"client/{name}.pdf"]))
        assert text.count(mark) >= len(planned), name


def test_the_timeline_has_what_is_planned_and_nothing_that_is_done(plan: Plan, built: Built) -> None:
    titles = [e.title for e in plan.events if e.key.startswith("planned")]
    planned = [s for s in plan.case.statements if s.is_planned]
    assert len(titles) == len(planned)
    for statement in planned:
        assert any(statement.label.in_(built.case.client_language) in title for title in titles)

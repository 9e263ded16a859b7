"""A reviewer with half a minute reads the first page: who, which notice, what is asked, and what answers each point."""

from generator.packet.plan import Row
from tests.packet.conftest import Built
from tests.packet.papers import bare, pages


def first_page(built: Built) -> str:
    return pages(built.files["submit/appeal-letter.pdf"])[0]


def test_says_who_answers_which_notice_and_what_is_asked(built: Built) -> None:
    letter, case = built.packet.plan.letter, built.case
    wanted = [letter.title.filed, letter.opening.said.filed, letter.request.said.filed]
    wanted += [case.seller.company.in_(case.language), case.seller.seller_id, case.seller.store]
    wanted += [*case.notice.references.values(), *(line.said.filed for line in letter.news)]
    assert [text for text in wanted if bare(text) not in first_page(built)] == []


def test_holds_the_whole_table(built: Built) -> None:
    """Point of the notice -> cause -> action -> exhibits, every row of it."""
    words, letter = first_page(built), built.packet.plan.letter
    assert letter.rows
    told = [line for row in letter.rows for line in row.told]
    assert sorted(line.points[0] for line in told) == list(range(1, len(built.case.notice.allegations) + 1))
    assert [line.said.filed for line in told if bare(line.said.filed) not in words] == []
    labels = [said.filed for row in letter.rows for said in (*row.causes, *(a.label for a in row.actions))]
    assert [text for text in labels if bare(text) not in words] == []
    assert [row for row in letter.rows if exhibits_in(row, built) not in words] == []


def exhibits_in(row: Row, built: Built) -> str:
    """Return the labels of a row as its column shows them: Korean ones without the word that heads the column."""
    return bare(", ".join(row.exhibits).replace(built.word("exhibit") + " ", ""))


def test_no_point_is_told_twice(built: Built) -> None:
    words = "".join(pages(built.files["submit/appeal-letter.pdf"]))
    told = [bare(line.said.filed) for row in built.packet.plan.letter.rows for line in row.told]
    assert [text for text in told if words.count(text) != 1] == []


def test_a_later_round_opens_with_what_is_new(built: Built) -> None:
    letter = built.packet.plan.letter
    assert bool(letter.news) == (built.case.round > 1)
    if letter.news:
        words = first_page(built)
        news = words.index(bare(letter.news[0].said.filed))
        assert words.index(bare(letter.request.said.filed)) < news
        assert news < words.index(bare(letter.rows[0].told[0].said.filed))


def test_keeps_to_the_length_of_its_shape(built: Built) -> None:
    assert len(pages(built.files["submit/appeal-letter.pdf"])) <= built.case.letter.max_pages

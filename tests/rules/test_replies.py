"""What a reply asks for is recognised by its phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.knowledge.load import load_knowledge
from generator.knowledge.model import Platform, Reply
from generator.rules.replies import match, read_reply
from generator.text import squeeze
from tests.packet.papers import ROOT

KNOWLEDGE = load_knowledge(ROOT / "content")
AMAZON = KNOWLEDGE.platforms["amazon"]
COUPANG = KNOWLEDGE.platforms["coupang"]
EXAMPLES = [(p, reply) for p in KNOWLEDGE.platforms.values() for reply in p.replies.values()]


@pytest.mark.parametrize(("platform", "reply"), EXAMPLES, ids=lambda value: value.id)
def test_each_example_is_recognised(platform: Platform, reply: Reply) -> None:
    found = match(f"Hello,\n\n{reply.example}\n\nRegards", platform)
    assert reply.id in [m.reply.id for m in found]


def test_a_mail_broken_into_lines_is_read_as_one() -> None:
    text = (
        "Thank you for your plan. We need more detail on the actions you have\r\n"
        "taken to resolve the issue. Please also add further details on the root\r\n"
        "causes.\r\n\r\nAmazon Seller Performance\r\n"
    )
    reading = read_reply(text, AMAZON, "order-defect-rate")
    assert [m.reply.id for m in reading.matches][:2] == ["more-detail-on-actions", "more-detail-on-cause"]
    assert reading.matches[0].quote.startswith("We need more detail on the actions you have taken")
    assert (reading.matches[0].line, reading.matches[1].line) == (1, 2)
    assert reading.unknown == ("Thank you for your plan.",)


def test_the_case_s_violation_goes_first() -> None:
    text = "제출하신 KC 인증번호가 해당 모델명과 일치하지 않습니다."
    assert match(text, COUPANG, violation="kc-certification")[0].reply.id == "certificate-does-not-fit"


def test_weaker_readings_of_the_same_words_stand_aside() -> None:
    reading = read_reply(
        "제출하신 KC 인증번호가 해당 모델명과 일치하지 않습니다.", COUPANG, "kc-certification"
    )
    assert [m.reply.id for m in reading.matches] == ["certificate-does-not-fit"]
    assert "inconsistent-explanation" in [m.reply.id for m in reading.also]


def test_two_asks_in_one_sentence_both_stand() -> None:
    text = "Please add more detail on the root causes, and more detail on the steps you have taken to prevent them."
    reading = read_reply(text, AMAZON)
    assert {m.reply.id for m in reading.matches} >= {"more-detail-on-cause", "more-detail-on-prevention"}
    assert {m.quote for m in reading.matches} == {text}


def test_one_language_alone() -> None:
    text = "재발 방지 대책이 구체적이지 않습니다."
    assert match(text, COUPANG, "ko")
    assert match(text, COUPANG, "en") == []


@given(st.text(max_size=200))
def test_places_lie_in_the_text(text: str) -> None:
    text = f"{text}\r\nWe couldn’t verify the supplier. {text}"
    reading = read_reply(text, AMAZON)
    assert "supplier-cannot-be-verified" in [m.reply.id for m in reading.matches]
    for found in reading.matches:
        assert all(0 <= start < end <= len(text) for start, end in found.spans)
        assert found.quote


def test_quotes_can_be_copied_word_for_word() -> None:
    text = "Hello,\r\n\r\nwe couldn’t verify the “supplier” whom you name on the invoice that you sent\r\nlast week.\r\n"
    (found,) = read_reply(text, AMAZON).matches
    assert (
        found.quote
        == "we couldn’t verify the “supplier” whom you name on the invoice that you sent last week."
    )
    assert found.quote in squeeze(text)


def test_nothing_known() -> None:
    reading = read_reply("We got your mail. We will write again", AMAZON)
    assert reading.matches == ()
    assert reading.unknown == ("We got your mail.",)

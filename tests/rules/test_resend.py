"""Two letters compared by their sentences."""

from hypothesis import given
from hypothesis import strategies as st

from generator.rules.resend import compare

ONE = "On 18 November 2026 we moved all orders to EX Tracked."
TWO = "Since 19 November 2026 our logistics lead has checked the first scan at 10:00 every day."
NEW = "The supplier confirmed on letterhead that invoice 77 covers 160 units."


def test_counts_and_share() -> None:
    found = compare(
        [f"{ONE} {NEW}", TWO], f"Appeal\n\n1. Actions\n\n- {ONE} (Exhibit A)\n\n- {TWO} (Exhibit B, C)\n"
    )
    assert (found.same, found.count) == (2, 3)
    assert found.similarity == round(100 * len(ONE + TWO) / len(ONE + TWO + NEW))


def test_korean_and_chinese() -> None:
    before = "- 2026년 11월 19일 번호를 입력하였습니다. (첨부 3)\n\n- 자세한 내용은 첨부와 같습니다.\n"
    assert compare(["2026년 11월 19일 번호를 입력하였습니다."], before).similarity == 100
    assert compare(["供应商已出具确认函。发票共三张。"], "发票共三张。").same == 1


def test_nothing_before_and_nothing_now() -> None:
    assert compare([ONE], "").similarity == 0
    assert compare([], ONE).similarity == 0


@given(st.permutations([ONE, TWO, NEW]))
def test_the_order_does_not_matter(order: list[str]) -> None:
    assert compare([ONE, TWO, NEW], "\n\n".join(order)).similarity == 100


@given(st.lists(st.text("abcdefgh .", min_size=1, max_size=40)), st.text("abcdefgh .\n", max_size=200))
def test_it_stays_within_bounds(body: list[str], before: str) -> None:
    found = compare(body, before)
    assert 0 <= found.same <= found.count
    assert 0 <= found.similarity <= 100

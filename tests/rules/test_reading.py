"""Numbers, names and days as papers write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.clock import format_date
from generator.rules.reading import bare, counts, numbers, party, words, writings


@pytest.mark.parametrize(
    "written",
    ["2026-06-03", "3 June 2026", "June 3, 2026", "Jun. 3, 2026", "3rd of June 2026", "03-Jun-2026", "2026/6/3", "2026. 6. 3.",
     "06/03/2026", "3.6.2026", "2026年6月3日", "2026년 06월 03일", "20260603", "２０２６年６月３日"],
)  # fmt: skip
def test_a_day_is_found_however_it_is_written(written: str) -> None:
    text = words([f"issued {written} at Example"])
    assert text.has_day(date(2026, 6, 3))
    assert not text.has_day(date(2026, 6, 13))


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_our_own_papers_are_read_back(day: date) -> None:
    for language in ("zh", "en", "ko"):
        assert bare(format_date(day, language)) in writings(day)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_another_day_is_not_found(one: date, other: date) -> None:
    """Day and month may change places, since papers from both sides of the Atlantic do; nothing else may."""
    swapped = one.year == other.year and (one.day, one.month) == (other.month, other.day)
    if one != other and not swapped:
        assert writings(one).isdisjoint(writings(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sample Trading Co., Ltd.", "SAMPLE TRADING COMPANY LIMITED"),
        ("Sample Works Inc.", "Sample Works, Incorporated"),
        ("示例（深圳）有限公司", "示例(深圳)有限公司"),
        ("㈜예시", "주식회사 예시"),
    ],
)
def test_one_company_in_two_spellings(one: str, other: str) -> None:
    assert party(one) == party(other)


def test_two_companies() -> None:
    assert party("Sample Trading Co., Ltd.") != party("Sample Trading (HK) Co., Ltd.")


def test_a_number_stands_alone_and_may_be_broken_over_lines() -> None:
    text = words(["Waybills 6000-0000-\n0001, 600000000012\n30", "Ｃ－９１ EXB-200를"])
    assert all(text.has(number) for number in ("6000-0000-0001", "600000000012", "c-91", "EXB-200", "30"))
    assert not any(text.has(number) for number in ("C-9", "60000000001", "EXB-20", "60000000001230 0"))


def test_a_day_is_not_part_of_another() -> None:
    assert not words(["21 June 2026", "2026-1-18"]).has_day(date(2026, 6, 1))
    assert not words(["2026-1-18"]).has_day(date(2026, 1, 1))


def test_numbers_are_taken_apart() -> None:
    assert numbers(["EX601, EX605；EX609", "A-1"]) == ["EX601", "EX605", "EX609", "A-1"]


@given(st.integers(0, 10_000_000))
def test_counts_with_and_without_commas(count: int) -> None:
    assert str(count) in counts(f"total {count:,} units")
    assert str(count) in counts(f"total {count} units")

"""Ranges of money: exact, never narrower than what is known, rounded outward."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.rules.interval import Interval, hull

numbers = st.fractions(min_value=-(10**7), max_value=10**7, max_denominator=1000)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(numbers), draw(numbers)))
    return Interval(low, high, draw(st.booleans()))


@st.composite
def inside(draw: st.DrawFn, interval: Interval) -> Fraction:
    share = draw(st.fractions(0, 1, max_denominator=50))
    return interval.low + share * (interval.high - interval.low)


@given(intervals(), intervals(), st.data())
def test_a_sum_holds_every_sum(a: Interval, b: Interval, data: st.DataObject) -> None:
    x, y = data.draw(inside(a)), data.draw(inside(b))
    total = a + b
    assert total.low <= x + y <= total.high
    assert total.and_more == (a.and_more or b.and_more)


@given(intervals(), intervals())
def test_a_sum_is_no_wider_than_its_ends(a: Interval, b: Interval) -> None:
    assert ((a + b).low, (a + b).high) == (a.low + b.low, a.high + b.high)


@given(intervals(), intervals(), st.data())
def test_percent_holds_every_product(a: Interval, part: Interval, data: st.DataObject) -> None:
    x, p = data.draw(inside(a)), data.draw(inside(part))
    made = a.percent(part)
    assert made.low <= x * p / 100 <= made.high


@given(intervals())
def test_a_hundred_percent_is_the_range_itself(a: Interval) -> None:
    assert a.percent(Interval.of([100])) == a


@given(st.lists(intervals(), min_size=1, max_size=5))
def test_a_hull_holds_each_and_begins_and_ends_with_one(every: list[Interval]) -> None:
    whole = hull(every)
    assert all(whole.low <= one.low and one.high <= whole.high for one in every)
    assert whole.low in {one.low for one in every}
    assert whole.high in {one.high for one in every}


@given(intervals(), st.sampled_from([None, 1, 2, 3]))
def test_rounding_goes_outward_and_once(a: Interval, digits: int | None) -> None:
    made = a.outward(digits)
    assert made.low <= a.low
    assert a.high <= made.high
    assert made.low.denominator == made.high.denominator == 1
    if a.low >= 0 or digits is None:
        assert made.outward(digits) == made


@given(intervals())
def test_two_digits_are_left(a: Interval) -> None:
    for end in (a.outward(2).low, a.outward(2).high):
        assert len(str(abs(int(end))).rstrip("0")) <= 2


@given(intervals())
def test_nothing_is_ever_below_nothing(a: Interval) -> None:
    made = a.from_zero()
    assert 0 <= made.low <= made.high
    assert made == a or a.low < 0


@given(intervals())
def test_what_has_no_end_can_not_be_taken_off(a: Interval) -> None:
    if a.and_more:
        with pytest.raises(ValueError, match="discount"):
            a.taken_off()
    else:
        assert a.taken_off().taken_off() == a


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [((800, 2500), "800", "2500"), ((0.1,), "1/10", "1/10"), ((12.5, 30), "25/2", "30")],
)
def test_written_numbers_are_taken_exactly(written: tuple[float, ...], low: str, high: str) -> None:
    assert Interval.of(written) == Interval(Fraction(low), Fraction(high))


def test_a_tenth_on_top_needs_no_further_unit() -> None:
    """1000 × 1.1 is 1100.0000000000002 in floats, which would round outward to 1200."""
    assert Interval.of([1000]).percent(Interval.of([110])).outward(2) == Interval.of([1100])


def test_backward_ranges_are_refused() -> None:
    with pytest.raises(ValueError, match=">"):
        Interval.of((5, 3))

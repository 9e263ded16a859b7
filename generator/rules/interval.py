"""Ranges of money and percent, calculated exactly and rounded outward, so that no figure claims more than is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, both included. `and_more`: the source names no upper end, `high` is only where it begins."""

    low: Fraction
    high: Fraction
    and_more: bool = False

    def __post_init__(self) -> None:
        """Refuse a range that ends below where it begins."""
        if self.low > self.high:
            raise ValueError(f"{self.low} > {self.high}")

    @classmethod
    def of(cls, values: Sequence[float], *, and_more: bool = False) -> "Interval":
        """Return the range of a written price: one number, or from and to. 0.1 is a tenth, not the nearest float."""
        return cls(Fraction(str(values[0])), Fraction(str(values[-1])), and_more)

    def __add__(self, other: "Interval") -> "Interval":
        """Return every sum of a value here and one there."""
        return Interval(self.low + other.low, self.high + other.high, self.and_more or other.and_more)

    def taken_off(self) -> "Interval":
        """Return the range taken off. One that has no end can't be taken off."""
        if self.and_more:
            raise ValueError("a discount without an end")
        return Interval(-self.high, -self.low)

    def percent(self, part: "Interval") -> "Interval":
        """Return `part` percent of this range: every product of a value here and one there."""
        ends = [mine * theirs / 100 for mine in (self.low, self.high) for theirs in (part.low, part.high)]
        return Interval(min(ends), max(ends), self.and_more or part.and_more)

    def from_zero(self) -> "Interval":
        """Return the range without what lies below nothing: a price is never negative."""
        return Interval(max(self.low, Fraction(0)), max(self.high, Fraction(0)), self.and_more)

    def outward(self, digits: int | None = None) -> "Interval":
        """Return the range with each end rounded outward, to whole numbers or to so many significant digits."""
        down, up = _step(self.low, digits), _step(self.high, digits)
        return Interval(
            Fraction(floor(self.low / down) * down), Fraction(ceil(self.high / up) * up), self.and_more
        )


ZERO = Interval(Fraction(0), Fraction(0))


def hull(ranges: Iterable[Interval]) -> Interval:
    """Return the smallest range that holds all of `ranges`, of which there is at least one."""
    every = list(ranges)
    return Interval(min(r.low for r in every), max(r.high for r in every), any(r.and_more for r in every))


def _step(value: Fraction, digits: int | None) -> int:
    """Return to which power of ten a value is rounded: 1, or more where fewer digits are wanted than it has."""
    return 1 if digits is None else 10 ** max(0, len(str(int(abs(value)))) - digits)

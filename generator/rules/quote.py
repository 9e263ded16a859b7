"""A quote for one case: the base price, what moves it and why, and the total, each with where it comes from.

The rules of calculation, the same for published ranges and for the practice's own list:

- Of the bases that fit, the one that names most of the case (platform, violation, enforcement) counts; several that
  name as much count as the range that holds them all. The others stay visible and do not count.
- Percentages are of the base and are added up, since nobody publishes a surcharge on a surcharge. Sums come on top.
- A factor without a number, or in another currency, stands in the quote and never changes the total.
- Ends of the total are rounded outward: published ranges to two significant digits, own prices to whole units.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from generator.case.model import Case
from generator.case.prices import Prices, Step
from generator.knowledge.fees import Applies, FeeFactor
from generator.knowledge.model import Knowledge, about
from generator.rules.conditions import Measures, Reason, measure, reasons
from generator.rules.deadlines import Deadlines
from generator.rules.interval import ZERO, Interval, hull
from generator.text import Text

VALID_DAYS = 7
"""So long a quote from published ranges holds: a week later the time left, and with it the price, is another."""


@dataclass(frozen=True)
class QuoteLine:
    """One price of the quote. `comes_to` is what it adds in the quote's currency; None where it does not count.

    `factor` is the published statement behind it; None for the practice's own price.
    """

    names: Text
    effect: str
    reasons: tuple[Reason, ...] = ()
    percent: Interval | None = None
    amount: Interval | None = None
    currency: str | None = None
    comes_to: Interval | None = None
    factor: FeeFactor | None = None
    names_of_case: int = 0

    @property
    def counts(self) -> bool:
        """Whether it is part of the total."""
        return self.comes_to is not None


@dataclass(frozen=True)
class Quote:
    """Everything a quote says. `total` is None where no base price is known; `open` are factors the case can't tell."""

    own: bool
    lines: tuple[QuoteLine, ...]
    currency: str | None
    total: Interval | None
    valid_until: date
    free: tuple[FeeFactor, ...]
    open: tuple[FeeFactor, ...]


def quote(case: Case, knowledge: Knowledge, now: datetime, dates: Deadlines) -> Quote:
    """Return the quote for a case at the moment `now`, from the practice's list if there is one."""
    measures = measure(case, knowledge, now, dates)
    prices = case.practice.prices if case.practice else None
    published = about(case.platform.fees.values(), case.violation.id)
    if prices:
        lines = [*_own_bases(prices, case, knowledge), *_own_factors(prices, measures, knowledge)]
    else:
        lines = [line for factor in published if (line := _published(factor, measures))]
    bases = _chosen([line for line in lines if line.effect == "base"])
    # Published bases that do not count are other people's statements and stay; of one's own list the fitting one is enough.
    bases = [line for line in bases if line.counts or not prices]
    lines = bases + [line for line in lines if line.effect != "base"]
    base = [line.comes_to for line in lines if line.comes_to]
    currency = next((line.currency for line in lines if line.counts), prices.currency if prices else None)
    total = None
    if base:
        lines = [_counted(line, hull(base), currency) for line in lines]
        total = _total(lines, hull(base)).outward(None if prices else 2)
    days = prices.valid_days if prices else VALID_DAYS
    return Quote(
        own=prices is not None, lines=tuple(lines), currency=currency, total=total,
        valid_until=_valid_until(case, now, days, dates),
        free=tuple(f for f in published if f.effect == "none" and not f.violations),
        open=() if prices else tuple(f for f in published if _can_not_tell(f)),
    )  # fmt: skip


def _published(factor: FeeFactor, measures: Measures) -> QuoteLine | None:
    """Return the line of a published factor, or None where it is not one for this case."""
    if factor.effect in ("none", "either") or (factor.effect != "base" and factor.applies is None):
        return None
    because = reasons(factor.applies or Applies(), measures)
    if because is None:
        return None
    return QuoteLine(
        factor.names, factor.effect, because,
        percent=Interval.of(factor.percent, and_more=factor.and_more) if factor.percent else None,
        amount=Interval.of(factor.amount, and_more=factor.and_more) if factor.amount else None,
        currency=factor.currency, factor=factor,
        names_of_case=bool(factor.violations) + bool(factor.applies and factor.applies.enforcement),
    )  # fmt: skip


def _can_not_tell(factor: FeeFactor) -> bool:
    return factor.effect == "either" or (factor.effect in ("raises", "lowers") and factor.applies is None)


def _own_bases(prices: Prices, case: Case, knowledge: Knowledge) -> Iterator[QuoteLine]:
    for price in prices.base:
        fits = (
            price.platform in (None, case.platform.id)
            and (not price.violations or case.violation.id in price.violations)
            and (not price.enforcement or case.context["enforcement"] in price.enforcement)
        )
        if fits:
            named = bool(price.platform) + bool(price.violations) + bool(price.enforcement)
            yield QuoteLine(
                knowledge.ui["quote_own_base"], "base", amount=Interval.of(price.amount),
                currency=prices.currency, names_of_case=named,
            )  # fmt: skip


def _own_factors(prices: Prices, measures: Measures, knowledge: Knowledge) -> Iterator[QuoteLine]:
    """Yield the surcharges and discounts of the practice's list that this case brings about."""
    urgent = sorted(prices.urgent, key=lambda step: step.within_hours)
    # In each list the step that goes furthest stands first, and the first that holds counts.
    lists = {
        "urgent": [(step.percent, Applies(within_hours=step.within_hours)) for step in urgent],
        "round": [(step.percent, Applies(round_from=step.from_)) for step in _highest(prices.round)],
        "volume": [(step.percent, Applies(listings_from=step.from_)) for step in _highest(prices.volume)],
    }
    for name, steps in lists.items():
        held = (
            (percent, why) for percent, applies in steps if (why := reasons(applies, measures)) is not None
        )
        for percent, why in islice(held, 1):
            yield QuoteLine(
                knowledge.ui[f"quote_own_{name}"], "lowers" if name == "volume" else "raises", why,
                percent=Interval.of([percent]), currency=prices.currency,
            )  # fmt: skip
    for factor in prices.factors:
        because = reasons(factor.applies or Applies(), measures)
        if because is not None:
            yield QuoteLine(
                factor.names, "lowers" if factor.lowers else "raises", because,
                percent=Interval.of(factor.percent) if factor.percent else None,
                amount=Interval.of(factor.amount) if factor.amount else None, currency=prices.currency,
            )  # fmt: skip


def _highest(steps: Sequence[Step]) -> list[Step]:
    return sorted(steps, key=lambda step: step.from_, reverse=True)


def _chosen(bases: Sequence[QuoteLine]) -> list[QuoteLine]:
    """Return the bases with those counting that name most of the case; one without a number can't count."""
    priced = [line for line in bases if line.amount]
    most = max((line.names_of_case for line in priced), default=0)
    currency = next((line.currency for line in priced if line.names_of_case == most), None)
    return [
        replace(line, comes_to=line.amount)
        if line.amount and line.names_of_case == most and line.currency == currency
        else line
        for line in bases
    ]


def _counted(line: QuoteLine, base: Interval, currency: str | None) -> QuoteLine:
    """Return a factor's line with what it comes to; without a number, or in another currency, it does not count."""
    if line.effect == "base":
        return line
    change = (
        base.percent(line.percent) if line.percent else line.amount if line.currency == currency else None
    )
    if change is None:
        return line
    return replace(line, comes_to=change.taken_off() if line.effect == "lowers" else change)


def _total(lines: Sequence[QuoteLine], base: Interval) -> Interval:
    """Return base × (100 + percentages) % + sums.

    The percentages are added up before they meet the base: the lines' own ranges added up would pair the lowest base
    with the discount on the highest.
    """
    percent, sums = Interval.of([100]), ZERO
    for line in lines:
        if line.percent:
            percent += line.percent.taken_off() if line.effect == "lowers" else line.percent
        elif line.effect != "base" and line.comes_to:
            sums += line.comes_to
    return (base.percent(percent.from_zero()) + sums).from_zero()


def _valid_until(case: Case, now: datetime, days: int, dates: Deadlines) -> date:
    """Return the last day of the quote: so many days from now, and not after the day the case must be filed."""
    last = now.astimezone(case.platform.clock.zone).date() + timedelta(days=days)
    return min(last, dates.hard.date()) if dates.hard and dates.hard > now else last

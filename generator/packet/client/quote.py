"""The quote as the client reads it: what it costs, why, and where each number comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from generator.knowledge.fees import FeeFactor
from generator.packet.client.basis import Basis
from generator.packet.client.desk import Desk
from generator.packet.client.feasibility import service
from generator.rules.interval import Interval
from generator.rules.quote import QuoteLine, quote


@dataclass(frozen=True)
class ShownLine:
    """One row of the table. `basis` is the status with the numbers of the sources below it."""

    name: str
    because: tuple[str, ...]
    says: str
    range: str
    adds: str
    basis: str


def values(desk: Desk) -> Mapping[str, Any]:
    """Return what the template quote.html is filled with."""
    case, language, plan = desk.plan.case, desk.language, desk.plan
    made = quote(case, desk.knowledge, plan.now, plan.deadlines)
    basis = Basis(desk.knowledge, language)
    shown = {
        "lines": [_shown(line, made.currency, desk, basis) for line in made.lines],
        "free": [(f.says.in_(language), basis.mark(f.status, f.sources)) for f in made.free],
        "open": [_asked(f, desk, basis) for f in made.open],
    }
    return {
        **shown, "sources": basis.listed(),
        "own": made.own,
        "subject": desk.word(
            "quote_subject_text", platform=case.platform.names.in_(language),
            violation=case.violation.names.in_(language), round=case.round,
            enforcement=desk.word(f"site_enforcement_{case.context['enforcement'].replace('-', '_')}"),
        ),
        "total": _money(made.total, made.currency, desk) if made.total else "",
        "currency": made.currency, "valid_until": made.valid_until,
        "included": service("included", case, desk.knowledge),
        "not_included": service("not_included", case, desk.knowledge),
    }  # fmt: skip


def _shown(line: QuoteLine, currency: str | None, desk: Desk, basis: Basis) -> ShownLine:
    if line.comes_to:
        adds = _money(line.comes_to, currency, desk, _SIGNS[line.effect])
    elif line.effect == "base" and line.amount:
        adds = desk.word("quote_not_counted_base")
    else:
        adds = desk.word("quote_not_counted")
    return ShownLine(
        name=line.names.in_(desk.language),
        because=tuple(
            desk.word(f"quote_because_{reason.key}", **{k: v.in_(desk.language) for k, v in reason.values.items()})
            for reason in line.reasons
        ),
        says=line.factor.says.in_(desk.language) if line.factor else "",
        range=_range(line.percent, line.amount, line.currency, desk, _SIGNS[line.effect]),
        adds=adds,
        basis=basis.mark(line.factor.status, line.factor.sources) if line.factor else desk.word("quote_basis_own"),
    )  # fmt: skip


def _asked(factor: FeeFactor, desk: Desk, basis: Basis) -> tuple[str, str, str, str]:
    """Return name, question, range (or "") and basis of a factor that the case does not tell."""
    language = desk.language
    number = bool(factor.percent or factor.amount)
    percent, amount = (
        Interval.of(v, and_more=factor.and_more) if v else None for v in (factor.percent, factor.amount)
    )
    return (
        factor.names.in_(language),
        factor.ask.in_(language) if factor.ask else factor.says.in_(language),
        _range(percent, amount, factor.currency, desk) if number else "",
        basis.mark(factor.status, factor.sources),
    )


_SIGNS = {"base": "", "raises": "+ ", "lowers": "− "}


def _range(
    percent: Interval | None, amount: Interval | None, currency: str | None, desk: Desk, sign: str = ""
) -> str:
    if percent:
        return _more(f"{sign}{_numbers(percent)}%", percent, desk)
    return _money(amount, currency, desk, sign) if amount else desk.word("quote_no_number")


def _money(amount: Interval, currency: str | None, desk: Desk, sign: str = "") -> str:
    """Return a sum in whole units of its currency, rounded outward: `CNY 800–2,500`, signed `+ CNY 240–1,250`."""
    return _more(f"{sign}{currency} {_numbers(amount.outward())}", amount, desk)


def _numbers(interval: Interval) -> str:
    ends = sorted({abs(interval.low), abs(interval.high)})
    return "–".join(_number(end) for end in ends)


def _number(value: Fraction) -> str:
    return f"{int(value):,}" if value.denominator == 1 else f"{float(value):g}"


def _more(text: str, interval: Interval, desk: Desk) -> str:
    return desk.word("quote_more", range=text) if interval.and_more else text

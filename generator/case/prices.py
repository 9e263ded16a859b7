"""The practice's own price list, part of practice.yml. Where it stands, published ranges are not used."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.errors import Problem
from generator.knowledge.fees import Applies
from generator.knowledge.model import Knowledge
from generator.knowledge.references import dangling
from generator.knowledge.relations import backward_ranges
from generator.source.read import Document, Steps, dotted
from generator.source.schema import load_schema
from generator.text import Text


@dataclass(frozen=True)
class BasePrice:
    """What one case costs, from and to (or one number), in the list's currency. Empty ones fit every case."""

    amount: tuple[float, ...]
    platform: str | None = None
    violations: tuple[str, ...] = ()
    enforcement: tuple[str, ...] = ()


@dataclass(frozen=True)
class UrgentStep:
    """A surcharge in percent when so many hours or fewer are left."""

    within_hours: int
    percent: float


@dataclass(frozen=True)
class Step:
    """A surcharge or discount in percent from a number on."""

    from_: int
    percent: float


@dataclass(frozen=True)
class PriceFactor:
    """Anything else that moves the price: percent of the base, or a sum in the list's currency."""

    names: Text
    applies: Applies | None = None
    lowers: bool = False
    percent: tuple[float, ...] = ()
    amount: tuple[float, ...] = ()


@dataclass(frozen=True)
class Prices:
    """The whole list. A quote made from it holds for `valid_days` days."""

    currency: str
    valid_days: int
    base: tuple[BasePrice, ...]
    urgent: tuple[UrgentStep, ...] = ()
    round: tuple[Step, ...] = ()
    volume: tuple[Step, ...] = ()
    factors: tuple[PriceFactor, ...] = ()


def as_ranges(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the `prices` of practice.yml with every price as a list, whether it was written as one number or as two."""

    def ranged(record: Mapping[str, Any]) -> dict[str, Any]:
        alone = {k: [v] for k, v in record.items() if k in ("amount", "percent") and not isinstance(v, list)}
        return {**record, **alone}

    return {**data, **{name: [ranged(r) for r in data[name]] for name in ("base", "factors") if name in data}}


def check_prices(document: Document, data: Mapping[str, Any], knowledge: Knowledge) -> list[Problem]:
    """Return what is wrong with the price list in a valid practice.yml: unknown ids, and ranges that run backwards."""
    violations = {id_ for platform in knowledge.platforms.values() for id_ in platform.violations}
    known = {"platforms": set(knowledge.platforms), "violations": violations}
    problems = list(dangling(document, data, load_schema("practice"), lambda name: known[name]))
    for part in ("base", "factors"):
        for index, record in enumerate(data.get("prices", {}).get(part, ())):
            at: Steps = ("prices", part, index)
            for steps, reason, reason_zh in backward_ranges(record):
                problems.append(_relation(document, (*at, *steps), reason, reason_zh))
            if part == "factors" and ("percent" in record) == ("amount" in record):
                problems.append(
                    _relation(
                        document, at, "write either `percent` or `amount`", "percent 和 amount 写且只写一个"
                    )
                )
    return problems


def _relation(document: Document, steps: Steps, reason: str, reason_zh: str) -> Problem:
    return Problem.of("relation", document.place(steps), dotted(steps), reason=reason, reason_zh=reason_zh)

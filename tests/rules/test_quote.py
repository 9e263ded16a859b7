"""Quotes: sentences about the invented world, in tests/rules/quotes.yml.

| key | says |
|---|---|
| `name` | the situation, as a sentence |
| `given` | what is different in the world's case |
| `fees` | what is published: id -> factor, without what every factor has |
| `prices` | the practice's own list |
| `now` | the moment of the quote |
| `total` | its ends, then `more` where it has none; `none` where there is no total |
| `counts` | names of the lines that count, in order |
| `shown` | names of the lines that do not |
| `open` | ids of what the case does not tell |
| `because` | what stands beside the lines, in English |
| `until` | the last day |
"""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.knowledge.fees import Applies
from generator.knowledge.load import load_knowledge
from generator.knowledge.model import Knowledge
from generator.rules.deadlines import deadlines_of
from generator.rules.quote import Quote, quote
from tests.world.world import NOW, copy_world

ROOT = Path(__file__).parents[2]
EVERY = {
    "says": {"zh": "说明", "en": "It says."},
    "status": "reported",
    "sources": ["seller-help"],
    "checked": "2026-11-01",
}


@dataclass(frozen=True)
class QuoteCase:
    """One sentence. Keys that are not among these are refused."""

    name: str
    given: dict[str, Any] = field(default_factory=dict)
    fees: dict[str, dict[str, Any]] = field(default_factory=dict)
    prices: dict[str, Any] = field(default_factory=dict)
    now: str = ""
    total: list[str] | None = None
    counts: list[str] | None = None
    shown: list[str] | None = None
    open: list[str] | None = None
    because: list[str] | None = None
    until: str = ""

    def quote(self, folder: Path, words: Knowledge) -> Quote:
        world = copy_world(folder)
        world.change(self.given)
        fees = {id_: {**EVERY, "names": {"zh": id_, "en": id_}, **own} for id_, own in self.fees.items()}
        if fees:
            (world.content / "platforms/examplemart/fees.yml").write_text(json.dumps(fees), encoding="utf-8")
        if self.prices:
            practice = {
                "names": {"zh": "事务所", "en": "Office"}, "contact": [{"zh": "电话", "en": "Phone"}], "prices": self.prices,
            }  # fmt: skip
            (world.folder / "case/practice.yml").write_text(json.dumps(practice), encoding="utf-8")
        case = world.case()
        knowledge = replace(world.knowledge(), ui=words.ui)
        now = datetime.fromisoformat(self.now) if self.now else NOW
        return quote(case, knowledge, now, deadlines_of(case))


CASES = [
    QuoteCase(**written)
    for written in yaml.load(
        (Path(__file__).parent / "quotes.yml").read_text(encoding="utf-8"), yaml.CBaseLoader
    )
]


@pytest.fixture(scope="module")
def words() -> Knowledge:
    """The real knowledge base, whose words a quote needs."""
    return load_knowledge(ROOT / "content")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_quote(case: QuoteCase, tmp_path: Path, words: Knowledge) -> None:
    made = case.quote(tmp_path, words)
    if case.total is not None:
        total = made.total
        more = ["more"] if total and total.and_more else []
        assert (["none"] if total is None else [f"{total.low}", f"{total.high}", *more]) == case.total
    if case.counts is not None:
        assert [line.names.en for line in made.lines if line.counts] == case.counts
    if case.shown is not None:
        assert [line.names.en for line in made.lines if not line.counts] == case.shown
    if case.open is not None:
        assert [factor.id for factor in made.open] == case.open
    if case.until:
        assert made.valid_until.isoformat() == case.until
    because = [
        words.word(f"quote_because_{reason.key}", "en", **{k: v.en for k, v in reason.values.items()})
        for line in made.lines
        for reason in line.reasons
    ]
    if case.because is not None:
        assert because == case.because


def test_every_condition_has_its_words(words: Knowledge) -> None:
    assert {f"quote_because_{name}" for name in vars(Applies())} <= words.ui.keys()

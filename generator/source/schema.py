"""The schemas as written in schemas/*.yml, with their named rule sets put in place.

A rule is a Cerberus rule set (a dictionary). `ref` and `template` are ours; `annotated` finds their values in a document.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from generator.source.read import Steps, load_trusted

FOLDER = Path(__file__).parent / "schemas"

MARKS = frozenset(("ref", "template", "filed"))
"""What our schemas say about a value beside its shape."""


Rule = dict[str, Any]


class MarkedRule(Rule):
    """A rule set of a schema; `marks` are those that it or anything inside it carries, so that a search can pass it by."""

    marks: frozenset[str] = frozenset()


@cache
def load_schema(name: str) -> MarkedRule:
    """Return the rule for a whole document of the kind `name`."""
    written = load_trusted(FOLDER / f"{name}.yml")
    if "keysrules" in written:
        return _expand(written)
    return _expand({"type": "dict", "required": True, "schema": written})


@cache
def _rulesets() -> dict[str, Any]:
    return dict(load_trusted(FOLDER / "rulesets.yml"))


def _expand(rule: Any) -> MarkedRule:
    """Return the rule with every named rule set written out."""
    if isinstance(rule, str):
        return _expand(_rulesets()[rule])
    expanded = MarkedRule(rule)
    for part in ("keysrules", "valuesrules"):
        if part in expanded:
            expanded[part] = _expand(expanded[part])
    if "schema" in expanded:
        inner = expanded["schema"]
        if "dict" in expanded["type"]:
            expanded["schema"] = {key: _expand(value) for key, value in inner.items()}
        else:
            expanded["schema"] = _expand(inner)
    inside = [expanded[part] for part in ("keysrules", "valuesrules", "schema") if part in expanded]
    if "schema" in expanded and expanded["type"] == "dict":
        inside += expanded["schema"].values()
    expanded.marks = MARKS.intersection(expanded).union(*(getattr(rule, "marks", ()) for rule in inside))
    return expanded


def children(value: Any, rule: Rule) -> Iterator[tuple[str | int, Any, Rule]]:
    """Yield step, value and rule of everything directly inside a value. Values without a rule are left out."""
    if isinstance(value, dict):
        fields = rule.get("schema") or {}
        for key, inner in value.items():
            inner_rule = fields.get(key, rule.get("valuesrules"))
            if inner_rule:
                yield key, inner, inner_rule
    elif isinstance(value, list) and isinstance(rule.get("schema"), dict):
        for index, inner in enumerate(value):
            yield index, inner, rule["schema"]


def rule_at(rule: Rule, steps: Steps) -> Rule:
    """Return the rule of the value at `steps`; {} where the schema says nothing."""
    for step in steps:
        inner: Rule = rule.get("schema") or {}
        rule = inner if isinstance(step, int) else inner.get(step) or rule.get("valuesrules") or {}
    return rule


def annotated(value: Any, rule: Rule, mark: str, steps: Steps = ()) -> Iterator[tuple[Steps, Any, Any]]:
    """Yield way, value and the mark's argument for every value whose rule carries `mark` (`ref`, `template`, `filed`)."""
    if isinstance(rule, MarkedRule) and mark not in rule.marks:
        return
    if mark in rule and value is not None:
        yield steps, value, rule[mark]
    for step, inner, inner_rule in children(value, rule):
        yield from annotated(inner, inner_rule, mark, (*steps, step))

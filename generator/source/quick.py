"""A quick look that clears values which plainly keep their rule.

Cerberus finds every fault and says where it is, and takes most of the time of reading content in doing so. Nearly
all files have none: what this look clears, Cerberus need not see. Whatever it does not understand it does not clear.
"""

import re
from datetime import date, datetime
from typing import Any

from generator.source.schema import Rule

_TYPES: dict[str, Any] = {
    "string": str, "list": list, "dict": dict, "boolean": bool, "integer": int, "number": (int, float),
    "date": date, "datetime": datetime,
}  # fmt: skip

_UNDERSTOOD = frozenset((
    "type", "required", "schema", "keysrules", "valuesrules", "allowed", "regex", "min", "max", "minlength",
    "maxlength", "empty", "is_regex", "ref", "template", "filed",
))  # fmt: skip
"""Parts of a rule that are looked at here, or (`ref`, `template`, `filed`) on the whole set only."""


def plainly_valid(value: Any, rule: Rule) -> bool:
    """Tell whether a typed value certainly keeps its rule; False says nothing but that Cerberus must look."""
    if value is None or not rule.keys() <= _UNDERSTOOD:
        return False
    kind = rule.get("type")
    if isinstance(kind, list):
        return any(plainly_valid(value, {**rule, "type": one}) for one in kind)
    if not isinstance(kind, str) or not isinstance(value, _TYPES.get(kind, ())):
        return False
    if isinstance(value, bool) != (kind == "boolean") or isinstance(value, datetime) != (kind == "datetime"):
        return False
    if kind == "dict":
        return _length_fits(value, rule) and _entries_valid(value, rule)
    if kind == "list":
        return _length_fits(value, rule) and _items_valid(value, rule)
    return _length_fits(value, rule) and _single_valid(value, rule)


def _length_fits(value: Any, rule: Rule) -> bool:
    if not rule.keys() & {"minlength", "maxlength", "empty"}:
        return True
    if not isinstance(value, str | list | dict):
        return False
    least = int(rule.get("minlength", 0 if rule.get("empty", True) else 1))
    return least <= len(value) <= int(rule.get("maxlength", len(value)))


def _entries_valid(value: dict[Any, Any], rule: Rule) -> bool:
    fields = rule.get("schema")
    keys, values = rule.get("keysrules"), rule.get("valuesrules")
    if keys and not all(plainly_valid(key, keys) for key in value):
        return False
    if fields is None:
        return values is not None and all(plainly_valid(inner, values) for inner in value.values())
    if values is not None or not value.keys() <= fields.keys():
        return False
    if any(inner.get("required") and name not in value for name, inner in fields.items()):
        return False
    return all(plainly_valid(inner, fields[name]) for name, inner in value.items())


def _items_valid(value: list[Any], rule: Rule) -> bool:
    inner = rule.get("schema")
    allowed = rule.get("allowed")
    if allowed is not None or inner is None:
        return False
    return all(plainly_valid(item, inner) for item in value)


def _single_valid(value: Any, rule: Rule) -> bool:
    if "allowed" in rule and value not in rule["allowed"]:
        return False
    if not rule.get("min", value) <= value <= rule.get("max", value):
        return False
    if "regex" in rule and not re.fullmatch(rule["regex"], value):
        return False
    return not rule.get("is_regex") or _is_regex(value)


def _is_regex(value: str) -> bool:
    try:
        re.compile(value)
    except re.error:
        return False
    return True

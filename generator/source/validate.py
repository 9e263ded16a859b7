"""Check a document against its schema and give its values their types. The only module that knows Cerberus."""

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cerberus import Validator, errors

from generator.clock import has_calendar
from generator.errors import Problem
from generator.likeness import closest
from generator.source.quick import plainly_valid
from generator.source.read import Document, Steps, dotted, value_at
from generator.source.schema import Rule, children, rule_at

LANGUAGES = ("zh", "en", "ko")


def validate(document: Document, rule: Rule, steps: Steps = ()) -> tuple[Any, list[Problem]]:
    """Return the data at `steps` with typed values, and every problem of its shape."""
    typed = type_values(value_at(document.data, steps), rule)
    if plainly_valid(typed, rule):
        return typed, []
    validator = _Validator({"document": rule})
    validator.validate({"document": typed}, normalize=False)
    return typed, [_problem(error, document, rule, steps) for error in _leaves(validator._errors)]


def type_values(value: Any, rule: Rule) -> Any:
    """Return the value with texts turned into what the rule's type says; what can't be turned stays as typed."""
    if isinstance(value, dict | list):
        typed: Any = dict(value) if isinstance(value, dict) else list(value)
        for step, inner, inner_rule in children(value, rule):
            typed[step] = type_values(inner, inner_rule)
        return typed
    if isinstance(value, str):
        if not value.strip(" "):
            return None  # "" says no more than nothing at all; the schema then asks for a value
        kinds = rule.get("type", "string")
        for kind in [kinds] if isinstance(kinds, str) else kinds:
            turned = _TURN.get(kind, lambda text: text)(value.strip())
            if not isinstance(turned, str):
                return turned
    return value


def _integer(text: str) -> int | str:
    return int(text) if re.fullmatch(r"[+-]?(0|[1-9][0-9]*)", text) else text


def _number(text: str) -> int | float | str:
    whole = _integer(text)
    return float(text) if isinstance(whole, str) and re.fullmatch(r"[+-]?[0-9]+\.[0-9]+", text) else whole


def _boolean(text: str) -> bool | str:
    return {"true": True, "yes": True, "false": False, "no": False}.get(text.lower(), text)


def _date(text: str) -> date | str:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else text
    except ValueError:
        return text


def _datetime(text: str) -> datetime | str:
    try:
        moment = datetime.fromisoformat(text) if _DATETIME.match(text) else None
    except ValueError:
        return text
    return moment if moment and moment.tzinfo else text


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# Notices and deadlines are of this century; a slip of the keyboard like 20226 is caught here.
_DATETIME = re.compile(r"20\d{2}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
_TURN: dict[str, Any] = {
    "integer": _integer, "number": _number, "boolean": _boolean, "date": _date, "datetime": _datetime,
}  # fmt: skip


class _Validator(Validator):  # type: ignore[misc]
    """Cerberus with the rules our schemas add. `ref` and `template` are checked on the whole set, not here."""

    def _validate_ref(self, constraint: Any, field: Any, value: Any) -> None:
        """The rule's arguments are validated against this schema: {'type': 'string'}"""

    def _validate_template(self, constraint: Any, field: Any, value: Any) -> None:
        """The rule's arguments are validated against this schema: {'type': 'string'}"""

    def _validate_filed(self, constraint: Any, field: Any, value: Any) -> None:
        """The rule's arguments are validated against this schema: {'type': 'boolean'}"""

    def _validate_is_regex(self, constraint: Any, field: Any, value: Any) -> None:
        """The rule's arguments are validated against this schema: {'type': 'boolean'}"""
        try:
            re.compile(str(value))
        except re.error as error:
            self._error(field, f"bad-regex|{error}")

    def _validate_is_timezone(self, constraint: Any, field: Any, value: Any) -> None:
        """The rule's arguments are validated against this schema: {'type': 'boolean'}"""
        try:
            ZoneInfo(str(value))
        except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder of the data, such as Asia
            self._error(field, "bad-timezone|")

    def _validate_is_holiday_country(self, constraint: Any, field: Any, value: Any) -> None:
        """The rule's arguments are validated against this schema: {'type': 'boolean'}"""
        if not has_calendar(str(value)):
            self._error(field, "bad-country|")

    def _validate_regex(self, pattern: str, field: Any, value: Any) -> None:
        """The rule's arguments are validated against this schema: {'type': 'string'}"""
        # Cerberus' own takes a line break at the end, which would end up in names of files.
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            self._error(field, errors.REGEX_MISMATCH)

    def _validate_integer_or_unknown(self, constraint: Any, field: Any, value: Any) -> None:
        """The rule's arguments are validated against this schema: {'type': 'boolean'}"""
        if isinstance(value, str) and value != "unknown":
            self._error(field, "number-or-unknown|")


def _leaves(found: Any) -> Any:
    """Yield the errors that are no mere wrappers around others."""
    for error in found:
        if error.child_errors:
            yield from _leaves(error.child_errors)
        else:
            yield error


def _problem(error: errors.ValidationError, document: Document, rule: Rule, top: Steps) -> Problem:
    """Return the problem behind one Cerberus error; `top` is where the validated part begins."""
    inner: Steps = tuple(error.document_path[1:])
    steps = (*top, *inner)
    where = dotted(steps)
    place = document.place(steps)
    got = _shown(error.value)
    constraint = error.constraint
    match error.rule:
        case "required":
            key = str(steps[-1]) if steps else ""
            place = document.key_place(steps[:-1]) if steps else place
            if key in LANGUAGES:
                return Problem.of("missing-translation", place, dotted(steps[:-1]), language=key, key=key)
            return Problem.of("missing-key", place, dotted(steps[:-1]), key=key)
        case None if error.code == errors.UNKNOWN_FIELD.code:
            known = list(rule_at(rule, inner[:-1]).get("schema") or {})
            key = str(steps[-1])
            return Problem.of(
                "unknown-key", document.key_place(steps), dotted(steps[:-1]),
                key=key, guess=closest(key, known), known=", ".join(known),
            )  # fmt: skip
        case "type":
            kinds = [constraint] if isinstance(constraint, str) else list(constraint)
            for kind in kinds:
                if kind in ("date", "datetime") and isinstance(error.value, str):
                    if kind == "datetime" and _DATETIME.match(error.value) and _is_moment(error.value):
                        return Problem.of("no-zone", place, where, got=got)
                    if _DATE.match(error.value):
                        return Problem.of("no-such-date", place, where, got=got)
            return Problem.of("wrong-type", place, where, expected="|".join(kinds), got=got)
        case "nullable" | "empty":
            kinds = rule_at(rule, inner).get("type", "string")
            expected = kinds if isinstance(kinds, str) else "|".join(kinds)
            return Problem.of("empty-value", place, where, expected=expected)
        case "allowed":
            guess = closest(str(error.value), constraint)
            allowed = ", ".join(map(str, constraint))
            return Problem.of("not-allowed", place, where, got=got, allowed=allowed, guess=guess)
        case "regex":
            place = document.key_place(steps) if "keysrules" in error.schema_path else place
            return Problem.of("pattern", place, where, got=got, pattern=constraint)
        case "min" | "max":
            sign = "≥" if error.rule == "min" else "≤"
            return Problem.of("out-of-range", place, where, got=got, limit=f"{sign} {constraint}")
        case "minlength" | "maxlength":
            sign = "≥" if error.rule == "minlength" else "≤"
            return Problem.of("length", place, where, got=len(error.value), limit=f"{sign} {constraint}")
        case None if error.info:
            code, _, reason = str(error.info[0]).partition("|")
            return Problem.of(
                code, place, where, got=got, reason=reason, guess=closest(str(error.value), ["unknown"])
            )
        case _:
            raise AssertionError(f"no words for the Cerberus rule {error.rule!r} ({error.code})")


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _shown(value: Any) -> str:
    """Return a value as an author recognises it, cut to a readable length."""
    if isinstance(value, dict):
        return "{" + ", ".join(map(str, list(value)[:4])) + ("…" if len(value) > 4 else "") + "}"
    if isinstance(value, list):
        return f"[{len(value)}]"
    text = str(value)
    return "'" + (text if len(text) <= 60 else text[:57] + "…") + "'"

"""What texts become under a schema, and that every schema can be used."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.likeness import closest
from generator.messages import explain
from generator.source.read import dotted, parse_yaml
from generator.source.schema import FOLDER, Rule, load_schema
from generator.source.validate import type_values, validate

SCHEMAS = sorted(path.stem for path in FOLDER.glob("*.yml") if path.stem != "rulesets")


TYPED: list[tuple[str, str, object]] = [
    ("string", "NO", "NO"), ("string", "2026-01-02", "2026-01-02"), ("string", "010", "010"),
    ("string", "", None), ("string", "  ", None), ("string", "\n", "\n"),
    ("integer", "10", 10), ("integer", "-3", -3), ("integer", "010", "010"), ("integer", "1.0", "1.0"),
    ("integer", "1e3", "1e3"), ("integer", "12:30", "12:30"), ("integer", "1_000", "1_000"),
    ("integer", "٣", "٣"),
    ("number", "1.5", 1.5), ("number", "3", 3), ("number", ".5", ".5"), ("number", "nan", "nan"),
    ("boolean", "yes", True), ("boolean", "NO", False), ("boolean", "true", True), ("boolean", "on", "on"),
    ("date", "2026-01-02", date(2026, 1, 2)), ("date", "2026-1-2", "2026-1-2"),
    ("date", "20260102", "20260102"), ("date", "2026-02-30", "2026-02-30"),
    ("datetime", "2026-01-02T03:04+00:00", datetime(2026, 1, 2, 3, 4, tzinfo=UTC)),
    ("datetime", "2026-01-02 03:04Z", datetime(2026, 1, 2, 3, 4, tzinfo=UTC)),
    ("datetime", "2026-01-02T03:04", "2026-01-02T03:04"), ("datetime", "2026-01-02", "2026-01-02"),
    ("datetime", "9999-12-31T23:59+00:00", "9999-12-31T23:59+00:00"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "typed", "value"), TYPED)
def test_types(kind: str, typed: str, value: object) -> None:
    turned = type_values(typed, {"type": kind})
    assert (turned, type(turned)) == (value, type(value))


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_can_be_used(name: str) -> None:
    document, _ = parse_yaml(b"nonsense: {nonsense: nonsense}\n", "a.yml")
    assert document is not None
    _, problems = validate(document, load_schema(name))
    for problem in problems:
        assert explain(problem, "en")
        assert explain(problem, "zh")


def rules(rule: Rule) -> list[Rule]:
    """Return a rule and everything inside it."""
    inner = rule.get("schema") or {}
    below = list(inner.values()) if "dict" in rule.get("type", "") else [inner] if inner else []
    below += [rule[part] for part in ("valuesrules", "keysrules") if rule.get(part)]
    return [rule, *(each for one in below for each in rules(one))]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_rule_says_its_type(name: str) -> None:
    assert [rule for rule in rules(load_schema(name)) if "type" not in rule] == []


def test_line_break_at_the_end_is_not_overlooked() -> None:
    document, _ = parse_yaml(b"id: |\n  abc\n", "a.yml")
    assert document is not None
    _, problems = validate(
        document, {"type": "dict", "schema": {"id": {"type": "string", "regex": "[a-z]+"}}}
    )
    assert [problem.code for problem in problems] == ["pattern"]


@given(
    st.recursive(
        st.text(max_size=5),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=9,
    )
)
def test_no_shape_breaks_the_validation(data: Any) -> None:
    document, _ = parse_yaml(b"a: b\n", "a.yml")
    assert document is not None
    for name in ("case", "channels", "ui"):
        broken = type(document)("a.yml", data, {}, {})
        _, problems = validate(broken, load_schema(name))
        assert all(explain(problem, language) for problem in problems for language in ("en", "zh"))


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("publischer", ["publisher", "title"], "publisher"),
        ("fraud", ["late-parcel"], ""),
        ("x", [], ""),
        ("", ["a"], ""),
    ],
)
def test_near_misses(word: str, known: list[str], found: str) -> None:
    assert closest(word, known) == found


def test_ways_are_written_as_authors_do() -> None:
    assert dotted(("exhibits", 2, "kind")) == "exhibits[2].kind"
    assert dotted((0, 1)) == "[0][1]"


def test_the_folder_of_schemas_is_described() -> None:
    assert Path(FOLDER / "README.md").is_file()

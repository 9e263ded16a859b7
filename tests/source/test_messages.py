"""Every problem the code can make has its words, in both languages, and gives them what they need."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.errors import Place, Problem, ReinstateError
from generator.messages import LANGUAGES, MESSAGES, TYPES, explain

GENERATOR = Path(__file__).parents[2] / "generator"


def made() -> Iterator[tuple[str, str, set[str]]]:
    """Yield place, code and details of every problem made in the code with a code that stands there."""
    for path in sorted(GENERATOR.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) != "Problem.of":
                continue
            if isinstance(node.args[0], ast.Constant):
                where = f"{path.relative_to(GENERATOR).as_posix()}:{node.lineno}"
                yield where, str(node.args[0].value), {str(k.arg) for k in node.keywords}


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(("where", "code", "details"), [pytest.param(*m, id=m[0]) for m in made()])
def test_problem_has_its_words(where: str, code: str, details: set[str]) -> None:
    assert slots(MESSAGES[code]["en"]) | slots(MESSAGES[code]["zh"]) <= details


def test_no_message_is_left_over() -> None:
    code = "\n".join(
        p.read_text(encoding="utf-8") for p in GENERATOR.rglob("*.py") if p.name != "messages.py"
    )
    written = set(re.findall(r'["\']([a-z0-9]+(?:-[a-z0-9]+)+)\b', code)) | set(
        re.findall(r'"(\w+)",? ?', code)
    )
    assert set(MESSAGES) - written == set()


@pytest.mark.parametrize("code", MESSAGES)
def test_both_languages_use_the_same_details(code: str) -> None:
    assert set(MESSAGES[code]) == {"en", "zh"}
    if code not in ("relation", "blocked"):  # their two languages come with them
        assert slots(MESSAGES[code]["en"]) == slots(MESSAGES[code]["zh"])


def test_types_and_languages_have_names_in_both_languages() -> None:
    assert TYPES["en"].keys() == TYPES["zh"].keys()
    assert LANGUAGES["en"].keys() == LANGUAGES["zh"].keys()


def test_braces_in_a_value_are_only_text() -> None:
    problem = Problem.of("not-allowed", Place("a.yml", 1, 2), "x", got="'{0}'", allowed="{a}, b", guess="{a}")
    assert explain(problem, "en") == "a.yml:1:2: x: '{0}' is not one of: {a}, b (did you mean {a}?)"


def test_problems_are_sorted_and_each_stands_once() -> None:
    late, early = Problem.of("tab", Place("b.yml", 10, 1)), Problem.of("tab", Place("b.yml", 9, 3))
    other = Problem.of("tab", Place("a.yml"))
    assert ReinstateError([late, early, other, late]).problems == [other, early, late]

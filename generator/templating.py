"""Jinja environments: strict, one for short texts in content, one for pages and papers. The only module that knows Jinja2."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    Undefined,
    nodes,
)

from generator import clock, text

FOLDER = Path(__file__).parent / "templates"

SLOT_EXAMPLES: dict[str, Any] = {
    "text": "Example", "integer": 2, "number": 1.5, "percent": 1.65, "date": date(2026, 1, 2), "time": "10:00",
    "list": ["A", "B"],
}  # fmt: skip
"""A value of every slot type, to try a text with at check time."""


@cache
def _filters(language: str) -> dict[str, Any]:
    return {
        "date": lambda day: clock.format_date(_checked(day, date, "date"), language),
        "moment": lambda when: clock.format_time(_checked(when, datetime, "moment"), language),
        "josa": lambda word, pair: text.josa(str(word), pair),
        "plural": text.plural,
        "listed": lambda items: text.listed(items, language),
        "percent": lambda value: f"{_checked(value, (int, float), 'percent'):g}%",
        "capital": lambda value: text.capital(value) if isinstance(value, str) else value,
        "number": lambda value: f"{_checked(value, (int, float), 'number'):,}",
    }


def _checked(value: Any, kind: type | tuple[type, ...], name: str) -> Any:
    """Return the value a filter is given, if it is of the kind the filter is for."""
    if isinstance(value, Undefined):
        str(value)  # says which slot is empty
    if not isinstance(value, kind):
        raise TypeError(f"the filter {name} can't take {value!r}")
    return value


@cache
def _snippets(language: str) -> Environment:
    environment = Environment(undefined=StrictUndefined, autoescape=False)
    environment.filters.update(_filters(language))
    return environment


class _Absent(Undefined):
    """An optional slot left empty: `if` may ask for it, but it is never printed."""

    def __init__(self, name: str) -> None:
        super().__init__(hint=f"{name} is optional; put {{% if {name} %}} … {{% endif %}} around it")

    __str__ = Undefined._fail_with_undefined_error


_SENTENCE_BEGINS = re.compile(r"(^|[.!?] )\{\{\s*(\w+)\s*\}\}")
"""A slot with which an English sentence begins: “our packers” there becomes “Our packers”."""


@lru_cache(maxsize=4096)
def _compiled(source: str, language: str) -> tuple[Template, frozenset[str]]:
    """Return a short text ready to be filled, and the names of the slots it uses. It is parsed once for both."""
    environment = _snippets(language)
    if language == "en":
        source = _SENTENCE_BEGINS.sub(r"\1{{ \2 | capital }}", source)
    tree = environment.parse(source)
    used = frozenset(node.name for node in tree.find_all(nodes.Name) if node.ctx == "load")
    code = environment.compile(tree)
    return Template.from_code(environment, code, environment.make_globals(None)), used


def fill(source: str, language: str, values: Mapping[str, Any]) -> str:
    """Return a short text with its slots filled. Raises jinja2.UndefinedError for a slot without a value."""
    values = {name: _Absent(name) if value is None else value for name, value in values.items()}
    # Gaps left by an optional part that is absent are closed up; a text is one paragraph.
    filled = re.sub(r"[ \t]+", " ", _compiled(source, language)[0].render(values)).strip()
    return re.sub(r" ([.,;:])", r"\1", filled)


def check_snippet(source: str, language: str, slots: Mapping[str, str]) -> str:
    """Return what is wrong with a short text, or "". `slots` are names and types.

    It is tried with all optional slots, with none, with each alone and with all but each.
    """
    if "{" not in source or _plainly_fits(source, language, slots):
        return ""
    return _fault(source, language, slots)


def _fault(source: str, language: str, slots: Mapping[str, str]) -> str:
    try:
        used = _compiled(source, language)[1]
        unknown = sorted(used - set(slots))
        if unknown:
            return f"unknown slot {', '.join(unknown)}; known: {', '.join(sorted(slots))}"
        full = {name: SLOT_EXAMPLES[kind.rstrip("?")] for name, kind in slots.items()}
        optional = {name for name in used if slots[name].endswith("?")}
        for absent in (
            set(),
            optional,
            *({name} for name in optional),
            *(optional - {name} for name in optional),
        ):
            fill(source, language, {name: None if name in absent else value for name, value in full.items()})
    except TemplateSyntaxError as error:
        return str(error.message)
    except (TemplateError, TypeError, ValueError, AttributeError) as error:
        return str(error)
    return ""


_TAG = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}|\{#", re.DOTALL)
_PRINTED = re.compile(r"\s*(\w+)((?:\s*\|\s*\w+(?:\((?:\s*(?:\"[^\"\\\\]*\"|'[^'\\\\]*')\s*,?)*\))?)*)\s*")
_FILTER = re.compile(r"\|\s*(\w+)(?:\(([^)]*)\))?")
_ARGUMENT = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_IF = re.compile(r"\s*if\s+(\w+)\s*")


def _plainly_fits(source: str, language: str, slots: Mapping[str, str]) -> bool:
    """Tell whether a short text certainly can be filled: plain slots, our filters, optional ones behind `if`.

    Compiling every text of the knowledge base takes seconds; this look takes a tenth. What it does not understand
    it does not clear, and the text is compiled and tried.
    """
    filters = _snippets(language).filters
    asked: list[str] = []
    for tag in _TAG.finditer(source):
        printed, statement = tag.groups()
        if statement is not None:
            begins = _IF.fullmatch(statement)
            if begins and begins[1] in slots:
                asked.append(begins[1])
            elif statement.strip() == "else" and asked:
                asked[-1] = ""
            elif statement.strip() == "endif" and asked:
                asked.pop()
            else:
                return False
            continue
        found = _PRINTED.fullmatch(printed) if printed is not None else None
        kind = slots.get(found[1]) if found else None
        if found is None or kind is None or (kind.endswith("?") and found[1] not in asked):
            return False
        value = SLOT_EXAMPLES[kind.rstrip("?")]
        try:
            for name, arguments in _FILTER.findall(found[2]):
                value = filters[name](value, *(a or b for a, b in _ARGUMENT.findall(arguments)))
        except (KeyError, TypeError, ValueError, AttributeError):
            return False
    rest = _TAG.sub("", source)
    return not asked and not any(mark in rest for mark in ("{{", "{%", "{#", "}}", "%}"))


@cache
def pages(language: str, *, markup: bool) -> Environment:
    """Return the environment for files under templates/. `markup` escapes what is placed into HTML."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER), undefined=StrictUndefined, autoescape=markup,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters.update(_filters(language))
    environment.filters["text"] = lambda value: value.in_(language)
    environment.globals["language"] = language
    return environment


def render(name: str, language: str, *, markup: bool = True, **values: Any) -> str:
    """Return the template `templates/<name>` with its values placed."""
    return pages(language, markup=markup).get_template(name).render(**values)

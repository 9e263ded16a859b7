"""The quick look clears nothing in which Cerberus finds a fault."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.knowledge.load import read_files
from generator.knowledge.parts import Part, read_parts
from generator.source import quick, validate
from generator.source.cache import Cache
from generator.source.schema import FOLDER, load_schema
from tests.website.site import INVENTED, ROOT

SCHEMAS = sorted(path.stem for path in FOLDER.glob("*.yml") if path.stem != "rulesets")
WORLD = ROOT / "tests" / "world" / "content"


def parts_of(folder: Path) -> list[Part]:
    parts, problems = read_parts(folder, read_files(folder), Cache(None))
    assert problems == []
    return parts


def faults(value: Any, rule: Any) -> Any:
    """Return what Cerberus finds, whatever the quick look says."""
    checker = validate._Validator({"document": rule})
    checker.validate({"document": value}, normalize=False)
    return checker._errors


@pytest.mark.parametrize("folder", [WORLD, INVENTED], ids=["world", "lantern"])
def test_good_files_are_cleared(folder: Path) -> None:
    parts = parts_of(folder)
    # Time zones, and limits that may be a number or "unknown", are left to Cerberus.
    left = {part.collection for part in parts if not quick.plainly_valid(part.data, part.rule)}
    assert left == {"channels", "platform"}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.floats(allow_nan=False) | st.dates() | st.datetimes()
    | st.text("ab-1 \n", max_size=3) | st.sampled_from(["warning", "must", "yes", "unknown", "official"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["zh", "en", "ko", "id", "a-b"]), inner),
)  # fmt: skip


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return every (container, key) inside a value."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, inner in list(pairs) for place in [(value, key), *places(inner)]]


@given(data=st.data())
def test_what_is_cleared_has_no_fault(data: st.DataObject) -> None:
    """One value of a good file is exchanged for any other, or taken away."""
    part = data.draw(st.sampled_from(parts_of(WORLD) + parts_of(INVENTED)))
    container, key = data.draw(st.sampled_from(places(part.data)))
    if data.draw(st.booleans()):
        container[key] = data.draw(VALUES)
    else:
        del container[key]
    if quick.plainly_valid(part.data, part.rule):
        assert not faults(part.data, part.rule)


@pytest.mark.parametrize("name", SCHEMAS)
@given(value=VALUES)
def test_no_nonsense_is_cleared(name: str, value: Any) -> None:
    if quick.plainly_valid(value, load_schema(name)):
        assert not faults(value, load_schema(name))

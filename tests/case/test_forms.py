"""Blank forms and editor schemas, made for the invented world and for every violation there is."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.case.editor import editor_schemas
from generator.case.forms import blank_form, schema_name
from generator.case.listings import has_many
from generator.case.load import load_case
from generator.errors import CaseError
from generator.knowledge.load import load_knowledge
from generator.knowledge.model import Knowledge
from tests.world.world import World, copy_world

ROOT = Path(__file__).parents[2]
EXAMPLES = [
    path
    for path in sorted((ROOT / "case_templates" / "examples").glob("*/case.yml"))
    if not has_many(path)  # its groups have schemas of their own
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return copy_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def content() -> Knowledge:
    return load_knowledge(ROOT / "content")


def forms(knowledge: Knowledge) -> dict[str, str]:
    return {
        schema_name(platform, violation): blank_form(knowledge, platform, violation)
        for platform in knowledge.platforms.values()
        for violation in platform.violations.values()
    }


def test_only_gaps_are_wrong_with_a_blank_form(world: World, content: Knowledge, tmp_path: Path) -> None:
    for knowledge in (world.knowledge(), content):
        for name, form in forms(knowledge).items():
            path = tmp_path / f"{name}.yml"
            path.write_text(form, encoding="utf-8")
            with pytest.raises(CaseError) as caught:
                load_case(path, knowledge, name)
            assert {problem.code for problem in caught.value.problems} == {"empty-value"}


def test_a_form_fits_its_platform(world: World) -> None:
    form = forms(world.knowledge())["case.examplemart.late-parcel.json"]
    for line in ("platform: examplemart", "violation: late-parcel", "marketplace: south", "channel: desk"):
        assert re.search(rf"(?m)^{line}\b", form)
    assert "- use: slow-carrier" in form
    assert "must: carrier-contract" in form


def test_editor_schemas_are_schemas(world: World, content: Knowledge) -> None:
    for knowledge in (world.knowledge(), content):
        for schema in editor_schemas(knowledge).values():
            Draft202012Validator.check_schema(json.loads(schema))


def as_editors_read(text: str) -> Any:
    """Return YAML with the types an editor gives its values; dates are text to it."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): plain(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [plain(inner) for inner in value]
        return value.isoformat() if isinstance(value, date | datetime) else value

    return plain(yaml.load(text, Loader=yaml.CSafeLoader))


def objections(schema: str, text: str) -> list[str]:
    found = Draft202012Validator(json.loads(schema)).iter_errors(as_editors_read(text))
    return sorted(f"{error.json_path}: {error.message}" for error in found)


def test_editors_have_nothing_against_the_world(world: World) -> None:
    schemas = editor_schemas(world.knowledge())
    text = world.case_file.read_text(encoding="utf-8")
    assert objections(schemas["case.examplemart.late-parcel.json"], text) == []
    for path in sorted(world.content.rglob("*.yml")):
        # A file in a collection's folder may be called what another collection is called.
        names = [name for name in (path.parent.name, path.stem, "violation") if f"{name}.json" in schemas]
        assert objections(schemas[f"{names[0]}.json"], path.read_text(encoding="utf-8")) == []


def test_editors_have_nothing_against_the_content(content: Knowledge) -> None:
    schemas = editor_schemas(content)
    for path in sorted((ROOT / "content").rglob("*.yml")):
        # A file in a collection's folder may be called what another collection is called.
        names = [name for name in (path.parent.name, path.stem, "violation") if f"{name}.json" in schemas]
        assert objections(schemas[f"{names[0]}.json"], path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.parent.name for path in EXAMPLES])
def test_editors_have_nothing_against_the_examples(path: Path, content: Knowledge) -> None:
    text = path.read_text(encoding="utf-8")
    head = yaml.load(text, Loader=yaml.CSafeLoader)
    schema = editor_schemas(content)[f"case.{head['platform']}.{head['violation']}.json"]
    assert objections(schema, text) == []


def test_editors_object_to_slips(world: World) -> None:
    schema = editor_schemas(world.knowledge())["case.examplemart.late-parcel.json"]
    text = world.case_file.read_text(encoding="utf-8")
    assert objections(schema, text.replace("violation: late-parcel", "violation: late-parcels"))
    assert objections(schema, text.replace("use: daily-check", "use: slow-carrier"))
    assert objections(schema, text.replace("  carrier: Example Express\n", "  carier: Example Express\n"))

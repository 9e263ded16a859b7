"""JSON Schemas for editors, made from the Cerberus schemas and the knowledge base: completion and checks while typing."""

import json
from typing import Any

from generator.case.forms import schema_name
from generator.case.load import KINDS, SLOT_RULES
from generator.knowledge.model import Knowledge, Platform, Violation
from generator.source.schema import FOLDER, Rule, load_schema

_TYPES = {"dict": "object", "list": "array", "float": "number", "date": "string", "datetime": "string"}
_NOT_A_SCHEMA = ("rulesets", "case")


def editor_schemas(knowledge: Knowledge) -> dict[str, str]:
    """Return file name -> JSON Schema: one per kind of content file, one per violation for cases."""
    names = sorted(path.stem for path in FOLDER.glob("*.yml") if path.stem not in _NOT_A_SCHEMA)
    schemas = {f"{name}.json": _document(load_schema(name), {}) for name in names}
    for platform in knowledge.platforms.values():
        for violation in platform.violations.values():
            schemas[schema_name(platform, violation)] = _case_schema(knowledge, platform, violation)
    return {name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in schemas.items()}


def _document(rule: Rule, ids: dict[str, list[str]]) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **to_json_schema(rule, ids)}


def to_json_schema(rule: Rule, ids: dict[str, list[str]]) -> dict[str, Any]:
    """Return a Cerberus rule as JSON Schema; `ids` are the known ids of collections a `ref` may name."""
    if not rule:
        return {}
    kinds = rule.get("type", "string")
    types = [_TYPES.get(kind, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    # An empty value is how a form leaves a gap; the review names it, the editor need not.
    made: dict[str, Any] = {"type": types[0] if len(types) == 1 else types}
    if types == ["string"]:
        # Here a value is the text that was typed; to an editor `7` is a number.
        made["type"] = ["string", "number"]
    if "allowed" in rule:
        made["enum"] = list(rule["allowed"])
    if "regex" in rule:
        made["pattern"] = f"^(?:{rule['regex']})$"
    if rule.get("ref") in ids:
        made["enum"] = ids[rule["ref"]]
    for ours, theirs in (
        ("min", "minimum"),
        ("max", "maximum"),
        ("minlength", "minItems"),
        ("maxlength", "maxItems"),
    ):
        if ours in rule:
            made[theirs.replace("Items", "Length") if "string" in types else theirs] = rule[ours]
    if "object" in types:
        fields = rule.get("schema", {})
        made["properties"] = {name: to_json_schema(inner, ids) for name, inner in fields.items()}
        made["required"] = [name for name, inner in fields.items() if inner.get("required")]
        made["additionalProperties"] = (
            to_json_schema(rule["valuesrules"], ids)
            if "valuesrules" in rule
            else bool(rule.get("allow_unknown"))
        )
        if "keysrules" in rule and "regex" in rule["keysrules"]:
            made["propertyNames"] = {"pattern": f"^(?:{rule['keysrules']['regex']})$"}
    if "array" in types and "schema" in rule:
        made["items"] = to_json_schema(rule["schema"], ids)
    return made


def _case_schema(knowledge: Knowledge, platform: Platform, violation: Violation) -> dict[str, Any]:
    """Return the schema of cases of one violation, with its details, its actions and their slots."""
    ids = {
        "platforms": [platform.id], "violations": [violation.id], "marketplaces": list(platform.marketplaces),
        "channels": list(violation.channels), "policies": list(platform.policies),
        "evidence": list(knowledge.evidence), "actions": list(knowledge.actions),
    }  # fmt: skip
    made = _document(load_schema("case"), ids)
    details = {}
    for name, ask in violation.ask.items():
        details[name] = to_json_schema(
            {**SLOT_RULES[ask.type], **({"allowed": list(ask.choices)} if ask.choices else {})}, ids
        )
        details[name]["description"] = f"{ask.prompt.zh}\n{ask.prompt.en}"
    made["properties"]["details"] = {"type": "object", "properties": details, "additionalProperties": False}
    asked = {id_: knowledge.confirmations[id_] for id_ in (*platform.confirmations, *violation.confirmations)}
    made["properties"]["conduct"]["properties"] = {
        id_: {"type": "boolean", "description": f"{known.asks.zh}\n{known.asks.en}"}
        for id_, known in asked.items()
    }
    response = made["properties"]["response"]["items"]["properties"]
    for kind in KINDS:
        # Any action of the kind may be used; only those on the violation's menu are spelled out, to keep files small.
        items = response[kind]["items"]
        items["properties"]["use"]["enum"] = [a.id for a in knowledge.actions.values() if a.kind == kind]
        actions = [knowledge.actions[id_] for id_ in getattr(violation.actions, kind)]
        items["allOf"] = [
            {
                "if": {"required": ["use"], "properties": {"use": {"const": a.id}}},
                "then": {
                    "properties": {
                        n: to_json_schema(SLOT_RULES[t.rstrip("?")], ids) for n, t in a.slots.items()
                    },
                    "required": [n for n, t in a.slots.items() if not t.endswith("?")],
                },
            }
            for a in actions
        ]
    return made

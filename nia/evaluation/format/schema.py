"""The JSON schema of a suite, for editors: `evals/suite.schema.json`. `nia eval schema` prints it."""

from __future__ import annotations

import json

from nia.evaluation.format.fields import FINAL
from nia.evaluation.format.names import Vocabulary
from nia.evaluation.format.suite import Suite
from nia.understanding.port import Json

ID = "https://nia.example/eval-suite.schema.json"


def schema(vocabulary: Vocabulary) -> dict[str, Json]:
    """Return the schema (JSON Schema 2020-12), with the tools, acts and slots that exist as suggestions."""
    made: dict[str, Json] = Suite.model_json_schema(mode="validation", by_alias=True)
    names = {
        "Tool": sorted(vocabulary.tools),
        "Intent": sorted([*vocabulary.tools, *vocabulary.acts]),
        "Slot": sorted(vocabulary.slots),
    }
    definitions = _map(made["$defs"])
    for name, values in names.items():
        definitions[name] = {"type": "string", "enum": [*values]}
    expect = _map(_map(definitions["Expect"])["properties"])
    for key, name in (
        ("intent", "Intent"),
        ("asks", "Slot"),
        ("tasks", "Tool"),
        ("confirms", "Tool"),
        ("undid", "Tool"),
    ):
        _name_strings(expect[key], f"#/$defs/{name}")
    _map(expect["slots"])["propertyNames"] = {"$ref": "#/$defs/Slot"}
    _name_fields(definitions)
    _without_nulls(made)
    _map(_map(_map(definitions["ToolUse"])["properties"])["tool"])["$ref"] = "#/$defs/Tool"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": ID, **made}


def text(vocabulary: Vocabulary) -> str:
    """Return the schema as the published file has it."""
    return json.dumps(schema(vocabulary), indent=2, ensure_ascii=False) + "\n"


def _name_fields(definitions: dict[str, Json]) -> None:
    """Let the records of `finally` have the fields of their kind."""
    for owner in ("Finally", "FinalRecords"):
        kinds = _map(_map(definitions[owner])["properties"])
        for kind, fields in FINAL.items():
            _map(_map(kinds[kind])["items"])["propertyNames"] = {"enum": [*fields]}


def _name_strings(node: Json, reference: str) -> None:
    """Let every plain string in `node` be one of the names at `reference`."""
    if isinstance(node, list):
        for one in node:
            _name_strings(one, reference)
    elif isinstance(node, dict):
        if node.get("type") == "string":
            del node["type"]
            node["$ref"] = reference
        for one in list(node.values()):
            _name_strings(one, reference)


def _without_nulls(node: Json) -> None:
    """Drop the null of optional keys: one that is there has a value."""
    if isinstance(node, list):
        for one in node:
            _without_nulls(one)
    elif isinstance(node, dict):
        if node.get("default", 0) is None:
            del node["default"]
        choices = node.get("anyOf")
        if isinstance(choices, list):
            node["anyOf"] = [one for one in choices if one != {"type": "null"}]
        for one in node.values():
            _without_nulls(one)


def _map(node: Json) -> dict[str, Json]:
    assert isinstance(node, dict)
    return node

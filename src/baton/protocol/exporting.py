"""Exporting: the JSON Schema that gives editors completion and hover text for protocol files.

Example: `json_schema()` is what `docs/protocol.schema.json` holds; `write(path)` writes it. It is somewhat
looser than the loader (it knows no ids), and never stricter: what loads is never underlined.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from baton.protocol.schema import Protocol, Story

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "Baton: a file of a council's protocol"
TRUE_OR_FALSE = {"enum": [True, False, "yes", "no"]}
ONE_LINE = {"type": "object", "minProperties": 1, "maxProperties": 1}
SHORT_FORMS: dict[str, dict[str, Any]] = {
    "Late": {"const": "show"},
    "Trigger": {
        "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]
    },
    "Choice": ONE_LINE,
}
"""What may be written in place of the full form of a part."""


def json_schema() -> dict[str, Any]:
    """The schema of a protocol file: rooms of rules, or a list of stories."""
    _, made = models_json_schema(
        [(Protocol, "validation"), (Story, "validation")], ref_template="#/$defs/{model}"
    )
    found: dict[str, Any] = {name: _loosened(part) for name, part in made["$defs"].items()}
    found["Protocol"].pop("required", None)  # a council's files are merged: each holds some of the rooms
    for name, short in SHORT_FORMS.items():
        if name in found:
            found[name] = {"anyOf": [short, found[name]]}
    used = _reached("Protocol", found) | _reached("Story", found)
    return {
        "$schema": DIALECT,
        "title": TITLE,
        "description": "Generated from baton.protocol.schema; `make docs` writes it anew.",
        "anyOf": [
            {"$ref": "#/$defs/Protocol"},
            {"type": "array", "items": {"$ref": "#/$defs/Story"}},
        ],
        "$defs": {name: found[name] for name in sorted(used)},
    }


def _reached(name: str, parts: dict[str, Any]) -> set[str]:
    """The definitions that one of them needs, itself with them."""
    found, waiting = set[str](), [name]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += re.findall(r'"#/\$defs/([^"]+)"', json.dumps(parts[name]))
    return found


def text() -> str:
    """The schema as it is kept in the repository."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def write(path: Path) -> None:
    """Writes the schema."""
    path.write_text(text(), encoding="utf-8")


def _loosened(part: Any) -> Any:
    """The schema with the short forms that the loader takes: yes for true, one thing for a list of one."""
    if isinstance(part, list):
        return [_loosened(one) for one in part]
    if not isinstance(part, dict):
        return part
    made = {
        key: _loosened(value) for key, value in part.items() if key != "default" and not _named(key, part)
    }
    if "properties" in part:
        made["properties"] = {name: _loosened(value) for name, value in part["properties"].items()}
    kind = made.get("type")
    if kind == "boolean":
        return {**{key: value for key, value in made.items() if key != "type"}, **TRUE_OR_FALSE}
    if kind == "string" and not {"pattern", "enum", "format", "const"} & set(made):
        made["type"] = ["string", "number", "boolean"]
    if kind == "array":
        return _or_alone(made)
    if kind == "object" and {"$ref": "#/$defs/Outcome"} in made.get("patternProperties", {}).values():
        return {"anyOf": [made, {"type": "array", "items": {"type": "string"}}]}
    return made


def _named(key: str, part: dict[str, Any]) -> bool:
    """Whether a title only repeats the key it is under."""
    return (
        key == "title" and isinstance(part.get("title"), str) and "type" in part and "properties" not in part
    )


def _or_alone(made: dict[str, Any]) -> dict[str, Any]:
    item = made.get("items", {})
    described = {key: made.pop(key) for key in ("description",) if key in made}
    if item == {"$ref": "#/$defs/Column"}:
        return {"anyOf": [made, {"type": "object"}], **described}
    if item.get("type") == "object" or ("$ref" in item and item["$ref"] != "#/$defs/Trigger"):
        return {**made, **described}
    return {"anyOf": [item, made], **described}

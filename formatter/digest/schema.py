"""The JSON Schema of issue files, made of the table that their reader uses, for editors."""

from __future__ import annotations

from typing import Any

from formatter.digest.keys import KEYS, OTHER_NAMES
from formatter.digest.kinds import KINDS, Key

_FORM = "https://json-schema.org/draft/2020-12/schema"
NAME = "issue.schema.json"


def schema() -> dict[str, Any]:
    """Return the schema (JSON Schema 2020-12): what an editor completes an issue file by."""
    made = _object("")
    made["properties"] |= {
        other: made["properties"][name] | {"deprecated": True}
        for other, name in OTHER_NAMES.items()
    }
    made["properties"]["$schema"] = {"type": "string"}
    return {
        "$schema": _FORM,
        "title": "An issue file of formatter",
        "description": "An issue: its dress, its order, and what is said of each piece.",
        **made,
    }


def _object(name: str) -> dict[str, Any]:
    keys = KEYS[name]
    made: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: _property(f"{name}.{key}".lstrip("."), k) for key, k in keys.items()},
    }
    needed = [key for key, asked in keys.items() if asked.needed]
    if name == "section.article.cut":
        made |= {"minProperties": 1, "maxProperties": 1}
    return made | ({"required": needed} if needed else {})


def _property(name: str, key: Key) -> dict[str, Any]:
    if key.kind == "table":
        made = _object(name)
    elif key.kind == "tables":
        made = {"type": "array", "minItems": 1, "items": _object(name)}
    else:
        made = KINDS[key.kind].schema(key)
        example = f"{name.rpartition('.')[2]} = {key.example}"
        return {"description": f"{key.says} {example}", **made}
    return {"description": key.says, **made}

"""The JSON Schema of files of faults, by which an editor completes, explains and checks them."""

from __future__ import annotations

from typing import Any

import msgspec

from mockgenie.faults.fault import Fault
from mockgenie.source import DIALECT


def fault_schema() -> dict[str, Any]:
    """The schema of a file of faults, as JSON."""
    written = msgspec.json.schema(list[Fault] | Fault)
    return {"$schema": DIALECT, "title": "mockgenie faults", **_with_values(written)}


def _with_values(schema: Any) -> Any:
    """A schema without null: a field of a file is left out, or has a value."""
    if isinstance(schema, list):
        return [_with_values(one) for one in schema if one != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _with_values(value) for key, value in schema.items()}
    if kept.get("default", "") is None:
        del kept["default"]
    if len(kept.get("anyOf", ())) == 1:
        kept |= kept.pop("anyOf")[0]
    return kept

"""JSON that others have written: the object that it is, and what that has at a name."""

from __future__ import annotations

import json
from typing import Any


def json_object(text: str | bytes) -> dict[str, Any]:
    """The object that a JSON text is; an empty one where it is something else, or no JSON."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def object_in(value: object, name: str) -> dict[str, Any]:
    """The object that an object has at a name; an empty one where there is none."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def text_in(value: object, name: str) -> str:
    """The text that an object has at a name; "" where there is none."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""

"""What JSON that others have written has at a name, whatever else it is."""

from __future__ import annotations

from typing import Any


def object_in(value: object, name: str) -> dict[str, Any]:
    """The object that an object has at a name; an empty one where there is none."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def text_in(value: object, name: str) -> str:
    """The text that an object has at a name; "" where there is none."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""

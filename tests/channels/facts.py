"""What is known of the protocols of the chat platforms, as data: `rows/NAME.yaml`, a row a fact.

    - row: close
      fact: the server closes after its one answer
      settings: {faults: [{text: 고장}]}        # of the server, where the row needs others
      engine: {profile: camel}                  # of the engine's socket
      steps:
        - {ask: {Query: 짜장면}, answer: {Answer: 짜장면 하나요.}}

A step does one thing, named by a key of `Stage.VERBS`, and says what comes of it under `answer`.
What mockgenie leaves out has the reason under `out` in place of steps.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, convert

ROWS = Path(__file__).parent / "rows"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """A fact, what is done, and what is expected."""

    row: str
    fact: str
    steps: tuple[dict[str, Any], ...] = ()
    settings: dict[str, Any] = {}
    engine: dict[str, Any] = {}
    out: str = ""


def rows() -> dict[str, Row]:
    """Every row of every file, by its file and name: `engine.close`."""
    found: dict[str, Row] = {}
    for path in sorted(ROWS.glob("*.yaml")):
        for row in convert(yaml.load(path.read_text(encoding="utf-8"), LOADER), list[Row]):
            name = f"{path.stem}.{row.row}"
            assert name not in found, f"{name} is there twice"
            assert bool(row.steps) != bool(row.out), f"{name} has either steps or a reason"
            found[name] = row
    return found


def fits(expected: Any, got: Any) -> bool:
    """Whether an answer is what was expected: of an object the named keys count, of a list every
    entry; all else is equal, in its kind too."""
    if isinstance(expected, dict) and isinstance(got, dict):
        return all(key in got and fits(value, got[key]) for key, value in expected.items())
    if isinstance(expected, list) and isinstance(got, list):
        return len(expected) == len(got) and all(map(fits, expected, got))
    return type(expected) is type(got) and bool(expected == got)

"""Filters: conditions that pick from a list."""

from __future__ import annotations

from collections.abc import Sequence

from mockgenie.conditions import Condition, ConditionError
from mockgenie.journal import read_filter
from mockgenie.server.admin.problem import Refused


def filter_of(when: str, names: Sequence[str]) -> Condition:
    """A condition on these names and on slots. Raises Refused, 400."""
    try:
        return read_filter(when, names)
    except ConditionError as error:
        place = f"line {error.line}, " if error.line > 1 else ""
        problem = f"{place}column {error.column}: {error.problem}"
        raise Refused(400, problem, "query.when") from None

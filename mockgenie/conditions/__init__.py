"""The condition language: what a data_request asks by and what `when` in a domain says.

>>> from mockgenie.conditions import parse
>>> parse('Weather.city = "서울" or Weather.city="부산"').matches({"Weather.city": "부산"})
True
"""

from mockgenie.conditions.parser import ConditionError, parse
from mockgenie.conditions.tree import (
    ALWAYS,
    And,
    Comparison,
    Condition,
    Filled,
    Or,
    Unwanted,
    Values,
    all_of,
    one_of,
    unwanted_name,
)
from mockgenie.conditions.values import OPERATORS, Key, Reading, compare, read_value

__all__ = [
    "ALWAYS",
    "OPERATORS",
    "And",
    "Comparison",
    "Condition",
    "ConditionError",
    "Filled",
    "Key",
    "Or",
    "Reading",
    "Unwanted",
    "Values",
    "all_of",
    "compare",
    "one_of",
    "parse",
    "read_value",
    "unwanted_name",
]

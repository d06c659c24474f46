"""The condition language: what a data_request asks by and what `when` in a domain says.

>>> from mockgenie.conditions import parse
>>> condition = parse('Weather.city = "서울" or Weather.city="부산"')
>>> str(condition)
'Weather.city="서울" or Weather.city="부산"'
>>> condition.matches({"Weather.city": "부산"})
True
>>> condition.to_sql({"Weather.city": "city"})
('`city` = ? OR `city` = ?', ('서울', '부산'))
"""

from mockgenie.conditions.bounds import ORDERS, Bound, Order, opposite, read_bound
from mockgenie.conditions.builder import SlotName, slot
from mockgenie.conditions.columns import Column
from mockgenie.conditions.given import given
from mockgenie.conditions.parser import ConditionError, parse
from mockgenie.conditions.tree import (
    ALWAYS,
    And,
    Comparison,
    Condition,
    Filled,
    Leaf,
    Or,
    Unwanted,
    all_of,
    any_of,
    one_of,
)
from mockgenie.conditions.values import (
    OPERATORS,
    Key,
    Reading,
    Values,
    compare,
    read_value,
    satisfies,
    unwanted_name,
    value_text,
)

__all__ = [
    "ALWAYS",
    "OPERATORS",
    "ORDERS",
    "And",
    "Bound",
    "Column",
    "Comparison",
    "Condition",
    "ConditionError",
    "Filled",
    "Key",
    "Leaf",
    "Or",
    "Order",
    "Reading",
    "SlotName",
    "Unwanted",
    "Values",
    "all_of",
    "any_of",
    "compare",
    "given",
    "one_of",
    "opposite",
    "parse",
    "read_bound",
    "read_value",
    "satisfies",
    "slot",
    "unwanted_name",
    "value_text",
]

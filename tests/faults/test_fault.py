"""What a fault may be, written and published."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
import pytest
from jsonschema import Draft202012Validator

from mockgenie.faults import EFFECTS, FACTS, Fault, Spread
from mockgenie.faults.fault import ONLY_ONE, AnswerState, Reset, fault_schema

WRITTEN: list[dict[str, Any]] = [
    {"error": "Too Many Requests"},
    {"when": 'method = "dialog" and turn >= 3', "error": "Handler Timeout", "times": 2},
    {"contains": "서울", "matches": "날씨", "delay": 2.5},
    {"delay": {"uniform": [0.5, 2]}, "chance": 0.25, "seed": 7},
    {"delay": {"lognormal": 1, "sigma": 0.3, "longest": 5}, "skip": 1, "every": 3},
    {"state": "end", "text": "네"},
    {"reset": "middle"},
    {"cut": 0},
    {"garbage": ""},
    {"drip": 0},
]
WRONG: list[dict[str, Any]] = [
    {"errors": "Too Many Requests"},
    {"error": 429},
    {"delay": -1},
    {"delay": 100_000},
    {"delay": {"uniform": [1]}},
    {"delay": {"normal": 1}},
    {"chance": 1.5},
    {"times": 0},
    {"every": 0},
    {"skip": -1},
    {"reset": "later"},
    {"state": "data_request"},
    {"cut": -1},
]


@pytest.mark.parametrize("written", WRITTEN, ids=str)
def test_what_may_be_written_is_taken_and_fits_the_schema(written: dict[str, Any]) -> None:
    fault = msgspec.convert(written, Fault)
    assert msgspec.convert(msgspec.to_builtins(fault), Fault) == fault
    validator = Draft202012Validator(fault_schema())
    assert validator.is_valid(written)
    assert validator.is_valid([written])


@pytest.mark.parametrize("written", WRONG, ids=str)
def test_what_is_wrong_is_refused_by_both(written: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(written, Fault)
    assert not Draft202012Validator(fault_schema()).is_valid([written])


def test_the_schema_explains_every_field() -> None:
    schema = fault_schema()
    Draft202012Validator.check_schema(schema)
    for struct in (Fault, Spread):
        fields = schema["$defs"][struct.__name__]["properties"]
        assert list(fields) == list(struct.__struct_fields__)
        assert all(field["description"].endswith(".") for field in fields.values())


def test_the_tables_name_fields_of_a_fault_alone() -> None:
    fields = set(Fault.__struct_fields__)
    assert set(EFFECTS) <= fields
    assert {name for pair in ONLY_ONE for name in pair} <= set(EFFECTS)
    assert get_args(Reset) == ("before", "middle", "after")
    assert get_args(AnswerState) == ("start", "dialog", "end", "error")
    assert not fields & set(FACTS) - {"text"}

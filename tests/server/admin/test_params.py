"""Parameters and bodies that say what is wrong with them, and where."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.faults import Fault, Spread
from mockgenie.server.admin.clock import Shift
from mockgenie.server.admin.journal import EntriesAsked, OneEntry
from mockgenie.server.admin.operations import Nothing
from mockgenie.server.admin.params import read_body_of, read_parameters
from mockgenie.server.admin.problem import Refused
from mockgenie.server.admin.server import Changes, Parts
from mockgenie.server.admin.sessions import OneSession


def told(refusal: pytest.ExceptionInfo[Refused]) -> tuple[Any, str]:
    """Where it is wrong, and what."""
    problem = refusal.value.problem
    assert problem.status == 400
    return problem.where, problem.detail


def test_a_query_is_read() -> None:
    asked = read_parameters(EntriesAsked, {}, "since=3&when=text%20%3D%20%22%EB%84%A4%22")
    assert asked == EntriesAsked(when='text = "네"', since=3)
    assert read_parameters(EntriesAsked, {}, "") == EntriesAsked()
    assert read_parameters(OneEntry, {"number": "12"}, "") == OneEntry(12)


@pytest.mark.parametrize(
    ("query", "where", "what"),
    [
        ("wen=x", "query.wen", 'unknown parameter "wen", did you mean "when"?'),
        ("limit=ten", "query.limit", 'expected a whole number, got "ten"'),
        ("limit=1.5", "query.limit", 'expected a whole number, got "1.5"'),
        ("limit=0", "query.limit", 'expected a whole number >= 1, got "0"'),
        ("limit=1001", "query.limit", 'expected a whole number <= 1000, got "1001"'),
        ("since=1&since=2", "query.since", "given more than once"),
        ("when=%FF", "query", "a query is written in UTF-8, percent-encoded"),
        ("&".join(["when=x"] * 101), "query", "a query has at most 100 fields"),
    ],
)
def test_a_query_that_is_wrong(query: str, where: str, what: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_parameters(EntriesAsked, {}, query)
    assert told(refusal) == (where, what)


def test_a_path_that_is_wrong() -> None:
    with pytest.raises(Refused) as refusal:
        read_parameters(OneEntry, {"number": "last"}, "")
    assert told(refusal) == ("path.number", 'expected a whole number, got "last"')


def test_what_is_in_the_path_cannot_be_asked_again() -> None:
    with pytest.raises(Refused) as refusal:
        read_parameters(OneEntry, {"number": "1"}, "number=2")
    assert told(refusal) == ("query.number", 'unknown parameter "number" (known: secrets)')
    with pytest.raises(Refused) as refusal:
        read_parameters(OneSession, {"uuid": "1"}, "uuid=2")
    assert told(refusal) == ("query.uuid", 'unknown parameter "uuid"; there are none here')


def test_a_body_is_read() -> None:
    assert read_body_of(Fault, False, b'{"delay":{"uniform":[0,1.5]}}') == Fault(
        delay=Spread(uniform=(0, 1.5))
    )
    assert read_body_of(Fault, True, b'[{"cut":3},{"drip":1}]') == [Fault(cut=3), Fault(drip=1)]
    assert read_body_of(Fault, True, b'{"cut":3}') == [Fault(cut=3)]
    assert read_body_of(Fault, True, b"[]") == []
    assert read_body_of(Parts, False, b"") == Parts()


@pytest.mark.parametrize("blank", [b" ", b"\r\n"])
def test_a_blank_body_is_no_json(blank: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        read_body_of(Parts, False, blank)
    assert told(refusal) == ("body", "the body is not JSON: Input data was truncated")


@pytest.mark.parametrize(
    ("type_", "body", "where", "what"),
    [
        (Fault, {"eror": "x"}, "body.eror", 'unknown field "eror", did you mean "error"?'),
        (Fault, {"delay": {"unifrm": []}}, "body.delay.unifrm",
         'unknown field "unifrm", did you mean "uniform"?'),
        (Fault, {"delay": {"uniform": [1, "2"]}}, "body.delay.uniform[1]",
         "expected a number, got a text"),
        (Fault, {"delay": -1}, "body.delay", "expected a number >= 0.0"),
        (Fault, {"reset": "midle"}, "body.reset",
         '"midle" cannot be here, did you mean "middle"?'),
        (Fault, {"when": 3}, "body.when", "expected a text, got a whole number"),
        (Fault, [], "body", "expected an object, got a list"),
        (Parts, {"only": ["jurnal"]}, "body.only[0]",
         '"jurnal" cannot be here, did you mean "journal"?'),
        (Changes, {"envelope": "legcy"}, "body.envelope",
         '"legcy" cannot be here, did you mean "legacy"?'),
        (Changes, {"access_keys": {"k": "Weather"}}, "body.access_keys[...]",
         "expected a list, got a text"),
        (Shift, {}, "body", 'object missing required field "seconds"'),
        (Nothing, {"x": 1}, "body.x", 'unknown field "x"; there are none here'),
    ],
)  # fmt: skip
def test_a_body_that_is_wrong(type_: Any, body: Any, where: str, what: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_body_of(type_, False, json.dumps(body).encode())
    assert told(refusal) == (where, what)


def test_the_one_of_several_that_is_wrong_is_named() -> None:
    with pytest.raises(Refused) as refusal:
        read_body_of(Fault, True, b'[{"cut":3},{"cut":"x"}]')
    assert told(refusal)[0] == "body[1].cut"


@given(st.binary() | st.text().map(str.encode) | st.integers(0, 5000).map(lambda n: b"[" * n))
def test_whatever_comes_is_read_or_a_problem(raw: bytes) -> None:
    for many in (False, True):
        with suppress(Refused):
            read_body_of(Fault, many, raw)


@given(st.text())
def test_whatever_is_asked_is_read_or_a_problem(query: str) -> None:
    with suppress(Refused):
        read_parameters(EntriesAsked, {}, query)

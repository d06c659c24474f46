"""The conditions of the tool: what is translated, and what is never guessed."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.conditions import ALWAYS, Condition, parse
from mockgenie.importers.geniedialog.predicates import (
    NEVER,
    as_predicate,
    both,
    either,
    performed,
    translated,
    written,
)

ASK = 'IsDATypeAtPreviousUtter("user", "ask")==true'
SYSTEM = 'IsDATypeAtPreviousUtter("system", "greet")==true'


def own_name(talker: str, act: str) -> str:
    return act


def read(text: str) -> Condition | None:
    return translated(text, own_name)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("1", ""),
        ("", ""),
        (" 0 ", "turn < 0"),
        (ASK, 'act = "ask"'),
        (ASK.replace('"', "'"), 'act = "ask"'),
        (ASK.replace('"', '\\"'), 'act = "ask"'),
        ('IsDATypeAtPreviousUtter ( "user" ,"ask" )  ==  TRUE', 'act = "ask"'),
        (SYSTEM, 'system_act = "greet"'),
        (ASK.replace("true", "false"), 'act is not filled or act ~= "ask"'),
        (f"{ASK} and {SYSTEM}", 'act = "ask" and system_act = "greet"'),
        (f"{ASK}&&{SYSTEM}", 'act = "ask" and system_act = "greet"'),
        (f"({ASK} || {SYSTEM}) and {ASK}", '(act = "ask" or system_act = "greet") and act = "ask"'),
        (f"{ASK} or 0", 'act = "ask"'),
        (f"{ASK} and 1", 'act = "ask"'),
        (f"{ASK} and 0", "turn < 0"),
        (f"1 or {ASK}", ""),
        (f"{ASK} and {ASK}", 'act = "ask"'),
    ],
)  # fmt: skip
def test_what_is_known_is_translated(text: str, condition: str) -> None:
    found = read(text)
    assert found is not None
    assert written(found) == condition
    assert parse(condition) == found


@pytest.mark.parametrize(
    "text",
    [
        *("2", "true", "10", "1 1", "count(Bus)>1", "Bus.to==\"서울\"", "not 1", "!1", "()"),
        *(f"{ASK} and", f"({ASK}", f"{ASK})", f"{ASK} xor {ASK}", ASK.removesuffix("==true")),
        *(ASK.replace("==", "!="), ASK.replace("user", "bot"), ASK.replace('"ask"', '""')),
        *("(" * 60 + "1" + ")" * 60, "1 or " * 10_000 + "1", "(" * 10_000),
    ],
)  # fmt: skip
def test_what_is_not_known_is_not(text: str) -> None:
    assert read(text) is None


@given(st.text(alphabet="01()&|= \"'\\,IsDATypeAtPreviousUtter", max_size=60))
def test_any_text_is_read_or_is_not(text: str) -> None:
    found = read(text)
    assert found is None or parse(written(found)) == found


names = st.text(min_size=1, max_size=5).filter(
    lambda one: one == one.strip() and not set(one) & set("\"'\\")
)
leaves = st.one_of(
    st.builds(performed, st.sampled_from(("act", "system_act")), names, st.booleans()),
    st.sampled_from((ALWAYS, NEVER)),
)
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: both(*parts)),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: either(*parts)),
    ),
    max_leaves=6,
)


@pytest.mark.slow
@given(conditions)
def test_what_is_written_back_means_the_same(condition: Condition) -> None:
    text = as_predicate(condition)
    assert text is not None
    found = read(text)
    assert found is not None
    acts = {"", "another", *(leaf.value for leaf in condition.comparisons())}
    for act, system_act in product(acts, repeat=2):
        said = {"act": act, "system_act": system_act, "turn": "3"}
        assert found.matches(said) == condition.matches(said)
    # What is there twice is written once; from then on, it stays as it is.
    again = as_predicate(found)
    assert again is not None
    assert read(again) == found


@pytest.mark.parametrize(
    "condition",
    [
        *('Bus.to = "서울"', "act is filled", 'act = "a\\"b"', "count > 1", "turn < 3"),
        *("act is not filled", 'act ~= "a"', 'act = "a" and Bus.to is filled'),
        *('act is not filled or system_act ~= "a"', 'act = "a" or count = 0', 'act = " a"'),
    ],
)
def test_other_conditions_have_no_predicate(condition: str) -> None:
    assert as_predicate(parse(condition)) is None

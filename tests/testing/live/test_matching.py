"""Matchers as keywords say what a condition says."""

from __future__ import annotations

import re
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mockgenie.conditions import parse
from mockgenie.faults import Fault
from mockgenie.journal.entries import Entry
from mockgenie.testing.live.matching import described, fault_of, wanted

SLOTS = ("Weather.city", "Weather.date")
ENTRY = Entry(1, "2026-11-22T00:00:00.000Z", 0.1, "POST /Dialog", [], "", 200, "", method="dialog")


def when(**matchers: Any) -> str:
    """The condition of a fault for these matchers."""
    return fault_of({"error": "Too Many Requests"}, matchers, SLOTS).when


def entry(**fields: Any) -> Entry:
    return replace(ENTRY, **fields)


def fits(one: Entry, **matchers: Any) -> bool:
    return wanted(matchers, SLOTS)(one)


def test_no_matchers_are_for_every_request() -> None:
    assert when() == ""
    assert fits(ENTRY)


def test_several_matchers_hold_together() -> None:
    assert when(method="dialog", uuid="1", when='task = "a" or act = "b"') == (
        'method="dialog" and uuid="1" and (task="a" or act="b")'
    )


def test_a_list_is_one_of_several() -> None:
    assert when(domain=["Weather", "Hotel"]) == 'domain="Weather" or domain="Hotel"'


@pytest.mark.parametrize("none", [None, ""])
def test_none_is_a_fact_that_there_is_not(none: object) -> None:
    assert when(act=none) == "act is not filled"
    assert fits(entry(act=""), act=none)
    assert not fits(entry(act="hello"), act=none)


def test_a_turn_is_an_utterance_unless_another_method_is_named() -> None:
    assert when(turn=3) == 'turn="3" and method="dialog"'
    assert when(turn=3, method="close_dialog") == 'turn="3" and method="close_dialog"'


def test_how_often_a_fault_strikes_stands_beside_the_matchers() -> None:
    matchers = {"skip": 1, "every": 2, "times": 3, "chance": 0.5, "seed": 4, "contains": "날씨"}
    assert fault_of({"error": "Too Many Requests"}, matchers, SLOTS) == Fault(
        error="Too Many Requests", skip=1, every=2, times=3, chance=0.5, seed=4, contains="날씨"
    )


def test_what_an_utterance_has_in_it_is_a_matcher_too() -> None:
    said = entry(text="내일 서울 날씨")
    assert fits(said, contains="서울")
    assert not fits(said, contains="부산")
    assert fits(said, matches="^내일.*날씨$")
    assert not fits(said, matches="^서울")


def test_one_of_the_values_of_a_slot_is_enough() -> None:
    both = entry(slots={"Weather.city": ("서울", "부산")})
    assert fits(both, **{"Weather.city": "부산"})
    assert not fits(both, **{"Weather.city": "대구"})
    assert not fits(entry(), **{"Weather.city": "부산"})


@given(st.text())
def test_a_fault_for_a_text_is_for_that_text_whatever_is_in_it(text: str) -> None:
    condition = parse(when(text=text))
    assert condition.matches({"text": text})
    assert not condition.matches({"text": f"{text}!"})


@given(st.text(), st.text())
def test_a_matcher_of_the_journal_is_for_its_text(text: str, other: str) -> None:
    assert fits(entry(text=text), text=text)
    assert fits(entry(text=text), text=[other, text])


@pytest.mark.parametrize(
    ("matchers", "kind", "complaint"),
    [
        ({"stat": "end"}, TypeError, 'there is no matcher "stat", did you mean "state"?'),
        ({"Weather.cty": "서울"}, TypeError, 'did you mean "Weather.city"?'),
        ({"when": 'stat = "end"'}, ValueError, 'when: unknown name "stat", did you mean "state"?'),
        ({"when": "turn >"}, ValueError, "when: column 7: expected a value"),
        ({"matches": "(서울"}, ValueError, "matches: "),
        ({"text": []}, ValueError, "text: one of no values"),
        ({"text": b"x"}, ValueError, "text: a text, a number, a date or a time is expected"),
        ({"turn": (n for n in (1, 2))}, ValueError, "or a list of them, not <generator"),
        ({"turn": {1: 2}}, ValueError, "turn: a text, a number"),
        ({"contains": 3}, ValueError, "contains: a text is expected, not 3"),
        ({"matches": None}, ValueError, "matches: a text is expected, not None"),
        ({"when": ["turn = 1"]}, ValueError, "when: a text is expected, not ['turn = 1']"),
        ({"times": 2}, TypeError, 'there is no matcher "times" of the journal, but of faults'),
        ({"city": "서울"}, TypeError, 'did you mean "Weather.city"?'),
    ],
)
def test_a_mistake_is_told_with_what_would_be_right(
    matchers: dict[str, Any], kind: type[Exception], complaint: str
) -> None:
    with pytest.raises(kind) as told:
        wanted(matchers, SLOTS)
    assert complaint in str(told.value)


@pytest.mark.parametrize("name", ["system_text", "state", "status", "message", "problems"])
def test_what_only_an_answer_has_is_no_matcher_of_a_fault(name: str) -> None:
    complaint = f'there is no matcher "{name}" of faults, but of the journal'
    with pytest.raises(TypeError, match=complaint):
        when(**{name: "안녕하세요."})


@pytest.mark.parametrize(
    ("effect", "complaint"),
    [
        ({"delay": "2"}, "delay: expected a number"),
        ({"delay": {"unifrm": [0, 1]}}, 'delay.unifrm: unknown field "unifrm", did you mean'),
        ({"reset": "middl"}, 'reset: "middl" cannot be here, did you mean "middle"?'),
        ({"error": 429}, "error: expected a text"),
    ],
)
def test_an_effect_that_cannot_be_is_told_as_the_admin_api_tells_it(
    effect: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(complaint)):
        fault_of(effect, {}, SLOTS)


def test_a_range_is_one_of_several_as_well() -> None:
    assert when(uuid=range(1, 3)) == 'uuid="1" or uuid="2"'


@pytest.mark.parametrize(
    "matcher", [{"text": "부산이요"}, {"contains": "부산"}, {"matches": "^부산"},
                {"when": 'text = "부산이요"'}]
)  # fmt: skip
@pytest.mark.parametrize("written", ["NFC", "NFD"])
@pytest.mark.parametrize("said", ["NFC", "NFD"])
def test_syllables_in_one_piece_or_taken_apart_are_the_same(
    matcher: dict[str, str], written: Any, said: Any
) -> None:
    ((name, value),) = matcher.items()
    matchers = {name: normalize(written, value)}
    assert fits(entry(text=normalize(said, "부산이요")), **matchers)
    assert not fits(entry(text=normalize(said, "서울이요")), **matchers)


def test_matchers_are_told_as_they_are_written() -> None:
    assert described({"method": "dialog", "turn": 3}) == "method='dialog', turn=3"

"""Which requests a fault strikes, how many of them, and what it does to them."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.faults import Armed, Fault, FaultError, Faults, Spread, Strike
from mockgenie.faults.fault import ERRORS, find_error, method_of
from mockgenie.protocol import EngineError, GatewayError

TURN = {
    "method": "dialog",
    "domain": "Weather",
    "access_key": "k",
    "uuid": "408240833423240526",
    "text": "내일 서울 날씨 알려줘",
    "turn": 3,
    "task": "forecast",
    "act": "ask_weather",
    "Weather.city": ("서울",),
}


def armed(**fields: Any) -> Armed:
    fields.setdefault("delay", 1.0)
    return Armed("1", Fault(**fields))


def strikes(fault: Armed, times: int, facts: dict[str, Any] = TURN) -> list[bool]:
    return [fault.strike(facts) is not None for _ in range(times)]


def struck(fault: Armed, facts: dict[str, Any] = TURN) -> Strike:
    strike = fault.strike(facts)
    assert strike is not None
    return strike


def problem(**fields: Any) -> FaultError:
    with pytest.raises(FaultError) as caught:
        Armed("1", Fault(**fields))
    return caught.value


# Which requests


def test_without_a_matcher_every_request_is_struck() -> None:
    assert strikes(armed(), 3) == [True] * 3
    assert armed().strike({}) is not None


@pytest.mark.parametrize(
    "when",
    [
        'method = "dialog"',
        'domain = "Weather" and turn >= 3',
        "turn = 3",
        'access_key = "k" or access_key = "other"',
        'uuid = "408240833423240526"',
        'text = "내일 서울 날씨 알려줘"',
        'task ~= "farewell"',
        'act = "ask_weather"',
        'Weather.city = "서울"',
        "Weather.date is not filled",
    ],
)
def test_when_is_a_condition_on_the_request_and_its_session(when: str) -> None:
    assert armed(when=when).strike(TURN) is not None


@pytest.mark.parametrize(
    "when", ['method = "close_dialog"', "turn > 3", 'Weather.city = "부산"', "uuid is not filled"]
)
def test_a_condition_that_does_not_hold_spares_the_request(when: str) -> None:
    fault = armed(when=when)
    assert fault.strike(TURN) is None
    assert (fault.seen, fault.struck) == (0, 0)


def test_what_is_not_known_of_a_request_satisfies_no_comparison() -> None:
    assert armed(when="turn >= 0").strike({"method": "open_dialog"}) is None


@pytest.mark.parametrize(
    ("matcher", "hit"),
    [
        ({"contains": "서울"}, True),
        ({"contains": "부산"}, False),
        ({"matches": "서울.*날씨"}, True),
        ({"matches": "^서울"}, False),
        ({"matches": "[0-9]+"}, False),
        ({"contains": "서울", "matches": "날씨", "when": "turn = 3"}, True),
        ({"contains": "서울", "matches": "날씨", "when": "turn = 4"}, False),
        ({"contains": "부산", "matches": "날씨", "when": "turn = 3"}, False),
    ],
)
def test_all_matchers_have_to_fit(matcher: dict[str, Any], hit: bool) -> None:
    assert (armed(**matcher).strike(TURN) is not None) is hit


def test_a_request_without_an_utterance_contains_nothing() -> None:
    assert armed(contains="서울").strike({"method": "open_dialog"}) is None
    assert armed(matches="서울").strike({"text": None}) is None


@pytest.mark.parametrize("text", ERRORS)
def test_an_error_of_one_method_strikes_that_method_alone_unless_told_otherwise(text: str) -> None:
    error = ERRORS[text]
    method = method_of(error)
    expected = {"Open": "open_dialog", "Dial": "dialog", "500 ": "close_dialog"}
    assert method == (expected.get(text[:4], "") if isinstance(error, EngineError) else "")
    for asked in ("open_dialog", "dialog", "close_dialog"):
        facts = {**TURN, "method": asked}
        assert (armed(error=text, delay=None).strike(facts) is not None) == (method in ("", asked))
        assert armed(error=text, delay=None, when="turn = 3").strike(facts) is not None


# How many of them


def test_the_first_ones_may_go_well() -> None:
    assert strikes(armed(skip=2), 5) == [False, False, True, True, True]


def test_every_nth_is_hit_beginning_with_the_nth() -> None:
    assert strikes(armed(every=3), 7) == [False, False, True, False, False, True, False]


def test_so_many_are_hit_in_all() -> None:
    assert strikes(armed(times=2), 4) == [True, True, False, False]


def test_they_combine() -> None:
    fault = armed(skip=1, every=2, times=2)
    assert strikes(fault, 8) == [False, False, True, False, True, False, False, False]


def test_requests_that_it_is_not_for_are_not_counted() -> None:
    fault = armed(every=2, when='method = "dialog"')
    other = {"method": "open_dialog"}
    hits = [fault.strike(facts) is not None for facts in (TURN, other, other, TURN, other, TURN)]
    assert hits == [False, False, False, True, False, False]
    assert (fault.seen, fault.struck) == (3, 1)


@given(st.integers(0, 20), st.integers(1, 7), st.none() | st.integers(1, 5), st.integers(0, 60))
def test_as_many_are_hit_as_can_be_counted(
    skip: int, every: int, times: int | None, requests: int
) -> None:
    fault = armed(skip=skip, every=every, times=times)
    hits = sum(strikes(fault, requests))
    possible = max(requests - skip, 0) // every
    assert hits == fault.struck == min(possible, possible if times is None else times)


# Chance


def test_chance_0_hits_none_and_1_all() -> None:
    assert strikes(armed(chance=0), 50) == [False] * 50
    assert strikes(armed(chance=1), 50) == [True] * 50


@given(st.integers(), st.floats(0, 1))
def test_the_same_seed_gives_the_same_chances(seed: int, chance: float) -> None:
    first, second = (armed(chance=chance, seed=seed) for _ in range(2))
    assert strikes(first, 30) == strikes(second, 30)


def test_another_seed_gives_others() -> None:
    assert strikes(armed(chance=0.5, seed=1), 50) != strikes(armed(chance=0.5, seed=2), 50)


def test_a_chance_is_about_so_many_of_all() -> None:
    hits = sum(strikes(armed(chance=0.3), 10_000))
    # Ten standard deviations.
    assert abs(hits - 3000) < 460


def test_a_chance_counts_for_times_only_where_it_hits() -> None:
    fault = armed(chance=0.5, times=3)
    assert sum(strikes(fault, 1000)) == 3


# Delays


def test_a_delay_is_what_is_written() -> None:
    assert struck(armed(delay=2.5)).delay == 2.5
    assert struck(armed(delay=None, cut=1)).delay == 0


@given(st.integers(), st.floats(0, 100), st.floats(0, 100))
def test_a_uniform_delay_stays_between_its_ends(seed: int, one: float, other: float) -> None:
    low, high = sorted((one, other))
    fault = armed(delay=Spread(uniform=(low, high)), seed=seed)
    for _ in range(10):
        assert low <= struck(fault).delay <= high


@given(st.integers(), st.floats(0, 100), st.floats(0, 10), st.floats(0, 60))
def test_a_lognormal_delay_is_never_longer_than_it_may_be(
    seed: int, around: float, sigma: float, longest: float
) -> None:
    fault = armed(delay=Spread(lognormal=around, sigma=sigma, longest=longest), seed=seed)
    for _ in range(10):
        assert 0 <= struck(fault).delay <= longest


def test_a_lognormal_delay_is_mostly_around_its_median_and_without_sigma_just_that() -> None:
    fault = armed(delay=Spread(lognormal=2, sigma=0.5))
    delays = sorted(struck(fault).delay for _ in range(1001))
    assert 1.8 < delays[500] < 2.2
    assert delays[1000] > 4
    assert struck(armed(delay=Spread(lognormal=2, sigma=0))).delay == 2


def test_the_same_seed_gives_the_same_delays() -> None:
    spread = Spread(uniform=(0, 10))
    first, second = (armed(delay=spread, seed=5) for _ in range(2))
    assert [struck(first).delay for _ in range(9)] == [struck(second).delay for _ in range(9)]


# What it says


def test_the_error_of_a_strike_has_its_text() -> None:
    strike = struck(armed(error="dialog engine: UNEXPECTED error", delay=None))
    assert strike.error is EngineError.DIALOG_UNEXPECTED
    assert strike.message == "Dialog engine: unexpected error"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        ("JSON parsing error", "JSON parsing error, error type: Invalid value., offset: 0"),
        (
            "JSON parsing error, error type: The document is empty., offset: 0",
            "JSON parsing error, error type: The document is empty., offset: 0",
        ),
        ("json parsing error, offset: 7", "JSON parsing error, offset: 7"),
    ],
)
def test_what_varies_in_an_error_may_be_given(error: str, message: str) -> None:
    assert struck(armed(error=error, delay=None)).message == message


def test_a_gateway_error_has_no_message() -> None:
    strike = struck(armed(error="Too Many Requests", delay=None))
    assert (strike.error, strike.message) == (GatewayError.TOO_MANY_REQUESTS, "")


# What cannot be meant so


def test_a_fault_needs_an_effect() -> None:
    told = problem(when="turn = 3")
    assert told.field == ""
    assert told.mistake.code == "missing-field"
    assert "error, state, text, delay, reset, cut, garbage, drip" in told.problem


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"error": "Too Many Request"}, "error", "unknown-error"),
        ({"error": ""}, "error", "unknown-error"),
        ({"error": "Invalid method", "garbage": ""}, "garbage", "exclusive-fields"),
        ({"error": "Invalid method", "state": "end"}, "state", "exclusive-fields"),
        ({"reset": "before", "cut": 1}, "cut", "exclusive-fields"),
        ({"delay": Spread()}, "delay", "missing-field"),
        ({"delay": Spread(uniform=(1, 2), lognormal=1)}, "delay", "exclusive-fields"),
        ({"delay": Spread(uniform=(2, 1))}, "delay", "wrong-type"),
        ({"delay": 1.0, "matches": "(서울"}, "matches", "bad-regex"),
        ({"delay": 1.0, "matches": r"(a)\1"}, "matches", "bad-regex"),
    ],
)
def test_what_does_not_go_is_told_with_its_field(
    fields: dict[str, Any], field: str, code: str
) -> None:
    told = problem(**fields)
    assert (told.field, told.position, told.mistake.code) == (field, None, code)
    assert str(told) == f"{field}: {told.problem}"


@pytest.mark.parametrize(
    ("when", "position", "code"),
    [
        ('method = "dialog" and', 21, "bad-condition"),
        ('method = "dialog" nad turn = 3', 18, "bad-condition"),
        ('turn = 3 and methd = "dialog"', 13, "unknown-name"),
        ("count = 0", 0, "unknown-name"),
    ],
)
def test_a_wrong_condition_is_told_with_its_place(when: str, position: int, code: str) -> None:
    told = problem(when=when, cut=1)
    assert (told.field, told.position, told.mistake.code) == ("when", position, code)
    assert str(told).startswith(f"when, column {position + 1}: ")


# Several


def test_the_first_that_is_for_a_request_strikes() -> None:
    first = Fault(when='method = "close_dialog"', error="Recipient Failure")
    faults = Faults([first, Fault(delay=1.0, times=1), Fault(delay=2.0)])
    delays = [strike and strike.delay for strike in (faults.strike(TURN) for _ in range(3))]
    assert delays == [1, 2, 2]
    assert [armed.struck for armed in faults] == [0, 1, 2]


def test_faults_come_and_go_by_their_names() -> None:
    faults = Faults([Fault(delay=1.0)])
    added = faults.add(Fault(delay=2.0))
    assert list(faults.armed) == ["1", added.name]
    assert faults.remove("1")
    assert not faults.remove("1")
    strike = faults.strike(TURN)
    assert strike is not None
    assert (strike.name, strike.delay) == (added.name, 2)
    faults.clear()
    assert faults.strike(TURN) is None


def test_a_name_is_never_given_twice() -> None:
    faults = Faults()
    names = []
    for _ in range(5):
        names.append(faults.add(Fault(delay=1.0)).name)
        faults.remove(names[-1])
    faults.reset()
    names.append(faults.add(Fault(delay=1.0)).name)
    assert len(set(names)) == 6


def test_a_reset_brings_the_first_ones_back_and_forgets_their_strikes() -> None:
    faults = Faults([Fault(delay=1.0, times=1)])
    faults.add(Fault(delay=2.0))
    assert faults.strike(TURN) is not None
    faults.reset()
    (only,) = faults
    assert (only.fault.delay, only.seen, only.struck) == (1, 0, 0)
    assert faults.strike(TURN) is not None


def test_one_that_cannot_be_armed_is_not_added() -> None:
    faults = Faults()
    with pytest.raises(FaultError):
        faults.add(Fault(error="Too Few Requests"))
    assert list(faults) == []


def test_there_is_an_end_to_them() -> None:
    faults = Faults([Fault(delay=1.0)] * 1000)
    with pytest.raises(FaultError, match="at most 1,000 faults"):
        faults.add(Fault(delay=1.0))
    faults.remove("1")
    faults.add(Fault(delay=1.0))


def test_every_documented_error_is_found_by_its_text_alone() -> None:
    assert len(ERRORS) == 23
    for text, error in ERRORS.items():
        assert find_error(text) is error
    assert find_error("Too Many") is None
    assert find_error("") is None


@pytest.mark.parametrize("matcher", ["contains", "matches", "when"])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
@pytest.mark.parametrize("said", ["NFC", "NFD"])
def test_a_text_fits_whether_its_syllables_are_in_one_piece_or_taken_apart(
    matcher: str, written: Any, said: Any
) -> None:
    texts = {"contains": "부산", "matches": "부산.*요$", "when": 'text = "부산 날씨요"'}
    fault = armed(delay=1.0, **{matcher: normalize(written, texts[matcher])})
    assert strikes(fault, 1, {**TURN, "text": normalize(said, "부산 날씨요")}) == [True]
    assert strikes(fault, 1, {**TURN, "text": normalize(said, "서울 날씨요")}) == [False]


@pytest.mark.parametrize(
    "effect", [{"state": "error"}, {"text": "네"}, {"state": "end", "text": ""}]
)
def test_what_changes_words_alone_spares_a_close_dialog_which_has_none(
    effect: dict[str, Any],
) -> None:
    fault = Armed("1", Fault(**effect, times=1))
    assert strikes(fault, 1, {"method": "close_dialog"}) == [False]
    assert strikes(fault, 1) == [True]
    late = Armed("2", Fault(**effect, delay=1.0))
    assert strikes(late, 1, {"method": "close_dialog"}) == [True]


def test_an_error_that_is_close_to_none_is_told_how_they_are_named() -> None:
    assert 'named by its text, as "Invalid method"' in problem(error="429").problem

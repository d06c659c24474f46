"""Faults as they stand, given to others that have the same ones."""

from __future__ import annotations

import msgspec
import pytest

from mockgenie.faults import Fault, Faults, FaultsState, Spread

FACTS = {"method": "dialog", "text": "서울"}
SOMETIMES = Fault(error="Invalid method", chance=0.5, seed=7)
TIMES = 60


def moved(faults: Faults) -> FaultsState:
    """The state of faults as it arrives elsewhere."""
    return msgspec.msgpack.decode(msgspec.msgpack.encode(faults.state()), type=FaultsState)


def struck(faults: Faults) -> bool:
    return faults.strike(FACTS) is not None


def test_three_faults_are_three_whoever_counts() -> None:
    one, other = Faults([Fault(error="Invalid method", times=3)]), Faults()
    hits = 0
    for _ in range(5):
        for now, then in ((one, other), (other, one)):
            hits += struck(now)
            then.restore(moved(now))
    assert hits == 3
    assert [armed.struck for armed in one] == [armed.struck for armed in other] == [3]


@pytest.mark.parametrize(
    "fault",
    [
        SOMETIMES,
        Fault(delay=Spread(uniform=(0, 1)), seed=3),
        Fault(delay=Spread(lognormal=1, sigma=2), seed=3, chance=0.7),
    ],
)
def test_chances_and_delays_are_one_sequence_whoever_draws(fault: Fault) -> None:
    alone = Faults([fault])
    expected = [alone.strike(FACTS) for _ in range(TIMES)]
    one, other = Faults([fault]), Faults([fault])
    found = []
    for number in range(TIMES):
        now, then = (one, other) if number % 3 else (other, one)
        found.append(now.strike(FACTS))
        then.restore(moved(now))
    assert found == expected


def test_what_is_here_already_stays_the_same_object_and_the_rest_is_made() -> None:
    one, other = Faults([SOMETIMES]), Faults([SOMETIMES])
    kept = other.armed["1"]
    added = one.add(Fault(text="다른 말"))
    struck(one)
    other.restore(moved(one))
    assert other.armed["1"] is kept
    assert kept.seen == 1
    assert [armed.name for armed in other] == ["1", added.name] == ["1", "2"]
    one.remove("1")
    other.restore(moved(one))
    assert [armed.fault.text for armed in other] == ["다른 말"]


def test_no_name_is_given_twice() -> None:
    one, other = Faults(), Faults()
    one.remove(one.add(SOMETIMES).name)
    other.restore(moved(one))
    assert other.add(SOMETIMES).name == "2"


def test_another_fault_of_the_same_name_takes_the_place_of_one() -> None:
    one, other = Faults([SOMETIMES]), Faults([Fault(error="Invalid method")])
    other.restore(moved(one))
    assert other.armed["1"].fault == SOMETIMES


def test_dice_that_have_drawn_begin_anew_where_nothing_was_drawn() -> None:
    fresh, used = Faults([SOMETIMES]), Faults([SOMETIMES])
    expected = struck(Faults([SOMETIMES]))
    for _ in range(5):
        struck(used)
    used.restore(moved(fresh))
    assert struck(used) == expected
    assert used.armed["1"].seen == 1


def test_a_state_is_small_until_something_is_drawn() -> None:
    faults = Faults([SOMETIMES] * 3)
    assert len(msgspec.msgpack.encode(faults.state())) < 300
    struck(faults)
    assert all(armed.dice for armed in faults.state().armed if armed.seen)


def test_garbled_dice_are_refused() -> None:
    faults = Faults([SOMETIMES])
    struck(faults)
    state = faults.state()
    garbled = msgspec.structs.replace(state.armed[0], dice=(b"too short", None))
    with pytest.raises(ValueError, match="dice"):
        Faults().restore(FaultsState(1, (garbled,)))

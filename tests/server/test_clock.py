"""What time it is for the server."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.server import Clock
from mockgenie.server.clock import ClockState, Instant, seconds_at

KOREA = timezone(timedelta(hours=9))
MIDNIGHT = datetime(2026, 11, 23, tzinfo=KOREA).timestamp()

changes = st.one_of(
    st.tuples(st.just("passes"), st.floats(0, 1e6)),
    st.tuples(st.just("move"), st.floats(-1e6, 1e6)),
    st.tuples(st.just("freeze"), st.floats(MIDNIGHT - 1e8, MIDNIGHT + 1e8)),
    st.tuples(st.just("stop"), st.none()),
    st.tuples(st.just("release"), st.none()),
)

MIDNIGHT_IN_KOREA = datetime(2026, 11, 21, 15, tzinfo=timezone.utc).timestamp()


class Machine:
    """A machine whose two clocks are set by the test."""

    def __init__(self) -> None:
        self.wall = MIDNIGHT - 3600
        self.steady = 100.0
        self.clock = Clock(lambda: self.wall, lambda: self.steady)

    def passes(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds


def test_it_shows_the_machines_time() -> None:
    machine = Machine()
    machine.passes(5)
    assert machine.clock.now() == MIDNIGHT - 3595
    assert machine.clock.seconds() == 105
    assert machine.clock.moved == 0
    assert not machine.clock.is_frozen


def test_without_doubles_it_is_the_time_of_this_machine() -> None:
    # The machine may set its clock at any moment.
    assert abs(Clock().now() - time.time()) < 60


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (MIDNIGHT - 0.001, date(2026, 11, 22)),
        (MIDNIGHT, date(2026, 11, 23)),
        (datetime(2024, 2, 28, 15, tzinfo=timezone.utc).timestamp(), date(2024, 2, 29)),
        (0.0, date(1970, 1, 1)),
        (-9 * 3600 - 1.0, date(1969, 12, 31)),
    ],
)
def test_the_day_is_that_of_korea(at: float, day: date) -> None:
    clock = Clock()
    clock.freeze(at)
    assert clock.today() == day


def test_frozen_it_stands_still_at_exactly_that_moment() -> None:
    machine = Machine()
    machine.clock.freeze(MIDNIGHT)
    machine.passes(100)
    assert machine.clock.now() == MIDNIGHT
    assert machine.clock.today() == date(2026, 11, 23)
    assert machine.clock.is_frozen
    seconds = machine.clock.seconds()
    machine.passes(100)
    assert machine.clock.seconds() == seconds


def test_frozen_without_a_moment_it_stands_still_where_it_is() -> None:
    machine = Machine()
    machine.clock.freeze()
    machine.passes(100)
    assert machine.clock.now() == MIDNIGHT - 3600
    assert machine.clock.seconds() == 100


def test_moved_it_goes_on_from_there() -> None:
    machine = Machine()
    machine.clock.move(3600)
    machine.passes(1)
    assert machine.clock.now() == MIDNIGHT + 1
    assert machine.clock.seconds() == 100 + 3600 + 1
    assert machine.clock.moved == 3600


def test_moved_while_frozen_it_goes_on_standing_still() -> None:
    machine = Machine()
    machine.clock.freeze(MIDNIGHT)
    machine.clock.move(60)
    machine.passes(5)
    assert machine.clock.now() == MIDNIGHT + 60
    assert machine.clock.is_frozen


def test_moving_back_makes_nothing_younger() -> None:
    machine = Machine()
    machine.clock.move(-3600)
    assert machine.clock.now() == MIDNIGHT - 7200
    assert machine.clock.seconds() == 100


def test_released_it_shows_the_machines_time_again() -> None:
    machine = Machine()
    machine.clock.move(86_400)
    machine.clock.freeze()
    machine.passes(10)
    machine.clock.release()
    assert machine.clock.now() == machine.wall
    assert machine.clock.moved == 0
    assert not machine.clock.is_frozen
    assert machine.clock.seconds() == 100 + 86_400
    machine.passes(10)
    assert machine.clock.seconds() == 100 + 86_400 + 10


def test_released_where_nothing_was_changed_it_stays_as_it_is() -> None:
    machine = Machine()
    machine.clock.release()
    assert (machine.clock.now(), machine.clock.seconds()) == (machine.wall, 100)


@pytest.mark.parametrize("moment", [float("nan"), float("inf"), -float("inf"), 1e15, -1e15])
def test_a_moment_without_a_day_is_refused_and_changes_nothing(moment: float) -> None:
    machine = Machine()
    for change in (machine.clock.freeze, machine.clock.move):
        with pytest.raises(ValueError, match="years 2 to 9998"):
            change(moment)
    assert (machine.clock.now(), machine.clock.seconds()) == (machine.wall, 100)
    assert not machine.clock.is_frozen


@given(st.lists(changes, max_size=30))
def test_its_seconds_never_go_back(done: list[tuple[str, float | None]]) -> None:
    machine = Machine()
    seconds = machine.clock.seconds()
    for what, argument in done:
        if what == "passes":
            machine.passes(argument or 0.0)
        elif what == "move":
            machine.clock.move(argument or 0.0)
        elif what == "freeze":
            machine.clock.freeze(argument)
        elif what == "stop":
            machine.clock.freeze()
        else:
            machine.clock.release()
        assert machine.clock.seconds() >= seconds
        seconds = machine.clock.seconds()


@given(st.floats(0, 1e9), st.lists(st.integers(0, 100_000), max_size=30))
def test_what_lasts_is_exactly_what_it_was_moved(steady: float, moves: list[int]) -> None:
    machine = Machine()
    machine.steady = steady
    machine.clock.freeze()
    before = machine.clock.seconds()
    for seconds in moves:
        machine.clock.move(seconds)
    assert machine.clock.seconds() - sum(moves) == before


@given(st.lists(changes, max_size=30))
def test_a_release_takes_back_every_change(done: list[tuple[str, float | None]]) -> None:
    machine = Machine()
    for what, argument in done:
        if what == "move":
            machine.clock.move(argument or 0.0)
        elif what == "freeze":
            machine.clock.freeze(argument)
    machine.clock.release()
    assert machine.clock.now() == machine.wall


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-22",
        " 2026-11-22 ",
        "2026-11-22T00:00",
        "2026-11-22 00:00:00",
        "2026-11-22T00:00:00+09:00",
        "2026-11-21T15:00:00Z",
        "2026-11-21T15:00:00z",
        date(2026, 11, 22),
        datetime(2026, 11, 22),
        datetime(2026, 11, 21, 15, tzinfo=timezone.utc),
    ],
    ids=repr,
)
def test_a_day_begins_at_midnight_in_korea(moment: Instant) -> None:
    assert seconds_at(moment) == MIDNIGHT_IN_KOREA


@pytest.mark.parametrize("text", ["", "내일", "2026-13-01", "2026-11-22T25:00", "Z", "11/22"])
def test_what_is_no_moment_is_told_with_what_would_be_one(text: str) -> None:
    with pytest.raises(ValueError, match="is no moment such as 2026-11-22,") as told:
        seconds_at(text)
    assert str(told.value).startswith(f'"{text}"')


def test_a_clock_is_set_as_another_one_that_shares_its_machine() -> None:
    machine = Machine()
    one, other = machine.clock, Clock(lambda: machine.wall, lambda: machine.steady)
    one.move(3_600)
    other.restore(one.state())
    assert (other.now(), other.seconds()) == (one.now(), one.seconds())
    one.freeze(MIDNIGHT)
    machine.passes(10)
    other.restore(one.state())
    assert other.is_frozen
    assert (other.now(), other.seconds()) == (one.now(), one.seconds())
    machine.passes(10)
    one.release()
    other.restore(one.state())
    machine.passes(5)
    assert (other.now(), other.seconds()) == (one.now(), one.seconds())
    assert not other.is_frozen


def test_a_state_that_no_clock_shows_is_refused() -> None:
    with pytest.raises(ValueError, match="years 2 to 9998"):
        Clock().restore(ClockState(moved=1e15))

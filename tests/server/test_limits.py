"""Who may call, and how often."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.protocol import Call, EngineError, EngineRefusal, GatewayError, GatewayRefusal
from mockgenie.server import Clock, Rules
from mockgenie.server.limits import Limits, Use

KOREA = timezone(timedelta(hours=9))
NOON = datetime(2026, 11, 22, 12, tzinfo=KOREA).timestamp()
MIDNIGHT = datetime(2026, 11, 23, tzinfo=KOREA).timestamp()


def frozen(at: float = NOON) -> Clock:
    clock = Clock()
    clock.freeze(at)
    return clock


def limits(clock: Clock | None = None, **rules: Any) -> Limits:
    return Limits(Rules(**rules), clock or frozen())


def call(access_key: str = "k", method: str = "dialog") -> Call:
    return Call(access_key, "7", method, "1", {})


def admits(limits: Limits, access_key: str = "k") -> bool:
    """Whether a call gets in."""
    try:
        limits.admit(call(access_key))
    except GatewayRefusal:
        return False
    return True


def admitted(limits: Limits, attempts: int, access_key: str = "k") -> int:
    return sum(admits(limits, access_key) for _ in range(attempts))


# Keys


def test_without_keys_any_key_will_do() -> None:
    assert admitted(limits(), 3, "whoever") == 3


def test_a_key_that_is_none_of_them_is_refused_with_what_the_call_said() -> None:
    with pytest.raises(EngineRefusal) as caught:
        limits(access_keys={"k": ()}).admit(call("other"))
    assert caught.value.message == EngineError.INVALID_ACCESS_KEY.value
    assert (caught.value.method, caught.value.uuid) == ("dialog", "1")


def test_where_there_are_no_keys_at_all_none_will_do() -> None:
    with pytest.raises(EngineRefusal):
        limits(access_keys={}).admit(call())


def test_a_key_opens_the_domains_it_has_and_one_without_any_opens_all() -> None:
    keys = limits(access_keys={"k": ("Weather", "Hotel"), "all": ()})
    assert [keys.opens("k", name) for name in ("Weather", "Hotel", "Pizza")] == [True, True, False]
    assert keys.opens("all", "Pizza")
    assert limits().opens("k", "Pizza")


def test_a_key_that_is_refused_uses_nothing_up() -> None:
    limited = limits(access_keys={"k": ()}, daily_quota=1)
    for _ in range(3):
        with pytest.raises(EngineRefusal):
            limited.admit(call("other"))
    assert limited.used("other") == 0


# The daily quota


def test_a_quota_is_so_many_calls_a_day() -> None:
    limited = limits(daily_quota=3)
    assert [admits(limited) for _ in range(5)] == [True, True, True, False, False]
    assert limited.used("k") == 3


def test_a_call_over_a_limit_is_told_429_with_its_request_id() -> None:
    for limited in (limits(daily_quota=1), limits(rate=1)):
        limited.admit(call())
        with pytest.raises(GatewayRefusal) as caught:
            limited.admit(call())
        assert caught.value.error is GatewayError.TOO_MANY_REQUESTS
        assert caught.value.request_id == "7"


def test_each_key_has_a_quota_of_its_own() -> None:
    limited = limits(daily_quota=1)
    assert [admits(limited, key) for key in ("a", "b", "a", "b")] == [True, True, False, False]


def test_the_quota_begins_anew_at_midnight_in_korea() -> None:
    clock = frozen(MIDNIGHT - 1)
    limited = limits(clock, daily_quota=1)
    assert admitted(limited, 2) == 1
    clock.move(0.5)
    assert not admits(limited)
    clock.move(0.5)
    assert limited.used("k") == 0
    assert admitted(limited, 2) == 1


def test_midnight_elsewhere_changes_nothing() -> None:
    clock = frozen(datetime(2026, 11, 22, 23, 59, 59, tzinfo=timezone.utc).timestamp())
    limited = limits(clock, daily_quota=1)
    assert admits(limited)
    clock.move(2)
    assert not admits(limited)


def test_a_clock_that_goes_back_a_day_gives_that_day_its_quota() -> None:
    clock = frozen(MIDNIGHT)
    limited = limits(clock, daily_quota=1)
    assert admits(limited)
    clock.move(-1)
    assert admitted(limited, 2) == 1


# The rate


def test_a_rate_admits_those_of_a_second_at_once_and_then_one_by_one() -> None:
    clock = frozen()
    limited = limits(clock, rate=10)
    assert admitted(limited, 15) == 10
    for _ in range(30):
        clock.move(0.1)
        assert admitted(limited, 2) == 1


def test_a_rate_a_minute_admits_those_of_a_minute_at_once() -> None:
    clock = frozen()
    limited = limits(clock, rate=100 / 60, burst=100)
    assert admitted(limited, 150) == 100
    clock.move(6)
    assert admitted(limited, 50) == 10


def test_a_rate_below_one_admits_one_at_once() -> None:
    clock = frozen()
    limited = limits(clock, rate=0.5)
    assert admitted(limited, 2) == 1
    clock.move(1)
    assert not admits(limited)
    clock.move(1)
    assert admitted(limited, 2) == 1


def test_silence_saves_up_no_more_than_a_burst() -> None:
    clock = frozen()
    limited = limits(clock, rate=10)
    admitted(limited, 10)
    clock.move(86_400)
    assert admitted(limited, 50) == 10


def test_what_is_refused_for_the_rate_does_not_count_for_the_quota() -> None:
    clock = frozen()
    limited = limits(clock, rate=1, daily_quota=2)
    assert admitted(limited, 5) == 1
    assert limited.used("k") == 1
    clock.move(1)
    assert admits(limited)
    clock.move(1)
    assert not admits(limited)


@pytest.mark.slow
@given(
    rate=st.integers(1, 50),
    steps=st.lists(st.tuples(st.floats(0, 3), st.integers(0, 80)), max_size=20),
)
def test_in_any_time_no_more_get_in_than_a_burst_and_the_rate(
    rate: int, steps: list[tuple[float, int]]
) -> None:
    clock = frozen()
    limited = limits(clock, rate=rate)
    allowed, passed = float(rate), 0
    for seconds, attempts in steps:
        clock.move(seconds)
        allowed += seconds * rate
        passed += admitted(limited, attempts)
        assert passed <= allowed + 1e-3


# Rules that change, and what has been used up


def test_new_rules_count_from_the_next_call() -> None:
    limited = limits(daily_quota=1)
    assert admitted(limited, 2) == 1
    limited.rules = Rules(daily_quota=2)
    assert admitted(limited, 2) == 1
    limited.rules = Rules()
    assert admitted(limited, 9) == 9


def test_what_was_called_under_a_quota_alone_does_not_count_for_a_later_rate() -> None:
    limited = limits(daily_quota=1000)
    admitted(limited, 500)
    limited.rules = Rules(rate=5)
    assert admitted(limited, 20) == 5


def test_a_reset_forgets_what_has_been_used_up() -> None:
    limited = limits(rate=1, daily_quota=1)
    assert admitted(limited, 2) == 1
    limited.reset()
    assert limited.used("k") == 0
    assert admitted(limited, 2) == 1


@pytest.mark.slow
def test_of_endless_keys_only_so_many_are_remembered() -> None:
    limited = limits(daily_quota=1)
    for number in range(100_001):
        limited.admit(call(str(number)))
    assert limited.used("0") == 0
    assert limited.used("1") == limited.used("100000") == 1


def test_of_long_keys_a_digest_is_remembered() -> None:
    counted = limits(daily_quota=2)
    one, other = "k" * 1000 + "1", "k" * 1000 + "2"
    assert (admitted(counted, 3, one), admitted(counted, 1, other)) == (2, 1)
    assert (counted.used(one), counted.used(other)) == (2, 1)
    assert all(len(key) <= 64 for key in counted._uses)


# Kept elsewhere


def test_what_is_used_up_may_be_kept_elsewhere() -> None:
    one, other = limits(daily_quota=3), limits(daily_quota=3)
    use, admitted_ones = one.new_use(), 0
    for _ in range(4):
        for here in (one, other):
            use = msgspec.msgpack.decode(msgspec.msgpack.encode(use), type=Use)
            try:
                here.admit(call(), use)
            except GatewayRefusal:
                continue
            admitted_ones += 1
    assert admitted_ones == 3
    assert one.used("k") == other.used("k") == 0


def test_a_clock_that_is_behind_another_gives_nothing_back() -> None:
    clock = frozen()
    clock.move(1_000)
    ahead, behind = limits(clock, rate=1), limits(rate=1)
    use = ahead.new_use()
    ahead.admit(call(), use)
    at = use.at
    with pytest.raises(GatewayRefusal):
        behind.admit(call(), use)
    assert use.at == at

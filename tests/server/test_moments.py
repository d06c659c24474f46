"""Moments as people write them are in Korean time, unless they say otherwise."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from mockgenie.server.moments import Moment, seconds_at

MIDNIGHT_IN_KOREA = datetime(2026, 11, 21, 15, tzinfo=timezone.utc).timestamp()


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
def test_a_day_begins_at_midnight_in_korea(moment: Moment) -> None:
    assert seconds_at(moment) == MIDNIGHT_IN_KOREA


@pytest.mark.parametrize("text", ["", "내일", "2026-13-01", "2026-11-22T25:00", "Z", "11/22"])
def test_what_is_no_moment_is_told_with_what_would_be_one(text: str) -> None:
    with pytest.raises(ValueError, match="is no moment such as 2026-11-22,") as told:
        seconds_at(text)
    assert str(told.value).startswith(f'"{text}"')

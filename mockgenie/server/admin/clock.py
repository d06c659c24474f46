"""The clock: what time it is for the server."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Annotated

from msgspec import Meta, Struct

from mockgenie.server.admin.problem import Refused
from mockgenie.server.clock import KOREA, seconds_at
from mockgenie.server.server import Server

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Moment(Struct, frozen=True, forbid_unknown_fields=True):
    """When the clock stands still."""

    at: Annotated[
        str,
        Meta(
            description="A moment as ISO 8601 writes it, in Korean time where it names no zone; or"
            " a day, from its first moment in Korea. Without it, now.",
            examples=["2026-11-22T09:00:00+09:00", "2026-11-22"],
        ),
    ] = ""


class Shift(Struct, frozen=True, forbid_unknown_fields=True):
    """How far the clock is moved."""

    seconds: Annotated[
        float,
        Meta(
            description="So many seconds forward, or backward where it is less than 0.",
            examples=[1800],
        ),
    ]


class ClockShown(Struct, frozen=True):
    """What time it is: `now` in UTC, `korea` in Korea, where it is the day `today`; `frozen`: it
    stands still."""

    now: str
    korea: str
    today: str
    frozen: bool


async def show_clock(server: Server) -> ClockShown:
    """What it shows."""
    clock = server.clock
    now = _EPOCH + timedelta(seconds=clock.now())
    return ClockShown(
        now=now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        korea=now.astimezone(KOREA).isoformat(timespec="milliseconds"),
        today=clock.today().isoformat(),
        frozen=clock.is_frozen,
    )


async def freeze_clock(server: Server, moment: Moment) -> ClockShown:
    """Let it stand still. Raises Refused, 400."""
    try:
        server.clock.freeze(seconds_at(moment.at) if moment.at else None)
    except (ValueError, OverflowError) as error:
        raise Refused(400, str(error), "body.at") from None
    return await show_clock(server)


async def move_clock(server: Server, shift: Shift) -> ClockShown:
    """Let it be later, or earlier. Raises Refused, 400."""
    try:
        server.clock.move(shift.seconds)
    except ValueError as error:
        raise Refused(400, str(error), "body.seconds") from None
    return await show_clock(server)


async def release_clock(server: Server) -> ClockShown:
    """Let it show the machine's time again."""
    server.clock.release()
    return await show_clock(server)

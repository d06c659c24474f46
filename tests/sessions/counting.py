"""A process that makes turns of sessions: `python counting.py PLACE UUID TIMES`."""

from __future__ import annotations

import asyncio
import sys
import time
from typing import Any

from mockgenie.sessions import SessionStore, sessions_in
from mockgenie.stores import connect, place_of
from tests.sessions.conftest import JsonCodec

KEY = "key"


async def count_up(sessions: SessionStore[Any], uuid: str, times: int) -> None:
    """Make a session one more, so many times, each as often as it takes."""
    for _ in range(times):
        while True:
            loaded = await sessions.load(uuid, KEY)
            assert loaded is not None
            if await sessions.save(uuid, loaded[1], loaded[0] + 1):
                break


async def main(place: str, uuid: str, times: int) -> None:
    connection = connect(place_of(place))
    sessions = sessions_in(connection, JsonCodec(), 1800, 1000, time.time)
    await asyncio.gather(*(count_up(sessions, uuid, times // 2) for _ in range(2)))
    await connection.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))

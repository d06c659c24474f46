"""One turn of a session at a time, in the order in which they arrive."""

from __future__ import annotations

import asyncio
from collections import deque


class Turns:
    """Keeps the turns of each session apart.

    `async with turns.of(uuid):` waits until every earlier turn of that session is over; turns
    of other sessions are not held up.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    def is_free(self, uuid: str) -> bool:
        """Whether no turn of session `uuid` is under way."""
        return uuid not in self._waiting

    def of(self, uuid: str) -> _TurnLock:
        """The turn of session `uuid`, for `async with`."""
        return _TurnLock(self, uuid)

    async def begin(self, uuid: str) -> None:
        """Wait until every earlier turn of the session is over; `end` has to follow."""
        queue = self._waiting.get(uuid)
        if queue is None:
            self._waiting[uuid] = deque()
            return
        my_turn = asyncio.get_running_loop().create_future()
        queue.append(my_turn)
        try:
            await my_turn
        except asyncio.CancelledError:
            if my_turn.done() and not my_turn.cancelled():
                self.end(uuid)
            raise

    def end(self, uuid: str) -> None:
        """Let the next turn of the session begin."""
        queue = self._waiting[uuid]
        while queue:
            following = queue.popleft()
            if not following.done():
                following.set_result(None)
                return
        del self._waiting[uuid]


class _TurnLock:
    def __init__(self, turns: Turns, uuid: str) -> None:
        self._turns = turns
        self._uuid = uuid

    async def __aenter__(self) -> None:
        await self._turns.begin(self._uuid)

    async def __aexit__(self, *_: object) -> None:
        self._turns.end(self._uuid)

"""The conversation tests of the domains that a server serves, held while it goes on."""

from __future__ import annotations

import asyncio
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec import Struct

from mockgenie.server.background import in_background

if TYPE_CHECKING:
    from mockgenie.conversations import SuiteRun


class HeldTests(Struct, frozen=True):
    """How the conversations of a domain went, within `seconds`; `version`: that of the domain
    which served when they began."""

    run: SuiteRun
    version: str
    seconds: float


class ConversationTests:
    """Holds the conversations of one domain at a time, and remembers how those of each went."""

    def __init__(self) -> None:
        self._held: dict[str, HeldTests] = {}
        self._running: dict[str, asyncio.Task[HeldTests]] = {}
        self._turn = asyncio.Lock()

    def last(self, name: str) -> HeldTests | None:
        """How those of a domain went last, None where they were not held."""
        return self._held.get(name)

    def are_running(self, name: str) -> bool:
        """Whether those of a domain are under way."""
        return name in self._running

    async def hold(self, name: str, file: Path, version: str) -> HeldTests:
        """Hold those of a domain, as its file has it now; who asks while they are under way gets
        the same ones. Raises OSError where files cannot be read."""
        task = self._running.get(name)
        if task is None:
            task = self._running[name] = asyncio.ensure_future(self._hold(name, file, version))
            task.add_done_callback(lambda _: self._running.pop(name, None))
        return await asyncio.shield(task)

    async def _hold(self, name: str, file: Path, version: str) -> HeldTests:
        from mockgenie.conversations import find_suites, run_suite

        async with self._turn:
            began = perf_counter()
            run = await in_background(lambda: run_suite(find_suites([file])[0]))
            held = self._held[name] = HeldTests(run, version, perf_counter() - began)
        return held

"""`mockgenie serve --workers N`: the parent of the processes that serve."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import socket
from collections.abc import Awaitable, Sequence
from typing import TypeAlias, TypeVar

from mockgenie.cli.serving import OwnFront, Plan
from mockgenie.server import Settings
from mockgenie.stores import place_of
from mockgenie.workers import Orders, WorkerEnded, Workers

_MODULE = "mockgenie.cli.serve_worker"
_READER_PATIENCE_S = 2.0
"""How long, at the end, whoever reads what is shown may keep a worker waiting."""

_SocketSets: TypeAlias = Sequence[tuple[Sequence[socket.socket], Sequence[socket.socket]]]
"""For each worker the sockets of its server, and those of its chat engine."""

T = TypeVar("T")


def why_no_workers(options: argparse.Namespace, settings: Settings) -> str:
    """Why several processes cannot serve as the options have it, "" where they can."""
    if not place_of(settings.store).is_shared:
        return (
            f"--workers {options.workers} needs a store that the workers share: --store sqlite:FILE"
            " on one machine, or --store redis://HOST; in memory, each would know only the dialogs"
            " that it has opened itself"
        )
    return ""


def serve_by_workers(options: argparse.Namespace, settings: Settings, sets: _SocketSets) -> int:
    """Have workers serve on the sockets that each has, until told to stop; the exit code."""
    plan = Plan(options, settings, *sets[0])
    front = OwnFront(plan)
    orders = [
        Orders((options, settings), {"dialog": dialog, "engine": engine}) for dialog, engine in sets
    ]
    code = 0
    with contextlib.suppress(KeyboardInterrupt):
        code = asyncio.run(_Supervisor(orders, front).run())
    front.shown.close()
    front.notes.close()
    return code


class _Supervisor:
    """Leads the workers from their start to their end, and writes what they say."""

    def __init__(self, orders: Sequence[Orders], front: OwnFront) -> None:
        self._front = front
        self._writing = asyncio.Lock()
        self._told: set[str] | None = set()
        self._workers = Workers(_MODULE, orders, self._show, self._tell, front.notes.say)
        self._ends = asyncio.Event(), asyncio.Event()

    async def run(self) -> int:
        """Until a signal; a second one does not wait for anybody. The exit code."""
        first, second = self._ends
        self._front.end_by(asyncio.get_running_loop(), self._end)
        code = 0
        try:
            reports = await _unless(first, self._workers.start())
            if reports is not None:
                announced, messages = json.loads(reports[0])
                for message in messages:
                    self._front.notes.say(message)
                await self._front.ready(announced)
                self._told = None
                await first.wait()
        except WorkerEnded as error:
            self._front.notes.say(f"{error}, so nothing is served")
            code = 2
        except OSError as error:
            self._front.notes.say(f"no worker can be started: {error.strerror}")
            code = 2
        stopping = asyncio.ensure_future(self._workers.stop())
        await _unless(second, asyncio.wait({stopping}, timeout=_READER_PATIENCE_S))
        self._front.shown.close()
        await _unless(second, asyncio.shield(stopping))
        if second.is_set():
            self._workers.kill()
        await stopping
        return code

    def _end(self) -> None:
        first, second = self._ends
        (second if first.is_set() else first).set()

    async def _show(self, text: str) -> None:
        """Write what a worker shows; it waits meanwhile."""
        async with self._writing:
            with contextlib.suppress(OSError):  # nobody reads any more
                await asyncio.to_thread(self._front.shown.put_slowly, text)

    def _tell(self, lines: str) -> None:
        """Write what a worker tells. At the start, all tell the same."""
        if self._told is not None:
            if lines in self._told:
                return
            self._told.add(lines)
        self._front.notes.put(lines)


async def _unless(event: asyncio.Event, doing: Awaitable[T]) -> T | None:
    """What something gives that is done, unless the event happens before: then it is left, and
    this is None."""
    task, waiting = asyncio.ensure_future(doing), asyncio.ensure_future(event.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if task.done():
        return task.result()
    task.cancel()
    return None

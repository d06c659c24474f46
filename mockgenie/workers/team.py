"""The workers, as their parent sees them."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from mockgenie.workers.orders import FRAME_END, Orders

_PIECE = 65_536
_LONG_LIFE_S = 10.0
"""A worker that has lived so long has not died of its start: another comes at once."""
_FIRST_DELAY_S, _MOST_DELAY_S = 0.5, 8.0
"""How long after the death of one that has not, and how long at most, twice as long each time."""
_STOPPING_S = 3.0
"""How long workers may take to end; each needs two at most."""


class WorkerEnded(Exception):
    """A worker has ended before it did its work for the first time; the message says how."""


class Workers:
    """Keeps a worker running for each of `orders`, which are carried out by a `module`.

    `show` gets what a worker sends after its first text, `tell` the lines of its standard error,
    and `say` gets that one has ended, by itself or by another's hand. While `show` waits, whoever
    has sent waits too. All of it belongs to one event loop.
    """

    def __init__(
        self,
        module: str,
        orders: Sequence[Orders],
        show: Callable[[str], Awaitable[None]],
        tell: Callable[[str], None],
        say: Callable[[str], None],
    ) -> None:
        self._module = module
        self._orders = orders
        self._show = show
        self._tell = tell
        self._say = say
        self._ending = asyncio.Event()
        self._starting = asyncio.Lock()
        self._processes: dict[int, Process] = {}
        self._keepers: list[asyncio.Task[None]] = []

    async def start(self) -> list[str]:
        """Start them all, and wait until each does its work; the first text of each.

        Raises WorkerEnded where one ends instead, OSError where none can be started. The others
        have to be stopped even so.
        """
        loop = asyncio.get_running_loop()
        ready: list[asyncio.Future[str]] = [loop.create_future() for _ in self._orders]
        self._keepers = [
            asyncio.ensure_future(self._keep(number, first))
            for number, first in enumerate(ready, 1)
        ]
        try:
            return await asyncio.gather(*ready)
        finally:
            for first in ready:
                first.cancel()

    async def stop(self) -> None:
        """Have them end, together, and wait for it; those that take too long are killed. Whoever
        waits for this may be cancelled, and then `kill` them."""
        self._ending.set()
        for orders in self._orders:
            for sock in (sock for given in orders.sockets.values() for sock in given):
                sock.close()
        for process in self._processes.values():
            if process.stdin is not None:
                process.stdin.close()
        if not self._keepers:
            return
        _, late = await asyncio.wait(self._keepers, timeout=_STOPPING_S)
        if late:
            self.kill()
            await asyncio.wait(late, timeout=_STOPPING_S)

    def kill(self) -> None:
        """End them at once."""
        self._ending.set()
        for process in self._processes.values():
            with suppress(ProcessLookupError):
                process.kill()

    async def _keep(self, number: int, first: asyncio.Future[str]) -> None:
        """Keep worker `number` running until the end; `first` gets its first text."""
        loop = asyncio.get_running_loop()
        delay = 0.0
        while not self._ending.is_set():
            began = loop.time()
            try:
                how = await self._run(number, first)
            except OSError as error:
                how = f"could not be started ({error.strerror})"
                if not first.done():
                    first.set_exception(error)
                    return
            if self._ending.is_set():
                return
            if not first.done():
                first.set_exception(WorkerEnded(f"worker {number} {how}"))
                return
            if loop.time() - began >= _LONG_LIFE_S:
                delay = 0.0
            when = f" in {delay:g} seconds" if delay else ""
            self._say(f"worker {number} {how}; another takes its place{when}")
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._ending.wait(), delay)
            delay = min(max(2 * delay, _FIRST_DELAY_S), _MOST_DELAY_S)

    async def _run(self, number: int, first: asyncio.Future[str]) -> str:
        """Run worker `number` once; how it has ended. Raises OSError."""
        orders = self._orders[number - 1]
        async with self._starting:  # one after the other: each changes what Ctrl-C does, and back
            with _interrupts_held_back():
                process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    "-m",
                    self._module,
                    str(number),
                    stdin=PIPE,
                    stdout=PIPE,
                    stderr=PIPE,
                    env=_environment(),
                    **_inheriting(orders),
                )
        self._processes[number] = process
        try:
            errors = asyncio.ensure_future(self._pass_on_lines(process))
            pid = await self._pass_on_frames(process, orders, first)
            await errors
            return f"(process {pid}) {_how(await process.wait())}"
        finally:
            del self._processes[number]

    async def _pass_on_frames(
        self, process: Process, orders: Orders, first: asyncio.Future[str]
    ) -> int:
        """Give a process its orders, and pass on what it sends until it ends; its number, which
        is not that of the program that Windows starts for it."""
        pid = process.pid
        assert process.stdin is not None
        assert process.stdout is not None
        frames = _frames(process.stdout)
        with suppress(StopAsyncIteration, ConnectionError):
            pid = int((await anext(frames)).rpartition("\n")[2])  # behind what Python's site says
            process.stdin.write(orders.packed(pid))
            await process.stdin.drain()
            if self._ending.is_set():
                process.stdin.close()
            text = await anext(frames)
            if not first.done():
                first.set_result(text)
            async for text in frames:
                await self._show(text)
        return pid

    async def _pass_on_lines(self, process: Process) -> None:
        assert process.stderr is not None
        rest = b""
        while piece := await process.stderr.read(_PIECE):
            whole, newline, begun = piece.rpartition(b"\n")
            if newline:
                self._tell((rest + whole).decode("utf-8", "replace"))
                rest = begun
            else:
                rest += piece
        if rest:
            self._tell(rest.decode("utf-8", "replace"))


async def _frames(stream: asyncio.StreamReader) -> AsyncIterator[str]:
    """The texts that a worker sends; one that is cut short is none."""
    parts: list[bytes] = []
    while piece := await stream.read(_PIECE):
        parts.append(piece)
        if FRAME_END in piece:
            *whole, rest = b"".join(parts).split(FRAME_END)
            parts = [rest]
            for frame in whole:
                yield frame.decode("utf-8", "replace")


def _how(code: int) -> str:
    if code >= 0:
        return f"has ended with exit code {code}"
    with suppress(ValueError):
        return f"was ended by {signal.Signals(-code).name}"
    return f"was ended by signal {-code}"


def _environment() -> dict[str, str]:
    """That of a worker: what this process imports from, and nothing beside it; texts in UTF-8."""
    folders = (folder or os.getcwd() for folder in sys.path)
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(folders)),
        "PYTHONSAFEPATH": "1",
        "PYTHONIOENCODING": "utf-8",
    }


def _inheriting(orders: Orders) -> dict[str, Any]:
    """How a worker comes to its sockets, and Ctrl-C does not come to the worker."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"pass_fds": orders.file_numbers()}


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Around the start of a worker, which inherits it: Ctrl-C comes to a whole group of processes,
    and is to be the parent's alone. One that comes meanwhile comes afterwards."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

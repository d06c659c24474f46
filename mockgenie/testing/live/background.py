"""An event loop in a thread of its own, and how other threads ask it for something."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import TypeVar

R = TypeVar("R")


class Background:
    """Runs an event loop until `stop`. Any thread may call what it has."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._stopping = threading.Lock()
        self.stopped = False
        """Whether the loop is at its end; what it had is then anybody's."""
        self._thread = threading.Thread(target=self._run, name="mockgenie", daemon=True)
        self._thread.start()

    def call(self, do: Callable[[], R]) -> R:
        """What `do` gives, called on the loop; nothing else happens there meanwhile."""

        async def called() -> R:
            return do()

        return do() if self.stopped else self.run(called())

    def run(self, coroutine: Coroutine[object, None, R]) -> R:
        """What a coroutine gives that is run on the loop. Raises RuntimeError behind the end."""
        return self.start(coroutine).result()

    def start(self, coroutine: Coroutine[object, None, R]) -> Future[R]:
        """Run a coroutine on the loop without waiting for it. Raises RuntimeError behind the
        end."""
        if self.stopped:
            coroutine.close()
            raise RuntimeError("the server has been stopped")
        if threading.current_thread() is self._thread:
            coroutine.close()
            raise RuntimeError("the server's own thread cannot wait for itself")
        if self.is_elsewhere:
            coroutine.close()
            raise RuntimeError(
                "the server runs in the process that this one was forked from: ask it there, or"
                " over HTTP"
            )
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    @property
    def is_elsewhere(self) -> bool:
        """Whether this process was forked from the one in which the loop runs."""
        return not self.stopped and not self._thread.is_alive()

    def stop(self) -> None:
        """End the loop, and whatever still runs on it; for the second time nothing is done."""
        with self._stopping:
            if self.stopped:
                return
            self.run(_cancel_others())
            self.stopped = True
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            self._loop.close()


async def _cancel_others() -> None:
    """End the tasks that are left, those among them that wait for something for good."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_asyncgens()

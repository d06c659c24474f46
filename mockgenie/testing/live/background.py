"""An event loop in a thread of its own, and how other threads ask it for something."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Future
from typing import TypeVar

from mockgenie.sockets import tell_of_exhaustion

R = TypeVar("R")

_ENDING_SECONDS = 5.0
"""How long what runs on the loop may take to end."""


class _Stopped(RuntimeError):
    def __init__(self) -> None:
        super().__init__("the server has been stopped")


class Background:
    """Runs an event loop until `stop`. Any thread may call what it has, at any time: what comes
    too late to be done raises RuntimeError."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        tell_of_exhaustion(self._loop)
        self._process = os.getpid()
        self._state = threading.Lock()
        """Who has it may hand something to the loop: it does not end meanwhile."""
        self._is_ending = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mockgenie", daemon=True)
        self._thread.start()

    @property
    def stopped(self) -> bool:
        """Whether the loop is at its end; what it had is then anybody's."""
        return self._over.is_set()

    def call(self, do: Callable[[], R]) -> R:
        """What `do` gives, called on the loop; nothing else happens there meanwhile. Behind the
        end it is called here."""

        async def called() -> R:
            return do()

        if not self.stopped:
            try:
                return self.run(called())
            except _Stopped:  # it has not been called
                self._over.wait()
        return do()

    def run(self, coroutine: Coroutine[object, None, R]) -> R:
        """What a coroutine gives that is run on the loop. Raises RuntimeError where the loop ends
        before it does."""
        return self.start(coroutine).result()

    def start(self, coroutine: Coroutine[object, None, R]) -> Future[R]:
        """Run a coroutine on the loop without waiting for it; the future has RuntimeError where
        the loop ends before it does. Raises RuntimeError behind the end."""
        try:
            self._check_thread()
            with self._state:
                if self._is_ending:
                    raise _Stopped
                running = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        except RuntimeError:
            coroutine.close()
            raise
        return self._watched(running)

    @property
    def is_elsewhere(self) -> bool:
        """Whether this process was forked from the one in which the loop runs."""
        return not self.stopped and os.getpid() != self._process

    def stop(self, last: Callable[[], Coroutine[object, None, None]] | None = None) -> None:
        """End the loop behind what `last` does, and whatever still runs on it; for the second
        time, or in another thread, wait until that is done."""
        if not self.stopped:
            self._check_thread()
        with self._state:
            is_first, self._is_ending = not self._is_ending, True
        if is_first:
            try:
                asyncio.run_coroutine_threadsafe(_end(last), self._loop).result()
            finally:
                self._loop.call_soon_threadsafe(self._loop.stop)
                self._thread.join()
                self._over.set()
        self._over.wait()

    def _check_thread(self) -> None:
        """Raises RuntimeError where the loop cannot be asked from here."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("the server's own thread cannot wait for itself")
        if self.is_elsewhere:
            raise RuntimeError(
                "the server runs in the process that this one was forked from: ask it there, or"
                " over HTTP"
            )

    def _watched(self, running: Future[R]) -> Future[R]:
        """A future that says so where the loop has ended before the other one was done."""
        watched: Future[R] = Future()

        def finish(done: Future[R]) -> None:
            if not watched.set_running_or_notify_cancel():
                return
            try:
                watched.set_result(done.result())
            except CancelledError as error:
                watched.set_exception(_Stopped() if self._is_ending else error)
            except BaseException as error:
                watched.set_exception(error)

        def cancel(done: Future[R]) -> None:
            if done.cancelled():
                running.cancel()

        watched.add_done_callback(cancel)
        running.add_done_callback(finish)
        return watched

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            self._loop.close()


async def _end(last: Callable[[], Coroutine[object, None, None]] | None) -> None:
    """Do what is `last`, and end the tasks that are left, those among them that wait for something
    for good."""
    try:
        if last is not None:
            await last()
    finally:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        if others:
            await asyncio.wait(others, timeout=_ENDING_SECONDS)
        await asyncio.get_running_loop().shutdown_asyncgens()

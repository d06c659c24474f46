"""A worker of `mockgenie serve --workers N`: `python -m mockgenie.cli.serve_worker NUMBER`."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import signal
import sys
from collections.abc import Callable

from mockgenie.workers import Parent


class WorkerFront:
    """That of a worker: its parent shows what it says, and has it end."""

    def __init__(self, parent: Parent) -> None:
        from mockgenie.cli.line_queue import LineQueue
        from mockgenie.cli.output import line_writer

        self.notes = LineQueue(line_writer(sys.stderr))
        self.shown = LineQueue(parent.send)
        self._parent = parent
        self._before: list[str] | None = []

    def say(self, message: str) -> None:
        """One worker says it for all of them."""
        if self._before is not None:
            self._before.append(message)
        elif self._parent.number == 1:
            self.notes.say(message)

    async def ready(self, announced: str) -> None:
        """Have the parent say it, once."""
        self._parent.send(json.dumps([announced, self._before]))
        self._before = None

    def end_by(self, loop: asyncio.AbstractEventLoop, end: Callable[[], object]) -> None:
        """When the parent has it end, or is gone; at SIGTERM, which is for this worker alone."""

        def tell_loop() -> None:
            loop.call_soon_threadsafe(end)

        self._parent.when_it_ends(tell_loop)
        with contextlib.suppress(NotImplementedError):  # Windows has none
            loop.add_signal_handler(signal.SIGTERM, end)


def main() -> int:
    """Serve as the orders of the parent have it, until it ends; the exit code."""
    parent = Parent()
    gc.disable()  # as in the command
    from mockgenie.cli.domains import places_of
    from mockgenie.cli.output import cannot_read, fail
    from mockgenie.cli.serving import Plan, serve
    from mockgenie.domain import Library
    from mockgenie.server import Arriving

    options, settings = parent.orders.what
    if parent.number != 1:
        options.record = ""  # one of them records what all are asked
    if sys.platform == "win32":
        # What accepts for several processes cannot be bound to the completion port of each, as all
        # other loops of Windows do.
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
        options.loop = "asyncio"
    sockets = parent.orders.sockets
    library = Library(places_of(options))
    try:
        arriving = Arriving(library)
    except OSError as error:  # gone since the parent has looked
        return cannot_read(error, "domains: ")
    plan = Plan(options, settings, sockets["dialog"], sockets["engine"])
    try:
        serve(plan, library, arriving, WorkerFront(parent))
    except ValueError as error:
        return fail(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())

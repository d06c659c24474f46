"""How soon a server is there inside a test process, beside a bare aiohttp server in a thread.

Measured is the time until a server in a thread of its own has answered one open_dialog, for both in
the same way, all modules imported and the domains read; and the time that clearing takes
mockgenie's before the next test.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aiohttp import web
from bare import application, constant
from dialogs import exchange, opening

from mockgenie.testing.live import serve

ANSWER_BYTES = 300


@contextmanager
def ours() -> Iterator[int]:
    """The port of a server of mockgenie's own domains."""
    with serve() as server:
        yield server.port


@contextmanager
def bare() -> Iterator[int]:
    """The port of the bare server, put up in a thread as any test would."""
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(application(constant(ANSWER_BYTES), keep_alive=False), access_log=None)
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def start() -> int:
        await runner.setup()
        await web.TCPSite(runner, "localhost", 0).start()
        port: int = runner.addresses[0][1]
        return port

    yield asyncio.run_coroutine_threadsafe(start(), loop).result()
    asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


SIDES = {"mockgenie": (ours, b'"state":"start"'), "bare aiohttp": (bare, b'"state":"dialog"')}
"""What to start, and what its answer to open_dialog must say."""


def first_answer(start: Callable[[], AbstractContextManager[int]], expected: bytes) -> float:
    """Seconds from starting a server until its first answer is complete."""
    began = time.perf_counter()
    with start() as port:
        answer = exchange(port, opening(port))
        elapsed = time.perf_counter() - began
    if expected not in answer:
        raise RuntimeError(f"a server did not answer as it should: {answer!r}")
    return elapsed


def clearing(runs: int) -> list[float]:
    """Seconds that clearing takes after a test of one conversation."""
    times = []
    with serve() as server:
        for _ in range(runs):
            exchange(server.port, opening(server.port))
            began = time.perf_counter()
            server.clear()
            times.append(time.perf_counter() - began)
    return times


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100, help="starts of each server")
    parser.add_argument("--json", action="store_true", help="print JSON in place of a table")
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("--runs must be at least 1")

    for start, expected in SIDES.values():  # reads the domains
        first_answer(start, expected)
    times: dict[str, list[float]] = {name: [] for name in SIDES}
    for run in range(options.runs):
        for name in SIDES if run % 2 == 0 else reversed(SIDES):
            times[name].append(first_answer(*SIDES[name]))
    cleared = clearing(options.runs)
    ratio = statistics.median(a / b for a, b in zip(*times.values(), strict=True))
    if options.json:
        print(json.dumps({"seconds": times, "ratio": ratio, "clear": cleared}, indent=2))
        return 0
    print(f"In a test process: from start to first answer, {options.runs} each, milliseconds")
    print(f"  {'':14}{'median':>8}{'least':>8}{'most':>8}")
    for name, seconds in {**times, "clear": cleared}.items():
        median, least, most = statistics.median(seconds), min(seconds), max(seconds)
        print(f"  {name:14}{1e3 * median:>8.2f}{1e3 * least:>8.2f}{1e3 * most:>8.2f}")
    print(f"  ratio of times {ratio:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

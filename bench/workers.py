"""What several processes answer that share a store, beside one process with memory; and what the
store costs a turn.

One process keeps its sessions in memory, in a file of SQLite and in Redis, and workers keep them in
the latter two, all in one run, in rounds that alternate. Printed are turns per second, and the
processor time of a turn in all processes: the workers, their parent and Redis. The load takes
processor time as well, so where it shares the cores with the servers, the second ratio is the one
to quote: how many turns as many cores as there are workers would answer, had they nothing else to
do. Beside other work, neither says anything: processes that wait for each other wait for it too.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from typing import Any, NamedTuple

from dialogs import open_session
from servers import HOST, MOCKGENIE, free_port, serving
from turns import BUSY_CLIENT, Side, positive, run_rounds

START_LIMIT_S = 10.0
MEMORY = "memory"


class Kind(NamedTuple):
    """A way to serve: its name, the store, and how many processes."""

    name: str
    store: str
    workers: int


@contextlib.contextmanager
def redis_server(folder: str) -> Iterator[tuple[str, int] | None]:
    """The URL and the process of a Redis that keeps all in memory; None where it, or the
    extra `redis`, is not installed."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None or find_spec("redis") is None:
        yield None
        return
    port = free_port()
    options = ("--port", str(port), "--bind", HOST, "--save", "", "--appendonly", "no")
    process = subprocess.Popen(
        [program, *options, "--dir", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_until_it_listens(port)
        yield f"redis://{HOST}:{port}", process.pid
    finally:
        process.kill()
        process.wait()


def _wait_until_it_listens(port: int) -> None:
    until = time.monotonic() + START_LIMIT_S
    while True:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1):
            return
        if time.monotonic() > until:
            raise RuntimeError("Redis did not start")
        time.sleep(0.02)


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """All rounds of all kinds."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        redis = stack.enter_context(redis_server(folder))
        kinds = [Kind("memory", MEMORY, 1)]
        for number in (1, options.workers):
            kinds.append(Kind(f"SQLite, {number}", f"sqlite:{folder}/{number}.db", number))
            if redis is not None:
                kinds.append(Kind(f"Redis, {number}", f"{redis[0]}?prefix=n{number}", number))
        sides = []
        for kind in kinds:
            given = ("--quiet", "--store", kind.store, "--workers", str(kind.workers))
            started = stack.enter_context(serving(MOCKGENIE, *given))
            is_in_redis = redis is not None and kind.store.startswith("redis")
            server = started._replace(others=(redis[1],) if is_in_redis else ())
            sessions = [open_session(server.port)[0] for _ in range(options.connections)]
            sides.append(Side(kind.name, server, sessions, [], []))
        run_rounds(sides, options, keep_alive=False)
    return {"workers": options.workers, "sides": compare(sides, kinds), "redis": redis is not None}


def compare(sides: list[Side], kinds: list[Kind]) -> dict[str, dict[str, float | None]]:
    """The figures of each side; `ratio` and `cpu_ratio`: how many times as many turns as one
    process with memory, and would answer on as many cores as it has processes; `store_us`: what
    its store costs a turn."""
    first, found = sides[0], {}
    base = first.figures()["server_cpu_us"]
    for side, kind in zip(sides, kinds, strict=True):
        pairs = zip(side.loads, first.loads, strict=True)
        figures = side.figures()
        cpu = figures["server_cpu_us"]
        figures["ratio"] = statistics.median(mine.rate / other.rate for mine, other in pairs)
        figures["cpu_ratio"] = kind.workers * base / cpu if base and cpu else None
        figures["store_us"] = cpu - base if base and cpu else None
        found[side.name] = figures
    return found


def show(result: dict[str, Any]) -> None:
    """Print the table."""
    print(f"  {'store, processes':18}{'turns/s':>9}{'p50 ms':>8}{'p99 ms':>8}{'CPU us/turn':>13}")
    print(f"  {'':18}{'':>9}{'':>8}{'':>8}{'':>13}{'store us':>10}{'ratio':>7}{'by CPU':>8}")
    for name, side in result["sides"].items():
        print(f"  {name:18}{side['turns_per_s']:>9.0f}{side['p50_ms']:>8.2f}", end="")
        print(f"{side['p99_ms']:>8.2f}{_shown(side['server_cpu_us'], 1):>13}", end="")
        print(f"{_shown(side['store_us'], 0):>10}{side['ratio']:>7.2f}", end="")
        print(f"{_shown(side['cpu_ratio'], 2):>8}")
    if not result["redis"]:
        print("  without Redis: it, or the extra redis, is not installed")
    if any(side["client_busy"] > BUSY_CLIENT for side in result["sides"].values()):
        print("  the client had no time left: these rates may be its own limit, not a server's")


def _shown(figure: float | None, digits: int) -> str:
    return "unknown" if figure is None else f"{figure:.{digits}f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=positive, default=2, help="processes that share a store")
    parser.add_argument("--rounds", type=positive, default=5, help="rounds of each kind")
    parser.add_argument("--seconds", type=float, default=1.0, help="length of a round")
    parser.add_argument("--connections", type=positive, default=16, help="turns under way at once")
    parser.add_argument("--json", action="store_true", help="print JSON in place of a table")
    options = parser.parse_args()
    if not options.json:
        print("Dialog turns over real sockets, closed after each answer:", end=" ")
        print(f"{options.rounds} rounds of {options.seconds:g} s each,", end=" ")
        print(f"{options.connections} connections\n")
    try:
        result = measure(options)
    except RuntimeError as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(result, indent=2))
    else:
        show(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())

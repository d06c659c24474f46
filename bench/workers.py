"""What several processes answer that share a store, beside one process with memory; and what the
store costs a turn.

One process keeps its sessions in memory, in a file of SQLite and in Redis, and workers keep them in
the latter two, all in one run, in rounds that alternate. Printed are turns per second, and the
processor time of a turn: of the workers with their parent, and of Redis. The load, made by wrk
where it is installed, takes processor time as well, so where it shares the cores with the servers,
the ratios by CPU are those to quote: how many turns as many cores as there are workers would
answer, had they nothing else to do; with Redis on them, and with Redis on another machine. Beside
other work, none says anything: processes that wait for each other wait for it too.
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

from dialogs import Session, open_session
from peers import Spell, spell
from servers import HOST, MOCKGENIE, Server, free_port, serving
from turns import BUSY_CLIENT, positive

START_LIMIT_S = 10.0
MEMORY = "memory"
SESSIONS_EACH = 4
"""So many sessions for each connection: none gets a turn while its last one is under way."""


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
        sides: list[tuple[Server, list[Session]]] = []
        for kind in kinds:
            given = ("--quiet", "--store", kind.store, "--workers", str(kind.workers))
            started = stack.enter_context(serving(MOCKGENIE, *given))
            is_in_redis = redis is not None and kind.store.startswith("redis")
            server = started._replace(others=(redis[1],) if is_in_redis else ())
            count = SESSIONS_EACH * options.connections
            sides.append((server, [open_session(server.port)[0] for _ in range(count)]))
        for server, sessions in sides:
            spell(server, sessions, options.seconds, False, options.connections)
        rounds: list[list[Spell]] = [[] for _ in sides]
        for number in range(options.rounds):
            for at in range(len(sides)) if number % 2 == 0 else reversed(range(len(sides))):
                one = spell(*sides[at], options.seconds, False, options.connections)
                rounds[at].append(one)
    return {"workers": options.workers, "sides": compare(kinds, rounds), "redis": redis is not None}


def compare(kinds: list[Kind], rounds: list[list[Spell]]) -> dict[str, dict[str, float | None]]:
    """The figures of each kind; `ratio`: how many times as many turns as one process with memory;
    `cpu_ratio`: how many times as many it would answer on as many cores as it has processes,
    Redis included, `cpu_ratio_alone`: were Redis on another machine; `store_us`: what its store
    costs a turn."""
    base = _mean([one.cpu for one in rounds[0]])
    found: dict[str, dict[str, float | None]] = {}
    for kind, mine in zip(kinds, rounds, strict=True):
        pairs = zip(mine, rounds[0], strict=True)
        own, others = _mean([one.cpu for one in mine]), _mean([one.others for one in mine])
        both = None if own is None or others is None else own + others
        found[kind.name] = {
            "turns_per_s": statistics.median(one.rate for one in mine),
            "p50_ms": 1e3 * statistics.median(one.p50 for one in mine),
            "p99_ms": 1e3 * statistics.median(one.p99 for one in mine),
            "server_cpu_us": own and 1e6 * own,
            "redis_cpu_us": 1e6 * others if others is not None else None,
            "store_us": 1e6 * (both - base) if both and base else None,
            "ratio": statistics.median(one.rate / other.rate for one, other in pairs),
            "cpu_ratio": kind.workers * base / both if both and base else None,
            "cpu_ratio_alone": kind.workers * base / own if own and base else None,
            "client_busy": statistics.mean(one.busy for one in mine),
        }
    return found


def _mean(figures: list[float | None]) -> float | None:
    known = [figure for figure in figures if figure is not None]
    return statistics.mean(known) if len(known) == len(figures) else None


def show(result: dict[str, Any]) -> None:
    """Print the table."""
    print(f"  {'':18}{'':9}{'':8}{'':8}{'CPU us/turn':>14}{'':10}{'':7}{'ratio by CPU':>17}")
    print(f"  {'store, processes':18}{'turns/s':>9}{'p50 ms':>8}{'p99 ms':>8}", end="")
    print(f"{'server':>8}{'Redis':>6}{'store us':>10}{'ratio':>7}{'with':>10}{'w/o Redis':>10}")
    for name, side in result["sides"].items():
        print(f"  {name:18}{side['turns_per_s']:>9.0f}{side['p50_ms']:>8.2f}", end="")
        print(f"{side['p99_ms']:>8.2f}{_shown(side['server_cpu_us'], 0):>8}", end="")
        print(f"{_shown(side['redis_cpu_us'], 0):>6}{_shown(side['store_us'], 0):>10}", end="")
        print(f"{side['ratio']:>7.2f}{_shown(side['cpu_ratio'], 2):>10}", end="")
        print(f"{_shown(side['cpu_ratio_alone'], 2):>10}")
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

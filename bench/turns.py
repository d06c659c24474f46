"""How many dialog turns mockgenie answers, beside what bare aiohttp answers of the same size.

Both servers get the same requests over real sockets, in rounds that alternate between them, and
each runs in a process of its own. Printed are turns per second, latencies and, the figure to
quote, the ratio of the two rates.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from importlib.util import find_spec
from typing import Any, NamedTuple

import load
from dialogs import Session, exchange, open_session, up_to_text
from servers import BARE, MOCKGENIE, Server, serving
from watching import watching

WARM_UP_S = 0.5
BUSY_CLIENT = 0.9
QUIET = ("--quiet",)
PARTS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "journal": ("mockgenie without journal", (), ("--journal", "0")),
    "traffic": ("mockgenie --quiet", (), QUIET),
    "speed": ("mockgenie --loop asyncio", (), ("--loop", "asyncio")),
    "page": ("mockgenie that no page shows", QUIET, QUIET),
}
"""Parts that may be there or not: what it is beside, and the options with and without it."""


class Side(NamedTuple):
    """One of the two servers, what is said to it, and what the rounds so far came to."""

    name: str
    server: Server
    sessions: Sequence[Session]
    loads: list[load.Load]
    cpu: list[float]
    """Processor seconds of the server in each round; empty where they cannot be read."""

    def round(self, seconds: float, keep_alive: bool) -> None:
        """Put one more spell of load on the server."""
        before = self.server.cpu_seconds()
        self.loads.append(load.apply(self.server.port, self.sessions, seconds, keep_alive))
        after = self.server.cpu_seconds()
        if before is not None and after is not None:
            self.cpu.append(after - before)

    def figures(self) -> dict[str, float | None]:
        """What all rounds came to: rates in turns per second, times in the unit of the name."""
        latencies = sorted(latency for load in self.loads for latency in load.latencies)
        elapsed = sum(load.elapsed for load in self.loads)
        return {
            "turns_per_s": statistics.median(load.rate for load in self.loads),
            "p50_ms": 1e3 * percentile(latencies, 0.50),
            "p99_ms": 1e3 * percentile(latencies, 0.99),
            "server_cpu_us": 1e6 * sum(self.cpu) / len(latencies) if self.cpu else None,
            "client_busy": sum(load.client_cpu for load in self.loads) / elapsed,
        }


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value that `share` of the ordered values do not exceed."""
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def measure(options: argparse.Namespace, keep_alive: bool) -> dict[str, Any]:
    """All rounds of one way of using connections."""
    keep = ("--keep-alive",) if keep_alive else ()
    with serving(MOCKGENIE, *keep) as mockgenie:
        opened = [open_session(mockgenie.port) for _ in range(options.connections)]
        sessions = [session for session, _ in opened]
        size = round(statistics.mean(size for _, size in opened))
        with serving(BARE, "--size", str(size), *keep) as bare:
            begins = up_to_text(exchange(bare.port, sessions[0].requests[0]))
            same = [session._replace(answer_begins=begins) for session in sessions]
            sides = [
                Side("mockgenie", mockgenie, sessions, [], []),
                Side("bare aiohttp", bare, same, [], []),
            ]
            run_rounds(sides, options, keep_alive)
    return {"answer_bytes": size, **compare(*sides)}


def measure_part(options: argparse.Namespace, keep_alive: bool) -> dict[str, Any]:
    """All rounds of mockgenie with one of its PARTS beside one without it."""
    keep = ("--keep-alive",) if keep_alive else ()
    part = options.part
    if part == "speed" and not any(map(find_spec, ("uvloop", "winloop"))):
        raise RuntimeError('the extra is missing: python -m pip install -e ".[speed]"')
    _, options_with, options_without = part_of(options)
    with (
        serving(MOCKGENIE, *options_with, *keep) as whole,
        serving(MOCKGENIE, *options_without, *keep) as lacking,
        watching(whole.port) if part == "page" else nullcontext(),
    ):
        sides = []
        for name, server in ((f"with {part}", whole), ("without", lacking)):
            opened = [open_session(server.port) for _ in range(options.connections)]
            sides.append(Side(name, server, [session for session, _ in opened], [], []))
            size = round(statistics.mean(size for _, size in opened))
        run_rounds(sides, options, keep_alive)
    return {"answer_bytes": size, **compare(*sides)}


def part_of(options: argparse.Namespace) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """What it is beside, and the options with the part that is measured and without it."""
    if options.store:
        return "mockgenie in memory", ("--store", options.store), ()
    return PARTS[options.part]


def run_rounds(sides: Sequence[Side], options: argparse.Namespace, keep_alive: bool) -> None:
    """Put load on the sides, in rounds that alternate between them."""
    for side in sides:
        warm_up = min(WARM_UP_S, options.seconds)
        load.apply(side.server.port, side.sessions, warm_up, keep_alive)
    for number in range(options.rounds):
        for side in sides if number % 2 == 0 else reversed(sides):
            side.round(options.seconds, keep_alive)


def compare(ours: Side, theirs: Side) -> dict[str, Any]:
    """The figures of both sides, and ratios in which more than 1 means that ours is faster."""
    ratios = [mine.rate / other.rate for mine, other in zip(ours.loads, theirs.loads, strict=True)]
    figures = {side.name: side.figures() for side in (ours, theirs)}
    our_cpu, their_cpu = (side["server_cpu_us"] for side in figures.values())
    return {
        "servers": figures,
        "ratio": statistics.median(ratios),
        "ratio_min": min(ratios),
        "ratio_max": max(ratios),
        "cpu_ratio": their_cpu / our_cpu if our_cpu and their_cpu else None,
    }


def show(title: str, result: dict[str, Any]) -> None:
    """Print one mode's table."""
    print(f"\n{title} (answers of {result['answer_bytes']} bytes)")
    print(f"  {'':14}{'turns/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'server CPU us/turn':>20}", end="")
    print(f"{'client busy':>13}")
    for name, side in result["servers"].items():
        cpu = "unknown" if side["server_cpu_us"] is None else f"{side['server_cpu_us']:.1f}"
        print(f"  {name:14}{side['turns_per_s']:>9.0f}{side['p50_ms']:>9.2f}", end="")
        print(f"{side['p99_ms']:>9.2f}{cpu:>20}{side['client_busy']:>13.0%}")
    print(f"  ratio of rates {result['ratio']:.2f}", end="")
    print(f" (rounds: {result['ratio_min']:.2f} to {result['ratio_max']:.2f})", end="")
    print(f", by CPU time {result['cpu_ratio']:.2f}" if result["cpu_ratio"] else "")
    if any(side["client_busy"] > BUSY_CLIENT for side in result["servers"].values()):
        print("  the client had no time left: these rates may be its own limit, not a server's")


def positive(text: str) -> int:
    """A whole number of at least 1."""
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=positive, default=10, help="rounds of each server")
    parser.add_argument("--seconds", type=float, default=1.0, help="length of a round")
    parser.add_argument("--connections", type=positive, default=16, help="turns under way at once")
    parser.add_argument("--json", action="store_true", help="print JSON in place of tables")
    beside = parser.add_mutually_exclusive_group()
    for part, (other, _, _) in PARTS.items():
        beside.add_argument(
            f"--{part}", dest="part", action="store_const", const=part, help=f"beside {other}"
        )
    beside.add_argument(
        "--store", metavar="PLACE", default="", help="sessions there, beside mockgenie in memory"
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--closing", action="store_true", help="only with a connection per turn")
    mode.add_argument("--keep-alive", action="store_true", help="only with connections kept open")
    options = parser.parse_args()
    if options.store:
        options.part = "store"

    modes = {"closing after each answer": False, "--keep-alive": True}
    if options.closing or options.keep_alive:
        modes = {title: kept for title, kept in modes.items() if kept == options.keep_alive}
    results = {}
    if not options.json:
        other = part_of(options)[0] if options.part else "bare aiohttp"
        print(f"Dialog turns over real sockets, mockgenie beside {other}:", end=" ")
        print(f"{options.rounds} rounds of {options.seconds:g} s each,", end=" ")
        print(f"{options.connections} connections")
    for title, keep_alive in modes.items():
        try:
            measured = measure_part if options.part else measure
            results[title] = measured(options, keep_alive)
        except RuntimeError as error:
            print(f"{parser.prog}: {error}", file=sys.stderr)
            return 1
        if not options.json:
            show(title, results[title])
    if options.json:
        print(json.dumps(results, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())

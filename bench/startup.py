"""How soon after its start mockgenie answers, beside a bare aiohttp server.

Measured is the time from starting the process until the first answer is complete, for both in the
same way: a client tries to connect until somebody listens, then sends one open_dialog.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from subprocess import Popen

from dialogs import exchange, opening
from servers import BARE, MOCKGENIE, START_LIMIT_S, end, free_port, launch

RETRY_S = 0.001
SIDES = {
    "mockgenie": (MOCKGENIE, b'"state":"start"'),
    "bare aiohttp": (BARE, b'"state":"dialog"'),
}
"""What to start, and what its answer to open_dialog must say."""


def first_answer(module: tuple[str, ...], expected: bytes) -> float:
    """Seconds from starting the server until its first answer is complete."""
    port = free_port()
    request = opening(port)
    start = time.perf_counter()
    process = launch(module, port)
    try:
        answer = ask_until_answered(process, port, request)
        elapsed = time.perf_counter() - start
    finally:
        end(process)
    if expected not in answer:
        raise RuntimeError(f"{module[0]} did not answer as it should: {answer!r}")
    return elapsed


def ask_until_answered(process: Popen[bytes], port: int, request: bytes) -> bytes:
    """The answer to `request`, as soon as the server listens."""
    give_up = time.monotonic() + START_LIMIT_S
    while process.poll() is None and time.monotonic() < give_up:
        try:
            return exchange(port, request)
        except ConnectionRefusedError:
            time.sleep(RETRY_S)
    raise RuntimeError(f"the server did not start within {START_LIMIT_S:g} s")


def measure(runs: int) -> dict[str, list[float]]:
    """The times of all runs, after one of each that leaves compiled modules on disk."""
    for module, expected in SIDES.values():
        first_answer(module, expected)
    times: dict[str, list[float]] = {name: [] for name in SIDES}
    for run in range(runs):
        for name in SIDES if run % 2 == 0 else reversed(SIDES):
            times[name].append(first_answer(*SIDES[name]))
    return times


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="starts of each server")
    parser.add_argument("--json", action="store_true", help="print JSON in place of a table")
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("--runs must be at least 1")

    try:
        times = measure(options.runs)
    except RuntimeError as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 1
    ratios = [ours / theirs for ours, theirs in zip(*times.values(), strict=True)]
    ratio = statistics.median(ratios)
    if options.json:
        result = {"seconds": times, "ratio": ratio}
        print(json.dumps({**result, "ratio_min": min(ratios), "ratio_max": max(ratios)}, indent=2))
        return 0
    print(f"From start to first answer, {options.runs} starts each, milliseconds")
    print(f"  {'':14}{'median':>8}{'least':>8}{'most':>8}")
    for name, seconds in times.items():
        median, least, most = statistics.median(seconds), min(seconds), max(seconds)
        print(f"  {name:14}{1e3 * median:>8.0f}{1e3 * least:>8.0f}{1e3 * most:>8.0f}")
    print(f"  ratio of times {ratio:.2f} (pairs: {min(ratios):.2f} to {max(ratios):.2f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())

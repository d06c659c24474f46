"""What other mock servers do in the time of a turn: mockgenie, a real turn, beside bare aiohttp,
WireMock and mountebank, each a constant of the same size with the same headers.

All of them run at once and are asked in turn, in rounds that go round in alternating order. Those
that are not installed are left out, and it is said how to install them. Printed are turns per
second, what the processors took for each, the memory behind all rounds, and the ratio of the rates
to that of bare aiohttp, which is what to quote.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import load
from bare import constant
from dialogs import Session, exchange, open_session, up_to_text
from servers import BARE, HOST, MOCKGENIE, Server, end, free_port, serving
from turns import percentile, positive

if sys.platform != "win32":
    import wrk

PATIENCE_S = 60.0
FASTER = "winloop" if sys.platform == "win32" else "uvloop"
BASE = "bare aiohttp"
MODES = {"closing": False, "kept alive": True}

ENGLISH = ("server", "answers", "closing", "kept alive", "memory")
KOREAN = ("서버", "응답", "연결을 닫을 때", "연결을 유지할 때", "메모리")
TURN, CONSTANT = "a turn", "a constant"
KOREAN_ANSWERS = {TURN: "대화 턴", CONSTANT: "상수"}


class Missing(Exception):
    """A server is not installed; the message says how to install it."""


class Peer(NamedTuple):
    """A server to measure. `start` is told whether connections stay open, and the size of the
    constant; it raises Missing."""

    name: str
    answers: str
    start: Callable[[bool, int], AbstractContextManager[Server]]


class Spell(NamedTuple):
    """What one round of one server came to: turns per second, seconds of two latencies, the share
    of its time that the load generator worked, and processor seconds for a turn, of the server and
    of the other processes that work for it."""

    rate: float
    p50: float
    p99: float
    busy: float
    cpu: float | None
    others: float | None = 0.0


# The servers


def ours(*options: str) -> Callable[[bool, int], AbstractContextManager[Server]]:
    """mockgenie, with default options but these."""

    def start(keep: bool, size: int) -> AbstractContextManager[Server]:
        return serving(MOCKGENIE, *options, *(("--keep-alive",) if keep else ()))

    return start


def bare(*options: str) -> Callable[[bool, int], AbstractContextManager[Server]]:
    """Bare aiohttp."""

    def start(keep: bool, size: int) -> AbstractContextManager[Server]:
        kept = ("--keep-alive",) if keep else ()
        return serving(BARE, "--size", str(size), *options, *kept)

    return start


def headers(keep: bool, size: int) -> dict[str, str]:
    """The documented four."""
    return {
        "Access-Control-Allow-Origin": "*",
        "Connection": "keep-alive" if keep else "close",
        "Content-Length": str(size),
        "Content-Type": "application/json; charset=UTF-8",
    }


@contextmanager
def wiremock(keep: bool, size: int) -> Iterator[Server]:
    """WireMock, with a journal as large as mockgenie's."""
    jars = sorted((_package("wiremock") / "build").glob("wiremock-standalone-*.jar"))
    java = shutil.which("java")
    if not jars or java is None:
        raise Missing("npm install --global wiremock, and a Java of 11 or later")
    stub = {
        "request": {"method": "POST", "urlPath": "/Dialog"},
        "response": {
            "status": 200,
            "body": constant(size).decode(),
            "headers": headers(keep, size),
        },
    }
    with tempfile.TemporaryDirectory() as folder:
        mappings = Path(folder, "mappings")
        mappings.mkdir()
        (mappings / "dialog.json").write_text(json.dumps(stub), "utf-8")
        options = (
            "--disable-banner",
            "--max-request-journal-entries",
            "1000",
            "--root-dir",
            folder,
        )
        with _started(java, "-jar", str(jars[-1]), "--bind-address", HOST, *options) as server:
            yield server


@contextmanager
def mountebank(keep: bool, size: int) -> Iterator[Server]:
    """mountebank."""
    program, node = _package("mountebank") / "bin" / "mb", shutil.which("node")
    if not program.exists() or node is None:
        raise Missing("npm install --global mountebank, and Node.js")
    answer = {"statusCode": 200, "headers": headers(keep, size), "body": constant(size).decode()}
    port = free_port()
    imposter = {
        "port": port,
        "host": HOST,
        "protocol": "http",
        "stubs": [
            {
                "predicates": [{"equals": {"method": "POST", "path": "/Dialog"}}],
                "responses": [{"is": answer}],
            }
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "imposters.json")
        file.write_text(json.dumps({"imposters": [imposter]}), "utf-8")
        options = ("--nologfile", "--loglevel", "error", "--pidfile", str(Path(folder, "mb.pid")))
        command = (node, str(program), "start", "--host", HOST, "--configfile", str(file), *options)
        with _started(*command) as server:
            yield server._replace(port=port)


PEERS = (
    Peer(BASE, CONSTANT, bare()),
    Peer("mockgenie", TURN, ours("--loop", "asyncio")),
    Peer(f"{BASE}, {FASTER}", CONSTANT, bare("--speed")),
    Peer(f"mockgenie, {FASTER}", TURN, ours()),
    Peer("WireMock", CONSTANT, wiremock),
    Peer("mountebank", CONSTANT, mountebank),
)


def _package(name: str) -> Path:
    """Where a package of npm is, in the current folder or for all; nowhere where it is not."""
    npm = shutil.which("npm")
    folders = [Path("node_modules")]
    if npm is not None:
        told = subprocess.run([npm, "root", "-g"], capture_output=True, text=True, check=False)
        folders.append(Path(told.stdout.strip()))
    if os.environ.get("NODE_PATH"):
        folders += map(Path, os.environ["NODE_PATH"].split(os.pathsep))
    return next((one / name for one in folders if (one / name).is_dir()), Path("nowhere"))


@contextmanager
def _started(*command: str) -> Iterator[Server]:
    """Run another server, which is told its port by `--port`, until the block ends."""
    port = free_port()
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield Server(port, process)
    finally:
        end(process)


def _wait_for(server: Server, request: bytes) -> bytes:
    """The body of a server's first answer."""
    give_up = time.monotonic() + PATIENCE_S
    while True:
        try:
            return exchange(server.port, request)
        except (OSError, RuntimeError) as error:
            if server.process.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"a server does not answer: {error}") from error
            time.sleep(0.1)


def family(pid: int) -> list[int]:
    """A process and all that it has started; nobody where /proc does not tell."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_bytes().rpartition(b")")[2].split()[1])
        except OSError:
            continue
    found = [pid] if pid in parents else []
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def memory(server: Server) -> int | None:
    """Bytes that a server has, with whatever it has started; None where /proc does not tell."""
    pages = [
        int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
        for pid in family(server.process.pid)
    ]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") if pages else None


# The rounds


def spell(
    server: Server, sessions: Sequence[Session], seconds: float, keep: bool, connections: int = 0
) -> Spell:
    """One round of one server; `connections`: over so many, 0 for one for each session."""
    before, others_before = server.cpu_seconds(), server.others_cpu_seconds()
    if sys.platform != "win32" and wrk.PROGRAM is not None:
        rate, p50, p99, busy = wrk.apply(server.port, sessions, seconds, connections)
        turns = rate * max(1, round(seconds))
    else:
        done = load.apply(server.port, sessions[: connections or None], seconds, keep)
        latencies = sorted(done.latencies)
        rate, p50, p99 = done.rate, percentile(latencies, 0.5), percentile(latencies, 0.99)
        busy, turns = done.client_cpu / done.elapsed, len(latencies)
    after, others_after = server.cpu_seconds(), server.others_cpu_seconds()
    cpu = None if before is None or after is None else (after - before) / turns
    known = others_before is not None and others_after is not None
    others = (others_after - others_before) / turns if known else None
    return Spell(rate, p50, p99, busy, cpu, others)


def measure(options: argparse.Namespace, keep: bool) -> dict[str, Any]:
    """All rounds of one way of using connections; the figures by server, and what is missing."""
    missing: dict[str, str] = {}
    with serving(MOCKGENIE, "--quiet") as one:
        sample, mean = open_session(one.port)
    size = round(mean)
    with ExitStack() as stack:
        sides: dict[str, tuple[Server, list[Session]]] = {}
        for peer in PEERS:
            if FASTER in peer.name and find_spec(FASTER) is None:
                missing[peer.name] = 'python -m pip install -e ".[speed]"'
                continue
            try:
                server = stack.enter_context(peer.start(keep, size))
            except Missing as error:
                missing[peer.name] = str(error)
                continue
            sides[peer.name] = server, _sessions(peer, server, sample, options.connections)
        spells: dict[str, list[Spell]] = {name: [] for name in sides}
        for server, sessions in sides.values():
            spell(server, sessions, options.warm_up, keep)
        for number in range(options.rounds):
            for name in sides if number % 2 == 0 else reversed(sides):
                spells[name].append(spell(*sides[name], options.seconds, keep))
        taken = {name: memory(server) for name, (server, _) in sides.items()}
    rows = {}
    for name, rounds in spells.items():
        pairs = zip(rounds, spells[BASE], strict=True)
        cpu = [one.cpu for one in rounds if one.cpu is not None]
        base_cpu = [one.cpu for one in spells[BASE] if one.cpu is not None]
        bytes_taken = taken[name]
        rows[name] = {
            "turns_per_s": statistics.median(one.rate for one in rounds),
            "ratio": statistics.median(one.rate / other.rate for one, other in pairs),
            "p50_ms": 1e3 * statistics.median(one.p50 for one in rounds),
            "p99_ms": 1e3 * statistics.median(one.p99 for one in rounds),
            "server_cpu_us": 1e6 * statistics.mean(cpu) if cpu else None,
            "cpu_ratio": statistics.mean(base_cpu) / statistics.mean(cpu) if cpu else None,
            "client_busy": statistics.mean(one.busy for one in rounds),
            "memory_mb": None if bytes_taken is None else bytes_taken / 1e6,
        }
    return {"answer_bytes": size, "servers": rows, "missing": missing}


def _sessions(peer: Peer, server: Server, sample: Session, count: int) -> list[Session]:
    """What is said to a server: in sessions of its own, or, where it knows none, the same bytes as
    in the `sample`."""
    if peer.answers == TURN:
        return [open_session(server.port)[0] for _ in range(count)]
    begins = up_to_text(_wait_for(server, sample.requests[0]))
    return [sample._replace(answer_begins=begins)] * count


# What is printed


def show(title: str, result: dict[str, Any]) -> None:
    """Print one mode's table."""
    print(f"\n{title} (answers of {result['answer_bytes']} bytes)")
    heads = ("turns/s", 9), ("ratio", 7), ("by CPU", 8), ("p50 ms", 8), ("p99 ms", 8), ("CPU us", 8)
    print(
        f"  {'':24}",
        *(f"{head:>{wide}}" for head, wide in heads),
        f"{'client':>8}{'MB':>6}",
        sep="",
    )
    for peer in PEERS:
        if (row := result["servers"].get(peer.name)) is None:
            continue
        print(f"  {peer.name:24}{row['turns_per_s']:>9.0f}{row['ratio']:>7.2f}", end="")
        by_cpu = row["cpu_ratio"]
        print("       ?" if by_cpu is None else f"{by_cpu:>8.2f}", end="")
        print(f"{row['p50_ms']:>8.2f}{row['p99_ms']:>8.2f}", end="")
        print(_cell(row["server_cpu_us"], 8), end="")
        print(f"{row['client_busy']:>8.0%}{_cell(row['memory_mb'], 6)}")


def _cell(figure: float | None, wide: int) -> str:
    return f"{'?' if figure is None else format(figure, '.0f'):>{wide}}"


def markdown(results: dict[str, dict[str, Any]], korean: bool = False) -> str:
    """The table of README: the ratios to bare aiohttp, and the memory, kept alive."""
    lines = [_row(KOREAN if korean else ENGLISH), _row(["---"] * len(ENGLISH))]
    for peer in PEERS:
        if any(peer.name not in one["servers"] for one in results.values()):
            continue
        both = [results[mode]["servers"][peer.name] for mode in MODES]
        taken = both[-1]["memory_mb"]
        answers = KOREAN_ANSWERS[peer.answers] if korean else peer.answers
        memory = "?" if taken is None else f"{taken:.0f} MB"
        lines.append(_row([peer.name, answers, *(f"{one['ratio']:.2f}" for one in both), memory]))
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=positive, default=8, help="rounds of each server")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of a round")
    parser.add_argument("--warm-up", type=float, default=5.0, help="seconds before the rounds")
    parser.add_argument("--connections", type=positive, default=16, help="turns under way at once")
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help="print JSON in place of tables")
    shown.add_argument(
        "--markdown", choices=("en", "ko"), help="print the table of README, in English or Korean"
    )
    options = parser.parse_args()
    results = {}
    for title, keep in MODES.items():
        try:
            results[title] = measure(options, keep)
        except RuntimeError as error:
            print(f"{parser.prog}: {error}", file=sys.stderr)
            return 1
    for name, advice in results["closing"]["missing"].items():
        print(f"{name} is not measured: {advice}", file=sys.stderr)
    if options.json:
        print(json.dumps(results, indent=2))
    elif options.markdown:
        print(markdown(results, options.markdown == "ko"))
    else:
        by_wrk = sys.platform != "win32" and wrk.PROGRAM is not None
        python = f"{platform.python_implementation()} {platform.python_version()}"
        print(
            f"Requests over real sockets, {options.rounds} rounds of {options.seconds:g} s", end=""
        )
        print(
            f" each, {options.connections} connections of {'wrk' if by_wrk else 'load.py'};", end=""
        )
        print(f" {python}, {os.cpu_count()} processors")
        for title, result in results.items():
            show(title, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())

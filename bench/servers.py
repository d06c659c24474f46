"""The two servers that the benchmarks compare, each in a process of its own."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

HOST = "127.0.0.1"
MOCKGENIE = ("mockgenie", "serve")
BARE = ("bench.bare",)

ROOT = Path(__file__).resolve().parent.parent
START_LIMIT_S = 30.0


class Server(NamedTuple):
    """A server that answers at `port`, its process, and the numbers of other processes that work
    for it besides those that it has started."""

    port: int
    process: subprocess.Popen[bytes]
    others: tuple[int, ...] = ()

    def cpu_seconds(self) -> float | None:
        """Processor time that its process and those that it has started have used so far; None
        where /proc does not tell."""
        own = self.process.pid
        try:
            children = Path(f"/proc/{own}/task/{own}/children").read_text().split()
        except OSError:
            children = []
        return _cpu_seconds(own, *map(int, children))

    def others_cpu_seconds(self) -> float | None:
        """The same of the others."""
        return _cpu_seconds(*self.others)


def _cpu_seconds(*pids: int) -> float | None:
    """Processor time of some processes together."""
    used = [_of_process(pid) for pid in pids]
    return None if None in used else sum(filter(None, used))


def _of_process(pid: int) -> float | None:
    """Processor time of one process."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return None
    # The second field is the program's name in parentheses and may hold spaces.
    user, system = stat.rpartition(b")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def launch(module: tuple[str, ...], port: int, *options: str) -> subprocess.Popen[bytes]:
    """Start one of the two servers; it may not be listening yet."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    # Without compiled modules on disk the second start would be as cold as the first.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", *module, "--port", str(port), *options]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to leave, and make it leave if it does not."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()


@contextlib.contextmanager
def serving(module: tuple[str, ...], *options: str) -> Iterator[Server]:
    """Run one of the two servers, from its ready line until the block ends."""
    port = free_port()
    process = launch(module, port, *options)
    watchdog = threading.Timer(START_LIMIT_S, process.kill)
    watchdog.start()
    try:
        assert process.stdout
        while b" listening on http://" not in (line := process.stdout.readline()):
            if not line:
                raise RuntimeError(f"{module[0]} did not start")
        watchdog.cancel()
        # Somebody reads what the server shows; otherwise it would soon show nothing.
        threading.Thread(target=_read_all, args=(process.stdout,), daemon=True).start()
        yield Server(port, process)
    finally:
        watchdog.cancel()
        end(process)


def _read_all(stream: IO[bytes]) -> None:
    with contextlib.suppress(OSError, ValueError):  # it was closed
        while stream.read1(65_536):  # type: ignore[attr-defined]
            pass

"""A view of its own for a command, on Linux, in which some names mean this machine.

In it, /etc/hosts is another file: each name is at one loopback address that nobody else uses, and
there is listened on the port that the command wants. All else is as it is outside: files, network,
processes.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from mockgenie.launch.endpoints import Endpoint
from mockgenie.launch.environment import PRELOAD
from mockgenie.launch.hosts import hosts_file, with_names
from mockgenie.launch.ports import listening_on
from mockgenie.sockets import open_sockets

_SWITCH = Path("/etc/nsswitch.conf")
_NAME_CACHE = Path("/var/run/nscd")
"""Where a program has its socket that remembers names, those of another view among them."""

_HOSTS_SOURCES = re.compile(r"^([ \t]*hosts:[ \t]*)(.*)$", re.MULTILINE)
_FILES = re.compile(r"(?<!\S)files(?:[ \t]*\[[^\]]*\])?(?!\S)")

_CANDIDATES = 100
_SCRIPT = PRELOAD / "isolate.py"


class NotIsolated(Exception):
    """Why there can be no such view, and what can be done instead."""


class Isolation:
    """A view in which the names of `places` are at `address`, where `sockets` are bound to their
    ports. Raises NotIsolated.

    `close` removes the files that it needs; the sockets belong to whoever listens on them.
    """

    def __init__(self, places: Sequence[Endpoint]) -> None:
        if not sys.platform.startswith("linux"):
            raise NotIsolated("only Linux has views of its own for a command" + _instead(places))
        self._places = tuple(places)
        self._folder = tempfile.TemporaryDirectory(prefix="mockgenie-")
        try:
            hosts = hosts_file().read_text(encoding="utf-8", errors="surrogateescape")
        except OSError as error:
            self.close()
            raise NotIsolated(f"cannot read {error.filename}: {error.strerror}") from None
        try:
            self.address, self.sockets = _bound([place.port for place in places])
        except NotIsolated:
            self.close()
            raise
        names = dict.fromkeys(place.host for place in places)
        self._binds = [(self._file("hosts", with_names(hosts, names, self.address)), hosts_file())]
        with contextlib.suppress(OSError):
            text = _SWITCH.read_text(encoding="utf-8", errors="surrogateescape")
            if (ordered := with_files_first(text)) != text:
                self._binds.append((self._file("nsswitch.conf", ordered), _SWITCH))
        if _NAME_CACHE.is_dir():
            empty = Path(self._folder.name, "nscd")
            empty.mkdir()
            self._binds.append((empty, _NAME_CACHE))

    def command(self, status: int, program: str, command: Sequence[str]) -> list[str]:
        """The command line that goes on as `command` in this view, where `program` is run. What is
        in the way is written to the descriptor `status`; `check` raises it."""
        binds = json.dumps([[str(seen), str(place)] for seen, place in self._binds])
        return [sys.executable, "-I", "-S", str(_SCRIPT), str(status), binds, program, *command]

    def check(self, told: bytes) -> None:
        """Raises NotIsolated where what was written to `status` says that there is no such view,
        and OSError where the command cannot be run in it."""
        if not told:
            return
        step, reason, number = json.loads(told)
        if step == "exec":
            raise OSError(number, reason)
        raise NotIsolated(
            f"this system does not let this user have a view of its own ({step}: {reason})"
            + _instead(self._places)
        )

    def close(self) -> None:
        """Remove its files."""
        self._folder.cleanup()

    def _file(self, name: str, text: str) -> Path:
        path = Path(self._folder.name, name)
        path.write_text(text, encoding="utf-8", errors="surrogateescape")
        path.chmod(0o644)  # whoever the command becomes
        return path


def why_not_isolated() -> str:
    """Why no command can have a view of its own here, "" where it can."""
    try:
        isolation = Isolation([])
    except NotIsolated as problem:
        return str(problem)
    receives, sends = os.pipe()
    with contextlib.closing(isolation), open(receives, "rb") as reader:
        try:
            os.set_inheritable(sends, True)
            command = isolation.command(sends, sys.executable, ["python", "-I", "-S", "-c", ""])
            subprocess.run(command, close_fds=False, check=False, stdin=subprocess.DEVNULL)
        finally:
            os.close(sends)
        try:
            isolation.check(reader.read())
        except (NotIsolated, OSError) as problem:
            return str(problem)
    return ""


def with_files_first(text: str) -> str:
    """The text of nsswitch.conf in which names are looked for in files before all else."""

    def ordered(found: re.Match[str]) -> str:
        sources = found[2].partition("#")[0].strip()
        if sources == "files" or sources.startswith("files "):
            return found[0]
        return f"{found[1]}files {' '.join(_FILES.sub('', sources).split())}".rstrip()

    return _HOSTS_SOURCES.sub(ordered, text)


def _bound(ports: Sequence[int]) -> tuple[str, list[socket.socket]]:
    """A loopback address on which all of these ports are free, and sockets that are bound there.
    Raises NotIsolated."""
    problem = OSError()
    for number in range(_CANDIDATES):
        address = f"127.80.{os.getpid() % 250}.{1 + number}"
        opened: list[socket.socket] = []
        try:
            for port in dict.fromkeys(ports):
                opened += open_sockets(address, port)
        except OSError as error:
            for sock in opened:
                sock.close()
            problem = error
            if error.errno != errno.EADDRINUSE:
                break
        else:
            return address, opened
    taken = " or ".join(map(str, dict.fromkeys(ports)))
    if problem.errno == errno.EACCES:
        why = f"port {taken} is for root alone to listen on"
    else:
        holders = {one.whose for port in ports for one in listening_on(port) or ()}
        by = f" by {', '.join(sorted(holders))}" if holders else ""
        why = f"port {taken} is taken on every address{by}; end that first"
    raise NotIsolated(why)


def _instead(places: Sequence[Endpoint]) -> str:
    """What to do without such a view."""
    names = " ".join(dict.fromkeys(place.host for place in places))
    if not names:
        return ""
    return (
        f"; without it, add this line to {hosts_file()}, run the bot beside `mockgenie serve`, and"
        f" take it out again afterwards: 127.0.0.1 {names}"
    )

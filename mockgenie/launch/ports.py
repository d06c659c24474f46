"""Who listens on a port of this machine."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

from msgspec import Struct

_LISTENS = "0A"
_SOCKET = re.compile(r"socket:\[(\d+)\]")


class Listening(Struct, frozen=True):
    """A socket that listens: on which address, and whose it is: `pid` 0 and `program` "" where
    that cannot be seen."""

    address: str
    pid: int = 0
    program: str = ""

    @property
    def whose(self) -> str:
        """Who listens, for people."""
        return f"{self.program} (process {self.pid})" if self.pid else "another user's program"


def listening_on(port: int, proc: Path = Path("/proc")) -> tuple[Listening, ...] | None:
    """The sockets that listen on a port of any address; None where the system does not tell, as
    only Linux does."""
    try:
        found = {inode: address for address, inode in _sockets(port, proc)}
    except OSError:
        return None
    owners = _owners(frozenset(found), proc) if found else {}
    return tuple(
        Listening(address, *owners.get(inode, (0, ""))) for inode, address in found.items()
    )


def _sockets(port: int, proc: Path) -> Iterator[tuple[str, str]]:
    """Address and inode of each socket that listens on a port (proc_pid_net(5))."""
    for name in ("tcp", "tcp6"):
        path = proc / "net" / name
        if name == "tcp6" and not path.exists():  # the machine has no IPv6
            continue
        for line in path.read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            address, _, number = fields[1].partition(":")
            if fields[3] == _LISTENS and int(number, 16) == port:
                yield _address(address), fields[9]


def _address(digits: str) -> str:
    """An address from its words, each in the order of this machine."""
    words = [int(digits[at : at + 8], 16) for at in range(0, len(digits), 8)]
    return str(ip_address(b"".join(word.to_bytes(4, sys.byteorder) for word in words)))


def _owners(inodes: frozenset[str], proc: Path) -> dict[str, tuple[int, str]]:
    """The process and its name of each socket that this user may see."""
    owners: dict[str, tuple[int, str]] = {}
    for process in proc.iterdir():
        if not process.name.isdigit():
            continue
        try:
            for descriptor in (process / "fd").iterdir():
                found = _SOCKET.fullmatch(os.readlink(descriptor))
                if found and found[1] in inodes:
                    owners.setdefault(found[1], (int(process.name), _program(process)))
        except OSError:  # another user's, or gone
            continue
    return owners


def _program(process: Path) -> str:
    return (process / "comm").read_text(encoding="utf-8", errors="replace").strip()

"""The file with the names that this machine knows without asking."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from msgspec import Struct


class HostsLine(Struct, frozen=True):
    """A line of the file that names something: `number` counts from 1."""

    number: int
    address: str
    names: tuple[str, ...]


def hosts_file(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Where the file is."""
    if platform == "win32":
        root = environment.get("SystemRoot", r"C:\Windows")
        return Path(root, "System32", "drivers", "etc", "hosts")
    return Path("/etc/hosts")


def hosts_lines(text: str) -> Iterator[HostsLine]:
    """The lines of the file that name something, names in small letters."""
    for number, line in enumerate(text.splitlines(), 1):
        address, *names = line.partition("#")[0].split() or [""]
        if names:
            yield HostsLine(number, address, tuple(name.lower() for name in names))


def with_names(text: str, names: Collection[str], address: str) -> str:
    """The text of the file in which `names` are at `address`, and nowhere else."""
    named = {line.number: line for line in hosts_lines(text)}
    lines = [f"{address} {name}" for name in names]
    for number, line in enumerate(text.splitlines(), 1):
        found = named.get(number)
        if found is None or not set(names) & set(found.names):
            lines.append(line)
        elif others := [name for name in found.names if name not in names]:
            lines.append(" ".join([found.address, *others]))
    return "\n".join([*lines, ""])

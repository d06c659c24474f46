"""Sockets to listen on."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import logging
import os
import socket
import sys
from collections.abc import Iterator
from typing import Any

from mockgenie.domain import EXHAUSTED

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""Hosts that are every address of this machine, and by which of them it reaches itself."""

_LOOPBACK = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
_NOT_THERE = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT}
_ATTEMPTS = 20
_SPREADS = sys.platform == "linux"
"""Whether SO_REUSEPORT spreads connections; on macOS, the last socket gets all of them."""
BACKLOG = 2048
"""Connections that may wait to be accepted."""
AT_ONCE = 100
"""The backlog for asyncio, which tries as often in a row to accept one, even where the system has
nothing left to do it with; the socket is then told to `listen` with the other."""
_PIECE = 16 * 1024
"""Bytes that are read at once: more than nearly all requests have."""
_TELLING_SECONDS = 60.0

log = logging.getLogger("mockgenie")


def open_sockets(host: str, port: int) -> list[socket.socket]:
    """Sockets bound to `port` on every address of `host`.

    `localhost` is both loopback addresses, where the machine has them: Node and browsers try
    ::1 first. `::` is every address, those of IPv4 too, where the system can. Port 0 is a free
    port, the same one on each address. Raises OSError.
    """
    attempts = _ATTEMPTS if port == 0 else 1
    while True:
        attempts -= 1
        try:
            return _bind_all(host, port)
        except OSError as error:
            # The port that was free on the first address may be taken on the second.
            if error.errno != errno.EADDRINUSE or attempts <= 0:
                raise


def open_socket_sets(host: str, port: int, count: int) -> list[list[socket.socket]]:
    """As `open_sockets`, for so many processes that listen on one port.

    Where the system spreads connections over the sockets of a port (SO_REUSEPORT of Linux), each
    process has its own; elsewhere all have the same, and whoever comes first accepts. Raises
    OSError, also where somebody else has the port and would share it.
    """
    if count == 1 or not _SPREADS:
        return [open_sockets(host, port)] * count
    for attempt in range(_ATTEMPTS):
        probe = open_sockets(host, port)
        found: int = probe[0].getsockname()[1]
        for sock in probe:
            sock.close()
        sets: list[list[socket.socket]] = []
        try:
            for _ in range(count):
                sets.append(_bind_all(host, found, is_shared=True))
        except OSError as error:  # somebody has taken it meanwhile
            for sock in (sock for one in sets for sock in one):
                sock.close()
            if port or error.errno != errno.EADDRINUSE or attempt == _ATTEMPTS - 1:
                raise
        else:
            return sets
    raise AssertionError("the last attempt raises")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        addresses = {address for _, address in _addresses(host)}
    except OSError:
        return False
    return all(ipaddress.ip_address(address.partition("%")[0]).is_loopback for address in addresses)


def tell_of_exhaustion(loop: asyncio.AbstractEventLoop) -> None:
    """Have the log say once, and not time and again, that no more connections can be accepted;
    asyncio tries again each second."""
    said = -_TELLING_SECONDS

    def handle(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        nonlocal said
        error = context.get("exception")
        if not isinstance(error, OSError) or error.errno not in EXHAUSTED:
            loop.default_exception_handler(context)
        elif loop.time() - said >= _TELLING_SECONDS:
            said = loop.time()
            log.warning(
                "no more connections can be accepted now (%s); those that wait are accepted as"
                " soon as others end",
                error.strerror,
            )

    loop.set_exception_handler(handle)


def read_in_pieces(transport: asyncio.BaseTransport) -> None:
    """Have a connection read no more than 16 KiB at once.

    For each read asyncio takes as much memory as could come, a quarter of a megabyte, and gives
    back what has not come. What is kept meanwhile, such as an exchange in the journal, comes to
    stand in that gap, and the next read needs another one: the process would grow for hundreds of
    thousands of turns, and what it has would be gaps more and more.
    """
    try:
        transport.max_size = _PIECE  # type: ignore[attr-defined]
    except AttributeError:  # a loop of another kind, which keeps its buffers
        return


def _bind_all(host: str, port: int, is_shared: bool = False) -> list[socket.socket]:
    opened: list[socket.socket] = []
    problem: OSError | None = None
    addresses = list(_addresses(host))
    both = addresses == [(socket.AF_INET6, "::")]
    try:
        for family, address in addresses:
            try:
                opened.append(_bind(family, address, port, both, is_shared))
            except OSError as error:
                if error.errno not in _NOT_THERE:
                    raise
                problem = error
                continue
            port = opened[0].getsockname()[1]
    except OSError:
        for sock in opened:
            sock.close()
        raise
    if not opened:
        raise problem or OSError(errno.EADDRNOTAVAIL, os.strerror(errno.EADDRNOTAVAIL))
    return opened


def _addresses(host: str) -> Iterator[tuple[int, str]]:
    if host == "localhost":
        yield from _LOOPBACK
        return
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    yield from dict.fromkeys((int(entry[0]), str(entry[4][0])) for entry in found)


def _bind(family: int, address: str, port: int, both: bool, is_shared: bool) -> socket.socket:
    """A socket of an address; `both`: one of IPv6 takes IPv4 as well, where the system can;
    `is_shared`: others of this user may have the port too."""
    # With the protocol: asyncio sends what is written at once (TCP_NODELAY) where it knows it.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if is_shared:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        else:
            # Windows lets two servers share a port unless told otherwise.
            exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
            if exclusive is not None:
                sock.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        if family == socket.AF_INET6:
            with contextlib.suppress(OSError) if both else contextlib.nullcontext():
                sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0 if both else 1)
        sock.bind((address, port))
        sock.setblocking(False)
    except OSError:
        sock.close()
        raise
    return sock

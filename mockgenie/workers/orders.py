"""What a worker gets from its parent, and how it comes by a pipe."""

from __future__ import annotations

import pickle
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

LENGTH_BYTES = 8
"""How many bytes tell the length of the orders before they come."""

FRAME_END = b"\0"
"""What ends each text that a worker sends; no text that is shown to people has one."""

_Handed = tuple[int, int, int, Any]
"""A socket on its way: family, type, protocol, and what makes it one of the other process."""


class Orders(Struct, frozen=True):
    """What a worker is to do: anything that can be pickled, and sockets that are bound, by what
    they are for."""

    what: Any
    sockets: Mapping[str, Sequence[socket.socket]]

    def packed(self, pid: int) -> bytes:
        """Them as bytes for the process `pid`."""
        handed = {name: [_hand(one, pid) for one in given] for name, given in self.sockets.items()}
        packed = pickle.dumps((self.what, handed))
        return len(packed).to_bytes(LENGTH_BYTES, "big") + packed

    def file_numbers(self) -> list[int]:
        """Of the sockets, for processes that inherit them."""
        return [sock.fileno() for given in self.sockets.values() for sock in given]


def read_orders(read: Callable[[int], bytes]) -> Orders | None:
    """What `packed` has made; None where the pipe ends before. `read` gives exactly so many bytes,
    or fewer at the end."""
    head = read(LENGTH_BYTES)
    length = int.from_bytes(head, "big")
    if len(head) < LENGTH_BYTES or len(packed := read(length)) < length:
        return None
    what, handed = pickle.loads(packed)
    return Orders(what, {name: [_take(one) for one in given] for name, given in handed.items()})


def _hand(sock: socket.socket, pid: int) -> _Handed:
    if sys.platform == "win32":
        return sock.family, sock.type, sock.proto, sock.share(pid)
    return sock.family, sock.type, sock.proto, sock.fileno()


def _take(handed: _Handed) -> socket.socket:
    family, kind, protocol, what = handed
    if sys.platform == "win32":
        return socket.fromshare(what)
    return socket.socket(family, kind, protocol, fileno=what)

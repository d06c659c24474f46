"""Requests that come in pieces."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from itertools import pairwise

from tests.server.http_bytes import INVALID_METHOD, TALK, post
from tests.support import Server


def send_byte_by_byte(server: Server, connection: socket.socket, request: bytes) -> None:
    """Send every byte alone."""
    send_in_pieces(server, connection, request, range(1, len(request)))


def send_in_pieces(
    server: Server, connection: socket.socket, request: bytes, cuts: Iterable[int]
) -> None:
    """Send `request`, cut at `cuts`. That the server has answered another client in between makes
    sure that it has read a piece before the next one goes."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    inside = sorted({cut for cut in cuts if 0 < cut < len(request)})
    for start, end in pairwise([0, *inside, len(request)]):
        connection.sendall(request[start:end])
        assert server.exchange(post(TALK, "Connection: close")) == INVALID_METHOD

"""Sockets to listen on, and what is told where the system has none left."""

from mockgenie.sockets.listen import (
    AT_ONCE,
    BACKLOG,
    is_loopback,
    open_socket_sets,
    open_sockets,
    read_in_pieces,
    tell_of_exhaustion,
)

__all__ = [
    "AT_ONCE",
    "BACKLOG",
    "is_loopback",
    "open_socket_sets",
    "open_sockets",
    "read_in_pieces",
    "tell_of_exhaustion",
]

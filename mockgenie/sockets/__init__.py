"""Sockets to listen on, what is told where the system has none left, and event loops."""

from mockgenie.sockets.listen import (
    AT_ONCE,
    BACKLOG,
    EVERYWHERE,
    is_loopback,
    open_socket_sets,
    open_sockets,
    read_in_pieces,
    tell_of_exhaustion,
)
from mockgenie.sockets.loop import FASTER, EventLoop, faster_loop, loop_name, run_in_loop

__all__ = [
    "AT_ONCE",
    "BACKLOG",
    "EVERYWHERE",
    "FASTER",
    "EventLoop",
    "faster_loop",
    "is_loopback",
    "loop_name",
    "open_socket_sets",
    "open_sockets",
    "read_in_pieces",
    "run_in_loop",
    "tell_of_exhaustion",
]

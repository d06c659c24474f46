"""Answers that do not arrive as they should: late, piece by piece, not all of it, or not at all."""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from contextlib import suppress

from mockgenie.faults import Fault, Strike

_AT_ONCE = struct.pack("HH" if os.name == "nt" else "ii", 1, 0)
"""SO_LINGER for a socket whose closing is a reset."""


def is_delivered_otherwise(fault: Fault) -> bool:
    """Whether a fault is one of how the answer arrives."""
    ways = (fault.delay, fault.reset, fault.cut, fault.drip)
    return any(way is not None for way in ways)


async def deliver(transport: asyncio.Transport, sent: bytes, body: int, strike: Strike) -> bool:
    """Send an answer, of which the last `body` bytes are its body, as a fault has it.

    Whether the connection may be used again; where it was reset it is closed already.
    """
    fault = strike.fault
    if strike.delay:
        await asyncio.sleep(strike.delay)
    if fault.reset == "before":
        sent = b""
    elif fault.reset == "middle":
        sent = sent[: len(sent) // 2]
    elif fault.cut is not None:
        sent = sent[: len(sent) - body + fault.cut]
    if transport.is_closing():
        return False
    if fault.drip is None:
        transport.write(sent)
    else:
        for number in range(len(sent)):
            if number:
                await asyncio.sleep(fault.drip)
            if transport.is_closing():
                return False
            transport.write(sent[number : number + 1])
    if fault.reset is not None:
        _reset(transport)
    return fault.reset is None and fault.cut is None


def _reset(transport: asyncio.Transport) -> None:
    """Close so that the other side gets a reset, as from a machine that has crashed. What the
    system has not sent yet is lost with it."""
    sock = transport.get_extra_info("socket")
    if sock is not None:
        with suppress(OSError):  # closed already
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
    transport.abort()

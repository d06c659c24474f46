"""The response to a /Dialog request: written in one go, or as a fault has it."""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from contextlib import suppress

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

from mockgenie.faults import Fault, Strike
from mockgenie.protocol import head
from mockgenie.server.answering import Answer

_AT_ONCE = struct.pack("HH" if os.name == "nt" else "ii", 1, 0)
"""SO_LINGER for a socket whose closing is a reset."""


class DialogResponse(web.StreamResponse):
    """Status line, the four documented headers in their order, and the body, by one
    `transport.write`.

    aiohttp's own response adds headers, orders them otherwise and writes head and body apart, so
    that a client that reads once may get a head alone (wire contract, section 1). An answer that a
    fault has struck may arrive late, in parts or not at all. `keep`: the connection stays open.
    """

    def __init__(self, answer: Answer, keep: bool, head_only: bool = False) -> None:
        super().__init__(status=answer.status)
        self._answer = answer
        self._keep = keep
        self._head_only = head_only
        self._is_sent = False

    @property
    def keep_alive(self) -> bool:
        """Whether another request may follow."""
        return self._keep

    @property
    def prepared(self) -> bool:
        """Whether it has been sent."""
        return self._is_sent

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        """Send all of it."""
        self._is_sent = True
        if (transport := request.transport) is None or transport.is_closing():
            return None
        sent = compose(self._answer, self._keep, self._head_only)
        strike = self._answer.strike
        if strike is not None and is_delivered_otherwise(strike.fault):
            body = 0 if self._head_only else len(self._answer.body)
            self._keep = await deliver(transport, sent, body, strike) and self._keep
        else:
            transport.write(sent)
            if transport.get_write_buffer_size():
                await request.writer.drain()  # a client that takes no answers gets no more
        return None

    async def write_eof(self, data: bytes = b"") -> None:
        """Nothing is left to be sent."""


def compose(answer: Answer, keep: bool, head_only: bool = False) -> bytes:
    """The bytes of an answer, without its body where the request was a HEAD."""
    start = head(answer.status, len(answer.body), keep)
    return start if head_only else start + answer.body


def is_delivered_otherwise(fault: Fault) -> bool:
    """Whether a fault is one of how the answer arrives."""
    ways = (fault.delay, fault.reset, fault.cut, fault.drip)
    return any(way is not None for way in ways)


async def deliver(
    transport: asyncio.WriteTransport, sent: bytes, body: int, strike: Strike
) -> bool:
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


def _reset(transport: asyncio.WriteTransport) -> None:
    """Close so that the other side gets a reset, as from a machine that has crashed. What the
    system has not sent yet is lost with it."""
    sock = transport.get_extra_info("socket")
    if sock is not None:
        with suppress(OSError):  # closed already
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
    transport.abort()

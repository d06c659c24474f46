"""The response to a /Dialog request, written in one go."""

from __future__ import annotations

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

from mockgenie.protocol import head
from mockgenie.server.answer import Answer
from mockgenie.server.delivery import deliver, is_delivered_otherwise


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

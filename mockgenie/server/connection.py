"""A client's connection: what is answered when, and how it ends.

A web framework's own request handling is left out on purpose: it would add headers and error
pages of its own, send head and body as it sees fit, and cost more than a turn of a dialog.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

from mockgenie.server.dialogs import Answer
from mockgenie.server.reader import MALFORMED, Request, RequestReader
from mockgenie.server.service import Service
from mockgenie.wire import CONTINUE, GatewayError, head

_LINGERING_SECONDS = 10.0


class Connection(asyncio.Protocol):
    """One client's connection. Requests are answered one after the other, in their order.

    After the last answer the connection is closed; where the client is still sending, only our
    side of it at first, so that no reset takes the answer away. While it is open it stands in
    `connections`.
    """

    def __init__(
        self,
        service: Service,
        connections: set[Connection],
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._service = service
        self._connections = connections
        self._loop = loop
        self._reader = RequestReader(service)
        self._transport: asyncio.Transport | None = None
        self._half_closed = False
        self._closing = False
        self._deadline = loop.time() + service.limits.request_seconds
        self.task: asyncio.Task[None] | None = None
        """The answer that is waited for."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._connections.add(self)

    def connection_lost(self, exc: BaseException | None) -> None:
        self._connections.discard(self)
        self._closing = True
        self._transport = None

    def data_received(self, data: bytes) -> None:
        if not self._closing:
            self._reader.feed(data)
            self._work()

    def eof_received(self) -> bool:
        """A client that has closed its side for sending still gets its answers."""
        self._half_closed = True
        cut_short = self._reader.unfinished
        if cut_short is not None and cut_short.has_head:
            cut_short.refusal = cut_short.refusal or MALFORMED
            self._work()
        return self.task is not None

    def look_at_time(self, now: float) -> None:
        """A request that has not come whole in time gets 408, silence is answered by silence.

        `now` is the event loop's time; called every now and then.
        """
        if now < self._deadline or self._closing or self.task is not None:
            return
        late = self._reader.unfinished
        if late is None:
            self.close()
        else:
            late.refusal = self._service.dialogs.refuse(GatewayError.HANDLER_TIMEOUT)
            self._work()

    def close(self) -> None:
        """Close once everything is sent; drop a client that does not take it in time."""
        self._closing = True
        if self._transport is not None and not self._transport.is_closing():
            if self._transport.get_write_buffer_size():
                self._loop.call_later(_LINGERING_SECONDS, self._transport.abort)
            self._transport.close()

    def _work(self) -> None:
        """Answer what waits, one after the other, unless an answer is still under way."""
        waiting = self._reader.waiting
        while waiting and self.task is None and not self._closing:
            self._begin(waiting.popleft())
        if self._closing or self._transport is None:
            return
        if self.task is not None:
            # One request is read ahead; more wait in the client's and the kernel's buffers.
            if waiting:
                self._transport.pause_reading()
            return
        unfinished = self._reader.unfinished
        if unfinished is not None:
            if unfinished.refusal is not None:
                self._finish(unfinished, unfinished.refusal)
            elif unfinished.has_head and unfinished.expects_continue:
                unfinished.expects_continue = False
                self._transport.write(CONTINUE)

    def _begin(self, request: Request) -> None:
        """Answer a request: now, where nothing has to be waited for, else in a task."""
        if request.refusal is not None:
            self._finish(request, request.refusal)
            return
        dialogs = self._service.dialogs
        answering = dialogs.answer(b"".join(request.pieces), request.authorization)
        if dialogs.immediate:
            self._finish(request, _result_now(answering))
        else:
            self.task = self._loop.create_task(self._wait_for(request, answering))

    async def _wait_for(self, request: Request, answering: Coroutine[object, None, Answer]) -> None:
        try:
            self._finish(request, await answering)
        finally:
            self.task = None
        if self._transport is not None:
            self._transport.resume_reading()
        self._work()

    def _finish(self, request: Request, answer: Answer) -> None:
        """Send the answer, then wait for another request or close."""
        keep = request.keep_alive and request.whole and not self._half_closed
        if self._transport is not None and not self._transport.is_closing():
            # One write, so one TCP segment where it fits in one: some clients read once and
            # take what there is (wire contract, section 1).
            start = head(answer.status, len(answer.body), keep)
            self._transport.write(start if request.head_only else start + answer.body)
        if keep:
            self._deadline = self._loop.time() + self._service.limits.request_seconds
        elif request.whole and not self._reader.waiting:
            self.close()
        else:
            # The client sends more than a request, or has not sent all of it.
            self._linger()

    def _linger(self) -> None:
        """Close our side only; what the client still sends is read and thrown away, for a
        bounded time."""
        self._closing = True
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write_eof()
            self._transport.resume_reading()
            self._loop.call_later(_LINGERING_SECONDS, self._transport.abort)


def _result_now(coroutine: Coroutine[object, None, Answer]) -> Answer:
    """The result of a coroutine that has nothing to wait for: it ends at its first step."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        answer: Answer = done.value
        return answer
    raise RuntimeError("a session store that calls itself immediate has made a request wait")

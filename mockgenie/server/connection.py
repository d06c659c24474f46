"""A client's connection: what is answered when, and how it ends.

A web framework's own request handling is left out on purpose: it would add headers and error
pages of its own, send head and body as it sees fit, and cost more than a turn of a dialog.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from time import perf_counter

from mockgenie.faults import Strike
from mockgenie.protocol import CONTINUE, GatewayError, head
from mockgenie.server.answer import Answer
from mockgenie.server.delivery import deliver, is_delivered_otherwise
from mockgenie.server.reader import MALFORMED, RequestReader
from mockgenie.server.request import Request
from mockgenie.server.service import Service

_LINGERING_SECONDS = 10.0
_DIALOG = b"POST /D"
_ADMIN = b"/__mockgenie/"
_LONGEST_METHOD = 16


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
        self._choked = False
        self._delivering = False
        self._undecided = b""
        self._began = 0.0
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
        if self.task is not None and self._delivering:
            self.task.cancel()  # nobody is there any more to whom it could be delivered

    def pause_writing(self) -> None:
        """The client does not take its answers: it gets no more until it does."""
        self._choked = True

    def resume_writing(self) -> None:
        """The client takes its answers again."""
        self._choked = False
        if self._transport is not None and self.task is None:
            self._transport.resume_reading()
            self._work()

    def data_received(self, data: bytes) -> None:
        if self._closing:
            return
        if (self._undecided or not data.startswith(_DIALOG)) and self._may_be_admin():
            data, self._undecided = self._undecided + data, b""
            theirs = is_for_admin(data)
            if theirs is None:
                self._undecided = data
                return
            if theirs:
                self.task = self._loop.create_task(self._hand_over(data))
                return
        self._reader.feed(data)
        self._work()

    def eof_received(self) -> bool:
        """A client that has closed its side for sending still gets its answers."""
        self._half_closed = True
        if self._undecided:
            self._reader.feed(self._undecided)
            self._undecided = b""
        cut_short = self._reader.unfinished
        if cut_short is not None:
            cut_short.refusal = cut_short.refusal or MALFORMED
            self._work()
        return self.task is not None

    def look_at_time(self, now: float) -> None:
        """A request that has not come whole in time gets 408, silence is answered by silence.

        `now` is the event loop's time; called every now and then.
        """
        if now < self._deadline or self._closing or self.task is not None:
            return
        if self._choked:
            self.close()
            return
        late = self._reader.unfinished
        if late is None and self._undecided:
            self._reader.feed(self._undecided)
            self._undecided = b""
            late = self._reader.unfinished
        if late is None:
            self.close()
        else:
            late.refusal = self._service.answering.refuse(GatewayError.HANDLER_TIMEOUT)
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
        while waiting and self.task is None and not (self._closing or self._choked):
            self._begin(waiting.popleft())
        if self._closing or self._transport is None:
            return
        if self.task is not None or self._choked:
            # One request is read ahead; more wait in the client's and the kernel's buffers.
            if waiting:
                self._transport.pause_reading()
            return
        unfinished = self._reader.unfinished
        if unfinished is not None:
            if unfinished.refusal is not None:
                self._began = perf_counter()
                self._finish(unfinished, unfinished.refusal)
            elif unfinished.has_head and unfinished.expects_continue:
                unfinished.expects_continue = False
                self._transport.write(CONTINUE)

    def _begin(self, request: Request) -> None:
        """Answer a request: now, where nothing has to be waited for, else in a task."""
        self._began = perf_counter()
        if request.refusal is not None:
            self._finish(request, request.refusal)
            return
        answering = self._service.answering
        coming = answering.answer(request.body, request.authorization, request.fault)
        if not answering.immediate:
            self.task = self._loop.create_task(self._wait_for(request, coming))
            return
        answer = _result_now(coming)
        if answer.strike is None or not is_delivered_otherwise(answer.strike.fault):
            self._finish(request, answer)
        else:
            self.task = self._loop.create_task(self._wait_for(request, _given(answer)))

    async def _wait_for(self, request: Request, coming: Coroutine[object, None, Answer]) -> None:
        try:
            answer = await coming
            if answer.strike is not None and is_delivered_otherwise(answer.strike.fault):
                await self._finish_otherwise(request, answer, answer.strike)
            else:
                self._finish(request, answer)
        finally:
            self.task = None
        if self._transport is not None:
            self._transport.resume_reading()
        self._work()

    def _finish(self, request: Request, answer: Answer) -> None:
        """Send the answer, then wait for another request or close."""
        keep = self._keeps(request)
        if self._transport is not None and not self._transport.is_closing():
            # One write, so one TCP segment where it fits in one: some clients read once and
            # take what there is (wire contract, section 1).
            self._transport.write(self._compose(request, answer, keep))
        self._go_on(request, keep)

    async def _finish_otherwise(self, request: Request, answer: Answer, strike: Strike) -> None:
        """The same with an answer that a fault keeps from arriving as it should."""
        keep = self._keeps(request)
        if self._transport is not None and not self._transport.is_closing():
            sent = self._compose(request, answer, keep)
            body = 0 if request.head_only else len(answer.body)
            self._delivering = True
            try:
                keep = await deliver(self._transport, sent, body, strike) and keep
            finally:
                self._delivering = False
        self._go_on(request, keep)

    def _keeps(self, request: Request) -> bool:
        """Whether the connection stays open behind the answer."""
        return request.keep_alive and request.whole and not self._half_closed

    def _compose(self, request: Request, answer: Answer, keep: bool) -> bytes:
        """The bytes of an answer, which the journal then has."""
        sent = head(answer.status, len(answer.body), keep)
        if not request.head_only:
            sent += answer.body
        self._service.journal.note(perf_counter() - self._began, request, answer, keep)
        return sent

    def _go_on(self, request: Request, keep: bool) -> None:
        """Wait for another request, or close."""
        if keep:
            self._deadline = self._loop.time() + self._service.limits.request_seconds
        elif request.whole and not self._reader.waiting:
            self.close()
        else:
            # The client sends more than a request, or has not sent all of it.
            self._linger()

    # The admin API, on the same port

    def _may_be_admin(self) -> bool:
        """Whether what comes now is the beginning of a request, and may be the admin API's."""
        return self._service.admin is not None and self.task is None and self._reader.idle

    async def _hand_over(self, data: bytes) -> None:
        """Let the admin API have the connection, with the `data` read so far."""
        transport, admin = self._transport, self._service.admin
        assert transport is not None
        assert admin is not None
        self._closing = True
        transport.pause_reading()
        try:
            protocol = await admin.receive()
        except BaseException:
            transport.abort()
            raise
        self._connections.discard(self)
        if transport.is_closing():
            return
        transport.set_protocol(protocol)
        protocol.connection_made(transport)
        protocol.data_received(data)
        transport.resume_reading()

    def _linger(self) -> None:
        """Close our side only; what the client still sends is read and thrown away, for a
        bounded time."""
        self._closing = True
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write_eof()
            self._transport.resume_reading()
            self._loop.call_later(_LINGERING_SECONDS, self._transport.abort)


def is_for_admin(data: bytes) -> bool | None:
    """Whether a request that begins with `data` is one of the admin API; None where that cannot
    be said yet."""
    method, space, target = data.lstrip(b"\r\n").partition(b" ")
    if not method.isalpha() or not space:
        begins = not space and len(data) <= _LONGEST_METHOD and (not method or method.isalpha())
        return None if begins else False
    if target.startswith(_ADMIN):
        return True
    return None if _ADMIN.startswith(target) else False


async def _given(answer: Answer) -> Answer:
    return answer


def _result_now(coroutine: Coroutine[object, None, Answer]) -> Answer:
    """The result of a coroutine that has nothing to wait for: it ends at its first step."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        answer: Answer = done.value
        return answer
    raise RuntimeError("a session store that calls itself immediate has made a request wait")

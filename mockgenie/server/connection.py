"""A client's connection: aiohttp's parser reads the requests, everything that is said is ours.

aiohttp's request handling is left out: it would add its own headers and error pages, write head
and body as it sees fit, and costs more than a whole turn of a dialog.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections import deque
from typing import TYPE_CHECKING

from aiohttp.base_protocol import BaseProtocol
from aiohttp.http import HttpRequestParser, HttpVersion10, RawRequestMessage
from aiohttp.http_exceptions import BadHttpMethod, HttpProcessingError
from aiohttp.streams import StreamReader

from mockgenie.server.dialogs import Answer
from mockgenie.wire import CONTINUE, GatewayError, head

if TYPE_CHECKING:
    from mockgenie.server.front import Front

_READ_BUFFER = 2**16
_LINGERING_SECONDS = 10.0
_END_OF_HEAD = b"\r\n\r\n"
_REQUEST_LINE = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64} [^ \r\n]+ HTTP/1\.[01]\r\n")

MALFORMED = Answer(400, b"")
"""What a request gets that is not HTTP, or cut short: no documented answer fits."""


class _BodyError(Exception):
    """The rest of a body will not come; `answer` is what is said instead."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class Connection(BaseProtocol):
    """One client's connection. Requests are answered one after the other, in their order.

    After the last answer the connection is closed; where the client is still sending, only our
    side of it at first, so that no reset takes the answer away.
    """

    __slots__ = (
        "_closing",
        "_deadline",
        "_front",
        "_half_head",
        "_reader",
        "_timer",
        "_unfinished",
        "_waiting",
        "task",
    )

    def __init__(self, front: Front, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self._front = front
        self._reader = HttpRequestParser(
            self, loop, _READ_BUFFER, payload_exception=HttpProcessingError, auto_decompress=False
        )
        # BaseProtocol steers the parser when a body comes faster than it is read.
        self._parser = self._reader
        self._waiting: deque[tuple[RawRequestMessage, StreamReader] | Answer] = deque()
        self._unfinished: StreamReader | None = None
        self._half_head = False
        self._closing = False
        self._deadline = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self.task: asyncio.Task[None] | None = None
        """The request being answered."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._front.connections.add(self)
        self._expect_request()
        self._timer = self._loop.call_at(self._deadline, self._look_at_time)

    def connection_lost(self, exc: BaseException | None) -> None:
        self._front.connections.discard(self)
        self._closing = True
        if self._timer is not None:
            self._timer.cancel()
        self._give_up_body(MALFORMED)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._closing:
            return
        # A head is fed alone: the parser forgets requests that it has already read when it
        # meets an error in the same piece, and a body longer than its Content-Length (which
        # some clients count in characters) leaves such an error behind the request.
        end = data.find(_END_OF_HEAD) + len(_END_OF_HEAD)
        if len(_END_OF_HEAD) <= end < len(data):
            self._feed(data[:end])
            data = data[end:]
        self._feed(data)
        if self.task is None and self._waiting:
            self._begin_next()
        if self._waiting and self.transport is not None:
            self.transport.pause_reading()

    def eof_received(self) -> bool:
        """A client that has closed its side for sending still gets its answers."""
        self._give_up_body(MALFORMED)
        return self.task is not None and not self._closing

    def close(self) -> None:
        """Close once everything is sent; drop a client that does not take it in time."""
        self._closing = True
        if self.transport is not None and not self.transport.is_closing():
            if self.transport.get_write_buffer_size():
                self._loop.call_later(_LINGERING_SECONDS, self.transport.abort)
            self.transport.close()

    def _feed(self, data: bytes) -> None:
        try:
            messages, _, _ = self._reader.feed_data(data)
        except HttpProcessingError as error:
            self._waiting.append(self._complaint(error, data))
            return
        self._waiting.extend(messages)
        self._half_head = bool(data) and not messages and self._unfinished is None

    def _complaint(self, error: HttpProcessingError, data: bytes) -> Answer:
        """The answer to what is no HTTP request; a method that nobody knows is well-formed."""
        if isinstance(error, BadHttpMethod) and _REQUEST_LINE.match(data):
            return self._front.dialogs.refuse(GatewayError.UNKNOWN_HANDLER)
        return MALFORMED

    def _begin_next(self) -> None:
        request = self._waiting.popleft()
        if isinstance(request, Answer):
            self._send(request)
            self._linger()
            return
        answering = self._answer(*request)
        if sys.version_info >= (3, 12):
            task = asyncio.Task(answering, loop=self._loop, eager_start=True)
            self.task = None if task.done() else task
        else:
            self.task = self._loop.create_task(answering)

    async def _answer(self, message: RawRequestMessage, content: StreamReader) -> None:
        """Answer one request, then wait for another or close."""
        front = self._front
        try:
            if message.method == "POST" and front.serves(message.path):
                body = await self._body(message, content)
                answer = await front.dialogs.answer(body, message.headers.get("Authorization", ""))
            else:
                answer = front.dialogs.refuse(GatewayError.UNKNOWN_HANDLER)
            keep = front.keep_alive and not message.should_close and not message.upgrade
        except _BodyError as error:
            answer, keep = error.answer, False
        self._send(answer, keep, message.method == "HEAD")
        if keep:
            while not content.is_eof():
                await content.readany()
        self.task = None
        if not keep:
            if content.is_eof():
                self.close()
            else:
                self._linger()
        elif not self._closing:
            self._expect_request()
            if self._waiting:
                self._begin_next()
            elif self.transport is not None:
                self.transport.resume_reading()

    async def _body(self, message: RawRequestMessage, content: StreamReader) -> bytes:
        """The request's body. Raises _BodyError where it is too long or does not come whole."""
        too_long = self._front.limits.body_bytes
        pieces: list[bytes] = []
        length = 0
        if not content.is_eof():
            if int(message.headers.get("Content-Length", 0)) > too_long:
                raise _BodyError(self._front.dialogs.refuse(GatewayError.ENTITY_TOO_LARGE))
            self._let_client_send(message)
            self._unfinished = content
        try:
            while piece := await content.readany():
                pieces.append(piece)
                length += len(piece)
                if length > too_long:
                    raise _BodyError(self._front.dialogs.refuse(GatewayError.ENTITY_TOO_LARGE))
        except HttpProcessingError:  # a chunk that is none
            raise _BodyError(MALFORMED) from None
        finally:
            self._unfinished = None
        return b"".join(pieces)

    def _let_client_send(self, message: RawRequestMessage) -> None:
        """Tell a client that asked whether it may send its body that it may."""
        asks = message.headers.get("Expect", "").lower() == "100-continue"
        if asks and message.version > HttpVersion10 and self.transport is not None:
            self.transport.write(CONTINUE)

    def _give_up_body(self, answer: Answer) -> None:
        """Let `answer` be said in the place of a request whose body will not come."""
        if self._unfinished is not None:
            self._unfinished.set_exception(_BodyError(answer))

    def _send(self, answer: Answer, keep_alive: bool = False, head_only: bool = False) -> None:
        """Send all of `answer` in one write, so in one TCP segment where it fits in one: some
        clients read once and take what there is (wire contract, section 1)."""
        if self.transport is not None and not self.transport.is_closing():
            start = head(answer.status, len(answer.body), keep_alive)
            self.transport.write(start if head_only else start + answer.body)

    def _linger(self) -> None:
        """Close our side only; what the client still sends is read and thrown away, for a
        bounded time."""
        self._closing = True
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write_eof()
            self.transport.resume_reading()
            self._loop.call_later(_LINGERING_SECONDS, self.transport.abort)

    def _expect_request(self) -> None:
        self._deadline = self._loop.time() + self._front.limits.request_seconds

    def _look_at_time(self) -> None:
        """A request that has not come whole in time gets 408, silence is answered by silence."""
        if self._closing:
            return
        now = self._loop.time()
        if now >= self._deadline:
            timeout = self._front.dialogs.refuse(GatewayError.HANDLER_TIMEOUT)
            if self.task is not None:
                self._give_up_body(timeout)
                self._deadline = now + self._front.limits.request_seconds
            elif self._half_head:
                self._send(timeout)
                self._linger()
                return
            else:
                self.close()
                return
        self._timer = self._loop.call_at(self._deadline, self._look_at_time)

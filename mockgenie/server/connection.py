"""A client's connection: llhttp reads the requests, everything that is said is ours.

A web framework's own request handling is left out on purpose: it would add headers and error
pages of its own, send head and body as it sees fit, and cost more than a turn of a dialog.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Coroutine
from typing import TYPE_CHECKING

import httptools
from msgspec import Struct

from mockgenie.server.dialogs import Answer
from mockgenie.wire import CONTINUE, GatewayError, head

if TYPE_CHECKING:
    from mockgenie.server.front import Front

_LINGERING_SECONDS = 10.0
_LARGEST_HEAD = 64 * 1024
_REQUEST_LINE = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64} [^ \r\n]+ HTTP/1\.[01]\r\n")

_OTHERS_HEEDED = frozenset((b"authorization", b"expect"))

MALFORMED = Answer(400, b"")
"""What a request gets that is not HTTP, or cut short: no documented answer fits."""


class Request(Struct):
    """A request as far as it has been read.

    `framing`: the headers that say how long the body is; `announced`: what Content-Length says;
    `pieces` of the body, `length` bytes in all; `refusal`: what is answered whatever else comes;
    `whole`: nothing is missing.
    """

    target: bytes = b""
    authorization: str = ""
    framing: bytes = b""
    announced: int = 0
    expects_continue: bool = False
    head_only: bool = False
    keep_alive: bool = False
    has_head: bool = False
    pieces: list[bytes] = []
    length: int = 0
    refusal: Answer | None = None
    whole: bool = False


class Connection(asyncio.Protocol):
    """One client's connection. Requests are answered one after the other, in their order.

    After the last answer the connection is closed; where the client is still sending, only our
    side of it at first, so that no reset takes the answer away.
    """

    def __init__(self, front: Front, loop: asyncio.AbstractEventLoop) -> None:
        self._front = front
        self._loop = loop
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpRequestParser(self)
        self._reading: Request | None = None
        self._declined: Request | None = None
        self._head_bytes = 0
        self._waiting: deque[Request] = deque()
        self._half_closed = False
        self._closing = False
        self._deadline = loop.time() + front.limits.request_seconds
        self.task: asyncio.Task[None] | None = None
        """The answer that is waited for."""

    # What asyncio tells.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._front.connections.add(self)

    def connection_lost(self, exc: BaseException | None) -> None:
        self._front.connections.discard(self)
        self._closing = True
        self._transport = None

    def data_received(self, data: bytes) -> None:
        if self._closing:
            return
        try:
            self._feed(data)
        except httptools.HttpParserError as error:
            self._reading = None
            self._waiting.append(Request(refusal=self._complaint(error, data)))
        if self._reading is not None and not self._reading.has_head:
            self._head_bytes += len(data)
            if self._head_bytes > _LARGEST_HEAD:
                self._reading.refusal = MALFORMED
        self._work()

    def eof_received(self) -> bool:
        """A client that has closed its side for sending still gets its answers."""
        self._half_closed = True
        if self._reading is not None and self._reading.has_head:
            self._reading.refusal = self._reading.refusal or MALFORMED
            self._work()
        return self.task is not None

    # What the parser tells.

    def on_message_begin(self) -> None:
        self._reading = self._declined or Request()
        self._declined = None

    def on_url(self, url: bytes) -> None:
        assert self._reading is not None
        if not self._reading.has_head:
            self._reading.target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        request = self._reading
        assert request is not None
        if request.has_head:
            return
        name = name.lower()
        if name == b"content-length":
            request.framing += b"Content-Length: %b\r\n" % value
            request.announced = int(value)
        elif name == b"transfer-encoding":
            request.framing += b"Transfer-Encoding: %b\r\n" % value
        elif name in _OTHERS_HEEDED:
            if name == b"authorization":
                request.authorization = value.strip().decode("utf-8", "replace")
            else:
                request.expects_continue = value.strip().lower() == b"100-continue"

    def on_headers_complete(self) -> None:
        request, parser, front = self._reading, self._parser, self._front
        assert request is not None
        if request.has_head:
            return
        request.has_head = True
        self._head_bytes = 0
        method, version = parser.get_method(), parser.get_http_version()
        if version not in ("1.1", "1.0"):
            request.refusal = MALFORMED
        elif method != b"POST" or not front.serves(request.target):
            request.head_only = method == b"HEAD"
            request.refusal = front.dialogs.refuse(GatewayError.UNKNOWN_HANDLER)
        elif request.announced > front.limits.body_bytes:
            request.refusal = front.dialogs.refuse(GatewayError.ENTITY_TOO_LARGE)
        if front.keep_alive and method != b"CONNECT":
            request.keep_alive = parser.should_keep_alive()
        request.expects_continue = request.expects_continue and version == "1.1"

    def on_body(self, piece: bytes) -> None:
        request = self._reading
        assert request is not None
        if request.refusal is None:
            request.pieces.append(piece)
            request.length += len(piece)
            if request.length > self._front.limits.body_bytes:
                request.refusal = self._front.dialogs.refuse(GatewayError.ENTITY_TOO_LARGE)

    def on_message_complete(self) -> None:
        request = self._reading
        assert request is not None
        self._reading = None
        if self._parser.should_upgrade() and self._parser.get_method() != b"CONNECT":
            self._declined = request
        else:
            request.whole = True
            self._waiting.append(request)

    # What is done about it.

    def _feed(self, data: bytes) -> None:
        """Let the parser read. Raises HttpParserError where it finds no HTTP.

        A request that offers another protocol (Java's HttpClient offers HTTP/2) is answered in
        this one. The parser stops behind the head of such a request, so a fresh one reads on.
        """
        while True:
            try:
                self._parser.feed_data(data)
            except httptools.HttpParserUpgrade as offer:
                data = data[offer.args[0] :]
                if self._declined is None:  # CONNECT: nothing that follows is HTTP
                    return
                self._parser = httptools.HttpRequestParser(self)
                self._parser.feed_data(b"POST / HTTP/1.1\r\n%b\r\n" % self._declined.framing)
            else:
                return

    def look_at_time(self, now: float) -> None:
        """A request that has not come whole in time gets 408, silence is answered by silence.

        `now` is the event loop's time; called every now and then.
        """
        if now < self._deadline or self._closing or self.task is not None:
            return
        if self._reading is None:
            self.close()
        else:
            self._reading.refusal = self._front.dialogs.refuse(GatewayError.HANDLER_TIMEOUT)
            self._work()

    def close(self) -> None:
        """Close once everything is sent; drop a client that does not take it in time."""
        self._closing = True
        if self._transport is not None and not self._transport.is_closing():
            if self._transport.get_write_buffer_size():
                self._loop.call_later(_LINGERING_SECONDS, self._transport.abort)
            self._transport.close()

    def _complaint(self, error: httptools.HttpParserError, data: bytes) -> Answer:
        """The answer to what is no HTTP request; a method that nobody knows is well-formed."""
        unknown = isinstance(error, httptools.HttpParserInvalidMethodError)
        if unknown and not self._waiting and _REQUEST_LINE.match(data):
            return self._front.dialogs.refuse(GatewayError.UNKNOWN_HANDLER)
        return MALFORMED

    def _work(self) -> None:
        """Answer what waits, one after the other, unless an answer is still under way."""
        while self._waiting and self.task is None and not self._closing:
            self._begin(self._waiting.popleft())
        if self._closing or self._transport is None:
            return
        if self.task is not None:
            # One request is read ahead; more wait in the client's and the kernel's buffers.
            if self._waiting:
                self._transport.pause_reading()
            return
        request = self._reading
        if request is not None:
            if request.refusal is not None:
                self._finish(request, request.refusal)
            elif request.has_head and request.expects_continue:
                request.expects_continue = False
                self._transport.write(CONTINUE)

    def _begin(self, request: Request) -> None:
        """Answer a request: now, where nothing has to be waited for, else in a task."""
        if request.refusal is not None:
            self._finish(request, request.refusal)
            return
        dialogs = self._front.dialogs
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
            self._deadline = self._loop.time() + self._front.limits.request_seconds
        elif request.whole and not self._waiting:
            self.close()
        else:
            # The client sends more than a request, or has not sent all of it.
            self._linger()

    def _linger(self) -> None:
        """Close our side only; what the client still sends is read and thrown away, for a
        bounded time, so that no reset takes the answer away."""
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

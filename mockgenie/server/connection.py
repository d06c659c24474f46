"""A client's connection: aiohttp reads the requests, we say everything that is said.

aiohttp's own answers (its HTML errors, its `Server` and `Date`) never reach a client: errors it
finds become the documented answers or, where none fits, an empty 400.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.http_exceptions import BadHttpMethod

from mockgenie.server.dialogs import Answer
from mockgenie.wire import GatewayError, head

if TYPE_CHECKING:
    from mockgenie.server.front import Front

_END_OF_HEAD = b"\r\n\r\n"
_REQUEST_LINE = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64} [^ \r\n]+ HTTP/1\.[01]\r\n")

MALFORMED = Answer(400, b"")
"""What a request gets that is not HTTP, or cut short."""


class Connection(web.RequestHandler):
    """One client's connection.

    Uses four private names of aiohttp's RequestHandler: `_messages`, `_request_in_progress`,
    `_request_count` and `_process_keepalive`.
    """

    __slots__ = ("_half_head", "_latest", "_unfinished_body", "cut_short", "front")

    def __init__(self, server: web.Server, front: Front, **options: object) -> None:
        super().__init__(server, **options)  # type: ignore[arg-type]
        self.front = front
        self.cut_short = False
        self._half_head = False
        self._latest = b""
        self._unfinished_body: web.BaseRequest | None = None

    def data_received(self, data: bytes) -> None:
        """Feed a head alone, before what follows it. aiohttp's parser drops the requests it has
        already read when it meets an error in the same piece, and a body that is longer than its
        Content-Length (counted in characters, say) would be such an error."""
        self._latest = data
        requests = self._request_count
        end = data.find(_END_OF_HEAD) + len(_END_OF_HEAD)
        if len(_END_OF_HEAD) <= end < len(data):
            super().data_received(data[:end])
            data = data[end:]
        super().data_received(data)
        self._half_head = self._request_count == requests and not self._request_in_progress

    def eof_received(self) -> bool | None:  # type: ignore[override]
        """A client that has closed its side for sending still gets its answer."""
        self.cut_short = True
        if self._unfinished_body is not None:
            self._unfinished_body.content.feed_eof()
        return True if self._request_in_progress or self._messages else None

    def expect_body(self, request: web.BaseRequest | None) -> None:
        """Say that `request` waits for the rest of its body; None when it no longer does."""
        self._unfinished_body = request

    def _process_keepalive(self) -> None:
        """The time for a request is over: half a head gets 408, silence gets silence."""
        if self._half_head and self.transport is not None and not self._request_in_progress:
            answer = self.front.dialogs.refuse(GatewayError.HANDLER_TIMEOUT)
            self.transport.write(head(answer.status, len(answer.body)) + answer.body)
        super()._process_keepalive()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """The answer to what aiohttp cannot read as a request."""
        if status != 400:
            self.log_exception("unforeseen error", exc_info=exc)
            return WholeAnswer(self.front.dialogs.refuse(GatewayError.UNKNOWN_EXCEPTION))
        if isinstance(exc, BadHttpMethod) and _REQUEST_LINE.match(self._latest):
            return WholeAnswer(self.front.dialogs.refuse(GatewayError.UNKNOWN_HANDLER))
        return WholeAnswer(MALFORMED)


class WholeAnswer(web.StreamResponse):
    """An answer that leaves in one piece.

    Head and body go out in one write, so in one TCP segment where they fit in one: some clients
    read once and take what there is (wire contract, section 1).
    """

    def __init__(self, answer: Answer, keep_alive: bool = False) -> None:
        super().__init__(status=answer.status)
        self._answer = answer
        self._keep_alive = keep_alive

    async def prepare(self, request: web.BaseRequest) -> None:
        """Send everything. Raises ConnectionError where nobody is there any more."""
        transport = request.transport
        if transport is None or transport.is_closing():
            raise ConnectionResetError("the client has gone")
        start = head(self._answer.status, len(self._answer.body), bool(self._keep_alive))
        transport.write(start if request.method == "HEAD" else start + self._answer.body)
        if not self._keep_alive and not request.content.is_eof():
            # The client is still sending. It sees the end of the answer now; aiohttp goes on
            # reading for its lingering time, so that no reset takes the answer away.
            transport.write_eof()

    async def write_eof(self, data: bytes = b"") -> None:
        """Everything has been sent."""

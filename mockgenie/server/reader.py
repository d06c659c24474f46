"""Reads HTTP requests from the bytes of a connection, and refuses what /Dialog would refuse."""

from __future__ import annotations

import re
from collections import deque

import httptools

from mockgenie.faults import HEADER
from mockgenie.protocol import GatewayError
from mockgenie.server.answer import Answer
from mockgenie.server.received import take_apart
from mockgenie.server.request import Request
from mockgenie.server.service import Service

_LARGEST_HEAD = 64 * 1024
_MOST_PER_BYTE = 16
"""Bytes that may come for each byte of the largest body: what frames chunks counts as well."""
_EMPTY_LINES = re.compile(rb"[\r\n]*")
_REQUEST_LINE = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64} ([^ \r\n]+) HTTP/1\.[01]\r\n")
_NO_ASCII = re.compile(rb"[\x80-\xff]")

MALFORMED = Answer(400, b"")
"""What a request gets that is not HTTP, or cut short: no documented answer fits."""


class RequestReader:
    """The requests of one connection: `waiting` are to be answered, `unfinished` still comes."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._most = _LARGEST_HEAD + _MOST_PER_BYTE * service.limits.body_bytes
        self._parser = httptools.HttpRequestParser(self)
        self._declined: Request | None = None
        self._head_bytes = 0
        self._piece = b""
        self._ended: Request | None = None
        """The request that ended last in the piece that is read."""
        self._start = 0
        """Where the last request begins in the first of its pieces."""
        self.waiting: deque[Request] = deque()
        self.unfinished: Request | None = None

    @property
    def idle(self) -> bool:
        """Whether the next byte begins a request."""
        return self.unfinished is None and self._declined is None and not self.waiting

    def feed(self, data: bytes) -> None:
        """Read a piece of what the client sends."""
        self._piece, self._ended = data, None
        begun = self.unfinished or self._declined
        if begun is not None and begun.refusal is None:
            begun.raw.append(data)
            begun.followed += len(data)
            if begun.has_head and begun.followed > self._most:
                begun.refusal = self._service.answering.refuse(GatewayError.ENTITY_TOO_LARGE)
        try:
            self._feed(data)
        except httptools.HttpParserError as error:
            broken = self.unfinished or Request(self._rest())
            self._cut_off(broken)
            self.unfinished = None
            self.waiting.append(Request(broken.raw, refusal=self._complaint(error, data)))
        if self._start and (last := self.unfinished or self._declined or self._ended):
            self._cut_off(last)
        if self.unfinished is not None and not self.unfinished.has_head:
            # Of a piece in which other requests end, the head has but the last part.
            self._head_bytes = 0 if self._ended else self._head_bytes + len(data)
            if self._head_bytes > _LARGEST_HEAD:
                self.unfinished.refusal = MALFORMED

    def _feed(self, data: bytes) -> None:
        """Let the parser read. Raises HttpParserError where it finds no HTTP.

        A request that offers another protocol (Java's HttpClient offers HTTP/2) is answered in
        this one. The parser stops behind the head of such a request, so a fresh one reads on.
        A fresh one also reads a target again that has letters beyond ASCII, quoted.
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
            except httptools.HttpParserInvalidURLError:
                if (quoted := self._quoted(data)) is None:
                    raise
                data, self.unfinished = quoted, None
                self._parser = httptools.HttpRequestParser(self)
            else:
                return

    def _quoted(self, data: bytes) -> bytes | None:
        """A piece that begins with a request, in whose target the letters beyond ASCII are quoted
        (curl sends those of a query as they are); None where there are none."""
        begun, line = self.unfinished, _REQUEST_LINE.match(data)
        if line is None or begun is None or len(begun.raw) > 1 or self._ended is not None:
            return None
        target = _NO_ASCII.sub(lambda byte: b"%%%02X" % ord(byte[0]), line[1])
        return data[: line.start(1)] + target + data[line.end(1) :] if target != line[1] else None

    def _complaint(self, error: httptools.HttpParserError, data: bytes) -> Answer:
        """The answer to what is no HTTP request; a method that nobody knows is well-formed."""
        unknown = isinstance(error, httptools.HttpParserInvalidMethodError)
        if unknown and not self.waiting and _REQUEST_LINE.match(data):
            return self._service.answering.refuse(GatewayError.UNKNOWN_HANDLER)
        return MALFORMED

    # What the parser calls. A declined request passes its head twice; the second is not heeded.

    def on_message_begin(self) -> None:
        self.unfinished = self._declined or Request(self._rest())
        self._declined = None

    def _rest(self) -> list[bytes]:
        """The piece for a request that begins in it, at `_start`."""
        before = self._ended
        if before is None:
            return [self._piece]
        whole = before.raw[0] if len(before.raw) == 1 else b"".join(before.raw)
        end = take_apart(whole, self._start).end
        before.raw = [whole[self._start : end]]
        self._start = end
        return [whole]

    def _cut_off(self, request: Request) -> None:
        """Leave only what is its own to a request that begins at `_start`."""
        request.raw[0] = request.raw[0][self._start :]
        self._start = 0

    def on_url(self, url: bytes) -> None:
        request = self.unfinished
        assert request is not None
        if not request.has_head:
            request.target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        request = self.unfinished
        assert request is not None
        if request.has_head:
            return
        name = name.lower()
        if name == b"content-length":
            request.framing += b"Content-Length: %b\r\n" % value
            request.announced = int(value)
        elif name == b"transfer-encoding":
            request.framing += b"Transfer-Encoding: %b\r\n" % value
        elif name == b"authorization":
            request.authorization = value.strip().decode("utf-8", "replace")
        elif name == b"expect":
            request.expects_continue = value.strip().lower() == b"100-continue"
        elif name == HEADER:
            request.fault = value.strip().decode("utf-8", "replace")

    def on_headers_complete(self) -> None:
        request, parser, service = self.unfinished, self._parser, self._service
        assert request is not None
        if request.has_head:
            return
        request.has_head = True
        method, version = parser.get_method(), parser.get_http_version()
        request.method = method
        if version not in ("1.1", "1.0") or self._has_long_head(request):
            request.refusal = MALFORMED
        elif method != b"POST" or not service.has(request.target):
            request.head_only = method == b"HEAD"
            request.refusal = service.answering.refuse(GatewayError.UNKNOWN_HANDLER)
        elif request.announced > service.limits.body_bytes:
            request.refusal = service.answering.refuse(GatewayError.ENTITY_TOO_LARGE)
        if service.keep_alive and method != b"CONNECT" and request.refusal is not MALFORMED:
            request.keep_alive = parser.should_keep_alive()
        request.expects_continue = request.expects_continue and version == "1.1"
        self._head_bytes = 0

    def _has_long_head(self, request: Request) -> bool:
        """Whether the head that has just ended is too long."""
        if self._head_bytes + len(self._piece) <= _LARGEST_HEAD:
            return False
        raw = b"".join(request.raw)
        empty_lines = _EMPTY_LINES.match(raw, self._start)
        start = empty_lines.end() if empty_lines else self._start
        return raw.find(b"\r\n\r\n", start) + 4 - start > _LARGEST_HEAD

    def on_body(self, piece: bytes) -> None:
        request = self.unfinished
        assert request is not None
        if request.refusal is None:
            request.pieces.append(piece)
            request.length += len(piece)
            if request.length > self._service.limits.body_bytes:
                request.refusal = self._service.answering.refuse(GatewayError.ENTITY_TOO_LARGE)

    def on_message_complete(self) -> None:
        request = self.unfinished
        assert request is not None
        self.unfinished = None
        self._ended = request
        if self._parser.should_upgrade() and self._parser.get_method() != b"CONNECT":
            self._declined = request
        else:
            request.whole = True
            self.waiting.append(request)

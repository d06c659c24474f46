"""Reads HTTP requests from the bytes of a connection, and refuses what /Dialog would refuse."""

from __future__ import annotations

import re
from collections import deque

import httptools
from msgspec import Struct

from mockgenie.server.dialogs import Answer
from mockgenie.server.service import Service
from mockgenie.wire import GatewayError

_LARGEST_HEAD = 64 * 1024
_OTHERS_HEEDED = frozenset((b"authorization", b"expect"))
_REQUEST_LINE = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64} [^ \r\n]+ HTTP/1\.[01]\r\n")

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


class RequestReader:
    """The requests of one connection: `waiting` are to be answered, `unfinished` still comes."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._parser = httptools.HttpRequestParser(self)
        self._declined: Request | None = None
        self._head_bytes = 0
        self.waiting: deque[Request] = deque()
        self.unfinished: Request | None = None

    def feed(self, data: bytes) -> None:
        """Read a piece of what the client sends."""
        try:
            self._feed(data)
        except httptools.HttpParserError as error:
            self.unfinished = None
            self.waiting.append(Request(refusal=self._complaint(error, data)))
        if self.unfinished is not None and not self.unfinished.has_head:
            self._head_bytes += len(data)
            if self._head_bytes > _LARGEST_HEAD:
                self.unfinished.refusal = MALFORMED

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

    def _complaint(self, error: httptools.HttpParserError, data: bytes) -> Answer:
        """The answer to what is no HTTP request; a method that nobody knows is well-formed."""
        unknown = isinstance(error, httptools.HttpParserInvalidMethodError)
        if unknown and not self.waiting and _REQUEST_LINE.match(data):
            return self._service.dialogs.refuse(GatewayError.UNKNOWN_HANDLER)
        return MALFORMED

    # What the parser calls. A declined request passes its head twice; the second is not heeded.

    def on_message_begin(self) -> None:
        self.unfinished = self._declined or Request()
        self._declined = None

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
        elif name in _OTHERS_HEEDED:
            if name == b"authorization":
                request.authorization = value.strip().decode("utf-8", "replace")
            else:
                request.expects_continue = value.strip().lower() == b"100-continue"

    def on_headers_complete(self) -> None:
        request, parser, service = self.unfinished, self._parser, self._service
        assert request is not None
        if request.has_head:
            return
        request.has_head = True
        self._head_bytes = 0
        method, version = parser.get_method(), parser.get_http_version()
        if version not in ("1.1", "1.0"):
            request.refusal = MALFORMED
        elif method != b"POST" or not service.has(request.target):
            request.head_only = method == b"HEAD"
            request.refusal = service.dialogs.refuse(GatewayError.UNKNOWN_HANDLER)
        elif request.announced > service.limits.body_bytes:
            request.refusal = service.dialogs.refuse(GatewayError.ENTITY_TOO_LARGE)
        if service.keep_alive and method != b"CONNECT":
            request.keep_alive = parser.should_keep_alive()
        request.expects_continue = request.expects_continue and version == "1.1"

    def on_body(self, piece: bytes) -> None:
        request = self.unfinished
        assert request is not None
        if request.refusal is None:
            request.pieces.append(piece)
            request.length += len(piece)
            if request.length > self._service.limits.body_bytes:
                request.refusal = self._service.dialogs.refuse(GatewayError.ENTITY_TOO_LARGE)

    def on_message_complete(self) -> None:
        request = self.unfinished
        assert request is not None
        self.unfinished = None
        if self._parser.should_upgrade() and self._parser.get_method() != b"CONNECT":
            self._declined = request
        else:
            request.whole = True
            self.waiting.append(request)

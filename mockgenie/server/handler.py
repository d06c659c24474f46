"""A connection as aiohttp serves it, with what the documented server does beyond that."""

from __future__ import annotations

import asyncio
import re
from itertools import islice
from typing import Any

from aiohttp import StreamReader, web
from aiohttp.http import RawRequestMessage
from aiohttp.http_exceptions import BadHttpMethod
from msgspec import Struct

from mockgenie.protocol import GatewayError
from mockgenie.server.answering import Answer
from mockgenie.server.dialog import DialogEndpoint, error_of
from mockgenie.server.request import BodyTooLarge, Plain, mended, read_plain
from mockgenie.server.response import DialogResponse, compose, deliver, is_delivered_otherwise
from mockgenie.sockets import read_in_pieces

LARGEST_HEAD = 64 * 1024
"""Bytes that a request line and its headers may have."""

_MOST_PER_BYTE = 16
"""Bytes that may come for each byte of the largest body: what frames chunks counts as well."""
_MOST_WAITING = 8
"""Requests that are read ahead; the others wait in the client's and the system's buffers."""
_LINGERING_SECONDS = 10.0
_END = b"\r\n\r\n"
"""Where a head ends, and a body in chunks."""
_MOST_SPARE = 256
"""So many connections wait for other clients."""
_NEVER_HTTP = b"\0"
_ADMIN = "/__mockgenie/"
_FOR_ADMIN = re.compile(rb"[A-Za-z-]+ " + _ADMIN.encode())


class DialogHandler(web.RequestHandler):
    """One client's connection.

    aiohttp reads the requests and calls the application. Beyond that, this class

    - answers a request whose head does not come in time, or is no HTTP, as documented;
    - lets a client that has closed its side for sending have its answers;
    - bounds the head of a request and what frames the chunks of its body;
    - passes over what comes behind a request when the connection is to be closed: a
      Content-Length that counts characters leaves bytes behind the body;
    - closes its own side first where the client may still be sending, so that no reset takes the
      answer away;
    - answers a plain POST /Dialog that has come whole without a request object, and without a task
      where nothing is waited for, and serves another client when one is gone that has asked for
      nothing else.

    Requests are handed to aiohttp's parser head by head and body by body, so that what is wrong
    with one leaves those before it alone.

    Of what aiohttp keeps private it uses `_messages` (what has been read and is not yet handled),
    `_task_handler` (the task that handles it; it begins with the first request that needs one, not
    with the connection), `_manager` and `_force_close` (with which that task leaves the closing to
    this class).
    """

    _manager: web.Server

    # What most connections never change costs them nothing as attributes of the class.

    is_half_closed = False
    """Whether the client has closed its side for sending."""
    _held = b""
    """What is read when fewer requests wait."""
    _edge = b""
    """The last bytes that were read, with which the end of a head or of chunks may begin."""
    _body: StreamReader | None = None
    """The body that still comes."""
    _left: int | None = None
    """How many bytes of it; None where it comes in chunks."""
    _framed = 0
    """How many bytes have come of a body in chunks."""
    _broken: _Broken | None = None
    """What has come that is no HTTP."""
    _has_offer = False
    """Whether a request offers another protocol: aiohttp reads on when it has declined."""
    _is_for_admin = False
    """Whether the last request is for the admin API, where nobody waits who has gone."""
    _has_enough = False
    """Whether all that still comes is thrown away."""
    _has_more = False
    """Whether anything was."""
    _is_plain = True
    """Whether all that has come were plain requests: aiohttp has nothing to do with it yet."""
    _is_busy = False
    _is_answering = False
    """Whether the answer to a plain request is waited for."""
    _is_ending = False

    def __init__(
        self,
        manager: web.Server,
        dialog: DialogEndpoint,
        spare: list[DialogHandler],
        **options: Any,
    ) -> None:
        """`spare` gets the connection when it can serve another client."""
        super().__init__(manager, **options)
        self._dialog = dialog
        self._spare = spare
        self._head = bytearray()
        """What has come of a request whose head is not whole."""
        self._deadline = 0.0

    # What asyncio calls

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Serve a client. What aiohttp does here as well, a task and a timer for each connection,
        costs as much as half a turn of a dialog; that small pieces are sent at once, event loops
        see to themselves."""
        self.transport = transport
        self._deadline = self._loop.time() + self._dialog.seconds
        read_in_pieces(transport)
        self._manager.connection_made(self, transport)

    def connection_lost(self, exc: BaseException | None) -> None:
        """The client is gone. Of a connection that aiohttp had nothing to do with there is nothing
        to clean up: to make one costs more than to read a request."""
        if self._is_answering:
            self._task_handler = None  # otherwise aiohttp ends it
        if not self._is_plain or self._is_answering or len(self._spare) >= _MOST_SPARE:
            super().connection_lost(exc)
            return
        self._manager.connection_lost(self, exc)
        self.transport = None
        self.is_half_closed = self._has_enough = self._has_more = False
        self._is_ending = self._force_close = False
        self._spare.append(self)

    def pause_writing(self) -> None:
        """A client takes its answer slowly."""
        self._is_plain = False
        super().pause_writing()

    def close(self) -> None:
        """Serve no more clients."""
        self._is_plain = False
        super().close()

    def data_received(self, data: bytes) -> None:
        """Read a piece of what the client sends; aiohttp calls this with nothing to go on with
        what it has kept back."""
        if data and self._is_idle() and (plain := read_plain(data)) is not None:
            if self._dialog.answering.immediate:
                self._answer_at_once(plain)
            else:
                self._is_busy = True
                self._task_handler = self._loop.create_task(self._answer(plain))
            return
        if data:
            self._read(self._held + data)
        elif self._body is not None:
            self._feed(data)
        else:
            return
        self._work()

    def eof_received(self) -> bool:  # type: ignore[override]  # as asyncio has it
        """The client sends no more. Whether there is still something for it."""
        self.is_half_closed = True
        if self._body is not None:
            self._body.set_exception(web.RequestPayloadError("the body is cut short"))
        elif self._head and not self._is_busy:
            self._break_off(None, "the head is cut short")
        return self._is_busy and not self._is_for_admin

    def look_at_time(self, now: float) -> None:
        """A request whose head has not come whole in time gets 408, silence is answered by
        silence, and who does not take an answer is dropped.

        `now` is the event loop's time; called every now and then.
        """
        if now < self._deadline or self.transport is None:
            return
        if self._is_ending or self.transport.get_write_buffer_size():
            self.transport.abort()
        elif self._is_busy:
            return
        elif self._head:
            self._break_off(GatewayError.HANDLER_TIMEOUT, "the head has not come in time")
        else:
            self.force_close()

    def allow_more_time(self) -> None:
        """A part of a long answer has been taken."""
        self._deadline = self._loop.time() + self._dialog.seconds

    # What aiohttp calls

    async def finish_response(
        self, request: web.BaseRequest, resp: web.StreamResponse, start_time: float | None
    ) -> tuple[web.StreamResponse, bool]:
        """Send a response; then the connection ends, or waits for another request."""
        self._deadline = self._loop.time() + self._dialog.seconds
        finished = await super().finish_response(request, resp, start_time)  # type: ignore[arg-type,unused-ignore]
        self._finish(bool(resp.keep_alive))
        return finished

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """The response to what is no HTTP, which is no news for the log."""
        broken = self._broken
        if status >= 500 or broken is None:
            return super().handle_error(request, status, exc, message)
        if _FOR_ADMIN.match(broken.raw):
            from mockgenie.server.admin.problem import malformed

            return malformed(broken.complaint)
        return DialogResponse(
            self._dialog.refuse_raw(broken.error, broken.raw, broken.complaint), keep=False
        )

    def resume_reading(self, *args: Any, **kwargs: Any) -> None:
        """Read on, unless what has been read before still waits: a client that takes no answers
        is not listened to for ever."""
        super().resume_reading(*args, **kwargs)
        if self._held and self.transport is not None:
            self.transport.pause_reading()

    # Reading

    def _read(self, data: bytes) -> None:
        """Read until enough requests wait, which is before aiohttp keeps any back by itself."""
        self._held = b""
        while data and not self._has_enough:
            if self._body is not None:
                data = self._read_body(data)
            elif len(self._messages) < _MOST_WAITING and not self._has_offer:
                data = self._read_head(data)
            else:
                self._held = data
                if self.transport is not None:
                    self.transport.pause_reading()
                return
        self._has_more = self._has_more or bool(data)

    def _read_head(self, data: bytes) -> bytes:
        """Read on in a head; what comes behind it."""
        if not self._head:
            data = data.lstrip(b"\r\n")  # empty lines before a request
        size, is_end = self._to_the_end(data)
        piece = data[:size]
        self._head += piece
        if len(self._head) > LARGEST_HEAD:
            self._break_off(None, f"a head has at most {LARGEST_HEAD:,} bytes")
        elif piece:
            self._feed(mended(piece) if is_end and len(self._head) == size else piece)
        return data[size:]

    def _read_body(self, data: bytes) -> bytes:
        """Read on in a body; what comes behind it."""
        if self._left:
            size = min(self._left, len(data))
            self._left -= size
        elif self._left is None:
            size, _ = self._to_the_end(data)
            self._framed += size
            if self._framed > LARGEST_HEAD + _MOST_PER_BYTE * self._dialog.body_bytes:
                assert self._body is not None
                self._body.set_exception(BodyTooLarge())
                self._has_enough = True
                return data
        else:
            size = len(data)  # the parser holds the end of the body back
        self._feed(data[:size])
        return data[size:]

    def _to_the_end(self, data: bytes) -> tuple[int, bool]:
        """How many bytes of `data` lead to the end of a head or of chunks, or all; whether that
        end is there."""
        seen = self._edge + data
        end = seen.find(_END)
        if end < 0:
            self._edge = seen[-3:]
            return len(data), False
        size = end + len(_END) - len(self._edge)
        self._edge = b""
        return size, True

    def _feed(self, piece: bytes) -> None:
        """Have aiohttp read a piece, and see what has come of it."""
        self._is_plain = False
        known = len(self._messages)
        super().data_received(piece)
        for message, payload in islice(self._messages, known, None):
            if not isinstance(message, RawRequestMessage):
                self._note_broken(message.exc, message.message)
                break
            self._head.clear()
            self._edge = b""
            self._framed = 0
            self._has_offer = message.upgrade
            self._is_for_admin = message.path.startswith(_ADMIN)
            self._body = payload
            length = message.headers.get("Content-Length")
            self._left = None if length is None else int(length)
        if self._body is not None and self._body.is_eof():
            self._body = None
            self._has_enough = self._has_enough or not self._dialog.keeps

    def _note_broken(self, problem: BaseException, message: str) -> None:
        """Remember what was no HTTP; a body that it was in is cut short."""
        self._has_enough = True
        if self._body is not None and not self._body.is_eof():
            self._body.set_exception(web.RequestPayloadError(message))
        if self._broken is None:
            raw = bytes(self._head)
            error = error_of(raw) if isinstance(problem, BadHttpMethod) else None
            self._broken = _Broken(raw, error, message)

    def _break_off(self, error: GatewayError | None, complaint: str) -> None:
        """Answer a head that is not whole, behind whatever is answered before it."""
        self._broken = _Broken(bytes(self._head), error, complaint)
        self._feed(_NEVER_HTTP)
        self._work()

    # Answering

    def _work(self) -> None:
        """Have answered what waits, unless something is answered already."""
        if self._messages and not (self._is_busy or self._is_ending):
            self._is_busy = True
            if self._task_handler is None:  # otherwise it takes the next message by itself
                self._task_handler = self._loop.create_task(self.start())

    def _is_idle(self) -> bool:
        """Whether the next byte begins a request that can be answered at once."""
        if self._has_enough or self._is_busy:
            return False
        if not self._is_plain and (
            self._task_handler is not None or self._head or self._body is not None or self._messages
        ):
            return False
        return self.transport is None or not self.transport.get_write_buffer_size()

    def _answer_at_once(self, plain: Plain) -> None:
        """Answer a plain request."""
        transport = self.transport
        assert transport is not None
        answer, keep = self._dialog.answer_at_once(plain, not self.is_half_closed)
        if answer.strike is None or not is_delivered_otherwise(answer.strike.fault):
            transport.write(compose(answer, keep))
            self._finish(keep)
        else:
            self._is_busy = True
            self._is_plain = False
            self._task_handler = self._loop.create_task(self._deliver(transport, answer, keep))

    async def _answer(self, plain: Plain) -> None:
        """Answer a plain request for which something is waited. The turn that it is for is made
        even where its client goes."""
        self._is_answering = True
        try:
            answer, keep = await self._dialog.answer(plain, lambda: not self.is_half_closed)
        except BaseException:
            self.force_close()
            raise
        finally:
            self._is_answering = False
        transport = self.transport
        if transport is None or transport.is_closing():
            self._task_handler = None
        elif answer.strike is None or not is_delivered_otherwise(answer.strike.fault):
            transport.write(compose(answer, keep))
            self._go_on(keep)
        else:
            self._is_plain = False
            await self._deliver(transport, answer, keep)

    async def _deliver(self, transport: asyncio.Transport, answer: Answer, keep: bool) -> None:
        """Send an answer as the fault has it that has struck."""
        assert answer.strike is not None
        sent = compose(answer, keep)
        self._go_on(await deliver(transport, sent, len(answer.body), answer.strike) and keep)

    def _go_on(self, keep: bool) -> None:
        """The task is over that has answered a plain request: go on behind the answer."""
        self._task_handler = None
        self._finish(keep)
        self._work()

    def _finish(self, keep: bool) -> None:
        """Go on behind an answer: end, or wait for another request."""
        if not keep:
            self._is_busy = False
            self._end()
            return
        self._deadline = self._loop.time() + self._dialog.seconds
        self._has_offer = False
        if self._held and not self._messages and self.transport is not None:
            self.transport.resume_reading()
            self._read(self._held)
        self._is_busy = bool(self._messages) and self._task_handler is not None

    def _end(self) -> None:
        """Close. Where the client may still be sending only this side at first, and what comes is
        thrown away, for a bounded time."""
        self._is_ending = self._has_enough = self._force_close = True
        transport = self.transport
        if transport is None or transport.is_closing():
            return
        self._deadline = self._loop.time() + _LINGERING_SECONDS
        rest = self._has_more or (
            not self._is_plain
            and (self._held or self._head or self._messages or self._body is not None)
        )
        if rest and not self.is_half_closed:
            transport.write_eof()
            transport.resume_reading()
        else:
            transport.close()


class _Broken(Struct, frozen=True):
    """Bytes that are no HTTP: the documented error that they get, None where there is none, and
    what is wrong with them for people."""

    raw: bytes
    error: GatewayError | None
    complaint: str

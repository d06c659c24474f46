"""POST /Dialog as a route of aiohttp, and what every other request gets."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine
from time import perf_counter
from typing import TypeVar

from aiohttp import web

from mockgenie.faults import HEADER
from mockgenie.journal import DataProblem, Journal, Received
from mockgenie.protocol import GatewayError
from mockgenie.server.answering import Answer, Answering
from mockgenie.server.dialog_service import EngineStep, led_of
from mockgenie.server.request import ADDED_HOST, BodyTooLarge, Plain, read_body
from mockgenie.server.response import DialogResponse
from mockgenie.server.settings import Settings

T = TypeVar("T")

PATH = "/Dialog"

_FAULT = HEADER.decode()
_REQUEST_LINE = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64} [^ \r\n]+ HTTP/1\.[01]\r\n")


def malformed(why: str) -> Answer:
    """What a request gets that is not HTTP, or cut short: no documented answer fits."""
    return Answer(400, b"", why=why)


class DialogEndpoint:
    """Answers /Dialog, and tells every other request that there is nothing else; the journal notes
    all of them."""

    def __init__(self, answering: Answering, journal: Journal, settings: Settings) -> None:
        self.answering = answering
        self._journal = journal
        self.body_bytes = settings.max_body
        """How long a body may be."""
        self.seconds = settings.handler_timeout
        """How long a request may take to come."""
        self.keeps = settings.keep_alive
        """Whether clients that ask for it may use a connection again; the documented server
        closes it after every answer."""
        self._noting: set[asyncio.Future[int]] = set()

    async def post(self, request: web.Request) -> web.StreamResponse:
        """The handler of the route."""
        if request.version.major != 1:
            return await self.refuse(request)
        began = perf_counter()
        body, refused = await self.body_of(request)
        if refused is not None:
            answer = refused
        else:
            began = perf_counter()
            authorization, fault = _header(request, "Authorization"), _header(request, _FAULT)
            answering = self.answering.answer(body, authorization, fault)
            if self.answering.immediate:
                answer = await answering
            else:
                # A turn that has begun is made even where its client goes.
                answer = await asyncio.shield(asyncio.ensure_future(answering))
        return await self._respond(request, body, answer, began)

    async def body_of(self, request: web.Request) -> tuple[bytes, Answer | None]:
        """The body of a request, and what it is answered where it cannot be read."""
        try:
            return await read_body(request, self.body_bytes, self.seconds), None
        except BodyTooLarge:
            return b"", self._too_large()
        except asyncio.TimeoutError:
            why = f"the body has not come whole within {self.seconds:g} seconds (handler_timeout)"
            return b"", self.answering.refuse(GatewayError.HANDLER_TIMEOUT, why=why)
        except web.RequestPayloadError:
            why = "the body is cut short, or its chunks are not well-formed"
            return b"", malformed(why)

    async def refuse(self, request: web.Request) -> web.StreamResponse:
        """The handler of all other paths, methods and versions of HTTP."""
        began = perf_counter()
        content = request.content
        whole = content.is_eof() and content.exception() is None
        body = content.read_nowait() if whole else b""
        if request.version.major == 1:
            why = f"only POST {PATH} is answered"
            answer = self.answering.refuse(GatewayError.UNKNOWN_HANDLER, why=why)
        else:
            answer = malformed("the version of HTTP is neither 1.0 nor 1.1")
        return await self._respond(request, body, answer, began)

    def answer_at_once(self, plain: Plain, may_keep: bool) -> tuple[Answer, bool]:
        """The answer to a plain request, and whether the connection stays open, without a task or
        a request object; only where the answering never waits."""
        began = perf_counter()
        if len(plain.received.body) > self.body_bytes:
            answer = self._too_large()
        else:
            answer = result_now(
                self.answering.answer(plain.received.body, plain.authorization, plain.fault)
            )
        keep = self.keeps and may_keep and plain.keep
        self._note(began, plain.received, answer, keep)
        return answer, keep

    async def answer(self, plain: Plain, may_keep: Callable[[], bool]) -> tuple[Answer, bool]:
        """The same where the answering waits; `may_keep` is asked when there is an answer."""
        began = perf_counter()
        if len(plain.received.body) > self.body_bytes:
            answer = self._too_large()
        else:
            answer = await self.answering.answer(
                plain.received.body, plain.authorization, plain.fault
            )
        keep = self.keeps and plain.keep and may_keep()
        noting = self._note(began, plain.received, answer, keep)
        if noting is not None:
            await noting
        return answer, keep

    async def call(self, body: bytes) -> tuple[Answer, int]:
        """The answer to a body that has come another way, and no fault of a connection's; and the
        number of the exchange in the journal."""
        began = perf_counter()
        answer = await self.answering.answer(body)
        received = Received(b"POST", PATH.encode(), b"1.1", (), body)
        noting = self._note(began, received, answer, keep=False)
        return answer, self._journal.last if noting is None else await noting

    def refuse_raw(self, error: GatewayError | None, raw: bytes, why: str) -> Answer:
        """The answer to bytes of which no request could be made: a documented error or, with None,
        the one that says no more than 400; `why` is for people."""
        answer = malformed(why) if error is None else self.answering.refuse(error, why=why)
        noting = self._note(perf_counter(), Received(body=raw), answer, keep=False)
        if noting is not None:  # nobody can wait here
            task = asyncio.ensure_future(noting)
            self._noting.add(task)
            task.add_done_callback(self._noting.discard)
        return answer

    def _too_large(self) -> Answer:
        why = (
            f"the body, or what frames it, is longer than the {self.body_bytes:,} bytes of max_body"
        )
        return self.answering.refuse(GatewayError.ENTITY_TOO_LARGE, why=why)

    async def _respond(
        self, request: web.Request, body: bytes, answer: Answer, began: float
    ) -> DialogResponse:
        keep = bool(
            self.keeps
            and request.keep_alive
            and answer.body  # what is not HTTP ends the connection
            and request.method != "CONNECT"  # what follows would be another protocol
            and request.content.is_eof()
            # aiohttp's own handler, in tests, knows no half-closed clients.
            and not getattr(request.protocol, "is_half_closed", False)
        )
        noting = self._note(began, received_of(request, body), answer, keep)
        if noting is not None:
            await noting
        return DialogResponse(answer, keep, request.method == "HEAD")

    def _note(
        self, began: float, received: Received, answer: Answer, keep: bool
    ) -> Awaitable[int] | None:
        step, strike = answer.step, answer.strike
        return self._journal.note(
            perf_counter() - began,
            received,
            answer.status,
            answer.body,
            keep,
            None if step is None else led_of(step.uuid, step.after),
            "" if strike is None else str(strike),
            () if step is None or not step.problems else _problems(step),
            answer.why,
        )


def error_of(raw: bytes) -> GatewayError | None:
    """What is wrong with bytes that begin with a method that nobody knows: it is well-formed."""
    return GatewayError.UNKNOWN_HANDLER if _REQUEST_LINE.match(raw) else None


def received_of(request: web.Request, body: bytes) -> Received:
    """A request as the journal keeps it."""
    headers = request.raw_headers
    if ADDED_HOST in headers:
        headers = tuple(header for header in headers if header != ADDED_HOST)
    return Received(
        request.method.encode(),
        request.raw_path.encode("utf-8", "surrogateescape"),
        b"1.1" if request.version.minor else b"1.0",
        headers,
        body,
    )


def _header(request: web.Request, name: str) -> str:
    """A header, with a sign in the place of what is no UTF-8; "" without one."""
    value = request.headers.get(name, "")
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def result_now(coming: Coroutine[object, None, T]) -> T:
    """The result of a coroutine that has nothing to wait for: it ends at its first step."""
    try:
        coming.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    raise RuntimeError("what is to be done at once has waited for something")


def _problems(step: EngineStep) -> tuple[DataProblem, ...]:
    return tuple(
        DataProblem(problem.kind, problem.what, problem.where, problem.asked)
        for problem in step.problems
    )

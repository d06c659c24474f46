"""The body of a /Dialog request to its answer, whoever carries them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine

from msgspec.structs import replace

from mockgenie.faults import (
    PREFIX,
    DocumentedError,
    FaultError,
    Faults,
    Strike,
    requested_fault,
)
from mockgenie.protocol import (
    Call,
    EngineError,
    EngineRefusal,
    Envelope,
    GatewayError,
    GatewayRefusal,
    Refusal,
    failed,
    read_call,
)
from mockgenie.server.answer import Answer, Done
from mockgenie.server.dialogs import Dialogs
from mockgenie.server.gate import Gate
from mockgenie.sessions import StoreGarbled, StoreUnreachable

log = logging.getLogger("mockgenie")

_WITHOUT_THE_CALL = (
    EngineError.JSON_PARSING,
    EngineError.JSON_NOT_AN_OBJECT,
    GatewayError.UNKNOWN_HANDLER,
)
"""Errors of which the documented server says nothing that the call said: it has not read it."""

_NO_SUCH_FAULT = "a request asks for a fault that there is not: %s"


class Answering:
    """Finds the documented answer to each request body, or the one that a fault gives it."""

    def __init__(
        self,
        dialogs: Dialogs,
        envelope: Envelope,
        gate: Gate,
        faults: Faults,
    ) -> None:
        self.envelope = envelope
        self.immediate = dialogs.immediate
        """Whether `answer` never waits."""
        self._dialogs = dialogs
        self._gate = gate
        self._faults = faults

    def refuse(self, error: GatewayError, request_id: str | None = None) -> Answer:
        """The answer that a gateway error is."""
        return Answer(error.status, self.envelope.failure(request_id, error.reason))

    async def answer(self, body: bytes, authorization: str = "", asked: str = "") -> Answer:
        """The answer to a request body; `authorization` and `asked` are the headers
        `Authorization` and `X-Mockgenie-Fault`."""
        request_id = strike = step = None
        try:
            try:
                try:
                    call = read_call(body, authorization)
                except Refusal:
                    strike = _asked_by_header(asked) if asked else None
                    if strike is None or strike.error is None:
                        raise
                    raise refusal_of(strike.error, strike.message, None) from None
                request_id = call.request_id
                if asked or self._faults.armed or call.access_key.startswith(PREFIX):
                    strike = await self._strike(call, asked)
                self._admit(call, strike)
                performed = self._dialogs.perform(call, strike.fault if strike else None)
                if not self.immediate and self._dialogs.engine_seconds:
                    performed = self._in_time(performed, call)
                done = await performed
                return_object, step = done.return_object, done.step
            except EngineRefusal as refusal:
                request_id = refusal.request_id
                return_object = failed(refusal.method, refusal.uuid, refusal.message)
            answer = Answer(200, self.envelope.success(request_id, return_object), step, strike)
        except GatewayRefusal as refusal:
            answer = self.refuse(refusal.error, refusal.request_id)
        except UnicodeEncodeError:
            answer = self.refuse(GatewayError.REPLY_FAILURE, request_id)
        except StoreUnreachable as error:
            log.error("the session store cannot be reached: %s", error)
            answer = self.refuse(GatewayError.CONNECTION_REFUSED, request_id)
        except StoreGarbled as error:
            log.error("the session store gave something unusable: %s", error)
            answer = self.refuse(GatewayError.RECIPIENT_FAILURE, request_id)
        except Exception:
            log.exception("a request failed in a way that was not foreseen")
            answer = self.refuse(GatewayError.UNKNOWN_EXCEPTION, request_id)
        if strike is None:
            return answer
        if self._is_too_late(strike):
            strike = replace(strike, delay=self._dialogs.engine_seconds)
        elif strike.fault.garbage is not None:
            answer = replace(answer, body=strike.fault.garbage.encode("utf-8", "replace"))
        return replace(answer, strike=strike)

    def _is_too_late(self, strike: Strike) -> bool:
        """Whether the answer is 408 before the delay is over."""
        return strike.error is None and 0 < self._dialogs.engine_seconds < strike.delay

    async def _strike(self, call: Call, asked: str) -> Strike | None:
        """The fault that strikes a call. Raises GatewayRefusal where it asks for one that there
        is not."""
        if not asked and call.access_key.startswith(PREFIX):
            asked = call.access_key.removeprefix(PREFIX)
        facts = await self._dialogs.facts(call)
        if not asked:
            return self._faults.strike(facts)
        try:
            return requested_fault(asked).strike(facts)
        except FaultError as error:
            log.warning(_NO_SUCH_FAULT, error)
            raise GatewayRefusal(GatewayError.ARGUMENTS_NOT_VALID, call.request_id) from None

    def _admit(self, call: Call, strike: Strike | None) -> None:
        """Let a call through to the dialogs. Raises Refusal where a fault or the gate has another
        answer to it."""
        if strike is not None and strike.error is not None:
            raise refusal_of(strike.error, strike.message, call)
        self._gate.admit(call)
        if strike is not None and self._is_too_late(strike):
            raise GatewayRefusal(GatewayError.HANDLER_TIMEOUT, call.request_id)

    async def _in_time(self, performed: Coroutine[None, None, Done], call: Call) -> Done:
        """What is performed, if it does not take too long. Raises GatewayRefusal."""
        try:
            return await asyncio.wait_for(performed, self._dialogs.engine_seconds)
        except asyncio.TimeoutError:
            raise GatewayRefusal(GatewayError.HANDLER_TIMEOUT, call.request_id) from None


def _asked_by_header(asked: str) -> Strike | None:
    """The fault that a request asks for whose body cannot be read; None where there is no such."""
    try:
        return requested_fault(asked).strike_anyway()
    except FaultError as error:
        log.warning(_NO_SUCH_FAULT, error)
        return None


def refusal_of(error: DocumentedError, message: str, call: Call | None) -> Refusal:
    """A documented error as the refusal of a call, which may be unknown."""
    if error in _WITHOUT_THE_CALL:
        call = None
    request_id = call.request_id if call else None
    if isinstance(error, GatewayError):
        return GatewayRefusal(error, request_id)
    method, uuid = (call.method, call.uuid) if call else ("", "")
    return EngineRefusal(message, method, uuid, request_id)

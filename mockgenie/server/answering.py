"""The body of a /Dialog request to its answer, whoever carries them."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Coroutine
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from mockgenie.faults import (
    PREFIX,
    DocumentedError,
    Facts,
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
from mockgenie.server.dialog_service import DialogService, Done, EngineStep
from mockgenie.server.limits import Limits
from mockgenie.sessions import StoreGarbled, StoreUnreachable, StoreUnwritable

if TYPE_CHECKING:
    from mockgenie.server.sharing import Sharing

log = logging.getLogger("mockgenie")

_WITHOUT_THE_CALL = (
    EngineError.JSON_PARSING,
    EngineError.JSON_NOT_AN_OBJECT,
    GatewayError.UNKNOWN_HANDLER,
)
"""Errors of which the documented server says nothing that the call said: it has not read it."""

_NO_SUCH_FAULT = "the request asks for a fault that does not exist: %s"


class Answer(Struct, frozen=True, gc=False):
    """An HTTP status and a body; what the engine did, and which fault struck, if any. `why`: for
    a refusal the reason for people, which is not sent."""

    status: int
    body: bytes
    step: EngineStep | None = None
    strike: Strike | None = None
    why: str = ""


class EnvelopeHint:
    """Suggests the `legacy` envelope, once, where a client opens sessions and never continues them.

    A bot written between 2018 and 2022 looks for the uuid where only that envelope has it, finds
    none, and opens another session. Clients are told apart by their access keys.
    """

    def __init__(self) -> None:
        # How many sessions in a row each client has left as they were opened.
        self._left: OrderedDict[str, int] = OrderedDict()
        self._is_said = False

    def opened(self, access_key: str, envelope: str) -> None:
        """A client has opened a session, and was answered in `envelope`."""
        if self._is_said or envelope == "legacy":
            return
        before = self._left.pop(access_key, -1)
        self._left[access_key] = before + 1
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        if before + 1 >= _ENOUGH:
            self._is_said = True
            self._left.clear()
            log.warning(
                "a client has opened %d sessions and continued none of them; bots written between"
                " 2018 and 2022 read --envelope legacy (answers are in the %s envelope now)",
                _ENOUGH,
                envelope,
            )

    def continued(self, access_key: str) -> None:
        """A client has made a turn in a session, or closed it."""
        if self._left:
            self._left.pop(access_key, None)


class Answering:
    """Finds the documented answer to each request body, or the one that a fault gives it."""

    def __init__(
        self,
        dialogs: DialogService,
        envelope: Envelope,
        limits: Limits,
        faults: Faults,
        sharing: Sharing | None = None,
    ) -> None:
        self.envelope = envelope
        self.immediate = dialogs.immediate
        """Whether `answer` never waits."""
        self._dialogs = dialogs
        self._limits = limits
        self._faults = faults
        self._sharing = sharing
        self._hint = EnvelopeHint()

    def refuse(self, error: GatewayError, request_id: str | None = None, why: str = "") -> Answer:
        """The answer that a gateway error is; `why` is for people."""
        body = self.envelope.failure(request_id, error.reason)
        return Answer(error.status, body, why=why)

    async def answer(self, body: bytes, authorization: str = "", asked: str = "") -> Answer:
        """The answer to a request body; `authorization` and `asked` are the headers
        `Authorization` and `X-Mockgenie-Fault`."""
        request_id = strike = step = foreseen = None
        why = ""
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
                if self._sharing is not None:
                    foreseen = self._dialogs.foresee(call)
                    await self._sharing.refresh()
                if asked or self._faults.armed or call.access_key.startswith(PREFIX):
                    strike = await self._strike(call, asked)
                if strike is None and self._sharing is None:
                    self._limits.admit(call)
                else:
                    await self._admit(call, strike)
                performed = self._dialogs.perform(call, strike.fault if strike else None, foreseen)
                if not self.immediate and self._dialogs.engine_seconds:
                    performed = self._in_time(performed, call)
                done = await performed
                self._note(call)
                return_object, step, why = done.return_object, done.step, done.why
            except EngineRefusal as refusal:
                request_id, why = refusal.request_id, refusal.why
                return_object = failed(refusal.method, refusal.uuid, refusal.message)
            answer = Answer(
                200, self.envelope.success(request_id, return_object), step, strike, why
            )
        except GatewayRefusal as refusal:
            answer = self.refuse(refusal.error, refusal.request_id, refusal.why)
        except UnicodeEncodeError:
            why = "the answer has half of a surrogate pair, which UTF-8 cannot write"
            answer = self.refuse(GatewayError.REPLY_FAILURE, request_id, why)
        except (StoreUnreachable, StoreGarbled) as error:
            answer = self._store_fails(error, request_id)
        except Exception:
            log.exception("a request failed in a way that was not foreseen")
            why = "mockgenie failed; its log has the traceback"
            answer = self.refuse(GatewayError.UNKNOWN_EXCEPTION, request_id, why)
        return answer if strike is None else self._struck(answer, strike)

    def _struck(self, answer: Answer, strike: Strike) -> Answer:
        """An answer as it is under a fault."""
        if self._is_too_late(strike):
            strike = replace(strike, delay=self._dialogs.engine_seconds)
            return replace(answer, strike=strike)
        return replace(answer, strike=strike, body=strike.body(answer.body))

    def _store_fails(
        self, error: StoreUnreachable | StoreGarbled, request_id: str | None
    ) -> Answer:
        """The answer where sessions cannot be kept or read."""
        if isinstance(error, StoreUnwritable):
            documented, what = GatewayError.REPLY_FAILURE, "takes nothing"
        elif isinstance(error, StoreUnreachable):
            documented, what = GatewayError.CONNECTION_REFUSED, "cannot be reached"
            if self._sharing is not None:
                self._sharing.lose()
        else:
            documented, what = GatewayError.RECIPIENT_FAILURE, "gave something unusable"
        why = f"the session store {what}: {error}"
        log.error(why)
        return self.refuse(documented, request_id, why)

    def _is_too_late(self, strike: Strike) -> bool:
        """Whether the answer is 408 before the delay is over."""
        return strike.error is None and 0 < self._dialogs.engine_seconds < strike.delay

    def _note(self, call: Call) -> None:
        """Notice what kind of client has called, where this process sees all of its calls."""
        if self._sharing is not None:
            return
        if call.method == "open_dialog":
            self._hint.opened(call.access_key, self.envelope.name)
        else:
            self._hint.continued(call.access_key)

    async def _strike(self, call: Call, asked: str) -> Strike | None:
        """The fault that strikes a call. Raises GatewayRefusal where it asks for one that there
        is not."""
        if not asked and call.access_key.startswith(PREFIX):
            asked = call.access_key.removeprefix(PREFIX)
        facts = await self._dialogs.facts(call)
        if not asked:
            return await strike_by(self._faults, facts, self._sharing)
        try:
            return requested_fault(asked).strike(facts)
        except FaultError as error:
            log.warning(_NO_SUCH_FAULT, error)
            why = _NO_SUCH_FAULT % error
            raise GatewayRefusal(GatewayError.ARGUMENTS_NOT_VALID, call.request_id, why) from None

    async def _admit(self, call: Call, strike: Strike | None) -> None:
        """Let a call through to the dialogs. Raises Refusal where a fault or the gate has another
        answer to it, and what a store raises where other processes count requests as well."""
        if strike is not None and strike.error is not None:
            raise refusal_of(strike.error, strike.message, call)
        if self._sharing is None:
            self._limits.admit(call)
        else:
            await self._sharing.admit(call)
        if strike is not None and self._is_too_late(strike):
            why = f"a fault delays the answer by {strike.delay:g} seconds, beyond engine_timeout"
            raise GatewayRefusal(GatewayError.HANDLER_TIMEOUT, call.request_id, why)

    async def _in_time(self, performed: Coroutine[None, None, Done], call: Call) -> Done:
        """What is performed, if it does not take too long. Raises GatewayRefusal."""
        try:
            return await asyncio.wait_for(performed, self._dialogs.engine_seconds)
        except asyncio.TimeoutError:
            seconds = self._dialogs.engine_seconds
            why = f"the answer took longer than the {seconds:g} seconds of engine_timeout"
            raise GatewayRefusal(GatewayError.HANDLER_TIMEOUT, call.request_id, why) from None


def _asked_by_header(asked: str) -> Strike | None:
    """The fault that a request asks for whose body cannot be read; None where there is no such."""
    try:
        return requested_fault(asked).strike_anyway()
    except FaultError as error:
        log.warning(_NO_SUCH_FAULT, error)
        return None


async def strike_by(faults: Faults, facts: Facts, sharing: Sharing | None) -> Strike | None:
    """What happens to a request, None for nothing, by the faults of a server or, where it shares
    them, of all processes. Raises StoreUnreachable and StoreGarbled."""
    if sharing is None:
        return faults.strike(facts)
    return await sharing.perform(lambda: faults.strike(facts))


def refusal_of(error: DocumentedError, message: str, call: Call | None) -> Refusal:
    """A documented error as the refusal of a call, which may be unknown."""
    if error in _WITHOUT_THE_CALL:
        call = None
    request_id = call.request_id if call else None
    if isinstance(error, GatewayError):
        return GatewayRefusal(error, request_id)
    method, uuid = (call.method, call.uuid) if call else ("", "")
    return EngineRefusal(message, method, uuid, request_id)


_ENOUGH = 2
_MOST_CLIENTS = 1_000

"""The body of a /Dialog request to its answer, whoever carries them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import date

from msgspec import Struct

from mockgenie.engine import (
    ACCESS_METHODS,
    DataMissing,
    Engine,
    EngineFailure,
    Reply,
    Session,
    Speech,
    contract_problems,
)
from mockgenie.korean import normalise
from mockgenie.server.versions import Versions
from mockgenie.sessions import SessionStore, StoreFull, Turns
from mockgenie.wire import (
    Call,
    CloseDialog,
    Dialog,
    EngineError,
    EngineRefusal,
    Envelope,
    GatewayError,
    GatewayRefusal,
    OpenDialog,
    closed,
    data_requested,
    failed,
    read_call,
    spoken,
)

log = logging.getLogger("mockgenie")

_KOREA_IS_AHEAD = 9 * 3600
_EPOCH = date(1970, 1, 1).toordinal()


def today_in_korea() -> date:
    """The day it is in Korea, wherever the server runs: 오늘 means the same in every CI."""
    return date.fromordinal(_EPOCH + int(time.time() + _KOREA_IS_AHEAD) // 86400)


class Answer(Struct, frozen=True):
    """An HTTP status and a body."""

    status: int
    body: bytes


class Dialogs:
    """Opens, leads and closes dialogs, each request to its documented answer."""

    def __init__(
        self,
        versions: Versions,
        sessions: SessionStore[Session],
        envelope: Envelope,
        today: Callable[[], date] = today_in_korea,
    ) -> None:
        self.envelope = envelope
        self.immediate = sessions.immediate
        """Whether `answer` never waits: a turn in memory is over before another can begin."""
        self._versions = versions
        self._sessions = sessions
        self._today = today
        self._turns = Turns()

    def refuse(self, error: GatewayError, request_id: str | None = None) -> Answer:
        """The answer that a gateway error is."""
        return Answer(error.status, self.envelope.failure(request_id, error.reason))

    async def answer(self, body: bytes, authorization: str = "") -> Answer:
        """The answer to a request body; `authorization` is the header of that name."""
        request_id = None
        try:
            call = read_call(body, authorization)
            request_id = call.request_id
            request = call.request()
            if isinstance(request, Dialog):
                return_object = await self._turn(call, request)
            elif isinstance(request, OpenDialog):
                return_object = await self._open(call, request)
            else:
                return_object = await self._close(call, request)
        except EngineRefusal as refusal:
            request_id = refusal.request_id
            return_object = failed(refusal.method, refusal.uuid, refusal.message)
        except GatewayRefusal as refusal:
            return self.refuse(refusal.error, refusal.request_id)
        except Exception:
            log.exception("a request failed in a way that was not foreseen")
            return self.refuse(GatewayError.UNKNOWN_EXCEPTION, request_id)
        try:
            return Answer(200, self.envelope.success(request_id, return_object))
        except UnicodeEncodeError:
            return self.refuse(GatewayError.REPLY_FAILURE)

    async def _open(self, call: Call, request: OpenDialog) -> str:
        engine = self._engine_to_open(call, request.name)
        access_method = next((m for m in ACCESS_METHODS if m == request.access_method), None)
        if access_method is None:
            raise call.refused(EngineError.OPEN_ACCESS_METHOD)
        try:
            session, reply = engine.open(access_method, self._today())
        except Exception as error:
            _report(engine, "the opening turn failed", error)
            raise call.refused(EngineError.OPEN_STATUS) from error
        try:
            uuid = await self._sessions.open(call.access_key, session)
        except StoreFull:
            raise call.refused(EngineError.OPEN_MEMORY) from None
        if isinstance(reply, Speech) and reply.end:
            await self._sessions.close(uuid, call.access_key)
        return _result("open_dialog", uuid, reply, "start")

    def _engine_to_open(self, call: Call, name: str) -> Engine:
        engine = self._versions.to_open(name) or self._versions.to_open(normalise(name))
        if isinstance(engine, Engine):
            return engine
        if engine is not None:
            raise call.refused(EngineError.OPEN_DOMAIN_KNOWLEDGE)
        if not self._versions.any_serves:
            raise GatewayRefusal(GatewayError.SERVER_NOT_EXISTS, call.request_id)
        raise call.refused(EngineError.OPEN_DOMAIN_NAME)

    async def _turn(self, call: Call, request: Dialog) -> str:
        if self.immediate:
            return await self._step(call, request)
        async with self._turns.of(request.uuid):
            return await self._step(call, request)

    async def _step(self, call: Call, request: Dialog) -> str:
        uuid = request.uuid
        session = await self._sessions.load(uuid, call.access_key)
        if session is None:
            raise GatewayRefusal(GatewayError.ARGUMENTS_NOT_VALID, call.request_id)
        engine = self._versions.of(session)
        if engine is None:
            raise call.refused(EngineError.DIALOG_UNEXPECTED)
        if request.data is not None:
            self._note_problems(engine, session, request)
        try:
            session, reply = engine.step(session, request.text, request.data, self._today())
        except DataMissing:
            raise call.refused(EngineError.DIALOG_NO_EXTERNAL_DATA) from None
        except Exception as error:
            _report(engine, f"a turn of session {uuid} failed", error)
            raise call.refused(EngineError.DIALOG_UNEXPECTED) from error
        if isinstance(reply, Speech) and reply.end:
            await self._sessions.close(uuid, call.access_key)
        else:
            await self._sessions.save(uuid, session)
        return _result("dialog", uuid, reply, "dialog")

    def _note_problems(self, engine: Engine, session: Session, request: Dialog) -> None:
        """Log what is wrong with the data of a turn; whatever happens, the turn goes on."""
        try:
            data = request.data or ()
            for problem in contract_problems(engine.domain, session, data, self._today()):
                log.warning("session %s, domain %s: %s", request.uuid, session.domain, problem)
        except Exception:
            log.exception("the data of session %s could not be checked", request.uuid)

    async def _close(self, call: Call, request: CloseDialog) -> str:
        async with self._turns.of(request.uuid):
            if not await self._sessions.close(request.uuid, call.access_key):
                raise call.refused(EngineError.CLOSE_FAILURE)
        return closed(request.uuid)


def _result(method: str, uuid: str, reply: Reply, state: str) -> str:
    if isinstance(reply, Speech):
        return spoken(method, uuid, reply.text, "end" if reply.end else state)
    return data_requested(method, uuid, ((entry.slots, entry.condition) for entry in reply.entries))


def _report(engine: Engine, what: str, error: Exception) -> None:
    """Tell the developer; a mistake in the domain needs no traceback, one of ours does."""
    expected = isinstance(error, EngineFailure)
    log.error("domain %s: %s: %s", engine.domain.name, what, error, exc_info=not expected)

"""Opens, leads and closes dialogs: a call to its `return_object`."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Coroutine
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from mockgenie.dialog import (
    ACCESS_METHODS,
    ContractProblem,
    DataMissing,
    Engine,
    EngineFailure,
    Reply,
    Session,
    Speech,
    contract_problems,
)
from mockgenie.domain import DomainError
from mockgenie.faults import Facts, Fault
from mockgenie.journal import Led
from mockgenie.korean import normalise
from mockgenie.protocol import (
    Call,
    CloseDialog,
    Dialog,
    EngineError,
    GatewayError,
    GatewayRefusal,
    OpenDialog,
    closed,
    data_requested,
    failed,
    spoken,
)
from mockgenie.server.clock import Clock
from mockgenie.server.domains import Versions
from mockgenie.server.limits import Limits
from mockgenie.sessions import (
    Absence,
    SessionRead,
    SessionStore,
    StoredSession,
    StoreFull,
    Turns,
)
from mockgenie.source import did_you_mean

log = logging.getLogger("mockgenie")

_LONGEST_SHOWN = 60
_VERSION_SHOWN = 12
_MOST_UNKNOWN_VERSIONS = 1_000
_ABSENCES: dict[Absence, str] = {
    "unknown": "no session has this uuid",
    "closed": "the session has ended",
    "expired": "the session has been idle for too long (session_ttl)",
    "another key": "the session belongs to another access key",
    "older release": "an older mockgenie has kept the session in a form that is not read any more",
    "newer release": "a newer mockgenie has kept the session in a form that this one cannot read",
}
"""Why a session is not there, for people."""


class EngineStep(Struct, frozen=True, gc=False):
    """What the engine did for a request: it led the session `uuid` to `after`, and gives `reply`;
    `problems` are in the data that it got."""

    uuid: str
    after: Session
    reply: Reply
    problems: tuple[ContractProblem, ...] = ()


def today_of(session: Session, clock: Clock) -> date:
    """The day that it is in a dialog."""
    return date.fromisoformat(session.day) if session.day else clock.today()


def led_of(uuid: str, after: Session) -> Led:
    """Where a session stands, for the journal."""
    return Led(
        uuid,
        after.domain,
        after.turn,
        after.task,
        after.act,
        after.slots,
        after.unwanted,
        after.compared,
    )


class Done(Struct, frozen=True, gc=False):
    """A request that was done as asked: the `return_object`, JSON text, and the engine's step,
    None where it had nothing to do; `why`: for people, what was not as one might think."""

    return_object: str
    step: EngineStep | None = None
    why: str = ""


class DialogService:
    """Opens, leads and closes dialogs, as far as the documented server would.

    `text_length`: characters that an utterance may have; `engine_seconds`: how long the engine
    may take for a turn; 0 for any.
    """

    def __init__(
        self,
        versions: Versions,
        sessions: SessionStore[Session],
        limits: Limits,
        clock: Clock,
        text_length: int = 0,
        engine_seconds: float = 0,
    ) -> None:
        self.immediate = sessions.immediate
        """Whether nothing ever waits: a turn in memory is over before another can begin."""
        self._versions = versions
        self._sessions = sessions
        self._limits = limits
        self._clock = clock
        self.text_length = text_length
        self.engine_seconds = engine_seconds
        self._turns = Turns()
        self._unknown_versions: set[tuple[str, str]] = set()

    def foresee(self, call: Call) -> SessionRead | None:
        """Begin to read the session that a call is of, where it is one of a turn that will be made
        at once."""
        uuid = call.uuid
        if call.method != "dialog" or not self._turns.is_free(uuid):
            return None
        return self._sessions.foresee(uuid)

    def perform(
        self, call: Call, fault: Fault | None = None, foreseen: SessionRead | None = None
    ) -> Coroutine[None, None, Done]:
        """Do what is called for; `fault` may have other things said about it. `foreseen`: the
        session, where it is being read.

        Raises Refusal (wire contract, section 4 from 9 on, and section 5) and what a session
        store raises.
        """
        request = call.request()
        if isinstance(request, Dialog):
            if self.text_length and len(request.text or "") > self.text_length:
                raise _too_long(call, len(request.text or ""), self.text_length)
            if self.immediate:
                return self._step(call, request, fault)
            return self._step_in_turn(call, request, fault, foreseen)
        if isinstance(request, OpenDialog):
            return self._open(call, request, fault)
        return self._close(call, request)

    async def facts(self, call: Call) -> Facts:
        """What faults may ask of a call."""
        text, name = call.argument.get("text"), call.argument.get("name")
        facts: dict[str, object] = {
            "method": call.method,
            "access_key": call.access_key,
            "uuid": call.uuid,
            "text": text if isinstance(text, str) else "",
            "domain": name if isinstance(name, str) else "",
        }
        loaded = await self._sessions.load(call.uuid, call.access_key) if call.uuid else None
        if loaded is None:
            return facts
        session, _ = loaded
        # Data belong to the turn that asked for them.
        turn = session.turn + (call.method == "dialog" and not session.pending)
        known = {"domain": session.domain, "turn": turn, "task": session.task, "act": session.act}
        return {**session.slots, **facts, **known}

    async def _open(self, call: Call, request: OpenDialog, fault: Fault | None) -> Done:
        engine = self._engine_to_open(call, request.name)
        access_method = next((m for m in ACCESS_METHODS if m == request.access_method), None)
        if access_method is None:
            why = f'no access_method "{request.access_method[:_LONGEST_SHOWN]}"'
            raise call.refused(EngineError.OPEN_ACCESS_METHOD, why)
        today = self._clock.today()
        began = time.perf_counter()
        try:
            session, reply = engine.open(access_method, today)
        except Exception as error:
            _report(engine, "the opening turn failed", error)
            raise call.refused(
                EngineError.OPEN_STATUS, f"the opening turn failed: {error}"
            ) from error
        if self.engine_seconds:
            self._check_time(began, call)
        try:
            uuid = await self._sessions.open(call.access_key, session)
        except StoreFull as full:
            raise call.refused(EngineError.OPEN_MEMORY, str(full)) from None
        if isinstance(reply, Speech) and reply.end:
            await self._sessions.close(uuid, call.access_key)
        result = _result("open_dialog", uuid, reply, "start", fault)
        return Done(result, EngineStep(uuid, session, reply))

    def _engine_to_open(self, call: Call, name: str) -> Engine:
        engine = self._versions.to_open(name)
        if engine is None:
            name = normalise(name)
            engine = self._versions.to_open(name)
        if engine is not None and not self._limits.opens(call.access_key, name):
            why = self._limits.why_closed(call.access_key, name)
            raise call.refused(EngineError.OPEN_DOMAIN_NAME, why)
        if isinstance(engine, Engine):
            return engine
        if engine is not None:
            raise call.refused(EngineError.OPEN_DOMAIN_KNOWLEDGE, _why_broken(name, engine))
        if not self._versions.any_serves:
            why = "no domain is served"
            raise GatewayRefusal(GatewayError.SERVER_NOT_EXISTS, call.request_id, why)
        shown = name[:_LONGEST_SHOWN]
        why = f'no domain "{shown}"{did_you_mean(shown, self._versions.engines)}'
        raise call.refused(EngineError.OPEN_DOMAIN_NAME, why)

    async def _step_in_turn(
        self, call: Call, request: Dialog, fault: Fault | None, foreseen: SessionRead | None
    ) -> Done:
        if not self._turns.is_free(request.uuid):
            foreseen = None  # another turn comes first
        async with self._turns.of(request.uuid):
            return await self._step(call, request, fault, foreseen)

    async def _step(
        self,
        call: Call,
        request: Dialog,
        fault: Fault | None,
        foreseen: SessionRead | None = None,
    ) -> Done:
        uuid = request.uuid
        loaded = await self._sessions.load(uuid, call.access_key, foreseen)
        if loaded is None:
            why = await self._why_no_session(uuid, call.access_key)
            raise GatewayRefusal(GatewayError.ARGUMENTS_NOT_VALID, call.request_id, why)
        before, version = loaded
        engine = self._versions.of(before)
        if engine is None:
            why = f'the domain "{before.domain}" of the session is not served any more'
            raise call.refused(EngineError.DIALOG_UNEXPECTED, why)
        why = "" if engine.version == before.version else self._why_another_version(before)
        today = today_of(before, self._clock)
        problems = () if request.data is None else self._problems(engine, before, request, today)
        began = time.perf_counter()
        try:
            after, reply = engine.step(before, request.text, request.data, today)
        except DataMissing:
            why = "records were requested by data_request, and argument.data is missing"
            raise call.refused(EngineError.DIALOG_NO_EXTERNAL_DATA, why) from None
        except Exception as error:
            _report(engine, f"a turn of session {uuid} failed", error)
            raise call.refused(
                EngineError.DIALOG_UNEXPECTED, f"the turn failed: {error}"
            ) from error
        if self.engine_seconds:
            self._check_time(began, call)
        if isinstance(reply, Speech) and reply.end:
            is_kept = await self._sessions.close(uuid, call.access_key, version)
        else:
            is_kept = await self._sessions.save(uuid, version, after)
        if not is_kept:  # another process has led it meanwhile: the turn is made from there
            return await self._step(call, request, fault)
        result = _result("dialog", uuid, reply, "dialog", fault)
        return Done(result, EngineStep(uuid, after, reply, problems), why)

    async def change(
        self, uuid: str, change: Callable[[Session], Session]
    ) -> StoredSession[Session] | None:
        """Put another session in the place of one, between its turns; None where there is none.
        Raises what `change` and a session store raise."""
        async with self._turns.of(uuid):
            while (kept := await self._sessions.entry(uuid)) is not None:
                session = change(kept.session)
                if await self._sessions.save(uuid, kept.version, session):
                    return replace(kept, session=session)
            return None

    def _problems(
        self, engine: Engine, session: Session, request: Dialog, today: date
    ) -> tuple[ContractProblem, ...]:
        """What is wrong with the data of a turn, which the log gets too; whatever happens, the
        turn goes on."""
        try:
            problems = contract_problems(engine.domain, session, request.data or (), today)
        except Exception:
            log.exception("the data of session %s could not be checked", request.uuid)
            return ()
        for problem in problems:
            log.warning("session %s, domain %s: %s", request.uuid, session.domain, problem)
        return problems

    async def _close(self, call: Call, request: CloseDialog) -> Done:
        async with self._turns.of(request.uuid):
            if not await self._sessions.close(request.uuid, call.access_key):
                why = await self._why_no_session(request.uuid, call.access_key)
                raise call.refused(EngineError.CLOSE_FAILURE, why)
        return Done(closed(request.uuid))

    async def _why_no_session(self, uuid: str, access_key: str) -> str:
        """Why there is no session for a call, for people."""
        absence = await self._sessions.absence(uuid, access_key)
        return f"{_ABSENCES[absence]}: {uuid[:_LONGEST_SHOWN]}"

    def _why_another_version(self, session: Session) -> str:
        """That a session goes on with another version of its domain than it began with, for
        people; the log gets it once for each version."""
        name, version = session.domain, session.version
        why = (
            f"the version of the domain {name} with which the session began is not known any more;"
            " it goes on with the one that is served now"
        )
        if (name, version) not in self._unknown_versions:
            if len(self._unknown_versions) >= _MOST_UNKNOWN_VERSIONS:
                self._unknown_versions.clear()
            self._unknown_versions.add((name, version))
            log.warning("%s (version %s)", why, version[:_VERSION_SHOWN] or "without a name")
        return why

    def _check_time(self, began: float, call: Call) -> None:
        """An answer that took too long has not come, and the session stays as it was."""
        took = time.perf_counter() - began
        if took > self.engine_seconds:
            why = (
                f"the engine took {took:.3f} seconds, of the {self.engine_seconds:g} that"
                " engine_timeout allows"
            )
            raise GatewayRefusal(GatewayError.HANDLER_TIMEOUT, call.request_id, why)


def _too_long(call: Call, length: int, most: int) -> GatewayRefusal:
    why = f"argument.text has {length:,} characters; max_text allows {most:,}"
    return GatewayRefusal(GatewayError.ENTITY_TOO_LARGE, call.request_id, why)


def _why_broken(name: str, error: DomainError) -> str:
    first, *others = error.diagnostics
    more = f" (and {len(others)} more)" if others else ""
    return f'the domain "{name}" does not load: {first}{more}'


def _result(method: str, uuid: str, reply: Reply, state: str, fault: Fault | None) -> str:
    if fault is not None and (fault.state is not None or fault.text is not None):
        said = reply.text if isinstance(reply, Speech) else ""
        text = said if fault.text is None else fault.text
        if fault.state == "error":
            return failed(method, uuid, text)
        return spoken(method, uuid, text, fault.state or state)
    if isinstance(reply, Speech):
        return spoken(method, uuid, reply.text, "end" if reply.end else state)
    return data_requested(method, uuid, ((entry.slots, entry.condition) for entry in reply.entries))


def _report(engine: Engine, what: str, error: Exception) -> None:
    """Tell the developer; a mistake in the domain needs no traceback, one of ours does."""
    expected = isinstance(error, EngineFailure)
    log.error("domain %s: %s: %s", engine.domain.name, what, error, exc_info=not expected)

"""The dialogs of chat channels: each user of a channel has one, which nobody opens or closes."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from mockgenie.channels import APOLOGY, Channel, Heard, Said
from mockgenie.dialog import Engine, Session, Speech
from mockgenie.faults import Faults, Strike
from mockgenie.journal import ChannelTurn, Journal, Received
from mockgenie.protocol import Call, EngineRefusal, GatewayError, GatewayRefusal
from mockgenie.server.answering import strike_by
from mockgenie.server.channel_users import LocalUsers, SharedUsers, User
from mockgenie.server.dialog_service import DialogService, EngineStep, led_of
from mockgenie.server.domains import Versions
from mockgenie.server.limits import compact
from mockgenie.server.settings import Settings
from mockgenie.sessions import SessionStore, StoreGarbled, StoreUnreachable, Turns

if TYPE_CHECKING:
    from mockgenie.server.sharing import Sharing

log = logging.getLogger("mockgenie")


class Turned(Struct, frozen=True):
    """What became of an utterance on a channel.

    `said`: what the engine says, None where it cannot be asked: then `error` is the gateway's.
    `why`: the reason for people, "" where there is nothing to explain.
    """

    said: Said | None
    error: GatewayError | None = None
    step: EngineStep | None = None
    strike: Strike | None = None
    why: str = ""


class Conversations:
    """Leads the dialogs of all channels.

    A user is known by what the channel tells of them. Their dialog begins with the first
    utterance, and begins anew with the next one after it has ended or has been idle too long. The
    channel's name is the access key of its sessions, by which faults and filters know it.
    """

    def __init__(
        self,
        dialogs: DialogService,
        versions: Versions,
        sessions: SessionStore[Session],
        faults: Faults,
        journal: Journal,
        settings: Settings,
        sharing: Sharing | None = None,
    ) -> None:
        self.settings = settings
        self._dialogs = dialogs
        self._versions = versions
        self._sessions = sessions
        self._faults = faults
        self._journal = journal
        self._sharing = sharing
        self._users = (
            LocalUsers(settings.max_sessions) if sharing is None else SharedUsers(sharing.users)
        )
        self._turns = Turns()

    async def hear(self, channel: Channel, user: str, domain: str, heard: Heard) -> Turned:
        """Make the turn of an utterance of `user`, in the domain, "" for the first that serves."""
        key = _key(channel, heard, user)
        async with self._turns.of("\0".join(key)):
            step: EngineStep | None = None
            strike: Strike | None = None
            try:
                if self._sharing is not None:
                    await self._sharing.refresh()
                uuid, before = await self._session(key, domain or self._first())
                # A turn has to say something: a space means nothing in any domain.
                call = self._call(key, "dialog", uuid=uuid, text=heard.text or " ")
                if self._faults.armed:
                    facts = await self._dialogs.facts(call)
                    strike = await strike_by(self._faults, facts, self._sharing)
                if strike is not None and strike.error is not None:
                    return self._failed(strike)
                done = await self._dialogs.perform(call, strike.fault if strike else None)
                step = done.step
                assert step is not None
                return Turned(self._said(before, heard, step, strike), None, step, strike)
            except EngineRefusal as refusal:
                return Turned(Said(APOLOGY), None, step, strike, refusal.why or refusal.message)
            except GatewayRefusal as refusal:
                return Turned(None, refusal.error, None, strike, refusal.why)
            except (StoreUnreachable, StoreGarbled) as error:
                log.error("the session store cannot be used: %s", error)
                if self._sharing is not None and isinstance(error, StoreUnreachable):
                    self._sharing.lose()
                return Turned(None, GatewayError.CONNECTION_REFUSED, None, strike, str(error))
            except Exception:
                log.exception("a turn on the channel %s failed unforeseen", channel.name)
                why = "mockgenie failed; its log has the traceback"
                return Turned(None, GatewayError.UNKNOWN_EXCEPTION, None, strike, why)

    async def leave(self, channel: Channel, user: str, heard: Heard) -> None:
        """End the dialog of a user who has gone."""
        key = _key(channel, heard, user)
        async with self._turns.of("\0".join(key)):
            if uuid := await self._users.leave(key):
                await self._sessions.end(uuid)

    def note(
        self,
        channel: Channel,
        began: float,
        received: Received,
        heard: Heard | None,
        turned: Turned | None,
        answer: bytes,
        status: int = 200,
        why: str = "",
    ) -> Awaitable[int] | None:
        """Put an exchange into the journal; `began`: when its request had come, as perf_counter
        has it. What has to be waited for is given, as by Journal.note."""
        said = turned.said if turned else None
        step = turned.step if turned else None
        strike = turned.strike if turned else None
        state = ""
        if said is not None:
            ends = step is not None and isinstance(step.reply, Speech) and step.reply.end
            state = "end" if ends else "dialog"
        return self._journal.note(
            perf_counter() - began,
            received,
            status,
            answer,
            kept=False,
            led=None if step is None else led_of(step.uuid, step.after),
            fault="" if strike is None else str(strike),
            why=why or (turned.why if turned else ""),
            utterance=None
            if heard is None and received.method
            else ChannelTurn(
                channel.name,
                (heard.text if heard else None) or "",
                said.text if said else "",
                state,
            ),
        )

    async def _session(self, key: User, domain: str) -> tuple[str, Session]:
        """The session of a user, opened where there is none. Raises Refusal and what a store
        raises."""
        while True:
            uuid = await self._users.session(key)
            loaded = await self._sessions.load(uuid, key[0]) if uuid else None
            if loaded is not None:
                return uuid, loaded[0]
            argument = {"name": domain, "access_method": "internal_data"}
            done = await self._dialogs.perform(self._call(key, "open_dialog", **argument))
            assert done.step is not None
            opened = done.step.uuid
            if await self._users.change(key, uuid, opened):
                return opened, done.step.after
            # Another process has opened one meanwhile.
            await self._sessions.end(opened)

    def _said(self, before: Session, heard: Heard, step: EngineStep, strike: Strike | None) -> Said:
        engine = self._versions.of(step.after)
        speech = step.reply if isinstance(step.reply, Speech) else Speech("")
        if strike is not None and strike.fault.text is not None:
            speech = replace(speech, text=strike.fault.text)
        elif strike is not None and strike.fault.state == "error":
            speech = Speech(APOLOGY)
        # What a task forgets when it has spoken was found all the same.
        found = engine.understand(before, heard.text or "").slots if engine else {}
        domain = engine.domain if engine else None
        text = speech.text.strip() or APOLOGY
        return Said(text, found, step.after, domain, before, speech.image, speech.extra)

    def _failed(self, strike: Strike) -> Turned:
        """What a fault with a documented error makes of an utterance."""
        if isinstance(strike.error, GatewayError):
            return Turned(None, strike.error, None, strike)
        return Turned(Said(APOLOGY), None, None, strike)

    def _first(self) -> str:
        engines = self._versions.engines
        return next((name for name in engines if isinstance(engines[name], Engine)), "")

    @staticmethod
    def _call(key: User, method: str, **argument: object) -> Call:
        uuid = argument.get("uuid")
        return Call(key[0], None, method, uuid if isinstance(uuid, str) else "", argument)


def _key(channel: Channel, heard: Heard, user: str) -> User:
    """By what a user of a channel is known."""
    return channel.name, compact(heard.bot_type.lower()), compact(user)

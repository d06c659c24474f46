"""A session as it was at each of its turns, worked out again from the journal.

A turn keeps nothing for whoever might want to see later how it was understood. The engine is pure,
so what was said, from the opening on, leads to the same sessions again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec
from msgspec import Struct

from mockgenie.dialog import ACCESS_METHODS, DataMissing, Engine, EngineFailure, Reply, Session
from mockgenie.journal import Exchange, Journal, Led, exchanges_of
from mockgenie.protocol import Dialog, OpenDialog, Refusal, Request, read_call
from mockgenie.records import Record
from mockgenie.server.clock import day_at
from mockgenie.server.common_document import put
from mockgenie.server.dialog_service import led_of
from mockgenie.server.domains import Versions
from mockgenie.stores import Documents

_MOST_PLACED = 1_000
"""So many sessions that were put into a state by hand are remembered."""


class NotReplayable(Exception):
    """Turns that cannot be worked out again; the message says why."""


class Turn(Struct, frozen=True):
    """A turn as it was made: `number` of its exchange; `text` and `data`, of which the opening has
    neither; the session `before` it, None for the opening; the session `after` it, the `reply`
    (None where there is none) and the day it was, `today`."""

    number: int
    engine: Engine
    text: str | None
    data: tuple[Record, ...] | None
    before: Session | None
    after: Session
    reply: Reply | None
    today: date


class Placed(Struct, frozen=True):
    """A session that was put into a state by hand, behind so many exchanges."""

    noted: int
    session: Session


_DECODER = msgspec.msgpack.Decoder(Placed)


class Replay:
    """Works out the turns of sessions again. `documents`: where sessions are remembered that were
    put into a state by hand, for all processes of a mock; None: for this one alone."""

    def __init__(
        self, journal: Journal, versions: Versions, documents: Documents | None = None
    ) -> None:
        self._journal = journal
        self._versions = versions
        self._documents = documents
        self._placed: OrderedDict[str, Placed] = OrderedDict()

    async def place(self, uuid: str, session: Session) -> None:
        """Note that a session was put into a state by hand. Raises what a store raises."""
        placed = Placed(self._journal.noted, session)
        if self._documents is not None:
            await put(self._documents, uuid, msgspec.msgpack.encode(placed))
            return
        self._placed[uuid] = placed
        self._placed.move_to_end(uuid)
        if len(self._placed) > _MOST_PLACED:
            self._placed.popitem(last=False)

    async def placed(self, uuid: str) -> Placed | None:
        """How a session was put by hand last; None where it was not. Raises what a store raises."""
        if self._documents is None:
            return self._placed.get(uuid)
        _, content = await self._documents.read(uuid)
        if content is None:
            return None
        try:
            return _DECODER.decode(content)
        except msgspec.MsgspecError:  # of another release
            return None

    async def turns(self, uuid: str, until: int = 0) -> list[Turn]:
        """The turns of a session from its opening on, or from where it was put by hand last; those
        alone up to exchange `until`, unless that is 0. Raises NotReplayable."""
        exchanges = await exchanges_of(self._journal, uuid, until)
        begin = await self.placed(uuid)
        if begin is not None:
            cleared = self._journal.noted - self._journal.last
            exchanges = [one for one in exchanges if one.number + cleared > begin.noted]
        if not exchanges:
            raise NotReplayable("the journal has no turn of it since it was changed by hand")
        domain = begin.session.domain if begin else _led(exchanges[0]).domain
        why = f'the domain "{domain}" is not served any more'
        for engine in self._versions.of_domain(domain):
            turns: list[Turn] = []
            try:
                steps = _steps(engine, exchanges, begin.session if begin else None)
                await self._journal.slices.each(steps, turns.append)
            except NotReplayable as problem:
                why = str(problem)
            else:
                return turns
        raise NotReplayable(why)


def _steps(
    engine: Engine, exchanges: Sequence[Exchange], session: Session | None
) -> Iterator[Turn]:
    """The turns, made again; raises NotReplayable where one of them leads elsewhere."""
    for exchange in exchanges:
        if session is None and (opening := _opening(engine, exchange)) is not None:
            session = opening.after
            if exchange.utterance is None:
                yield opening
                continue
        if session is None:
            raise NotReplayable("the journal has forgotten how the session was opened")
        turn = _turn(engine, exchange, session)
        session = turn.after
        yield turn


def _opening(engine: Engine, exchange: Exchange) -> Turn | None:
    """The opening that an exchange was; or that it had behind it, the first turn of somebody on a
    channel."""
    today = day_at(exchange.at)
    access_method = ACCESS_METHODS[0]
    if exchange.utterance is None:
        request = _request(exchange)
        if not isinstance(request, OpenDialog):
            return None
        access_method = next(one for one in ACCESS_METHODS if one == request.access_method)
    elif _led(exchange).turn != 1:
        return None
    after, reply = engine.open(access_method, today)
    if exchange.utterance is None:
        _compare(exchange, after)
    return Turn(exchange.number, engine, None, None, None, after, reply, today)


def _turn(engine: Engine, exchange: Exchange, before: Session) -> Turn:
    today = date.fromisoformat(before.day) if before.day else day_at(exchange.at)
    text: str | None
    data: tuple[Record, ...] | None = None
    if exchange.utterance is not None:
        text = exchange.utterance.text or " "
    else:
        request = _request(exchange)
        if not isinstance(request, Dialog):
            raise NotReplayable(f"exchange {exchange.number} is no turn of a dialog")
        text, data = request.text, request.data
    try:
        after, reply = engine.step(before, text, data, today)
    except (DataMissing, EngineFailure, KeyError):
        raise NotReplayable(_ELSEWHERE) from None
    _compare(exchange, after)
    return Turn(exchange.number, engine, text, data, before, after, reply, today)


_ELSEWHERE = "the domain has changed since: what was said then leads elsewhere now"


def _compare(exchange: Exchange, after: Session) -> None:
    led = _led(exchange)
    if led != led_of(led.uuid, after):
        raise NotReplayable(_ELSEWHERE)


def _request(exchange: Exchange) -> Request:
    """What was called for."""
    try:
        return read_call(exchange.request.body, exchange.request.authorization).request()
    except Refusal:
        raise NotReplayable(f"exchange {exchange.number} cannot be read any more") from None


def _led(exchange: Exchange) -> Led:
    assert exchange.led is not None  # the others are no turns
    return exchange.led

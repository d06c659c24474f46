"""Being the bot of a session: what may be answered, the records that fit, and speaking for it."""

from __future__ import annotations

import json
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from mockgenie.server.admin.problem import Refused
from mockgenie.server.admin.sessions import OneSession, Uuid, engine_of, kept_session
from mockgenie.server.background import in_background
from mockgenie.server.dialog import DialogEndpoint
from mockgenie.server.server import Server


class AnswersAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """For which session, and how many."""

    uuid: Uuid
    limit: Annotated[int, Meta(ge=1, le=1000, description="No more than so many values.")] = 20


class AnswersShown(Struct, frozen=True):
    """What may be answered: the `slot` that was asked for last, "" for none, its `type`, and the
    first of its `values`, of which there are `total`; a slot that takes any text or number has
    none."""

    slot: str
    type: str
    values: list[str]
    total: int


class ClassRecords(Struct, frozen=True):
    """Of an entity class what was asked for, and the first of the domain's own records that fit:
    `fitting` do, of the `held` that there are. `problem`: why there are none."""

    entity: str
    slots: tuple[str, ...]
    condition: str
    records: tuple[dict[str, str], ...]
    fitting: int
    held: int
    problem: str


class RecordsShown(Struct, frozen=True):
    """What a session waits for. `data`: all of that as a call has it, with a last record that
    counts (`<count>`) where more fit than there are here."""

    requests: list[ClassRecords]
    data: list[dict[str, str]]


class CallWanted(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said, or the records that are sent: one of the two."""

    text: Annotated[
        str | UnsetType, Meta(description="The utterance.", examples=["서울 날씨 알려 줘"])
    ] = UNSET
    data: Annotated[
        list[dict[str, str]] | UnsetType, Meta(description="The records, [] for none.")
    ] = UNSET


class CallMade(Struct, frozen=True):
    """What came of it: the `number` of the entry in the journal, 0 where there is none, and the
    HTTP status and the body of the answer."""

    number: int
    status: int
    answer: str


async def show_answers(server: Server, asked: AnswersAsked) -> AnswersShown:
    """What may be answered to what was asked last. Raises Refused, 404 or 409."""
    from mockgenie.dialog import candidates

    session = (await kept_session(server, asked.uuid)).session
    domain = engine_of(server, session).domain
    slot = domain.slots().get(session.asked)
    if slot is None or session.pending:
        return AnswersShown("", "", [], 0)
    day = server.today_of(session)
    values = await in_background(lambda: candidates(domain, session, slot.name, day))
    return AnswersShown(slot.name, slot.type, list(values[: asked.limit]), len(values))


async def show_records(server: Server, asked: OneSession) -> RecordsShown:
    """The records that fit. Raises Refused, 404 or 409."""
    from mockgenie.dialog import Bot, data_of

    session = (await kept_session(server, asked.uuid)).session
    engine = engine_of(server, session)
    day = server.today_of(session)
    request = engine.request(session, day)
    if request is None:
        raise Refused(409, "the session waits for no records")
    sent = await in_background(lambda: Bot(engine.domain).answer(request, day))
    requests = [
        ClassRecords(
            one.entity,
            one.asked.slots,
            one.asked.condition,
            tuple(map(dict, one.records)),
            one.fitting,
            one.held,
            one.problem,
        )
        for one in sent
    ]
    return RecordsShown(requests, [dict(record) for record in data_of(sent)])


async def make_call(server: Server, asked: OneSession, wanted: CallWanted) -> CallMade:
    """Go on with a session as its bot would: with its access key, with faults (but for what they
    do to a connection) and limits, and noted in the journal. Raises Refused, 400 or 404."""
    if (wanted.text is UNSET) == (wanted.data is UNSET):
        raise Refused(400, "either text or data is expected", "body")
    kept = await kept_session(server, asked.uuid)
    argument = {"method": "dialog", "uuid": kept.uuid, **msgspec.to_builtins(wanted)}
    body = json.dumps({"access_key": kept.access_key, "argument": argument}, ensure_ascii=False)
    endpoint = DialogEndpoint(server.answering, server.journal, server.settings)
    answer, number = await endpoint.call(body.encode())
    return CallMade(number, answer.status, answer.body.decode("utf-8", "replace"))

"""Every conversation with a domain that ships has the same words, whether the records are the
domain's own or come from a client, and however much the client sends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.conditions import ALWAYS, parse
from mockgenie.conversations import Conversation, find_suites, read_conversations
from mockgenie.conversations.model import ConversationTurn, Expectation
from mockgenie.dialog import AccessMethod, ClassRequest, DataRequest, Engine, Speech
from mockgenie.domain import Domain, load_domain, shipped_folder
from mockgenie.records import Record, reading_on

pytestmark = pytest.mark.slow

MANY = 50
"""So many records of a class are sent by the bot that counts the rest."""

MOST_REQUESTS = 10
"""More requests in one turn than these are a turn without an end."""

Bot: TypeAlias = Callable[[Domain, DataRequest, date], list[Record]]


def sends_everything(domain: Domain, request: DataRequest, today: date) -> list[Record]:
    """All records of the classes asked for, whatever the condition says."""
    return [record for asked in request.entries for record in instances(domain, asked)]


def sends_what_fits(domain: Domain, request: DataRequest, today: date) -> list[Record]:
    """The records that the conditions match."""
    return [record for asked in request.entries for record in fitting(domain, asked, today)]


def sends_some_and_a_count(domain: Domain, request: DataRequest, today: date) -> list[Record]:
    """The first records that fit, and behind them how many there are in all, slot by slot."""
    data: list[Record] = []
    counts: dict[str, str] = {}
    for asked in request.entries:
        records = fitting(domain, asked, today)
        data += records[:MANY]
        if len(records) > MANY:
            counts |= dict.fromkeys(asked.slots, f"<count>{len(records)}</count>")
    return [*data, counts] if counts else data


def instances(domain: Domain, asked: ClassRequest) -> Sequence[Record]:
    return domain.entities[asked.slots[0].partition(".")[0]].instances.records


def fitting(domain: Domain, asked: ClassRequest, today: date) -> list[Record]:
    condition, read = parse(asked.condition) if asked.condition else ALWAYS, reading_on(today)
    return [record for record in instances(domain, asked) if condition.matches(record, read)]


def words(engine: Engine, conversation: Conversation, bot: Bot | None) -> list[str]:
    """What is said in each turn; without a bot, the domain's own records are looked up."""
    today = conversation.today
    access_method: AccessMethod = "external_data" if bot else "internal_data"
    session, reply = engine.open(access_method, today, conversation.seed)
    said: list[str] = []
    for turn in conversation.turns:
        if said:
            session, reply = engine.step(session, turn.user or "", None, today)
        # A task that is come back to may look records up again, in the same turn.
        for _ in range(MOST_REQUESTS):
            if not isinstance(reply, DataRequest):
                break
            assert bot
            data = bot(engine.domain, reply, today)
            session, reply = engine.step(session, None, data, today)
        assert isinstance(reply, Speech)
        said.append(reply.text)
        if reply.end:
            break
    return said


def held() -> list[Any]:
    """The conversations in which nobody has written what a client sends."""
    cases = []
    for suite in find_suites([shipped_folder()]):
        domain = load_domain(suite.domain_file)
        if not any(task.lookup for task in domain.tasks.values()):
            continue
        engine = Engine(domain)
        for path in suite.files:
            for conversation in read_conversations(path, domain):
                if conversation.access_method == "internal_data":
                    line = conversation.place[0]
                    name = f"{path.parent.parent.name}/{path.name}:{line}"
                    cases.append(pytest.param(engine, conversation, id=name))
    return cases


def spoken() -> list[Any]:
    """Each domain with all that users say in its conversations."""
    found: dict[str, tuple[Engine, list[str]]] = {}
    for case in held():
        engine, conversation = case.values
        texts = found.setdefault(engine.domain.name, (engine, []))[1]
        texts += [turn.user for turn in conversation.turns if turn.user]
    return [pytest.param(*case, id=name) for name, case in found.items()]


@pytest.mark.parametrize("bot", [sends_everything, sends_what_fits, sends_some_and_a_count])
@pytest.mark.parametrize(("engine", "conversation"), held())
def test_records_of_a_client_give_the_same_words_as_the_instances(
    engine: Engine, conversation: Conversation, bot: Bot
) -> None:
    assert words(engine, conversation, bot) == words(engine, conversation, None)


@pytest.mark.parametrize(("engine", "texts"), spoken())
@given(draw=st.data())
@settings(max_examples=50)
def test_a_client_may_send_everything_or_what_fits(
    engine: Engine, texts: list[str], draw: st.DataObject
) -> None:
    said = draw.draw(st.lists(st.sampled_from(texts), min_size=1, max_size=8))
    turns = [ConversationTurn(Expectation(), (0, 0), user) for user in ("", *said)]
    conversation = Conversation("", shipped_folder(), (0, 0), tuple(turns))
    assert words(engine, conversation, sends_everything) == words(
        engine, conversation, sends_what_fits
    )

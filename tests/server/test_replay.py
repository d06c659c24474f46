"""Sessions are worked out again from the journal: the same at each turn."""

from __future__ import annotations

import pytest

from mockgenie.conversations import Suite, find_suites, read_conversations
from mockgenie.dialog import Engine, Session
from mockgenie.domain import load_domain, shipped_folder
from mockgenie.faults import Fault
from mockgenie.server import Server, Settings
from mockgenie.server.domains import engines_at
from mockgenie.server.replay import NotReplayable, Turn
from tests.server.admin.calling import BAKERY
from tests.server.rehearsal import Caller, server_of, wait_for

SUITES = find_suites([shipped_folder()])


@pytest.fixture
def server() -> Server:
    """The bakery, called in this process."""
    return Server(engines_at({"Bakery": BAKERY}))


def turns(server: Server, uuid: str, until: int = 0) -> list[Turn]:
    found: list[Turn] = wait_for(server.replay.turns(uuid, until))
    return found


def kept(server: Server, uuid: str) -> Session:
    entry = wait_for(server.sessions.entry(uuid))
    session: Session = entry.session
    return session


def test_what_was_said_leads_to_the_same_session(server: Server) -> None:
    bot = Caller(server)
    uuid, other = bot.open("Bakery"), bot.open("Bakery")
    bot.say(uuid, "빵 사고 싶어요")
    bot.say(other, "식빵 주세요")
    bot.say(uuid, "단팥빵이요")
    opening, first, second = turns(server, uuid)
    assert (opening.before, opening.text, opening.number) == (None, None, 1)
    assert (first.before, first.text, first.number) == (opening.after, "빵 사고 싶어요", 3)
    assert (second.before, second.text) == (first.after, "단팥빵이요")
    assert second.after == kept(server, uuid)


def test_turns_are_worked_out_until_the_one_that_is_asked_for(server: Server) -> None:
    bot = Caller(server)
    uuid = bot.open("Bakery")
    for text in ("빵 사고 싶어요", "식빵", "단팥빵 주세요"):
        bot.say(uuid, text)
    assert [turn.number for turn in turns(server, uuid, 3)] == [1, 2, 3]


def test_what_was_refused_is_no_turn(server: Server) -> None:
    bot = Caller(server)
    uuid = bot.open("Bakery")
    bot.call("dialog", uuid=uuid)
    server.faults.add(Fault(error="Too Many Requests"))
    bot.call("dialog", uuid=uuid, text="식빵 주세요")
    server.faults.clear()
    bot.say(uuid, "식빵 주세요")
    bot.call("close_dialog", uuid=uuid)
    assert [turn.number for turn in turns(server, uuid)] == [1, 4]


def test_without_its_opening_nothing_is_worked_out() -> None:
    server = Server(engines_at({"Bakery": BAKERY}), Settings(journal=2))
    bot = Caller(server)
    uuid = bot.open("Bakery")
    bot.say(uuid, "빵 사고 싶어요")
    bot.say(uuid, "식빵")
    with pytest.raises(NotReplayable, match="the journal has forgotten how the session was opened"):
        turns(server, uuid)


def test_where_the_domain_has_become_another_nothing_is_worked_out(server: Server) -> None:
    bot = Caller(server)
    uuid = bot.open("Bakery")
    bot.say(uuid, "식빵 주세요")
    server.versions.replace({})
    _, said = turns(server, uuid)  # by the engine that the session is on
    assert said.after == kept(server, uuid)
    changed = BAKERY.replace("단팥빵: [팥빵]", "단팥빵: [식빵]").replace("식빵: [], ", "")
    restarted = Server(engines_at({"Bakery": changed}))
    for exchange in server.journal:
        restarted.journal.note(
            0, exchange.request, exchange.status, exchange.answer, kept=False, led=exchange.led
        )
    with pytest.raises(NotReplayable, match="the domain has changed since"):
        turns(restarted, uuid)
    restarted.versions.replace({})
    restarted.versions.forget_idle()
    with pytest.raises(NotReplayable, match='the domain "Bakery" is not served any more'):
        turns(restarted, uuid)


def test_from_where_a_session_was_put_by_hand_it_goes_on(server: Server) -> None:
    bot = Caller(server)
    uuid = bot.open("Bakery")
    bot.say(uuid, "빵 사고 싶어요")
    session = kept(server, uuid)
    wait_for(server.replay.place(uuid, session))
    assert wait_for(server.replay.placed(uuid)).session == session
    with pytest.raises(NotReplayable, match="no turn of it since it was changed by hand"):
        turns(server, uuid)
    bot.say(uuid, "식빵")
    (turn,) = turns(server, uuid)
    assert (turn.before, turn.after) == (session, kept(server, uuid))


@pytest.mark.slow
@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.domain_file.parent.name)
def test_every_conversation_of_a_shipped_domain_is_worked_out_again(suite: Suite) -> None:
    domain = load_domain(suite.domain_file)
    server = server_of(Engine(domain))
    bot = Caller(server)
    for path in suite.files:
        for conversation in read_conversations(path, domain):
            uuid = bot.hold(domain.name, conversation)
            found = turns(server, uuid)
            made = [exchange for exchange in server.journal if exchange.led]
            assert [turn.number for turn in found] == [exchange.number for exchange in made]
            server.journal.clear()

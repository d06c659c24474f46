"""The open sessions of a server for tests, as they are at the moment."""

from __future__ import annotations

import pytest

from mockgenie.testing.live import MockServer, serve
from tests.testing.live.bot import Bot, Refused
from tests.testing.live.trips import TRIPS


def test_a_session_tells_where_its_dialog_stands(server: MockServer, bot: Bot) -> None:
    session = server.sessions[bot.uuid]
    assert (session.domain, session.access_key) == ("Cafe", "시험용-키")
    assert (session.turn, session.task, session.act) == (0, "welcome", "")
    bot.say("얼마예요?")
    assert (session.turn, session.task, session.act) == (1, "price", "ask_price")
    assert session.asked == "Menu.name"
    bot.say("라떼는 빼고요")
    assert session.unwanted == {"Menu.name": ("라떼",)}
    bot.say("홍차요")
    assert session.slots == {"Menu.name": ("홍차",)}
    assert session.asked == ""


def test_a_session_tells_whether_data_are_waited_for() -> None:
    with serve({"Trips": TRIPS}) as server:
        bot = Bot(server.url)
        bot.open("Trips", "external_data")
        bot.say("부산이요")
        assert server.sessions.only.pending
        assert server.journal[-1].state == "data_request"
        bot.send({"Bus.to": "부산", "Bus.time": "14:30"})
        assert not server.sessions.only.pending


def test_a_dialog_that_is_over_is_no_session_any_more(server: MockServer, bot: Bot) -> None:
    session = server.sessions[bot.uuid]
    assert session.is_open
    bot.say("그만")
    assert not session.is_open
    assert bot.uuid not in server.sessions
    with pytest.raises(LookupError, match=f"no session {bot.uuid} is open"):
        _ = session.slots
    with pytest.raises(KeyError):
        server.sessions[bot.uuid]


@pytest.mark.parametrize("how", ["end", "expire"])
def test_a_session_that_is_made_to_go_is_gone_for_its_bot(
    server: MockServer, bot: Bot, how: str
) -> None:
    other = Bot(server.url)
    other.open()
    session = server.sessions[bot.uuid]
    getattr(session, how)()
    with pytest.raises(Refused, match="One or more arguments are not valid"):
        bot.say("라떼는 얼마예요?")
    assert other.say("라떼는 얼마예요?") == "라떼는 4,500원입니다.\n"
    with pytest.raises(LookupError):
        getattr(session, how)()


def test_the_sessions_are_those_that_are_open_now(server: MockServer, bot: Bot) -> None:
    other = Bot(server.url)
    other.open()
    assert list(server.sessions) == [bot.uuid, other.uuid]
    bot.say("얼마예요?")
    assert list(server.sessions) == [other.uuid, bot.uuid]
    other.close()
    assert len(server.sessions) == 1


def test_the_only_session_is_had_without_its_uuid(server: MockServer, bot: Bot) -> None:
    assert server.sessions.only.uuid == bot.uuid
    Bot(server.url).open()
    with pytest.raises(LookupError, match="not one session is open, but 2"):
        _ = server.sessions.only
    server.clear()
    with pytest.raises(LookupError, match="not one session is open, but 0: <sessions: none>"):
        _ = server.sessions.only


def test_looking_at_a_session_does_not_keep_it_alive(server: MockServer) -> None:
    server.freeze("2026-11-22")
    bot = Bot(server.url)
    bot.open()
    server.move(minutes=20)
    assert server.sessions[bot.uuid].turn == 0
    server.move(minutes=10)
    assert not server.sessions

"""The journal of a server for tests: a list that tells what came, and can be waited for."""

from __future__ import annotations

import asyncio
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from mockgenie.testing.live import MockServer, begin, serve, told
from tests.support import PATIENCE
from tests.testing.cafe import CAFE
from tests.testing.live.bot import Bot, Refused


def test_it_is_a_list_of_what_came(server: MockServer, bot: Bot) -> None:
    bot.say("라떼는 얼마예요?")
    bot.say("그만")
    journal = server.journal
    assert len(journal) == 3
    assert [entry.method for entry in journal] == ["open_dialog", "dialog", "dialog"]
    assert journal[-1].text == "그만"
    assert [entry.number for entry in journal[1:]] == [2, 3]
    with pytest.raises(IndexError):
        journal[3]


def test_an_entry_tells_what_was_sent_and_what_was_understood(server: MockServer, bot: Bot) -> None:
    bot.say("카페라떼 가격 알려 주세요")
    entry = server.journal[-1]
    assert (entry.access_key, entry.uuid, entry.domain) == ("시험용-키", bot.uuid, "Cafe")
    assert (entry.status, entry.state, entry.turn) == (200, "dialog", 1)
    assert (entry.act, entry.task) == ("ask_price", "price")
    assert entry.slots == {"Menu.name": ("라떼",)}


def test_matchers_find_their_requests(server: MockServer, bot: Bot) -> None:
    bot.say("라떼는 얼마예요?")
    bot.say("아아는 얼마예요?")
    bot.say("그만")

    def texts(**matchers: object) -> list[str]:
        return [entry.text for entry in server.journal.filter(**matchers)]

    assert texts(contains="얼마") == ["라떼는 얼마예요?", "아아는 얼마예요?"]
    assert texts(contains="얼마", turn=2) == ["아아는 얼마예요?"]
    assert texts(turn=[1, 3]) == ["라떼는 얼마예요?", "그만"]
    assert texts(matches="^(라떼|그)") == ["라떼는 얼마예요?", "그만"]
    assert texts(when='state = "end"') == ["그만"]
    assert texts(when="turn > 1", contains="얼마") == ["아아는 얼마예요?"]
    assert texts(**{"Menu.name": "아메리카노"}) == ["아아는 얼마예요?", "그만"]
    assert texts(method="dialog", act=None) == []
    assert texts(uuid="1") == []


def test_waiting_ends_with_the_request_that_was_waited_for(server: MockServer, bot: Bot) -> None:
    with ThreadPoolExecutor(1) as elsewhere:
        coming = elsewhere.submit(server.journal.wait, 2, PATIENCE, method="dialog")
        bot.say("라떼는 얼마예요?")
        bot.say("그만")
        assert [entry.text for entry in coming.result(PATIENCE)] == ["라떼는 얼마예요?", "그만"]


def test_what_is_there_already_is_not_waited_for(server: MockServer, bot: Bot) -> None:
    (entry,) = server.journal.wait(timeout=0)
    assert entry.uuid == bot.uuid


def test_what_does_not_come_is_told_with_what_came(server: MockServer, bot: Bot) -> None:
    with pytest.raises(AssertionError) as told:
        server.journal.wait(1, timeout=0.01, text="그만")
    assert str(told.value) == (
        "1 request text='그만' within 0.01 s: there came 0\n\n"
        f"what came:\nCafe {bot.uuid}\n  봇: 어서 오세요.\n      (start, task welcome)\n"
    )


def test_fewer_than_were_waited_for_are_not_enough(server: MockServer, bot: Bot) -> None:
    with pytest.raises(AssertionError, match=r"^2 requests within 0\.01 s: there came 1\n"):
        server.journal.wait(2, timeout=0.01)


def test_nothing_that_came_is_told_as_that(server: MockServer) -> None:
    with pytest.raises(AssertionError, match=r"what came:\n\(nothing\)$"):
        server.journal.wait(timeout=0.01)


async def test_the_event_loop_goes_on_while_a_request_is_awaited(server: MockServer) -> None:
    waiting = asyncio.create_task(server.journal.wait_async(1, PATIENCE, method="open_dialog"))
    await asyncio.sleep(0)
    await asyncio.to_thread(Bot(server.url).open)
    (entry,) = await waiting
    assert entry.system_text == "어서 오세요.\n"


async def test_what_is_awaited_and_does_not_come_fails(server: MockServer) -> None:
    with pytest.raises(AssertionError, match="1 request turn=1 within"):
        await server.journal.wait_async(timeout=0.01, turn=1)


def test_a_cleared_journal_counts_anew_and_sessions_stay(server: MockServer, bot: Bot) -> None:
    server.journal.clear()
    assert bot.say("라떼는 얼마예요?") == "라떼는 4,500원입니다.\n"
    assert [entry.number for entry in server.journal] == [1]


def test_a_server_that_forgets_tells_the_last_requests() -> None:
    with serve({"Cafe": CAFE}, journal=2) as forgetful:
        bot = Bot(forgetful.url)
        bot.open()
        bot.say("라떼는 얼마예요?")
        bot.say("그만")
        assert [entry.number for entry in forgetful.journal] == [2, 3]


def test_its_text_is_a_transcript(server: MockServer, bot: Bot) -> None:
    bot.say("그만")
    assert str(server.journal) == str(server.conversation(bot.uuid))
    assert repr(server.journal) == "<journal: 2 requests>"


def test_it_can_be_read_while_others_write_it(server: MockServer, bot: Bot) -> None:
    begun, enough = threading.Event(), threading.Event()

    def read() -> int:
        count = 0
        while not enough.is_set() and count < 10_000:
            assert all(entry.number for entry in server.journal)
            count += 1
            begun.set()
        return count

    with ThreadPoolExecutor(1) as elsewhere:
        reading = elsewhere.submit(read)
        assert begun.wait(PATIENCE)
        for _ in range(30):
            bot.say("라떼는 얼마예요?")
        enough.set()
        assert reading.result(PATIENCE)
    assert len(server.journal) == 31


def test_what_only_names_its_session_is_of_its_domain(server: MockServer, bot: Bot) -> None:
    server.fail_next("Too Many Requests", turn=1)
    with pytest.raises(Refused):
        bot.say("라떼요")
    bot.close()
    with pytest.raises(Refused):
        bot.say("라떼요")
    assert [entry.domain for entry in server.journal] == ["Cafe"] * 4
    assert server.journal[-1].domain == server.journal[-2:][0].domain == "Cafe"
    assert len(server.journal.wait(2, timeout=0, domain="Cafe", method="dialog")) == 2
    server.assert_called(times=1, domain="Cafe", method="close_dialog")
    server.assert_called(times=1, domain="Cafe", message="Too Many Requests")
    stranger = Bot(server.url)
    stranger.uuid = "617208326861624290"
    with pytest.raises(Refused):
        stranger.say("라떼요")
    assert server.journal[-1].domain == ""


def test_only_what_came_since_then_is_told(server: MockServer, bot: Bot) -> None:
    begin()
    assert told() == ""
    bot.say("라떼는 얼마예요?")
    assert told().splitlines()[:2] == [f"Cafe {bot.uuid}", "  나: 라떼는 얼마예요?"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_in_a_fork_nothing_is_told_of_the_servers_of_the_other_process(bot: Bot) -> None:
    child = os.fork()
    if child == 0:  # what is raised here must not get to pytest
        try:
            begin()
            os._exit(7 if told() == "" else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert f"Cafe {bot.uuid}" in told()

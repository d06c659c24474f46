"""A server for tests: made to fail, set to another time, and asked what came."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from datetime import date, datetime, timezone
from pathlib import Path

import aiohttp
import pytest
from msgspec.structs import replace

from mockgenie.faults import Fault
from mockgenie.journal.entries import DataProblem, Entry, entry_of
from mockgenie.testing.live import MockServer, serve
from tests.support import PATIENCE
from tests.testing.cafe import CAFE
from tests.testing.live.bot import Bot, Refused

ORDERS = """\
entities:
  Order:
    slots:
      day: {type: date}
tasks:
  order:
    fill: Order.day
    ask: {Order.day: 언제 받으시겠어요?}
    say:
      - {when: Order.day = "2026-12-25", text: 성탄절에는 쉽니다.}
      - "{Order.day}에 준비하겠습니다."
"""
BOT = """
import sys
from tests.testing.live.bot import Bot

bot = Bot(sys.argv[1])
bot.open()
print(bot.say("라떼는 얼마예요?"), end="")
"""


# Where it is, and how long it is there


def test_a_bot_needs_nothing_but_the_url(server: MockServer) -> None:
    bot = Bot(server.url)
    assert bot.open() == "어서 오세요.\n"
    assert bot.say("라떼는 얼마예요?") == "라떼는 4,500원입니다.\n"


async def test_a_bot_on_an_event_loop_in_the_same_thread_is_answered(server: MockServer) -> None:
    argument = {"method": "open_dialog", "name": "Cafe", "access_method": "internal_data"}
    async with aiohttp.ClientSession() as session:
        request = session.post(server.url, json={"access_key": "k", "argument": argument})
        async with request as answer:
            body = await answer.json()
    assert body["return_object"]["result"]["system_text"] == "어서 오세요.\n"
    assert server.sessions.only.uuid == body["return_object"]["uuid"]


def test_a_bot_in_another_process_is_answered(server: MockServer) -> None:
    tests = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", BOT, server.url],
        cwd=tests,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    assert done.stdout == "라떼는 4,500원입니다.\n", done.stderr
    assert server.conversation().said == ["라떼는 얼마예요?"]


def test_behind_the_block_nobody_listens_but_the_journal_is_there() -> None:
    with serve({"Cafe": CAFE}) as server:
        Bot(server.url).open()
    with pytest.raises(OSError, match="refused"):
        Bot(server.url).open()
    server.assert_called(times=1)
    assert server.journal[0].system_text == "어서 오세요.\n"
    assert len(server.sessions) == 0
    server.stop()


def test_it_ends_although_an_answer_is_held_back_for_an_hour() -> None:
    with serve({"Cafe": CAFE}) as server:
        server.delay(3600)
        waiting = threading.Thread(target=_opens_in_vain, args=(server.url,))
        waiting.start()
        server.journal.wait(1, PATIENCE)
    waiting.join(PATIENCE)
    assert not waiting.is_alive()


def _opens_in_vain(url: str) -> None:
    with pytest.raises(ConnectionError):
        Bot(url).open()


def test_no_thread_is_left_behind() -> None:
    before = threading.active_count()
    with serve({"Cafe": CAFE}):
        pass
    assert threading.active_count() == before


def test_a_port_that_is_taken_is_told(server: MockServer) -> None:
    before = threading.active_count()
    with pytest.raises(OSError, match=r"us(e|age)"):
        serve({"Cafe": CAFE}, port=server.port)
    assert threading.active_count() == before


@pytest.mark.parametrize("path", ["sessions", "/sessions"])
async def test_the_admin_api_is_on_the_same_port(server: MockServer, bot: Bot, path: str) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(server.admin_url + path) as answer,
    ):
        told = await answer.json()
    assert [one["uuid"] for one in told["sessions"]] == [bot.uuid]


async def test_the_admin_api_may_ask_for_a_token() -> None:
    with serve({"Cafe": CAFE}, admin_token="비밀-1") as server:
        async with (
            aiohttp.ClientSession() as session,
            session.get(server.admin_url + "health") as answer,
        ):
            assert answer.status == 401


# What goes wrong


def test_the_quota_runs_out_on_the_third_turn_and_is_back_for_the_retry(
    server: MockServer, bot: Bot
) -> None:
    server.fail_next("Too Many Requests", turn=3)
    assert bot.say("라떼는 얼마예요?") == "라떼는 4,500원입니다.\n"
    assert bot.say("아아는 얼마예요?") == "아메리카노는 4,000원입니다.\n"
    with pytest.raises(Refused, match="Too Many Requests"):
        bot.say("그만")
    assert bot.say("그만") == "또 오세요.\n"
    server.assert_called(times=4, method="dialog")
    server.assert_called(times=1, message="Too Many Requests")


def test_a_turn_is_one_of_the_user_and_not_the_closing_behind_it(
    server: MockServer, bot: Bot
) -> None:
    server.fail("Too Many Requests", turn=1)
    with pytest.raises(Refused):
        bot.say("라떼는 얼마예요?")
    bot.close()
    server.assert_not_called(method="close_dialog", message="Too Many Requests")


def test_the_errors_that_come_next_come_in_the_order_of_their_telling(
    server: MockServer, bot: Bot
) -> None:
    server.fail_next("Handler Timeout")
    server.fail_next("Recipient Failure", times=2)
    for expected in ("Handler Timeout", "Recipient Failure", "Recipient Failure"):
        with pytest.raises(Refused, match=expected):
            bot.say("라떼는 얼마예요?")
    assert bot.say("라떼는 얼마예요?") == "라떼는 4,500원입니다.\n"


def test_what_fails_for_good_fails_until_it_is_removed(server: MockServer, bot: Bot) -> None:
    fault = server.fail("Unknown Exception", contains="라떼")
    for _ in range(3):
        with pytest.raises(Refused):
            bot.say("라떼는 얼마예요?")
    assert bot.say("아아는 얼마예요?") == "아메리카노는 4,000원입니다.\n"
    assert (fault.seen, fault.struck) == (3, 3)
    fault.remove()
    assert bot.say("라떼는 얼마예요?") == "라떼는 4,500원입니다.\n"


def test_a_fault_may_be_for_a_slot(server: MockServer, bot: Bot) -> None:
    server.fail_next("Unknown Exception", **{"Menu.name": "라떼"})
    assert bot.say("라떼는 얼마예요?") == "라떼는 4,500원입니다.\n"
    with pytest.raises(Refused):
        bot.say("아아는 얼마예요?")


@pytest.mark.parametrize("seconds", [0.2, (0.2, 0.4)])
def test_an_answer_comes_late(
    server: MockServer, bot: Bot, seconds: float | tuple[float, float]
) -> None:
    server.delay(seconds, text="그만")
    began = time.monotonic()
    assert bot.say("그만") == "또 오세요.\n"
    assert time.monotonic() - began >= 0.18  # timers of Windows end up to 16 ms early


@pytest.mark.parametrize("fault", [Fault(text="쉿"), {"text": "쉿"}])
def test_any_fault_may_be_added(
    server: MockServer, bot: Bot, fault: Fault | dict[str, str]
) -> None:
    server.add_fault(fault)
    assert bot.say("라떼는 얼마예요?") == "쉿\n"


def test_an_error_that_there_is_not_is_told_at_once(server: MockServer) -> None:
    with pytest.raises(ValueError, match='did you mean "Too Many Requests"'):
        server.fail_next("Too Many Request")


@pytest.mark.parametrize(
    ("matchers", "complaint"),
    [
        ({"metod": "dialog"}, 'there is no matcher "metod", did you mean "method"?'),
        ({"contain": "라떼"}, 'there is no matcher "contain", did you mean "contains"?'),
        ({"Menu.nam": "라떼"}, 'there is no matcher "Menu.nam", did you mean "Menu.name"?'),
    ],
)
def test_a_matcher_that_there_is_not_is_told_at_once(
    server: MockServer, matchers: dict[str, str], complaint: str
) -> None:
    for takes_matchers in (
        lambda: server.fail_next("Too Many Requests", **matchers),
        lambda: server.fail("Too Many Requests", **matchers),
        lambda: server.delay(1, **matchers),
        lambda: server.journal.filter(**matchers),
        lambda: server.assert_not_called(**matchers),
    ):
        with pytest.raises(TypeError) as told:
            takes_matchers()
        assert str(told.value) == complaint


def test_clearing_leaves_nothing_of_what_was(server: MockServer, bot: Bot) -> None:
    server.freeze("2001-01-01")
    server.fail("Too Many Requests")
    server.clear()
    assert len(server.journal) == len(server.sessions) == 0
    assert server.now.year > 2001
    assert Bot(server.url).open() == "어서 오세요.\n"
    with pytest.raises(Refused, match="not valid"):
        bot.say("라떼는 얼마예요?")


def test_the_faults_of_the_options_are_there_again_once_it_is_cleared() -> None:
    options = {"faults": [{"error": "Handler Timeout", "times": 1}]}
    with serve({"Cafe": CAFE}, **options) as server:
        for _ in range(2):
            server.clear()
            with pytest.raises(Refused, match="Handler Timeout"):
                Bot(server.url).open()
            Bot(server.url).open()


# What time it is


def test_today_is_the_day_at_which_the_clock_stands() -> None:
    with serve({"Orders": ORDERS}) as orders:
        orders.freeze("2026-12-24")
        bot = Bot(orders.url)
        bot.open("Orders")
        assert bot.say("내일이요") == "성탄절에는 쉽니다.\n"
        assert orders.now.date() == date(2026, 12, 24)
        orders.move(days=1)
        bot.open("Orders")
        assert bot.say("내일이요") == "내일에 준비하겠습니다.\n"


def test_a_session_expires_when_the_clock_is_moved(server: MockServer) -> None:
    server.freeze("2026-11-22")
    bot = Bot(server.url)
    bot.open()
    server.move(minutes=29)
    assert server.sessions.only.idle == 29 * 60
    server.move(minutes=1)
    assert len(server.sessions) == 0
    with pytest.raises(Refused):
        bot.say("라떼는 얼마예요?")


def test_the_quota_is_back_at_midnight_in_korea() -> None:
    with serve({"Cafe": CAFE}, daily_quota=1) as server:
        server.freeze("2026-11-22T23:59:59")
        bot = Bot(server.url)
        bot.open()
        with pytest.raises(Refused, match="Too Many Requests"):
            bot.open()
        server.move(1)
        bot.open()


def test_the_clock_moves_on_once_it_is_released(server: MockServer) -> None:
    server.freeze(datetime(2026, 11, 22, tzinfo=timezone.utc))
    assert server.now.isoformat() == "2026-11-22T09:00:00+09:00"
    assert server.now == server.now
    server.release()
    assert abs(server.now - datetime.now(timezone.utc)).total_seconds() < 60


# What came


def test_what_was_expected_and_did_not_come_is_told_with_what_came(
    server: MockServer, bot: Bot
) -> None:
    bot.say("라떼는 얼마예요?")
    with pytest.raises(AssertionError) as told:
        server.assert_called(times=2, contains="라떼")
    uuid = bot.uuid
    assert str(told.value) == (
        "expected 2 requests contains='라떼', there came 1\n"
        "\n"
        "what came:\n"
        f"Cafe {uuid}\n"
        "  봇: 어서 오세요.\n"
        "      (start, task welcome)\n"
        "  나: 라떼는 얼마예요?\n"
        "  봇: 라떼는 4,500원입니다.\n"
        "      (dialog, turn 1, act ask_price, task price, Menu.name = 라떼)\n"
    )


def test_what_should_not_have_come_is_told(server: MockServer, bot: Bot) -> None:
    server.assert_not_called(method="close_dialog")
    with pytest.raises(AssertionError, match="expected no request method='open_dialog', there"):
        server.assert_not_called(method="open_dialog")


def test_without_a_number_one_request_is_enough(server: MockServer) -> None:
    with pytest.raises(AssertionError, match="expected a request, there came 0"):
        server.assert_called()
    Bot(server.url).open()
    Bot(server.url).open()
    server.assert_called()
    server.assert_called(2)


def test_a_conversation_has_the_requests_of_one_session(server: MockServer, bot: Bot) -> None:
    other = Bot(server.url)
    other.open()
    other.say("그만")
    bot.say("라떼는 얼마예요?")
    conversation = server.conversation(bot.uuid)
    assert conversation.said == ["라떼는 얼마예요?"]
    assert conversation.heard == ["어서 오세요.", "라떼는 4,500원입니다."]
    assert [turn.state for turn in server.conversation(other.uuid)] == ["start", "end"]


def test_which_conversation_has_to_be_said_where_there_are_several(
    server: MockServer, bot: Bot
) -> None:
    assert server.conversation().uuid == bot.uuid
    other = Bot(server.url)
    other.open()
    with pytest.raises(LookupError, match=f"but 2: {bot.uuid}, {other.uuid}"):
        server.conversation()
    with pytest.raises(LookupError, match="session 1 is not in the journal"):
        server.conversation("1")


def test_contract_problems_are_told_with_the_turn_in_which_they_came(
    server: MockServer, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.assert_no_contract_problems()
    problem = DataProblem("unknown_slot", "there is no slot Menu.prise", "data[0]", "Menu.price")

    def entry_with_problem(exchange: object, *_: object) -> Entry:
        return replace(entry_of(exchange), problems=(problem,))  # type: ignore[arg-type]

    monkeypatch.setattr("mockgenie.journal.entries.entry_of", entry_with_problem)
    with pytest.raises(AssertionError) as told:
        server.assert_no_contract_problems()
    first, _, session, *_, last = str(told.value).splitlines()
    assert first == "1 contract problem"
    assert session == f"Cafe {bot.uuid}"
    assert last == "  ?? data[0]: there is no slot Menu.prise (asked for: Menu.price)"


def test_many_threads_may_ask_at_once(server: MockServer) -> None:
    failures: list[BaseException] = []

    def talk() -> None:
        try:
            bot = Bot(server.url)
            bot.open()
            for _ in range(5):
                assert bot.say("라떼는 얼마예요?") == "라떼는 4,500원입니다.\n"
                assert server.sessions[bot.uuid].task == "price"
            assert len(server.conversation(bot.uuid)) == 6
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=talk) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert failures == []
    server.assert_called(times=48)


@pytest.mark.parametrize("journal", [0, 2])
def test_nobody_can_tell_what_did_not_come_once_the_journal_has_forgotten_it(journal: int) -> None:
    with serve({"Cafe": CAFE}, journal=journal) as forgetful:
        bot = Bot(forgetful.url)
        bot.open()
        bot.say("라떼는 얼마예요?")
        bot.close()
        told = "keeps no journal" if journal == 0 else "has forgotten the first 1 request, "
        for assertion in (
            lambda: forgetful.assert_not_called(method="open_dialog"),
            lambda: forgetful.assert_called(times=0, method="open_dialog"),
            lambda: forgetful.assert_called(method="open_dialog"),
            forgetful.assert_no_contract_problems,
        ):
            with pytest.raises(AssertionError, match=told):
                assertion()
        if journal:
            forgetful.assert_called(method="close_dialog")
            forgetful.journal.clear()
            forgetful.assert_not_called()
        else:
            with pytest.raises(AssertionError, match=told):
                forgetful.journal.wait(timeout=0)


def test_a_delay_between_two_numbers_may_be_a_list(server: MockServer) -> None:
    assert server.delay([0.1, 0.5]).fault == server.delay((0.1, 0.5)).fault


def test_a_fault_shows_what_it_was_told(server: MockServer) -> None:
    shown = repr(server.fail_next("Too Many Requests", contains="라떼"))
    what = {"contains": "라떼", "times": 1, "error": "Too Many Requests"}
    assert shown == f"<fault {what}, struck 0 times>"

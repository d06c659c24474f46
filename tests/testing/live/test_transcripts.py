"""A transcript reads as the conversation went."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from mockgenie.journal import transcript
from mockgenie.journal.entries import Entry
from mockgenie.testing.live import MockServer, serve
from tests.testing.live.bot import Bot, Refused
from tests.testing.live.trips import TRIPS

ENTRY = Entry(1, "2026-11-22T00:00:00.000Z", 0.1, "POST /Dialog", [], "", 200, "")


def entry(**fields: Any) -> Entry:
    return replace(ENTRY, **fields)


def test_nothing_gives_an_empty_one() -> None:
    assert transcript([]) == ""


def test_a_whole_conversation_with_an_error_on_the_way(server: MockServer, bot: Bot) -> None:
    server.fail_next("Too Many Requests", turn=2)
    bot.say("얼마예요?")
    try:
        bot.say("라떼요")
    except Refused:
        bot.say("라떼요")
    bot.close()
    assert (
        str(server.conversation())
        == f"""\
Cafe {bot.uuid}
  봇: 어서 오세요.
      (start, task welcome)
  나: 얼마예요?
  봇: 어떤 메뉴를 찾으세요?
      (dialog, turn 1, act ask_price, task price)
  나: 라떼요
  !! 429 Too Many Requests (fault: Too Many Requests)
  나: 라떼요
  봇: 라떼는 4,500원입니다.
      (dialog, turn 2, no act, task price, Menu.name = 라떼)
  -- close_dialog
      (end)
"""
    )


def test_data_are_told_as_what_was_asked_for_and_how_many_came() -> None:
    with serve({"Trips": TRIPS}) as server:
        bot = Bot(server.url)
        bot.open("Trips", "external_data")
        bot.say("부산이요")
        bot.send({"Bus.to": "부산", "Bus.time": "14:30"})
        assert (
            str(server.conversation())
            == f"""\
Trips {bot.uuid}
  봇: 어디로 가세요?
      (start, task find)
  나: 부산이요
  봇: data_request Bus.to="부산"
      (data_request, turn 1, no act, task find, Bus.to = 부산)
  나: (1 record)
  봇: 부산행은 14:30에 있습니다.
      (dialog, turn 1, no act, task find, Bus.to = 부산)
"""
        )


def test_sessions_are_told_one_after_the_other() -> None:
    entries = [
        entry(uuid="1", method="dialog", text="가", state="dialog", system_text="하나\n"),
        entry(uuid="2", method="dialog", text="나", state="dialog", system_text="둘\n"),
        entry(uuid="1", method="dialog", text="다", state="end", system_text="셋\n넷\n"),
    ]
    assert transcript(entries).splitlines() == [
        "1", "  나: 가", "  봇: 하나", "      (dialog)",
        "  나: 다", "  봇: 셋", "      넷", "      (end)",
        "2", "  나: 나", "  봇: 둘", "      (dialog)",
    ]  # fmt: skip


def test_what_belongs_to_no_session_is_told_as_well() -> None:
    refused = entry(status=400, message="Required arguments is empty")
    unknown = entry(method="open_dialog", domain="Wether", state="error", message="Open error")
    assert transcript([refused, unknown]).splitlines() == [
        "without a session",
        "  -- POST /Dialog",
        "  !! 400 Required arguments is empty",
        "  -- open_dialog Wether",
        "  !! Open error",
    ]


def test_long_and_invisible_texts_keep_to_a_line() -> None:
    said = entry(uuid="1", method="dialog", text="가\n\x1b[31m" + "나" * 100_000, state="dialog")
    line = transcript([said]).splitlines()[1]
    assert line.startswith(r"  나: 가\n\x1b[31m나나")
    assert line.endswith("나…")
    assert len(line) < 400


def test_of_very_many_requests_the_last_are_told() -> None:
    told = transcript(entry(uuid="1", method="dialog", text=str(n)) for n in range(1000))
    lines = told.splitlines()
    assert lines[0] == "(800 requests before)"
    assert "  나: 799" not in lines
    assert "  나: 800" in lines


@pytest.mark.parametrize(
    "body",
    [
        '{"return_object":{"result":{"state":"data_request"}}}',
        '{"return_object":{"result":{"state":"data_request","data_request":1}}}',
        '{"return_object":{"result":{"state":"data_request","data_request":[{"slots":[]}]}}}',
    ],
)
def test_an_answer_that_only_looks_like_a_request_for_data_is_told(
    server: MockServer, bot: Bot, body: str
) -> None:
    server.add_fault({"garbage": body, "times": 1})
    with pytest.raises(KeyError):
        bot.say("라떼요")
    said, answered = str(server.conversation()).splitlines()[3:]
    assert said == "  나: 라떼요"
    assert answered.startswith("      (data_request, turn 1, ")
    assert answered.endswith(f"fault: garbage {body})")


def test_what_is_no_answer_is_told_as_it_was_sent() -> None:
    garbage = entry(
        uuid="1", method="dialog", text="네", answer="<html>", turn=1, fault="garbage <html>"
    )
    nothing = entry(http="", status=400)
    assert transcript([garbage, nothing]).splitlines() == [
        "1",
        "  나: 네",
        "  !! 200 <html>",
        "      (turn 1, no act, fault: garbage <html>)",
        "without a session",
        "  -- (no HTTP)",
        "  !! 400 (nothing)",
    ]


def test_a_turn_with_nothing_that_can_be_read_is_told_so() -> None:
    said = entry(uuid="1", method="dialog", status=400, message="Required arguments is empty")
    assert transcript([said]).splitlines()[1:] == [
        "  나: (neither text nor records)",
        "  !! 400 Required arguments is empty",
    ]


def test_what_asks_for_no_documented_method_or_path_is_told_as_it_was_asked() -> None:
    unknown = entry(method="talk", state="error", message="Invalid method")
    elsewhere = entry(
        uuid="1", http="POST /dialog", method="dialog", text="네", status=404,
        message="Unknown Handler",
    )  # fmt: skip
    assert transcript([unknown, elsewhere]).splitlines() == [
        "without a session",
        "  -- talk",
        "  !! Invalid method",
        "1",
        "  -- POST /dialog",
        "  !! 404 Unknown Handler",
    ]

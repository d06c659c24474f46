"""An opening that looks records up: open_dialog never asks for them (wire contract, section 3)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from mockgenie.dialog import ClassRequest, DataRequest, Speech
from tests.engines import Conversation

Talk = Callable[..., Any]

NEWS = """
entities:
  News:
    slots: {topic: {values: [날씨, 경기]}, line: 제목}
    instances:
      - {topic: 날씨, line: 맑음}
      - {topic: 경기, line: 무승부}
acts: {bye: 그만, more: 더, who: 누구}
tasks:
  hello:
    enter: 소식입니다.
    lookup: News
    say: "{all News.line}. {count}건입니다."
    leave: 소식은 여기까지요.
    next: {task: bye, when: act = "bye"}
  bye: {say: 안녕히 가세요., end: true}
  who: {say: 소식꾼이에요.}
anywhere:
  - {task: who, when: act = "who"}
  - {task: hello, when: act = "more"}
help: 물어보세요.
"""
RECORDS = (
    {"News.topic": "날씨", "News.line": "눈"},
    {"News.topic": "경기", "News.line": "승리"},
)


def request(condition: str = "") -> DataRequest:
    """What the client is asked for."""
    return DataRequest((ClassRequest(("News.topic", "News.line"), condition),))


@pytest.fixture
def news(talk: Talk) -> Conversation:
    """A dialog whose opening needs records of its client."""
    conversation: Conversation = talk(NEWS, "external_data")
    return conversation


def test_the_opening_says_what_needs_no_records(talk: Talk, news: Conversation) -> None:
    assert talk(NEWS).said == "소식입니다.\n맑음, 무승부. 2건입니다."
    assert news.reply == Speech("소식입니다.")
    assert not news.session.pending


def test_the_first_utterance_is_answered_by_the_request(news: Conversation) -> None:
    assert news.turn("네 안녕하세요") == request()
    assert news.session.pending
    assert news.give(*RECORDS) == "눈, 승리. 2건입니다."
    assert news.say("안녕") != "눈, 승리. 2건입니다."  # it is asked for only once


@pytest.mark.parametrize("text", ["음", "", "ㅋㅋㅋ"])
def test_so_is_one_that_is_not_understood(news: Conversation, text: str) -> None:
    assert news.turn(text) == request()


def test_what_the_first_utterance_says_counts(news: Conversation) -> None:
    assert news.turn("날씨요") == request('News.topic="날씨"')
    assert news.give(*RECORDS) == "눈. 1건입니다."


def test_an_utterance_that_leads_to_the_opening_asks_once(news: Conversation) -> None:
    assert news.turn("더 알려 줘") == request()
    assert news.give(*RECORDS) == "눈, 승리. 2건입니다."


def test_where_the_first_utterance_leads_elsewhere_nothing_is_asked_for(
    news: Conversation,
) -> None:
    assert news.say("누구세요?") == "소식은 여기까지요.\n소식꾼이에요."
    assert news.session.waiting == ()
    assert news.turn("더 알려 줘") == request()


def test_a_way_of_the_opening_is_taken_as_ever(news: Conversation) -> None:
    assert news.turn("그만") == Speech("소식은 여기까지요.\n안녕히 가세요.", end=True)


def test_what_every_domain_understands_comes_before_the_request(news: Conversation) -> None:
    assert news.say("도움말") == "물어보세요."
    assert news.say("다시 말해 줘") == "소식입니다."
    assert news.turn("음") == request()


def test_a_cancelled_opening_asks_for_nothing(news: Conversation) -> None:
    assert news.say("취소") == "네, 취소했습니다."
    assert isinstance(news.turn("누구세요?"), Speech)


def test_a_restart_is_no_open_dialog(news: Conversation) -> None:
    assert news.turn("처음부터 다시") == request()
    assert news.give(*RECORDS) == "소식입니다.\n눈, 승리. 2건입니다."


def test_an_opening_that_says_nothing_yet_is_silent(talk: Talk) -> None:
    content = """
entities: {A: {slots: [x]}}
tasks: {a: {lookup: A, say: "{A.x}", end: true}}
"""
    opened = talk(content, "external_data")
    assert opened.reply == Speech("")
    opened.turn("네")
    assert opened.turn(data=[{"A.x": "끝"}]) == Speech("끝", end=True)


def test_tasks_before_the_one_that_looks_up_speak_at_the_opening(talk: Talk) -> None:
    content = """
entities: {A: {slots: [x], instances: [{x: 하나}]}, B: {slots: {y: {values: [나]}}}}
tasks:
  a: {say: 안녕하세요., next: {task: b, controller: system}}
  b: {lookup: A, say: "{A.x} {turn}", next: {task: c, controller: system}}
  c: {fill: B.y, ask: {B.y: 무엇을 드릴까요?}, say: "{B.y}!"}
"""
    assert talk(content).said == "안녕하세요.\n하나 0\n무엇을 드릴까요?"
    opened = talk(content, "external_data")
    assert opened.said == "안녕하세요."
    assert isinstance(opened.turn("네"), DataRequest)
    assert opened.give({"A.x": "둘"}) == "둘 1\n무엇을 드릴까요?"
    again = talk(content, "external_data")
    assert isinstance(again.turn("나 주세요"), DataRequest)
    assert again.give({"A.x": "둘"}) == "둘 1\n나!"


def test_data_before_any_utterance_are_not_those_that_were_asked_for(news: Conversation) -> None:
    assert news.turn(None, list(RECORDS)) == request()


@pytest.mark.slow
def test_opening_a_dialog_imports_no_understanding() -> None:
    opens = """
import sys
from datetime import date
from mockgenie.dialog import Engine
from mockgenie.domain import load_domain, shipped_folder
engine = Engine(load_domain(shipped_folder() / "weather" / "domain.yaml"))
engine.open("internal_data", date.today())
sys.exit(any(name.startswith("mockgenie.nlu") for name in sys.modules))
"""
    assert subprocess.run([sys.executable, "-c", opens], check=False).returncode == 0

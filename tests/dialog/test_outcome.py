"""Behind the end of a task, questions and changes speak of what was just settled."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engines import Conversation

STUDIO = """
entities:
  Studio:
    key: name
    slots:
      name: {description: 연습실 이름, values: [새벽홀, 노을홀, 달빛홀]}
      town: {values: [합정, 망원], words: [동네], description: 어느 동네요}
      piano: {type: boolean, words: [피아노]}
      opens: 여는 시각
      phone: 전화번호
    instances:
      - {name: 새벽홀, town: 합정, piano: yes, opens: 9시, phone: 02-000-1111}
      - {name: 노을홀, town: 합정, piano: no, opens: 10시, phone: 02-000-2222}
      - {name: 달빛홀, town: 망원, piano: yes, opens: 11시, phone: 02-000-3333}
  Rent:
    slots:
      day: {type: date, description: 언제 쓰세요}
      time: {type: time, description: 몇 시부터요}
      people: {type: int, counters: [명], words: [인원], description: 몇 분이세요}
acts:
  seek: [연습실, <Studio.town>]
  rent: [빌려, 빌릴, <Rent.time>]
  ask_phone: 전화번호
  ask_opens: 몇 시에 열
  ask_piano: <Studio.piano>
  thank: 고마워
tasks:
  hello: {say: 연습실 안내입니다.}
  seek:
    fill: Studio.town
    lookup: Studio
    say: {text: "{count}곳이 있어요.", each: "{number}. {Studio.name}"}
  rent:
    fill: [Studio.name, Rent.day, Rent.time, Rent.people]
    confirm: "{Studio.name} {Rent.day} {Rent.time} {Rent.people}명 맞으세요?"
    say: 잡아 드렸어요.
    reset: true
  detail:
    fill: Studio.name
    lookup: Studio
    say:
      - {when: act = "ask_phone", text: "{Studio.phone}"}
      - {when: act = "ask_opens", text: "{Studio.opens}에 열어요."}
      - "{Studio.name}: {if Studio.piano = \\"yes\\"}있어요{else}없어요{end}"
  thanks: {say: 별말씀을요.}
anywhere:
  - {task: thanks, when: act = "thank"}
  - {task: detail, when: act = "ask_phone" or act = "ask_opens"}
  - {task: detail, when: act = "ask_piano" and Studio.name is filled}
  - {task: rent, when: act = "rent"}
  - {task: seek, when: act = "seek" or act = "ask_piano"}
"""


@pytest.fixture
def rented(talk: Callable[..., Conversation]) -> Conversation:
    conversation = talk(STUDIO)
    conversation.say("합정 연습실이요")
    conversation.say("두 번째 거 금요일 6시에 네 명 빌릴게요")
    assert conversation.said == "노을홀 금요일 6시 4명 맞으세요?"
    assert conversation.say("네") == "잡아 드렸어요."
    return conversation


@pytest.mark.parametrize(
    ("text", "confirmed"),
    [
        ("7시 반으로 바꿀게요", "노을홀 금요일 7시 반 4명 맞으세요?"),
        ("다섯 명으로 변경해 주세요", "노을홀 금요일 6시 5명 맞으세요?"),
        ("달빛홀로 바꿔 주세요", "달빛홀 금요일 6시 4명 맞으세요?"),
        ("날짜를 바꿀게요", "언제 쓰세요?"),
    ],
)
def test_a_change_has_it_confirmed_anew(rented: Conversation, text: str, confirmed: str) -> None:
    assert rented.say(text) == confirmed


def test_texts_and_conditions_know_it(talk: Callable[..., Conversation]) -> None:
    receipt = """\
  receipt: {say: "{last Studio.name} {last Rent.time:iso}{last Studio.town}"}
anywhere:
  - {task: receipt, when: act = "thank" and settled = "rent"}
"""
    conversation = talk(STUDIO.replace("anywhere:\n", receipt))
    assert conversation.say("고마워요") == "별말씀을요."
    conversation.say("노을홀 금요일 6시에 네 명 빌릴게요")
    conversation.say("네")
    assert conversation.say("고마워요") == "노을홀 18:00"


def test_it_can_be_changed_again_and_again(rented: Conversation) -> None:
    rented.say("7시로 옮겨 주세요")
    assert rented.say("네") == "잡아 드렸어요."
    rented.say("인원을 바꿀게요")
    assert rented.say("여섯 명이요") == "노을홀 금요일 7시 6명 맞으세요?"


def test_a_question_is_about_it(rented: Conversation) -> None:
    assert rented.say("전화번호가 어떻게 돼요?") == "02-000-2222"
    assert rented.say("몇 시에 열어요?") == "10시에 열어요."
    assert rented.say("피아노 있나요?") == "노을홀: 없어요"
    assert rented.say("7시로 바꿀게요") == "노을홀 금요일 7시 4명 맞으세요?"


def test_there_is_what_was_settled_rather_than_the_first_of_the_list(rented: Conversation) -> None:
    assert rented.say("거기 전화번호 알려 줘") == "02-000-2222"


def test_in_between_one_may_say_thanks(rented: Conversation) -> None:
    assert rented.say("고마워요") == "별말씀을요."
    assert rented.say("8시로 바꿔 주세요") == "노을홀 금요일 8시 4명 맞으세요?"


def test_something_else_begins_anew(rented: Conversation) -> None:
    assert rented.say("망원 연습실 찾아 줘") == "1곳이 있어요.\n1. 달빛홀"
    assert rented.say("내일 2시에 빌릴게요") == "몇 분이세요?"
    assert rented.say("3시로 바꿀게요") == "몇 분이세요?"
    assert rented.filled()["Rent.time"] == ("3시",)


def test_what_was_not_confirmed_leaves_nothing(talk: Callable[..., Conversation]) -> None:
    conversation = talk(STUDIO)
    conversation.say("합정 연습실이요")
    conversation.say("새벽홀 금요일 6시에 네 명 빌릴게요")
    conversation.say("취소할게요")
    assert conversation.session.settled == ""
    assert "Rent.people" not in conversation.filled()
    assert conversation.say("7시 반으로 바꿀게요") != "새벽홀 금요일 7시 반 4명 맞으세요?"


CONCERT = """
entities:
  Gig:
    slots:
      band: {description: 누가 하나요, words: [밴드]}
      day: {type: date, description: 언제요}
      place: {description: 어디서요, words: [장소]}
acts: {plan: <Gig.band> 공연 잡아, where: 장소}
tasks:
  plan:
    fill: [Gig.band, Gig.day, Gig.place]
    goal: Gig.band is filled and Gig.day is filled
    confirm: "{Gig.band} {Gig.day} {Gig.place} 맞아요?"
    say: 적었어요.
    reset: true
anywhere: [{task: plan, when: act = "plan"}]
"""


def test_what_was_open_can_be_told_afterwards(talk: Callable[..., Conversation]) -> None:
    conversation = talk(CONCERT)
    assert conversation.say("내일 하늘소 공연 잡아 줘") == "하늘소 내일  맞아요?"
    conversation.say("네")
    assert conversation.say("장소는 홍대 클럽이에요") == "하늘소 내일 홍대 클럽 맞아요?"


@pytest.mark.parametrize(
    "text", ["1번이랑 2번 중에 피아노 있는 데로요", "새벽홀하고 노을홀 중에 빌릴게요"]
)
def test_of_several_to_choose_from_none_is_taken(
    talk: Callable[..., Conversation], text: str
) -> None:
    conversation = talk(STUDIO)
    conversation.say("합정 연습실이요")
    conversation.say("금요일 6시에 네 명 빌릴게요")
    conversation.say(text)
    assert "Studio.name" not in conversation.filled()
    assert conversation.say("2번이요") == "노을홀 금요일 6시 4명 맞으세요?"

"""Conversations as people hold them: changes, refusals, coming back, choosing from a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mockgenie.dialog import Usage

Talk = Callable[..., Any]

HOTEL = """
name: Hotel
description: 숙소 안내
entities:
  Hotel:
    key: name
    slots:
      name: 이름
      area: {values: [강남, 종로, 홍대], words: [지역]}
      kind: {values: [호텔, 모텔]}
      parking: {type: boolean, words: [주차]}
    instances:
      - {name: 한빛, area: 강남, kind: 호텔, parking: yes}
      - {name: 솔향, area: 강남, kind: 호텔, parking: no}
      - {name: 달빛, area: 종로, kind: 모텔, parking: no}
  Stay:
    slots:
      day: {type: date, words: [날짜]}
      people: {type: int, counters: [명], words: [인원]}
acts:
  find: [찾아, 추천, <Hotel.area>, <Hotel.name>, <Hotel.parking>]
  book: [예약]
  hours: [몇 시까지, 영업시간]
  phone: 전화번호
  thank: 고마워
tasks:
  hello: {say: 어서 오세요.}
  find:
    goal: Hotel.name is filled
    fill: [Hotel.area]
    ask: {Hotel.area: [어느 지역이요?, 강남이나 종로처럼 말씀해 주세요.]}
    lookup: Hotel
    say:
      - {when: count = 0, text: 없어요.}
      - {when: count = 1, text: "{Hotel.name}이(가) 있어요."}
      - {text: "{count}곳:", each: "{number}. {Hotel.name}"}
  book:
    enter: 예약하시는군요.
    fill: [Hotel.name, Stay.day, Stay.people]
    ask: {Hotel.name: 어느 곳이요?, Stay.day: 언제요?, Stay.people: 몇 분이요?}
    confirm: {text: "{Hotel.name}, {Stay.day}, {Stay.people}명 맞아요?", change: 무엇을 바꿀까요?}
    say: 예약했어요.
    reset: [Stay.day, Stay.people]
  hours: {say: 24시간이요.}
  phone: {say: 02-000-0000이요.}
  thanks: {say: 별말씀을요.}
anywhere:
  - {task: book, when: act = "book"}
  - {task: hours, when: act = "hours"}
  - {task: phone, when: act = "phone"}
  - {task: thanks, when: act = "thank"}
  - {task: find, when: act = "find"}
cancelled: 취소했어요.
help: 지역을 말씀해 보세요.
fallback: 네?
"""


def said(conversation: Any, *texts: str) -> list[str]:
    return [conversation.say(text) for text in texts]


# Lists


def test_a_record_is_chosen_by_its_number(talk: Talk) -> None:
    hotel = talk(HOTEL)
    assert hotel.say("강남 찾아 줘") == "2곳:\n1. 한빛\n2. 솔향"
    assert hotel.say("두 번째 거 예약할게요") == "예약하시는군요.\n언제요?"
    assert hotel.filled()["Hotel.name"] == ("솔향",)


def test_a_record_is_chosen_by_its_name_or_by_pointing(talk: Talk) -> None:
    hotel = talk(HOTEL)
    hotel.say("강남이요")
    assert hotel.say("거기 예약해 줘") == "예약하시는군요.\n언제요?"
    assert hotel.filled()["Hotel.name"] == ("한빛",)
    hotel = talk(HOTEL)
    assert hotel.say("달빛 예약이요") == "예약하시는군요.\n언제요?"


def test_a_list_stays_while_one_of_it_is_spoken_of(talk: Talk) -> None:
    hotel = talk(HOTEL)
    hotel.say("강남이요")
    assert hotel.say("두 번째 거 추천해 줘") == "솔향이 있어요."
    assert hotel.say("1번 추천해 줘") == "한빛이 있어요."


def test_the_only_record_is_the_one_that_is_spoken_of(talk: Talk) -> None:
    hotel = talk(HOTEL)
    assert hotel.say("종로요") == "달빛이 있어요."
    assert hotel.filled()["Hotel.name"] == ("달빛",)


def test_another_wish_looks_for_another_record(talk: Talk) -> None:
    hotel = talk(HOTEL)
    hotel.say("종로요")
    assert hotel.say("강남은요?") == "2곳:\n1. 한빛\n2. 솔향"
    assert "Hotel.name" not in hotel.filled()


def test_a_wish_that_the_chosen_record_has_keeps_it(talk: Talk) -> None:
    hotel = talk(HOTEL)
    hotel.say("종로요")
    hotel.say("모텔 예약이요")
    assert hotel.filled()["Hotel.name"] == ("달빛",)


def test_a_named_record_is_found_whatever_was_wished_before(talk: Talk) -> None:
    hotel = talk(HOTEL)
    hotel.say("종로요")
    assert hotel.say("한빛은 어때요, 한빛 찾아 줘") == "한빛이 있어요."
    assert "Hotel.area" not in hotel.filled()


def test_a_question_about_the_chosen_record_is_no_wish(talk: Talk) -> None:
    hotel = talk(HOTEL)
    hotel.say("종로요")
    hotel.say("거기 주차 되나요?")
    assert "Hotel.parking" not in hotel.filled()
    hotel.say("주차 되는 데로요")
    assert hotel.filled()["Hotel.parking"] == ("yes",)


def test_a_value_is_ruled_out(talk: Talk) -> None:
    hotel = talk(HOTEL)
    hotel.say("강남이랑 종로 찾아 줘")
    assert hotel.say("강남은 빼고요") == "달빛이 있어요."
    assert hotel.session.unwanted == {"Hotel.area": ("강남",)}
    assert hotel.say("강남 찾아 줘") == "2곳:\n1. 한빛\n2. 솔향"
    assert hotel.session.unwanted == {}


@pytest.mark.parametrize(
    "text", ["강남 빼고 찾아 줘", "강남은 빼고 찾아 줘", "강남 제외 찾아 줘", "강남 말고 찾아 줘"]
)
def test_a_value_is_ruled_out_right_before_the_words_of_an_act(talk: Talk, text: str) -> None:
    hotel = talk(HOTEL)
    hotel.say(text)
    assert hotel.session.unwanted == {"Hotel.area": ("강남",)}
    assert "Hotel.area" not in hotel.filled()


def test_what_is_ruled_out_is_asked_of_the_client(talk: Talk) -> None:
    hotel = talk(HOTEL, "external_data")
    hotel.turn("강남 말고 찾아 줘")
    assert hotel.requested == [
        (["Hotel.name", "Hotel.area", "Hotel.kind", "Hotel.parking"], 'Hotel.area~="강남"')
    ]
    hotel.give(
        {"Hotel.name": "한빛", "Hotel.area": "강남"}, {"Hotel.name": "달", "Hotel.area": "종로"}
    )
    assert hotel.said == "달이 있어요."


# Asking again


def test_a_question_is_put_differently_the_second_time(talk: Talk) -> None:
    hotel = talk(HOTEL)
    assert said(hotel, "추천해 줘", "글쎄요", "음") == [
        "어느 지역이요?",
        "강남이나 종로처럼 말씀해 주세요.",
        "네?",
    ]


# Confirming


def booked(talk: Talk) -> Any:
    hotel = talk(HOTEL)
    assert said(hotel, "한빛 예약", "모레요", "두 명이요") == [
        "예약하시는군요.\n언제요?",
        "몇 분이요?",
        "한빛, 모레, 2명 맞아요?",
    ]
    return hotel


def test_a_yes_goes_on(talk: Talk) -> None:
    hotel = booked(talk)
    assert hotel.say("네") == "예약했어요."
    assert hotel.filled() == {"Hotel.name": ("한빛",)}


def test_the_request_itself_is_a_yes(talk: Talk) -> None:
    assert booked(talk).say("예약해 주세요") == "예약했어요."


def test_a_yes_with_a_change_in_it_is_confirmed_again(talk: Talk) -> None:
    hotel = booked(talk)
    assert hotel.say("네 근데 세 명이요") == "한빛, 모레, 3명 맞아요?"
    assert hotel.say("네 맞아요") == "예약했어요."


def test_a_no_asks_for_the_change(talk: Talk) -> None:
    hotel = booked(talk)
    assert said(hotel, "아니요", "날짜를 바꿔 주세요", "글피요", "좋아요") == [
        "무엇을 바꿀까요?",
        "언제요?",
        "한빛, 글피, 2명 맞아요?",
        "예약했어요.",
    ]


def test_a_no_with_the_change_is_enough(talk: Talk) -> None:
    assert booked(talk).say("아니요 글피요") == "한빛, 글피, 2명 맞아요?"


def test_a_number_is_no_yes(talk: Talk) -> None:
    assert booked(talk).say("네 명이요") == "한빛, 모레, 4명 맞아요?"


def test_a_word_that_says_nothing_gets_the_fallback(talk: Talk) -> None:
    assert booked(talk).say("무지개") == "네?"


def test_a_question_beside_the_yes_is_answered_first(talk: Talk) -> None:
    hotel = booked(talk)
    assert hotel.say("네 근데 몇 시까지 해요?") == "24시간이요.\n한빛, 모레, 2명 맞아요?"


@pytest.mark.parametrize(
    "text",
    [
        "네?",
        "잠깐만요",
        "네 잠깐만요",
        "그건 왜 그래요?",
        "글쎄요",
        "상관없어요",
        "네, 그래도 될까요?",
        "괜찮아요",
    ],
)
def test_what_is_no_clear_yes_has_the_question_asked_again(talk: Talk, text: str) -> None:
    assert booked(talk).say(text) == "한빛, 모레, 2명 맞아요?"


@pytest.mark.parametrize(
    "text", ["취소해 주세요", "예약 취소할게요", "예약 안 할래요", "예약하지 마세요", "그냥 됐어요"]
)
def test_what_is_called_off_is_cancelled(talk: Talk, text: str) -> None:
    hotel = booked(talk)
    assert hotel.say(text) == "취소했어요."
    assert "Stay.day" not in hotel.filled()


@pytest.mark.parametrize(
    "text", ["예약은 어떻게 해요?", "예약 번호 알려 주세요", "예약하면 얼마예요?"]
)
def test_the_request_spoken_of_is_no_yes(talk: Talk, text: str) -> None:
    assert booked(talk).say(text) == "한빛, 모레, 2명 맞아요?"


def test_a_value_said_again_with_a_yes_is_no_change(talk: Talk) -> None:
    assert booked(talk).say("네 두 명 맞아요") == "예약했어요."


def test_a_way_to_where_a_yes_leads_needs_a_command(talk: Talk) -> None:
    shop = """
acts: {order: [주문, 시켜]}
tasks:
  check:
    confirm: 주문할까요?
    next: [{task: done, when: act = "order"}, {task: done, controller: system}]
  done: {say: 보냈어요.}
"""
    for text in ("안 시켜요", "주문은 언제까지예요?", "주문 안 할게요", "다음에 시켜 먹을게요"):
        assert talk(shop).say(text) != "보냈어요.", text
    for text in ("주문해 주세요", "시켜 줘", "네 시켜 주세요"):
        assert talk(shop).say(text) == "보냈어요.", text


# Turning to something else and coming back


def test_an_unfinished_task_is_come_back_to(talk: Talk) -> None:
    hotel = talk(HOTEL)
    hotel.say("한빛 예약")
    assert hotel.say("몇 시까지 해요?") == "24시간이요.\n언제요?"
    assert hotel.session.waiting == ()
    assert hotel.say("내일") == "몇 분이요?"


def test_a_confirmation_is_come_back_to(talk: Talk) -> None:
    hotel = booked(talk)
    assert hotel.say("전화번호가 뭐예요?") == "02-000-0000이요.\n한빛, 모레, 2명 맞아요?"
    assert hotel.say("네") == "예약했어요."


def test_a_finished_task_is_not_come_back_to(talk: Talk) -> None:
    hotel = booked(talk)
    hotel.say("네")
    assert hotel.say("고마워요") == "별말씀을요."


def test_the_day_that_was_forgotten_is_pointed_at(talk: Talk) -> None:
    hotel = booked(talk)
    hotel.say("네")
    assert hotel.say("그날 달빛도 예약해 줘") == "예약하시는군요.\n몇 분이요?"
    assert hotel.filled()["Stay.day"] == ("모레",)


OPTIONAL = """
entities: {Order: {slots: {drink: {values: [콜라, 사이다]}, size: {values: [큰 거, 작은 거]}}}}
acts: {more: 메뉴판}
tasks:
  size: {fill: Order.size, ask: {Order.size: 크기는요?}, next: {task: drink, controller: system}}
  drink:
    type: optional
    fill: Order.drink
    ask: {Order.drink: 음료도 드릴까요?}
    say: "{Order.drink}도 드릴게요."
    next: {task: done, controller: system}
  done: {say: 다 됐어요., end: true}
  menu: {say: 메뉴판이에요.}
anywhere: {task: menu, when: act = "more"}
"""


def test_an_optional_task_may_be_declined(talk: Talk) -> None:
    order = talk(OPTIONAL)
    assert order.say("큰 거요") == "음료도 드릴까요?"
    assert order.say("아니요 괜찮아요") == "다 됐어요."
    assert order.ended


def test_an_optional_task_may_be_taken(talk: Talk) -> None:
    order = talk(OPTIONAL)
    order.say("큰 거요")
    assert order.say("콜라요") == "콜라도 드릴게요.\n다 됐어요."


@pytest.mark.parametrize("said", ["됐고 소포로 보내 주세요", "아니요 소포요"])
def test_what_is_said_behind_a_no_is_taken_and_declines_all_the_same(talk: Talk, said: str) -> None:
    way = "way: {type: choice, values: [소포, 택배]}"
    order = talk(OPTIONAL.replace("size: {values", f"{way}, size: {{values", 1))
    order.say("큰 거요")
    assert order.say(said) == "다 됐어요."
    assert order.session.slots["Order.way"] == ("소포",)


def test_a_no_that_corrects_what_the_task_needs_declines_nothing(talk: Talk) -> None:
    order = talk(OPTIONAL.replace("fill: Order.drink", "fill: [Order.size, Order.drink]"))
    order.say("큰 거요")
    assert order.say("아니 작은 거요") == "음료도 드릴까요?"


def test_an_optional_task_is_come_back_to_until_it_is_declined(talk: Talk) -> None:
    order = talk(OPTIONAL)
    assert order.say("메뉴판 보여 주세요") == "메뉴판이에요.\n크기는요?"
    order.say("큰 거요")
    assert order.say("메뉴판이요") == "메뉴판이에요.\n음료도 드릴까요?"
    assert order.say("없어요") == "다 됐어요."


# Acts that are understood everywhere


def test_a_task_is_cancelled(talk: Talk) -> None:
    hotel = booked(talk)
    assert hotel.say("취소할래요") == "취소했어요."
    assert hotel.session.task == "hello"
    assert hotel.filled() == {}


def test_a_dialog_begins_anew(talk: Talk) -> None:
    hotel = booked(talk)
    assert hotel.say("처음부터 다시 할게요") == "어서 오세요."
    assert hotel.filled() == {}


def test_the_last_answer_is_said_again(talk: Talk) -> None:
    hotel = booked(talk)
    assert hotel.say("다시 말해 줘") == "한빛, 모레, 2명 맞아요?"
    assert hotel.say("뭐라고요?") == "한빛, 모레, 2명 맞아요?"
    assert hotel.say("네") == "예약했어요."


def test_help_is_given(talk: Talk) -> None:
    assert talk(HOTEL).say("도움말") == "지역을 말씀해 보세요."
    without = HOTEL.replace("help: 지역을 말씀해 보세요.\n", "")
    assert talk(without).say("도움말").startswith("숙소 안내")


def test_a_domain_adds_its_own_words_for_them(talk: Talk) -> None:
    own = HOTEL.replace("acts:\n", "acts:\n  yes: [가즈아]\n")
    assert booked(lambda *a: talk(own)).say("가즈아") == "예약했어요."
    assert booked(lambda *a: talk(own)).say("네") == "예약했어요."


def test_no_without_a_question_says_nothing(talk: Talk) -> None:
    assert talk(HOTEL).say("아니요") == "네?"


CLERK = "acts: {time: 몇 시}\ntasks: {a: , time: {say: 세 시예요.}}\n"
CLERK += 'anywhere: [{task: time, when: act = "time"}]\nfallback: 모르겠어요.\n'


@pytest.mark.parametrize("text", ["됐어요", "아니요 괜찮아요", "고맙습니다", "네 감사해요"])
def test_a_refusal_when_all_is_said_is_heard(talk: Talk, text: str) -> None:
    clerk = talk(CLERK)
    assert clerk.say("몇 시예요?") == "세 시예요."
    assert clerk.say(text) == "네, 필요하신 것이 있으면 말씀해 주세요."


# Goals, entering, leaving


def test_a_goal_settles_a_task_early(talk: Talk) -> None:
    task = talk(
        "entities: {A: {slots: {a: {values: [가]}, b: {values: [나]}}}}\n"
        'tasks: {t: {goal: A.a = "가", fill: [A.b, A.a], say: 됐어요., ask: {A.b: 나요?}}}'
    )
    assert task.said == "나요?"
    assert task.say("가") == "됐어요."


def test_a_slot_waits_for_those_that_precede_it(talk: Talk) -> None:
    content = (
        "entities: {A: {slots: {a: {preceding: b, values: [가]}, b: {values: [나]}}}}\n"
        "tasks: {t: {fill: [A.a], ask: {A.a: 가요?, A.b: 나요?}}}"
    )
    task = talk(content)
    assert task.said == "나요?"
    assert task.say("나") == "가요?"


def test_a_slot_that_only_precedes_others_is_asked_for_by_its_name(talk: Talk) -> None:
    content = (
        "entities: {A: {slots: {a: {preceding: b, values: [가]}, b: {preceding: c, values: [나]},"
        " c: {values: [다]}}}}\n"
        "tasks: {t: {fill: [A.a], say: 끝.}}"
    )
    task = talk(content)
    assert task.said == "A.c?"
    assert task.say("다") == "A.b?"
    assert task.say("나") == "A.a?"
    assert task.say("가") == "끝."


def test_a_task_says_when_it_begins_and_when_it_leads_on(talk: Talk) -> None:
    task = talk(
        "acts: {go: 가자}\n"
        "tasks:\n"
        '  a: {enter: 시작., say: 여기., leave: 안녕., next: {task: b, when: act = "go"}}\n'
        "  b: {enter: 도착., say: 끝., end: true}"
    )
    assert task.said == "시작.\n여기."
    assert task.say("가자") == "안녕.\n도착.\n끝."


# Wordings

WORDS = """
acts: {hi: 안녕}
tasks:
  a:
    say: {text: [하나, {text: 둘, weight: 3}, 셋], act: greet}
    next: {task: a, when: act = "hi" and system_act = "greet"}
"""


def test_a_wording_is_chosen_by_the_seed_alone(talk: Talk, domain: Any) -> None:
    from mockgenie.dialog import Engine

    engine = Engine(domain(WORDS))
    today = talk(WORDS).today

    def words(seed: int) -> list[str]:
        session, reply = engine.open("internal_data", today, seed)
        spoken = [reply.text]
        for _ in range(30):
            session, reply = engine.step(session, "안녕", None, today)
            spoken.append(reply.text)
        return spoken

    assert words(1) == words(1)
    assert words(1) != words(2)
    many = [word for seed in range(40) for word in words(seed)]
    assert set(many) == {"하나", "둘", "셋"}
    assert 0.5 < many.count("둘") / len(many) < 0.7


def test_a_witness_is_told_what_a_turn_used(domain: Any, talk: Talk) -> None:
    from mockgenie.dialog import Engine

    engine, today, usage = Engine(domain(HOTEL)), talk(HOTEL).today, Usage()
    session, _ = engine.open("internal_data", today, usage=usage)
    engine.step(session, "강남이요", None, today, usage)
    assert usage.acts == ["find"]
    assert usage.tasks == ["hello", "find"]
    lines = HOTEL.splitlines()
    assert ["{count}곳:" in lines[line - 1] for line, _ in usage.texts] == [False, True, True]


# Texts


def test_a_text_has_forms_and_conditions(talk: Talk) -> None:
    task = talk(
        "entities: {A: {slots: {n: {type: int, counters: [원]}}}}\n"
        "tasks: {t: {fill: [A.n], reset: true, say: "
        '"{A.n:,}원 {if A.n > 1000}비싸{elif A.n = 0}공짜{else}싸{end}"}}'
    )
    assert said(task, "1234567원", "0원", "12원") == ["1,234,567원 비싸", "0원 공짜", "12원 싸"]


def test_what_was_ruled_out_is_said(talk: Talk) -> None:
    text = HOTEL.replace("어디요?", "").replace(
        'text: "{Hotel.name}이(가) 있어요."',
        'text: "{if Hotel.area is unwanted}'
        '{without Hotel.area}{else}다{end}을(를) 빼고 {Hotel.name}"',
    )
    hotel = talk(text)
    assert said(hotel, "강남이랑 종로 찾아 줘", "강남은 빼고요")[1] == "강남을 빼고 달빛"
    assert hotel.say("종로 추천") == "다를 빼고 달빛"


def test_all_values_of_the_records_are_said(talk: Talk) -> None:
    text = HOTEL.replace(
        '{text: "{count}곳:", each: "{number}. {Hotel.name}"}', '"{all Hotel.name}"'
    )
    assert talk(text).say("강남이요") == "한빛, 솔향"


def test_days_and_times_are_written_in_digits(talk: Talk) -> None:
    task = talk(
        "entities: {A: {slots: {d: {type: date}, t: {type: time}, l: {type: duration}}}}\n"
        'tasks: {t: {fill: [A.d, A.t, A.l], say: "{A.d:iso} {A.t:iso} {A.l:iso}"}}'
    )
    assert task.say("내일 오후 두 시 반부터 한 시간 반") == "2026-11-23 14:30 PT1H30M"


# What asks for nothing


@pytest.mark.parametrize(
    "text", ["네", "오 신기하다", "아 그런 거구나", "잠깐만요", "벌써 토요일이네"]
)
def test_what_asks_for_nothing_is_heard(talk: Talk, text: str) -> None:
    hotel = talk(HOTEL)
    hotel.say("몇 시까지 해요?")
    assert hotel.say(text) == "네, 필요하신 것이 있으면 말씀해 주세요."


def test_a_domain_says_in_its_own_words_that_it_heard(talk: Talk) -> None:
    own = HOTEL.replace(
        "fallback: 네?", 'fallback: [{when: kind = "reaction", text: "그렇죠?"}, 네?]'
    )
    hotel = talk(own)
    hotel.say("몇 시까지 해요?")
    assert hotel.say("우와 대단하네") == "그렇죠?"
    assert hotel.say("네") == "네, 필요하신 것이 있으면 말씀해 주세요."
    assert hotel.say("쿠키 구워 줘") == "네?"


def test_a_question_is_asked_again_as_it_was_when_something_is_only_taken_in(talk: Talk) -> None:
    hotel = talk(HOTEL)
    assert hotel.say("숙소 찾아 줘") == "어느 지역이요?"
    assert hotel.say("와 친절하네") == "강남이나 종로처럼 말씀해 주세요."
    assert hotel.say("오 대박") == "강남이나 종로처럼 말씀해 주세요."
    hotel.say("종로 달빛 예약할게요")
    hotel.say("내일 두 명이요")
    assert hotel.say("우와 대단하네") == "달빛, 내일, 2명 맞아요?"


def test_nothing_is_only_heard_where_something_was_asked(talk: Talk) -> None:
    hotel = talk(HOTEL.replace("24시간이요.", '"24시간이요. 더 궁금하세요?"'))
    hotel.say("몇 시까지 해요?")
    assert hotel.say("네") == "네?"


def test_a_yes_has_the_change_made_that_was_proposed_in_whatever_verb(talk: Talk) -> None:
    diary = talk(
        """
name: Diary
entities: {Move: {slots: {day: {type: date}}}}
acts: {move: [옮겨, 바꿔, 변경]}
tasks:
  move:
    fill: Move.day
    ask: {Move.day: 언제요?}
    confirm: "{Move.day}(으)로 옮길까요?"
    say: 옮겼어요.
    end: true
    next: {task: move, when: act = "move"}
"""
    )
    diary.say("내일이요")
    assert diary.say("모레로 변경해 주세요") == "모레로 옮길까요?"
    assert diary.say("변경하면 어떻게 돼요?") == "모레로 옮길까요?"
    assert diary.say("네 변경해 주세요") == "옮겼어요."


def test_what_is_done_to_a_record_changes_nothing_that_is_to_be_confirmed(talk: Talk) -> None:
    visit = 'visit: {fill: Stay.day, confirm: "{Stay.day}, 맞아요?"}'
    way = '- {task: visit, when: act = "visit"}'
    hotel = talk(
        HOTEL.replace("영업시간]", "영업시간]\n  visit: 들를게")
        .replace("phone: {say", f"{visit}\n  phone: {{say")
        .replace("- {task: hours", f"{way}\n  - {{task: hours")
    )
    assert hotel.say("내일 들를게") == "내일, 맞아요?"
    assert hotel.say("모레요") == "모레, 맞아요?"
    assert hotel.say("토요일에 달빛 추천해 줘").startswith("달빛이 있어요.")

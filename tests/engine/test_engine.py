"""Domain, session and what the user says, to the next session and a reply."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockgenie.domains import Domain, Record
from mockgenie.engine import (
    ClassRequest,
    DataMissing,
    DataRequest,
    Engine,
    EngineFailure,
    Session,
    Speech,
)

Talk = Callable[..., Any]

MONDAY = date(2026, 11, 23)

SHOP = """
name: Shop
entities:
  Coffee:
    slots:
      kind: {values: {아메리카노: [아아], 라떼: [카페라떼], 녹차: []}, any: [아무거나]}
      size: {values: {톨: [작은], 벤티: [큰]}, any: 상관없어}
      price: {}
    instances:
      - {kind: 아메리카노, size: 톨, price: 3000}
      - {kind: 아메리카노, size: 벤티, price: 4000}
      - {kind: 라떼, size: 톨, price: 3500}
      - {kind: 라떼, size: 벤티, price: 4500}
acts:
  bye: [그만]
  help: [도움말]
  order: [주문]
tasks:
  greeting:
    say: 어서 오세요.
    next:
      - {task: farewell, when: act = "bye"}
      - {task: order, when: act = "order" or Coffee.kind is filled}
  order:
    fill: [Coffee.kind, Coffee.size]
    ask:
      Coffee.kind: 무엇을 드릴까요?
      Coffee.size: "{Coffee.kind}은(는) 어떤 크기로 드릴까요?"
    lookup: Coffee
    say:
      - {when: count = 0, text: "{Coffee.kind}은(는) 없습니다."}
      - {when: count = 1, text: "{Coffee.size} {Coffee.kind}은(는) {Coffee.price}원입니다."}
      - {when: count > 3, text: "{count}가지나 있습니다."}
      - {text: "{count}가지입니다.", each: "- {Coffee.kind} {Coffee.size}: {Coffee.price}원"}
    reset: [Coffee.size]
    next:
      - {task: farewell, when: act = "bye"}
  farewell: {say: 안녕히 가세요., end: true}
fallback: 네? 다시 말씀해 주세요.
"""

FALLBACK = "네? 다시 말씀해 주세요."


# Opening


def test_a_dialog_opens_with_what_the_first_task_says(talk: Talk) -> None:
    shop = talk(SHOP)
    assert shop.reply == Speech("어서 오세요.")
    assert shop.session == Session("Shop", "internal_data", "greeting")


def test_a_dialog_may_open_with_a_question(talk: Talk) -> None:
    opened = talk("entities: {A: {slots: [b]}}\ntasks: {a: {fill: A.b, ask: {A.b: 무엇을요?}}}")
    assert opened.reply == Speech("무엇을요?")


def test_a_first_task_that_asks_says_its_text_when_it_knows(talk: Talk) -> None:
    opened = talk(
        "entities: {A: {slots: [b]}}\n"
        "tasks: {a: {fill: A.b, ask: {A.b: 무엇을요?}, say: '{A.b}이군요.'}}"
    )
    assert opened.said == "무엇을요?"
    assert opened.say("사과") == "사과이군요."


def test_a_dialog_may_open_on_the_way_to_another_task(talk: Talk) -> None:
    opened = talk(
        "entities: {A: {slots: [b]}}\n"
        "tasks:\n"
        "  hello: {say: 어서 오세요., next: {task: ask, controller: system}}\n"
        "  ask: {fill: A.b, ask: {A.b: 무엇을요?}}\n"
    )
    assert opened.reply == Speech("어서 오세요.\n무엇을요?")
    assert opened.session.task == "ask"
    assert opened.session.asked == "A.b"


def test_a_dialog_may_end_where_it_begins(talk: Talk) -> None:
    opened = talk("tasks: {a: {say: 오늘은 쉽니다., end: true}}")
    assert opened.reply == Speech("오늘은 쉽니다.", end=True)


def test_a_task_without_a_text_says_nothing(talk: Talk) -> None:
    assert talk("tasks: {a: }").reply == Speech("")


def test_a_dialog_may_look_up_before_it_says_anything(talk: Talk) -> None:
    content = """
entities: {A: {slots: [b], instances: [{b: 1}, {b: 2}]}}
tasks: {a: {lookup: A, say: "{count}건"}}
"""
    assert talk(content).said == "2건"
    opened = talk(content, "external_data")
    assert opened.requested == [(["A.b"], "")]
    assert opened.give({"A.b": "1"}) == "1건"


# Asking


def test_what_is_missing_is_asked_one_after_the_other(talk: Talk) -> None:
    shop = talk(SHOP)
    assert shop.say("주문할게요") == "무엇을 드릴까요?"
    assert shop.say("라떼요") == "라떼는 어떤 크기로 드릴까요?"
    assert shop.say("큰 걸로요") == "벤티 라떼는 4500원입니다."


def test_what_is_known_is_not_asked(talk: Talk) -> None:
    shop = talk(SHOP)
    assert shop.say("라떼 큰 거 주문이요") == "벤티 라떼는 4500원입니다."


def test_what_comes_in_another_order_is_not_asked_either(talk: Talk) -> None:
    shop = talk(SHOP)
    assert shop.say("주문이요") == "무엇을 드릴까요?"
    assert shop.say("작은 거요") == "무엇을 드릴까요?"
    assert shop.say("아아요") == "톨 아메리카노는 3000원입니다."


def test_a_question_is_asked_again_after_a_word_that_is_not_understood(talk: Talk) -> None:
    shop = talk(SHOP)
    shop.say("주문")
    assert shop.say("글쎄요") == FALLBACK
    assert shop.session.asked == "Coffee.kind"
    assert shop.say("라떼") == "라떼는 어떤 크기로 드릴까요?"


def test_a_question_without_words_is_asked_by_the_description_of_the_slot(talk: Talk) -> None:
    opened = talk("entities: {A: {slots: {b: {description: 도시}}}}\ntasks: {a: {fill: A.b}}")
    assert opened.said == "도시?"


def test_a_word_of_two_slots_is_taken_for_the_one_asked_for(talk: Talk) -> None:
    trip = talk(
        """
entities:
  Trip: {slots: {from: {values: [서울, 부산]}, to: {values: [서울, 부산]}}}
tasks:
  a:
    fill: [Trip.from, Trip.to]
    ask: {Trip.from: 어디서요?, Trip.to: 어디로요?}
    say: "{Trip.from}에서 {Trip.to}(으)로 갑니다."
"""
    )
    assert trip.say("부산") == "어디로요?"
    assert trip.say("서울이요") == "부산에서 서울로 갑니다."


# Answering


def test_a_new_value_replaces_the_old_one(talk: Talk) -> None:
    shop = talk(SHOP)
    shop.say("라떼 큰 거")
    assert shop.say("아메리카노 큰 거는요?") == "벤티 아메리카노는 4000원입니다."
    assert shop.filled() == {"Coffee.kind": ("아메리카노",)}


def test_reset_forgets_after_the_answer(talk: Talk) -> None:
    shop = talk(SHOP)
    shop.say("라떼 큰 거")
    assert shop.filled() == {"Coffee.kind": ("라떼",)}
    assert shop.say("아메리카노는요?") == "아메리카노는 어떤 크기로 드릴까요?"


def test_several_values_are_several_records(talk: Talk) -> None:
    shop = talk(SHOP)
    assert shop.say("아메리카노랑 라떼 큰 거요") == (
        "2가지입니다.\n- 아메리카노 벤티: 4000원\n- 라떼 벤티: 4500원"
    )


def test_any_value_will_do(talk: Talk) -> None:
    shop = talk(SHOP)
    assert shop.say("라떼요") == "라떼는 어떤 크기로 드릴까요?"
    assert shop.say("상관없어요") == "2가지입니다.\n- 라떼 톨: 3500원\n- 라떼 벤티: 4500원"
    assert shop.filled() == {"Coffee.kind": ("라떼",)}


def test_any_value_of_all_slots_is_all_records(talk: Talk) -> None:
    shop = talk(SHOP)
    shop.say("주문이요, 아무거나")
    assert shop.filled() == {"Coffee.kind": ()}
    assert shop.session.asked == "Coffee.size"
    assert shop.say("크기도 상관없어요") == "4가지나 있습니다."


def test_no_record_at_all(talk: Talk) -> None:
    shop = talk(SHOP)
    assert shop.say("녹차 큰 거 주문") == "녹차는 없습니다."


def test_several_values_are_named_with_commas(talk: Talk) -> None:
    opened = talk(
        "entities: {A: {slots: {b: {values: [서울, 제주]}}}}\n"
        "tasks: {a: {fill: A.b, say: '{A.b}은(는) 맑음'}}"
    )
    assert opened.say("서울하고 제주요") == "서울, 제주는 맑음"


@pytest.mark.parametrize(
    "text",
    [
        "라떼 큰 거",
        "라떼벤티로",
        "라 떼 큰 거",
        unicodedata.normalize("NFD", "라떼 큰 거"),
        "라떼는 큰 것으로",
        "큰 라떼요!!",
        "카페라떼 벤티로 주세요",
        "카페 라떼, 벤티",
        "ㅋㅋ 라떼 큰 걸로 😀",
    ],
)
def test_neither_spaces_nor_particles_nor_composition_hide_a_value(talk: Talk, text: str) -> None:
    assert talk(SHOP).say(text) == "벤티 라떼는 4500원입니다."


# Not understanding


@pytest.mark.parametrize("text", ["", " ", "?!", "ㅋㅋ", "배고파요", "asdf", "\x00", "😀"])
def test_what_is_not_understood_gets_exactly_the_fallback(talk: Talk, text: str) -> None:
    shop = talk(SHOP)
    before = shop.session
    assert shop.say(text) == FALLBACK
    assert shop.session.task == before.task
    assert shop.session.slots == before.slots


def test_an_act_that_leads_nowhere_gets_the_fallback(talk: Talk) -> None:
    assert talk(SHOP).say("도움말") == FALLBACK


def test_a_domain_without_a_fallback_still_has_one(talk: Talk) -> None:
    assert talk("tasks: {a: {say: 안녕}}").say("뭐라고?") != ""


def test_a_fallback_may_name_values(talk: Talk) -> None:
    opened = talk(
        "entities: {A: {slots: {b: {values: [서울]}}}}\n"
        "tasks: {a: {fill: A.b}}\nfallback: '{A.b}? {turn}번째'"
    )
    opened.say("서울")
    assert opened.say("뭐") == "서울? 2번째"


# Going on


def test_an_act_leads_to_another_task(talk: Talk) -> None:
    shop = talk(SHOP)
    shop.say("라떼")
    assert shop.say("그만할래요") == "안녕히 가세요."
    assert shop.ended


def test_the_first_way_whose_condition_holds_is_taken(talk: Talk) -> None:
    opened = talk(
        """
acts: {go: 가자}
tasks:
  a:
    say: A
    next:
      - {task: d, when: turn > 1}
      - {task: b, when: act = "go"}
      - {task: c, when: act = "go"}
  b: {say: B, next: a}
  c: {say: C}
  d: {say: D}
"""
    )
    assert opened.say("가자") == "B"
    assert opened.say("아무 말") == "A"
    assert opened.say("아무 말") == "D"


def test_a_way_may_depend_on_what_is_filled(talk: Talk) -> None:
    opened = talk(
        """
entities: {A: {slots: {b: {values: [서울, 부산]}, c: {values: [1호, 2호]}}}}
tasks:
  a:
    say: A
    next:
      - {task: both, when: A.b = "서울" and A.c is filled}
      - {task: one, when: A.b is filled and A.c is not filled}
  both: {say: "{A.b} {A.c}"}
  one: {say: "{A.b}", next: a}
"""
    )
    assert opened.say("2호") == "잘 알아듣지 못했어요. 다시 말씀해 주시겠어요?"
    assert opened.say("서울") == "서울 2호"


def test_the_system_goes_on_by_itself(talk: Talk) -> None:
    opened = talk(
        """
acts: {go: 가자}
tasks:
  a: {say: A, next: {task: b, when: act = "go"}}
  b:
    say: B
    next:
      - {task: never, when: count > 0, controller: system}
      - {task: c, controller: system}
  c: {next: {task: d, controller: system}}
  d: {say: D, end: true}
  never: {say: NEVER}
"""
    )
    assert opened.said == "A"
    assert opened.say("가자") == "B\nD"
    assert opened.ended


def test_the_system_waits_where_a_way_is_the_users(talk: Talk) -> None:
    opened = talk("tasks: {a: {say: A, next: b}, b: {say: B}}")
    assert opened.said == "A"
    assert opened.session.task == "a"
    assert opened.say("아무 말") == "B"


def test_the_system_asks_before_it_goes_on(talk: Talk) -> None:
    opened = talk(
        """
entities: {A: {slots: {b: {values: [서울]}}}}
tasks:
  a: {fill: A.b, say: "{A.b}!", next: {task: c, controller: system}}
  c: {say: 끝, end: true}
"""
    )
    assert not opened.ended
    assert opened.say("서울") == "서울!\n끝"
    assert opened.ended


def test_a_task_that_ends_does_not_go_on(talk: Talk) -> None:
    opened = talk(
        "tasks: {a: {say: 끝, end: true, next: {task: b, controller: system}}, b: {say: B}}"
    )
    assert opened.reply == Speech("끝", end=True)


def test_tasks_that_lead_to_each_other_without_end_are_a_failure(domain: Any) -> None:
    engine = Engine(
        domain(
            "tasks:\n"
            "  a: {next: {task: b, controller: system}}\n"
            "  b: {next: {task: a, controller: system}}\n"
        )
    )
    with pytest.raises(EngineFailure, match=r"task [ab] "):
        engine.open("internal_data", MONDAY)


def test_a_failure_in_a_turn_leaves_the_session_usable(domain: Any) -> None:
    engine = Engine(
        domain(
            """
acts: {go: 가자, bye: 그만}
tasks:
  a: {say: A, next: [{task: b, when: act = "go"}, {task: c, when: act = "bye"}]}
  b: {next: {task: b, controller: system}}
  c: {say: C, end: true}
"""
        )
    )
    session, _ = engine.open("internal_data", MONDAY)
    with pytest.raises(EngineFailure):
        engine.step(session, "가자", None, MONDAY)
    assert engine.step(session, "그만", None, MONDAY)[1] == Speech("C", end=True)


def test_a_hundred_tasks_in_a_turn_are_no_failure(talk: Talk) -> None:
    tasks = [
        f"  t{n}: {{say: {n}, next: {{task: t{n + 1}, controller: system}}}}" for n in range(99)
    ]
    opened = talk("\n".join(["tasks:", *tasks, "  t99: {say: 99}"]))
    assert opened.said == "\n".join(map(str, range(100)))


# What is said


def test_the_first_saying_whose_condition_holds_is_said(talk: Talk) -> None:
    opened = talk(
        """
acts: {go: 가자, stay: 있자}
tasks:
  a:
    say:
      - {when: turn = 0, text: 처음}
      - {when: turn > 2, text: 오래}
      - {when: act = "go", text: 가요}
      - 기본
    next: a
"""
    )
    assert [opened.said, *(opened.say(text) for text in ("가자", "있자", "가자"))] == [
        "처음",
        "가요",
        "기본",
        "오래",
    ]


def test_where_no_condition_holds_nothing_is_said(talk: Talk) -> None:
    assert talk("tasks: {a: {say: {when: turn > 0, text: 안녕}}}").said == ""


def test_a_text_may_speak_of_the_first_record(talk: Talk) -> None:
    opened = talk(
        """
entities:
  A: {slots: [b, c], instances: [{b: 1, c: 하나}, {b: 2, c: 둘}]}
tasks:
  a:
    lookup: A
    say: [{when: A.c = "둘", text: 아님}, {when: A.c = "하나", text: "{A.c} {count}"}]
"""
    )
    assert opened.said == "하나 2"


def test_a_line_for_each_record_follows_the_text(talk: Talk) -> None:
    content = """
entities:
  A: {slots: [b, c], instances: [{b: 1, c: 하나}, {b: 2}, {c: 셋}]}
tasks: {a: {lookup: A, say: {TEXT each: "{A.b}/{A.c}/{count}"}}}
"""
    assert talk(content.replace("TEXT", "text: 모두,")).said == "모두\n1/하나/3\n2//3\n/셋/3"
    assert talk(content.replace("TEXT", "")).said == "1/하나/3\n2//3\n/셋/3"


def test_without_records_only_the_text_is_said(talk: Talk) -> None:
    content = (
        "entities: {A: {slots: [b]}}\ntasks: {a: {lookup: A, say: {text: 모두, each: '{A.b}'}}}"
    )
    assert talk(content).said == "모두"


def test_a_task_may_look_up_several_classes(talk: Talk) -> None:
    content = """
entities:
  A: {slots: {b: {values: [1호, 2호]}}, instances: [{b: 1호}, {b: 2호}]}
  C: {slots: [d], instances: [{d: 셋}]}
tasks: {a: {fill: A.b, lookup: [A, C], say: {text: "{count}", each: "{A.b}{C.d}"}}}
"""
    internal = talk(content)
    assert internal.say("2호") == "2\n2호\n2호셋"
    external = talk(content, "external_data")
    external.turn("2호")
    assert external.requested == [(["A.b"], 'A.b="2호"'), (["C.d"], "")]
    assert external.give({"A.b": "1호"}, {"C.d": "셋"}, {"A.b": "2호"}) == "2\n2호\n2호셋"


# external_data

ALL: list[Record] = [
    {"Coffee.kind": "아메리카노", "Coffee.size": "톨", "Coffee.price": "3000"},
    {"Coffee.kind": "아메리카노", "Coffee.size": "벤티", "Coffee.price": "4000"},
    {"Coffee.kind": "라떼", "Coffee.size": "톨", "Coffee.price": "3500"},
    {"Coffee.kind": "라떼", "Coffee.size": "벤티", "Coffee.price": "4500"},
]
SLOTS = ["Coffee.kind", "Coffee.size", "Coffee.price"]


@pytest.fixture
def external(talk: Talk) -> Any:
    """A conversation whose records come from the client."""
    return talk(SHOP, "external_data")


def test_only_a_turn_that_needs_records_asks_for_them(external: Any) -> None:
    assert external.said == "어서 오세요."
    assert external.say("주문") == "무엇을 드릴까요?"
    assert external.say("라떼") == "라떼는 어떤 크기로 드릴까요?"
    assert external.turn("작은 거") == DataRequest(
        (ClassRequest(tuple(SLOTS), 'Coffee.kind="라떼" and Coffee.size="톨"'),)
    )
    assert external.session.pending


def test_the_answer_to_a_request_is_the_answer_of_the_turn(external: Any) -> None:
    external.turn("작은 라떼")
    assert external.give(ALL[2]) == "톨 라떼는 3500원입니다."
    assert not external.session.pending
    assert external.session.turn == 1
    assert external.filled() == {"Coffee.kind": ("라떼",)}


KIND, SIZE = "Coffee.kind=", "Coffee.size="


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("라떼 큰 거", 'Coffee.kind="라떼" and Coffee.size="벤티"'),
        ("큰 라떼", 'Coffee.kind="라떼" and Coffee.size="벤티"'),
        (
            "아메리카노 라떼 큰 거",
            '(Coffee.kind="아메리카노" or Coffee.kind="라떼") and Coffee.size="벤티"',
        ),
        (
            "녹차 라떼 큰 거 작은 거",
            f'({KIND}"녹차" or {KIND}"라떼") and ({SIZE}"벤티" or {SIZE}"톨")',
        ),
        ("라떼 크기 상관없어", 'Coffee.kind="라떼"'),
        ("녹차나 라떼, 상관없어", 'Coffee.kind="녹차" or Coffee.kind="라떼"'),
    ],
)
def test_the_condition_says_what_the_user_wants(external: Any, text: str, condition: str) -> None:
    external.turn(text)
    assert external.requested == [(SLOTS, condition)]


@pytest.mark.parametrize(
    "text", ["라떼 큰 거", "아메리카노 작은 거", "녹차 큰 거", "라떼 아무 크기나 상관없어요",
             "라떼랑 아메리카노 큰 거", "라떼 아메리카노 작은 거 큰 거"],
)  # fmt: skip
def test_the_same_records_give_the_same_words_as_internal_data(
    talk: Talk, external: Any, text: str
) -> None:
    external.turn(text)
    assert external.give(*ALL) == talk(SHOP).say(text)


def test_records_of_others_and_with_other_slots_do_not_matter(external: Any) -> None:
    external.turn("큰 라떼")
    extra = {"Coffee.origin": "에티오피아", "Sensor.light": "31"}
    assert (
        external.give(
            {"Sensor.light": "31", "Sensor.humidity": "40"}, ALL[0], {}, {**ALL[3], **extra}, ALL[2]
        )
        == "벤티 라떼는 4500원입니다."
    )


def test_a_record_without_a_slot_that_was_asked_for_does_not_fit(external: Any) -> None:
    external.turn("큰 라떼")
    assert external.give({"Coffee.kind": "라떼", "Coffee.price": "1"}) == "라떼는 없습니다."


def test_a_record_may_lack_what_no_condition_speaks_of(external: Any) -> None:
    external.turn("큰 라떼")
    assert external.give({"Coffee.kind": "라떼", "Coffee.size": "벤티"}) == "벤티 라떼는 원입니다."


def test_an_empty_list_means_that_nothing_was_found(external: Any) -> None:
    external.turn("큰 라떼")
    assert external.give() == "라떼는 없습니다."


def test_a_count_tells_how_many_there_are(external: Any) -> None:
    external.turn("큰 라떼")
    count = dict.fromkeys(SLOTS, "<count>124</count>")
    assert external.give(ALL[3], ALL[3], count) == "124가지나 있습니다."
    assert external.session.count == 124


def test_a_count_may_stand_beside_plain_values(external: Any) -> None:
    external.turn("큰 라떼")
    count = {"Coffee.kind": "라떼", "Coffee.size": "벤티", "Coffee.price": "<count> 7 </count>"}
    assert external.give(ALL[3], count) == "7가지나 있습니다."


def test_a_count_alone_is_enough(external: Any) -> None:
    external.turn("큰 라떼")
    assert external.give({"Coffee.kind": "<count>12</count>"}) == "12가지나 있습니다."


def test_a_count_of_zero_means_that_nothing_was_found(external: Any) -> None:
    external.turn("큰 라떼")
    assert external.give({"Coffee.kind": "<count>0</count>"}) == "라떼는 없습니다."


@pytest.mark.parametrize(
    "value", ["<count></count>", "<count>x</count>", "<count>3", "count 3", "<COUNT>3</COUNT>"]
)
def test_what_is_no_count_is_a_value(external: Any, value: str) -> None:
    external.turn("큰 라떼")
    record = {"Coffee.kind": "라떼", "Coffee.size": "벤티", "Coffee.price": value}
    assert external.give(record) == f"벤티 라떼는 {value}원입니다."


def test_a_count_that_is_not_last_is_a_record_that_does_not_fit(external: Any) -> None:
    external.turn("큰 라떼")
    count = dict.fromkeys(SLOTS, "<count>124</count>")
    assert external.give(count, ALL[3]) == "벤티 라떼는 4500원입니다."


def test_without_data_the_turn_goes_on_waiting(external: Any) -> None:
    external.turn("큰 라떼")
    before = external.session
    for text in ("작은 거", "그만", "", None):
        with pytest.raises(DataMissing):
            external.turn(text)
        assert external.session is before
    assert external.give(*ALL) == "벤티 라떼는 4500원입니다."


def test_text_beside_data_is_ignored_while_data_is_waited_for(external: Any) -> None:
    external.turn("큰 라떼")
    assert external.turn("그만", ALL) == Speech("벤티 라떼는 4500원입니다.")


def test_data_that_nobody_asked_for_is_ignored(external: Any) -> None:
    assert external.turn("주문", ALL) == Speech("무엇을 드릴까요?")
    assert external.turn("라떼", []) == Speech("라떼는 어떤 크기로 드릴까요?")


def test_data_alone_that_nobody_asked_for_is_not_understood(external: Any) -> None:
    assert external.turn(None, ALL) == Speech(FALLBACK)


def test_each_lookup_asks_again(external: Any) -> None:
    external.turn("큰 라떼")
    external.give(*ALL)
    external.turn("작은 아메리카노")
    assert external.requested == [(SLOTS, 'Coffee.kind="아메리카노" and Coffee.size="톨"')]
    assert external.give(*ALL) == "톨 아메리카노는 3000원입니다."


def test_what_was_said_on_the_way_comes_before_the_answer(talk: Talk) -> None:
    content = """
entities: {A: {slots: [b], instances: [{b: 1}]}}
acts: {go: 가자}
tasks:
  a: {say: A, next: {task: b, when: act = "go"}}
  b: {say: 잠시만요., next: {task: c, controller: system}}
  c: {lookup: A, say: "{A.b}번입니다.", next: {task: d, controller: system}}
  d: {say: 끝, end: true}
"""
    expected = Speech("잠시만요.\n1번입니다.\n끝", end=True)
    assert talk(content).turn("가자") == expected
    external = talk(content, "external_data")
    assert external.turn("가자") == DataRequest((ClassRequest(("A.b",), ""),))
    assert external.turn(data=[{"A.b": "1"}]) == expected


def test_a_quoted_value_is_escaped_in_the_condition(talk: Talk) -> None:
    opened = talk(
        "entities: {A: {slots: [b]}}\ntasks: {a: {fill: A.b, lookup: A, say: '{count}'}}",
        "external_data",
    )
    opened.turn('"C:\\날씨"')
    assert opened.requested == [(["A.b"], r'A.b="\"C:\\날씨\""')]


# Days


DIARY = """
entities:
  Day:
    slots: {date: {type: date}, info: }
    instances:
      - {date: 2026-11-23, info: 첫눈}
      - {date: 내일, info: 시험}
tasks:
  a:
    fill: Day.date
    ask: {Day.date: 언제요?}
    lookup: Day
    say: {text: "{Day.date}", each: "{Day.info}"}
"""


@pytest.mark.parametrize(
    ("today", "text", "said"),
    [
        (MONDAY, "오늘", "오늘\n첫눈"),
        (MONDAY, "내일", "내일\n시험"),
        (MONDAY, "11월 23일", "11월 23일\n첫눈"),
        (date(2026, 11, 22), "내일", "내일\n첫눈\n시험"),
        (date(2026, 11, 21), "모레", "모레\n첫눈"),
        (date(2026, 11, 20), "다음 주 월요일", "다음 주 월요일\n첫눈"),
        (date(2026, 11, 24), "어제", "어제\n첫눈"),
        (MONDAY, "글피", "글피"),
    ],
)
def test_days_are_seen_from_today_and_keep_the_words_of_the_user(
    talk: Talk, today: date, text: str, said: str
) -> None:
    assert talk(DIARY, today=today).say(text) == said


# Purity


def test_a_turn_changes_nothing_but_what_it_returns(domain: Callable[[str], Domain]) -> None:
    engine = Engine(domain(SHOP))
    session, _ = engine.open("internal_data", MONDAY)
    session, _ = engine.step(session, "라떼", None, MONDAY)
    before = (repr(session), dict(session.slots))
    first = engine.step(session, "큰 거", None, MONDAY)
    engine.step(session, "아메리카노 작은 거", None, MONDAY)
    engine.step(session, "그만", None, MONDAY)
    assert (repr(session), dict(session.slots)) == before
    assert engine.step(session, "큰 거", None, MONDAY) == first


def test_records_given_are_not_changed(domain: Callable[[str], Domain]) -> None:
    engine = Engine(domain(SHOP))
    session, _ = engine.open("external_data", MONDAY)
    session, _ = engine.step(session, "큰 라떼", None, MONDAY)
    data = [dict(record) for record in ALL]
    engine.step(session, None, data, MONDAY)
    assert data == ALL


def test_one_engine_leads_any_number_of_dialogs(domain: Callable[[str], Domain]) -> None:
    engine = Engine(domain(SHOP))
    first, _ = engine.open("internal_data", MONDAY)
    second, _ = engine.open("internal_data", MONDAY)
    first, _ = engine.step(first, "라떼", None, MONDAY)
    second, _ = engine.step(second, "아메리카노", None, MONDAY)
    assert engine.step(first, "큰 거", None, MONDAY)[1] == Speech("벤티 라떼는 4500원입니다.")
    assert engine.step(second, "큰 거", None, MONDAY)[1] == Speech(
        "벤티 아메리카노는 4000원입니다."
    )


UTTERANCES = st.sampled_from(
    [
        "라떼",
        "큰 거",
        "아메리카노 작은 거",
        "그만",
        "도움말",
        "주문",
        "",
        "상관없어",
        "아무거나",
        "ㅋ",
    ]
) | st.text(max_size=10)
TURNS = st.lists(UTTERANCES | st.lists(st.sampled_from(ALL), max_size=3), max_size=8)


@given(TURNS, st.sampled_from(["internal_data", "external_data"]))
@settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_same_turns_lead_to_the_same_replies(
    domain: Callable[[str], Domain], turns: list[Any], access_method: Any
) -> None:
    content = domain(SHOP)

    def play() -> list[object]:
        engine = Engine(content)
        session, reply = engine.open(access_method, MONDAY)
        played: list[object] = [session, reply]
        for turn in turns:
            text, data = (turn, None) if isinstance(turn, str) else (None, turn)
            try:
                session, reply = engine.step(session, text, data, MONDAY)
            except DataMissing:
                assert session.pending
            played += [session, reply]
        return played

    assert play() == play()

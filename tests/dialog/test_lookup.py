"""Records that come from the client, and what is asked of it (wire contract, section 6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from mockgenie.dialog import ClassRequest, DataMissing, DataRequest, Speech
from tests.shop import ALL, FALLBACK, SHOP, SLOTS

Talk = Callable[..., Any]

MONDAY = date(2026, 11, 23)


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


def test_spaces_around_a_value_do_not_count_as_in_instance_files(external: Any) -> None:
    external.turn("큰 라떼")
    record = {"Coffee.kind": " 라떼", "Coffee.size": "\t벤티 ", "Coffee.price": " 4500 "}
    assert external.give(record, {"Coffee.kind": " "}) == "벤티 라떼는 4500원입니다."


def test_what_the_user_ruled_out_is_not_found_in_a_record_without_the_slot(external: Any) -> None:
    external.turn("라떼 말고 벤티로 주문이요")
    assert external.requested == [(SLOTS, 'Coffee.kind~="라떼" and Coffee.size="벤티"')]
    assert external.give({"Coffee.size": "벤티", "Coffee.price": "1"}, *ALL) == (
        "벤티 아메리카노는 4000원입니다."
    )


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


# Several classes


LIBRARY = """
entities:
  Book: {slots: {title: , shelf: {values: [가, 나]}}}
  Film: {slots: {name: , shelf: {same: Book.shelf}}}
acts: {look: 찾아}
tasks:
  hello: {say: 안녕하세요.}
  find:
    fill: Book.shelf
    ask: {Book.shelf: 어느 칸이요?}
    lookup: [Book, Film]
    say: {text: "{count}개", each: "{Book.title}{Film.name}"}
anywhere: {task: find, when: act = "look"}
"""
BOOK = {"Book.title": "봄봄", "Book.shelf": "가"}
FILM = {"Film.name": "길", "Film.shelf": "가"}


@pytest.fixture
def library(talk: Talk) -> Any:
    """Somebody looks for what is on a shelf."""
    conversation = talk(LIBRARY, "external_data")
    conversation.turn("가 칸에서 찾아줘")
    return conversation


def test_each_class_has_an_entry_of_the_request(library: Any) -> None:
    assert library.requested == [
        (["Book.title", "Book.shelf"], 'Book.shelf="가"'),
        (["Film.name", "Film.shelf"], 'Film.shelf="가"'),
    ]


def test_one_list_serves_several_classes(library: Any) -> None:
    other = {"Film.name": "밀양", "Film.shelf": "나"}
    assert library.give(FILM, {"Sensor.light": "3"}, BOOK, other) == "2개\n봄봄\n길"


def test_a_record_of_several_classes_is_one_record(library: Any) -> None:
    assert library.give({**BOOK, **FILM}) == "1개\n봄봄길"
    library.turn("가 칸에서 찾아줘")
    assert library.give({**BOOK, **FILM, "Book.shelf": "나"}) == "1개\n봄봄길"


def test_a_class_may_have_no_record(library: Any) -> None:
    assert library.give(FILM) == "1개\n길"


def test_each_class_is_counted_by_its_own_slots(library: Any) -> None:
    counts = {"Book.title": "<count>30</count>", "Book.shelf": "<count>2</count>"}
    assert library.give(BOOK, FILM, counts) == "31개\n봄봄\n길"


def test_the_counts_of_several_classes_go_together(library: Any) -> None:
    counts = {"Book.title": "<count>30</count>", "Film.name": "<count>12</count>"}
    assert library.give(BOOK, FILM, counts) == "42개\n봄봄\n길"


def test_a_count_in_a_slot_that_was_not_asked_for_says_nothing(library: Any) -> None:
    assert library.give(BOOK, {"Book.count": "<count>30</count>"}) == "1개\n봄봄"


# Records that the user speaks of


INNS = """
entities:
  Inn:
    key: name
    slots:
      name: {values: [해담, 달빛, 솔숲]}
      area: {values: [바다, 산], any: 아무 데나, description: 어디요}
      pool: {type: boolean, words: [수영장]}
    instances:
      - {name: 해담, area: 바다, pool: yes}
      - {name: 달빛, area: 바다, pool: no}
      - {name: 솔숲, area: 산, pool: yes}
acts: {look: [숙소, <Inn.name>, <Inn.area>, <Inn.pool>], pay: 예약}
tasks:
  hello: {say: 안녕하세요.}
  find:
    fill: Inn.area
    goal: Inn.name is filled
    lookup: Inn
    say: {text: "{count}곳", each: "{Inn.name} {Inn.area} {Inn.pool}"}
  pay: {say: "{Inn.name} 예약"}
anywhere:
  - {task: pay, when: act = "pay"}
  - {task: find, when: act = "look"}
"""
INN_SLOTS = ["Inn.name", "Inn.area", "Inn.pool"]
INN = [
    {"Inn.name": "해담", "Inn.area": "바다", "Inn.pool": "yes"},
    {"Inn.name": "달빛", "Inn.area": "바다", "Inn.pool": "no"},
    {"Inn.name": "솔숲", "Inn.area": "산", "Inn.pool": "yes"},
]


@pytest.fixture
def inns(talk: Talk) -> Any:
    """Somebody has been told of the inns by the sea."""
    conversation = talk(INNS, "external_data")
    conversation.turn("바다 숙소")
    assert conversation.requested == [(INN_SLOTS, 'Inn.area="바다"')]
    assert conversation.give(*INN) == "2곳\n해담 바다 yes\n달빛 바다 no"
    return conversation


NUMBERED = r"""
entities:
  Cake:
    key: name
    slots: {name: {values: [당근, 치즈, 초코]}, day: {type: date}}
    instances:
      - {name: 당근, day: 월요일}
      - {name: 치즈, day: 월요일}
      - {name: 초코, day: 화요일}
acts: {list: 뭐, about: [<Cake.name>, 어때], of_day: <Cake.day>}
tasks:
  hello: {say: 네.}
  list: {reset: Cake.name, lookup: Cake, say: {each: "{number}. {Cake.name}"}}
  about: {lookup: Cake, say: {each: "{Cake.name} 맛있어요."}}
  of_day: {reset: Cake.name, lookup: Cake, say: {each: "{number}. {Cake.name}"}}
anywhere:
  - {task: list, when: act = "list"}
  - {task: of_day, when: act = "of_day"}
  - {task: about, when: act = "about"}
"""


def test_a_numbered_list_of_one_is_a_list_of_its_own(talk: Talk) -> None:
    conversation = talk(NUMBERED)
    assert conversation.say("뭐 있어요") == "1. 당근\n2. 치즈\n3. 초코"
    assert conversation.say("치즈 어때요") == "치즈 맛있어요."
    assert conversation.say("1번은 어때요") == "당근 맛있어요."
    assert conversation.say("화요일이요") == "1. 초코"
    assert conversation.say("1번 어때요") == "초코 맛있어요."


def test_a_record_that_was_listed_is_asked_for_by_all_wishes(inns: Any) -> None:
    inns.turn("달빛 숙소요")
    assert inns.requested == [(INN_SLOTS, 'Inn.name="달빛" and Inn.area="바다"')]
    assert inns.give(INN[1]) == "1곳\n달빛 바다 no"


def test_another_record_that_the_user_names_is_asked_for_by_its_name(inns: Any) -> None:
    inns.turn("솔숲 숙소는요?")
    assert inns.requested == [(INN_SLOTS, 'Inn.name="솔숲"')]
    assert inns.give(INN[2]) == "1곳\n솔숲 산 yes"
    assert inns.filled() == {"Inn.name": ("솔숲",)}


def test_wishes_that_a_named_record_has_are_kept(inns: Any, talk: Talk) -> None:
    conversation = talk(INNS, "external_data")
    conversation.turn("바다 달빛 숙소요")
    assert conversation.requested == [(INN_SLOTS, 'Inn.name="달빛"')]
    assert conversation.give(INN[1]) == "1곳\n달빛 바다 no"
    assert conversation.filled() == {"Inn.name": ("달빛",), "Inn.area": ("바다",)}


def test_of_several_records_with_the_name_those_with_the_wishes_are_taken(talk: Talk) -> None:
    conversation = talk(INNS, "external_data")
    conversation.turn("바다 달빛 숙소요")
    on_hill = {**INN[1], "Inn.area": "산"}
    count = {"Inn.name": "<count>2</count>"}
    assert conversation.give(on_hill, INN[1], count) == "1곳\n달빛 바다 no"


def test_a_chosen_record_stays_chosen_where_it_has_what_is_wished_now(inns: Any) -> None:
    inns.turn("해담이요")
    inns.give(INN[0])
    inns.turn("수영장 있는 숙소요")
    assert inns.requested == [(INN_SLOTS, 'Inn.name="해담" and Inn.area="바다" and Inn.pool="yes"')]


def test_a_chosen_record_is_given_up_where_it_has_not(inns: Any) -> None:
    inns.turn("달빛이요")
    inns.give(INN[1])
    inns.turn("수영장 있는 숙소요")
    assert inns.requested == [(INN_SLOTS, 'Inn.area="바다" and Inn.pool="yes"')]


def test_a_record_that_never_came_is_given_up_at_another_wish(talk: Talk) -> None:
    conversation = talk(INNS, "external_data")
    assert conversation.say("달빛 예약이요") == "달빛 예약"
    conversation.turn("산에 있는 숙소요")
    assert conversation.requested == [(INN_SLOTS, 'Inn.area="산"')]


def test_a_record_that_never_came_is_kept_where_nothing_is_wished(talk: Talk) -> None:
    conversation = talk(INNS, "external_data")
    assert conversation.say("달빛 예약이요") == "달빛 예약"
    conversation.turn("아무 데나 숙소요")
    assert conversation.requested == [(INN_SLOTS, 'Inn.name="달빛"')]


def test_only_records_said_last_are_kept_and_only_what_their_class_says(inns: Any) -> None:
    inns.turn("산 숙소요")
    inns.give({**INN[2], "Inn.extra": "x", "Sensor.light": "3"}, INN[0])
    assert inns.session.shown == (INN[2],)


def test_nothing_is_kept_of_the_instances(talk: Talk) -> None:
    conversation = talk(INNS)
    conversation.say("바다 숙소")
    assert conversation.session.shown == ()

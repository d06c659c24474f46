"""What is only asked about a record."""

from __future__ import annotations

import pytest

from tests.nlu.steps import MENTIONS, Steps, load

QUESTIONS = (*MENTIONS, "repeated_values", "patterns", "polarity", "questions", "truths")
CHOSEN = {"Inn.name": ("볕뜰",)}


@pytest.mark.parametrize(
    "text",
    [
        "주차 되나요?",
        "혹시 거기 주차가 가능한지도 알려 주세요",
        "주차랑 강아지는요?",
        "주차, 강아지 되는지 여부요",
        "반려견 동반도 가능한가요?",
        "비싼 편인가요?",
        "강남 영업시간은 어떻게 되죠?",
    ],
)
def test_of_a_chosen_record_it_is_asked_and_without_one_it_is_wished(inn: Steps, text: str) -> None:
    assert all(m.ignored for m in inn.run(QUESTIONS, text, slots=CHOSEN).mentions)
    assert not any(m.ignored for m in inn.run(QUESTIONS, text).mentions)


@pytest.mark.parametrize(
    "text",
    ["주차 돼야 해요", "주차되는 데로 바꿔 주실래요?", "강남 쪽이요", "강아지도 추가해 주세요"],
)
def test_a_wish_stays_one(inn: Steps, text: str) -> None:
    assert not any(m.ignored for m in inn.run(QUESTIONS, text, slots=CHOSEN).mentions)


def test_a_record_may_be_named_or_pointed_at(inn: Steps) -> None:
    assert inn.run(QUESTIONS, "볕뜰은 주차 되나요?").mentions[1].ignored
    listed = ("Inn.name", "볕뜰", "한마루")
    assert inn.run(QUESTIONS, "거기 주차 되나요?", listed=listed).mentions[0].ignored
    assert not inn.run(QUESTIONS, "주차 되나요?", listed=listed).mentions[0].ignored


def test_what_only_points_at_the_record_says_nothing_of_it(inn: Steps) -> None:
    assert not inn.run(QUESTIONS, "그 강남 주소 알려 주세요", slots=CHOSEN).mentions


def test_how_far_a_place_is_from_a_record_is_no_wish_for_the_place(inn: Steps) -> None:
    listed = ("Inn.name", "볕뜰", "한마루")
    for known in ({"slots": CHOSEN}, {"listed": listed}):
        draft = inn.run(QUESTIONS, "홍대까지 얼마나 걸려요?", **known)
        assert draft.mentions[0].ignored
        assert draft.act == ""
    assert not inn.run(QUESTIONS, "홍대까지 얼마나 걸려요?").mentions[0].ignored
    assert not inn.run(QUESTIONS, "홍대에서 가까운 데요", listed=listed).mentions[0].ignored


LAUNDRY = r"""
entities:
  Shop:
    key: name
    slots: {name: {values: [비누방울]}}
    instances: [{name: 비누방울}]
  Order:
    slots:
      what: {values: [이불, 셔츠]}
      way: {type: choice, values: {수거: [가지러], 방문: []}}
      number: {type: int, counters: [장], words: [수]}
      day: {type: date}
      time: {type: time}
      length: {type: duration}
      phone: {type: pattern, pattern: "[0-9]{4}"}
tasks:
  find: {lookup: Shop}
  order: {fill: [Order.what]}
  hand_over: {fill: [Order.way]}
"""


@pytest.fixture(scope="module")
def laundry(tmp_path_factory: pytest.TempPathFactory) -> Steps:
    return Steps(load(tmp_path_factory.mktemp("laundry"), LAUNDRY))


@pytest.mark.parametrize(
    "text", ["수거하니", "수거 가능해?", "방문도 되나요", "수거 하나요", "수거할 수 있어?"]
)
def test_what_was_not_asked_for_yet_is_only_asked_about(laundry: Steps, text: str) -> None:
    assert all(m.ignored for m in laundry.run(QUESTIONS[:-1], text, task="order").mentions)
    asked = laundry.run(QUESTIONS[:-1], text, task="hand_over", asked="Order.way")
    assert not asked.mentions[0].ignored


@pytest.mark.parametrize("text", ["수거해 주세요", "방문으로 할게요", "셔츠 하나 수거요"])
def test_what_was_not_asked_for_yet_may_be_said(laundry: Steps, text: str) -> None:
    assert not any(m.ignored for m in laundry.run(QUESTIONS[:-1], text, task="order").mentions)


def test_it_is_asked_whether_it_suits(inn: Steps) -> None:
    draft = inn.run(QUESTIONS, "강아지랑 가기 좋은 데 찾아 줘", slots=CHOSEN)
    assert not draft.mentions[0].ignored
    draft = inn.run(QUESTIONS, "강아지랑 가기 좋을까요?", slots=CHOSEN)
    assert draft.mentions[0].ignored


@pytest.mark.parametrize(
    "text", ["수거는 얼마나 걸려요?", "수거는요?", "두 장은 얼마예요", "수거 추가금 있어요?"]
)
def test_what_a_question_is_about_is_not_ordered(laundry: Steps, text: str) -> None:
    [mention] = laundry.run(QUESTIONS[:-1], text, task="order").mentions
    assert mention.ignored


def test_it_is_asked_if_one_may(laundry: Steps) -> None:
    draft = laundry.run(QUESTIONS[:-1], "내일 가도 괜찮을까요?", task="order")
    assert draft.mentions[0].ignored
    draft = laundry.run(QUESTIONS[:-1], "내일 갈게요", task="order")
    assert not draft.mentions[0].ignored


def test_it_is_asked_how_it_is_then(laundry: Steps) -> None:
    for text in ("주말에도 붐비나요", "일주일 묵으면 할인되나요", "내일 문 여나요?"):
        draft = laundry.run(QUESTIONS[:-1], text, task="order")
        assert not any(one.kind == "said" and not one.ignored for one in draft.mentions), text
    assert not laundry.run(QUESTIONS[:-1], "내일 갈게요", task="order").mentions[0].ignored


def test_it_is_asked_what_something_has_in_it(laundry: Steps) -> None:
    assert laundry.run(QUESTIONS[:-1], "셔츠도 들어가나요?", task="order").mentions[0].ignored


@pytest.mark.parametrize(
    "text",
    ["수거랑 방문은 값이 같아요?", "수거랑 방문 중에 뭐가 빨라요?", "수거하고 방문 차이가 뭐예요?"],
)
def test_all_that_is_compared_is_only_asked_about(laundry: Steps, text: str) -> None:
    steps = QUESTIONS[:-1]
    for asked in ("", "Order.way"):
        draft = laundry.run(steps, text, task="hand_over", asked=asked)
        assert [bool(mention.ignored) for mention in draft.mentions] == [True, True]


STALL = """
entities:
  Order:
    slots: {size: {type: choice, values: [작은 컵, 큰 컵]}, cups: {type: int, counters: [잔]}}
acts: {order: 주세요}
tasks: {order: {fill: [Order.size, Order.cups]}}
"""


def test_without_records_it_is_asked_about_what_is_ordered_too(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    stall = Steps(load(tmp_path_factory.mktemp("stall"), STALL))
    steps = [step for step in QUESTIONS if step in stall.needed]
    assert stall.run(steps, "큰 컵은 얼마예요?", asked="Order.size").mentions[0].ignored
    assert not stall.run(steps, "큰 컵은 두 잔 주세요", asked="Order.size").mentions[0].ignored


def test_what_a_slot_is_said_to_have_is_not_asked_about(inn: Steps) -> None:
    assert not inn.run(QUESTIONS, "동네는 종로야", slots=CHOSEN).mentions[0].ignored
    assert inn.run(QUESTIONS, "종로야?", slots=CHOSEN).mentions[0].ignored

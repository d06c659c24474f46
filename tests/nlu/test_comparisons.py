"""What slots are compared with: 삼만 원 이하, 일곱 시 이후, 제일 싼 거."""

from __future__ import annotations

from typing import Any

import pytest

from mockgenie.nlu.trace import findings
from tests.nlu.steps import Steps, load, mentioned

TOURS = r"""
entities:
  Tour:
    key: name
    slots:
      name: 이름
      price: {type: int, counters: [원], words: [가격]}
      stars: {type: float, counters: [점], words: [별점]}
      seats: {type: int, counters: [명], words: [정원]}
      length: {type: duration, words: [길이]}
      start: {type: time, words: [출발]}
      day: {type: date}
      end: {type: date, words: [마감, 까지]}
      class: {type: choice, values: [고급, 싼 좌석]}
      stop: {words: [정류장]}
  Order:
    slots:
      time: {type: time}
      people: {type: int, counters: [인분]}
tasks:
  find: {fill: [Tour.price], lookup: Tour}
  order: {fill: [Order.time, Order.people]}
"""


@pytest.fixture(scope="module")
def tours(tmp_path_factory: pytest.TempPathFactory) -> Steps:
    return Steps(load(tmp_path_factory.mktemp("tours"), TOURS))


UP_TO_FILLING = (
    *("dictionary", "dates", "times", "durations", "counts", "named_numbers", "slot_resolver"),
    *("comparisons", "patterns", "polarity", "corrections", "filling", "slot_names"),
    "requested_slot",
)


def compared(tours: Steps, text: str, **fields: Any) -> dict[str, tuple[str, ...]]:
    """What the slots of tours are compared with."""
    draft = tours.run(UP_TO_FILLING, text, **fields)
    return {slot.removeprefix("Tour."): said for slot, said in draft.compared.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("만오천 원 이하 있어요?", {"price": ("<=15000",)}),
        ("20,000원 안 넘는 걸로", {"price": ("<=20000",)}),
        ("2만원넘지않는거", {"price": ("<=20000",)}),
        ("이만 원에서 사만 원 사이요", {"price": (">=20000", "<=40000")}),
        ("2만 원부터 4만 원까지", {"price": (">=20000", "<=40000")}),
        ("2~4만 원", {"price": (">=20000", "<=40000")}),
        ("이만 원에서 사만 원대로요", {"price": (">=20000", "<50000")}),
        ("2만 원대로 볼게요", {"price": (">=20000", "<30000")}),
        ("별점 4.5점 이상이고 3만 원 미만", {"stars": (">=4.5",), "price": ("<30000",)}),
        ("두 시간 안 넘는 거", {"length": ("<=두 시간",)}),
        ("90분 이내로 끝나는 거", {"length": ("<=90분",)}),
        ("늦어도 오전 열 시에 출발하는 거", {"start": ("<=오전 열 시",)}),
        ("출발이 아홉 시 이후인 거", {"start": (">=아홉 시",)}),
        ("일요일 전에 있는 거", {"day": ("<일요일",)}),
        ("제일 싼 거 보여 줘", {"price": ("lowest",)}),
        ("별점 높은 순으로", {"stars": ("descending",)}),
        ("별점 높은 거로요", {"stars": ("descending",)}),
        ("별점이 좋은 거", {"stars": ("descending",)}),
        ("별점은 높은가요", {}),
        ("더 늦게 출발하는 거 없어요?", {"start": ("more",)}),
        ("저렴한 거요", {"price": ("ascending",)}),
        ("너무 비싸지 않은 걸로", {"price": ("ascending",)}),
        ("제일 짧은 거", {"length": ("lowest",)}),
        ("3만 원 정도면 좋겠어요", {"price": (">=24000", "<=36000")}),
        ("오만 원쯤 하는 거", {"price": (">=40000", "<=60000")}),
        ("만 원 안팎이요", {"price": (">=8000", "<=12000")}),
        ("두 시간 정도 걸리는 거", {"length": (">=96분", "<=144분")}),
        ("사흘쯤 되는 거", {"length": (">=3일", "<=3일")}),
        ("별점 4점 정도요", {"stars": (">=3.2", "<=4.8")}),
        ("3만 원 정도 이하로", {"price": ("<=30000",)}),
        ("예산은 한 명당 3만 원이에요", {"price": ("<=30000",)}),
        ("2만 원밖에 없어요", {"price": ("<=20000",)}),
    ],
)
def test_slots_of_records_are_compared(
    tours: Steps, text: str, expected: dict[str, tuple[str, ...]]
) -> None:
    assert compared(tours, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "만오천 원이요",
        "만오천 원짜리 있어요?",
        "더 있어요?",
        "2만 원인데 비싼가요?",
        "가장 가까운 정류장이 어디예요?",
        "네 명까지 타는 거",
        "제일 싼 거 말고요",
        "아홉 시에 전화 주세요",
        "토요일부터 두 시간짜리",
        "네 명 정도요",
        "아홉 시쯤이요",
    ],
)
def test_not_everything_is_a_comparison(tours: Steps, text: str) -> None:
    assert compared(tours, text) == {}


def test_a_word_of_the_slot_says_no_limit(tours: Steps) -> None:
    draft = tours.run(UP_TO_FILLING, "토요일까지 신청하면 되는 거")
    assert (draft.slots, draft.compared) == ({"Tour.end": ("토요일",)}, {})


def test_what_is_not_looked_up_has_a_value(tours: Steps) -> None:
    draft = tours.run(UP_TO_FILLING, "저녁 여섯 시 이후로요", task="order", asked="Order.time")
    assert (draft.slots, draft.compared) == ({"Order.time": ("저녁 여섯 시",)}, {})


def test_a_number_alone_is_compared_when_it_was_asked_for(tours: Steps) -> None:
    assert compared(tours, "30000 이하요", asked="Tour.price") == {"price": ("<=30000",)}
    assert compared(tours, "30000 이하요") == {}
    assert compared(tours, "3만 이하요") == {"price": ("<=30000",)}


def test_a_limit_that_is_not_wanted_is_turned_round(tours: Steps) -> None:
    assert compared(tours, "5만 원 이상은 싫어요") == {"price": ("<50000",)}
    assert compared(tours, "두 시간 넘는 건 빼고요") == {"length": ("<=두 시간",)}
    assert compared(tours, "비싼 순 말고요") == {"price": ("ascending",)}


def test_a_limit_that_does_not_matter_leaves_the_slot_open(tours: Steps) -> None:
    draft = tours.run(UP_TO_FILLING, "3만 원 이하는 상관없어요")
    assert (draft.slots, draft.compared) == ({"Tour.price": ()}, {})


@pytest.mark.parametrize(
    "text",
    ["3만 원 이하 아니 4만 원 이하요", "3만 원 이하 말고 4만 원 이하로", "3만 원 말고 4만 원 이하"],
)
def test_of_two_limits_the_one_that_is_meant_counts(tours: Steps, text: str) -> None:
    draft = tours.run(UP_TO_FILLING, text)
    assert (draft.compared, draft.slots, draft.unwanted) == (
        {"Tour.price": ("<=40000",)},
        {},
        {},
    )


def test_an_adjective_that_is_a_value_orders_only_with_more_words(tours: Steps) -> None:
    draft = tours.run(UP_TO_FILLING, "싼 좌석이요")
    assert (draft.slots, draft.compared) == ({"Tour.class": ("싼 좌석",)}, {})
    draft = tours.run(UP_TO_FILLING, "제일 싼 좌석이요")
    assert (draft.slots, draft.compared) == ({}, {"Tour.price": ("lowest",)})


def test_a_comparison_is_a_mention_with_all_of_its_words(tours: Steps) -> None:
    draft = tours.run(UP_TO_FILLING, "삼만 원 넘지 않는 걸로 제일 늦은 거요")
    assert mentioned(draft) == [
        ("삼만 원 넘지 않는", "Tour.price"),
        ("제일 늦은", "Tour.start"),
    ]
    shown = [found for found in findings(draft) if found.kind in ("mention", "compared")]
    assert [(found.words, found.note) for found in shown[:1]] == [
        ("삼만 원 넘지 않는", "compared: <=30000")
    ]
    assert [found.values for found in shown[2:]] == [("<=30000",), ("highest",)]


def test_what_is_not_spoken_of_is_not_compared(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    text = TOURS.replace("stars: {type: float,", "stars: {type: float, spoken: false,")
    tours = Steps(load(tmp_path_factory.mktemp("shown"), text))
    assert compared(tours, "별점 제일 높은 거 보여 줘") == {}


def test_a_domain_without_lookups_does_without_the_step(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    text = TOURS.replace(", lookup: Tour", "")
    assert "comparisons" not in Steps(load(tmp_path_factory.mktemp("notes"), text)).needed


FERRIES = r"""
entities:
  Ferry:
    key: ship
    slots:
      ship: {values: [파랑호, 노랑호]}
      day: {type: date}
      part: {type: choice, values: [오전, 오후, 저녁], words: [시간]}
      hour: {type: choice, values: [7시, 8시, 9시], words: [시간]}
      time: {type: time, spoken: false}
    instances:
      - {ship: 파랑호, day: 내일, part: 저녁, hour: 8시, time: "20:15"}
tasks:
  find: {fill: [Ferry.day], lookup: Ferry}
"""


FERRY_STEPS = tuple(
    step for step in UP_TO_FILLING if step not in ("times", "durations", "counts", "named_numbers")
)


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Steps:
    return Steps(load(tmp_path_factory.mktemp("ferries"), FERRIES))


def test_an_hour_that_is_compared_is_a_time_of_its_class(ferries: Steps) -> None:
    draft = ferries.run(FERRY_STEPS, "저녁 8시 이후에 뜨는 배")
    assert (draft.slots, draft.compared) == ({}, {"Ferry.time": (">=저녁 8시",)})
    known = {"Ferry.part": ("저녁",), "Ferry.hour": ("7시",)}
    draft = ferries.run(FERRY_STEPS, "8시 넘어서 뜨는 거", slots=known)
    assert draft.compared == {"Ferry.time": (">저녁 8시",)}
    assert set(draft.forgotten) == set(known)


def test_an_hour_alone_takes_comparisons_back(ferries: Steps) -> None:
    draft = ferries.run(FERRY_STEPS, "7시에 뜨는 거", compared={"Ferry.time": (">=8시",)})
    assert (draft.slots, draft.forgotten) == ({"Ferry.hour": ("7시",)}, ("Ferry.time",))


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("제일 늦은 게 몇 시예요?", {"Ferry.day": ("내일",)}, {"Ferry.time": ("highest",)}),
        ("제일 늦은 거", {}, {"Ferry.day": ("highest",)}),
        ("제일 빠른 시간이 언제예요?", {}, {"Ferry.time": ("lowest",)}),
        ("내일 더 늦은 배는요?", {}, {"Ferry.time": ("more",)}),
    ],
)
def test_of_a_day_that_is_known_the_times_are_compared(
    ferries: Steps, text: str, known: dict[str, tuple[str, ...]], expected: dict[str, Any]
) -> None:
    assert ferries.run(FERRY_STEPS, text, slots=known).compared == expected

"""What fills a slot of each type, and what two slots that could have the same value get."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockgenie.domain import Domain
from tests.hearing import Listener

STAY = r"""
entities:
  Stay:
    slots:
      area: {values: {강남: [강남구], 종로: [종로구], 홍대: [마포]}, words: [지역]}
      price:
        type: choice
        values: {저렴: [싼, 저렴한], 보통: [적당한], 비싼: [고급]}
        words: [가격]
      parking: {type: boolean, words: [주차, 주차장]}
      breakfast: {type: boolean, words: [조식]}
      smoking: {type: boolean, values: {yes: [흡연], no: [금연]}}
      day: {type: date}
      time: {type: time}
      length: {type: duration, words: [머무는]}
      people: {type: int, counters: [명, 분, 사람]}
      nights: {type: int, counters: [박, 일간, 일], words: [묵]}
      weight: {type: float, counters: [kg, 킬로]}
      phone: {type: pattern, pattern: '01[016789]-?\d{3,4}-?\d{4}'}
      code: {type: pattern, pattern: '[A-Za-z]-?\d{5}'}
      card:
        {type: pattern, pattern: '#([a-z]+)[- ]?(\d{3})[- ]?(\d{3})', format: "{1:upper}{2}-{3}"}
      opened: {type: date, words: [개업일], spoken: false}
      rooms: {type: int, counters: [칸], words: [객실], spoken: false}
      slogan: {values: [호수를 품은 집], spoken: false}
  Ride:
    slots:
      from: {values: [서울역, 시청, 공항], words: [에서, 출발, 출발지]}
      to: {values: [서울역, 시청, 공항], words: [까지, 도착, 도착지]}
      leave: {type: time, words: [출발]}
      arrive: {type: time, words: [도착]}
      seat: {type: boolean, words: [카시트]}
tasks:
  stay: {fill: [Stay.area, Stay.day, Stay.time, Stay.people, Stay.nights], lookup: Stay}
  ride: {fill: [Ride.from, Ride.to, Ride.leave, Ride.arrive]}
"""

RIDE = ["Ride.from", "Ride.to", "Ride.leave", "Ride.arrive"]


@pytest.fixture
def listener(domain: Callable[[str], Domain]) -> Listener:
    return Listener(domain(STAY))


def heard(listener: Listener, text: str, asked: str = "", entity: str = "Stay") -> dict[str, str]:
    """Slots without their class, several values with commas, * for any."""
    fill = RIDE if entity == "Ride" else ["Stay.day", "Stay.time", "Stay.people", "Stay.nights"]
    found = listener.understand(text, f"{entity}.{asked}" if asked else "", fill).slots
    return {slot.partition(".")[2]: ",".join(v) if v else "*" for slot, v in found.items()}


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("세 명이요", {"people": "3"}),
        ("3명이서 갑니다", {"people": "3"}),
        ("어른 네 분입니다", {"people": "4"}),
        ("저 혼자요", {"people": "1"}),
        ("둘이서 갈 거예요", {"people": "2"}),
        ("２명", {"people": "2"}),
        ("한 명 늘어서 다섯 명이요", {"people": "5"}),
        ("성인 두 명에 아이 한 명이요", {"people": "3"}),
        ("1인당 얼마예요? 네 명인데요", {"people": "4"}),
        ("한 사람 앞에 얼마쯤 해요? 네 명인데요", {"people": "4"}),
        ("1박 20만 원까지라서요", {}),
        ("10분 늦을 것 같아요", {"length": "10분"}),
        ("몇 시까지 하나요?", {}),
        ("하룻밤에 8만 원 안쪽으로 두 명", {"people": "2"}),
        ("2박이고 20만 원까지요", {"nights": "2"}),
        ("어른 둘에 초등학생 둘인데 방 하나로 되나요?", {"people": "4"}),
        ("어르신 두 분이랑 대학생 하나", {"people": "3"}),
        ("다음 달 3일", {"day": "다음 달 3일"}),
        ("11월 30일 월요일에", {"day": "11월 30일"}),
        ("내일, 월요일", {"day": "내일,월요일"}),
        ("어른 둘에 아이 하나요", {"people": "3"}),
        ("내일 셋이요", {"day": "내일", "people": "3"}),
        ("세 명이나 네 명이요", {"people": "3,4"}),
        ("2박 3일이요", {"nights": "2"}),
        ("사흘 묵을게요", {"nights": "3"}),
        ("금요일부터 3일간 두 사람", {"day": "금요일", "nights": "3", "people": "2"}),
        ("12월 3일", {"day": "12월 3일"}),
        ("2.5kg 정도 돼요", {"weight": "2.5"}),
        ("네", {}),
        ("이 사람이 누구예요", {}),
    ],
)
def test_numbers_have_their_counters(listener: Listener, text: str, slots: dict[str, str]) -> None:
    assert heard(listener, text) == slots


def test_a_number_alone_answers_the_question_for_one(listener: Listener) -> None:
    assert heard(listener, "4") == {}
    assert heard(listener, "4", "people") == {"people": "4"}
    assert heard(listener, "넷이요", "people") == {"people": "4"}
    assert heard(listener, "당연히 둘이지ㅋㅋ", "people") == {"people": "2"}
    assert heard(listener, "셋이죠", "people") == {"people": "3"}
    assert heard(listener, "1.5", "weight") == {"weight": "1.5"}


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("오후 두 시 반이요", "오후 두 시 반"),
        ("14:30", "14:30"),
        ("저녁 7시쯤", "저녁 7시"),
        ("정오에", "정오"),
        ("오후　２시", "오후 2시"),
    ],
)
def test_times_keep_the_words(listener: Listener, text: str, time: str) -> None:
    assert heard(listener, text) == {"time": time}


def test_a_duration_keeps_its_words(listener: Listener) -> None:
    assert heard(listener, "두 시간 반 동안이요") == {"length": "두 시간 반 동안"}


def test_a_pattern_finds_its_value(listener: Listener) -> None:
    assert heard(listener, "제 번호는 010-1234-5678이에요") == {"phone": "010-1234-5678"}
    assert heard(listener, "번호는 1234예요") == {}


@pytest.mark.parametrize(("text", "code"), [("B20417이요", "B20417"), ("제 건 b-20417", "b-20417")])
def test_a_pattern_keeps_the_letters_of_the_user(listener: Listener, text: str, code: str) -> None:
    assert heard(listener, text) == {"code": code}


@pytest.mark.parametrize("text", ["#kr 204 177이요", "번호는 #kr204177", "#kr-204-177입니다"])
def test_a_pattern_is_kept_in_its_form(listener: Listener, text: str) -> None:
    assert heard(listener, text) == {"card": "KR204-177"}


@pytest.mark.parametrize("text", ["세 칸이요", "객실 다섯", "호수를 품은 집"])
def test_nothing_fills_a_slot_that_is_not_spoken_of(listener: Listener, text: str) -> None:
    assert heard(listener, text) == {}


def test_a_day_is_one_of_the_slot_that_is_spoken_of(listener: Listener) -> None:
    assert heard(listener, "개업일이 내일이에요") == {"day": "내일"}


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("주차 되는 곳이요", {"parking": "yes"}),
        ("주차장 있는 데로 부탁해요", {"parking": "yes"}),
        ("주차 안 되는 곳", {"parking": "no"}),
        ("주차장이 없는 곳", {"parking": "no"}),
        ("주차는 상관없어요", {"parking": "*"}),
        ("조식은 필요 없고 주차는 돼야 해요", {"breakfast": "*", "parking": "yes"}),
        ("조식이랑 주차 둘 다요", {"breakfast": "yes", "parking": "yes"}),
        ("금연실로요", {"smoking": "no"}),
        ("금연 말고요", {"smoking": "yes"}),
        ("조식은 빼고 찾아 줘", {"breakfast": "*"}),
        ("조식이나 주차는 없어도 돼요", {"breakfast": "*", "parking": "*"}),
        ("주차 안 되면 곤란해요", {"parking": "yes"}),
        ("주차 안 되는 곳은 안 돼요", {"parking": "yes"}),
        ("조식은 비싸니까 없어도 돼요", {"breakfast": "*"}),
        ("주차 가능 여부는 상관없어요", {"parking": "*"}),
    ],
)
def test_truths_are_said_by_their_words(
    listener: Listener, text: str, slots: dict[str, str]
) -> None:
    assert heard(listener, text) == slots


@pytest.mark.parametrize(
    ("text", "seat"),
    [
        ("카시트는 필요 없어요", "no"),
        ("카시트는 빼 주세요", "no"),
        ("카시트는 상관없어요", "*"),
        ("카시트도 필요해요", "yes"),
    ],
)
def test_of_what_is_ordered_and_not_looked_for_no_need_is_a_no(
    listener: Listener, text: str, seat: str
) -> None:
    assert heard(listener, text, entity="Ride") == {"seat": seat}


@pytest.mark.parametrize(
    ("text", "seat"),
    [
        ("카시트는 없어요", "no"),
        ("아니요, 카시트는 나중에 할게요", "no"),
        ("카시트 있어요", "yes"),
        ("카시트 없어요?", "yes"),
    ],
)
def test_a_truth_that_was_asked_for_may_be_denied(listener: Listener, text: str, seat: str) -> None:
    assert heard(listener, text, "seat", "Ride") == {"seat": seat}


def test_yes_and_no_answer_the_question_for_a_truth(listener: Listener) -> None:
    assert heard(listener, "네", "parking") == {"parking": "yes"}
    assert heard(listener, "아니요", "parking") == {"parking": "no"}
    assert heard(listener, "상관없어요", "parking") == {"parking": "*"}
    assert heard(listener, "아니요 없어도 돼요", "parking") == {"parking": "*"}


def test_a_choice_is_made_by_position_when_it_was_asked_for(listener: Listener) -> None:
    assert heard(listener, "두 번째 거요") == {}
    assert heard(listener, "두 번째 거요", "price") == {"price": "보통"}
    assert heard(listener, "3번", "price") == {"price": "비싼"}
    assert heard(listener, "마지막이요", "price") == {"price": "비싼"}
    assert heard(listener, "7번이요", "price") == {}


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("서울역에서 공항까지요", {"from": "서울역", "to": "공항"}),
        ("공항까지 가는데 시청에서 타요", {"to": "공항", "from": "시청"}),
        ("출발지는 시청이고 도착지는 공항이에요", {"from": "시청", "to": "공항"}),
        ("서울역 출발 공항 도착이요", {"from": "서울역", "to": "공항"}),
        ("시청 공항", {"from": "시청", "to": "공항"}),
        ("오후 3시 출발 5시 도착", {"leave": "오후 3시", "arrive": "5시"}),
        ("도착은 18:30이요", {"arrive": "18:30"}),
    ],
)
def test_words_beside_a_value_tell_its_slot(
    listener: Listener, text: str, slots: dict[str, str]
) -> None:
    assert heard(listener, text, entity="Ride") == slots


def test_without_such_words_it_is_the_slot_that_was_asked_for(listener: Listener) -> None:
    assert heard(listener, "공항이요", "to", entity="Ride") == {"to": "공항"}
    assert heard(listener, "공항이요", "from", entity="Ride") == {"from": "공항"}


def test_values_that_are_joined_belong_to_one_slot(listener: Listener) -> None:
    assert heard(listener, "강남이랑 종로요") == {"area": "강남,종로"}
    assert heard(listener, "시청이나 공항이요", "to", entity="Ride") == {"to": "시청,공항"}


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("아니 강남 말고 종로요", {"area": "종로"}),
        ("강남이 아니라 홍대요", {"area": "홍대"}),
        ("강남 아니 종로로 해 주세요", {"area": "종로"}),
        ("강남에서 종로로 바꿔 줘", {"area": "종로"}),
        ("세 명 아 참 네 명이요", {"people": "4"}),
        ("비싼 데 말고 싼 데요", {"price": "저렴"}),
        ("강남으로 갈까 했는데 홍대로 할게요", {"area": "홍대"}),
        ("두 박 아 아니다 세 박이요", {"nights": "3"}),
    ],
)
def test_a_value_is_corrected(listener: Listener, text: str, slots: dict[str, str]) -> None:
    assert heard(listener, text) == slots


@pytest.mark.parametrize(
    ("text", "asked", "slots"),
    [
        ("상관없어요", "area", {"area": "*"}),
        ("어디든요", "area", {"area": "*"}),
        ("아무 때나요", "time", {"time": "*"}),
        ("아무 때나요", "people", {}),
        ("어디든요", "day", {}),
        ("가격은 상관없어요", "area", {"price": "*"}),
        ("상관없어요", "", {}),
    ],
)
def test_it_does_not_matter(
    listener: Listener, text: str, asked: str, slots: dict[str, str]
) -> None:
    assert heard(listener, text, asked) == slots

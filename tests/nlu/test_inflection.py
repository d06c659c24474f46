"""Patterns whose words stand in an utterance in other forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.domain import load_domain
from tests.hearing import Listener

CLINIC = """
entities:
  Visit:
    slots:
      dept: {values: {내과: [], 안과: []}}
      day: {type: date}
acts:
  book:
    - 예약 (하고 싶어요|해 주세요)
    - 진료 받고 싶어요
    - <Visit.dept> 주세요
  cancel: [예약 취소, 못 가]
  send: 서류 보내고 싶어요
  parking: 주차 되나요
  wash: 주차 해 주세요
  ticket: 표 끊어줘
  light: 불
  ask: 알려 주세요
  unwanted: 주사 안 맞을래요
  missing: 약 못 받았어요
  bye: 다음에 봐요
  enough: 그거면 됐어요
  no_more: 더 없어요
  where: 어디에 있어요
tasks:
  hello: {fill: [Visit.day], ask: {Visit.day: 언제요?}}
"""


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Listener:
    path = tmp_path_factory.mktemp("clinic") / "Clinic.yaml"
    path.write_text(CLINIC, "utf-8")
    return Listener(load_domain(path))


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("내일 오전에 내과 예약 좀 하려고요", "book"),
        ("예약잡아줘", "book"),
        ("예약 하나 잡아 주실 수 있을까요", "book"),
        ("진료받고 싶은데요", "book"),
        ("진료 볼 수 있나요?", "book"),
        ("예약이요", "book"),
        ("내과로 좀 잡아 주실래요", "book"),
        ("취소할게요, 예약", "cancel"),
        ("내일 못 갈 것 같아요", "cancel"),
        ("내일못갈것같아요", "cancel"),
        ("서류 좀 보낼 건데요", "send"),
        ("서류를 보내려면 어떻게 해요", "send"),
        ("주차될까요", "parking"),
        ("주차해 줘", "wash"),
        ("표 두 장 끊을래요", "ticket"),
        ("주사는 안 맞고 싶어요", "unwanted"),
        ("약을 아직 못 받았는데요", "missing"),
        ("다음에 볼게요", "bye"),
        ("화장실이 어디예요", "where"),
        ("취소가 많다고 들었지만 저는 아무튼 예약이요", "book"),
        ("예매 좀 하려고요", "book"),
        ("예약 무르려고요", "cancel"),
        ("서류를 부치려고 하는데요", "send"),
    ],
)
def test_the_words_of_a_pattern_may_have_other_endings(
    clinic: Listener, text: str, act: str
) -> None:
    assert clinic.understand(text).act == act


@pytest.mark.parametrize(
    "text",
    [
        "예약은 안 할래요",
        "예약 말고요",
        "어제 예약했는데요",
        "예약 번호가 뭐였죠",
        "예매 안 할래요",
        "예약하는 방법 좀 알려 줄래요",
        "진료비 비싸요",
        "진료 과목이 뭐가 있어요",
        "서류 보냈어요",
        "주차",
        "표 주세요",
        "불러 봐요",
        "주사 맞을래요",
        "오늘 날이 참 맑네요",
        "하고 싶어요",
        "다음 주에 볼까요",
        "그거 언제 돼요",
        "더 가까운 데는 없을까요",
        "어디가 더 나을까요",
    ],
)
def test_what_is_negated_done_or_of_something_else_is_no_act(clinic: Listener, text: str) -> None:
    assert clinic.understand(text).act in ("", "cancel")


def test_a_yes_or_a_no_is_only_that(clinic: Listener) -> None:
    assert clinic.understand("아니요, 예약 좀 하려고요").act == "no"


def test_a_question_that_is_answered_leads_nowhere_else(clinic: Listener) -> None:
    assert clinic.understand("내일 진료 보려고요", asked="Visit.day").act == ""


SALON = """
acts:
  thanks: {form}
  prices: {price}
tasks:
  hello: {{say: 네.}}
"""
THANKS = ["고마워", "고마워요", "고맙습니다", "감사합니다", "감사해요"]
THANKED = [
    "고마워",
    "정말 고마워요",
    "고맙습니다",
    "고맙네요",
    "너무 고맙다",
    "고마웠어요",
    "고마웠습니다",
    "고마운데요",
    "감사합니다",
    "감사드려요",
    "감사했습니다",
    "땡큐",
]
PRICES = ["가격", "요금", "비용 알려 줘", "얼마예요"]
PRICED = [
    "가격이 얼마예요",
    "가격 좀 알려 주세요",
    "값이 얼마예요",
    "값은요",
    "얼마예요",
    "얼마죠",
    "얼마인가요",
    "얼마야",
    "얼마나 해요",
    "얼마 정도 하나요",
    "얼마쯤 해요",
    "요금은 어떻게 되나요",
    "금액이 궁금해요",
]


def salon(folder: Path, form: str = "고마워", price: str = "가격") -> Listener:
    path = folder / "Salon.yaml"
    path.write_text(SALON.format(form=form, price=price), "utf-8")
    return Listener(load_domain(path))


@pytest.mark.parametrize("form", THANKS)
def test_thanks_are_the_same_in_every_form(tmp_path: Path, form: str) -> None:
    listener = salon(tmp_path, form)
    assert [text for text in THANKED if listener.understand(text).act != "thanks"] == []


@pytest.mark.parametrize("price", PRICES)
def test_who_asks_for_a_price_asks_for_it_in_any_word(tmp_path: Path, price: str) -> None:
    listener = salon(tmp_path, price=price)
    assert [text for text in PRICED if listener.understand(text).act != "prices"] == []


@pytest.mark.parametrize(
    "text", ["얼마나 걸려요", "얼마나 멀어요", "온 지 얼마 안 됐어요", "얼마나 기다려요"]
)
def test_how_much_of_something_else_is_no_price(tmp_path: Path, text: str) -> None:
    assert salon(tmp_path).understand(text).act == ""

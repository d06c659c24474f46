"""Spaces carry no meaning: what is written together is understood as what is written apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.dialog import Session
from mockgenie.nlu import Finding, Pipeline
from tests.nlu.steps import VALUES, Steps, load

PIER = r"""
entities:
  Boat:
    key: name
    slots:
      name: {values: [푸른물결호, 갈매기호]}
      harbour: {values: {여수: [], 통영: [], 목포: [], 완도: []}, words: [항구]}
      deck: {values: {일층: [], 이층: []}}
      meal: {values: {술: [], 밥: [식사], 회: []}}
    instances:
      - {name: 푸른물결호, harbour: 여수}
  Ride:
    slots:
      day: {type: date}
      time: {type: time}
      length: {type: duration}
      people: {type: int, counters: [명], words: [인원]}
      bikes: {type: int, counters: [대]}
acts:
  search: [배편 찾아, 여객선]
  reserve: [예약, 표 끊]
tasks:
  find: {fill: [Boat.harbour, Boat.meal], lookup: Boat}
  book: {fill: [Boat.name, Ride.day, Ride.time, Ride.people, Ride.bikes]}
"""


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Steps:
    return Steps(load(tmp_path_factory.mktemp("pier"), PIER))


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return Pipeline(load(tmp_path_factory.mktemp("pier"), PIER))


def session(**fields: object) -> Session:
    slots = {"Boat.name": ("푸른물결호",)}
    return Session("Test", "internal_data", "book", turn=2, slots=slots, **fields)  # type: ignore[arg-type]


SAID = [
    "토요일 세시에 두명이요",
    "통영에서 목포로 가는 배편 찾아 주세요",
    "네 그럼 거기로 일요일 네명 예약할게요",
    "여수 이층 두대 예약이요",
    "모레 오전 열시에 예약해 주세요",
    "인원은 세명이고 아홉시반에 탈게요",
    "금요일 5명 예약이요",
    "완도에서 이틀 묵을 거예요",
    "그럼 갈매기호 말고 푸른물결호요",
    "목요일 7시에 다섯명 표 끊어 줘",
    "혹시 식사 되는 배편 찾고 있는데 여수에서 몇시까지 타야 돼요",
    "여객선 타고 가려고 하는데 통영은 술 안 파나요",
    "갈매기호 두명 예약 좀 하려고요",
    "완도에 가면 하루 묵을 텐데 자전거 세대 실을게요",
    "인원 여섯 항구는 목포",
    "가족이랑 갈 거라 한 다섯명 정도예요",
    "정오에 떠날게요",
]
"""What people say at a pier; values and numbers are one word."""


def meaning(pipeline: Pipeline, text: str) -> tuple[object, ...]:
    understood = pipeline.understand(text, session())
    slots = {
        slot: {"".join(value.split()) for value in values}
        for slot, values in understood.slots.items()
    }
    return understood.act, slots


@pytest.mark.parametrize("said", SAID)
def test_what_is_written_together_means_the_same(pipeline: Pipeline, said: str) -> None:
    assert meaning(pipeline, said.replace(" ", "")) == meaning(pipeline, said)


@given(said=st.sampled_from(SAID), data=st.data())
def test_any_spacing_between_the_words_means_the_same(
    pipeline: Pipeline, said: str, data: st.DataObject
) -> None:
    words = said.split()
    gaps = data.draw(st.lists(st.sampled_from(["", " ", "  "]), min_size=len(words)))
    written = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    assert meaning(pipeline, written) == meaning(pipeline, said)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("토요일세시에두명이요", "토요일 세시에 두명이요"),
        ("금요일에5명식사할게요", "금요일에5명 식사할게요"),
        ("네그럼거기로할게요", "네 그럼 거기로할게요"),
        ("통영하루묵을게요", "통영 하루 묵을게요"),
        ("가는데두명이서탈게요", "가는데 두명이서 탈게요"),
        ("배타고가려고요", "배타고 가려고요"),
        ("예약좀하려고요", "예약 좀 하려고요"),
        ("항구에배가몇시까지있어요", "항구에배가 몇시까지 있어요"),
        ("회안먹어요", "회 안먹어요"),
        ("18:304명예약이요", "18:30 4명예약이요"),
        ("인원여섯항구는목포요", "인원 여섯 항구는 목포요"),
        ("한다섯명이요", "한 다섯명이요"),
        ("정오에떠날게요", "정오에 떠날게요"),
        ("조용한식사요", "조용한 식사요"),
        ("중요한시간이에요", "중요한 시간이에요"),
    ],
)
def test_words_begin_where_a_number_or_a_pointer_does(
    steps: Steps, written: str, read: str
) -> None:
    corrected = steps.run((*_needed(steps), "spacing"), written).corrected
    assert corrected is not None
    assert corrected.text == read


@pytest.mark.parametrize(
    "said",
    [
        "영업하나요",  # no 하나
        "예약되는가요",
        "친한분들이랑 갈게요",
        "저녁7시에 갈게요",
        "토요일에 2인용으로요",
        "네이버지도에서 봤어요",
        "안녕하세요 반갑습니다",
        "여행가려고요",
        "필요한명단이요",
        "한식사진이요",
        "기다릴게요",
        "6개월로 할게요",
        "찾고있는데",
        "",
    ],
)
def test_other_words_stay_as_they_are(steps: Steps, said: str) -> None:
    assert steps.run((*_needed(steps), "spacing"), said).corrected is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        # an ending alone, and more is understood without spaces
        ("푸 른물결호 를 예 약 해 주 세요", "푸른물결호를 예약해주세요"),
        ("통영에 서 목 포로 가 는 여객 선 은 요", "통영에서 목포로가는여객선은요"),
        # a long name in which a word begins
        ("빠른푸른물 결호요", "빠른푸른물결호요"),
        # words of every domain
        ("오 후 다섯 시에 갈게요", "오후 다섯 시에 갈게요"),
        ("저 혼 자요", "저 혼자요"),
        ("하 루만 묵어요", "하루만 묵어요"),
        ("내일 까 지요", "내일 까 지요"),
    ],
)
def test_a_word_that_is_taken_apart_is_one(steps: Steps, written: str, read: str) -> None:
    corrected = steps.run((*_needed(steps), "spacing"), written).corrected
    assert (written if corrected is None else corrected.text) == read


@pytest.mark.parametrize(
    "said",
    [
        "밥 안 먹고 두 명 더 탈 수 있나요",  # short words
        "배 타 줘",
        "15세 이상 관람석이요",
        "토요일에 여수에서 목포 가는 거 두 장 끊어 주세요",
        "그 방 두 개 좀 더 볼 게 있어요",
        "오 전화번호 알려 주세요",  # no 오전
        "가서 여수 볼게요",  # no 서여
    ],
)
def test_short_words_stay_apart(steps: Steps, said: str) -> None:
    assert steps.run((*_needed(steps), "spacing"), said).corrected is None


def test_the_trace_says_as_what_it_is_read(pipeline: Pipeline) -> None:
    _, traced = pipeline.trace("토요일세시에두명이요", session())
    assert traced[0].step == "spacing"
    assert traced[0].found == (Finding("corrected", words="토요일 세시에 두명이요"),)


def test_a_slip_is_taken_back_in_what_was_written_together(pipeline: Pipeline) -> None:
    understood = pipeline.understand("토욜일 세시에두명이요", session())
    assert understood.slots["Ride.day"] == ("토요일",)
    assert understood.slots["Ride.people"] == ("2",)


def _needed(steps: Steps) -> list[str]:
    return [name for name in VALUES if name in steps.needed]


def test_a_domain_without_slots_separates_words_too(tmp_path: Path) -> None:
    empty = Pipeline(load(tmp_path, "acts: {a: 인사말}\ntasks: {a: {say: 네.}}"))
    assert empty.understand("네그럼인사말해주세요", Session("T", "internal_data", "a")).act == "a"

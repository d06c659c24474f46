"""What was said and not used."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.dialog import Session
from mockgenie.nlu import Pipeline
from tests.nlu.steps import INN, load


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return Pipeline(load(tmp_path_factory.mktemp("inn"), INN))


def unknown(pipeline: Pipeline, text: str, asked: str = "", task: str = "find") -> str:
    session = Session("Test", "internal_data", task, asked=asked, turn=1)
    found = pipeline.understand(text, session, ("Inn.area",)).unknown
    return f"{found.slot}: {found.words}" if found else ""


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("판교요", "Inn.area", "Inn.area: 판교"),
        ("저는 판교로 할게요", "Inn.area", "Inn.area: 판교"),
        ("호화로운 거요", "Inn.price", ""),
        ("판교는요?", "Inn.area", "Inn.area: 판교"),
        ("판교에서 묵을 데 찾아 주세요", "", "Inn.area: 판교"),
        ("음 예산군은 어때?", "", "Inn.area: 예산"),
        ("온돌 되는 숙소 찾아 주세요", "", ": 온돌"),
        ("강남 말고 판교는요?", "", "Inn.area: 판교"),
        ("판교 쪽 숙소 찾아 주세요", "", "Inn.area: 판교"),
        ("“푸른 밤” 숙소 찾아 줘", "", "Inn.name: 푸른 밤"),
        ("매주 금요일에 갈게요", "Visit.day", ": 매주"),
        ("반려동물 되나요?", "", ": 반려동물"),
        ("계단 없는 데요", "", ": 계단"),
        ("탕이 따로 있는 데면 좋겠어요", "", ": 탕"),
        ("좀 더 아담한 데로요", "", ": 아담한 데"),
        ("창문은 열려 있나요?", "", ": 창문"),
        ("너무 시끄럽지 않은 데면 좋겠는데요", "", ": 시끄럽지 않은 데"),
        ("깨끗하고 아담한 데면 돼요", "", ": 아담한 데"),
        ("가격은 상관없고 시끄럽지 않은 데면 좋겠어요", "", ": 시끄럽지 않은 데"),
        ("보조 의자 좀 부탁드려요", "", ": 보조 의자"),
        ("창가 자리로 부탁드릴 수 있을까요?", "", ": 창가 자리"),
        ("엘리베이터 없으면 안 되는데", "", ": 엘리베이터"),
        ("마당이 있어야 해요", "", ": 마당"),
        ("세탁기도 있으면 좋겠습니다", "", ": 세탁기"),
        ("취사가 되면 좋겠어요", "Inn.price", ": 취사"),
        ("홍대에 조용한 방 있나요", "", ": 조용한 방"),
        ("기념일인데 케이크 준비해 줄 수 있어?", "", ": 케이크"),
        ("높은 층으로 부탁해요", "", ": 높은 층"),
        ("룸이 있으면 좋겠는데 확인 가능합니까", "", ": 룸"),
        ("꽃다발도 준비해 주실 수 있나요?", "", ": 꽃다발"),
    ],
)
def test_a_noun_in_the_place_of_a_value_is_unknown(
    pipeline: Pipeline, text: str, asked: str, found: str
) -> None:
    assert unknown(pipeline, text, asked) == found


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("강남이요", "Inn.area"),
        ("글쎄요", "Inn.area"),
        ("네", "Inn.area"),
        ("아무 데나요", "Inn.area"),
        ("상관없어요", "Inn.area"),
        ("취소해 주세요", "Inn.area"),
        ("비싸요", "Inn.area"),
        ("조용한 데요", "Inn.area"),
        ("민수요", "Visit.wish"),
        ("동생이 어제 울었어", "Inn.area"),
        ("강남 쪽 숙소 찾아 주세요", ""),
        ("가격은요?", ""),
        ("친구랑 강남 숙소 찾아 주세요", ""),
        ("두 명이요", "Inn.area"),
        ("가을요", ""),
        ("예산에 맞는 숙소 찾아 주세요", ""),
        ("대전에서 오는 친구랑 두 명이요", ""),
        ("분위기 있는 숙소 찾아 주세요", ""),
        ("", "Inn.area"),
        ("외계인이 있을까", ""),
        ("좋은 데면 돼요", ""),
        ("조식 포함되나요", ""),
        ("두 명 예약 가능한가요", ""),
        ("홍대에 괜찮은 방 있나요", ""),
        ("홍대에 묵을 만한 데 있나요", ""),
        ("비슷한 데로요", ""),
        ("확인 부탁드려요", ""),
        ("주소 좀 확인 부탁드려요", ""),
        ("그렇게 부탁드려요", ""),
        ("숙소 찾기 부탁해요", ""),
        ("강남 쪽으로 부탁드려요", ""),
        ("뭐가 있어요?", ""),
    ],
)
def test_in_doubt_nothing_is(pipeline: Pipeline, text: str, asked: str) -> None:
    assert unknown(pipeline, text, asked) == ""


def test_the_trace_shows_it(pipeline: Pipeline) -> None:
    session = Session("Test", "internal_data", "find", asked="Inn.area", turn=1)
    _, steps = pipeline.trace("판교요", session, ("Inn.area",))
    assert [(one.kind, one.names, one.words) for one in steps[-1].found] == [
        ("unknown", ("Inn.area",), "판교")
    ]


def test_a_verb_that_is_to_be_done_to_something_unknown_is_not_done(tmp_path: Path) -> None:
    domain = load(tmp_path, LAMP)
    session = Session("Test", "internal_data", "light", turn=1)
    for said, words in (("노래 틀어 줘", "노래"), ("음악을 꺼 줘", "음악")):
        understood = Pipeline(domain).understand(said, session)
        assert understood.unknown is not None
        assert understood.unknown.words == words
        assert (understood.act, understood.slots) == ("", {})
    for said in ("빨리 꺼 줘", "조용히 꺼 줘", "불 켜 줘", "이거 틀어 줘"):
        understood = Pipeline(domain).understand(said, session)
        assert (understood.unknown, understood.act) == (None, "power")


LAMP = """
entities:
  Lamp: {slots: {power: {type: choice, values: {켬: [켜, 틀어], 끔: [꺼]}}}}
acts: {power: <Lamp.power>, lamp: 불}
tasks: {light: {fill: [Lamp.power]}}
"""

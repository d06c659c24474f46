"""Mistyped words are read as what was meant, and nothing else is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.dialog import Session
from mockgenie.nlu import Finding, Pipeline
from tests.nlu.steps import VALUES, Steps, load

CAMP = r"""
entities:
  Camp:
    key: name
    slots:
      name: {values: [솔바람 캠핑장, 달무리 야영지, 은하수 글램핑]}
      place: {values: {양평: [], 가평: [], 남이섬: [], 춘천: [의암호]}, words: [지역]}
      facility: {values: {전기: [], 샤워장: [], 개수대: [], 매점: []}, words: [시설]}
      site: {values: {데크: [], 파쇄석: [자갈], 잔디: []}}
    instances:
      - {name: 솔바람 캠핑장, place: 가평}
  Stay:
    slots:
      day: {type: date}
      time: {type: time}
      length: {type: duration}
      people: {type: int, counters: [명, 팀]}
      memo: {}
acts:
  search: [캠핑장 찾아, 야영지 찾아]
  prices: [이용요금, 얼마]
  note: <Stay.memo> 적어
tasks:
  find: {fill: [Camp.place, Camp.facility], lookup: Camp}
  book: {fill: [Camp.name, Stay.day, Stay.time, Stay.length, Stay.people, Stay.memo]}
"""


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Steps:
    return Steps(load(tmp_path_factory.mktemp("camp"), CAMP))


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return Pipeline(load(tmp_path_factory.mktemp("camp"), CAMP))


def read_as(steps: Steps, text: str, **fields: object) -> str:
    names = [name for name in (*VALUES, "spelling") if name in steps.needed]
    corrected = steps.run(names, text, **fields).corrected
    return text if corrected is None else corrected.text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # a key beside the one that was meant, in the word, at its end, in a long name
        ("남이셤으로요", "남이섬으로요"),
        ("샤워잔 있는 데로", "샤워장 있는 데로"),
        ("의암소 근처요", "의암호 근처요"),
        ("솔바럄 캠핑장 어때요", "솔바람캠핑장 어때요"),
        # two in the wrong order
        ("남ㅣㅇ섬 가려고요", "남이섬 가려고요"),
        ("샤우ㅓ장은요", "샤워장은요"),
        ("ㅇ양평이요", "양평이요"),
        # one left out
        ("파쇄서으로", "파쇄석으로"),
        ("은ㅏ수 글램핑이요", "은하수글램핑이요"),
        # one too many
        ("개ㅐ수대 있나요", "개수대 있나요"),
        # where the word and its particle meet
        ("샤워자에", "샤워장에"),
        # a word of an act, a day, one that is understood everywhere
        ("이용뇨금이 궁금해요", "이용요금이 궁금해요"),
        ("이요용금 좀", "이용요금 좀"),
        ("토욜일에 갈게요", "토요일에 갈게요"),
        ("일료일로", "일요일로"),
        # counters
        ("3먕이요", "3명이요"),
        ("5ㅁ여", "5명"),
        ("2명프로", "2명으로"),
        ("10시30붐에", "10시30분에"),
    ],
)
def test_a_slip_is_taken_back(steps: Steps, typed: str, meant: str) -> None:
    assert read_as(steps, typed) == meant


@pytest.mark.parametrize(
    ("typed", "asked", "meant"),
    [
        ("가펑이요", "Camp.place", "가평이요"),
        ("잗니로 할게요", "Camp.site", "잔디로 할게요"),
        ("매겅이요", "Camp.facility", "매겅이요"),  # two slips
        ("산관 없어요", "Camp.place", "상관 없어요"),
    ],
)
def test_a_short_word_is_meant_where_its_slot_was_asked_for(
    steps: Steps, typed: str, asked: str, meant: str
) -> None:
    assert read_as(steps, typed, asked=asked, turn=1) == meant


@pytest.mark.parametrize(
    "said",
    [
        "가펑이요",  # a short word that nobody asked for
        "전시 보러 가요",  # 전기 and 전시
        "천천히 둘러볼게요",
        "캠핑 의자도 빌려주나요",
        "2번이요",  # not 2분
        "5인 가족이에요",
        "1234567이요",
        "안녕하세요 반갑습니다",
        "ㅋㅋㅋ 좋네요 ㅠㅠ",
        "넹 알겠어욤",
        "Wi-Fi 되나요",
        "",
    ],
)
def test_what_may_be_meant_as_it_is_stays(steps: Steps, said: str) -> None:
    assert read_as(steps, said) == said


DINER = r"""
entities:
  Table:
    slots:
      dish: {values: {주꾸미: [], 깍두기: [], 육개장: [], 꽃게: [], 빵: [], 세트: []}}
      spot: {values: {건대: [], 바닷가: [], 비탈길: []}, words: [자리]}
      price: {type: choice, values: {값싼: [], 비싼: []}}
      day: {type: date}
      time: {type: time}
      people: {type: int, counters: [명]}
acts:
  book: [예약 해, 자리 잡아]
tasks:
  book: {fill: [Table.dish, Table.spot, Table.price, Table.day, Table.time, Table.people]}
"""


@pytest.fixture(scope="module")
def diner(tmp_path_factory: pytest.TempPathFactory) -> Steps:
    return Steps(load(tmp_path_factory.mktemp("diner"), DINER))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        # vowels that are no longer told apart, in long words and in short ones
        ("육계장 되나요", "육개장 되나요"),
        ("꽃개로 할게요", "꽃게로 할게요"),
        ("모래 갈게요", "모레 갈게요"),
        ("새트로 주세요", "세트로 주세요"),
        # consonants that close a syllable
        ("꼿게는요", "꽃게는요"),
        ("바닫가 쪽이요", "바닷가 쪽이요"),
        ("저녘에 갈게요", "저녁에 갈게요"),
        ("상관업고요", "상관없고요"),
        # a tense consonant
        ("쭈꾸미 주세요", "주꾸미 주세요"),
        ("깍뚜기 추가요", "깍두기 추가요"),
        ("비산 데로요", "비싼 데로요"),
        ("갑싼 데로요", "값싼 데로요"),
        # with the particle behind it, or only there
        ("바닫가애서 먹을래요", "바닷가에서 먹을래요"),
        ("건대애서요", "건대에서요"),
        ("8시애 갈게요", "8시에 갈게요"),
        ("3명애서요", "3명에서요"),
        # not the word, only the stem of a verb
        ("맵지 안은 거요", "맵지 않은 거요"),
    ],
)
def test_what_sounds_alike_is_meant(diner: Steps, written: str, meant: str) -> None:
    assert read_as(diner, written) == meant


@pytest.mark.parametrize(
    "said",
    [
        "먹을 건데 괜찮을까요",  # no 건대
        "방으로 안내해 주세요",  # no 빵
        "네일 받고 갈게요",  # no 내일
        "메일로 보내 주세요",
        "세대가 달라요",
        "비타민도 있나요",
    ],
)
def test_a_word_of_its_own_is_not_one_that_sounds_like_it(diner: Steps, said: str) -> None:
    assert read_as(diner, said) == said


def test_of_two_words_that_sound_alike_none_is_taken(tmp_path: Path) -> None:
    twins = "entities: {A: {slots: {b: {values: [재주도, 제주도]}}}}\ntasks: {a: {fill: [A.b]}}"
    steps = Steps(load(tmp_path, twins))
    assert read_as(steps, "쟤주도요") == "쟤주도요"


def test_where_two_words_can_be_meant_none_is_taken(tmp_path: Path) -> None:
    twins = "entities: {A: {slots: {b: {values: [하늘마루, 하늘나루]}}}}\ntasks: {a: {fill: [A.b]}}"
    steps = Steps(load(tmp_path, twins))
    assert read_as(steps, "하늘바루요") == "하늘바루요"  # ㅂ is beside ㅁ and ㄴ
    assert read_as(steps, "하늘아루요") == "하늘나루요"  # ㅇ is beside ㄴ


def test_the_slot_that_was_asked_for_decides_between_two_words(tmp_path: Path) -> None:
    twins = (
        "entities: {A: {slots: {b: {values: [하늘마루]}, c: {values: [하늘나루]}}}}\n"
        "tasks: {a: {fill: []}, b: {fill: [A.b, A.c]}}"
    )
    steps = Steps(load(tmp_path, twins))
    assert read_as(steps, "하늘바루요", asked="A.b") == "하늘마루요"
    assert read_as(steps, "하늘바루요", asked="A.c") == "하늘나루요"


def test_an_open_slot_takes_what_was_typed(pipeline: Pipeline) -> None:
    session = Session("Test", "internal_data", "book", asked="Stay.memo", turn=1)
    assert pipeline.understand("남이셤 쪽 자리로", session).slots["Stay.memo"] == (
        "남이셤 쪽 자리로",
    )
    session = Session("Test", "internal_data", "book", turn=1)
    understood = pipeline.understand("토욜일에 샤워잔 청소 적어 줘", session)
    assert understood.slots["Stay.memo"] == ("샤워잔 청소",)
    assert understood.slots["Stay.day"] == ("토요일",)


def test_what_was_meant_is_understood(pipeline: Pipeline) -> None:
    session = Session("Test", "internal_data", "find", turn=1)
    understood = pipeline.understand("남이셤에 샤우ㅓ장 있는 캠핒장 찾아 주세요", session)
    assert understood.slots == {"Camp.place": ("남이섬",), "Camp.facility": ("샤워장",)}
    assert understood.act == "search"


def test_the_trace_says_as_what_it_is_read(pipeline: Pipeline) -> None:
    session = Session("Test", "internal_data", "find", turn=1)
    understood, traced = pipeline.trace("남이셤이요", session)
    assert understood.slots == {"Camp.place": ("남이섬",)}
    assert [step.step for step in traced] == ["spelling", "dictionary", "slot_resolver", "filling"]
    assert traced[0].found == (Finding("corrected", words="남이섬이요"),)


def test_without_the_step_it_is_not_understood(tmp_path: Path) -> None:
    camp = Pipeline(load(tmp_path, CAMP), without=("spelling",))
    session = Session("Test", "internal_data", "find", turn=1)
    assert camp.understand("남이셤이요", session).slots == {}


def test_a_counter_behind_a_numeral_is_no_other_word(steps: Steps) -> None:
    said = "그럼 두 명이요"  # no 명일, which is tomorrow
    assert read_as(steps, said, asked="Stay.day", turn=1) == said


def test_a_value_of_one_letter_is_read(tmp_path: Path) -> None:
    short = (
        "entities: {A: {slots: {b: {values: [꽃]}, c: {values: [꽃으로]}}}}\n"
        "tasks: {a: {fill: [A.b]}}"
    )
    steps = Steps(load(tmp_path, short))
    assert read_as(steps, "꽃을 보내요") == "꽃을 보내요"

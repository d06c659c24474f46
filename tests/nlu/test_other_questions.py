"""What is asked of records that the domain has no word for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mockgenie.dialog import Engine, Session
from mockgenie.nlu import Pipeline, Understanding
from tests.nlu.steps import load

TODAY = date(2026, 11, 30)

LODGE = """
entities:
  Lodge:
    key: name
    slots:
      name: {values: [솔바람, 물안개, 별마당], words: [산장]}
      area: {values: [강릉, 속초]}
      rate: {type: int, counters: [원]}
      parking: {type: boolean, words: [주차]}
      phone: 전화번호
    instances:
      - {name: 솔바람, area: 강릉, rate: 50000, parking: yes, phone: 1번}
      - {name: 물안개, area: 강릉, rate: 70000, parking: no, phone: 2번}
      - {name: 별마당, area: 속초, rate: 60000, parking: no, phone: 3번}
  Stay:
    slots: {people: {type: int, counters: [명]}, day: {type: date}}
acts:
  search: [<Lodge.name>, <Lodge.area>, <Lodge.rate>, 방, (산장|방|집|곳) 있, 찾아]
  ask_phone: 전화번호
  ask_parking: <Lodge.parking>
tasks:
  find:
    fill: [Lodge.area]
    ask: {Lodge.area: 어디요?}
    lookup: Lodge
    say:
      - {when: count = 1, text: "{Lodge.name}이(가) 있어요."}
      - {text: "{count}곳이 있어요.", each: "{number}. {Lodge.name}"}
  detail:
    fill: [Lodge.name]
    lookup: Lodge
    say: {when: act = "ask_phone", text: "{Lodge.phone}"}
anywhere:
  - {task: detail, when: act = "ask_phone" or act = "ask_parking"}
  - {task: find, when: act = "search"}
fallback:
  - when: kind = "question" and Lodge.name is filled
    text: "그건 몰라요. {Lodge.name}에 물어보세요."
  - {when: kind = "question", text: 그건 몰라요.}
  - 네?
"""
LISTED = ("Lodge.name", "솔바람", "물안개")
CHOSEN = {"Lodge.name": ("솔바람",), "Lodge.area": ("강릉",)}


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return Pipeline(load(tmp_path_factory.mktemp("lodge"), LODGE))


def understood(pipeline: Pipeline, text: str, **fields: object) -> Understanding:
    session = Session("Test", "internal_data", "find", turn=1, **fields)  # type: ignore[arg-type]
    return pipeline.understand(text, session, ("Lodge.area",))


@pytest.mark.parametrize(
    "text",
    [
        "두 번째 거 사진 있어요?",
        "첫 번째 집은 룸이 있나요?",
        "물안개는 방음이 잘 되나요?",
        "거기 테라스는 넓어요?",
        "침대 두 개 있는 방 있나요?",
        "그 산장 와인 잔 있나요",
        "혼자 방 써도 되나요?",
    ],
)
def test_a_question_by_an_unknown_noun_looks_for_nothing(pipeline: Pipeline, text: str) -> None:
    assert understood(pipeline, text, slots=CHOSEN, listed=LISTED).act == ""
    found = understood(pipeline, text, listed=LISTED)
    assert found.act == ""
    assert found.asks_other


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("두 번째 거는요?", ""),
        ("물안개는 어때요?", "search"),
        ("다른 방 있나요?", "search"),
        ("더 싼 방 있나요?", "search"),
        ("속초에 발코니 있는 방 있나요?", "search"),
        ("사진 말고 전화번호 알려 주시겠어요?", "ask_phone"),
        ("거기 사진 보면 주차 되나요?", "ask_parking"),
        ("방 있나요?", "search"),
        ("주차할 방 있나요?", "ask_parking"),
        ("주말에도 사람 많아요?", ""),
        ("사진 있는 방 찾아 주세요", "search"),
    ],
)
def test_what_the_domain_knows_is_done(pipeline: Pipeline, text: str, act: str) -> None:
    found = understood(pipeline, text, slots=CHOSEN, listed=LISTED)
    assert (found.act, found.asks_other) == (act, "")


def test_what_was_looked_for_may_be_said_again(pipeline: Pipeline) -> None:
    assert understood(pipeline, "강릉 산장 맛은 괜찮아?", slots=CHOSEN).act == ""
    assert understood(pipeline, "강릉 산장 아늑해요?", slots=CHOSEN).act == ""
    assert understood(pipeline, "사진 찍기 좋은 집이에요?", slots=CHOSEN).act == ""
    assert understood(pipeline, "속초 산장 맛은 괜찮아?", slots=CHOSEN).act == "search"
    assert understood(pipeline, "강릉 산장 뷰는 어디가 좋아?", slots=CHOSEN).act == "search"


def test_what_is_known_may_be_asked_about(pipeline: Pipeline) -> None:
    known = {**CHOSEN, "Stay.people": ("2",)}
    assert understood(pipeline, "두 명이 가도 안전한가요", slots=known).slots == {}


def test_how_many_is_noted_where_it_is_asked_if_they_fit(pipeline: Pipeline) -> None:
    found = understood(pipeline, "여덟 명 들어갈 수 있나요?", slots=CHOSEN)
    assert (found.act, found.slots) == ("", {"Stay.people": ("8",)})
    assert found.asks_other


def test_before_there_is_any_record_it_is_a_wish(pipeline: Pipeline) -> None:
    assert understood(pipeline, "침대 두 개 있는 방 있나요?").act == "search"


def test_it_is_said_that_it_is_not_known(tmp_path: Path) -> None:
    engine = Engine(load(tmp_path, LODGE))
    session, _ = engine.open("internal_data", TODAY, 0)
    said = []
    for text in (
        "강릉 산장",
        "두 번째 거 사진 있어요?",
        "전화번호는요?",
        "침대 두 개 있는 방 있나요?",
    ):
        session, reply = engine.step(session, text, None, TODAY)
        said.append(reply.text)  # type: ignore[union-attr]
    assert said[1:] == [
        "그건 몰라요. 물안개에 물어보세요.",
        "2번",
        "그건 몰라요. 물안개에 물어보세요.",
    ]
